//! The calls under way, so that a program can wait for their end before it stops.

use crate::client::Error;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

#[derive(Debug, Default)]
pub(crate) struct Running {
    state: Mutex<RunningState>,
    ended: Notify,
}

#[derive(Debug, Default)]
struct RunningState {
    /// Nothing begins any more, but for calls of streams.
    closed: bool,
    /// Those neither.
    ended: bool,
    count: usize,
    /// The latest deadline of all calls under way.
    latest: Option<Instant>,
}

impl RunningState {
    fn refuses(&self, of_stream: bool) -> bool {
        if of_stream { self.ended } else { self.closed }
    }
}

impl Running {
    /// A call begins; the guard says when it ends.
    pub(crate) fn begin(&self, deadline: Instant, of_stream: bool) -> Result<RunningCall<'_>, Error> {
        let mut state = self.state();
        if state.refuses(of_stream) {
            return Err(Error::ShutDown);
        }
        state.count += 1;
        state.latest = state.latest.max(Some(deadline));
        Ok(RunningCall(self))
    }

    /// Whether no call begins any more: of a stream, or any other.
    pub(crate) fn is_closed(&self, of_stream: bool) -> bool {
        self.state().refuses(of_stream)
    }

    /// Lets no further call begin that is not one of a stream.
    pub(crate) fn close(&self) {
        self.state().closed = true;
    }

    /// Lets no further call begin, and waits for those under way, at most until the latest of their deadlines.
    pub(crate) async fn shut_down(&self) {
        loop {
            let ended = self.ended.notified();
            let latest = {
                let mut state = self.state();
                (state.closed, state.ended) = (true, true);
                state.latest.filter(|_| state.count > 0)
            };
            let Some(latest) = latest else { return };
            if timeout_at(latest, ended).await.is_err() {
                return;
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, RunningState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call under way.
pub(crate) struct RunningCall<'a>(&'a Running);

impl Drop for RunningCall<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.count -= 1;
        if state.count == 0 {
            state.latest = None;
            if state.closed {
                self.0.ended.notify_waiters();
            }
        }
    }
}
