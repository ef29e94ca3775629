//! Requests as the platform pushes them, signed at a fixed time, for the tests of callbacks.
use feishu_card_send::callback::{Callbacks, Push, Rejection, card_signature, encrypt, event_signature};
use http::{HeaderMap, HeaderValue};
use std::time::{Duration, SystemTime};

pub const TOKEN: &str = "vt";
pub const KEY: &str = "the encrypt key";
/// The time of all requests, in seconds.
pub const NOW: u64 = 1_700_000_000;
pub const BODY: &str = r#"{"schema":"2.0","header":{"event_id":"e1","token":"vt","create_time":"1603977298000000","event_type":"card.action.trigger","tenant_key":"tk","app_id":"cli_a"},"event":{"operator":{"tenant_key":"tk","open_id":"ou_1","union_id":"on_1"},"token":"c-abc","action":{"value":{"k":"值"},"tag":"button"},"host":"im_message","context":{"open_message_id":"om_1","open_chat_id":"oc_1"}}}"#;
pub const OLD_BODY: &str = r#"{"open_id":"ou_2","user_id":"u","open_message_id":"om_2","tenant_key":"tk","token":"c-old","action":{"value":{"k":"值"},"tag":"button","timezone":"Asia/Shanghai"}}"#;

/// The callbacks of the app that all requests are for.
pub fn callbacks() -> Callbacks {
    Callbacks::new(TOKEN).encrypt_key(KEY).accept_old().clock(fixed_clock)
}

pub fn fixed_clock() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
}

/// A request; headers that are not overridden are right for the body it was made with.
#[derive(Clone)]
pub struct Request {
    body: Vec<u8>,
    signed: Vec<u8>,
    key: String,
    old: bool,
    timestamp: String,
    nonce: String,
    signature: Option<String>,
    without: &'static str,
}

impl Request {
    pub fn new(body: &str) -> Self {
        Self::signed(body, KEY)
    }

    pub fn raw(body: Vec<u8>) -> Self {
        Request {
            signed: body.clone(),
            body,
            key: KEY.into(),
            old: false,
            timestamp: NOW.to_string(),
            nonce: "n0nce".into(),
            signature: None,
            without: "",
        }
    }

    pub fn signed(body: &str, key: &str) -> Self {
        Request { key: key.into(), ..Self::raw(body.into()) }
    }

    pub fn encrypted(body: &str) -> Self {
        Self::new(&format!(r#"{{"encrypt":"{}"}}"#, encrypt(KEY, [7; 16], body.as_bytes())))
    }

    pub fn old(body: &str) -> Self {
        Request { old: true, key: TOKEN.into(), ..Self::raw(body.into()) }
    }

    /// Another body under the signature of the first.
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub fn at(self, seconds: u64) -> Self {
        self.stamp(&seconds.to_string())
    }

    pub fn stamp(mut self, timestamp: &str) -> Self {
        self.timestamp = timestamp.into();
        self
    }

    pub fn nonce(mut self, nonce: &str) -> Self {
        self.nonce = nonce.into();
        self
    }

    pub fn signature(mut self, signature: &str) -> Self {
        self.signature = Some(signature.into());
        self
    }

    pub fn without(mut self, header: &'static str) -> Self {
        self.without = header;
        self
    }

    #[cfg(feature = "axum")]
    pub fn body(&self) -> Vec<u8> {
        self.body.clone()
    }

    pub fn headers(&self) -> HeaderMap {
        let sign = if self.old { card_signature } else { event_signature };
        let signature =
            self.signature.clone().unwrap_or_else(|| sign(&self.timestamp, &self.nonce, &self.key, &self.signed));
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("X-Lark-Request-Timestamp", &self.timestamp),
            ("X-Lark-Request-Nonce", &self.nonce),
            ("X-Lark-Signature", &signature),
        ] {
            if let Ok(value) = HeaderValue::from_bytes(value.as_bytes())
                && name != self.without
            {
                headers.insert(name, value);
            }
        }
        headers
    }

    pub fn read(&self, callbacks: &Callbacks) -> Result<Push, Rejection> {
        callbacks.read(&self.headers(), &self.body)
    }
}
