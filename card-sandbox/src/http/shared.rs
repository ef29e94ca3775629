//! What connections and test code share: the platform, the thread it runs on, and the mark of an answer that is not sent.

use crate::{control::Secret, platform::Platform};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::runtime::Handle;

/// The platform, shared by connections and test code.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Inner>);

struct Inner {
    platform: Mutex<Platform>,
    runtime: Handle,
    secret: Secret,
}

impl Shared {
    pub(crate) fn new(platform: Platform, runtime: Handle) -> Self {
        Shared(Arc::new(Inner { platform: Mutex::new(platform), runtime, secret: Secret::new() }))
    }

    /// The platform. A panic elsewhere while it was held does not spread.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Platform> {
        self.0.platform.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs something on the sandbox's own thread; `None` when that has ended.
    pub(crate) async fn spawn<T: Send + 'static>(&self, job: impl Future<Output = T> + Send + 'static) -> Option<T> {
        self.0.runtime.spawn(job).await.ok()
    }

    /// What opens the control of this sandbox.
    pub(crate) fn secret(&self) -> &Secret {
        &self.0.secret
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shared(…)")
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
