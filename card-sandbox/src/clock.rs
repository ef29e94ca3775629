//! The time the emulator lives in: the machine's, or one that only tests move.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// The clock of a sandbox. Clones share one time.
///
/// It starts at the machine's time and goes on steadily, even when the machine's clock is set. A
/// [`Clock::fixed`] one does not move until it is told to [`advance`](Clock::advance).
#[derive(Clone, Debug)]
pub struct Clock {
    /// Microseconds since 1970 at the start.
    start: u64,
    /// When it was made; `None` for a stopped clock.
    made: Option<Instant>,
    /// Microseconds by which it was advanced.
    advanced: Arc<AtomicU64>,
}

impl Clock {
    /// A clock that runs.
    #[must_use]
    pub fn system() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Clock { start: micros(since), made: Some(Instant::now()), advanced: Arc::default() }
    }

    /// A stopped clock at `unix_millis`, milliseconds since 1970.
    #[must_use]
    pub fn fixed(unix_millis: u64) -> Self {
        Clock { start: unix_millis.saturating_mul(1000), made: None, advanced: Arc::default() }
    }

    /// Moves the clock ahead.
    pub fn advance(&self, by: Duration) {
        self.advanced.fetch_add(micros(by), Ordering::Relaxed);
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn unix_millis(&self) -> u64 {
        self.micros() / 1000
    }

    /// Microseconds since 1970.
    pub(crate) fn micros(&self) -> u64 {
        let run = self.made.map_or(0, |made| micros(made.elapsed()));
        self.start.saturating_add(run).saturating_add(self.advanced.load(Ordering::Relaxed))
    }
}

/// A duration in microseconds, as large as they come.
pub(crate) fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = Clock::fixed(1_700_000_000_000);
        let same = clock.clone();
        assert_eq!(clock.unix_millis(), 1_700_000_000_000);
        same.advance(Duration::from_secs(2));
        assert_eq!(clock.unix_millis(), 1_700_000_002_000);
    }
}
