//! The limits of an app, kept for all its processes.

use super::SharedFuture;
use std::time::{Duration, Instant};

/// Lets calls leave, so that the platform's limits hold for all processes of an app together.
///
/// Each process keeps the limits for itself too, in the order in which its calls came; a limiter is asked last, right
/// before a call leaves, once for each attempt. It may keep a call waiting for some seconds, and loses its interest in the
/// answer when the deadline of the call is over: the future is dropped.
///
/// ```
/// # mod feishu_card { pub use feishu_card_send as send; }
/// use feishu_card::send::fleet::{LimitedCall, Limiter, Permission, SharedFuture};
/// use std::{collections::HashMap, sync::Mutex, time::{Duration, Instant}};
///
/// /// Clients of one process share a budget: one call after the other, evenly.
/// #[derive(Default)]
/// struct Even(Mutex<HashMap<&'static str, Instant>>);
///
/// impl Limiter for Even {
///     fn ask<'a>(&'a self, call: &'a LimitedCall<'a>) -> SharedFuture<'a, Permission> {
///         Box::pin(async move {
///             let now = Instant::now();
///             let pause = call.limits.iter().map(|limit| limit.period.div_f64(limit.count)).max();
///             let mut next = self.0.lock().map_err(|_| "poisoned")?;
///             let next = next.entry(call.name).or_insert(now);
///             if *next > now {
///                 return Ok(Permission::Wait(*next - now));
///             }
///             *next = now + pause.unwrap_or_default();
///             Ok(Permission::Leave { after: Duration::ZERO, late: Duration::from_millis(50) })
///         })
///     }
/// }
/// ```
pub trait Limiter: Send + Sync + 'static {
    /// Whether a call may leave.
    ///
    /// # Errors
    /// When it cannot be known, or is not said within five seconds. The call does not leave then; it is asked again each second until its deadline, and ends
    /// with [`Error::Shared`](crate::Error::Shared).
    fn ask<'a>(&'a self, call: &'a LimitedCall<'a>) -> SharedFuture<'a, Permission>;

    /// The platform asked this process for a pause: of all calls of this kind, or of those to this receiver.
    ///
    /// The process keeps to it by itself. Tell the others here; nothing is done unless this is written.
    ///
    /// # Errors
    /// They are logged.
    fn pause<'a>(&'a self, call: &'a LimitedCall<'a>, receiver: bool, wait: Duration) -> SharedFuture<'a, ()> {
        let _ = (call, receiver, wait);
        Box::pin(async { Ok(()) })
    }
}

/// A call that wants to leave, and the limits that it counts for.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct LimitedCall<'a> {
    /// Whose limits they are: the app id; for a custom bot a hash of its URL, which is a secret.
    pub owner: &'a str,
    /// The call in the platform's words: `im.message.create`. The platform counts each kind for itself.
    pub name: &'static str,
    /// The limits of all calls of this kind.
    pub limits: &'a [RateLimit],
    /// The limit of its receiver, message, group or card, if it has one.
    pub receiver: Option<ReceiverLimit<'a>>,
    /// Since when it waits in its process, also when it asked before: the older leaves first.
    pub since: Instant,
}

impl<'a> LimitedCall<'a> {
    /// A call of this kind, for tests of a limiter.
    #[must_use]
    pub fn new(owner: &'a str, name: &'static str, limits: &'a [RateLimit]) -> Self {
        LimitedCall { owner, name, limits, receiver: None, since: Instant::now() }
    }

    /// It has waited since then.
    #[must_use]
    pub fn since(mut self, since: Instant) -> Self {
        self.since = since;
        self
    }

    /// It counts for this receiver too.
    #[must_use]
    pub fn receiver(mut self, id: &'a str, limit: RateLimit) -> Self {
        self.receiver = Some(ReceiverLimit { id, limit });
        self
    }
}

/// So many in a period: in no window of it, wherever it begins, more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimit {
    /// How many; a fraction below 1 is one in a longer period.
    pub count: f64,
    /// The period.
    pub period: Duration,
}

/// What besides its kind a call counts for.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReceiverLimit<'a> {
    /// The receiver with its kind: `open_id ou_…`, `message om_…`.
    pub id: &'a str,
    /// Its limit.
    pub limit: RateLimit,
}

/// Whether a call may leave.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Permission {
    /// It may leave after this time, and counts as having left then. One that is not ready then, or not within `late` of it,
    /// does not leave: it asks again.
    Leave {
        /// How long from now.
        after: Duration,
        /// How much later it may be.
        late: Duration,
    },
    /// Calls of its kind have no room, and it was not counted: they ask again after this time.
    Wait(Duration),
    /// Its receiver has no room, and it was not counted: calls to it ask again after this time.
    WaitForReceiver(Duration),
}
