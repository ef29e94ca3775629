//! Remembers which requests were seen, so that a copied one is refused.

use std::{
    collections::{BTreeSet, HashSet},
    sync::{Mutex, PoisonError},
};

/// The requests seen within the time window: as many as `capacity`, the oldest go first.
pub(super) struct SeenRequests {
    capacity: usize,
    entries: Mutex<Entries>,
}

/// The same keys twice: to find one, and in the order of their time.
#[derive(Default)]
struct Entries {
    keys: HashSet<String>,
    by_time: BTreeSet<(u64, String)>,
}

impl SeenRequests {
    pub(super) fn new(capacity: usize) -> Self {
        SeenRequests { capacity, entries: Mutex::default() }
    }

    /// Notes `key` with its `time` in seconds, forgets what is older than `oldest`; `false` if it was there already.
    pub(super) fn is_new(&self, key: String, time: u64, oldest: u64) -> bool {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(first) = entries.by_time.first()
            && first.0 < oldest
        {
            entries.forget_first();
        }
        if !entries.keys.insert(key.clone()) {
            return false;
        }
        entries.by_time.insert((time, key));
        while entries.keys.len() > self.capacity {
            entries.forget_first();
        }
        true
    }
}

#[cfg(feature = "handlers")]
impl SeenRequests {
    /// Forgets `key`: it is new again.
    pub(super) fn forget(&self, key: &str) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.keys.remove(key) {
            entries.by_time.retain(|(_, seen)| seen != key);
        }
    }
}

impl Entries {
    fn forget_first(&mut self) {
        if let Some((_, key)) = self.by_time.pop_first() {
            self.keys.remove(&key);
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
        assert!(entries.keys.contains("97") && entries.keys.contains("99"));
    }
}
