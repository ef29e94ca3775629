//! Which clicks and events were taken already: the platform delivers at least once.

use super::replay::SeenRequests;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How long an event is remembered: the platform repeats one after 15 s, 5 min, 1 h and 6 h.
pub(crate) const REMEMBERED: u64 = 8 * 3600;
/// How many are remembered at most.
const CAPACITY: usize = 10_000;

/// The ids of what was taken.
pub(crate) struct Inbox {
    seen: SeenRequests,
    /// What is being worked on, and the numbers of those that came again meanwhile: they get the same answer.
    running: Mutex<HashMap<String, Vec<u64>>>,
}

/// What an id turns out to be.
#[derive(Debug, PartialEq)]
pub(crate) enum Arrival {
    First,
    /// The first one is being worked on, and will answer this one too.
    Again,
    /// It was handled before.
    Done,
}

impl Default for Inbox {
    fn default() -> Self {
        Inbox { seen: SeenRequests::new(CAPACITY), running: Mutex::default() }
    }
}

impl Inbox {
    /// Notes that `id` came, as number `number`, at `now` in seconds. The first one is to be [finished](Inbox::finish).
    pub(crate) fn arrive(&self, id: &str, number: u64, now: u64) -> Arrival {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(twins) = running.get_mut(id) {
            twins.push(number);
            return Arrival::Again;
        }
        if !self.seen.is_first(id.to_owned(), now, now.saturating_sub(REMEMBERED)) {
            return Arrival::Done;
        }
        running.insert(id.to_owned(), Vec::new());
        Arrival::First
    }

    /// Work on `id` is over: the numbers of those that came meanwhile. What was not handled may come again.
    pub(crate) fn finish(&self, id: &str, handled: bool) -> Vec<u64> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if !handled {
            self.seen.forget(id);
        }
        running.remove(id).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_handled_once_unless_handling_fails() {
        let inbox = Inbox::default();
        assert_eq!(inbox.arrive("a", 1, 100), Arrival::First);
        assert_eq!(inbox.arrive("a", 2, 100), Arrival::Again);
        assert_eq!(inbox.arrive("b", 3, 100), Arrival::First, "another one");
        assert_eq!(inbox.finish("a", false), [2]);
        assert_eq!(inbox.arrive("a", 4, 115), Arrival::First, "it failed, and comes again");
        assert!(inbox.finish("a", true).is_empty());
        assert_eq!(inbox.arrive("a", 5, 415), Arrival::Done);
        assert_eq!(inbox.arrive("a", 6, 116 + REMEMBERED), Arrival::First, "remembered long enough");
    }
}
