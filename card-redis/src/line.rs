//! The calls of one kind that wait in this process for what Redis says: those that wait at the same time are asked about
//! together, the oldest first. A plain state machine without task or clock; [`limiter`](crate::limiter) asks.

use crate::pace::Pace;
use std::{collections::BTreeMap, mem, sync::Arc, time::Instant};
use tokio::sync::oneshot;

/// So many wait for Redis at most; who comes then waits in its client.
const MOST_WAITING: usize = 16;

/// What a call is told.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    /// It leaves at this moment, in microseconds of this process' time, and counts as having left then.
    Leave(f64),
    /// Calls of its kind have no room for so many microseconds.
    Wait(f64),
    /// Its receiver has none.
    WaitForReceiver(f64),
    /// Redis cannot be reached.
    Gone(Arc<str>),
}

/// A call that waits. It has given up when nobody is there any more who could be told.
#[derive(Debug)]
pub(crate) struct Waiting {
    /// The limits of its kind.
    pub(crate) paces: Arc<[Pace]>,
    /// The key of its receiver and the limit of that.
    pub(crate) receiver: Option<(String, Pace)>,
    pub(crate) told: oneshot::Sender<Told>,
}

/// Its turn among those that wait: since when, and a number.
pub(crate) type Turn = (Instant, u64);

/// Those of one kind.
#[derive(Debug, Default)]
pub(crate) struct Line {
    waiting: BTreeMap<Turn, Waiting>,
    last: u64,
}

impl Line {
    /// Takes a call in, that has waited since then; `false` when too many wait.
    pub(crate) fn enter(&mut self, since: Instant, call: Waiting) -> bool {
        if self.waiting.len() >= MOST_WAITING {
            self.waiting.retain(|_, call| !call.told.is_closed());
        }
        if self.waiting.len() >= MOST_WAITING {
            return false;
        }
        self.last += 1;
        self.waiting.insert((since, self.last), call);
        true
    }

    /// Those that are asked about next: all that are there, and have the same limits as the oldest.
    pub(crate) fn asked_about(&mut self) -> BTreeMap<Turn, Waiting> {
        self.waiting.retain(|_, call| !call.told.is_closed());
        let Some(paces) = self.waiting.values().next().map(|call| Arc::clone(&call.paces)) else {
            return BTreeMap::new();
        };
        let (asked, others) = mem::take(&mut self.waiting).into_iter().partition(|(_, call)| call.paces == paces);
        self.waiting = others;
        asked
    }

    /// Takes those back for which there was no room.
    pub(crate) fn back(&mut self, calls: impl IntoIterator<Item = (Turn, Waiting)>) {
        self.waiting.extend(calls);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use feishu_card_send::fleet::RateLimit;
    use std::time::Duration;

    fn waiting(count: f64) -> (Waiting, oneshot::Receiver<Told>) {
        let (told, hears) = oneshot::channel();
        let pace = Pace::of(RateLimit { count, period: Duration::from_secs(1) }, 1.0).unwrap();
        (Waiting { paces: [pace].into(), receiver: None, told }, hears)
    }

    #[test]
    fn the_oldest_comes_first_and_who_gave_up_is_not_asked_about() {
        let (mut line, now) = (Line::default(), Instant::now());
        let mut hears = Vec::new();
        for seconds in [3, 1, 2] {
            let (call, hear) = waiting(50.0);
            assert!(line.enter(now + Duration::from_secs(seconds), call));
            hears.push(hear);
        }
        hears.remove(1);
        let asked = line.asked_about();
        let since: Vec<_> = asked.keys().map(|(since, _)| (*since - now).as_secs()).collect();
        assert_eq!(since, [2, 3]);
        assert!(line.asked_about().is_empty());
        line.back(asked);
        assert_eq!(line.asked_about().len(), 2);
    }

    #[test]
    fn those_with_other_limits_are_asked_about_apart() {
        let (mut line, now) = (Line::default(), Instant::now());
        let (one, _hears_one) = waiting(50.0);
        let (other, _hears_other) = waiting(10.0);
        assert!(line.enter(now, one) && line.enter(now, other));
        assert_eq!((line.asked_about().len(), line.asked_about().len(), line.asked_about().len()), (1, 1, 0));
    }

    #[test]
    fn so_many_wait_and_no_more_unless_some_gave_up() {
        let (mut line, now) = (Line::default(), Instant::now());
        let mut hears: Vec<_> = (0..MOST_WAITING)
            .map(|_| {
                let (call, hear) = waiting(50.0);
                assert!(line.enter(now, call));
                hear
            })
            .collect();
        assert!(!line.enter(now, waiting(50.0).0));
        hears.pop();
        assert!(line.enter(now, waiting(50.0).0));
    }
}
