//! The moment an answer has left, and the updates that wait for it.

use super::{Delayed, Deliver, Work, background::alone};
use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{sync::watch, time::sleep};

/// How long after the answer has left the first update may follow: the two take different ways to the platform, and
/// an update that overtakes the answer is undone by it.
const AFTER_ANSWER: Duration = Duration::from_millis(300);

/// Holds updates back until the answer has left.
pub(super) struct AfterAnswer {
    answered: watch::Receiver<()>,
    deliver: Arc<dyn Deliver>,
}

impl AfterAnswer {
    pub(super) fn new(answered: watch::Receiver<()>, deliver: Arc<dyn Deliver>) -> Self {
        AfterAnswer { answered, deliver }
    }
}

impl Deliver for AfterAnswer {
    fn deliver(&self, update: Delayed) -> Work {
        let (mut answered, deliver) = (self.answered.clone(), Arc::clone(&self.deliver));
        Box::pin(async move {
            // nothing is ever sent: it ends when the body of the answer is dropped
            while answered.changed().await.is_ok() {}
            sleep(AFTER_ANSWER).await;
            alone(async move { deliver.deliver(update).await }).await
        })
    }
}

/// The body of an answer. That it is dropped, written or not, lets the updates go.
pub(super) struct Answered {
    body: Option<Bytes>,
    _left: watch::Sender<()>,
}

impl Answered {
    pub(super) fn new(body: String, left: watch::Sender<()>) -> Self {
        Answered { body: Some(body.into()), _left: left }
    }

    pub(super) fn into_body(self) -> Body {
        Body::new(self)
    }
}

impl http_body::Body for Answered {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.body.take().map(|body| Ok(Frame::data(body))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.body.as_ref().map_or(0, |body| body.len() as u64))
    }
}
