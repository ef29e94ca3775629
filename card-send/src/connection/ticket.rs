//! The ticket: one short-lived address for one connection, asked for with the app's id and secret.
//!
//! The address holds credentials. It is in no error, log or `Debug`, and the answer that holds it is never quoted.

use super::{ConnectionError, upgrade};
use crate::client::{
    Client,
    engine::{answer::integer, body::Body},
};
use feishu_card_core::Json;
use http::StatusCode;
use reqwest::{Url, header};
use std::fmt;

/// The longest answer that is read; real ones have half a kilobyte.
const MAX_ANSWER: usize = 64 << 10;

/// What the platform gives for one connection.
pub(super) struct Ticket {
    pub(super) url: Url,
    /// The connection's name in logs (`device_id`).
    pub(super) name: String,
    /// Goes into pings.
    pub(super) service: i32,
    pub(super) config: Json,
}

/// Asks for a ticket.
pub(super) async fn get(client: &Client) -> Result<Ticket, ConnectionError> {
    let auth = &client.inner.access.auth;
    let mut url = auth.base.clone();
    // a base URL with a host always has a path
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(["callback", "ws", "endpoint"]);
    }
    let body = Body::new(0).str("AppID", &auth.app_id).str("AppSecret", &auth.app_secret.0).done();
    let request = client.inner.engine.http.post(url);
    let request = request.header(header::CONTENT_TYPE, "application/json").header("locale", "zh").body(body);
    let mut response = request.send().await.map_err(|error| upgrade::broken(&error))?;
    let status = response.status();
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| upgrade::broken(&error))? {
        body.extend_from_slice(&piece);
        if body.len() > MAX_ANSWER {
            return Err(odd(status, "the answer is too long"));
        }
    }
    read(&auth.base, &auth.app_secret.0, status, &body)
}

/// Reads the answer to the question for a ticket.
fn read(base: &Url, secret: &str, status: StatusCode, body: &[u8]) -> Result<Ticket, ConnectionError> {
    let json = std::str::from_utf8(body).ok().and_then(|body| Json::parse(body).ok());
    let json = json.ok_or_else(|| odd(status, "the body is not JSON"))?;
    let code = json.get("code").and_then(integer).ok_or_else(|| odd(status, "JSON without a code"))?;
    if code != 0 {
        let msg: String = json.get("msg").and_then(Json::as_str).unwrap_or_default().chars().take(200).collect();
        let msg = if secret.is_empty() { msg } else { msg.replace(secret, "***") };
        let host = base.host_str().unwrap_or_default().to_owned();
        return Err(ConnectionError::Refused { code, msg, host });
    }
    let text = json.pointer("/data/URL").and_then(Json::as_str).ok_or_else(|| odd(status, "code 0, but no URL"))?;
    let mut url = Url::parse(text).map_err(|_| odd(status, "the URL of the connection is invalid"))?;
    let scheme = match (url.scheme(), base.scheme()) {
        ("wss", _) => "https",
        // the secret went to an address without TLS before
        ("ws", "http") => "http",
        ("ws", _) if is_loopback(&url) => "http",
        _ => return Err(odd(status, "the URL of the connection is not `wss://`")),
    };
    if url.set_scheme(scheme).is_err() || url.host_str().is_none() {
        return Err(odd(status, "the URL of the connection is invalid"));
    }
    let member = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    Ok(Ticket {
        name: member("device_id").unwrap_or_default(),
        service: member("service_id").and_then(|id| id.parse().ok()).unwrap_or_default(),
        config: json.pointer("/data/ClientConfig").cloned().unwrap_or_default(),
        url,
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => {
            let host = host.trim_start_matches('[').trim_end_matches(']');
            host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        None => false,
    }
}

fn odd(status: StatusCode, problem: &str) -> ConnectionError {
    ConnectionError::Answer { status: status.as_u16(), problem: problem.to_owned() }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").field("name", &self.name).field("service", &self.service).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WSS: &str =
        "wss://msg.example.com/ws/v2?device_id=7000000000000000001&access_key=KEY&service_id=33554678&ticket=TICKET";

    fn answer(base: &str, body: &str) -> Result<Ticket, ConnectionError> {
        read(&Url::parse(base).unwrap(), "SECRET", StatusCode::OK, body.as_bytes())
    }

    fn with_url(base: &str, url: &str) -> Result<Ticket, ConnectionError> {
        answer(base, &format!(r#"{{"code":0,"msg":"","data":{{"URL":"{url}","ClientConfig":{{"PingInterval":60}}}}}}"#))
    }

    #[test]
    fn a_ticket_is_read_and_shows_no_credentials() {
        let ticket = with_url("https://open.feishu.cn", WSS).unwrap();
        assert_eq!((ticket.name.as_str(), ticket.service), ("7000000000000000001", 33_554_678));
        assert_eq!(ticket.config.to_string(), r#"{"PingInterval":60}"#);
        assert_eq!(ticket.url.scheme(), "https");
        let shown = format!("{ticket:?}");
        assert!(!shown.contains("KEY") && !shown.contains("TICKET"), "{shown}");
    }

    #[test]
    fn the_connection_is_no_less_protected_than_the_question() {
        let host = "msg.example.com/ws";
        assert!(with_url("https://open.feishu.cn", &format!("ws://{host}")).is_err());
        assert!(with_url("http://gateway", &format!("ws://{host}")).is_ok());
        for loopback in ["127.0.0.1:9", "localhost:9", "[::1]:9"] {
            assert!(with_url("https://open.feishu.cn", &format!("ws://{loopback}/ws")).is_ok(), "{loopback}");
        }
        for odd in ["https://x/", "ftp://x/", "ws:", "", "/ws/v2"] {
            assert!(with_url("http://gateway", odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn refusals_and_odd_answers_are_told_apart_and_quote_nothing() {
        let said = |body: &str| answer("https://open.feishu.cn", body).unwrap_err();
        let refused = said(r#"{"code":1000040351,"msg":"Incorrect domain name for SECRET","data":null}"#);
        assert_eq!(refused.code(), Some(1_000_040_351));
        assert!(refused.to_string().contains("Incorrect domain name for ***"), "{refused}");
        for odd in
            ["", "<html>TICKET</html>", "[]", r#"{"msg":"TICKET"}"#, r#"{"code":0}"#, r#"{"code":0,"data":{"URL":7}}"#]
        {
            let error = said(odd);
            assert!(matches!(error, ConnectionError::Answer { status: 200, .. }), "{odd}: {error}");
            assert!(!error.to_string().contains("TICKET"), "{error}");
        }
    }
}
