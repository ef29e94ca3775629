//! Runs a handler so that its click is answered in time, and what comes later is delivered after the answer.

use super::{
    AppEvent, BoxError, Deliver, Event, Updates,
    answer::{NOTHING, only_toast},
    background::{alone, report, with_causes},
    callbacks::Clock,
    departure::{AfterAnswer, Departure, Outgoing, departure},
    handlers::{Handlers, IntoReply},
};
use feishu_card_core::Json;
use std::{
    error::Error,
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::{sync::oneshot, task::JoinHandle, time::timeout};
use tracing::Instrument;

/// How long work after an answer with a card waits to know that the answer has left.
const LEAVES: Duration = Duration::from_secs(5);

/// Calls the handler in a task of its own, so that neither a panic nor a closed connection ends it half-way.
pub(crate) async fn click(handlers: Arc<Handlers>, clock: Clock, event: Event) -> Outgoing {
    let (leaving, departure) = departure();
    let Some(room) = handlers.running.begin() else {
        tracing::error!("a click is not handled: too many handlers run (`max_running`), or the hook is shut down");
        return Outgoing { body: only_toast(&handlers.on_failure), leaving };
    };
    let (reply, replied) = oneshot::channel();
    let span = tracing::info_span!(
        "callback",
        tag = event.action.tag,
        id = event.id,
        message_id = event.message_id.as_deref()
    );
    let click = Click { event, since: clock(), clock, handlers: Arc::clone(&handlers), departure };
    tokio::spawn(
        async move {
            click.work(reply).await;
            drop(room);
        }
        .instrument(span),
    );

    let body = match timeout(handlers.limit, replied).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => only_toast(&handlers.on_failure),
        Err(_) => handlers.while_working.as_ref().map_or_else(|| NOTHING.to_owned(), only_toast),
    };
    Outgoing { body, leaving }
}

/// One click while it is worked on.
struct Click {
    event: Event,
    since: SystemTime,
    clock: Clock,
    handlers: Arc<Handlers>,
    departure: Departure,
}

impl Click {
    /// Runs the handler, replies, and does what is to be done after the reply.
    async fn work(self, reply: oneshot::Sender<String>) {
        let Some(on_card) = self.handlers.on_card.clone() else {
            tracing::debug!("a click without a handler");
            let _ = reply.send(NOTHING.to_owned());
            return;
        };
        let event = self.event.clone();
        let outcome = alone(async move { on_card(event).await }).await;
        let mut answer = match outcome {
            Ok(answer) => answer,
            Err(wrong) => return self.fail("the handler of a callback failed", wrong.as_ref(), reply),
        };
        let body = match answer.body(&self.event) {
            Ok(body) => body,
            Err(wrong) => return self.fail("the platform would refuse the answer to a callback", &wrong, reply),
        };

        let updates = self.updates();
        let late = reply.send(body).is_err();
        if let Some(card) = answer.take_card() {
            let mut departure = self.departure.clone();
            if late {
                tracing::warn!("the answer to a callback came too late");
            } else if timeout(LEAVES, departure.lost()).await.unwrap_or(false) {
                tracing::warn!("the connection was lost before the answer to a callback had left");
            } else {
                return self.go_on(answer.take_work(updates)).await;
            }
            report(updates.payload(card).await.map_err(Into::into));
        }
        self.go_on(answer.take_work(updates)).await;
    }

    async fn go_on(&self, work: Option<super::Work>) {
        if let Some(work) = work {
            report(alone(work).await);
        }
    }

    fn fail(&self, what: &str, wrong: &(dyn Error + 'static), reply: oneshot::Sender<String>) {
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
            .map(|deliver| -> Arc<dyn Deliver> { Arc::new(AfterAnswer::new(self.departure.clone(), deliver)) });
        Updates::through(&self.event, self.since, Arc::clone(&self.clock), deliver)
    }
}

/// How an event was handled within the limit.
pub(crate) enum EventEnd {
    Now(Result<Json, BoxError>),
    /// Its handler runs on; this is its end, which a long connection need not know.
    Late(#[cfg_attr(not(feature = "axum"), allow(dead_code))] JoinHandle<bool>),
}

/// Hands on an event: what it is answered with, or that its handler failed or runs on.
pub(crate) async fn event(handlers: &Handlers, event: AppEvent) -> EventEnd {
    let nothing = || EventEnd::Now(().into_reply());
    if let (Some(most), Some(age)) = (handlers.max_age, event.age)
        && age > most
    {
        let (event_type, id) = (&event.event_type, &event.id);
        tracing::warn!(event_type, id, "an event of {} s ago is not handled: `max_age`", age.as_secs());
        return nothing();
    }
    let Some(handler) = handlers.on_event.clone() else {
        tracing::debug!(event_type = event.event_type, "an event without a handler");
        return nothing();
    };
    let Some(room) = handlers.running.begin() else {
        tracing::error!("an event is not taken: too many handlers run (`max_running`), or they are shut down");
        return EventEnd::Now(Err("too many handlers run".into()));
    };
    let span = tracing::info_span!("event", event_type = event.event_type, id = event.id);
    let (reply, replied) = oneshot::channel();
    let work = async move {
        let outcome = alone(async move { handler(event).await }).await;
        drop(room);
        if let Err(wrong) = &outcome {
            tracing::error!("the handler of an event failed: {}", with_causes(wrong.as_ref()));
        }
        let handled = outcome.is_ok();
        // over a long connection an event needs no answer but that it came; over HTTP it comes again, and is answered
        // with nothing when it was handled
        if let Err(Ok(answer)) = reply.send(outcome)
            && ().into_reply().is_ok_and(|nothing| answer != nothing)
        {
            tracing::warn!("the answer to an event came too late");
        }
        handled
    };
    let task = tokio::spawn(work.instrument(span));
    match timeout(handlers.limit, replied).await {
        Ok(outcome) => EventEnd::Now(outcome.unwrap_or_else(|_| Err("the runtime is shutting down".into()))),
        Err(_) => EventEnd::Late(task),
    }
}

/// Hands on an event, unless it was handled or is being handled. When it is not taken, the platform sends it again:
/// then `comes_again` lets it through, and the id tells whether it was handled meanwhile.
#[cfg(feature = "axum")]
pub(super) async fn event_once(
    handlers: &Handlers,
    now: SystemTime,
    push: AppEvent,
    comes_again: impl FnOnce() + Send + 'static,
) -> Result<Json, BoxError> {
    let id = push.id.clone();
    let now = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    if let Some(id) = &id {
        let arrival = match handlers.arrive(id, 0, now).await {
            Ok(arrival) => arrival,
            Err(error) => {
                tracing::warn!(id, %error, "an event is not taken, so that it comes again");
                comes_again();
                return Err(error);
            }
        };
        match arrival {
            super::inbox::Arrival::First => {}
            // what is not over yet may still fail
            super::inbox::Arrival::Again => return Err("the event is being handled".into()),
            super::inbox::Arrival::Done => {
                tracing::debug!(id, "an event that came again");
                return ().into_reply();
            }
        }
    }
    let all = handlers.clone();
    let over = move |handled: bool, late: bool| {
        if let Some(id) = &id {
            all.finish(id, handled);
        }
        if !handled || (late && id.is_some()) {
            comes_again();
        }
    };
    match event(handlers, push).await {
        EventEnd::Now(outcome) => {
            over(outcome.is_ok(), false);
            outcome
        }
        EventEnd::Late(task) => {
            tokio::spawn(async move { over(task.await.unwrap_or(false), true) });
            Err("the handler takes longer than the limit".into())
        }
    }
}
