//! One app, many processes: the budget, the token and the memory of [`feishu_card_send::fleet`] on Redis.
//!
//! ```no_run
//! # use feishu_card_send as send;
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use feishu_card_redis::{RedisFleet, WhenGone};
//! use send::Client;
//! use std::sync::Arc;
//!
//! let fleet = Arc::new(RedisFleet::connect("redis://127.0.0.1")?.when_gone(WhenGone::Stop));
//! let client = Client::builder("cli_…", "secret").limiter(fleet.clone()).token_store(fleet.clone()).build()?;
//! // and for clicks and events: Hook::new(callbacks, on_click).seen(fleet)
//! # Ok(()) }
//! ```
//!
//! # What is asked of Redis
//!
//! | what | when | round trips |
//! |---|---|---|
//! | may this call leave | before each attempt | 1; less where calls wait for room, as they are asked about together |
//! | the token | when a process has none, or it is time to renew | 1, and 1 by the one that fetched it |
//! | was this click or event seen | when it comes | 1, and 1 when an event was handled |
//!
//! The limits are counted by Redis' own clock, in one Lua script. Clocks of the processes do not matter. A departure is
//! granted for a moment at most a second ahead; one whose answer comes too late is void and asked for again, so a slow
//! Redis costs room and never breaks a limit. When Redis' clock is set, or the counters are lost (a restart without persistence, a flush, a
//! failover to a replica that lags) the windows count as full: calls leave one by one at an even pace.
//!
//! # Keys
//!
//! All begin with the [prefix](RedisFleet::prefix), `feishu-card` unless set. What is in braces decides the slot of a
//! cluster.
//!
//! | key | what it holds | expires |
//! |---|---|---|
//! | `feishu-card:{cli_…}:calls:im.message.create` | a hash: the next departure in each window, since when it is kept, a pause that the platform asked for | after 30 days without a call |
//! | `feishu-card:{cli_…}:to:im.message.create:open_id ou_…` | a hash: the next departure to one receiver | seconds after it is over |
//! | `feishu-card:{cli_…}:token:tenant` | a token, **a secret** | when it is time to renew it |
//! | `feishu-card:{cli_…}:lease:tenant` | who is fetching it | after 20 s |
//! | `feishu-card:seen:…` | a click or event that came | after 10 min while it is handled, 8 h when it was |
//!
//! Give Redis a password and keep it in your network: whoever reads it can send in the app's name. Use a policy that does
//! not evict (`maxmemory-policy noeviction`), or `volatile-ttl`.
//!
//! # TLS, cluster, sentinel
//!
//! [`RedisFleet::connect`] takes every URL of the crate [`redis`], `rediss://` with the feature `rustls` or `native-tls`.
//! [`RedisFleet::over`] takes a connection that finds its own way back: a [`redis::aio::ConnectionManager`] with settings of
//! your own, or a `redis::cluster_async::ClusterConnection` (feature `cluster`). [`RedisFleet::connecting`] takes a function
//! that connects, and calls it again after a connection was lost: for sentinels (feature `sentinel`). All keys of a script
//! have the same app id in braces, so they are in one slot of a cluster. `tests/ways.rs` runs the fleet over TLS and over a cluster.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod clock;
mod limiter;
mod line;
mod pace;
mod reach;
#[cfg(feature = "callback")]
mod seen;
mod tokens;
mod wire;

pub use redis;

use clock::RedisClock;
use line::Line;
use pace::Alone;
use reach::Reach;
use redis::{
    RedisResult,
    aio::{ConnectionLike, ConnectionManager, ConnectionManagerConfig},
};
use std::{
    collections::HashMap,
    fmt,
    future::Future,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;
use wire::{Lasting, Renewed, Wire};

/// What happens to calls while Redis cannot be reached. Either way it is said in the log, when it begins and when it is
/// over.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum WhenGone {
    /// No call leaves. Calls wait for Redis until their deadline and end with `Error::Shared`; clicks and events are not
    /// handled, events come again. No limit is ever exceeded.
    #[default]
    Stop,
    /// Each process goes on with this share of the limits, above 0 and at most 1: one divided by the number of processes.
    /// Clicks and events are told from those before in each process alone.
    ///
    /// When some processes reach Redis and others do not, those that do still use the whole, so the limits are exceeded by
    /// the shares of the others. The platform refuses what is too much, and it is sent again.
    GoOnWithShare(f64),
}

