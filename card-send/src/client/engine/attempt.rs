//! What an attempt looks like from outside: for metrics.

use crate::client::Error;
use std::{fmt, sync::Arc, time::Duration};
use tokio::time::Instant;

/// One attempt of a call, as [`ClientBuilder::on_attempt`](crate::ClientBuilder::on_attempt) reports it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The call in the platform's words: `im.message.create`; `auth` for a token.
    pub call: &'static str,
    /// Which attempt of the call it was, from 1.
    pub number: u32,
    /// The idempotency key of the call, if it has one.
    pub uuid: Option<&'a str>,
    /// How long the call waited for a token before this attempt; 0 when it had one.
    pub token_wait: Duration,
    /// How long the call waited for room in the platform's limits before this attempt.
    pub limit_wait: Duration,
    /// How long the attempt took, from leaving to the end of the answer.
    pub took: Duration,
    /// The bytes of the request's body.
    pub bytes: usize,
    /// Why it failed; `None` when it was accepted.
    pub error: Option<&'a Error>,
    /// How long until the next attempt; `None` when it was the last.
    pub retry_in: Option<Duration>,
}

type Hook = dyn Fn(&Attempt<'_>) + Send + Sync;

/// Who is told of attempts.
#[derive(Clone, Default)]
pub(crate) struct OnAttempt(pub(crate) Option<Arc<Hook>>);

impl OnAttempt {
    /// The time since then, if anybody asks.
    pub(crate) fn time_since(&self, then: Instant) -> Duration {
        if self.0.is_some() { then.elapsed() } else { Duration::ZERO }
    }

    pub(crate) fn tell(&self, attempt: &Attempt<'_>) {
        if let Some(hook) = &self.0 {
            hook(attempt);
        }
    }
}

impl fmt::Debug for OnAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "set" } else { "none" })
    }
}
