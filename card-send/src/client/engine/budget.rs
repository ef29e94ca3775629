//! Keeps the platform's limits on our side: per call, per receiver, per message.
//!
//! A limit of `n` in a second becomes a rate a little below `n` with a small burst, so that rate and burst together
//! stay within `n` in **any** second, wherever it begins.

use super::api::{self, Api};
use governor::{
    Quota, RateLimiter,
    clock::Clock,
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed, keyed::HashMapStateStore},
};
use std::{
    hash::{BuildHasher, Hash, RandomState},
    num::NonZeroU32,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::time::{Instant, sleep, sleep_until};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
/// Messages to one user or group, and changes of one message, in a second.
const PER_RECEIVER: f64 = 5.0;
/// Cards that only one user sees, to one group, in a second.
const PER_EPHEMERAL_GROUP: f64 = 40.0;
/// Changes of one card entity in a second.
const PER_CARD: f64 = 10.0;
/// The bits of a key's number that say which limit is meant.
const KINDS: u64 = 3;
/// After this many checks the keys that no longer matter are thrown away: so many keys are held at most,
/// and those of the last second.
const CLEAN_EVERY: usize = 1024;

/// What a call is counted for besides itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key<'a> {
    /// Messages to a receiver: the word for its kind, and its id.
    Receiver(&'a str, &'a str),
    /// Changes of a message.
    Message(&'a str),
    /// Cards that only one user sees, to a group.
    EphemeralGroup(&'a str),
    /// Changes of a card entity.
    Card(&'a str),
}

/// All budgets of an app.
#[derive(Debug)]
pub(crate) struct Budgets {
    calls: Vec<Budget>,
    receivers: Keyed,
    groups: Keyed,
    cards: Keyed,
    hasher: RandomState,
}

impl Budgets {
    /// The platform's limits times `factor`; one that is not above 0 counts as 1.
    pub(crate) fn new(factor: f64) -> Self {
        let factor = if factor > 0.0 { factor } else { 1.0 };
        Budgets {
            calls: api::ALL.iter().map(|api| Budget::new(api.limits, factor)).collect(),
            receivers: Keyed::new(PER_RECEIVER * factor),
            groups: Keyed::new(PER_EPHEMERAL_GROUP * factor),
            cards: Keyed::new(PER_CARD * factor),
            hasher: RandomState::new(),
        }
    }

    /// Waits until the call may leave. `Err`: the platform has asked for a pause that ends after `deadline`.
    pub(crate) async fn acquire(&self, api: &Api, key: Option<u64>, deadline: Instant) -> Result<(), Duration> {
        let Some(budget) = self.calls.get(api.index) else { return Ok(()) };
        let keyed = key.map(|key| match key & KINDS {
            1 => (&self.groups, key),
            2 => (&self.cards, key),
            _ => (&self.receivers, key),
        });
        budget.acquire(keyed, deadline).await
    }

    /// The number a key is counted under. Two keys that share one by chance share a budget: slower, never too fast.
    pub(crate) fn number(&self, key: &Key<'_>) -> u64 {
        let kind = match key {
            Key::Receiver(..) | Key::Message(_) => 0,
            Key::EphemeralGroup(_) => 1,
            Key::Card(_) => 2,
        };
        (self.hasher.hash_one(key) & !KINDS) | kind
    }

    /// Lets no call of this kind leave for a while: the platform asked for it.
    pub(crate) fn pause(&self, api: &Api, wait: Duration) {
        if let Some(budget) = self.calls.get(api.index) {
            let mut paused = budget.paused.lock().unwrap_or_else(PoisonError::into_inner);
            let until = Instant::now() + wait;
            *paused = Some(paused.map_or(until, |before| before.max(until)));
        }
    }
}

/// The budget of one call.
#[derive(Debug)]
struct Budget {
    /// Whoever holds it is the next to leave; the others wait in the order they came.
    gate: tokio::sync::Mutex<()>,
    second: Direct,
    minute: Direct,
    paused: Mutex<Option<Instant>>,
}

impl Budget {
    fn new((second, minute): (f64, f64), factor: f64) -> Self {
        Budget {
            gate: tokio::sync::Mutex::default(),
            second: RateLimiter::direct_with_clock(quota(second * factor, SECOND), Steady::new()),
            minute: RateLimiter::direct_with_clock(quota(minute * factor, MINUTE), Steady::new()),
            paused: Mutex::default(),
        }
    }

    /// The receiver is asked first and under the gate, so that what it allows leaves at once: permissions never
    /// gather in a queue, from which they would leave in a bunch.
    async fn acquire(&self, keyed: Option<(&Keyed, u64)>, deadline: Instant) -> Result<(), Duration> {
        loop {
            let gate = self.gate.lock().await;
            let paused = *self.paused.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(until) = paused {
                if until >= deadline {
                    return Err(until.saturating_duration_since(Instant::now()));
                }
                sleep_until(until).await;
            }
            if let Some((keyed, key)) = keyed
                && let Err(wait) = keyed.check(key)
            {
                drop(gate);
                sleep(wait).await;
                continue;
            }
            for limit in [&self.minute, &self.second] {
                while let Err(not_until) = limit.check() {
                    sleep(not_until.wait_time_from(limit.clock().now())).await;
                }
            }
            return Ok(());
        }
    }
}

type Direct = RateLimiter<NotKeyed, InMemoryState, Steady, NoOpMiddleware<Duration>>;

/// A budget for each of any number of keys, in bounded memory.
#[derive(Debug)]
struct Keyed {
    limiter: RateLimiter<u64, HashMapStateStore<u64>, Steady, NoOpMiddleware<Duration>>,
    checks: AtomicUsize,
}

impl Keyed {
    fn new(per_second: f64) -> Self {
        let limiter = RateLimiter::hashmap_with_clock(quota(per_second, SECOND), Steady::new());
        Keyed { limiter, checks: AtomicUsize::new(0) }
    }

    fn check(&self, key: u64) -> Result<(), Duration> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % CLEAN_EVERY == CLEAN_EVERY - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter.check_key(&key).map_err(|not_until| not_until.wait_time_from(self.limiter.clock().now()))
    }
}

/// A rate and a burst that together allow `limit` in any `period`.
fn quota(limit: f64, period: Duration) -> Quota {
    // so many are no limit
    let limit = limit.min(1e9);
    let burst = (limit / 10.0).floor().max(1.0);
    // below two in a period there is no room for a burst: half the rate keeps the limit
    let rate = if limit < 2.0 { limit / 2.0 } else { limit - burst };
    let every = (period.as_secs_f64() / rate).clamp(1e-9, 3600.0);
    let burst = NonZeroU32::new(burst as u32).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(Duration::from_secs_f64(every)).unwrap_or(Quota::per_second(burst));
    quota.allow_burst(burst)
}

/// Time that only moves forward, and stops when a test stops it.
#[derive(Clone, Debug)]
struct Steady(Instant);

impl Steady {
    fn new() -> Self {
        Steady(Instant::now())
    }
}

impl Clock for Steady {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The most departures in any window.
    fn densest(departures: &[Instant], window: Duration) -> usize {
        let within = |start: &Instant| departures.iter().filter(|at| *at >= start && **at < *start + window).count();
        departures.iter().map(within).max().unwrap_or(0)
    }

    async fn departures(budgets: &Budgets, count: usize, keys: u64) -> Vec<Instant> {
        let deadline = Instant::now() + Duration::from_secs(36_000);
        let mut departures = Vec::new();
        for i in 0..count as u64 {
            budgets.acquire(&api::SEND, (keys > 0).then_some(i % keys.max(1) * 4), deadline).await.unwrap();
            departures.push(Instant::now());
        }
        departures
    }

    #[tokio::test(start_paused = true)]
    async fn no_second_and_no_minute_holds_more_than_the_platform_allows() {
        let budgets = Budgets::new(1.0);
        let mut all = departures(&budgets, 1500, 0).await;
        sleep(Duration::from_secs(30)).await;
        all.extend(departures(&budgets, 1500, 0).await);
        assert!(densest(&all, SECOND) <= 50, "{}", densest(&all, SECOND));
        assert!(densest(&all, MINUTE) <= 1000, "{}", densest(&all, MINUTE));
        assert!(all[2999] - all[0] < Duration::from_secs(250), "much slower than it may be");
    }

    #[tokio::test(start_paused = true)]
    async fn a_receiver_gets_five_in_a_second_at_most() {
        let all = departures(&Budgets::new(1.0), 40, 1).await;
        assert!(densest(&all, SECOND) <= 5);
        assert!(all[39] - all[0] < Duration::from_secs(11), "much slower than it may be");
    }

    #[tokio::test(start_paused = true)]
    async fn receivers_in_one_queue_are_not_bunched() {
        let budgets = std::sync::Arc::new(Budgets::new(1.0));
        let started = Instant::now();
        let tasks: Vec<_> = (0..200_u64)
            .map(|i| {
                let budgets = budgets.clone();
                tokio::spawn(async move {
                    let deadline = Instant::now() + Duration::from_secs(3600);
                    budgets.acquire(&api::SEND, Some(if i < 150 { 100 + i * 4 } else { 4 }), deadline).await.unwrap();
                    (i >= 150).then(Instant::now)
                })
            })
            .collect();
        let mut one = Vec::new();
        for task in tasks {
            one.extend(task.await.unwrap());
        }
        assert!(densest(&one, SECOND) <= 5, "{}", densest(&one, SECOND));
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn the_memory_for_receivers_is_bounded() {
        let keyed = Keyed::new(5.0);
        for key in 0..20_000 {
            let _ = keyed.check(key);
            sleep(Duration::from_millis(2)).await;
            assert!(keyed.limiter.len() <= CLEAN_EVERY + 1000);
        }
    }

    #[test]
    fn every_factor_gives_a_quota() {
        for factor in [0.0, 1e-9, 0.1, 0.5, 1.0, 3.7, 1e3, 1e9, f64::INFINITY, f64::NAN] {
            let _ = Budgets::new(factor);
        }
    }
}
