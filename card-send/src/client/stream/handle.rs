//! The handle of a stream: what a program writes to.

use super::{
    delivered::{Delivered, StreamError},
    driver::{Running, State},
    look::Extras,
    record::StreamRecord,
};
use crate::client::Error;
use feishu_card_core::{Json, Markdown, MessageId};
use serde_core::Serialize;
use std::{fmt, sync::Arc};
use tokio::{sync::oneshot, sync::watch, time::Instant};

/// A text that types itself onto a card: made by [`Client::stream`](crate::Client::stream).
///
/// Writing never waits: what is wanted is noted, and a task of its own brings the newest of it onto the card, at most ten
/// times a second. The text is Markdown of a model or a person, and is made safe and valid as
/// [`Markdown::untrusted`](feishu_card_core::Markdown::untrusted) does it, however little of it is there. A text that
/// is too long for one card goes on in the next message; a streaming mode that ends after 600 seconds is opened again.
///
/// [`finish`](Self::finish) says whether all of it is shown. A stream that is dropped is ended in the background.
#[must_use = "a stream that is dropped ends"]
pub struct CardStream {
    pub(super) running: Arc<Running>,
    pub(super) told: Option<oneshot::Receiver<Result<Delivered, StreamError>>>,
    pub(super) clicked: Option<watch::Receiver<bool>>,
}

impl CardStream {
    /// More text at the end: a piece as a model gives it. See [`set`](Self::set) for the text as a whole.
    pub fn push(&self, delta: &str) {
        self.write(|state| match &mut state.late {
            Some(late) => late.push_str(delta),
            None => state.core.push(delta),
        });
    }

    /// The whole text up to now, or another one. Where it begins with what was there, clients type the rest; else it
    /// appears at once, on earlier cards too.
    pub fn set(&self, whole: &str) {
        self.write(|state| match &mut state.late {
            Some(late) => whole.clone_into(late),
            None => state.core.set(whole),
        });
    }

    fn write(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.running.lock();
        state.first_text.get_or_insert_with(Instant::now);
        change(&mut state);
        drop(state);
        self.running.woken.notify_one();
    }

    /// Waits until nothing more is shown, since the client was shut down and the stream was waited for long enough.
    pub(super) async fn cut_short(&self) {
        let cut = self.running.cut.notified();
        if self.running.lock().late.is_none() {
            cut.await;
        }
    }

    /// The line beside the text, for what changes: "searching…". It has an element of its own, so that the text is not
    /// typed anew; at the end it goes. Markdown, made safe; empty for none.
    ///
    /// A card of one's own needs [`status_in`](crate::StartStream::status_in) for it.
    pub fn status(&self, text: &str) {
        let text = Markdown::untrusted(text);
        self.running.lock().core.set_status(text.as_str());
        self.running.woken.notify_one();
    }

    /// The messages that show the text, in order; there may come more.
    #[must_use]
    pub fn message_ids(&self) -> Vec<MessageId> {
        self.running.lock().message_ids()
    }

    /// What to keep so that another process can end the stream or go on, if this one is killed.
    #[must_use]
    pub fn record(&self) -> Option<StreamRecord> {
        self.running.record()
    }

    /// Waits until the stop button is clicked; for ever, where there is none
    /// ([`stop_button`](crate::StartStream::stop_button)). The text is then up to the caller: mostly
    /// [`finish`](Self::finish).
    pub async fn stopped(&self) {
        if let Some(clicked) = &self.clicked {
            // an error means that the stream has ended, and no click comes any more
            if clicked.clone().wait_for(|clicked| *clicked).await.is_ok() {
                return;
            }
        }
        std::future::pending::<()>().await;
    }

    /// Nothing more comes: brings the rest onto the card, closes its streaming mode, takes status and stop button away.
    ///
    /// The text gets there by the first of these that works: typing, replacing the element, the whole card, a plain
    /// message. A future of this that is dropped changes nothing: the stream is ended in any case.
    ///
    /// # Errors
    /// [`StreamError`] when none of them worked for a part of the text: it holds that part.
    pub async fn finish(self) -> Result<Delivered, StreamError> {
        self.end(None, None).await
    }

    /// As [`finish`](Self::finish), with these elements below the text: buttons, which a card that is typed into
    /// cannot have. A list of typed components, or of JSON.
    ///
    /// # Errors
    /// As [`finish`](Self::finish); elements that cannot be written as JSON end the stream without them, and are an
    /// error too.
    pub async fn finish_with(self, elements: &(impl Serialize + ?Sized)) -> Result<Delivered, StreamError> {
        let json = Json::from_serialize(elements);
        let elements = match &json {
            Ok(Json::List(elements)) => elements.to_vec(),
            Ok(one @ Json::Map(_)) => vec![one.clone()],
            _ => {
                let delivered = self.end(None, None).await?;
                let cause = Box::new(Error::Request("the elements are not a list of components".to_owned()));
                return Err(StreamError { missing: String::new(), cause, delivered: Box::new(delivered) });
            }
        };
        self.end(None, Some(Extras { elements, summary: None })).await
    }

    /// Something went wrong: what was written stays, and this is put behind it. Markdown, made safe.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub async fn fail(self, why: &str) -> Result<Delivered, StreamError> {
        self.end(Some(why), None).await
    }

    async fn end(mut self, footer: Option<&str>, extras: Option<Extras>) -> Result<Delivered, StreamError> {
        let told = self.told.take();
        let wants_extras = extras.is_some();
        let mut is_cut_short = false;
        {
            let mut state = self.running.lock();
            if state.late.is_some() {
                is_cut_short = true;
            } else if let Some(extras) = extras {
                let bytes: usize = extras.elements.iter().map(|element| element.to_string().len() + 1).sum();
                state.core.reserve(bytes);
                state.extras = Some(extras);
            }
            state.core.end(footer);
        }
        self.running.woken.notify_one();
        let lost = || StreamError {
            missing: Markdown::untrusted(self.running.lock().core.text()).as_str().to_owned(),
            cause: Box::new(Error::other("its runtime was shut down, or `on_record` panicked")),
            delivered: Box::default(),
        };
        let ended = match told {
            Some(told) => told.await.unwrap_or_else(|_| Err(lost())),
            None => Err(lost()),
        };
        if !is_cut_short {
            return ended;
        }
        let late = {
            let mut state = self.running.lock();
            let wanted = state.late.take().unwrap_or_default();
            state.core.beyond(&wanted, footer)
        };
        match ended {
            Ok(mut delivered) => {
                delivered.extras_shown &= !wants_extras;
                if late.is_empty() && !wants_extras {
                    return Ok(delivered);
                }
                Err(StreamError { missing: late, cause: Box::new(Error::ShutDown), delivered: Box::new(delivered) })
            }
            Err(mut error) => {
                error.missing.push_str(&late);
                Err(error)
            }
        }
    }
}

impl Drop for CardStream {
    fn drop(&mut self) {
        // twice is once
        self.running.lock().core.end(None);
        self.running.woken.notify_one();
    }
}

impl fmt::Debug for CardStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CardStream").field("message_ids", &self.message_ids()).finish_non_exhaustive()
    }
}
