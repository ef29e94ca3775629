//! Runs a handler so that its click is answered in time, and what comes later is delivered after the answer.

use super::{
    Answer, BoxError, Delayed, Deliver, Event, Toast, Updates, Work,
    answer::only_toast,
    hook::{Handler, Hook},
};
use axum::body::Body;
use bytes::Bytes;
use http::Response;
use http_body::{Frame, SizeHint};
use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};
use tokio::{
    sync::{oneshot, watch},
    task::JoinError,
    time::{sleep, timeout},
};
use tracing::Instrument;

/// How long after the answer has left the first update may follow: the two take different ways to the platform, and
/// an update that overtakes the answer is undone by it.
const AFTER_ANSWER: Duration = Duration::from_millis(300);

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) limit: Duration,
    pub(super) while_working: Option<Toast>,
    pub(super) on_failure: Toast,
    pub(super) deliver: Option<Arc<dyn Deliver>>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { limit: Hook::LIMIT, while_working: None, on_failure: Toast::failure(), deliver: None }
    }
}

/// Calls the handler in a task of its own, so that neither a panic nor a closed connection ends it half-way.
pub(super) async fn run(handler: Handler, settings: Arc<Settings>, event: Event) -> Response<Answered> {
    let (left, answered) = watch::channel(());
    let (reply, replied) = oneshot::channel();
    let span = tracing::info_span!("callback", tag = event.action.tag, id = event.id, message_id = event.message_id);
    let click = Click { event, since: Instant::now(), settings: Arc::clone(&settings), answered };
    tokio::spawn(click.work(handler, reply).instrument(span));

    let response = match timeout(settings.limit, replied).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => only_toast(&settings.on_failure),
        Err(_) => settings.while_working.as_ref().map_or_else(Answer::nothing_response, only_toast),
    };
    response.map(|body| Answered { body: Some(body.into()), _left: left })
}

/// One click while it is worked on.
struct Click {
    event: Event,
    since: Instant,
    settings: Arc<Settings>,
    answered: watch::Receiver<()>,
}

impl Click {
    /// Runs the handler, replies, and does what is to be done after the reply.
    async fn work(self, handler: Handler, reply: oneshot::Sender<Response<String>>) {
        let event = self.event.clone();
        let outcome = alone(async move { handler(event).await }).await;
        let mut answer = match outcome {
            Ok(answer) => answer,
            Err(wrong) => return self.fail("the handler of a callback failed", &wrong, reply),
        };
        let response = match answer.response(&self.event) {
            Ok(response) => response,
            Err(wrong) => return self.fail("the answer to a callback is wrong", &wrong, reply),
        };

        let updates = self.updates();
        if reply.send(response).is_err() {
            tracing::warn!(took = ?self.since.elapsed(), "the answer to a callback came too late");
            if let Some(card) = answer.take_card() {
                report(updates.payload(card).await.map_err(Into::into));
            }
        }
        if let Some(work) = answer.take_work(updates) {
            report(alone(work).await);
        }
    }

    fn fail(&self, what: &str, wrong: &dyn std::fmt::Display, reply: oneshot::Sender<Response<String>>) {
        tracing::error!("{what}: {wrong}");
        if reply.send(only_toast(&self.settings.on_failure)).is_err() {
            tracing::warn!(took = ?self.since.elapsed(), "the user does not know: the time for an answer was over");
        }
    }

    fn updates(&self) -> Updates {
        let deliver =
            self.settings.deliver.clone().map(|deliver| -> Arc<dyn Deliver> {
                Arc::new(AfterAnswer { answered: self.answered.clone(), deliver })
            });
        Updates::through(&self.event, self.since, deliver)
    }
}

/// Runs `work` in a task of its own; a panic becomes an error.
async fn alone<T: Send + 'static>(
    work: impl Future<Output = Result<T, BoxError>> + Send + 'static,
) -> Result<T, BoxError> {
    match tokio::spawn(work.in_current_span()).await {
        Ok(outcome) => outcome,
        Err(ended) => Err(panic_text(ended).into()),
    }
}

fn panic_text(ended: JoinError) -> String {
    let Ok(panic) = ended.try_into_panic() else { return "cancelled: the runtime is shutting down".to_owned() };
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panicked: {}", text.unwrap_or("without a message"))
}

fn report(outcome: Result<(), BoxError>) {
    match outcome {
        Ok(()) => tracing::debug!("work after the answer is done"),
        Err(wrong) => tracing::error!("work after the answer to a callback failed: {wrong}"),
    }
}

/// Holds updates back until the answer has left.
struct AfterAnswer {
    answered: watch::Receiver<()>,
    deliver: Arc<dyn Deliver>,
}

impl Deliver for AfterAnswer {
    fn deliver(&self, update: Delayed) -> Work {
        let (mut answered, deliver) = (self.answered.clone(), Arc::clone(&self.deliver));
        Box::pin(async move {
            // nothing is ever sent: it ends when the body of the answer is dropped
            while answered.changed().await.is_ok() {}
            sleep(AFTER_ANSWER).await;
            deliver.deliver(update).await
        })
    }
}

/// The body of an answer. That it is dropped, written or not, lets the updates go.
pub(super) struct Answered {
    body: Option<Bytes>,
    _left: watch::Sender<()>,
}

impl Answered {
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
