//! One attempt: a request, its answer read within bounds, and the judgement what may follow.

use super::{Class, Error, Refusal, answer::Envelope, api::Api, connect, secret::Secret};
use bytes::Bytes;
use feishu_card_core::Json;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use reqwest::Url;
use std::time::Duration;

/// No answer of the platform is longer; what is longer is not read to its end.
const MAX_ANSWER: usize = 8 * 1024 * 1024;
/// How much of an unreadable answer is shown.
const EXCERPT: usize = 200;
/// No wait that the platform asks for is longer.
const MAX_WAIT: f64 = 3600.0;

/// A request, complete but for the token.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) api: &'static Api,
    pub(crate) url: Url,
    pub(crate) content_type: HeaderValue,
    pub(crate) body: Option<Bytes>,
}

/// A failed attempt, and what may follow.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) next: Next,
}

/// What may follow a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Next {
    /// A repetition fails the same way.
    Stop,
    /// The token is not accepted; a repetition with a fresh one may be.
    Token,
    /// The attempt surely had no effect: repeat it, after this time if one is known.
    Repeat(Option<Duration>),
    /// The attempt may have had an effect.
    Unclear,
}

/// The value of `Content-Type` of every call with a JSON body.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Makes one attempt. `Ok` means code 0.
pub(crate) async fn exchange(
    http: &reqwest::Client,
    request: &Request,
    token: Option<&Secret>,
    timeout: Duration,
) -> Result<Envelope, Failure> {
    let failed = |error| broken(&error, timeout);
    let mut builder = http.request(request.api.method.clone(), request.url.clone()).timeout(timeout);
    if let Some(token) = token {
        let value = HeaderValue::try_from(format!("Bearer {}", token.0));
        let Ok(mut value) = value else {
            let error = Error::Request("the token holds characters that no header can carry".to_owned());
            return Err(Failure { error, next: Next::Stop });
        };
        value.set_sensitive(true);
        builder = builder.header(header::AUTHORIZATION, value);
    }
    if let Some(body) = &request.body {
        builder = builder.header(header::CONTENT_TYPE, request.content_type.clone()).body(body.clone());
    }
    let mut response = builder.send().await.map_err(failed)?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let mut body = Vec::new();
    let mut overlong = false;
    while let Some(piece) = response.chunk().await.map_err(failed)? {
        if body.len() + piece.len() > MAX_ANSWER {
            overlong = true;
            break;
        }
        body.extend_from_slice(&piece);
    }
    judge(request.api, status, &headers, &body, overlong)
}

/// The connection failed.
fn broken(error: &reqwest::Error, timeout: Duration) -> Failure {
    let problem = connect::chain(error);
    if error.is_builder() {
        return Failure { error: Error::Request(problem), next: Next::Stop };
    }
    let unsent = error.is_connect();
    let next = match unsent {
        true if problem.contains("certificate") => Next::Stop,
        true => Next::Repeat(None),
        false => Next::Unclear,
    };
    let error = match error.is_timeout() && !unsent {
        true => Error::Timeout { after: timeout },
        false => Error::Transport { problem, unsent },
    };
    Failure { error, next }
}

/// Reads an answer: the code is the only truth; the status counts where there is none.
pub(crate) fn judge(
    api: &Api,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    overlong: bool,
) -> Result<Envelope, Failure> {
    let named = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let header_log_id = named("x-tt-logid").or_else(|| named("x-request-id")).map(str::to_owned);
    let wait = named("x-ogw-ratelimit-reset").and_then(seconds).or_else(|| named("retry-after").and_then(seconds));
    let body = String::from_utf8_lossy(body);
    let json = if overlong { None } else { Json::parse(body.trim_start_matches('\u{feff}')).ok() };
    if let Some(json) = json {
        let envelope = Envelope { status: status.as_u16(), json, header_log_id };
        let Some(code) = envelope.code() else {
            return Err(no_answer(&envelope.header_log_id, status, "JSON without a code".to_owned(), wait));
        };
        if code == 0 {
            return Ok(envelope);
        }
        let refusal = Refusal::read(api.name, code, &envelope);
        let next = match refusal.class {
            Class::RefreshToken => Next::Token,
            Class::RateLimit => Next::Repeat(wait),
            // the card was looked at and refused: nothing happened
            Class::Retry if refusal.sub_code.is_some() => Next::Repeat(wait),
            Class::Retry => Next::Unclear,
            Class::Permanent | Class::CallerBug => Next::Stop,
        };
        return Err(Failure { error: Error::Platform(Box::new(refusal)), next });
    }
    let problem = match () {
        () if overlong => format!("a body of more than {} MB", MAX_ANSWER / 1024 / 1024),
        () if status.is_redirection() => {
            let to = named("location").and_then(|to| Url::parse(to).ok());
            let to = to.as_ref().and_then(Url::host_str).unwrap_or("another address");
            format!("a redirect to {to}, which is not followed; check the base URL")
        }
        () if body.trim().is_empty() => "an empty body".to_owned(),
        () => format!("not JSON: {}", excerpt(&body)),
    };
    let mut failure = no_answer(&header_log_id, status, problem, wait);
    if overlong {
        // there may be a code in it, and any
        failure.next = Next::Unclear;
    }
    Err(failure)
}

fn no_answer(log_id: &Option<String>, status: StatusCode, problem: String, wait: Option<Duration>) -> Failure {
    let next = match status.as_u16() {
        429 => Next::Repeat(wait),
        408 | 500.. | 200..=299 => Next::Unclear,
        _ => Next::Stop,
    };
    Failure { error: Error::Answer { status: status.as_u16(), problem, log_id: log_id.clone() }, next }
}

/// Seconds, a fraction is possible; what is no sensible time is ignored.
fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.trim().parse().ok()?;
    (seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(MAX_WAIT)))
}

/// The beginning of a text in one line.
fn excerpt(text: &str) -> String {
    let mut short: String = text.trim().chars().take(EXCERPT).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.trim().len() {
        short.push('…');
    }
    short
}
