//! Runs a handler so that its click is answered in time, and what comes later is delivered after the answer.

use super::{
    Answer, BoxError, Deliver, Event, Other, Toast, Updates,
    after::{AfterAnswer, Answered},
    answer::{only_toast, respond},
    hook::{Hook, OnOther},
};
use http::{Response, StatusCode};
use std::{
    error::Error,
    future::Future,
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::{
    sync::{oneshot, watch},
    task::JoinError,
    time::timeout,
};
use tracing::Instrument;

/// What a [`Hook`] was told beside its handler.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) limit: Duration,
    pub(super) while_working: Option<Toast>,
    pub(super) on_failure: Toast,
    pub(super) deliver: Option<Arc<dyn Deliver>>,
    pub(super) on_other: Option<OnOther>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            limit: Hook::LIMIT,
            while_working: None,
            on_failure: Toast::failure(),
            deliver: None,
            on_other: None,
        }
    }
}

/// Calls the handler in a task of its own, so that neither a panic nor a closed connection ends it half-way.
pub(super) async fn click(hook: Hook, event: Event) -> Response<Answered> {
    let (left, answered) = watch::channel(());
    let (reply, replied) = oneshot::channel();
    let span = tracing::info_span!("callback", tag = event.action.tag, id = event.id, message_id = event.message_id);
    let settings = Arc::clone(&hook.settings);
    let click = Click { event, since: (hook.callbacks.clock)(), hook, answered };
    tokio::spawn(click.work(reply).instrument(span));

    let response = match timeout(settings.limit, replied).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => only_toast(&settings.on_failure),
        Err(_) => settings.while_working.as_ref().map_or_else(Answer::nothing_response, only_toast),
    };
    response.map(|body| Answered::new(body, left))
}

/// One click while it is worked on.
struct Click {
    event: Event,
    since: SystemTime,
    hook: Hook,
    answered: watch::Receiver<()>,
}

impl Click {
    /// Runs the handler, replies, and does what is to be done after the reply.
    async fn work(self, reply: oneshot::Sender<Response<String>>) {
        let (handler, event) = (Arc::clone(&self.hook.handler), self.event.clone());
        let outcome = alone(async move { handler(event).await }).await;
        let mut answer = match outcome {
            Ok(answer) => answer,
            Err(wrong) => return self.fail("the handler of a callback failed", wrong.as_ref(), reply),
        };
        let response = match answer.response(&self.event) {
            Ok(response) => response,
            Err(wrong) => return self.fail("the answer to a callback is wrong", &wrong, reply),
        };

        let updates = self.updates();
        if reply.send(response).is_err() {
            tracing::warn!("the answer to a callback came too late");
            if let Some(card) = answer.take_card() {
                report(updates.payload(card).await.map_err(Into::into));
            }
        }
        if let Some(work) = answer.take_work(updates) {
            report(alone(work).await);
        }
    }

    fn fail(&self, what: &str, wrong: &(dyn Error + 'static), reply: oneshot::Sender<Response<String>>) {
        tracing::error!("{what}: {}", with_causes(wrong));
        if reply.send(only_toast(&self.hook.settings.on_failure)).is_err() {
            tracing::warn!("the user does not know: the time for an answer was over");
        }
    }

    fn updates(&self) -> Updates {
        let deliver = self
            .hook
            .settings
            .deliver
            .clone()
            .map(|deliver| -> Arc<dyn Deliver> { Arc::new(AfterAnswer::new(self.answered.clone(), deliver)) });
        Updates::through(&self.event, self.since, Arc::clone(&self.hook.callbacks.clock), deliver)
    }
}

/// Hands on a push that is no click. An error is answered with 500, so that the platform sends an event again.
pub(super) async fn other(hook: &Hook, push: Other) -> Response<String> {
    let Some(handler) = hook.settings.on_other.clone() else {
        tracing::debug!(event_type = push.event_type, "a push without a handler");
        return Answer::nothing_response();
    };
    let span = tracing::info_span!("push", event_type = push.event_type);
    match timeout(hook.settings.limit, alone(async move { handler(push).await }).instrument(span)).await {
        Ok(Ok(answer)) => respond(StatusCode::OK, answer.to_string()),
        Ok(Err(wrong)) => {
            tracing::error!("the handler of a push failed: {}", with_causes(wrong.as_ref()));
            respond(StatusCode::INTERNAL_SERVER_ERROR, r#"{"msg":"failed"}"#.to_owned())
        }
        Err(_) => Answer::nothing_response(),
    }
}

/// Runs `work` in a task of its own; a panic becomes an error.
pub(super) async fn alone<T: Send + 'static>(
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
        Err(wrong) => tracing::error!("work after the answer to a callback failed: {}", with_causes(wrong.as_ref())),
    }
}

/// The error and what caused it, as far as its own text does not say.
fn with_causes(wrong: &(dyn Error + 'static)) -> String {
    let mut text = wrong.to_string();
    let mut next = wrong.source();
    while let Some(cause) = next {
        next = cause.source();
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