/// What the processes of an app share, on Redis: a [`Limiter`](feishu_card_send::fleet::Limiter), a
/// [`TokenStore`](feishu_card_send::fleet::TokenStore) and, with the feature `callback`, a
/// [`Seen`](feishu_card_send::fleet::Seen).
pub struct RedisFleet {
    link: Arc<Link>,
    prefix: String,
    when_gone: WhenGone,
    /// Tells this process from others where it fetches a token.
    me: String,
}

/// The way to Redis and what this process knows, shared with the tasks that ask.
struct Link {
    wire: Box<dyn Wire>,
    reach: Reach,
    clock: Mutex<RedisClock>,
    alone: Mutex<Alone>,
    /// Of which setting of a clock Redis was told, by the key of a kind of call.
    told: Mutex<HashMap<String, u64>>,
    /// The calls that wait for an answer, by the key of their kind. One task asks for each line that is here.
    lines: Mutex<HashMap<String, Line>>,
}

/// A connection comes about within this time, and a command is answered.
const ANSWERED_WITHIN: Duration = Duration::from_secs(2);

impl RedisFleet {
    /// Over a Redis at this URL: `redis://[:password@]host[:port][/database]`. It is connected to when it is first needed,
    /// and again whenever the connection was lost.
    ///
    /// # Errors
    /// When the URL is invalid, or is `rediss://` without a TLS feature.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn connect(url: &str) -> RedisResult<Self> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(ANSWERED_WITHIN))
            .set_response_timeout(Some(ANSWERED_WITHIN))
            .set_number_of_retries(1)
            .set_max_delay(Duration::from_millis(200));
        Ok(Self::over(ConnectionManager::new_lazy_with_config(redis::Client::open(url)?, config)?))
    }

    /// Over a connection that finds its own way back.
    pub fn over(connection: impl ConnectionLike + Clone + Send + Sync + 'static) -> Self {
        Self::on(Lasting(connection))
    }

    /// Over connections that this function makes: a first one when it is needed, and another after one was lost.
    ///
    /// ```no_run
    /// # #[cfg(feature = "sentinel")]
    /// # fn example() -> redis::RedisResult<feishu_card_redis::RedisFleet> {
    /// use feishu_card_redis::RedisFleet;
    /// use redis::sentinel::{SentinelClient, SentinelServerType};
    /// let sentinels = vec!["redis://10.0.0.1:26379", "redis://10.0.0.2:26379"];
    /// Ok(RedisFleet::connecting(move || {
    ///     let sentinels = sentinels.clone();
    ///     async move {
    ///         let mut client = SentinelClient::build(sentinels, "feishu", None, SentinelServerType::Master)?;
    ///         client.get_async_connection().await
    ///     }
    /// }))
    /// # }
    /// ```
    pub fn connecting<F, C>(connect: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = RedisResult<C>> + Send + 'static,
        C: ConnectionLike + Clone + Send + Sync + 'static,
    {
        Self::on(Renewed::new(connect))
    }

    fn on(wire: impl Wire + 'static) -> Self {
        RedisFleet {
            link: Arc::new(Link {
                wire: Box::new(wire),
                reach: Reach::default(),
                clock: Mutex::default(),
                alone: Mutex::default(),
                told: Mutex::default(),
                lines: Mutex::default(),
            }),
            prefix: "feishu-card".to_owned(),
            when_gone: WhenGone::default(),
            me: format!(
                "{:016x}",
                std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), std::process::id())
            ),
        }
    }

    /// What its keys begin with; `feishu-card` unless set. Apps and tenants do not need one of their own: their ids are in
    /// the keys.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// What happens while Redis cannot be reached; [`WhenGone::Stop`] unless set.
    #[must_use]
    pub fn when_gone(mut self, then: WhenGone) -> Self {
        self.when_gone = then;
        self
    }
}

impl fmt::Debug for RedisFleet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisFleet")
            .field("prefix", &self.prefix)
            .field("when_gone", &self.when_gone)
            .finish_non_exhaustive()
    }
}

/// The Rust blocks of the page, as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../docs/more-than-one-process.md")]
struct MoreThanOneProcess;

/// The beginning of this process' time.
static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// What was there when a thread panicked is as good as ever: nothing is half-changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
