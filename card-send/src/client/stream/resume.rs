//! Goes on with a stream where another process left off.

use super::{
    core::{Core, StreamCard},
    handle::CardStream,
    look::Look,
    options::{StreamOptions, stream_options},
    record::StreamRecord,
    start::{running, show},
};
use crate::client::{Client, Error, engine::checks::awaited, live::card::by_time};

impl Client {
    /// Goes on with a stream that another process began, and that was killed: what it shows is the text of the record;
    /// it can be written to, and must be finished. Until then nothing is sent, but for a stop button.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client, kept: feishu_card::send::StreamRecord) -> Result<(), Box<dyn std::error::Error>> {
    /// client.stream_resume(&kept).await?.fail("The bot was restarted, please ask again.").await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::Setup`] outside of a tokio runtime, [`Error::ShutDown`] after [`shutdown`](Self::shutdown) was called.
    pub fn stream_resume<'a>(&'a self, record: &'a StreamRecord) -> ResumeStream<'a> {
        ResumeStream { client: self, record, options: StreamOptions::default() }
    }
}

/// A stream that is to go on, which happens when it is awaited. The record holds its cards and where they go; all else
/// is set anew.
#[must_use = "nothing goes on until it is awaited: `.await`"]
pub struct ResumeStream<'a> {
    client: &'a Client,
    record: &'a StreamRecord,
    options: StreamOptions,
}

impl ResumeStream<'_> {
    async fn run(self) -> Result<CardStream, Error> {
        let ResumeStream { client, record, options } = self;
        if client.inner.engine.running.is_closed(client.of_stream) {
            return Err(Error::ShutDown);
        }
        let StreamRecord { card_id, message_id, sequence, text, target, .. } = record;
        let (look, typing) = (Look::kept(record), card_id.is_some());
        let card = StreamCard {
            card_id: card_id.as_ref().map(|id| id.as_str().to_owned()),
            message_id: message_id.to_string(),
        };
        // far above what the other process has used, and apart from a third one with the same record
        let sequence = by_time().max(*sequence).saturating_add(fastrand::u32(1..1000));
        let core = Core::resumed(options.plan(client, &look, typing), card, sequence, text);
        show(running(client, &options, target, typing, core, look), options.stop.as_deref()).await
    }
}

stream_options!(ResumeStream);
awaited!(ResumeStream => CardStream);
