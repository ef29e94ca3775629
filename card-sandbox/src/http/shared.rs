//! What connections and test code share: the platform, and the mark of an answer that is not sent.

use crate::platform::Platform;
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The platform, shared by connections and test code.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Mutex<Platform>>);

impl Shared {
    pub(crate) fn new(platform: Platform) -> Self {
        Shared(Arc::new(Mutex::new(platform)))
    }

    /// The platform. A panic elsewhere while it was held does not spread.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Platform> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The mark of an answer that is not to be sent: the connection ends instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Disconnect;

impl fmt::Display for Disconnect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fault ends the connection")
    }
}

impl std::error::Error for Disconnect {}
