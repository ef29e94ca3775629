//! One platform with a stopped clock, and requests without sockets.

use crate::{
    ChatMessage, Clock, Request,
    config::Config,
    json::{object, text},
    platform::{
        Platform,
        reply::{Body, Reply},
        update::Interaction,
    },
};
use feishu_card_core::Json;

pub(super) const SEND: &str = "/open-apis/im/v1/messages?receive_id_type=open_id";
pub(super) const TOKEN: &str = "/open-apis/auth/v3/tenant_access_token/internal";

pub(super) struct Bench {
    pub(super) platform: Platform,
    pub(super) clock: Clock,
    pub(super) token: String,
}

impl Bench {
    pub(super) fn new() -> Self {
        Bench::with(|_| {})
    }

    /// With another configuration.
    pub(super) fn with(change: impl FnOnce(&mut Config)) -> Self {
        let clock = Clock::fixed(1_750_000_000_000);
        let mut config = Config::seeded(1);
        config.clock = clock.clone();
        change(&mut config);
        let mut bench = Bench { platform: Platform::new(config), clock, token: String::new() };
        bench.token = bench.fetch_token(0);
        bench
    }

    /// Asks for the tenant token of the nth app.
    pub(super) fn fetch_token(&mut self, app: usize) -> String {
        let body = self.credentials(app);
        text(&self.json("POST", TOKEN, &body), "tenant_access_token").unwrap_or_default().to_owned()
    }

    pub(super) fn credentials(&self, app: usize) -> String {
        let app = self.platform.config.apps[app].clone();
        object([("app_id", app.id.into()), ("app_secret", app.secret.into())]).to_string()
    }

    pub(super) fn reply(&mut self, method: &str, target: &str, body: &[u8], kind: &str) -> Reply {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let request = Request {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: vec![
                ("authorization".to_owned(), format!("Bearer {}", self.token)),
                ("content-type".to_owned(), kind.to_owned()),
            ],
            body: body.to_vec(),
            ..Request::default()
        };
        let arrived = self.platform.arrive(request);
        self.platform.answer(&arrived, arrived.fault.as_ref())
    }

    pub(super) fn json(&mut self, method: &str, target: &str, body: &str) -> Json {
        match self.reply(method, target, body.as_bytes(), "application/json").body {
            Body::Json(json) => json,
            Body::Bytes(kind, _) => panic!("{kind} instead of JSON"),
        }
    }

    pub(super) fn code(&mut self, method: &str, target: &str, body: &str) -> i64 {
        self.json(method, target, body).get("code").and_then(Json::as_i64).expect("a code")
    }

    /// Sends a card to a user; the message's id.
    pub(super) fn sent(&mut self, card: &str) -> String {
        let answer = self.json("POST", SEND, &send_body(card, ""));
        let id = answer.pointer("/data/message_id").and_then(Json::as_str);
        id.unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    pub(super) fn message(&self, id: &str) -> &ChatMessage {
        &self.platform.messages[self.platform.find(id).expect("a message")]
    }

    /// A token for delayed updates of this message, as after a callback.
    pub(super) fn update_token(&mut self, id: &str, answered: bool) -> String {
        let message = self.platform.find(id).expect("a message");
        let token = self.platform.random.id("c-");
        let at = self.platform.now();
        self.platform.interactions.insert(token.clone(), Interaction { message, at, uses: 0, answered });
        token
    }
}

pub(super) fn send_body(card: &str, uuid: &str) -> String {
    let members = [
        ("receive_id", "ou_1".into()),
        ("msg_type", "interactive".into()),
        ("content", card.into()),
        ("uuid", uuid.into()),
    ];
    object(members).to_string()
}

/// A shared 1.0 card with this text.
pub(super) fn card(text: &str) -> String {
    format!(r#"{{"config":{{"update_multi":true}},"elements":[{{"tag":"markdown","content":"{text}"}}]}}"#)
}

/// An exclusive 1.0 card with this text.
pub(super) fn exclusive(text: &str) -> String {
    format!(r#"{{"elements":[{{"tag":"markdown","content":"{text}"}}]}}"#)
}

/// A 2.0 card with this text.
pub(super) fn card2(text: &str) -> String {
    format!(r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"markdown","content":"{text}"}}]}}}}"#)
}
