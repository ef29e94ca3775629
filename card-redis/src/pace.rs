//! The pace at which calls leave, so that no window holds more than its limit. The script in Redis keeps the same books
//! with these figures; [`Alone`] keeps them for one process while Redis is gone.
//!
//! Each window is one number: the earliest moment of the next departure at an even pace. A departure may be ahead of it by
//! a slack, which is chosen so that no window of the period, wherever it begins, holds more than the limit. An unknown
//! number counts as that of a full window: all of the slack is used up.

use feishu_card_send::fleet::{LimitedCall, RateLimit};
use std::collections::HashMap;

/// How much of a limit may leave ahead of an even pace.
const AHEAD: f64 = 0.0144;
/// How much longer than the platform's our windows are, as a part of them and in microseconds at most: for the way to the
/// platform, which takes longer for some calls, for [`LATE`] and [`EARLY`], and for what is not known of Redis' clock.
/// None of these grows with the window.
const MARGIN: f64 = 0.12;
const MARGIN_AT_MOST: f64 = 2e6;
/// How much later than granted a call may leave, in microseconds.
pub(crate) const LATE: f64 = 40_000.0;
/// How much earlier than granted a call may leave: waiting for less costs more than it is worth.
pub(crate) const EARLY: f64 = 10_000.0;
/// How far ahead a departure is granted, in microseconds.
pub(crate) const HORIZON: f64 = 1e6;
/// So many in a period count as no limit.
const UNLIMITED: f64 = 1e9;
/// The longest time between two departures, however small the limit is.
const LONGEST_SPACING: f64 = 3600e6;

/// One window; times in microseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pace {
    pub(crate) spacing: f64,
    pub(crate) slack: f64,
    pub(crate) period: f64,
}

impl Pace {
    /// The pace of a share of a limit; `None` where nothing is limited.
    pub(crate) fn of(limit: RateLimit, share: f64) -> Option<Self> {
        let count = limit.count * share;
        if count.is_nan() || count >= UNLIMITED {
            return None;
        }
        let period = limit.period.as_secs_f64() * 1e6;
        // less than one in a period is one in a longer period
        let (count, period) = if count < 1.0 { (1.0, period / count.max(1e-9)) } else { (count.floor(), period) };
        let longer = (MARGIN * period).min(MARGIN_AT_MOST);
        let spacing = ((period + longer) / (count * (1.0 - AHEAD))).min(LONGEST_SPACING);
        Some(Pace { spacing, slack: count * AHEAD * spacing, period })
    }
}

/// After so many calls the windows of receivers that no longer matter are thrown away.
const CLEAN_EVERY: usize = 512;

/// The windows of one process that is on its own.
#[derive(Debug, Default)]
pub(crate) struct Alone(HashMap<String, AloneLane>);

/// Those of one kind of call.
#[derive(Debug)]
struct AloneLane {
    /// Since when these books are kept.
    since: f64,
    /// The next departure in each window of the kind. What left before is not known here, nor what the others were granted:
    /// all of that has left within [`HORIZON`].
    next: Vec<Option<f64>>,
    receivers: HashMap<String, f64>,
    calls: usize,
}

/// What a process on its own may do.
#[derive(Debug, PartialEq)]
pub(crate) enum AloneTurn {
    Leave,
    Wait(f64),
    WaitForReceiver(f64),
}

impl Alone {
    /// Whether this process went on without Redis, in this kind of call.
    pub(crate) fn went_on(&self, lane: &str) -> bool {
        self.0.contains_key(lane)
    }

    /// Redis is back.
    pub(crate) fn clear(&mut self, lane: &str) {
        self.0.remove(lane);
    }

