//! A call from beginning to end: budget, token, attempts, waits, deadline, and what is known at its end.

use super::{
    access::Access,
    answer::Envelope,
    api::Api,
    budget::{Budgets, Key},
    exchange::{Failure, Request, exchange},
    retry::{Attempts, Next},
};
use crate::client::Error;
use bytes::Bytes;
use http::HeaderValue;
use reqwest::Url;
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep, timeout_at};
use tracing::Instrument;

/// The platform remembers a `uuid` for this long; no repetition may come later.
pub(crate) const UUID_LIVES: Duration = Duration::from_secs(3600);
/// A call, complete but for the token.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) request: Request,
    pub(crate) uuid: Option<String>,
    pub(crate) key: Option<Key<'a>>,
    /// Whether only one attempt is made; a token that is not accepted is still replaced.
    once: bool,
}

impl<'a> Call<'a> {
    pub(crate) fn new(api: &'static Api, url: Url) -> Self {
        let request = Request { api, url, content_type: super::exchange::JSON, body: None };
        Call { request, uuid: None, key: None, once: false }
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

    pub(crate) fn once(mut self) -> Self {
        self.once = true;
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
        let deadline = Instant::now() + self.deadline.min(UUID_LIVES);
        let mut attempts = Attempts::new(api);
        let uuid = call.uuid.as_deref();
        loop {
            // the token first: a wait for it must not use up a place in the budget
            let token = match access {
                Some(access) => match timeout_at(deadline, access.token()).await {
                    Ok(Ok(token)) => Some(token),
                    Ok(Err(cause)) => return Err(attempts.end(Error::Token(cause), uuid)),
                    Err(_) => {
                        let cause = Arc::new(Error::Timeout { after: self.deadline });
                        return Err(attempts.end(Error::Token(cause), uuid));
                    }
                },
                None => None,
            };
            match timeout_at(deadline, self.budgets.acquire(api, key, deadline)).await {
                Ok(Ok(())) => {}
                Ok(Err(wait)) => return Err(attempts.end(Error::Busy { wait: Some(wait) }, uuid)),
                Err(_) => return Err(attempts.end(Error::Busy { wait: None }, uuid)),
            }
            let left = deadline.saturating_duration_since(Instant::now());
            attempts.count += 1;
            let attempt = exchange(&self.http, &call.request, token.as_ref(), self.timeout.min(left)).await;
            let failure = match attempt {
                Ok(mut envelope) => match read(&mut envelope) {
                    Some(result) => {
                        tracing::debug!(attempts = attempts.count, "done");
                        return Ok(result);
                    }
                    None => incomplete(&envelope),
                },
                Err(failure) => failure,
            };
            if attempts.took_effect(&failure.error)
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
            let pause = attempts.pause(&failure).filter(|pause| Instant::now() + *pause < deadline);
            let pause = pause.filter(|_| !call.once || failure.next == Next::Token);
            let Some(pause) = pause else {
                return Err(attempts.end(failure.error, uuid));
            };
            tracing::warn!(attempt = attempts.count, ?pause, error = %failure.error, "repeated after a pause");
            attempts.last = Some(failure.error);
            sleep(pause).await;
        }
    }
}

/// Code 0, but without what it must hold: a repetition under the same key gets it, if anything does.
fn incomplete(envelope: &Envelope) -> Failure {
    let problem = "code 0, but the result is missing".to_owned();
    let error = Error::Answer { status: envelope.status, problem, log_id: envelope.log_id() };
    Failure { error, next: Next::Unclear }
}
