//! An attempt from its turn to its end: room in the limits, a connection, what is done as it leaves, the exchange.
//!
//! Whether it may leave is decided at the moment it leaves, when it has its connection: one that was counted and then
//! waited would leave in a moment in which others were counted. Where connections are bounded all of it runs in a task of
//! its own, so that whoever sets the call aside keeps no connection from the others.

use super::{
    answer::Envelope,
    api::{self, Api},
    budget::{Departure, Key, NoRoom},
    call::{Engine, Leaves, NEVER},
    exchange::{Failure, Request, exchange},
    looked::OneThread,
    retry::Next,
    schedule::ScheduleKey,
    shared::ASK_AGAIN,
    token::HeldToken,
};
use crate::{client::Error, fleet::Permission};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::{
    sync::OwnedSemaphorePermit,
    task::JoinHandle,
    time::{Instant, sleep_until, timeout_at},
};
use tracing::Instrument;

/// What an attempt needs besides its request and its token.
pub(crate) struct Leaving {
    pub(crate) runtime: OneThread,
    /// Since when it waits for its turn.
    pub(crate) since: Instant,
    pub(crate) key: Option<ScheduleKey>,
    /// The key as text, where a limiter is shared.
    pub(crate) receiver: Option<String>,
    pub(crate) deadline: Instant,
    /// It does not leave with less time left than this.
    pub(crate) least: Duration,
    /// How long the exchange may take.
    pub(crate) timeout: Duration,
    /// Whether it gives up its turn when the client is shut down.
    pub(crate) stops: bool,
    /// Whether its call is one of a stream.
    pub(crate) of_stream: bool,
    /// The number of its call among those that replace each other, if an earlier attempt has one.
    pub(crate) order: Option<u64>,
    /// What is done as it leaves, and the `uuid` for it.
    pub(crate) leaves: Option<(Leaves, String)>,
    /// Its turn, where that has come already.
    pub(crate) turn: Option<Departure>,
}

/// An attempt that left.
pub(crate) struct Left {
    pub(crate) departure: Departure,
    /// When, by a clock that may stop while the machine sleeps and by one that may be set.
    pub(crate) at: (Instant, SystemTime),
    pub(crate) order: u64,
    pub(crate) result: Result<Envelope, Failure>,
}

/// Why an attempt did not leave.
pub(crate) enum Stayed {
    NoRoom(NoRoom),
    /// What is done as it leaves failed, or nobody knows whether it may.
    Kept(Error),
}

impl Engine {
    /// Makes one attempt when its turn has come, in a task of its own.
    pub(crate) async fn leave_in_task(
        self: &Arc<Self>,
        request: &Request,
        token: Option<&Arc<HeldToken>>,
        leaving: Leaving,
    ) -> Result<Left, Stayed> {
        let (engine, request, token) = (Arc::clone(self), request.clone(), token.cloned());
        let to = request.url.origin().ascii_serialization();
        let task = async move { engine.leave(&request, token.as_deref(), &leaving).await };
        let mut task = AbortOnDrop(tokio::spawn(task.in_current_span()));
        (&mut task.0).await.unwrap_or_else(|_| {
            let problem = "the runtime is shutting down".to_owned();
            let now = Instant::now();
            Ok(Left {
                departure: Departure::NOW,
                at: (now, SystemTime::now()),
                order: 0,
                result: Err(Failure { error: Error::Transport { to, problem, unsent: false }, next: Next::Unclear }),
            })
        })
    }

    /// Makes one attempt when its turn has come.
    pub(crate) async fn leave(
        &self,
        request: &Request,
        token: Option<&HeldToken>,
        leaving: &Leaving,
    ) -> Result<Left, Stayed> {
        // what is taken apart is there twice in a future, and all that a call holds is moved as it begins
        let (mut departure, _connection) = match leaving.turn {
            Some(turn) => (turn, None),
            None => self.turn(request, leaving).await?,
        };
        // one that was waited for ahead, or for other processes, was decided some time ago
        let just_now = leaving.turn.is_none() && self.limiter.is_none();
        let now = if just_now { self.budgets.moment(departure) } else { Instant::now() };
        departure.waited += now.saturating_duration_since(leaving.since);
        if leaving.deadline < now + leaving.least {
            return Err(Stayed::NoRoom(NoRoom { wait: None }));
        }
        let order = leaving.order.unwrap_or_else(|| self.order.begin(request.api, leaving.key));
        if let Some((leaves, uuid)) = &leaving.leaves {
            leaves(uuid).map_err(Stayed::Kept)?;
        }
        let at = (leaving.runtime.looks(now).await, SystemTime::now());
        let time = leaving.timeout.min(leaving.deadline.saturating_duration_since(at.0));
        // the limits that processes share have their own time
        let let_go = self.limiter.is_none().then(|| self.budgets.letting_go(request.api, leaving.key, departure));
        let result = exchange(&self.http, request, token, let_go, at.0, time).await;
        if result.is_ok() {
            leaving.runtime.answered(at.0);
        }
        Ok(Left { departure, at, order, result })
    }

