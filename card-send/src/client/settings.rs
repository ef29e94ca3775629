//! What the client of an app and a custom bot have in common: connection, times, limits.

use super::{
    Error,
    defaults::{CONNECT_TIMEOUT, DEADLINE, TIMEOUT},
    engine::{
        attempt::OnAttempt,
        budget::Budgets,
        call::Engine,
        connect::{self, Configure},
        order::Order,
        retry::{RETRY_BUDGET, RetryBudget},
        running::Running,
        shared::SharedLimits,
    },
};
use crate::fleet::Limiter;
use feishu_card_core::Limits;
use reqwest::Url;
use std::{fmt, sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// The settings that both have, with their defaults.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) configure: Configure,
    pub(crate) connect_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) attempts: Option<u32>,
    pub(crate) retry_budget: u32,
    pub(crate) connections: Option<usize>,
    pub(crate) on_attempt: OnAttempt,
    pub(crate) factor: f64,
    pub(crate) limiter: SetLimiter,
    pub(crate) text_per_minute: Option<u32>,
    pub(crate) limits: Limits,
}

/// The limiter that was set, if one was.
#[derive(Clone, Default)]
pub(crate) struct SetLimiter(pub(crate) Option<Arc<dyn Limiter>>);

impl fmt::Debug for SetLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "set" } else { "none" })
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            configure: Configure::default(),
            connect_timeout: CONNECT_TIMEOUT,
            timeout: TIMEOUT,
            deadline: DEADLINE,
            attempts: None,
            retry_budget: RETRY_BUDGET,
            connections: None,
            on_attempt: OnAttempt::default(),
            factor: 1.0,
            limiter: SetLimiter::default(),
            text_per_minute: None,
            limits: Limits::PLATFORM,
        }
    }
}

impl Settings {
    /// What makes calls to this URL and those below it.
    ///
    /// `owner` is whose limits they are.
    pub(crate) fn engine(self, url: &Url, owner: &str) -> Result<Engine, Error> {
        // an attempt that ends before its connection could come about would say nothing of use
        let connect_timeout = self.connect_timeout.min(self.timeout);
        Ok(Engine {
            http: connect::client(url, connect_timeout, &self.configure)?,
            timeout: self.timeout,
            deadline: self.deadline,
            attempts: self.attempts,
            budgets: Arc::new(Budgets::with_text_limit(self.factor, self.text_per_minute)),
            retries: RetryBudget::new(self.retry_budget),
            order: Order::default(),
            running: Running::default(),
            on_attempt: self.on_attempt,
            limiter: self.limiter.0.map(|limiter| SharedLimits { limiter, owner: owner.into() }),
            connections: self.connections.map(|most| Arc::new(Semaphore::new(most.clamp(1, Semaphore::MAX_PERMITS)))),
        })
    }
}

