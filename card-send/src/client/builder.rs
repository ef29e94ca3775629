//! Settings of a client.

use super::{
    Client, Error,
    app::ClientState,
    engine::{
        access::{Access, Auth, SelfBuilt, TokenSource},
        checks::Rules,
        connect,
        editions::Editions,
        keys::Keys,
        shared::SharedToken,
    },
    secret::Secret,
    settings::{Settings, settings},
    stream::gate::Gates,
    to::MessageUrls,
};
use crate::fleet::TokenStore;
use std::{fmt, sync::Arc};

const FEISHU: &str = "https://open.feishu.cn";
const LARK: &str = "https://open.larksuite.com";

/// Settings of a [`Client`].
pub struct ClientBuilder {
    app_id: String,
    app_secret: Secret,
    base_url: String,
    settings: Settings,
    source: Box<dyn TokenSource>,
    store: Option<Arc<dyn TokenStore>>,
}

impl ClientBuilder {
    pub(crate) fn new(app_id: String, app_secret: String) -> Self {
        ClientBuilder {
            app_id,
            app_secret: Secret(app_secret),
            base_url: FEISHU.to_owned(),
            settings: Settings::default(),
            source: Box::new(SelfBuilt),
            store: None,
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

    /// Where tokens come from, if not from id and secret of a self-built app: a
    /// [`StoreApp`](crate::StoreApp)'s tenant, or a source of your own.
    #[must_use]
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.source = Box::new(source);
        self
    }

    /// Where tokens are kept for all processes of the app, so that one of them fetches for all: see
    /// [`fleet`](crate::fleet). A store app's ticket is shared by [`StoreApp::shared`](crate::StoreApp::shared).
    #[must_use]
    pub fn token_store(mut self, store: Arc<dyn TokenStore>) -> Self {
        self.store = Some(store);
        self
    }

    /// How many calls that stream text leave in a minute: not bounded unless set, since the platform's page says that
    /// streamed text is free of limits. 1000, the limit of all other calls, is the careful reading.
    #[must_use]
    pub fn streamed_text_per_minute(mut self, calls: u32) -> Self {
        self.settings.text_per_minute = Some(calls);
        self
    }

    /// Builds the client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Setup`] when the base URL is invalid, or TLS cannot be set up; the text says how to fix it.
    pub fn build(self) -> Result<Client, Error> {
        let base = connect::base(&self.base_url)?;
        let rules = Rules::new(self.settings.limits);
        let engine = Arc::new(self.settings.engine(&base, &self.app_id)?);
        let messages = MessageUrls::below(&base);
        let auth = Auth {
            app_id: self.app_id.into(),
            app_secret: Arc::new(self.app_secret),
            base,
            engine: Arc::clone(&engine),
            failures: Arc::default(),
        };
        let name = format!("{} {}", auth.app_id, self.source.kept_as());
        let shared = self.store.map(|store| SharedToken { store, name });
        let access = Arc::new(Access { auth, source: self.source, shared, tokens: Arc::default() });
        let state = ClientState {
            gates: Gates::new(&engine.budgets),
            engine,
            access,
            rules,
            editions: Editions::default(),
            keys: Keys::new(),
            messages,
            stops: Arc::default(),
            streams: Arc::default(),
        };
        Ok(Client { inner: Arc::new(state), of_stream: false })
    }
}

settings!(ClientBuilder);

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("app_id", &self.app_id)
            // a base URL may hold a password, which `build` refuses
            .field("host", &reqwest::Url::parse(&self.base_url).ok().and_then(|url| url.host_str().map(str::to_owned)))
            .field("timeout", &self.settings.timeout)
            .field("deadline", &self.settings.deadline)
            .finish_non_exhaustive()
    }
}
