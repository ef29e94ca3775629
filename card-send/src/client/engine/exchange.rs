//! One attempt: a request, its answer read within bounds, and the judgement what may follow.

use super::{
    answer::{Envelope, log_id},
    api::Api,
    connect,
    retry::Next,
    token::HeldToken,
};
use crate::client::{Class, Error, Refusal};
use bytes::Bytes;
use feishu_card_core::Json;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use reqwest::Url;
use std::{borrow::Cow, time::Duration};

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

/// The value of `Content-Type` of every call with a JSON body.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Makes one attempt. `Ok` means code 0.
pub(crate) async fn exchange(
    http: &reqwest::Client,
    request: &Request,
    token: Option<&HeldToken>,
    timeout: Duration,
) -> Result<Envelope, Failure> {
    let failed = |error| broken(&error, &request.url, timeout);
    let mut builder = http.request(request.api.method.clone(), request.url.clone()).timeout(timeout);
    if let Some(token) = token {
        let Some(value) = token.bearer.clone() else {
            let error = Error::Request("the token holds characters that no header can carry".to_owned());
            return Err(Failure { error, next: Next::Stop });
        };
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
    judge(request.api, status, headers, &body, overlong)
}

/// The connection failed.
fn broken(error: &reqwest::Error, url: &Url, timeout: Duration) -> Failure {
    let problem = connect::chain(error);
    if error.is_builder() {
        return Failure { error: Error::Request(problem), next: Next::Stop };
    }
    let unsent = error.is_connect();
    if unsent && problem.contains("certificate") {
        return Failure { error: Error::Certificate(problem), next: Next::Stop };
    }
    let next = if unsent { Next::Repeat(None) } else { Next::Unclear };
    let error = match error.is_timeout() && !unsent {
        true => Error::Timeout { after: timeout },
        // the origin names no user, path or query
        false => Error::Transport { to: url.origin().ascii_serialization(), problem, unsent },
    };
    Failure { error, next }
}

/// Reads an answer: its code decides; the status only where the answer has no code.
pub(crate) fn judge(
    api: &Api,
    status: StatusCode,
    headers: HeaderMap,
    body: &[u8],
    overlong: bool,
) -> Result<Envelope, Failure> {
    // much faster than the lossy reading, which is seldom needed
    let body = std::str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed);
    let json = if overlong { None } else { Json::parse(body.trim_start_matches('\u{feff}')).ok() };
    let Some(json) = json else {
        return Err(unreadable(status, &headers, &body, overlong));
    };
    let envelope = Envelope { status: status.as_u16(), json, headers };
    let code = match envelope.code() {
        Some(0) => return Ok(envelope),
        Some(code) => code,
        None => return Err(no_answer(status, &envelope.headers, "JSON without a code".to_owned())),
    };
    let refusal = Refusal::read(api.name, code, &envelope);
    let wait = wait(&envelope.headers);
    let next = match refusal.class {
        Class::RefreshToken => Next::Token,
        Class::RateLimit => Next::Repeat(wait),
        // the card was looked at and refused, or a user is at it: nothing happened
        Class::Retry if refusal.sub_code.is_some() || code == 200_810 => Next::Repeat(wait),
        Class::Retry => Next::Unclear,
        _ => Next::Stop,
    };
    Err(Failure { error: Error::Platform(Box::new(refusal)), next })
}

/// An answer that is not JSON, or longer than any.
fn unreadable(status: StatusCode, headers: &HeaderMap, body: &str, overlong: bool) -> Failure {
    let problem = match () {
        () if overlong => format!("a body of more than {} MB", MAX_ANSWER / 1024 / 1024),
        () if status.is_redirection() => {
            let to = headers.get(header::LOCATION).and_then(|to| Url::parse(to.to_str().ok()?).ok());
            let to = to.as_ref().and_then(Url::host_str).unwrap_or("another address");
            format!("a redirect to {to}, which is not followed; check the base URL")
        }
        () if body.trim().is_empty() => "an empty body".to_owned(),
        () => format!("not JSON: {}", excerpt(body)),
    };
    let mut failure = no_answer(status, headers, problem);
    if overlong {
        // there may be a code in it, and any
        failure.next = Next::Unclear;
    }
    failure
}

fn no_answer(status: StatusCode, headers: &HeaderMap, problem: String) -> Failure {
    let next = match status.as_u16() {
        429 => Next::Repeat(wait(headers)),
        408 | 500.. | 200..=299 => Next::Unclear,
        _ => Next::Stop,
    };
    Failure { error: Error::Answer { status: status.as_u16(), problem, log_id: log_id(headers) }, next }
}

/// How long the platform asks to wait.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    let named = |name| headers.get(name).and_then(|value| seconds(value.to_str().ok()?));
    named("x-ogw-ratelimit-reset").or_else(|| named("retry-after"))
}

