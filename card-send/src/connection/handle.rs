//! Looks at a running connection, and ends it.

use super::{ConnectionError, State};
use std::{fmt, sync::Arc};
use tokio::sync::watch;

/// Looks at a connection, and ends it. Clones belong to the same connection, and all may outlive it.
#[derive(Clone)]
pub struct Handle {
    state: watch::Receiver<State>,
    stop: Arc<watch::Sender<bool>>,
}

impl Handle {
    pub(super) fn new(state: watch::Receiver<State>, stop: Arc<watch::Sender<bool>>) -> Self {
        Handle { state, stop }
    }

    /// How far the connection is.
    #[must_use]
    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Waits until the state is another than this handle has last seen, and gives it. States that pass quickly may be
    /// left out; after the last one, this never ends.
    pub async fn changed(&mut self) -> State {
        if self.state.changed().await.is_err() {
            // the connection is gone, and nothing changes any more
            std::future::pending::<()>().await;
        }
        self.state.borrow_and_update().clone()
    }

    /// Waits until clicks and events come in.
    ///
    /// # Errors
    /// When the connection has ended, or ends before it is ready: with its error, or with
    /// [`ConnectionError::Ended`] after a shutdown.
    pub async fn ready(&self) -> Result<(), ConnectionError> {
        let mut state = self.state.clone();
        let now = state.wait_for(|state| state.is_ready() || state.is_end()).await;
        match now.as_deref() {
            Ok(State::Ready { .. }) => Ok(()),
            Ok(State::Failed(error)) => Err(ConnectionError::clone(error)),
            Ok(_) | Err(_) => Err(ConnectionError::Ended),
        }
    }

    /// Ends the connection: nothing new is taken, what was begun is answered (3 seconds at most), then it is closed.
    /// Waits until that is done; `run` then gives `Ok`. Handlers that take longer run on by themselves.
    pub async fn shutdown(&self) {
        self.stop.send_replace(true);
        // an error means that it is gone already
        let _ = self.state.clone().wait_for(State::is_end).await;
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").field("state", &*self.state.borrow()).finish_non_exhaustive()
    }
}
