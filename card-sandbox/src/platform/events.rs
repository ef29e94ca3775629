//! Events that wait to be sent again: what an app does not take comes once more, as the platform does it (api.md §11.5).

use super::push::Push;

/// How long after a delivery that failed the next one follows, in milliseconds.
const AGAIN: [u64; 4] = [15_000, 5 * 60_000, 3_600_000, 6 * 3_600_000];

/// An event on its way to an app.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) app_id: String,
    pub(crate) push: Push,
    /// How many deliveries failed.
    failed: usize,
}

/// The events that wait.
#[derive(Default)]
pub(crate) struct Events {
    /// When each is due, in milliseconds since 1970; `None` until the app connects.
    waiting: Vec<(Option<u64>, Event)>,
}

impl Event {
    pub(crate) fn new(app_id: &str, push: Push) -> Self {
        Event { app_id: app_id.to_owned(), push, failed: 0 }
    }
}

impl Events {
    /// An event that was not taken; it comes again, four times at most.
    pub(crate) fn not_taken(&mut self, mut event: Event, now: u64) {
        if let Some(wait) = AGAIN.get(event.failed) {
            event.failed += 1;
            self.waiting.push((Some(now.saturating_add(*wait)), event));
        }
    }

    /// An event for which there was no connection; it comes when there is one.
    pub(crate) fn keep(&mut self, event: Event) {
        self.waiting.push((None, event));
    }

    /// The app has a connection: what was kept for it is due.
    pub(crate) fn connected(&mut self, app_id: &str, now: u64) {
        for (due, event) in &mut self.waiting {
            if due.is_none() && event.app_id == app_id {
                *due = Some(now);
            }
        }
    }

    /// The events that are due, in order of their saying.
    pub(crate) fn due(&mut self, now: u64) -> Vec<Event> {
        let is_due = |due: &Option<u64>| due.is_some_and(|due| due <= now);
        let (ready, waiting) = std::mem::take(&mut self.waiting).into_iter().partition(|(due, _)| is_due(due));
        self.waiting = waiting;
        let ready: Vec<(Option<u64>, Event)> = ready;
        ready.into_iter().map(|(_, event)| event).collect()
    }
}
