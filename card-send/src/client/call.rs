//! A call from beginning to end: budget, token, attempts, waits, deadline, and what is known at its end.

use super::{
    Class, Error,
    access::Access,
    answer::Envelope,
    api::{self, Api, Repeat},
    budget::{Budgets, Key},
    exchange::{Failure, Next, Request, exchange},
};
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use bytes::Bytes;
use http::HeaderValue;
use reqwest::Url;
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep, timeout_at};
use tracing::Instrument;

/// The platform remembers a `uuid` for this long; no repetition may come later.
pub(crate) const UUID_LIVES: Duration = Duration::from_secs(3600);
/// The first pause between attempts; each further one is twice as long, and a random part is added.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// Repetitions after troubles.
const REPETITIONS: usize = 6;
/// The shortest wait after a limit was hit and the platform named no time.
const LIMIT_PAUSE: Duration = Duration::from_secs(1);
/// A wait that the platform asks for and that is at least this long is not counted as a repetition.
const LONG_WAIT: Duration = Duration::from_secs(1);

/// A call, complete but for the token.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) request: Request,
    pub(crate) uuid: Option<String>,
    pub(crate) key: Option<Key<'a>>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(api: &'static Api, url: Url) -> Self {
        let request = Request { api, url, content_type: super::exchange::JSON, body: None };
        Call { request, uuid: None, key: None }
    }

    pub(crate) fn body(mut self, body: Bytes) -> Self {
        self.request.body = Some(body);
        self
    }

    pub(crate) fn content_type(mut self, content_type: HeaderValue) -> Self {
        self.request.content_type = content_type;
        self
    }

    pub(crate) fn uuid(mut self, uuid: String) -> Self {
        self.uuid = Some(uuid);
        self
    }

    pub(crate) fn key(mut self, key: Key<'a>) -> Self {
        self.key = Some(key);
        self
    }
}

/// What makes calls: connections, times and budgets.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) http: reqwest::Client,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) budgets: Budgets,
}

impl Engine {
    /// Makes a call; `read` takes the result out of the answer. Without `access` no token is sent.
    pub(crate) async fn call<T>(
        &self,
        call: Call<'_>,
        access: Option<&Access>,
        read: impl Fn(&mut Envelope) -> Option<T>,
    ) -> Result<T, Error> {
        let span = tracing::debug_span!("feishu_call", call = call.request.api.name, uuid = call.uuid.as_deref());
        self.attempts(&call, access, read).instrument(span).await
    }

    async fn attempts<T>(
        &self,
        call: &Call<'_>,
        access: Option<&Access>,
        read: impl Fn(&mut Envelope) -> Option<T>,
    ) -> Result<T, Error> {
        let api = call.request.api;
        let key = call.key.as_ref().map(|key| self.budgets.number(key));
        let mut state = State::new(call, Instant::now() + self.deadline.min(UUID_LIVES));
        loop {
            // the token first: a wait for it must not use up a place in the budget
            let token = match access {
                Some(access) => match timeout_at(state.deadline, access.token()).await {
                    Ok(Ok(token)) => Some(token),
                    Ok(Err(cause)) => return Err(state.end(Error::Token(cause))),
                    Err(_) => return Err(state.end(Error::Token(Arc::new(Error::Timeout { after: self.deadline })))),
                },
                None => None,
            };
            match timeout_at(state.deadline, self.budgets.acquire(api, key, state.deadline)).await {
                Ok(Ok(())) => {}
                Ok(Err(wait)) => return Err(state.end(Error::Busy { wait: Some(wait) })),
                Err(_) => return Err(state.end(Error::Busy { wait: None })),
            }
            let left = state.deadline.saturating_duration_since(Instant::now());
            state.attempts += 1;
            let attempt = exchange(&self.http, &call.request, token.as_ref(), self.timeout.min(left)).await;
            let failure = match attempt {
                Ok(mut envelope) => match read(&mut envelope) {
                    Some(result) => {
                        tracing::debug!(attempts = state.attempts, "done");
                        return Ok(result);
                    }
                    None => incomplete(&envelope),
                },
                Err(failure) => failure,
            };
            if state.unclear
                && took_effect(api, &failure.error)
                && let Some(result) = read(&mut Envelope::empty())
            {
                return Ok(result);
            }
            if failure.next == Next::Token
                && let (Some(access), Some(token)) = (access, &token)
            {
                access.refused(token);
            }
            if let Next::Repeat(Some(wait)) = failure.next {
                self.budgets.pause(api, wait);
            }
            let Some(pause) = state.pause(&failure) else {
                return Err(state.end(failure.error));
            };
            if Instant::now() + pause >= state.deadline {
                return Err(state.end(failure.error));
            }
            tracing::warn!(attempt = state.attempts, ?pause, error = %failure.error, "repeated after a pause");
            state.last = Some(failure.error);
            sleep(pause).await;
        }
    }
}

