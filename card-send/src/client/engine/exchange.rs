//! One attempt: a request, its answer read within bounds, and the judgement what may follow.

use super::{
    answer::{Envelope, log_id},
    api::{self, Api},
    budget::LetGo,
    connect,
    retry::Next,
    scrub::{self, Secrets},
    token::HeldToken,
};
use crate::client::{Class, Error, Refusal, secret::Secret};
use bytes::Bytes;
use feishu_card_core::Json;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body::{Frame, SizeHint};
use reqwest::Url;
use std::{
    borrow::Cow,
    convert::Infallible,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, SystemTime},
};
use tokio::time::{Instant, timeout_at};

/// No answer of the platform is longer; what is longer is not read to its end.
const MAX_ANSWER: usize = 8 * 1024 * 1024;
/// How much of an unreadable answer is shown.
const EXCERPT: usize = 200;
/// A longer wait is not one that the platform means: a moment since 1970, say. It counts as not named.
const SENSIBLE_WAIT: Duration = Duration::from_secs(3600);
/// No wait that the platform asks for is kept for longer: its longest window is a minute.
pub(crate) const MAX_WAIT: Duration = Duration::from_secs(600);

/// A request, complete but for the token.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) api: &'static Api,
    pub(crate) url: Arc<Url>,
    /// That of the body where it is not JSON.
    pub(crate) content_type: Option<Box<HeaderValue>>,
    pub(crate) body: Option<Bytes>,
    /// Headers of the caller.
    pub(crate) headers: Option<Box<HeaderMap>>,
    /// What must never show, besides the token.
    pub(crate) secrets: Vec<Secret>,
}

impl Request {
    /// Everything that an answer may echo and that must not show.
    fn secrets<'a>(&'a self, token: Option<&'a HeldToken>) -> Secrets<'a> {
        let own = self.secrets.iter().map(|secret| secret.0.as_str());
        let headers = self.headers.iter().flat_map(|headers| headers.values()).filter_map(|value| value.to_str().ok());
        Secrets::new(own.chain(headers).chain(token.map(|token| token.value.0.as_str())))
    }
}

/// A failed attempt, and what may follow.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) next: Next,
}

impl Failure {
    /// Whether a limit of the platform was reached.
    pub(crate) fn is_limit(&self) -> bool {
        match &self.error {
            Error::Platform(refusal) => refusal.class == Class::RateLimit,
            Error::Answer { status, .. } => *status == 429,
            _ => false,
        }
    }
}

/// The value of `Content-Type` of every call with a JSON body.
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Makes one attempt, from now on. `Ok` means code 0.
pub(crate) fn exchange(
    http: &reqwest::Client,
    request: &Request,
    token: Option<&HeldToken>,
    let_go: Option<LetGo>,
    now: Instant,
    timeout: Duration,
) -> impl Future<Output = Result<Envelope, Failure>> {
    let taken = Taken(Arc::new((AtomicBool::new(false), let_go)));
    async move {
        // what has come is taken first: a future that was set aside finds its answer, not the end of its time
        let attempt = timeout_at(now + timeout, answer(http, request, token, &taken));
        let result = match attempt.await {
            Ok(result) => result,
            Err(_) => Err(Failure { error: Error::Timeout { after: timeout }, next: Next::Unclear }),
        };
        result.map_err(|failure| failed(failure, request, token, &taken))
    }
}

/// The failure of an attempt, with what is known of its request and without secrets.
#[cold]
fn failed(mut failure: Failure, request: &Request, token: Option<&HeldToken>, taken: &Taken) -> Failure {
    let transport = matches!(failure.error, Error::Timeout { .. } | Error::Transport { .. });
    if transport && request.body.is_some() && !taken.is_set() {
        // no connection ever took it
        failure.next = Next::Repeat(None);
        if let Error::Transport { unsent, .. } = &mut failure.error {
            *unsent = true;
        }
    }
    request.secrets(token).error(&mut failure.error);
    if request.api.index == api::AUTH.index {
        scrub::tokens(&mut failure.error);
    }
    failure
}

