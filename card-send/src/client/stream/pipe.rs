//! A stream of text, from a model say, piped onto a card.

use super::{
    delivered::{Delivered, StreamError},
    handle::CardStream,
};
use crate::client::Error;
use futures_core::Stream;
use futures_util::{
    StreamExt,
    future::{Either, select},
};
use std::{error::Error as StdError, fmt, pin::pin};

/// What is put behind a text whose source failed.
const INTERRUPTED: &str = "⚠️ The answer was interrupted.";

impl CardStream {
    /// Writes all pieces of a source, then finishes. When the stop button is clicked no more of it is read.
    ///
    /// No more is read either when the client is shut down and the stream was waited for long enough: that is an error,
    /// even if all that was read is shown.
    ///
    /// When the source fails, what came stays, a line says that the answer was interrupted, and the error is given back.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client, answer: impl futures_core::Stream<Item = Result<String, std::io::Error>>) -> Result<(), Box<dyn std::error::Error>> {
    /// use feishu_card::send::To;
    /// client.stream(To::chat_id("oc_…")).await?.pipe(answer).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`PipeError::Source`] with the source's error; [`PipeError::Stream`] when not all of the text is shown.
    pub async fn pipe<S, T, E>(self, source: S) -> Result<Delivered, PipeError<E>>
    where
        S: Stream<Item = Result<T, E>>,
        T: AsRef<str>,
    {
        let mut source = pin!(source);
        let end = {
            let (stopped, cut_short) = (pin!(self.stopped()), pin!(self.cut_short()));
            let mut ends = select(stopped, cut_short);
            loop {
                match select(&mut ends, source.next()).await {
                    Either::Right((Some(Ok(piece)), _)) => self.push(piece.as_ref()),
                    Either::Right((Some(Err(error)), _)) => break SourceEnd::Failed(error),
                    Either::Right((None, _)) | Either::Left((Either::Left(_), _)) => break SourceEnd::Read,
                    Either::Left((Either::Right(_), _)) => break SourceEnd::CutShort,
                }
            }
        };
        match end {
            SourceEnd::Read => self.finish().await.map_err(PipeError::Stream),
            SourceEnd::CutShort => Err(PipeError::Stream(match self.finish().await {
                Ok(delivered) => {
                    let cause = Box::new(Error::ShutDown);
                    StreamError { missing: String::new(), cause, delivered: Box::new(delivered) }
                }
                Err(error) => error,
            })),
            SourceEnd::Failed(error) => Err(PipeError::Source { error, ended: self.fail(INTERRUPTED).await }),
        }
    }
}

/// Why no more of a source is read.
enum SourceEnd<E> {
    /// It ended, or nobody wants more.
    Read,
    /// The client is shut down.
    CutShort,
    Failed(E),
}

/// Why a source was not piped to its end.
#[derive(Debug)]
#[non_exhaustive]
pub enum PipeError<E> {
    /// The source failed. What came before is shown, if `ended` says so.
    Source {
        /// The source's error.
        error: E,
        /// How the stream ended.
        ended: Result<Delivered, StreamError>,
    },
    /// Not all of the text is shown.
    Stream(StreamError),
}

impl<E: fmt::Display> fmt::Display for PipeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PipeError::Source { error, .. } => write!(f, "the source of the stream failed: {error}"),
            PipeError::Stream(error) => error.fmt(f),
        }
    }
}

impl<E: StdError + 'static> StdError for PipeError<E> {
    /// What is below the error inside, whose text this one's holds.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            PipeError::Source { error, .. } => error.source(),
            PipeError::Stream(error) => error.source(),
        }
    }
}
