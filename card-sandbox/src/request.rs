//! A request as it arrived, and how it was answered: the emulator's record of what was asked.

use crate::{Api, api::decode};
use feishu_card_core::{Json, platform_codes::CodeRow};
use std::fmt;

/// The host that requests name which the control makes itself.
pub(crate) const ORIGIN: &str = "127.0.0.1";

/// A request the sandbox received.
///
/// `Debug` leaves out headers and body: they hold secrets, and tests that want those read the members.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Request {
    /// `POST`, `PATCH` and so on.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The query as sent, without `?`; empty without one.
    pub query: String,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The raw body.
    pub body: Vec<u8>,
    /// When it arrived: milliseconds since 1970 by the sandbox's clock.
    pub at: u64,
    /// The call it was for; `None` for an unknown path.
    pub api: Option<Api>,
    /// The HTTP status of the answer; `None` while it has none, and when a fault spoilt it.
    pub status: Option<u16>,
    /// The `code` of the answer; `None` without a status, and for an image.
    pub code: Option<i64>,
}

impl Request {
    /// The value of a header; the name in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// What the code of the answer means, in the words of the client's errors and of `card explain`; `None` without a code
    /// or for one that is not documented.
    #[must_use]
    pub fn meaning(&self) -> Option<&'static str> {
        CodeRow::of_call(self.code?, self.api.map_or("", Api::of_codes), "").map(|row| row.meaning)
    }

    /// The body as JSON; `None` when it is not JSON.
    #[must_use]
    pub fn json(&self) -> Option<Json> {
        Json::parse(std::str::from_utf8(&self.body).ok()?).ok()
    }

    /// A parameter of the query, decoded.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = self.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.find(|(key, _)| decode(key) == name).map(|(_, value)| decode(value))
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // the path of a custom bot is its secret
        let path = if self.api == Some(Api::BotHook) { "/open-apis/bot/v2/hook/…" } else { &self.path };
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &path)
            .field("query", if self.api == Some(Api::ConnectionOpen) { &"…" } else { &self.query })
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("at", &self.at)
            .field("status", &self.status)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
