//! Rate limits by sliding window: an exact count of the last second and the last minute, never a bucket.

use crate::{Api, clock::micros};
use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

/// What a limit counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum WindowKey {
    /// One call of one app.
    Api(String, Api),
    /// Messages to one user or group.
    Receiver(String),
    /// Updates of one message.
    Message(String),
    /// Ephemeral cards to one group.
    Ephemeral(String),
    /// One custom bot.
    Hook(String),
    /// Changes of one card entity.
    Entity(String),
}

/// At most so many in so many seconds.
pub(crate) type Rule = (u32, u64);

pub(crate) const PER_API: &[Rule] = &[(50, 1), (1000, 60)];
pub(crate) const PER_SECOND: &[Rule] = &[(50, 1)];
pub(crate) const PER_RECEIVER: &[Rule] = &[(5, 1)];
pub(crate) const PER_MESSAGE: &[Rule] = &[(5, 1)];
pub(crate) const PER_EPHEMERAL_GROUP: &[Rule] = &[(40, 1)];
pub(crate) const PER_ENTITY: &[Rule] = &[(10, 1)];
pub(crate) const PER_HOOK: &[Rule] = &[(5, 1), (100, 60)];

/// How many arrivals are remembered for [`Windows::busiest`]; older ones are forgotten.
const REMEMBERED: usize = 100_000;

/// Why a request is over a limit.
#[derive(Debug, PartialEq)]
pub(crate) struct Limited {
    /// The limit, after scaling.
    pub(crate) limit: usize,
    /// How long until the window has room again.
    pub(crate) reset: Duration,
}

#[derive(Debug)]
pub(crate) struct Windows {
    /// All limits are multiplied by this.
    factor: f64,
    /// The moments at which something was let through.
    passed: HashMap<WindowKey, VecDeque<u64>>,
    /// The moments at which something arrived, let through or not.
    arrived: HashMap<WindowKey, VecDeque<u64>>,
}

impl Windows {
    pub(crate) fn new(factor: f64) -> Self {
        Windows { factor, passed: HashMap::new(), arrived: HashMap::new() }
    }

    /// Counts one at `now` (microseconds), or says that a window is full.
    pub(crate) fn admit(&mut self, key: WindowKey, rules: &[Rule], now: u64) -> Result<(), Limited> {
        let arrived = self.arrived.entry(key.clone()).or_default();
        if arrived.len() == REMEMBERED {
            arrived.pop_front();
        }
        arrived.push_back(now);
        let passed = self.passed.entry(key).or_default();
        let longest = rules.iter().map(|rule| rule.1).max().unwrap_or(0) * 1_000_000;
        while passed.front().is_some_and(|&at| at.saturating_add(longest) <= now) {
            passed.pop_front();
        }
        for &(limit, seconds) in rules {
            let limit = ((f64::from(limit) * self.factor) as usize).max(1);
            let window = seconds * 1_000_000;
            // the one that must have left the window before another may enter
            if let Some(&blocking) = passed.len().checked_sub(limit).and_then(|i: usize| passed.get(i))
                && blocking.saturating_add(window) > now
            {
                return Err(Limited { limit, reset: Duration::from_micros(blocking + window - now) });
            }
        }
        passed.push_back(now);
        Ok(())
    }

    /// The most arrivals of any one key in any window of this length, over the keys that `wanted` picks.
    pub(crate) fn busiest(&self, window: Duration, wanted: impl Fn(&WindowKey) -> bool) -> usize {
        let window = micros(window);
        let most = |times: &VecDeque<u64>| {
            let mut first = 0;
            let mut most = 0;
            for (last, at) in times.iter().enumerate() {
                while times.get(first).is_some_and(|start| start.saturating_add(window) <= *at) {
                    first += 1;
                }
                most = most.max(last + 1 - first);
            }
            most
        };
        self.arrived.iter().filter(|(key, _)| wanted(key)).map(|(_, times)| most(times)).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_sixth_in_a_second_waits_for_the_first_to_leave() {
        let mut windows = Windows::new(1.0);
        let mut admit = |now| windows.admit(WindowKey::Receiver("ou_1".into()), PER_RECEIVER, now);
        for n in 0..5 {
            assert_eq!(admit(n * 100_000), Ok(()));
        }
        assert_eq!(admit(900_000), Err(Limited { limit: 5, reset: Duration::from_millis(100) }));
        assert_eq!(admit(1_000_000), Ok(()));
        assert_eq!(admit(1_000_001), Err(Limited { limit: 5, reset: Duration::from_micros(99_999) }));
    }

    #[test]
    fn the_factor_scales_every_limit() {
        let mut windows = Windows::new(0.1);
        let mut admit = |now| windows.admit(WindowKey::Hook("b".into()), PER_HOOK, now).is_ok();
        let passed = (0..40).filter(|n| admit(n * 2_000_000)).count();
        assert_eq!(passed, 20, "one a second, and ten a minute over 80 seconds");
    }

    proptest! {
        #[test]
        fn no_window_ever_holds_more_than_its_limit(mut times in proptest::collection::vec(0u64..5_000_000, 0..300)) {
            times.sort_unstable();
            let mut windows = Windows::new(1.0);
            let passed: Vec<u64> = times
                .into_iter()
                .filter(|&now| windows.admit(WindowKey::Receiver(String::new()), PER_RECEIVER, now).is_ok())
                .collect();
            for start in &passed {
                prop_assert!(passed.iter().filter(|at| (*start..start + 1_000_000).contains(at)).count() <= 5);
            }
        }
    }
}