    /// Whether a call of this kind may leave at `now`, by this share of its limits.
    pub(crate) fn ask(&mut self, lane: &str, call: &LimitedCall<'_>, share: f64, now: f64) -> AloneTurn {
        let lane = self.0.entry(lane.to_owned()).or_insert_with(|| AloneLane {
            since: now,
            next: vec![None; call.limits.len()],
            receivers: HashMap::new(),
            calls: 0,
        });
        lane.calls += 1;
        if lane.calls.is_multiple_of(CLEAN_EVERY) {
            lane.receivers.retain(|_, next| *next > now);
        }
        let paces = || call.limits.iter().map(|limit| Pace::of(*limit, share));
        let mut leave = now;
        for (pace, next) in paces().zip(&mut lane.next) {
            let Some(pace) = pace else { continue };
            leave = leave.max(*next.get_or_insert(now + HORIZON + pace.slack) - pace.slack);
        }
        if leave > now {
            return AloneTurn::Wait(leave - now);
        }
        if let Some(receiver) = &call.receiver
            && let Some(pace) = Pace::of(receiver.limit, share)
        {
            let full = if now - lane.since < HORIZON + pace.period * (1.0 + MARGIN) { now + pace.slack } else { now };
            let next = *lane.receivers.get(receiver.id).unwrap_or(&full);
            if next - pace.slack > now {
                return AloneTurn::WaitForReceiver(next - pace.slack - now);
            }
            lane.receivers.insert(receiver.id.to_owned(), next.max(now) + pace.spacing);
        }
        for (pace, next) in paces().zip(&mut lane.next) {
            if let (Some(pace), Some(next)) = (pace, next) {
                *next = next.max(now) + pace.spacing;
            }
        }
        AloneTurn::Leave
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const SECOND: Duration = Duration::from_secs(1);

    fn limits() -> [RateLimit; 2] {
        [(50.0, 1), (1000.0, 60)].map(|(count, seconds)| RateLimit { count, period: seconds * SECOND })
    }

    /// Departures of random callers who come back when they are told to, somewhat late.
    #[test]
    fn no_window_holds_more_than_the_share_and_most_of_it_is_used() {
        for seed in 0..50 {
            let mut random = fastrand::Rng::with_seed(seed);
            let share = random.choice([1.0, 0.5, 0.25, 0.1]).unwrap();
            let (mut alone, mut now, mut left) = (Alone::default(), 1e15, Vec::new());
            let (limits, began) = (limits(), now);
            let call = LimitedCall::new("cli_1", "im.message.create", &limits);
            while now < began + 20e6 {
                match alone.ask("calls", &call, share, now) {
                    AloneTurn::Leave => left.push(now),
                    AloneTurn::Wait(wait) => now += wait + random.f64() * 3_000.0,
                    AloneTurn::WaitForReceiver(_) => panic!("no receiver"),
                }
            }
            let most = (50.0 * share) as usize;
            assert!(left.windows(most + 1).all(|pair| pair[most] - pair[0] >= 1e6 * 1.05), "{share}");
            let used = left.len() as f64 / (share * (1000.0 / 60.0) * 20.0);
            assert!(used >= 0.8, "{used} of a share of {share}");
        }
    }

    #[test]
    fn a_receiver_has_its_own_window_and_delays_no_other() {
        let limits = limits();
        let limit = RateLimit { count: 5.0, period: SECOND };
        let mut alone = Alone::default();
        let to = |id: &'static str| LimitedCall::new("cli_1", "im.message.create", &limits).receiver(id, limit);
        assert_eq!(alone.ask("calls", &to("a"), 1.0, 0.0), AloneTurn::Wait(HORIZON), "what was granted leaves first");
        assert_eq!(alone.ask("calls", &to("a"), 1.0, 1_000_000.0), AloneTurn::Leave);
        assert!(matches!(alone.ask("calls", &to("a"), 1.0, 1_100_000.0), AloneTurn::WaitForReceiver(_)));
        assert_eq!(alone.ask("calls", &to("b"), 1.0, 1_100_000.0), AloneTurn::Leave);
    }

    #[test]
    fn every_limit_gives_a_pace() {
        for count in [0.0, -1.0, 1e-300, 0.1, 1.0, 3.7, 1e3, 1e9, f64::INFINITY, f64::NAN] {
            if let Some(pace) = Pace::of(RateLimit { count, period: 60 * SECOND }, 1.0) {
                assert!(
                    pace.spacing <= LONGEST_SPACING && pace.spacing > 0.0 && pace.slack >= 0.0,
                    "{count}: {pace:?}"
                );
            }
        }
    }
}