/// The setters of a builder that has `settings`.
macro_rules! settings {
    ($Builder:ident) => {
        impl $Builder {
            /// Changes how the HTTP client is built: a proxy, a company's certificates, another user agent.
            ///
            /// What the client depends on is set after your changes: HTTP/1.1, no redirects (they would carry the
            /// app's secret to another host), no retries of its own.
            ///
            /// ```
            /// # mod feishu_card { pub use feishu_card_send as send; }
            /// # fn example(pem: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
            /// use feishu_card::send::Client;
            /// let proxy = reqwest::Proxy::all("http://proxy.example:3128")?;
            /// let client = Client::builder("cli_…", "secret").http(move |http| http.proxy(proxy.clone())).build()?;
            /// # Ok(()) }
            /// ```
            #[must_use]
            pub fn http(
                mut self,
                change: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
            ) -> Self {
                self.settings.configure = crate::client::engine::connect::Configure::new(change);
                self
            }

            /// How long a connection may take to come about. 5 seconds unless set; never longer than the timeout.
            #[must_use]
            pub fn connect_timeout(mut self, timeout: std::time::Duration) -> Self {
                self.settings.connect_timeout = timeout;
                self
            }

            /// How long one attempt may take, connection and answer included. 20 seconds unless set.
            #[must_use]
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.settings.timeout = timeout;
                self
            }

            /// How long a call may take with all its attempts and waits. 2 minutes unless set. However long: no message
            /// is repeated an hour after its first attempt, when the platform forgets its `uuid`.
            #[must_use]
            pub fn deadline(mut self, deadline: std::time::Duration) -> Self {
                self.settings.deadline = deadline;
                self
            }

            /// How many attempts a call has at most, at least one. 7 unless set; then waits of a second or more that the
            /// platform asks for do not count.
            #[must_use]
            pub fn attempts(mut self, attempts: u32) -> Self {
                self.settings.attempts = Some(attempts);
                self
            }

            /// How much all calls of this client may repeat while nothing succeeds. 500 unless set; 0 for no repetition.
            ///
            /// A repetition takes 5 out of it, one after a timeout 10. A call that succeeds at once puts 1 back, a
            /// repetition that succeeds what it took. So an outage of the platform costs little more than the first
            /// attempts, and short failures are repeated as ever. [`send_all`](crate::Client::send_all) is not bounded
            /// by it, but by how many of its sends are in flight.
            #[must_use]
            pub fn retry_budget(mut self, budget: u32) -> Self {
                self.settings.retry_budget = budget;
                self
            }

            /// How many connections are open at most; not bounded unless set. Further calls wait for one until their
            /// deadline, and are counted for the limits when they have it.
            #[must_use]
            pub fn max_connections(mut self, connections: usize) -> Self {
                self.settings.connections = Some(connections);
                self
            }

            /// Is called after each attempt of each call, for metrics. It must neither wait nor panic.
            ///
            /// ```
            /// # mod feishu_card { pub use feishu_card_send as send; }
            /// # fn count(name: &str, call: &str, by: u64) {}
            /// # fn example() -> Result<(), feishu_card::send::Error> {
            /// let client = feishu_card::send::Client::builder("cli_…", "secret")
            ///     .on_attempt(|attempt| {
            ///         count("attempts", attempt.call, 1);
            ///         count("waited for the limits, ms", attempt.call, attempt.limit_wait.as_millis() as u64);
            ///         if let Some(code) = attempt.error.and_then(|error| error.code()) {
            ///             count(&format!("refused with {code}"), attempt.call, 1);
            ///         }
            ///     })
            ///     .build()?;
            /// # Ok(()) }
            /// ```
            #[must_use]
            pub fn on_attempt(mut self, hook: impl Fn(&crate::Attempt<'_>) + Send + Sync + 'static) -> Self {
                self.settings.on_attempt = crate::client::engine::attempt::OnAttempt(Some(std::sync::Arc::new(hook)));
                self
            }

            /// Multiplies the platform's limits, which are kept on this side: each call of an app 50 in a second and
            /// 1000 in a minute, 5 messages in a second to one receiver; a custom bot 5 in a second and 100 in a
            /// minute. For tenants with other limits, and for tests.
            #[must_use]
            pub fn scale_limits(mut self, factor: f64) -> Self {
                self.settings.factor = factor;
                self
            }

            /// The limits of all processes of the app together, for one that runs as several: see
            /// [`fleet`](crate::fleet). Each process keeps them for itself too.
            #[must_use]
            pub fn limiter(mut self, limiter: std::sync::Arc<dyn crate::fleet::Limiter>) -> Self {
                self.settings.limiter = crate::client::settings::SetLimiter(Some(limiter));
                self
            }

            /// The limits that cards are checked against.
            #[must_use]
            pub fn card_limits(mut self, limits: feishu_card_core::Limits) -> Self {
                self.settings.limits = limits;
                self
            }
        }
    };
}

pub(crate) use settings;
