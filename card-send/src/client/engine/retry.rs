//! What is repeated, how often and after which pause: the only place that decides it.
//!
//! `exchange` says what one attempt means for a repetition ([`Next`]), the row of the call says what a second effect
//! would do ([`Repeat`]); [`Attempts`] puts the two together over all attempts of one call, and [`RetryBudget`] bounds
//! what all calls of a client repeat while nothing succeeds.

use super::{
    api::{self, Api},
    exchange::Failure,
};
use crate::client::Error;
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, SystemTime},
};
use tokio::time::Instant;

/// The platform remembers a `uuid` for this long after it first saw it; no repetition may come later.
pub(crate) const UUID_LIVES: Duration = Duration::from_secs(3600);
/// The first pause between attempts; each further one is twice as long, and a random part is added.
pub(crate) const FIRST_PAUSE: Duration = Duration::from_millis(200);
pub(crate) const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// Attempts of a call, unless set otherwise.
pub(crate) const ATTEMPTS: u32 = 7;
/// The shortest wait after a limit was hit and the platform named no time.
pub(crate) const LIMIT_PAUSE: Duration = Duration::from_secs(1);
/// A wait that the platform asks for and that is at least this long is not counted as an attempt, unless their number
/// was set for the call.
const LONG_WAIT: Duration = Duration::from_secs(1);
/// How much longer than asked for a wait may be, so that many clients do not come back at the same moment.
const JITTER: f64 = 0.2;

/// What a repetition takes out of the budget, and what a call that succeeds at once puts in.
const COST: u32 = 5;
const COST_OF_TIMEOUT: u32 = 10;
const GAIN: u32 = 1;
/// What the budget holds at most, unless set otherwise.
pub(crate) const RETRY_BUDGET: u32 = 500;

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
    /// It carries a `sequence` and a `uuid`: repeated under the same, it is refused if the first took effect.
    Ordered,
    /// A second effect is the same as the first.
    Harmless,
    /// A second effect would show.
    Once,
}

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct Attempts<'a> {
    api: &'static Api,
    budget: &'a RetryBudget,
    /// Made when the first attempt fails.
    pauses: Option<Box<ExponentialBackoff>>,
    /// The number of attempts, if it was set for the call.
    set: Option<u32>,
    /// Whether the caller bounds its repetitions itself, so that the budget is not asked.
    patient: bool,
    /// How many were made.
    pub(crate) count: u32,
    token_was_refused: bool,
    /// What the last repetition took out of the budget.
    taken: u32,
    /// When the first attempt left, by a clock that may stop while the machine sleeps and by one that may be set.
    first: Option<(Instant, SystemTime)>,
    /// Whether an attempt may have had an effect that nobody heard of.
    unclear: bool,
    /// What the last but one attempt met.
    pub(crate) last: Option<Error>,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(api: &'static Api, budget: &'a RetryBudget, set: Option<u32>, patient: bool) -> Self {
        Attempts {
            api,
            budget,
            pauses: None,
            set: set.map(|attempts| attempts.max(1)),
            patient,
            count: 0,
            token_was_refused: false,
            taken: 0,
            first: None,
            unclear: false,
            last: None,
        }
    }

    /// An attempt left.
    pub(crate) fn left(&mut self, at: (Instant, SystemTime)) {
        self.count += 1;
        self.first.get_or_insert(at);
    }

    /// The call was accepted.
    pub(crate) fn succeeded(&self) {
        self.budget.put(if self.taken > 0 { self.taken } else { GAIN });
    }

    /// How long to wait before the next attempt; `None` if none may follow.
    pub(crate) fn pause(&mut self, failure: &Failure) -> Option<Duration> {
        self.unclear |= failure.next == Next::Unclear;
        let pause = match failure.next {
            Next::Stop => return None,
            Next::Token if self.token_was_refused => return None,
            Next::Token => {
                self.token_was_refused = true;
                return Some(Duration::ZERO);
            }
            Next::Unclear if self.api.repeat == Repeat::Once => return None,
            // the call leaves the line of its kind, which pauses, when the time has come
            Next::Repeat(Some(wait)) if wait >= LONG_WAIT && self.set.is_none() => return Some(with_jitter(wait)),
            Next::Repeat(Some(wait)) => return self.next_pause().map(|pause| pause.max(with_jitter(wait))),
            Next::Repeat(None) => {
                self.next_pause().map(|pause| if failure.is_limit() { pause.max(LIMIT_PAUSE) } else { pause })
            }
            Next::Unclear => self.next_pause(),
        }?;
        let cost = if matches!(failure.error, Error::Timeout { .. }) { COST_OF_TIMEOUT } else { COST };
        if !self.patient && !self.budget.take(cost) {
            tracing::debug!("not repeated: the retry budget of this client is used up");
            return None;
        }
        self.taken = cost;
        Some(pause)
    }

    fn next_pause(&mut self) -> Option<Duration> {
        let pauses = self.pauses.get_or_insert_with(|| {
            let pauses = ExponentialBuilder::default()
                .with_min_delay(FIRST_PAUSE)
                .with_max_delay(LONGEST_PAUSE)
                .with_max_times(self.set.unwrap_or(ATTEMPTS) as usize - 1)
                .with_jitter();
            Box::new(pauses.build())
        });
        pauses.next()
    }

    /// Whether the platform may have forgotten the `uuid` when the next attempt comes after this pause.
    pub(crate) fn is_too_late(&self, pause: Duration) -> bool {
        let Some((first, wall)) = self.first.filter(|_| self.api.repeat == Repeat::Keyed) else { return false };
        // a clock that was set back says nothing
        let passed = wall.elapsed().unwrap_or_default().max(first.elapsed());
        passed + pause >= UUID_LIVES
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
        self.unknown(error, uuid)
    }

    /// A newer call of the same kind for the same thing has begun: a repetition of this one would undo it.
    pub(crate) fn overtaken(&mut self, error: Error, uuid: Option<&str>) -> Error {
        tracing::warn!(attempts = self.count, %error, "not repeated: a newer call has begun meanwhile");
        if self.unclear { self.unknown(error, uuid) } else { error }
    }

    fn unknown(&self, error: Error, uuid: Option<&str>) -> Error {
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

/// A wait that the platform asked for, and a random part.
pub(crate) fn with_jitter(wait: Duration) -> Duration {
    wait.mul_f64(1.0 + JITTER * fastrand::f64())
}

/// What the calls of a client may repeat: a bucket that repetitions empty and successes fill, as in the AWS SDK's
/// standard mode. When the platform fails for long, what reaches it is little more than the first attempts.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    most: u32,
    left: AtomicU32,
}

