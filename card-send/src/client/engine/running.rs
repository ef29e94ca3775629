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
    /// The calls under way; those of streams are not among them, since whoever waits for a stream waits for its calls.
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
    pub(crate) fn begin(&self, deadline: Instant, of_stream: bool) -> Result<Option<RunningCall<'_>>, Error> {
        let mut state = self.state();
        if state.refuses(of_stream) {
            return Err(Error::ShutDown);
        }
        if of_stream {
            return Ok(None);
        }
        state.count += 1;
        state.latest = state.latest.max(Some(deadline));
        Ok(Some(RunningCall(self)))
    }

    /// Whether no call begins any more: of a stream, or any other.
    pub(crate) fn is_closed(&self, of_stream: bool) -> bool {
        self.state().refuses(of_stream)
    }

    /// Lets no further call begin that is not one of a stream, and waits for those under way, at most until the latest of
    /// their deadlines.
    pub(crate) async fn close(&self) {
        loop {
            let ended = self.ended.notified();
            let latest = {
                let mut state = self.state();
                state.closed = true;
                state.latest.filter(|_| state.count > 0)
            };
            let Some(latest) = latest else { return };
            if timeout_at(latest, ended).await.is_err() {
                return;
            }
        }
    }

    /// Lets no call begin, of streams neither.
    pub(crate) fn end(&self) {
        let mut state = self.state();
        (state.closed, state.ended) = (true, true);
    }

    fn state(&self) -> MutexGuard<'_, RunningState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call under way.
#[derive(Debug)]
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
