//! How many streams ask for a turn at a time: as many as may leave in a second. The others wait in the order in which they
//! came, and wake once.
//!
//! Whoever waits in the limits asks several times a second. Ten thousand that did would leave their thread little time
//! for anything else, and it would write together the calls whose turns came apart: what the limits are there against.

use crate::client::engine::{
    api::{self, Api},
    budget::Budgets,
};
use tokio::sync::{Semaphore, SemaphorePermit};

/// One for each kind of call.
#[derive(Debug)]
pub(crate) struct Gates(Vec<Semaphore>);

impl Gates {
    pub(crate) fn new(budgets: &Budgets) -> Self {
        let at_once = |api: &&Api| (budgets.limits(api)[0].count as usize).clamp(1, Semaphore::MAX_PERMITS);
        Gates(api::ALL.iter().map(|api| Semaphore::new(at_once(api))).collect())
    }

    /// Waits until one more may ask. It counts until its call has landed: until what is given back is dropped.
    pub(super) async fn pass(&self, api: &Api) -> Option<SemaphorePermit<'_>> {
        // it is never closed
        self.0.get(api.index)?.acquire().await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn as_many_pass_as_may_leave_in_a_second() {
        for (factor, at_once) in [(0.001, 1), (1.0, 50), (f64::INFINITY, Semaphore::MAX_PERMITS)] {
            let gates = Gates::new(&Budgets::new(factor));
            assert_eq!(gates.0[api::ELEMENT_CONTENT.index].available_permits(), at_once);
        }
        let gates = Gates::new(&Budgets::new(0.04));
        let passed = [gates.pass(&api::PATCH).await, gates.pass(&api::PATCH).await];
        assert!(futures_util::poll!(std::pin::pin!(gates.pass(&api::PATCH))).is_pending());
        assert!(gates.pass(&api::CARD_BATCH).await.is_some(), "each kind of call has its own");
        drop(passed);
        assert!(gates.pass(&api::PATCH).await.is_some());
    }
}
