//! Settings of a client.

use super::{
    Client, Error,
    access::{Access, Auth, SelfBuilt, TokenSource},
    app::{Inner, below},
    budget::Budgets,
    call::Engine,
    checks::Rules,
    connect,
    secret::Secret,
    token::Tokens,
};
use feishu_card_core::Limits;
use std::{fmt, sync::Arc, time::Duration};

const FEISHU: &str = "https://open.feishu.cn";
const LARK: &str = "https://open.larksuite.com";

/// Settings of a [`Client`].
pub struct ClientBuilder {
    app_id: String,
    app_secret: Secret,
    base_url: String,
    http: Option<reqwest::Client>,
    connect_timeout: Duration,
    timeout: Duration,
    deadline: Duration,
    factor: f64,
    limits: Limits,
    source: Box<dyn TokenSource>,
}

impl ClientBuilder {
    pub(crate) fn new(app_id: String, app_secret: String) -> Self {
        ClientBuilder {
            app_id,
            app_secret: Secret(app_secret),
            base_url: FEISHU.to_owned(),
            http: None,
            connect_timeout: connect::CONNECT_TIMEOUT,
            timeout: Duration::from_secs(20),
            deadline: Duration::from_secs(120),
            factor: 1.0,
            limits: Limits::PLATFORM,
            source: Box::new(SelfBuilt),
        }
    }

    /// The international platform, `open.larksuite.com`, instead of `open.feishu.cn`.
    #[must_use]
    pub fn lark(self) -> Self {
        self.base_url(LARK)
    }

    /// Another base URL, for example a sandbox's. On plain `http` no proxy is used and no certificates are read.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// An HTTP client of your own, for a proxy or a company's certificates. Build it without redirects
    /// (`redirect::Policy::none()`) and without retries (`retry::never()`), which are done here.
    #[must_use]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// How long a connection may take to come about. 5 seconds unless set; not for a client of your own.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take, connection and answer included. 20 seconds unless set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long a call may take with all its attempts and waits. 2 minutes unless set; at most an hour, for which
    /// the platform remembers the `uuid` of a message.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Multiplies the platform's limits, which are kept on this side: each call 50 in a second and 1000 in a minute,
    /// 5 messages in a second to one receiver. For tenants with other limits, and for tests.
    #[must_use]
    pub fn scale_limits(mut self, factor: f64) -> Self {
        self.factor = factor;
        self
    }

    /// The limits that cards are checked against.
    #[must_use]
    pub fn card_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Where tokens come from, if not from id and secret of a self-built app: a
    /// [`StoreApp`](crate::StoreApp)'s tenant, or a source of your own.
    #[must_use]
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.source = Box::new(source);
        self
    }

    /// Builds the client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Setup`] when the base URL is none, or TLS cannot be set up; it says how to mend it.
    pub fn build(self) -> Result<Client, Error> {
        let base = connect::base(&self.base_url)?;
        let http = match self.http {
            Some(http) => http,
            None => connect::client(&base, self.connect_timeout)?,
        };
        let auth =
            Auth { app_id: self.app_id, app_secret: self.app_secret, base, http: http.clone(), timeout: self.timeout };
        let budgets = Budgets::new(self.factor);
        let engine = Engine { http, timeout: self.timeout, deadline: self.deadline, budgets };
        let messages = below(&auth.base, &["im", "v1", "messages"]);
        let access = Access { auth, source: self.source, tokens: Tokens::default() };
        Ok(Client { inner: Arc::new(Inner { engine, access, rules: Rules::new(self.limits), messages }) })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("app_id", &self.app_id)
            .field("base_url", &self.base_url)
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}
