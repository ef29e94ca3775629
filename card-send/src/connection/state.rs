//! What can be seen of a connection from outside.

use super::ConnectionError;
use std::{sync::Arc, time::Duration};

/// How far a connection is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum State {
    /// `run` was not called yet.
    Idle,
    /// A ticket was asked for, or the connection is being opened.
    Connecting,
    /// Clicks and events come in.
    Ready {
        /// The platform's name for this connection (`device_id`): quote it in support requests.
        connection: String,
    },
    /// The connection was lost or did not come about; the next try follows.
    Waiting {
        /// Why.
        cause: Arc<ConnectionError>,
        /// How long after the cause the next try begins.
        wait: Duration,
    },
    /// It is being shut down: what was begun is answered, and nothing new is taken.
    Draining,
    /// It ended with an error that another try would not change.
    Failed(Arc<ConnectionError>),
    /// It was shut down.
    Closed,
}

impl State {
    /// Whether nothing will come any more.
    #[must_use]
    pub fn is_end(&self) -> bool {
        matches!(self, State::Failed(_) | State::Closed)
    }

    /// Whether clicks and events come in now.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self, State::Ready { .. })
    }
}
