//! How long to wait before the next try: within what the platform asks for, with chance in every wait.
//!
//! A connection that held for a minute is tried again almost at once; failures in a row wait twice as long each time, up
//! to the platform's interval. A server that is taken down sends all its clients away at the same moment, so after an
//! orderly close or a refusal the wait is spread over the platform's whole nonce.

use super::{config::ClientConfig, error::ConnectionError, error::Verdict};
use std::{sync::Arc, time::Duration};

/// A connection that held this long was a good one.
const GOOD: Duration = Duration::from_secs(60);
/// The longest first wait after a good connection.
const QUICK: Duration = Duration::from_secs(2);
/// The wait after the first failure, before chance shortens it.
const FIRST: Duration = Duration::from_secs(1);
/// The shortest wait when the app has too many connections: some of them may be dead ones that still count.
const LATER: Duration = Duration::from_secs(60);

pub(crate) struct Pace {
    random: fastrand::Rng,
    /// Failures in a row, connections that did not hold among them.
    failures: u32,
    /// Tries since the last connection.
    tries: u32,
    /// Whether there was a connection at all.
    was_connected: bool,
}

impl Pace {
    pub(crate) fn new(seed: u64) -> Self {
        Pace { random: fastrand::Rng::with_seed(seed), failures: 0, tries: 0, was_connected: false }
    }

    pub(crate) fn connected(&mut self) {
        self.tries = 0;
        self.was_connected = true;
    }

    /// The wait after a connection that held for `held` was lost, or why there will be no other.
    pub(crate) fn lost(
        &mut self,
        held: Duration,
        cause: &Arc<ConnectionError>,
        config: &ClientConfig,
    ) -> Result<Duration, Arc<ConnectionError>> {
        self.may_try(cause, config)?;
        if held < GOOD {
            self.failures = self.failures.saturating_add(1);
            return Ok(self.backoff(config));
        }
        self.failures = 0;
        let orderly = matches!(&**cause, ConnectionError::Closed { code: Some(1000 | 1001 | 1012), .. });
        Ok(self.up_to(if orderly { config.nonce } else { config.nonce.min(QUICK) }))
    }

    /// The wait after a try failed, or why there will be no other.
    pub(crate) fn failed(
        &mut self,
        cause: &Arc<ConnectionError>,
        config: &ClientConfig,
    ) -> Result<Duration, Arc<ConnectionError>> {
        self.tries = self.tries.saturating_add(1);
        self.failures = self.failures.saturating_add(1);
        match cause.verdict() {
            Verdict::Final => return Err(Arc::clone(cause)),
            // on the first run somebody looks on, who can end the other programs
            Verdict::Later if !self.was_connected => return Err(Arc::clone(cause)),
            _ => {}
        }
        self.may_try(cause, config)?;
        Ok(match (cause.verdict(), &**cause) {
            (Verdict::Later, _) => config.interval.max(LATER) + self.up_to(config.nonce),
            (_, ConnectionError::Handshake { .. }) => self.backoff(config) + self.up_to(config.nonce),
            _ => self.backoff(config),
        })
    }

    fn may_try(&self, cause: &Arc<ConnectionError>, config: &ClientConfig) -> Result<(), Arc<ConnectionError>> {
        match config.tries {
            Some(most) if self.tries >= most => {
                Err(Arc::new(ConnectionError::GaveUp { tries: self.tries, last: Arc::clone(cause) }))
            }
            _ => Ok(()),
        }
    }

    /// Twice as long for each failure, up to the interval; half of it is chance.
    fn backoff(&mut self, config: &ClientConfig) -> Duration {
        let doubled = FIRST.saturating_mul(1 << (self.failures.saturating_sub(1)).min(16));
        let half = doubled.min(config.interval) / 2;
        half + self.up_to(half)
    }

