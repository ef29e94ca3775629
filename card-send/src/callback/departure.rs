//! The moment an answer has left, and the updates that wait for it.

use super::{Delayed, Deliver, Work, background::alone};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::sleep};

/// How long after the answer has left the first update may follow: the two take different ways to the platform, and
/// an update that overtakes the answer is undone by it.
const AFTER_ANSWER: Duration = Duration::from_millis(300);

/// The body of an answer on its way out.
pub(crate) struct Outgoing {
    pub(crate) body: String,
    pub(crate) leaving: Leaving,
}

/// Held until the answer has left. Dropping it says that it has, or that nobody will know.
pub(crate) struct Leaving(
    // over HTTP it is only dropped
    #[cfg_attr(not(feature = "long-connection"), allow(dead_code))] watch::Sender<Fate>,
);

#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Left,
    Lost,
}

impl Leaving {
    /// The answer surely did not leave.
    #[cfg(feature = "long-connection")]
    pub(crate) fn lost(self) {
        self.0.send_replace(Fate::Lost);
    }
}

/// Whether and when the answer has left.
#[derive(Clone)]
pub(crate) struct Departure(watch::Receiver<Fate>);

pub(crate) fn departure() -> (Leaving, Departure) {
    let (leaving, departure) = watch::channel(Fate::Left);
    (Leaving(leaving), Departure(departure))
}

impl Departure {
    /// Waits until the answer is gone; whether it is lost.
    pub(super) async fn lost(&mut self) -> bool {
        while self.0.changed().await.is_ok() {}
        *self.0.borrow() == Fate::Lost
    }
}

/// Holds updates back until the answer has left.
pub(super) struct AfterAnswer {
    departure: Departure,
    deliver: Arc<dyn Deliver>,
}

impl AfterAnswer {
    pub(super) fn new(departure: Departure, deliver: Arc<dyn Deliver>) -> Self {
        AfterAnswer { departure, deliver }
    }
}

impl Deliver for AfterAnswer {
    fn deliver(&self, update: Delayed) -> Work {
        let (mut departure, deliver) = (self.departure.clone(), Arc::clone(&self.deliver));
        Box::pin(async move {
            departure.lost().await;
            sleep(AFTER_ANSWER).await;
            alone(async move { deliver.deliver(update).await }).await
        })
    }
}
