//! Many events of one save become one change: a plain state machine, told the time.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    time::{Duration, Instant},
};

/// No further event for this long: the save is over.
const QUIET: Duration = Duration::from_millis(12);

/// A save that goes on is passed on after this long.
const LONGEST: Duration = Duration::from_millis(80);

/// What has changed since it was last taken.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    /// Files and folders with events.
    pub(crate) paths: BTreeSet<PathBuf>,
    /// Whether events were lost, so that all must be looked at again.
    pub(crate) lost: bool,
}

/// Collects events until they pause.
#[derive(Debug, Default)]
pub(crate) struct Debounce {
    changed: Changed,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Debounce {
    /// Takes note of events.
    pub(crate) fn note(&mut self, now: Instant, paths: impl IntoIterator<Item = PathBuf>, lost: bool) {
        self.changed.paths.extend(paths);
        self.changed.lost |= lost;
        self.first = self.first.or(Some(now));
        self.last = Some(now);
    }

    /// How long to wait; nothing waits without events.
    pub(crate) fn wait(&self, now: Instant) -> Option<Duration> {
        let (first, last) = (self.first?, self.last?);
        Some((last + QUIET).min(first + LONGEST).saturating_duration_since(now))
    }

    /// What has changed, when it is time to say so.
    pub(crate) fn take(&mut self, now: Instant) -> Option<Changed> {
        if !self.wait(now)?.is_zero() {
            return None;
        }
        (self.first, self.last) = (None, None);
        Some(std::mem::take(&mut self.changed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: Instant, millis: u64) -> Instant {
        start + Duration::from_millis(millis)
    }

    #[test]
    fn events_of_one_save_are_one_change() {
        let start = Instant::now();
        let mut debounce = Debounce::default();
        assert_eq!((debounce.wait(start), debounce.take(start)), (None, None));
        debounce.note(start, ["a".into()], false);
        debounce.note(at(start, 10), ["a".into(), "b".into()], false);
        assert_eq!(debounce.take(at(start, 15)), None);
        assert_eq!(debounce.wait(at(start, 15)), Some(Duration::from_millis(7)));
        let changed = Changed { paths: ["a".into(), "b".into()].into(), lost: false };
        assert_eq!(debounce.take(at(start, 22)), Some(changed));
        assert_eq!(debounce.take(at(start, 99)), None);
    }

    #[test]
    fn events_without_a_pause_are_passed_on_all_the_same() {
        let start = Instant::now();
        let mut debounce = Debounce::default();
        let taken = (0..100).find(|millis| {
            debounce.note(at(start, *millis), ["a".into()], false);
            debounce.take(at(start, *millis)).is_some()
        });
        assert_eq!(taken, Some(80));
    }
}