/// What a call has been through.
struct State<'a> {
    call: &'a Call<'a>,
    deadline: Instant,
    pauses: ExponentialBackoff,
    attempts: u32,
    token_was_refused: bool,
    /// Whether an attempt may have had an effect that nobody heard of.
    unclear: bool,
    last: Option<Error>,
}

impl<'a> State<'a> {
    fn new(call: &'a Call<'a>, deadline: Instant) -> Self {
        let pauses = ExponentialBuilder::default()
            .with_min_delay(FIRST_PAUSE)
            .with_max_delay(LONGEST_PAUSE)
            .with_max_times(REPETITIONS)
            .with_jitter()
            .build();
        State { call, deadline, pauses, attempts: 0, token_was_refused: false, unclear: false, last: None }
    }

    /// How long to wait before the next attempt; `None` if there is none.
    fn pause(&mut self, failure: &Failure) -> Option<Duration> {
        match failure.next {
            Next::Stop => None,
            Next::Token if self.token_was_refused => None,
            Next::Token => {
                self.token_was_refused = true;
                Some(Duration::ZERO)
            }
            Next::Repeat(Some(wait)) if wait >= LONG_WAIT => Some(wait),
            Next::Repeat(Some(wait)) => self.pauses.next().map(|pause| pause.max(wait)),
            Next::Repeat(None) => {
                let limited = matches!(&failure.error, Error::Platform(refusal) if refusal.class == Class::RateLimit);
                self.pauses.next().map(|pause| if limited { pause.max(LIMIT_PAUSE) } else { pause })
            }
            Next::Unclear => {
                self.unclear = true;
                if self.call.request.api.repeat == Repeat::Once { None } else { self.pauses.next() }
            }
        }
    }

    /// The error at the end: if any attempt may have had an effect, nobody knows.
    fn end(&mut self, error: Error) -> Error {
        // what an attempt met says more than that there was no room for another
        let error = match error {
            Error::Busy { .. } => self.last.take().unwrap_or(error),
            error => error,
        };
        tracing::warn!(attempts = self.attempts, unclear = self.unclear, %error, "failed");
        if !self.unclear || self.call.request.api.repeat == Repeat::Harmless {
            return error;
        }
        let log_id = error.log_id().map(str::to_owned);
        Error::OutcomeUnknown { log_id, uuid: self.call.uuid.clone(), cause: Box::new(error) }
    }
}

/// Code 0, but without what it must hold: a repetition under the same key gets it, if anything does.
fn incomplete(envelope: &Envelope) -> Failure {
    let problem = "code 0, but the answer does not hold the result".to_owned();
    let error = Error::Answer { status: envelope.status, problem, log_id: envelope.log_id() };
    Failure { error, next: Next::Unclear }
}

/// Whether a refusal says that an earlier attempt, of which nothing was heard, took effect.
fn took_effect(api: &Api, error: &Error) -> bool {
    let code = error.code();
    (api.index == api::RECALL.index && code == Some(230_110))
        || (api.index == api::EPHEMERAL_DELETE.index && code == Some(18_051))
}