/// Seconds, possibly with a fraction; anything else is ignored.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::engine::api;
    use proptest::prelude::*;

    fn judged(status: u16, headers: &[(&'static str, &str)], body: &str) -> Result<Envelope, Failure> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        judge(&api::SEND, StatusCode::from_u16(status).unwrap(), map, body.as_bytes(), false)
    }

    #[test]
    fn the_code_is_the_only_truth() {
        for (status, headers, body) in [
            (200, [("content-type", "text/html")], r#"{"code":0}"#),
            (500, [("content-type", "application/json")], r#"{"code":0,"new":[{}]}"#),
            (200, [("content-type", "x")], "\u{feff} {\"code\":\"0\",\"msg\":null,\"data\":7}\n"),
        ] {
            assert!(judged(status, &headers, body).is_ok(), "{status} {body}");
        }
        let failure = judged(200, &[], r#"{"code":230001,"msg":"ext=invalid receive_id","error":[]}"#).unwrap_err();
        assert_eq!(failure.error.code(), Some(230_001));
        assert_eq!(failure.next, Next::Stop);
    }

    #[test]
    fn the_wait_is_read_and_kept_within_an_hour() {
        let body = r#"{"code":99991400}"#;
        let wait = |name, value| judged(429, &[(name, value)], body).unwrap_err().next;
        assert_eq!(wait("x-ogw-ratelimit-reset", "1.5"), Next::Repeat(Some(Duration::from_millis(1500))));
        assert_eq!(wait("retry-after", "7"), Next::Repeat(Some(Duration::from_secs(7))));
        assert_eq!(wait("retry-after", "1e300"), Next::Repeat(Some(Duration::from_secs(3600))));
        for odd in ["", "-1", "NaN", "soon", "Fri, 01 Jan 2027 00:00:00 GMT"] {
            assert_eq!(wait("x-ogw-ratelimit-reset", odd), Next::Repeat(None), "{odd}");
        }
    }

    #[test]
    fn permissions_come_with_their_link() {
        let body = r#"{"code":99991672,"msg":"Access denied","error":{
            "permission_violations":[{"type":"t","subject":"im:message"}, 7, {"scope":"im:message:send","url":"https://open.feishu.cn/app/cli_1/auth"}],
            "field_violations":[{"field":"a","description":"b"}],"logid":"L"}}"#;
        let error = judged(400, &[("x-tt-logid", "H")], body).unwrap_err().error;
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.scopes, ["im:message", "im:message:send"]);
        assert_eq!(refusal.link.as_deref(), Some("https://open.feishu.cn/app/cli_1/auth"));
        assert_eq!(refusal.fields, ["a: b"]);
        assert_eq!(error.log_id(), Some("L"));
        let said = error.to_string();
        for part in [
            "99991672",
            "im:message:send",
            "https://open.feishu.cn/app/cli_1/auth",
            "a: b",
            "developer console",
            "log id L",
        ] {
            assert!(said.contains(part), "{said}");
        }
    }

    #[test]
    fn every_sample_of_an_answer_is_read() {
        let files = feishu_card_corpus::files(&["api"]);
        if files.is_empty() {
            return;
        }
        let mut count = 0;
        for feishu_card_corpus::File { name, text } in files {
            if !(name.ends_with("_resp.json") || name.ends_with("_err.json")) || !text.contains("\"code\"") {
                continue;
            }
            count += 1;
            match judged(200, &[], &text) {
                Ok(envelope) => assert_eq!(envelope.code(), Some(0), "{name}"),
                Err(failure) => assert!(failure.error.refusal().is_some(), "{name}: {}", failure.error),
            }
        }
        assert!(count > 30, "{count}");
    }

    /// JSON of any shape, with the members that are read among others.
    fn json() -> impl Strategy<Value = Json> {
        let name = prop_oneof![
            proptest::sample::select(vec![
                "code",
                "msg",
                "data",
                "error",
                "log_id",
                "logid",
                "helps",
                "url",
                "field_violations",
                "field",
                "expire",
                "permission_violations",
                "scope",
                "subject",
                "StatusCode",
                "message_id",
                "body",
                "content",
            ])
            .prop_map(str::to_owned),
            ".{0,3}"
        ];
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            any::<i64>().prop_map(Json::int),
            any::<f64>().prop_map(Json::float),
            proptest::sample::select(vec![0, 230_001, 230_099, 99_991_663, 99_991_400, 2200, 11_246])
                .prop_map(Json::int),
            "(ErrCode: [0-9]{0,25}; )?(ErrPath: ROOT( -> [a-z\\[\\]0-9()]{0,6}){0,3}; )?.{0,9}"
                .prop_map(|s| Json::Str(s.into())),
        ];
        leaf.prop_recursive(3, 24, 5, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(|items| Json::List(items.into())),
                proptest::collection::vec((name.clone(), inner), 0..6)
                    .prop_map(|m| Json::Map(m.into_iter().map(|(k, v)| (k.into(), v)).collect::<Vec<_>>().into())),
            ]
        })
    }

    /// Nothing panics, and only code 0 is success.
    fn holds(status: u16, body: &[u8], header: &str, overlong: bool) {
        let mut headers = HeaderMap::new();
        for name in ["x-tt-logid", "x-ogw-ratelimit-reset", "retry-after", "location"] {
            if let Ok(value) = HeaderValue::from_str(header) {
                headers.insert(name, value);
            }
        }
        let status = StatusCode::from_u16(status).unwrap();
        match judge(&api::SEND, status, headers, body, overlong) {
            Ok(envelope) => {
                assert_eq!(envelope.code(), Some(0));
                let _ = envelope.data().cloned().and_then(crate::client::Message::read);
            }
            Err(failure) => {
                let _ = format!("{} {:?}", failure.error, failure.error);
                assert_ne!(failure.error.code(), Some(0));
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_answer_or_an_error(
            status in 100_u16..1000, body in proptest::collection::vec(any::<u8>(), 0..200), header in ".{0,12}", overlong: bool,
        ) {
            holds(status, &body, &header, overlong);
        }

        #[test]
        fn any_json_is_an_answer_or_an_error(status in 100_u16..1000, json in json(), header in "[0-9.e-]{0,6}") {
            holds(status, json.to_string().as_bytes(), &header, false);
        }
    }
}
