//! Remembers which requests were seen, so that a copied one is refused.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// The requests seen within the time window: as many as `capacity`, the oldest go first.
pub(super) struct SeenRequests {
    capacity: usize,
    entries: Mutex<Entries>,
}

/// The same keys twice: to find one, and in the order of their time. Both are trees, since a hash table that is always
/// nearly full grows once more after hours of coming and going.
#[derive(Default)]
struct Entries {
    keys: BTreeMap<String, Moment>,
    by_time: BTreeMap<Moment, String>,
    /// How many have come.
    arrivals: u64,
    /// Requests of this time and earlier may have been seen and forgotten: that one is new cannot be known.
    forgotten: Option<u64>,
}

/// A time in seconds, and the number of the arrival: what comes first in a second goes first.
type Moment = (u64, u64);

impl SeenRequests {
    pub(super) fn new(capacity: usize) -> Self {
        SeenRequests { capacity, entries: Mutex::default() }
    }

    /// Notes `key` with the `time` in seconds that it names, forgets what is older than `oldest`; `false` if it was there
    /// already, or may have been: it is as old as one that is forgotten.
    pub(super) fn is_new(&self, key: String, time: u64, oldest: u64) -> bool {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.expire(oldest);
        entries.forgotten.is_none_or(|forgotten| time > forgotten) && entries.add(key, time, self.capacity)
    }

    /// The same for a `key` whose time is that of its arrival, `now`: what came with it in the same second may be
    /// forgotten already, which says nothing about it.
    #[cfg(any(test, feature = "handlers"))]
    pub(super) fn is_first(&self, key: String, now: u64, oldest: u64) -> bool {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.expire(oldest);
        entries.add(key, now, self.capacity)
    }

    /// Forgets `key`: it is new again.
    pub(super) fn forget(&self, key: &str) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(moment) = entries.keys.remove(key) {
            entries.by_time.remove(&moment);
        }
    }
}

impl Entries {
    /// Notes a key unless it is there.
    fn add(&mut self, key: String, time: u64, capacity: usize) -> bool {
        if self.keys.contains_key(&key) {
            return false;
        }
        self.arrivals += 1;
        let moment = (time, self.arrivals);
        self.keys.insert(key.clone(), moment);
        self.by_time.insert(moment, key);
        while self.keys.len() > capacity {
            self.forget_first();
        }
        true
    }

    fn expire(&mut self, oldest: u64) {
        while self.by_time.first_key_value().is_some_and(|((time, _), _)| *time < oldest) {
            self.forget_first();
        }
    }

    fn forget_first(&mut self) {
        if let Some(((time, _), key)) = self.by_time.pop_first() {
            self.keys.remove(&key);
            self.forgotten = self.forgotten.max(Some(time));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_new_once_within_the_window() {
        let seen = SeenRequests::new(8);
        assert!(seen.is_new("a".into(), 100, 0));
        assert!(!seen.is_new("a".into(), 100, 0));
        assert!(seen.is_new("b".into(), 100, 0));
        assert!(!seen.is_new("a".into(), 100, 100), "still inside");
        assert!(seen.is_new("a".into(), 101, 101), "fallen out of the window");
        seen.forget("a");
        assert!(seen.is_new("a".into(), 101, 101), "it may come again");
    }

    #[test]
    fn what_is_forgotten_of_a_second_says_nothing_about_what_arrives_in_it() {
        let seen = SeenRequests::new(3);
        for n in 0..100 {
            assert!(seen.is_first(n.to_string(), 100, 0), "{n}");
            assert!(!seen.is_first(n.to_string(), 100, 0), "{n} again");
        }
        // of those that name their time it does
        assert!(!seen.is_new("another".into(), 100, 0));
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_goes_first() {
        let seen = SeenRequests::new(3);
        for n in 0..100 {
            assert!(seen.is_new(n.to_string(), n, 0));
        }
        let entries = seen.entries.lock().unwrap();
        assert_eq!(entries.keys.len(), 3);
        assert_eq!(entries.by_time.len(), 3);
        assert!(entries.keys.contains_key("97") && entries.keys.contains_key("99"));
        drop(entries);
        assert!(!seen.is_new("5".into(), 5, 0), "forgotten, and not taken for new");
        // a clock that jumps ahead and back
        assert!(seen.is_new("later".into(), 5_000, 4_700));
        assert!(!seen.is_new("99".into(), 99, 0));
    }
}
