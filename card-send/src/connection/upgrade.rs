//! The upgrade: an HTTP/1.1 connection of the client's own `reqwest` becomes a WebSocket. So proxy, TLS and company
//! certificates are those of the client.

use super::{ConnectionError, frame::MAX_FRAME};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, StatusCode, Version};
use reqwest::{Upgraded, Url, header};
use sha1::{Digest, Sha1};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::protocol::{Role, WebSocketConfig},
};

/// What RFC 6455 adds to the key of a handshake.
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

pub(super) type WebSocket = WebSocketStream<Upgraded>;

/// Opens a connection.
pub(super) async fn open(http: &reqwest::Client, url: Url) -> Result<WebSocket, ConnectionError> {
    let mut nonce = [0; 16];
    fastrand::fill(&mut nonce);
    let key = STANDARD.encode(nonce);
    let request = http
        .get(url)
        .version(Version::HTTP_11)
        .header(header::CONNECTION, "Upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_VERSION, "13")
        .header(header::SEC_WEBSOCKET_KEY, &key);
    let response = request.send().await.map_err(|error| broken(&error))?;
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        return Err(refused(response.status(), response.headers()));
    }
    let accepted = response.headers().get(header::SEC_WEBSOCKET_ACCEPT).and_then(|value| value.to_str().ok());
    if accepted != Some(&accept(&key)) {
        let problem = "the server switched protocols, but not to a WebSocket".to_owned();
        return Err(ConnectionError::Answer { status: 101, problem });
    }
    let stream = response.upgrade().await.map_err(|error| broken(&error))?;
    let config = WebSocketConfig::default()
        .max_message_size(Some(MAX_FRAME))
        .max_frame_size(Some(MAX_FRAME))
        .read_buffer_size(16 << 10)
        .write_buffer_size(0);
    Ok(WebSocketStream::from_raw_socket(stream, Role::Client, Some(config)).await)
}

/// The answer that a server must give to this key.
fn accept(key: &str) -> String {
    STANDARD.encode(Sha1::new().chain_update(key).chain_update(GUID).finalize())
}

/// Why a handshake was refused: the platform says so in headers, and whatever is on the way by its status.
fn refused(status: StatusCode, headers: &HeaderMap) -> ConnectionError {
    let text = |name| headers.get(name).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    match text("handshake-status").and_then(|status| status.trim().parse().ok()) {
        Some(status) => ConnectionError::Handshake {
            status,
            code: text("handshake-autherrcode").and_then(|code| code.trim().parse().ok()),
            msg: text("handshake-msg").unwrap_or_default().chars().take(200).collect(),
        },
        None => {
            let problem = "no WebSocket came about; does a proxy on the way forbid it?".to_owned();
            ConnectionError::Answer { status: status.as_u16(), problem }
        }
    }
}

/// A failure of `reqwest`, without the URL, which holds credentials.
pub(super) fn broken(error: &reqwest::Error) -> ConnectionError {
    let problem = crate::client::engine::connect::chain(error);
    if error.is_builder() {
        return ConnectionError::Setup(problem);
    }
    if error.is_connect() && problem.contains("certificate") {
        return ConnectionError::Certificate(problem);
    }
    ConnectionError::Transport(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accepted_key_is_the_one_of_the_rfc() {
        assert_eq!(accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn a_refusal_is_read_from_its_headers() {
        let refused = |status: u16, pairs: &[(&'static str, &'static str)]| {
            let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            refused(StatusCode::from_u16(status).unwrap(), &headers.collect())
        };
        let error = refused(
            200,
            &[("Handshake-Status", "514"), ("Handshake-Autherrcode", "1000040350"), ("Handshake-Msg", "too many")],
        );
        assert!(
            matches!(&error, ConnectionError::Handshake { status: 514, code: Some(1_000_040_350), msg } if msg == "too many"),
            "{error}"
        );
        let error = refused(403, &[("handshake-status", "403")]);
        assert!(matches!(error, ConnectionError::Handshake { status: 403, code: None, .. }) && error.is_final());
        // a proxy's 403 is not the platform's
        let error = refused(403, &[]);
        assert!(matches!(error, ConnectionError::Answer { status: 403, .. }) && !error.is_final());
    }
}
