//! The stop button: a message of its own beside the stream, since a card that is typed into takes no clicks.

use feishu_card_core::Json;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// The member of a button's value that names the stream.
const MEMBER: &str = "feishu_card_stop";

/// The streams of a client that a click may stop.
#[derive(Debug, Default)]
pub(crate) struct Stops(Mutex<HashMap<String, watch::Sender<bool>>>);

impl Stops {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, watch::Sender<bool>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A click on a button with this value: whether it was a stop button of this client, however often it is clicked.
    pub(crate) fn take(&self, value: &Json) -> bool {
        let Some(id) = value.get(MEMBER).and_then(Json::as_str) else { return false };
        if let Some(stop) = self.lock().get(id) {
            stop.send_replace(true);
        }
        true
    }

    /// A stream that can be stopped, until this is dropped.
    pub(super) fn register(stops: &Arc<Stops>, id: String) -> Stop {
        let (sender, clicked) = watch::channel(false);
        stops.lock().insert(id.clone(), sender);
        Stop { stops: Arc::clone(stops), id, clicked }
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.lock().len()
    }
}

/// The stop button of one stream.
#[derive(Debug)]
pub(super) struct Stop {
    stops: Arc<Stops>,
    id: String,
    pub(super) clicked: watch::Receiver<bool>,
}

impl Stop {
    /// The message with the button.
    pub(super) fn card(&self, label: &str) -> Json {
        let text = |text: &str| Json::from(text.to_owned());
        let object = |members: Vec<(&'static str, Json)>| {
            Json::Map(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
        };
        let value = object(vec![(MEMBER, text(&self.id))]);
        let button = object(vec![
            ("tag", text("button")),
            ("text", object(vec![("tag", text("plain_text")), ("content", text(label))])),
            ("behaviors", Json::from(vec![object(vec![("type", text("callback")), ("value", value)])])),
        ]);
        object(vec![("schema", text("2.0")), ("body", object(vec![("elements", Json::from(vec![button]))]))])
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.stops.lock().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_finds_its_stream_and_only_while_there_is_one() {
        let stops = Arc::new(Stops::default());
        let stop = Stops::register(&stops, "s1".to_owned());
        let card = stop.card("Stop");
        assert!(card.validate().is_ok(), "{}", card.validate());
        let value = card.pointer("/body/elements/0/behaviors/0/value").unwrap().clone();
        assert!(!stops.take(&Json::parse(r#"{"a":1}"#).unwrap()) && !*stop.clicked.borrow());
        assert!(stops.take(&value) && *stop.clicked.borrow());
        drop(stop);
        assert_eq!(stops.len(), 0);
        assert!(stops.take(&value), "a click that comes late is one on a stop button too");
    }
}
