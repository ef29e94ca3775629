//! What time it is in Redis: a plain estimate out of questions and answers, without a clock of its own.
//!
//! An answer says the time in Redis at some moment between the question and the answer. Each one bounds how far the two
//! clocks are apart; what they have in common is the estimate.

/// How far clocks may drift apart, in microseconds for each second.
const DRIFT: f64 = 500.0;
/// What the windows have room for.
const DOUBT: f64 = 60_000.0;
/// What the estimate of how long an answer takes loses with each answer.
const FADES: f64 = 0.95;

/// All times in microseconds.
#[derive(Debug, Default)]
pub(crate) struct RedisClock {
    /// The local time minus Redis', at least and at most, and when that was known.
    bounds: Option<(f64, f64, f64)>,
    /// When the first answer came.
    first: f64,
    /// How often Redis' clock was set, or this one: what is known of departures in Redis' time does not count then.
    pub(crate) sets: u64,
    /// How long an answer takes to come from Redis, as the slowest of late did.
    pub(crate) takes: f64,
}

impl RedisClock {
    /// A question left at `asked` and was answered at `answered`, local time; it was `redis` in Redis then.
    pub(crate) fn learn(&mut self, asked: f64, answered: f64, redis: f64) {
        let (low, high) = (asked - redis, answered - redis);
        if self.bounds.is_none() {
            self.first = answered;
        }
        self.bounds = Some(match self.bounds {
            Some((least, most, known)) => {
                let drift = (answered - known).max(0.0) * DRIFT / 1e6;
                let (least, most) = ((least - drift).max(low), (most + drift).min(high));
                if least <= most {
                    (least, most, answered)
                } else {
                    // none in common
                    self.sets += 1;
                    (low, high, answered)
                }
            }
            None => (low, high, answered),
        });
        let took = (answered - self.local(redis)).max(0.0);
        self.takes = took.max(self.takes * FADES);
    }

    /// The local time at this time in Redis.
    pub(crate) fn local(&self, redis: f64) -> f64 {
        self.bounds.map_or(redis, |(least, most, _)| redis + (least + most) / 2.0)
    }

    /// Whether the moment that an answer names is known well enough, if its question left at `asked`. Those that left
    /// before the first answer came may have waited for a connection, and say little.
    pub(crate) fn is_known(&self, asked: f64) -> bool {
        self.doubt() <= DOUBT || (self.bounds.is_some() && asked >= self.first)
    }

    /// Whether there was an answer yet.
    pub(crate) fn is_new(&self) -> bool {
        self.bounds.is_none()
    }

    /// How wrong [`local`](RedisClock::local) may be.
    pub(crate) fn doubt(&self) -> f64 {
        self.bounds.map_or(f64::INFINITY, |(least, most, _)| (most - least) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: f64 = 1000.0;

    /// Random delays both ways: what is said is never further off than the doubt, and the doubt is what the fastest allow.
    #[test]
    fn the_truth_is_within_the_doubt() {
        for seed in 0..2_000 {
            let mut random = fastrand::Rng::with_seed(seed);
            let truth = (random.f64() - 0.5) * 1e15;
            let mut delay = |slow: bool| 0.1 * MS + random.f64() * if slow { 200.0 * MS } else { 3.0 * MS };
            let (mut clock, mut now) = (RedisClock::default(), 0.0);
            for round in 0..50 {
                let slow = (20..40).contains(&round);
                let (there, back) = (delay(slow), delay(slow));
                clock.learn(now, now + there + back, now + there - truth);
                let off = (clock.local(-truth) - 0.0).abs();
                // sums of large numbers are rounded
                assert!(off <= clock.doubt() + 1.0, "{seed}: {off} off, {} in doubt", clock.doubt());
                assert_eq!(clock.sets, 0);
                now += there + back + 10.0 * MS;
            }
            assert!(clock.doubt() <= 4.0 * MS, "{}", clock.doubt());
        }
    }

    #[test]
    fn a_question_that_waited_for_its_connection_says_little() {
        let mut clock = RedisClock::default();
        // 600 ms, of which 500 for the connection
        clock.learn(0.0, 600.0 * MS, 550.0 * MS);
        assert!(!clock.is_known(0.0));
        clock.learn(700.0 * MS, 800.0 * MS, 750.0 * MS);
        assert!(clock.is_known(700.0 * MS) && clock.local(750.0 * MS) == 750.0 * MS);
    }

    #[test]
    fn a_clock_that_was_set_is_believed_at_once() {
        let mut clock = RedisClock::default();
        clock.learn(0.0, 1.0 * MS, 500.0);
        // ten minutes later in Redis, a second later here
        clock.learn(1000.0 * MS, 1001.0 * MS, 601_000.0 * MS);
        assert!((clock.local(601_000.0 * MS) - 1000.5 * MS).abs() <= 1.0 * MS);
        assert_eq!(clock.sets, 1);
    }
}
