//! Settings of a client.

use crate::{Client, Error, client::Inner, connect, secret::Secret, token::Tokens};
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
}

impl ClientBuilder {
    pub(crate) fn new(app_id: String, app_secret: String) -> Self {
        ClientBuilder {
            app_id,
            app_secret: Secret(app_secret),
            base_url: FEISHU.to_owned(),
            http: None,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(20),
            deadline: Duration::from_secs(120),
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

    /// An HTTP client of your own, for a proxy or a company's certificates. It should not follow redirects,
    /// and not retry.
    #[must_use]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// How long one attempt may take, connection and answer included. 20 seconds unless set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long a call may take with all its attempts and waits. 2 minutes unless set; at most an hour.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
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
        Ok(Client {
            inner: Arc::new(Inner {
                app_id: self.app_id,
                app_secret: self.app_secret,
                base,
                http,
                timeout: self.timeout,
                deadline: self.deadline,
                tokens: Tokens::default(),
            }),
        })
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
