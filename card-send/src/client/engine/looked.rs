//! On a runtime of one thread nobody looks at the connections while that thread is busy: one that the other side has
//! closed meanwhile must not be taken. So a call lets the runtime look before it leaves, unless it has looked just now.

use std::{cell::Cell, time::Duration};
use tokio::{
    runtime::{Handle, Id, RuntimeFlavor},
    task::yield_now,
    time::Instant,
};

/// So long after the runtime has looked it need not look again. What is closed in so short a time is closed while the
/// request is on its way just as well, and no look helps against that.
const LASTS: Duration = Duration::from_millis(5);

thread_local! {
    /// The runtime that has last looked, as far as calls of this thread know, and the moment after which it did.
    static LOOKED: Cell<Option<(Id, Instant)>> = const { Cell::new(None) };
}

/// The runtime of a call, by its number if it has one thread.
#[derive(Clone, Copy)]
pub(crate) struct OneThread(Option<Id>);

impl OneThread {
    /// `None` outside of a runtime.
    pub(crate) fn current() -> Option<Self> {
        let runtime = Handle::try_current().ok()?;
        let one = runtime.runtime_flavor() == RuntimeFlavor::CurrentThread;
        Some(OneThread(one.then(|| runtime.id())))
    }

    /// Lets the runtime look at its connections if that was not done just now. Gives the moment after that.
    pub(crate) async fn looks(&self, now: Instant) -> Instant {
        if self.0.is_none() || self.has_looked(now) {
            return now;
        }
        // what a runtime runs itself is polled once more before the connections are
        yield_now().await;
        yield_now().await;
        Instant::now()
    }

    fn has_looked(&self, now: Instant) -> bool {
        LOOKED.get().is_some_and(|(runtime, since)| self.0 == Some(runtime) && now < since + LASTS)
    }

    /// A request that left at this moment was answered: the runtime has looked since.
    pub(crate) fn answered(&self, left: Instant) {
        if let Some(runtime) = self.0 {
            LOOKED.set(Some((runtime, left)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().build().unwrap()
    }

    #[test]
    fn an_answer_is_a_look_of_its_runtime_for_a_short_time() {
        let (one, other) = (runtime(), runtime());
        let in_runtime = |runtime: &tokio::runtime::Runtime| runtime.block_on(async { OneThread::current() }).unwrap();
        let (one, other, now) = (in_runtime(&one), in_runtime(&other), Instant::now());
        assert!(!one.has_looked(now));
        one.answered(now);
        assert!(one.has_looked(now) && one.has_looked(now + LASTS / 2));
        assert!(!one.has_looked(now + LASTS), "it was long ago");
        assert!(!other.has_looked(now), "the connections of another runtime are not among those looked at");
    }
}