/// Sends the request and reads the answer.
fn answer(
    http: &reqwest::Client,
    request: &Request,
    token: Option<&HeldToken>,
    taken: &Taken,
) -> impl Future<Output = Result<Envelope, Failure>> {
    let sent = http.execute(written(request, token, taken));
    async move {
        let failed = |error| broken(&error, &request.url);
        let mut response = sent.await.map_err(failed)?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        // most answers come in one piece
        let first = response.chunk().await.map_err(failed)?.unwrap_or_default();
        let mut body = Cow::Borrowed(&*first);
        let mut overlong = body.len() > MAX_ANSWER;
        while !overlong && let Some(piece) = response.chunk().await.map_err(failed)? {
            overlong = body.len() + piece.len() > MAX_ANSWER;
            if !overlong {
                body.to_mut().extend_from_slice(&piece);
            }
        }
        judge(request, token, status, headers, &body, overlong)
    }
}

/// The request as the HTTP client takes it.
fn written(request: &Request, token: Option<&HeldToken>, taken: &Taken) -> reqwest::Request {
    let mut sent = reqwest::Request::new(request.api.method.clone(), (*request.url).clone());
    let headers = sent.headers_mut();
    if let Some(own) = &request.headers {
        headers.clone_from(own);
    }
    if let Some(token) = token {
        headers.insert(header::AUTHORIZATION, token.bearer.clone());
    }
    if let Some(body) = &request.body {
        headers.insert(header::CONTENT_TYPE, request.content_type.as_deref().cloned().unwrap_or(JSON));
        let body = WatchedBody { bytes: Some(body.clone()), taken: taken.clone() };
        *sent.body_mut() = Some(reqwest::Body::wrap(body));
    } else {
        // nobody says when
        taken.is_written();
    }
    sent
}

/// Whether a connection has taken the request, so that the other side may have seen it; and who is told then.
#[derive(Clone)]
struct Taken(Arc<(AtomicBool, Option<LetGo>)>);

impl Taken {
    fn is_set(&self) -> bool {
        self.0.0.load(Ordering::Acquire)
    }

    /// The connection has taken it, and writes it next.
    fn set(&self) {
        if !self.0.0.swap(true, Ordering::AcqRel) {
            self.is_written();
        }
    }

    fn is_written(&self) {
        if let Some(let_go) = &self.0.1 {
            let_go.is_written();
        }
    }
}

/// The body of a request. A connection asks for it after it has taken the request, and before it writes anything.
struct WatchedBody {
    bytes: Option<Bytes>,
    taken: Taken,
}

impl http_body::Body for WatchedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.taken.set();
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// The connection failed.
#[cold]
fn broken(error: &reqwest::Error, url: &Url) -> Failure {
    let problem = connect::chain(error);
    if error.is_builder() {
        return Failure { error: Error::Request(problem), next: Next::Stop };
    }
    let unsent = error.is_connect();
    if unsent && problem.contains("certificate") {
        return Failure { error: Error::Certificate(problem), next: Next::Stop };
    }
    let next = if unsent { Next::Repeat(None) } else { Next::Unclear };
    // the origin names no user, path or query
    let error = Error::Transport { to: url.origin().ascii_serialization(), problem, unsent };
    Failure { error, next }
}

/// Reads an answer: its code decides; the status only where the answer has no code.
fn judge(
    request: &Request,
    token: Option<&HeldToken>,
    status: StatusCode,
    headers: HeaderMap,
    body: &[u8],
    overlong: bool,
) -> Result<Envelope, Failure> {
    // much faster than the lossy reading, which is seldom needed
    let body = std::str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed);
    let json = if overlong { None } else { Json::parse(body.trim_start_matches('\u{feff}')).ok() };
    let Some(json) = json else {
        return Err(unreadable(request, token, status, &headers, &body, overlong));
    };
    let envelope = Envelope { status: status.as_u16(), json, headers };
    match envelope.code() {
        Some(0) => Ok(envelope),
        Some(code) => Err(refused(request, code, &envelope)),
        None => Err(no_answer(status, &envelope.headers, "JSON without a code".to_owned())),
    }
}

/// A code that is not 0.
#[cold]
fn refused(request: &Request, code: i64, envelope: &Envelope) -> Failure {
    let refusal = Refusal::read(request.api.name, code, envelope);
    let wait = wait(&envelope.headers);
    let next = match refusal.class {
        Class::RefreshToken => Next::Token,
        Class::RateLimit => Next::Repeat(wait),
        // the card was looked at and refused, or a user is at it: nothing happened
        Class::Retry if refusal.sub_code.is_some() || code == 200_810 => Next::Repeat(wait),
        Class::Retry => Next::Unclear,
        _ => Next::Stop,
    };
    Failure { error: Error::Platform(Box::new(refusal)), next }
}

