//! What came of working a card.

use crate::{json::object, platform::push::Push};
use feishu_card_core::{Json, platform_codes::CodeRow};
use std::fmt;

/// What came of an action: what the app was sent, what it answered, what the user sees.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The callbacks that were posted: none for a link or a local action, two when the app gets both kinds.
    pub posted: Vec<Posted>,
    /// The toast the user sees.
    pub toast: Option<ShownToast>,
    /// The card that took the place of the old one.
    pub card: Option<Json>,
    /// Whether the message shows the card again that was clicked: the app patched it before it answered, and the answer
    /// won. Answer first, and patch then.
    pub jumped_back: bool,
    /// The error the user sees.
    pub error: Option<Shown>,
    /// The link that opened.
    pub opened: Option<String>,
    /// Why the client refused it and nothing was posted: a required field is empty, a custom bot has no callbacks.
    pub stopped: Option<String>,
    /// What the client did by itself, so that nothing was posted and nothing is wrong: a form went back to its initial
    /// values, a field of a form waits for the submit button, a checker without a callback ticks.
    pub local: Option<String>,
    /// The token for delayed updates that the app got, `c-…`.
    pub update_token: Option<String>,
}

impl Outcome {
    /// The code of the error the user sees; `None` when all went well.
    #[must_use]
    pub fn code(&self) -> Option<u32> {
        self.error.as_ref().map(|error| error.code)
    }

    /// As the control answers it: what the user sees, and the callbacks that were posted.
    pub(crate) fn to_json(&self) -> Json {
        let text = |text: &Option<String>| text.as_deref().map_or(Json::Null, Json::from);
        let toast = |toast: &ShownToast| {
            object([("type", toast.kind.as_str().into()), ("content", toast.content.as_str().into())])
        };
        let posted = |posted: &Posted| {
            object([
                ("type", posted.kind.into()),
                ("event", posted.event.clone()),
                ("status", posted.status.map_or(Json::Null, |status| Json::from(u32::from(status)))),
                ("answer", posted.answer.as_str().into()),
            ])
        };
        object([
            ("toast", self.toast.as_ref().map_or(Json::Null, toast)),
            ("card", self.card.clone().unwrap_or_default()),
            ("error", self.error.as_ref().map_or(Json::Null, Shown::to_json)),
            ("jumped_back", self.jumped_back.into()),
            ("opened", text(&self.opened)),
            ("stopped", text(&self.stopped)),
            ("local", text(&self.local)),
            ("update_token", text(&self.update_token)),
            ("posted", self.posted.iter().map(posted).collect::<Vec<_>>().into()),
        ])
    }
}

/// A callback as it was posted, and the app's answer to it.
///
/// `Debug` shows neither headers nor body: the signature and the verification token are in them.
#[derive(Clone)]
#[non_exhaustive]
pub struct Posted {
    /// The type of the event: `card.action.trigger`, `card.action.trigger_v1`, `im.message.receive_v1`.
    pub kind: &'static str,
    /// The headers of the request, the signature among them; over a long connection, what names the message.
    pub headers: Vec<(&'static str, String)>,
    /// The body of the request as it was on the wire, encrypted if a key is set; the payload over a long connection.
    pub body: String,
    /// The body of the request before encryption.
    pub event: Json,
    /// The HTTP status of the answer, or the code of the answer over a long connection; `None` when there was none.
    pub status: Option<u16>,
    /// The body of the answer as text; empty when there was none.
    pub answer: String,
}

impl Posted {
    /// A push that has no answer yet.
    pub(crate) fn new(push: Push) -> Self {
        let Push { kind, headers, body, event } = push;
        Posted { kind, headers, body, event, status: None, answer: String::new() }
    }
}

impl fmt::Debug for Posted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Posted");
        debug.field("kind", &self.kind).field("status", &self.status).field("answer", &self.answer);
        debug.finish_non_exhaustive()
    }
}

/// A short text over the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShownToast {
    /// `info`, `success`, `error` or `warning`.
    pub kind: String,
    /// The text in the user's language.
    pub content: String,
}

/// An error as the user sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shown {
    /// The platform's code, 200340 to 200830.
    pub code: u32,
    /// What the emulator knows of the cause; the platform shows only the code.
    pub reason: String,
}

impl Shown {
    /// With what the code means and what to do about it, in the words of `card explain`.
    pub(crate) fn to_json(&self) -> Json {
        let row = CodeRow::of_call(i64::from(self.code), "card.action.trigger", &self.reason);
        object([
            ("code", self.code.into()),
            ("reason", self.reason.as_str().into()),
            ("meaning", row.map_or(Json::Null, |row| row.meaning.into())),
            ("help", row.and_then(|row| row.help()).map_or(Json::Null, Json::from)),
        ])
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.reason)
    }
}

impl std::error::Error for Shown {}
