//! Events: what happened in a chat or in the app, other than a click on a card.

use super::message::ReceivedMessage;
use feishu_card_core::Json;
use std::{
    fmt,
    time::{Duration, SystemTime},
};

/// An event that the app is subscribed to: a message, a member who joined, the ticket of a store app.
///
/// `Debug` leaves the body out, which holds the Verification Token and what people wrote.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct AppEvent {
    /// The type of the event: `im.message.receive_v1`.
    pub event_type: String,
    /// The id of the event; an event that is sent again has the same.
    pub id: Option<String>,
    /// The app, `cli_…`.
    pub app_id: Option<String>,
    /// The tenant in which it happened.
    pub tenant_key: Option<String>,
    /// When it happened.
    pub create_time: Option<SystemTime>,
    /// How old it was when it came, by the clock of this machine: seconds usually, hours after an outage. `None` where
    /// the platform gives no time.
    pub age: Option<Duration>,
    /// The body as it came (decrypted). It holds the Verification Token: mind your log.
    pub body: Json,
}

impl AppEvent {
    /// The type of messages that the bot receives.
    pub const MESSAGE: &'static str = "im.message.receive_v1";

    /// Reads a body that is already verified, or needs no verifying: from a long connection, in a test. Both envelopes
    /// are read; what is missing is `None`.
    ///
    /// ```
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send::callback; }
    /// use feishu_card::{Json, callback::AppEvent};
    /// let body = r#"{"schema": "2.0", "header": {"event_id": "e1", "event_type": "im.chat.disbanded_v1"}, "event": {}}"#;
    /// let event = AppEvent::from_json(Json::parse(body)?);
    /// assert_eq!(event.event_type, "im.chat.disbanded_v1");
    /// assert!(event.message().is_none());
    /// # Ok::<(), feishu_card::JsonError>(())
    /// ```
    #[must_use]
    pub fn from_json(body: Json) -> AppEvent {
        let text = |pointers: [&str; 3]| {
            let mut found = pointers.iter().filter_map(|pointer| body.pointer(pointer)?.as_str());
            found.find(|text| !text.is_empty()).map(str::to_owned)
        };
        AppEvent {
            event_type: text(["/header/event_type", "/event_type", "/event/type"]).unwrap_or_default(),
            id: text(["/header/event_id", "/event_id", "/uuid"]),
            app_id: text(["/header/app_id", "/app_id", "/event/app_id"]),
            tenant_key: text(["/header/tenant_key", "/tenant_key", "/event/tenant_key"]),
            create_time: text(["/header/create_time", "/create_time", "/ts"]).as_deref().and_then(moment),
            age: None,
            body,
        }
    }

    /// The same, with its age at this time.
    pub(crate) fn aged(mut self, now: SystemTime) -> AppEvent {
        self.age = self.create_time.map(|then| now.duration_since(then).unwrap_or_default());
        self
    }

    /// The message, if this is one that the bot received: `im.message.receive_v1`.
    ///
    /// ```
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send::callback; }
    /// # use feishu_card::callback::AppEvent;
    /// async fn on_event(event: AppEvent) {
    ///     if let Some(message) = event.message() {
    ///         println!("{} says {}", message.sender.open_id, message.text);
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn message(&self) -> Option<ReceivedMessage> {
        (self.event_type == Self::MESSAGE).then(|| ReceivedMessage::from_event(self.body.get("event")?)).flatten()
    }

    /// The ticket, if this is the event `app_ticket`: hand it to `StoreApp::set_ticket`.
    #[must_use]
    pub fn app_ticket(&self) -> Option<&str> {
        let ticket = self.body.pointer("/event/app_ticket")?.as_str()?;
        (self.event_type == "app_ticket").then_some(ticket)
    }
}

/// A time as the platform writes it: digits, and how many there are says of what. Seconds, with a fraction maybe, in the
/// older envelope; milliseconds in the newer one; microseconds with card callbacks.
fn moment(text: &str) -> Option<SystemTime> {
    let (whole, _) = text.split_once('.').unwrap_or((text, ""));
    let number: u64 = whole.parse().ok()?;
    let since = match whole.len() {
        ..=11 => Duration::from_secs(number),
        12..=14 => Duration::from_millis(number),
        _ => Duration::from_micros(number),
    };
    SystemTime::UNIX_EPOCH.checked_add(since)
}

impl fmt::Debug for AppEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppEvent")
            .field("event_type", &self.event_type)
            .field("id", &self.id)
            .field("tenant_key", &self.tenant_key)
            .field("age", &self.age)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_time_is_read() {
        let at = |text| moment(text).map(|time| time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default());
        assert_eq!(at("1609073151"), Some(Duration::from_secs(1_609_073_151)));
        assert_eq!(at("1609073151.123"), Some(Duration::from_secs(1_609_073_151)));
        assert_eq!(at("1609073151345"), Some(Duration::from_millis(1_609_073_151_345)));
        assert_eq!(at("1609073151345678"), Some(Duration::from_micros(1_609_073_151_345_678)));
        for odd in ["", "soon", "-1", "99999999999999999999999"] {
            assert_eq!(at(odd), None, "{odd}");
        }
    }

    #[test]
    fn both_envelopes_are_read_and_the_ticket_comes_out() {
        let body = r#"{"ts": "1700000000.5", "uuid": "u1", "token": "secret", "type": "event_callback",
            "event": {"app_id": "cli_1", "app_ticket": "ticket", "type": "app_ticket"}}"#;
        let event = AppEvent::from_json(Json::parse(body).unwrap());
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_060);
        let event = event.aged(now);
        assert_eq!((event.event_type.as_str(), event.id.as_deref()), ("app_ticket", Some("u1")));
        assert_eq!((event.app_id.as_deref(), event.app_ticket()), (Some("cli_1"), Some("ticket")));
        assert_eq!(event.age, Some(Duration::from_secs(60)));
        let shown = format!("{event:?}");
        assert!(!shown.contains("secret") && !shown.contains("\"ticket\""), "{shown}");
        // a clock that is behind gives no negative age
        assert_eq!(event.aged(SystemTime::UNIX_EPOCH).age, Some(Duration::ZERO));
        let empty = AppEvent::from_json(Json::Null);
        assert_eq!((empty.event_type.as_str(), empty.age, empty.app_ticket()), ("", None, None));
    }
}
