//! What is repeated, how often and after which pause: the only place that decides it.
//!
//! `exchange` says what one attempt means for a repetition ([`Next`]), the row of the call says what a second effect
//! would do ([`Repeat`]); [`Attempts`] puts the two together over all attempts of one call.

use super::{
    api::{self, Api},
    exchange::Failure,
};
use crate::client::{Class, Error};
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use std::time::Duration;

/// The first pause between attempts; each further one is twice as long, and a random part is added.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// Repetitions after failures that may pass.
const REPETITIONS: usize = 6;
/// Repetitions of a request for a token: whoever sends waits for it.
const TOKEN_REPETITIONS: usize = 2;
/// The shortest wait after a limit was hit and the platform named no time.
const LIMIT_PAUSE: Duration = Duration::from_secs(1);
/// A wait that the platform asks for and that is at least this long is not counted as a repetition.
const LONG_WAIT: Duration = Duration::from_secs(1);

/// What may follow a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Next {
    /// A repetition fails the same way.
    Stop,
    /// The token is not accepted; a repetition with a fresh one may be.
    Token,
    /// The attempt had no effect: repeat it, after this time if one is known.
    Repeat(Option<Duration>),
    /// The attempt may have had an effect.
    Unclear,
}

/// Whether a call may be repeated when nobody knows if the first attempt took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It carries a `uuid`: the platform delivers once in an hour however often it is asked.
    Keyed,
    /// A second effect is the same as the first.
    Harmless,
    /// It carries a `sequence` and a `uuid`: repeated under the same, it is refused if the first took effect.
    Ordered,
    /// A second effect would show.
    Once,
}

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct Attempts {
    api: &'static Api,
    pauses: ExponentialBackoff,
    /// How many were made.
    pub(crate) count: u32,
    token_was_refused: bool,
    /// Whether an attempt may have had an effect that nobody heard of.
    pub(crate) unclear: bool,
    /// What the last but one attempt met.
    pub(crate) last: Option<Error>,
}

impl Attempts {
    pub(crate) fn new(api: &'static Api) -> Self {
        let repetitions = if api.index == api::AUTH.index { TOKEN_REPETITIONS } else { REPETITIONS };
        let pauses = ExponentialBuilder::default()
            .with_min_delay(FIRST_PAUSE)
            .with_max_delay(LONGEST_PAUSE)
            .with_max_times(repetitions)
            .with_jitter()
            .build();
        Attempts { api, pauses, count: 0, token_was_refused: false, unclear: false, last: None }
    }

    /// How long to wait before the next attempt; `None` if none may follow.
    pub(crate) fn pause(&mut self, failure: &Failure) -> Option<Duration> {
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
                if self.api.repeat == Repeat::Once { None } else { self.pauses.next() }
            }
        }
    }

    /// The error of the call: if any attempt may have had an effect, nobody knows.
    pub(crate) fn end(&mut self, error: Error, uuid: Option<&str>) -> Error {
        // what an attempt met says more than that the limits left no room for another
        let error = match error {
            Error::Busy { .. } => self.last.take().unwrap_or(error),
            error => error,
        };
        tracing::warn!(attempts = self.count, unclear = self.unclear, %error, "failed");
        if !self.unclear || self.api.repeat == Repeat::Harmless {
            return error;
        }
        let log_id = error.log_id().map(str::to_owned);
        Error::OutcomeUnknown { log_id, uuid: uuid.map(str::to_owned), cause: Box::new(error) }
    }

    /// Whether a refusal says that an earlier attempt, of which nothing was heard, took effect.
    pub(crate) fn took_effect(&self, error: &Error) -> bool {
        let (call, code) = (self.api.index, error.code());
        self.unclear
            && ((call == api::RECALL.index && code == Some(230_110))
                || (call == api::EPHEMERAL_DELETE.index && code == Some(18_051))
                || (self.api.repeat == Repeat::Ordered && code == Some(200_770)))
    }
}