    fn up_to(&mut self, most: Duration) -> Duration {
        most.mul_f64(self.random.f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    fn closed(code: u16) -> Arc<ConnectionError> {
        Arc::new(ConnectionError::Closed { code: Some(code), reason: String::new() })
    }

    fn broken() -> Arc<ConnectionError> {
        Arc::new(ConnectionError::Transport("reset".to_owned()))
    }

    fn refused(code: i64) -> Arc<ConnectionError> {
        Arc::new(ConnectionError::Refused { code, msg: String::new(), host: String::new() })
    }

    /// The waits of many programs in the same case.
    fn waits(case: impl Fn(&mut Pace) -> Duration) -> (Duration, Duration) {
        let all: Vec<Duration> = (0..1000).map(|seed| case(&mut Pace::new(seed))).collect();
        (*all.iter().min().unwrap(), *all.iter().max().unwrap())
    }

    #[test]
    fn a_good_connection_is_tried_again_soon_and_an_orderly_end_spreads() {
        let config = ClientConfig::default();
        let (least, most) = waits(|pace| pace.lost(seconds(600), &broken(), &config).unwrap());
        assert!(least < Duration::from_millis(50) && most <= seconds(2) && most > seconds(1), "{least:?} {most:?}");
        let (least, most) = waits(|pace| pace.lost(seconds(600), &closed(1000), &config).unwrap());
        assert!(least < seconds(1) && most > seconds(25) && most <= seconds(30), "{least:?} {most:?}");
        let none = ClientConfig { nonce: Duration::ZERO, ..config };
        assert_eq!(waits(|pace| pace.lost(seconds(600), &closed(1000), &none).unwrap()).1, Duration::ZERO);
    }

    #[test]
    fn failures_in_a_row_wait_longer_up_to_the_interval() {
        let config = ClientConfig::default();
        for (failures, longest) in [(1, 1.0), (2, 2.0), (4, 8.0), (8, 120.0), (60, 120.0)] {
            let (least, most) =
                waits(|pace| (0..failures).map(|_| pace.failed(&broken(), &config).unwrap()).last().unwrap());
            assert!(most.as_secs_f64() <= longest && most.as_secs_f64() > 0.9 * longest, "{failures}: {most:?}");
            assert!(
                least.as_secs_f64() >= longest / 2.0 && least.as_secs_f64() < 0.6 * longest,
                "{failures}: {least:?}"
            );
        }
        // connections that do not hold are failures too
        let (_, most) = waits(|pace| {
            (0..10)
                .map(|_| {
                    pace.connected();
                    pace.lost(seconds(1), &broken(), &config).unwrap()
                })
                .last()
                .unwrap()
        });
        assert!(most > seconds(100), "{most:?}");
    }

    #[test]
    fn final_codes_stop_and_others_go_on() {
        let config = ClientConfig::default();
        for code in [1_000_040_345, 1_000_040_351, 1_000_040_344, 99] {
            assert_eq!(Pace::new(1).failed(&refused(code), &config).unwrap_err().code(), Some(code));
        }
        for code in [1, 1_000_040_343] {
            assert!(Pace::new(1).failed(&refused(code), &config).is_ok(), "{code}");
        }
    }

    #[test]
    fn too_many_connections_stop_a_first_run_and_slow_down_a_later_one() {
        let (config, cause) = (ClientConfig::default(), refused(1_000_040_350));
        assert!(Pace::new(1).failed(&cause, &config).is_err());
        let (least, most) = waits(|pace| {
            pace.connected();
            pace.failed(&cause, &config).unwrap()
        });
        assert!(least >= seconds(120) && most <= seconds(150) && most - least > seconds(20), "{least:?} {most:?}");
    }

    #[test]
    fn the_platform_bounds_the_tries() {
        let config = ClientConfig { tries: Some(3), ..ClientConfig::default() };
        let mut pace = Pace::new(1);
        pace.connected();
        assert!(pace.lost(seconds(600), &broken(), &config).is_ok());
        assert!(pace.failed(&broken(), &config).is_ok());
        assert!(pace.failed(&broken(), &config).is_ok());
        let gave_up = pace.failed(&broken(), &config).unwrap_err();
        assert!(matches!(&*gave_up, ConnectionError::GaveUp { tries: 3, .. }), "{gave_up}");
        let never = ClientConfig { tries: Some(0), ..config };
        pace.connected();
        assert!(pace.lost(seconds(600), &broken(), &never).is_err());
    }
}
