//! A call from beginning to end: token, attempts, waits, deadline, and what is known at its end.

use crate::{
    Client, Error,
    answer::Envelope,
    api::{Api, Repeat},
    exchange::{Failure, JSON, Next, Request, exchange},
};
use backon::{BackoffBuilder, ExponentialBuilder};
use bytes::Bytes;
use http::HeaderValue;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// The platform remembers a `uuid` for this long; no repetition may come later.
pub(crate) const UUID_LIVES: Duration = Duration::from_secs(3600);
/// The first pause between attempts; each further one is twice as long, and a random part is added.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// Repetitions after troubles; waits that the platform asks for are not counted.
const REPETITIONS: usize = 6;

/// A call, complete but for the token.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) api: &'static Api,
    /// Below the base URL, with its query.
    pub(crate) path: String,
    pub(crate) content_type: HeaderValue,
    pub(crate) body: Option<Bytes>,
    pub(crate) uuid: Option<String>,
}

impl Call {
    pub(crate) fn new(api: &'static Api, path: String) -> Self {
        Call { api, path, content_type: JSON, body: None, uuid: None }
    }

    pub(crate) fn body(mut self, body: Bytes) -> Self {
        self.body = Some(body);
        self
    }
}

impl Client {
    /// Makes a call; `read` takes the result out of the answer.
    pub(crate) async fn call<T>(&self, call: Call, read: impl Fn(&Envelope) -> Option<T>) -> Result<T, Error> {
        let inner = &*self.inner;
        let url = inner.base.as_str().trim_end_matches('/').to_owned() + &call.path;
        let url = reqwest::Url::parse(&url).map_err(|e| Error::Request(format!("no URL: {e}")))?;
        let request = Request { api: call.api, url, content_type: call.content_type.clone(), body: call.body.clone() };
        let deadline = Instant::now() + inner.deadline.min(UUID_LIVES);
        let mut pauses = ExponentialBuilder::default()
            .with_min_delay(FIRST_PAUSE)
            .with_max_delay(LONGEST_PAUSE)
            .with_max_times(REPETITIONS)
            .with_jitter()
            .build();
        let mut token_was_refused = false;
        let mut unclear = false;
        loop {
            let late = Error::Timeout { after: inner.deadline };
            let token = match timeout_at(deadline, self.token()).await {
                Ok(Ok(token)) => token,
                Ok(Err(cause)) => return Err(end(&call, unclear, Error::Token(cause))),
                Err(_) => return Err(end(&call, unclear, late)),
            };
            let left = deadline.saturating_duration_since(Instant::now());
            let attempt = exchange(&inner.http, &request, Some(&token.value), inner.timeout.min(left)).await;
            let failure = match attempt.map(|envelope| read(&envelope).ok_or(envelope)) {
                Ok(Ok(result)) => return Ok(result),
                Ok(Err(envelope)) => incomplete(&envelope),
                Err(failure) => failure,
            };
            let pause = match failure.next {
                Next::Token if !token_was_refused => {
                    inner.tokens.refused(token.number);
                    token_was_refused = true;
                    Some(Duration::ZERO)
                }
                Next::Token => {
                    inner.tokens.refused(token.number);
                    None
                }
                Next::Stop => None,
                Next::Repeat(Some(wait)) => Some(wait),
                Next::Repeat(None) => pauses.next(),
                Next::Unclear => {
                    unclear = true;
                    if call.api.repeat == Repeat::Once { None } else { pauses.next() }
                }
            };
            match pause {
                Some(pause) if Instant::now() + pause < deadline => sleep(pause).await,
                _ => return Err(end(&call, unclear, failure.error)),
            }
        }
    }
}

/// Code 0, but without what it must hold: a repetition under the same key gets it, if anything does.
fn incomplete(envelope: &Envelope) -> Failure {
    let problem = "code 0, but the answer does not hold the result".to_owned();
    let error = Error::Answer { status: envelope.status, problem, log_id: envelope.log_id() };
    Failure { error, next: Next::Unclear }
}

/// The error at the end of a call: if any attempt may have had an effect, nobody knows.
fn end(call: &Call, unclear: bool, error: Error) -> Error {
    if !unclear || call.api.repeat == Repeat::Harmless {
        return error;
    }
    Error::OutcomeUnknown { log_id: error.log_id().map(str::to_owned), uuid: call.uuid.clone(), cause: Box::new(error) }
}
