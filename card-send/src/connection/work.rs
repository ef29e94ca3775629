//! What is done with a message: read, told from those that came before, handed to its handler, and answered.

use super::machine::Job;
use crate::callback::{
    AppEvent, Event, Generation,
    callbacks::{Clock, ShownVersion},
    departure::{Leaving, Outgoing},
    handlers::{Handlers, IntoReply},
    inbox::Arrival,
    run::{self, EventEnd},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use feishu_card_core::Json;
use std::{sync::Arc, time::SystemTime};

/// What works on messages.
pub(super) struct Workshop {
    pub(super) handlers: Arc<Handlers>,
    pub(super) shown: Option<ShownVersion>,
    pub(super) clock: Clock,
}

/// The answer to one message, and what waits for it to leave.
pub(super) struct Answered {
    pub(super) job: u64,
    pub(super) payload: Vec<u8>,
    pub(super) leaving: OnItsWay,
}

impl Answered {
    /// One that nothing waits for.
    fn plain(job: u64, payload: Vec<u8>) -> Self {
        Answered { job, payload, leaving: OnItsWay::default() }
    }

    /// The answer to a message on which work ended without one.
    pub(super) fn failed(job: u64) -> Self {
        Answered::plain(job, payload(500, "{}"))
    }
}

/// An answer that did not leave yet. Dropped before [`OnItsWay::left`], it is lost, and what waits for it knows.
#[derive(Default)]
pub(super) struct OnItsWay(Option<Leaving>);

impl OnItsWay {
    pub(super) fn left(mut self) {
        drop(self.0.take());
    }
}

impl Drop for OnItsWay {
    fn drop(&mut self) {
        if let Some(leaving) = self.0.take() {
            leaving.lost();
        }
    }
}

/// What a message turns out to be.
enum Message {
    Click(Box<Event>),
    Event(AppEvent),
}

impl Workshop {
    /// Works on a message. None but the first of those with one id is handled; all get its answer.
    pub(super) async fn work(&self, job: Job) -> Vec<Answered> {
        let message = match self.read(&job) {
            Ok(message) => message,
            Err(problem) => {
                tracing::warn!("a message that cannot be read: {problem}");
                return vec![Answered::failed(job.id)];
            }
        };
        let Some(id) = message.id() else {
            let (_, answer) = self.handle(job.id, message).await;
            return vec![answer];
        };
        let now = (self.clock)().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let arrival = match self.handlers.arrive(&id, job.id, now).await {
            Ok(arrival) => arrival,
            Err(error) => {
                tracing::error!(%error, "a message is not taken: nobody knows whether another process has it");
                return vec![Answered::failed(job.id)];
            }
        };
        match arrival {
            Arrival::First => {}
            // it is answered with the first
            Arrival::Again => return Vec::new(),
            Arrival::Done => {
                tracing::debug!("a message that came again");
                return vec![Answered::plain(job.id, payload(200, "{}"))];
            }
        }
        let (handled, first) = self.handle(job.id, message).await;
        let twins = self.handlers.finish(&id, handled);
        let twins: Vec<Answered> = twins.into_iter().map(|job| Answered::plain(job, first.payload.clone())).collect();
        std::iter::once(first).chain(twins).collect()
    }

    fn read(&self, job: &Job) -> Result<Message, String> {
        let text = std::str::from_utf8(&job.payload).map_err(|_| "not UTF-8".to_owned())?;
        let json = Json::parse(text).map_err(|wrong| format!("not JSON: {wrong}"))?;
        let event_type = json.pointer("/header/event_type").and_then(Json::as_str);
        let in_envelope = json.get("header").is_some() || json.get("schema").is_some();
        if event_type != Some("card.action.trigger") && (in_envelope || !job.as_card) {
            return Ok(Message::Event(AppEvent::from_json(json).aged((self.clock)())));
        }
        let mut event = Event::from_json(json).map_err(|wrong| wrong.to_string())?;
        event.shown = self.shown.as_ref().and_then(|shown| shown(&event));
        Ok(Message::Click(Box::new(event)))
    }

    /// Whether it was handled, and the answer.
    async fn handle(&self, job: u64, message: Message) -> (bool, Answered) {
        match message {
            Message::Click(event) => {
                let Outgoing { body, leaving } =
                    run::click(Arc::clone(&self.handlers), Arc::clone(&self.clock), *event).await;
                (true, Answered { job, payload: payload(200, &body), leaving: OnItsWay(Some(leaving)) })
            }
            Message::Event(event) => {
                let outcome = match run::event(&self.handlers, event).await {
                    EventEnd::Now(outcome) => outcome,
                    // it runs on, and says itself when it fails
                    EventEnd::Late(_) => ().into_reply(),
                };
                let handled = outcome.is_ok();
                let body =
                    outcome.or_else(|_| ().into_reply()).map_or_else(|_| "{}".to_owned(), |json| json.to_string());
                let payload = payload(if handled { 200 } else { 500 }, &body);
                (handled, Answered::plain(job, payload))
            }
        }
    }
}

impl Message {
    /// What tells it from others; the platform uses it again when it sends the message again.
    fn id(&self) -> Option<String> {
        match self {
            Message::Click(event) if event.generation == Generation::Old => {
                event.token.as_ref().map(|token| token.as_str().to_owned())
            }
            Message::Click(event) => event.id.clone(),
            Message::Event(event) => event.id.clone(),
        }
    }
}

/// The payload of an answer. There always is `data`: without it a click shows error 108002.
fn payload(code: u16, body: &str) -> Vec<u8> {
    format!(r#"{{"code":{code},"data":"{}"}}"#, STANDARD.encode(body)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payload_is_the_one_of_the_known_answers() {
        assert_eq!(payload(200, "{}"), br#"{"code":200,"data":"e30="}"#);
    }
}
