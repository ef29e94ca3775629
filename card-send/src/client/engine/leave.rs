//! An attempt from its turn to its end: room in the limits, a connection, what is done as it leaves, the exchange.
//!
//! Whether it may leave is decided at the moment it leaves, when it has its connection: one that was counted and then
//! waited would leave in a moment in which others were counted. Where connections are bounded all of it runs in a task of
//! its own, so that whoever sets the call aside keeps no connection from the others.

use super::{
    answer::Envelope,
    budget::{Departure, NoRoom},
    call::{Engine, Leaves},
    exchange::{Failure, Request, exchange},
    retry::Next,
    schedule::ScheduleKey,
    token::HeldToken,
};
use crate::client::Error;
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    task::{JoinHandle, yield_now},
    time::Instant,
};
use tracing::Instrument;

/// What an attempt needs besides its request and its token.
pub(crate) struct Leaving {
    pub(crate) key: Option<ScheduleKey>,
    pub(crate) deadline: Instant,
    /// It does not leave with less time left than this.
    pub(crate) least: Duration,
    /// How long the exchange may take.
    pub(crate) timeout: Duration,
    /// Whether it gives up its turn when the client is shut down.
    pub(crate) stops: bool,
    /// The number of its call among those that replace each other, if an earlier attempt has one.
    pub(crate) order: Option<u64>,
    /// What is done as it leaves, and the `uuid` for it.
    pub(crate) leaves: Option<(Leaves, String)>,
}

/// An attempt that left.
pub(crate) struct Left {
    pub(crate) departure: Departure,
    /// When, by a clock that may stop while the machine sleeps and by one that may be set.
    pub(crate) at: (Instant, SystemTime),
    pub(crate) took: Duration,
    pub(crate) order: u64,
    pub(crate) result: Result<Envelope, Failure>,
}

/// Why an attempt did not leave.
pub(crate) enum Stayed {
    NoRoom(NoRoom),
    /// What is done as it leaves failed.
    Kept(Error),
}

impl Engine {
    /// Makes one attempt when its turn has come.
    pub(crate) async fn attempt(
        self: &Arc<Self>,
        request: &Request,
        token: Option<&HeldToken>,
        leaving: Leaving,
    ) -> Result<Left, Stayed> {
        if self.connections.is_none() {
            return self.leave(request, token, leaving).await;
        }
        let (engine, request, token) = (Arc::clone(self), request.clone(), token.cloned());
        let to = request.url.origin().ascii_serialization();
        let task = async move { engine.leave(&request, token.as_ref(), leaving).await };
        let mut task = AbortOnDrop(tokio::spawn(task.in_current_span()));
        (&mut task.0).await.unwrap_or_else(|_| {
            let problem = "the runtime is shutting down".to_owned();
            let now = Instant::now();
            Ok(Left {
                departure: Departure::NOW,
                at: (now, SystemTime::now()),
                took: Duration::ZERO,
                order: 0,
                result: Err(Failure { error: Error::Transport { to, problem, unsent: false }, next: Next::Unclear }),
            })
        })
    }

    async fn leave(&self, request: &Request, token: Option<&HeldToken>, leaving: Leaving) -> Result<Left, Stayed> {
        let Leaving { key, deadline, least, timeout, stops, order, leaves } = leaving;
        let stop = || stops && self.running.is_closed();
        let turn = self.budgets.acquire(request.api, key, deadline, stop, self.connections.as_ref());
        let (departure, _connection) = turn.await.map_err(Stayed::NoRoom)?;
        if deadline < Instant::now() + least {
            return Err(Stayed::NoRoom(NoRoom { wait: None }));
        }
        let order = order.unwrap_or_else(|| self.order.begin(request.api, key));
        if let Some((leaves, uuid)) = leaves {
            leaves(&uuid).map_err(Stayed::Kept)?;
        }
        if Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::CurrentThread) {
            // nobody has looked at the connections since this thread was last free: one that the other side has
            // closed meanwhile must not be taken
            yield_now().await;
            yield_now().await;
        }
        let at = (Instant::now(), SystemTime::now());
        let time = timeout.min(deadline.saturating_duration_since(at.0));
        let result = exchange(&self.http, request, token, time).await;
        Ok(Left { departure, at, took: at.0.elapsed(), order, result })
    }
}

/// A task that ends with whoever waits for it.
struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