impl RetryBudget {
    pub(crate) fn new(most: u32) -> Self {
        RetryBudget { most, left: AtomicU32::new(most) }
    }

    fn take(&self, cost: u32) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost)).is_ok()
    }

    fn put(&self, gain: u32) {
        // most of the time it is full
        if self.left.load(Ordering::Relaxed) < self.most {
            let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                Some(left.saturating_add(gain).min(self.most))
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(next: Next) -> Failure {
        Failure { error: Error::Timeout { after: Duration::ZERO }, next }
    }

    #[test]
    fn the_number_of_attempts_is_kept() {
        let budget = RetryBudget::new(u32::MAX);
        for (set, repetitions) in [(None, 6), (Some(0), 0), (Some(1), 0), (Some(3), 2)] {
            let mut attempts = Attempts::new(&api::SEND, &budget, set, false);
            assert_eq!((0..20).filter_map(|_| attempts.pause(&failure(Next::Unclear))).count(), repetitions, "{set:?}");
        }
        // a wait that the platform asks for is no attempt, unless their number was set
        let long = failure(Next::Repeat(Some(Duration::from_secs(5))));
        assert!((0..20).all(|_| Attempts::new(&api::SEND, &budget, None, false).pause(&long).is_some()));
        assert_eq!(Attempts::new(&api::SEND, &budget, Some(1), false).pause(&long), None);
    }

    #[test]
    fn a_wait_that_the_platform_asks_for_is_never_shorter_and_at_most_a_fifth_longer() {
        let wait = Duration::from_secs(10);
        let waits: Vec<_> = (0..100).map(|_| with_jitter(wait)).collect();
        assert!(waits.iter().all(|w| *w >= wait && *w <= wait.mul_f64(1.2)));
        assert!(waits.iter().any(|w| *w != waits[0]), "all the same");
    }

    /// L19. A clock that stops while the machine sleeps does not make a repetition come after the platform has forgotten.
    #[test]
    fn nothing_is_repeated_after_the_uuid_was_forgotten_by_either_clock() {
        let budget = RetryBudget::new(u32::MAX);
        let (now, minute) = (Instant::now(), Duration::from_secs(60));
        for (api, asleep, late) in
            [(&api::SEND, 58 * minute, false), (&api::SEND, 60 * minute, true), (&api::PATCH, 60 * minute, false)]
        {
            let mut attempts = Attempts::new(api, &budget, None, false);
            attempts.left((now, SystemTime::now() - asleep));
            assert_eq!(attempts.is_too_late(minute), late, "{} after {asleep:?}", api.name);
        }
        let mut ahead = Attempts::new(&api::SEND, &budget, None, false);
        ahead.left((now, SystemTime::now() + 90 * minute));
        assert!(!ahead.is_too_late(minute), "a clock that was set back says nothing");
    }

    #[test]
    fn the_budget_bounds_what_is_repeated_while_nothing_succeeds() {
        let budget = RetryBudget::new(100);
        let repeated = || {
            let mut attempts = Attempts::new(&api::SEND, &budget, None, false);
            (0..6).filter_map(|_| attempts.pause(&failure(Next::Unclear))).count()
        };
        assert_eq!((0..50).map(|_| repeated()).sum::<usize>(), 10);
        for _ in 0..10 {
            Attempts::new(&api::SEND, &budget, None, false).succeeded();
        }
        assert_eq!(repeated(), 1, "ten successes pay for one repetition after a timeout");
        let mut patient = Attempts::new(&api::SEND, &budget, None, true);
        assert!(patient.pause(&failure(Next::Unclear)).is_some(), "a bulk bounds itself");
    }
}
