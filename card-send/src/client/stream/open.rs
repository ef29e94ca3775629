//! The streams of a client that have not ended, so that a program can wait for them before it stops.

use super::driver::Running;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

#[derive(Debug, Default)]
pub(crate) struct OpenStreams {
    state: Mutex<OpenState>,
    ended: Notify,
}

#[derive(Debug, Default)]
struct OpenState {
    last: u64,
    open: HashMap<u64, Weak<Running>>,
}

impl OpenStreams {
    fn lock(&self) -> MutexGuard<'_, OpenState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A stream begins. It is open until this is dropped, which its task does.
    pub(super) fn begin(streams: &Arc<OpenStreams>, running: &Arc<Running>) -> OpenStream {
        let mut state = streams.lock();
        state.last += 1;
        let number = state.last;
        state.open.insert(number, Arc::downgrade(running));
        OpenStream { streams: Arc::clone(streams), number }
    }

    /// Waits until all have ended. What is still written to after `patience` ends with what it has by then, and has as
    /// long again to show it.
    pub(crate) async fn shut_down(&self, patience: Duration) {
        if self.wait(patience).await {
            return;
        }
        let open: Vec<_> = self.lock().open.values().filter_map(Weak::upgrade).collect();
        for running in open {
            running.cut_short();
        }
        self.wait(patience).await;
    }

    /// Whether all have ended in time.
    async fn wait(&self, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        loop {
            let ended = self.ended.notified();
            if self.lock().open.is_empty() {
                return true;
            }
            if timeout_at(deadline, ended).await.is_err() {
                return false;
            }
        }
    }
}

/// A stream that has not ended.
pub(super) struct OpenStream {
    streams: Arc<OpenStreams>,
    number: u64,
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        let mut state = self.streams.lock();
        state.open.remove(&self.number);
        if state.open.is_empty() {
            drop(state);
            self.streams.ended.notify_waiters();
        }
    }
}
