//! What the last attempt of a call met, for those who wait for the call beside it and may not wait until it ends.

use crate::client::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The failure of the last attempt, if it failed and the call is still under way or has failed.
#[derive(Debug, Default)]
pub(crate) struct LastFailure(Mutex<Option<Arc<Error>>>);

impl LastFailure {
    /// An attempt has failed.
    pub(crate) fn note(&self, error: &Error) {
        *self.slot() = error.copy().map(Arc::new);
    }

    /// What they wait for begins anew, or has succeeded.
    pub(crate) fn forget(&self) {
        *self.slot() = None;
    }

    /// What the last attempt met.
    pub(crate) fn get(&self) -> Option<Arc<Error>> {
        self.slot().clone()
    }

    fn slot(&self) -> MutexGuard<'_, Option<Arc<Error>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