/// An answer that is not JSON, or longer than any.
#[cold]
fn unreadable(
    request: &Request,
    token: Option<&HeldToken>,
    status: StatusCode,
    headers: &HeaderMap,
    body: &str,
    overlong: bool,
) -> Failure {
    let problem = match () {
        () if overlong => format!("a body of more than {} MB", MAX_ANSWER / 1024 / 1024),
        () if status.is_redirection() => {
            let to = headers.get(header::LOCATION).and_then(|to| Url::parse(to.to_str().ok()?).ok());
            let to = to.as_ref().and_then(Url::host_str).unwrap_or("another address");
            format!("a redirect to {to}, which is not followed; check the base URL")
        }
        () if body.trim().is_empty() => "an empty body".to_owned(),
        // it may hold a token that nobody knows yet
        () if request.api.index == api::AUTH.index => format!("{} bytes that are not JSON", body.len()),
        () => format!("not JSON: {}", excerpt(&request.secrets(token).text(body))),
    };
    let mut failure = no_answer(status, headers, problem);
    if overlong {
        // there may be a code in it, and any
        failure.next = Next::Unclear;
    }
    failure
}

#[cold]
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
    let named = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let reset = named("x-ogw-ratelimit-reset").and_then(seconds);
    reset.or_else(|| named("retry-after").and_then(|text| seconds(text).or_else(|| until(text))))
}

/// Seconds, possibly with a fraction; anything else is ignored, and so is a time that makes no sense as a wait.
fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.trim().parse().ok()?;
    (0.0..=SENSIBLE_WAIT.as_secs_f64()).contains(&seconds).then(|| Duration::from_secs_f64(seconds).min(MAX_WAIT))
}

/// The time until a date.
fn until(text: &str) -> Option<Duration> {
    let date = httpdate::parse_http_date(text.trim()).ok()?;
    let wait = date.duration_since(SystemTime::now()).unwrap_or_default();
    (wait <= SENSIBLE_WAIT).then(|| wait.min(MAX_WAIT))
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
    use proptest::prelude::*;

    fn request() -> Request {
        let url = Url::parse("http://localhost/").unwrap();
        Request { api: &api::SEND, url: url.into(), content_type: None, body: None, headers: None, secrets: Vec::new() }
    }

    fn judged(status: u16, headers: &[(&'static str, &str)], body: &str) -> Result<Envelope, Failure> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        judge(&request(), None, StatusCode::from_u16(status).unwrap(), map, body.as_bytes(), false)
    }

    /// What a call has on the heap while it is made is this and half as much again: small pieces, up to 1 KB, cost an
    /// allocator a fraction of larger ones.
    #[test]
    fn an_attempt_is_small() {
        let (request, http) = (request(), reqwest::Client::builder().no_proxy().build().unwrap());
        let attempt = exchange(&http, &request, None, None, Instant::now(), Duration::ZERO);
        assert!(size_of_val(&attempt) <= 600, "{} bytes", size_of_val(&attempt));
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
    fn the_wait_is_read_and_bounded() {
        let body = r#"{"code":99991400}"#;
        let wait = |name, value| judged(429, &[(name, value)], body).unwrap_err().next;
        assert_eq!(wait("x-ogw-ratelimit-reset", "1.5"), Next::Repeat(Some(Duration::from_millis(1500))));
        assert_eq!(wait("retry-after", "7"), Next::Repeat(Some(Duration::from_secs(7))));
        assert_eq!(wait("retry-after", "3000"), Next::Repeat(Some(MAX_WAIT)));
        let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
        let Next::Repeat(Some(until)) = wait("retry-after", &date) else { panic!("{date}") };
        assert!((90..=100).contains(&until.as_secs()), "{until:?}");
        assert_eq!(wait("retry-after", "Thu, 01 Jan 1970 00:00:00 GMT"), Next::Repeat(Some(Duration::ZERO)));
        // a moment since 1970, and what is not a time at all
        for odd in ["", "-1", "NaN", "inf", "1e9", "1795805755", "soon", "Fri, 01 Jan 2077 00:00:00 GMT"] {
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
        match judge(&request(), None, status, headers, body, overlong) {
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
