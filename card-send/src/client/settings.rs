//! What the client of an app and a custom bot have in common: connection, times, limits.

use super::{
    Error,
    engine::{budget::Budgets, call::Engine, connect},
};
use feishu_card_core::Limits;
use reqwest::Url;
use std::time::Duration;

/// The settings that both have, with their defaults.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) http: Option<reqwest::Client>,
    pub(crate) connect_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) factor: f64,
    pub(crate) limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            http: None,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(20),
            deadline: Duration::from_secs(120),
            factor: 1.0,
            limits: Limits::PLATFORM,
        }
    }
}

impl Settings {
    /// What makes calls to this URL and those below it.
    pub(crate) fn engine(self, url: &Url) -> Result<Engine, Error> {
        let http = match self.http {
            Some(http) => http,
            None => connect::client(url, self.connect_timeout)?,
        };
        Ok(Engine { http, timeout: self.timeout, deadline: self.deadline, budgets: Budgets::new(self.factor) })
    }
}

/// The setters of a builder that has `settings`.
macro_rules! settings {
    ($Builder:ident) => {
        impl $Builder {
            /// An HTTP client of your own, for a proxy or a company's certificates. Build it without redirects
            /// (`redirect::Policy::none()`) and without retries (`retry::never()`), which are done here.
            #[must_use]
            pub fn http_client(mut self, client: reqwest::Client) -> Self {
                self.settings.http = Some(client);
                self
            }

            /// How long a connection may take to come about. 5 seconds unless set; not for a client of your own.
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

            /// How long a call may take with all its attempts and waits. 2 minutes unless set; at most an hour, for
            /// which the platform remembers the `uuid` of a message.
            #[must_use]
            pub fn deadline(mut self, deadline: std::time::Duration) -> Self {
                self.settings.deadline = deadline;
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
