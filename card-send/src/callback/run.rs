//! Runs a handler so that its click is answered in time, and what comes later is delivered after the answer.

use super::{
    Answer, BoxError, Deliver, Event, Other, Toast, Updates,
    after::{AfterAnswer, Answered},
    answer::{only_toast, respond},
    background::{alone, report, with_causes},
    callbacks::Clock,
};
use feishu_card_core::Json;
use http::{Response, StatusCode};
use std::{
    error::Error,
    future::Future,
    pin::Pin,
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::{
    sync::{oneshot, watch},
    time::timeout,
};
use tracing::Instrument;

pub(super) type Boxed<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;
pub(super) type OnClick = Arc<dyn Fn(Event) -> Boxed<Answer> + Send + Sync>;
pub(super) type OnOther = Arc<dyn Fn(Other) -> Boxed<Json> + Send + Sync>;

/// What runs for a push, and what the user sees meanwhile.
#[derive(Clone)]
pub(super) struct Handlers {
    pub(super) on_click: OnClick,
    pub(super) on_other: Option<OnOther>,
    pub(super) limit: Duration,
    pub(super) while_working: Option<Toast>,
    pub(super) on_failure: Toast,
    pub(super) deliver: Option<Arc<dyn Deliver>>,
}

/// Calls the handler in a task of its own, so that neither a panic nor a closed connection ends it half-way.
pub(super) async fn click(handlers: Arc<Handlers>, clock: Clock, event: Event) -> Response<Answered> {
    let (left, answered) = watch::channel(());
    let (reply, replied) = oneshot::channel();
    let span = tracing::info_span!("callback", tag = event.action.tag, id = event.id, message_id = event.message_id);
    let click = Click { event, since: clock(), clock, handlers: Arc::clone(&handlers), answered };
    tokio::spawn(click.work(reply).instrument(span));

    let response = match timeout(handlers.limit, replied).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => only_toast(&handlers.on_failure),
        Err(_) => handlers.while_working.as_ref().map_or_else(Answer::nothing_response, only_toast),
    };
    response.map(|body| Answered::new(body, left))
}

/// One click while it is worked on.
struct Click {
    event: Event,
    since: SystemTime,
    clock: Clock,
    handlers: Arc<Handlers>,
    answered: watch::Receiver<()>,
}

impl Click {
    /// Runs the handler, replies, and does what is to be done after the reply.
    async fn work(self, reply: oneshot::Sender<Response<String>>) {
        let (on_click, event) = (Arc::clone(&self.handlers.on_click), self.event.clone());
        let outcome = alone(async move { on_click(event).await }).await;
        let mut answer = match outcome {
            Ok(answer) => answer,
            Err(wrong) => return self.fail("the handler of a callback failed", wrong.as_ref(), reply),
        };
        let response = match answer.response(&self.event) {
            Ok(response) => response,
            Err(wrong) => return self.fail("the platform would refuse the answer to a callback", &wrong, reply),
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
        if reply.send(only_toast(&self.handlers.on_failure)).is_err() {
            tracing::warn!("the user was not told: the time for an answer was over");
        }
    }

    fn updates(&self) -> Updates {
        let deliver = self
            .handlers
            .deliver
            .clone()
            .map(|deliver| -> Arc<dyn Deliver> { Arc::new(AfterAnswer::new(self.answered.clone(), deliver)) });
        Updates::through(&self.event, self.since, Arc::clone(&self.clock), deliver)
    }
}

/// Hands on a push that is not a click. An error is answered with 500, so that the platform sends an event again.
pub(super) async fn other(handlers: &Handlers, push: Other) -> Response<String> {
    let Some(handler) = handlers.on_other.clone() else {
        tracing::debug!(event_type = push.event_type, "a push without a handler");
        return Answer::nothing_response();
    };
    let span = tracing::info_span!("push", event_type = push.event_type);
    match timeout(handlers.limit, alone(async move { handler(push).await }).instrument(span)).await {
        Ok(Ok(answer)) => respond(StatusCode::OK, answer.to_string()),
        Ok(Err(wrong)) => {
            tracing::error!("the handler of a push failed: {}", with_causes(wrong.as_ref()));
            respond(StatusCode::INTERNAL_SERVER_ERROR, r#"{"msg":"failed"}"#.to_owned())
        }
        Err(_) => Answer::nothing_response(),
    }
}
