//! Posts callbacks to the app: one connection each, plain HTTP, bounded in time and size.

use axum::body::{Body, Bytes};
use http_body_util::{BodyExt, Limited};
use hyper::{Request, Uri, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use std::{fmt, time::Duration};
use tokio::{net::TcpStream, time::timeout};

/// The most of an app's answer that is read.
const ANSWER_BYTES: usize = 1 << 20;

/// The most of a control's answer that is read: a whole session.
pub(crate) const LARGE_BYTES: usize = 256 << 20;

/// Why a callback got no answer; each is a code that users see.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PostError {
    Address(String),
    Dns(String),
    Connect(String),
    Timeout(Duration),
    Broken(String),
}

impl PostError {
    /// The platform's code (api.md §10.4).
    pub(crate) fn code(&self) -> u32 {
        match self {
            PostError::Address(_) => 200340,
            PostError::Timeout(_) => 200341,
            PostError::Connect(_) => 200342,
            PostError::Dns(_) => 200343,
            PostError::Broken(_) => 200671,
        }
    }
}

impl fmt::Display for PostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PostError::Address(why) => write!(f, "the callback address is invalid: {why}"),
            PostError::Dns(why) => write!(f, "the host of the callback address was not found: {why}"),
            PostError::Connect(why) => write!(f, "no TCP connection to the callback address: {why}"),
            PostError::Timeout(limit) => write!(f, "the app did not answer within {} s", limit.as_secs_f64()),
            PostError::Broken(why) => write!(f, "the app's answer was cut: {why}"),
        }
    }
}

/// The app's answer.
#[derive(Clone, Debug)]
pub(crate) struct HttpAnswer {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
}

/// Posts a JSON body and waits for the whole answer, `limit` in all.
pub(crate) async fn post(
    url: &str,
    headers: &[(&'static str, String)],
    body: String,
    limit: Duration,
) -> Result<HttpAnswer, PostError> {
    post_for(url, headers, body, limit, ANSWER_BYTES).await
}

/// The same, for an answer of at most `most` bytes.
pub(crate) async fn post_for(
    url: &str,
    headers: &[(&'static str, String)],
    body: String,
    limit: Duration,
    most: usize,
) -> Result<HttpAnswer, PostError> {
    timeout(limit, exchange(url, headers, body, most)).await.unwrap_or(Err(PostError::Timeout(limit)))
}

/// An address that can be posted to.
///
/// # Errors
/// Why it cannot be.
pub(crate) fn address(url: &str) -> Result<Uri, String> {
    let wanted = "expected an address such as http://127.0.0.1:3000/callback";
    let uri: Uri = url.parse().map_err(|error| format!("`{url}`: {error}; {wanted}"))?;
    match uri.scheme_str() {
        Some("http") if uri.host().is_some_and(|host| !host.is_empty()) => Ok(uri),
        Some("https") => Err(format!("`{url}`: the emulator posts over plain HTTP, without TLS; {wanted}")),
        _ => Err(format!("`{url}`: {wanted}")),
    }
}

async fn exchange(
    url: &str,
    headers: &[(&'static str, String)],
    body: String,
    most: usize,
) -> Result<HttpAnswer, PostError> {
    let uri = address(url).map_err(PostError::Address)?;
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    let addresses = tokio::net::lookup_host((host, uri.port_u16().unwrap_or(80))).await;
    let addresses: Vec<_> = addresses.map_err(|error| PostError::Dns(error.to_string()))?.collect();
    let stream = TcpStream::connect(&addresses[..]).await.map_err(|error| PostError::Connect(error.to_string()))?;

    let broken = |error: &dyn fmt::Display| PostError::Broken(error.to_string());
    // headers are spelt as the platform's, by which some servers look them up
    let mut http = http1::Builder::new();
    http.title_case_headers(true);
    let (mut sender, connection) = http.handshake(TokioIo::new(stream)).await.map_err(|e| broken(&e))?;
    // it ends with the sender; what goes wrong shows in the answer
    tokio::spawn(connection);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::post(path)
        .header(header::HOST, authority)
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header(header::USER_AGENT, "feishu-card-sandbox");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.body(Body::from(body)).map_err(|error| PostError::Address(error.to_string()))?;
    let answer = sender.send_request(request).await.map_err(|e| broken(&e))?;
    let status = answer.status().as_u16();
    let body = Limited::new(answer.into_body(), most).collect().await.map_err(|e| broken(&e))?;
    Ok(HttpAnswer { status, body: body.to_bytes() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_plain_http() {
        for url in ["http://127.0.0.1:3000/callback", "http://bot", "http://[::1]:3000/?a=1"] {
            assert!(address(url).is_ok(), "{url}");
        }
        for url in ["", "notaurl", "127.0.0.1:3000", "ftp://x/", "/callback", "http://", "http:///x", "http://a b/"] {
            assert!(address(url).unwrap_err().contains("http://127.0.0.1"), "{url}");
        }
        assert!(address("https://example.com/card").unwrap_err().contains("without TLS"));
    }
}
