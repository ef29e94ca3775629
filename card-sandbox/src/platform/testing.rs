//! Helpers of the state machine's unit tests: one platform, a clock that stands, requests without sockets.

use super::{
    Platform,
    reply::{Body, Reply},
};
use crate::{
    Clock, Request,
    config::Config,
    json::{object, text},
};
use feishu_card_core::Json;

pub(crate) struct Bench {
    pub(crate) platform: Platform,
    pub(crate) clock: Clock,
    pub(crate) token: String,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Bench::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut Config)) -> Self {
        let clock = Clock::fixed(1_750_000_000_000);
        let mut config = Config::seeded(1);
        config.clock = clock.clone();
        change(&mut config);
        let mut bench = Bench { platform: Platform::new(config), clock, token: String::new() };
        bench.token = bench.fetch_token();
        bench
    }

    pub(crate) fn fetch_token(&mut self) -> String {
        let app = self.platform.config.apps.first().cloned().expect("an app");
        let body = object([("app_id", app.id.into()), ("app_secret", app.secret.into())]);
        let answer = self.json("POST", "/open-apis/auth/v3/tenant_access_token/internal", &body.to_string());
        text(&answer, "tenant_access_token").expect("a token").to_owned()
    }

    pub(crate) fn reply(&mut self, method: &str, target: &str, body: &str) -> Reply {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let request = Request {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: vec![("authorization".to_owned(), format!("Bearer {}", self.token))],
            body: body.as_bytes().to_vec(),
            ..Request::default()
        };
        let (number, fault) = self.platform.arrive(request);
        self.platform.answer(number, fault.as_ref())
    }

    pub(crate) fn json(&mut self, method: &str, target: &str, body: &str) -> Json {
        match self.reply(method, target, body).body {
            Body::Json(json) => json,
            Body::Bytes(kind, _) => panic!("{kind} instead of JSON"),
        }
    }

    pub(crate) fn code(&mut self, method: &str, target: &str, body: &str) -> i64 {
        self.json(method, target, body).get("code").and_then(Json::as_i64).expect("a code")
    }

    /// Sends this content to a user; the answer.
    pub(crate) fn send(&mut self, content: &str) -> Json {
        let body = send_body(content, "");
        self.json("POST", "/open-apis/im/v1/messages?receive_id_type=open_id", &body)
    }

    /// Sends this content and gives the id of the message.
    pub(crate) fn sent(&mut self, content: &str) -> String {
        let answer = self.send(content);
        let id = answer.pointer("/data/message_id").and_then(Json::as_str);
        id.unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    pub(crate) fn only_message(&self) -> &crate::Message {
        assert_eq!(self.platform.messages.len(), 1);
        &self.platform.messages[0]
    }
}

pub(crate) fn send_body(content: &str, uuid: &str) -> String {
    let members = [
        ("receive_id", "ou_1".into()),
        ("msg_type", "interactive".into()),
        ("content", content.into()),
        ("uuid", uuid.into()),
    ];
    object(members).to_string()
}

/// A shared 1.0 card with this text.
pub(crate) fn card(text: &str) -> String {
    format!(r#"{{"config":{{"update_multi":true}},"elements":[{{"tag":"markdown","content":"{text}"}}]}}"#)
}