    /// Waits for the turn of a call before it is written, until the client is shut down. `None` where it must be waited for
    /// while the call is made: connections are bounded, or the limits are shared with other processes.
    pub(crate) async fn turn_ahead(
        &self,
        api: &Api,
        key: Key<'_>,
        of_stream: bool,
    ) -> Result<Option<Departure>, Error> {
        if self.connections.is_some() || self.limiter.is_some() {
            return Ok(None);
        }
        let key = self.budgets.key(&key);
        let mut line = self.budgets.line(api, Some(key), false);
        let since = Instant::now();
        let turn = line.turn(since + NEVER, || self.running.is_closed(of_stream), None).await;
        let (mut departure, _) = turn.map_err(|_| Error::ShutDown)?;
        departure.waited = since.elapsed();
        Ok(Some(departure))
    }

    /// Waits until the call may leave.
    async fn turn(
        &self,
        request: &Request,
        leaving: &Leaving,
    ) -> Result<(Departure, Option<OwnedSemaphorePermit>), Stayed> {
        if self.limiter.is_some() || self.connections.is_some() {
            // seldom, so that a call keeps no room for it
            return Box::pin(self.shared_turn(request, leaving)).await;
        }
        let stop = || leaving.stops && self.running.is_closed(leaving.of_stream);
        let mut line = self.budgets.line(request.api, leaving.key, false);
        line.turn(leaving.deadline, stop, None).await.map_err(Stayed::NoRoom)
    }

    /// Waits until the call may leave and has a connection, by its own limits and by those that the processes of the app
    /// share.
    async fn shared_turn(
        &self,
        request: &Request,
        leaving: &Leaving,
    ) -> Result<(Departure, Option<OwnedSemaphorePermit>), Stayed> {
        let Leaving { key, deadline, stops, of_stream, .. } = *leaving;
        let receiver = leaving.receiver.as_deref();
        let stop = || stops && self.running.is_closed(of_stream);
        let connections = self.connections.as_ref();
        // a token is fetched by one process for all
        let limiter = self.limiter.as_ref().filter(|_| request.api.index != api::AUTH.index);
        let mut line = self.budgets.line(request.api, key, limiter.is_some());
        let mut unknown = None;
        loop {
            let turn = line.turn(deadline, &stop, connections).await;
            let (departure, connection) = turn.map_err(|no_room| match unknown.take() {
                Some(problem) => Stayed::Kept(Error::Shared(problem)),
                None => Stayed::NoRoom(no_room),
            })?;
            let Some(limiter) = limiter else { return Ok((departure, connection)) };
            // what waits for others keeps no connection
            drop(connection);
            let asks = limiter.ask(&self.budgets, request.api, receiver.zip(key), leaving.since);
            let Ok(permission) = timeout_at(deadline, Box::pin(asks)).await else {
                return Err(unknown
                    .map_or(Stayed::NoRoom(NoRoom { wait: None }), |problem| Stayed::Kept(Error::Shared(problem))));
            };
            let asked = Instant::now();
            match permission {
                Ok(Permission::Leave { after, .. }) if asked + after >= deadline => {
                    return Err(Stayed::NoRoom(NoRoom { wait: None }));
                }
                Ok(Permission::Leave { after, late }) => {
                    // a sleep of no time takes up to a millisecond
                    if !after.is_zero() {
                        sleep_until(asked + after).await;
                    }
                    let connection = match connections {
                        Some(connections) => {
                            let connection = Box::pin(Arc::clone(connections).acquire_owned());
                            timeout_at(asked + after + late, connection).await.ok()
                        }
                        None => None,
                    };
                    // a future that nobody polled, a busy machine, a connection that did not come: its moment is over
                    let in_time = Instant::now() <= asked + after + late;
                    if in_time && (connections.is_none() || connection.is_some()) {
                        return Ok((departure, connection.and_then(Result::ok)));
                    }
                    tracing::debug!("a departure that came too late: asked again");
                    unknown = None;
                }
                Ok(Permission::Wait(wait)) => {
                    line.hold(wait);
                    unknown = None;
                }
                Ok(Permission::WaitForReceiver(wait)) => {
                    line.hold_key(wait);
                    unknown = None;
                }
                Err(problem) => {
                    tracing::warn!(error = %problem, "the limiter of all processes cannot be asked: no call leaves");
                    line.hold(ASK_AGAIN);
                    unknown = Some(problem);
                }
            }
        }
    }
}

/// A task that ends with whoever waits for it.
struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
