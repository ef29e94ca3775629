//! The client: one app, shared by its clones.

use crate::{
    ClientBuilder, Error,
    answer::{integer, text},
    api,
    body::Body,
    exchange::{JSON, Request, exchange},
    secret::Secret,
    token::{Held, Token, Tokens},
};
use reqwest::Url;
use std::{fmt, sync::Arc, time::Duration};

/// The longest life of a token; a longer one is not believed.
const TOKEN_LIVES: Duration = Duration::from_secs(7200);

/// The client of one app. Clones share the connections, the token and the budgets.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) app_id: String,
    pub(crate) app_secret: Secret,
    pub(crate) base: Url,
    pub(crate) http: reqwest::Client,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) tokens: Tokens,
}

impl Client {
    /// Begins a client for an app, with the id and secret from the developer console.
    pub fn builder(app_id: impl Into<String>, app_secret: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(app_id.into(), app_secret.into())
    }

    /// A token that is valid now.
    pub(crate) async fn token(&self) -> Result<Held, Arc<Error>> {
        self.inner.tokens.get(|| self.self_built()).await
    }

    /// Asks for the token of a self-built app.
    async fn self_built(&self) -> Result<Token, Error> {
        let inner = &*self.inner;
        let url =
            inner.base.as_str().trim_end_matches('/').to_owned() + "/open-apis/auth/v3/tenant_access_token/internal";
        let url = Url::parse(&url).map_err(|e| Error::Request(e.to_string()))?;
        let body = Body::new().str("app_id", &inner.app_id).str("app_secret", &inner.app_secret.0).done();
        let request = Request { api: &api::AUTH, url, content_type: JSON, body: Some(body) };
        let envelope = exchange(&inner.http, &request, None, inner.timeout).await.map_err(|failure| failure.error)?;
        let value = text(&envelope.json, "tenant_access_token").ok_or_else(|| Error::Answer {
            status: envelope.status,
            problem: "code 0, but no tenant_access_token".to_owned(),
            log_id: envelope.log_id(),
        })?;
        let seconds = envelope.json.get("expire").and_then(integer).unwrap_or(0);
        let lives = Duration::from_secs(u64::try_from(seconds).unwrap_or(0)).min(TOKEN_LIVES);
        Ok(Token { value: Secret(value), lives })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        f.debug_struct("Client")
            .field("app_id", &inner.app_id)
            .field("base_url", &inner.base.as_str())
            .finish_non_exhaustive()
    }
}
