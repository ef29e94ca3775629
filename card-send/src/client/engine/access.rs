//! Access to the platform: where tokens come from, and the one that is held.

use super::{
    answer::{Envelope, integer, text},
    api,
    body::Body,
    call::{Call, Engine},
    connect,
    last_failure::LastFailure,
    options::CallOptions,
    shared::SharedToken,
    token::{FETCH_TAKES, HeldToken, Token, Tokens},
};
use crate::client::{Error, secret::Secret};
use bytes::Bytes;
use feishu_card_core::Json;
use reqwest::Url;
use std::{fmt, mem, pin::Pin, sync::Arc, time::Duration};
use tokio::time::Instant;

/// The longest life of a token; a longer one is cut to this.
const LONGEST_LIFE: Duration = Duration::from_secs(7200);
/// The life of a token when the platform does not say it.
const UNKNOWN_LIFE: Duration = Duration::from_secs(60);

/// Attempts to get a token: whoever sends waits for it.
const TOKEN_ATTEMPTS: u32 = 3;

/// A boxed future, as a [`TokenSource`] gives it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where tokens come from.
///
/// A client asks for one token at a time, holds it, renews it ahead of its end, and drops it when the platform
/// refuses it. Closures are sources, for tokens that another service hands out:
///
/// ```
/// # mod feishu_card { pub use feishu_card_send as send; }
/// use feishu_card::send::{Client, Error, Token};
/// use std::time::Duration;
/// # fn example() -> Result<(), Error> {
/// let client = Client::builder("cli_…", "")
///     .token_source(|| async { Ok(Token::new("t-…", Duration::from_secs(600))) })
///     .build()?;
/// # Ok(()) }
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a token. `auth` reaches the platform's token endpoints.
    ///
    /// # Errors
    /// Any; [`Error::other`] takes those of other crates.
    fn fetch<'a>(&'a self, auth: &'a Auth) -> BoxFuture<'a, Result<Token, Error>>;

    /// What its tokens are called in a [`TokenStore`](crate::fleet::TokenStore), beside the app id: sources of different
    /// tokens have different names.
    fn kept_as(&self) -> String {
        "tenant".to_owned()
    }
}

impl<F, T> TokenSource for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<Token, Error>> + Send + 'static,
{
    fn fetch<'a>(&'a self, _: &'a Auth) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(self())
    }
}

/// The source of a self-built app: id and secret are enough.
pub(crate) struct SelfBuilt;

impl TokenSource for SelfBuilt {
    fn fetch<'a>(&'a self, auth: &'a Auth) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(auth.tenant_access_token())
    }
}

/// The platform's token endpoints, with the app's id and secret. Clones are the same.
#[derive(Clone)]
pub struct Auth {
    pub(crate) app_id: Arc<str>,
    pub(crate) app_secret: Arc<Secret>,
    pub(crate) base: Url,
    pub(crate) engine: Arc<Engine>,
    /// What the last attempt to get a token met.
    pub(crate) failures: Arc<LastFailure>,
}

impl Auth {
    /// The app's id.
    #[must_use]
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// Asks for the token of a self-built app, for a source that keeps it elsewhere between processes.
    ///
    /// # Errors
    /// Those of the call; it is repeated when that may help.
    pub async fn tenant_access_token(&self) -> Result<Token, Error> {
        let body = self.credentials().done();
        self.token("tenant_access_token/internal", body, "", "tenant_access_token").await
    }

    /// A body that begins with id and secret.
    pub(crate) fn credentials(&self) -> Body {
        Body::new(0).str("app_id", &self.app_id).str("app_secret", &self.app_secret.0)
    }

    /// Asks a token endpoint for the token in the member `name`; `secret` is what the body holds beside the app's.
    pub(crate) async fn token(&self, endpoint: &str, body: Bytes, secret: &str, name: &str) -> Result<Token, Error> {
        let envelope = self.post(endpoint, body, secret).await?;
        let value = text(&envelope.json, name).ok_or_else(|| Error::Answer {
            status: envelope.status,
            problem: format!("code 0, but no {name}"),
            log_id: envelope.log_id(),
        })?;
        Ok(Token::new(value, life(&envelope.json)))
    }

    /// Posts to a token endpoint, again when that may help: a second token does no harm.
    pub(crate) async fn post(&self, endpoint: &str, body: Bytes, secret: &str) -> Result<Envelope, Error> {
        let steps: Vec<&str> = ["auth", "v3"].into_iter().chain(endpoint.split('/')).collect();
        let mut call = Call::new(&api::AUTH, connect::below(&self.base, &steps), CallOptions::default());
        call.body(body).secret(&self.app_secret.0).secret(secret).attempts(TOKEN_ATTEMPTS).deadline(FETCH_TAKES);
        call.failures(&self.failures);
        // streams that go on in a shutdown need one too; a call that may not begin does not ask for one
        let of_stream = true;
        let envelope =
            self.engine.call(&call, of_stream, None, |answer| Some(mem::replace(answer, Envelope::empty()))).await?;
        self.failures.forget();
        Ok(envelope)
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Auth").field("app_id", &self.app_id).finish_non_exhaustive()
    }
}

/// How long a token lives, from an answer.
fn life(answer: &Json) -> Duration {
    let seconds = answer.get("expire").and_then(integer).and_then(|s| u64::try_from(s).ok()).filter(|s| *s > 0);
    seconds.map_or(UNKNOWN_LIFE, |s| Duration::from_secs(s).min(LONGEST_LIFE))
}

/// The token of an app, and its source.
pub(crate) struct Access {
    pub(crate) auth: Auth,
    pub(crate) source: Box<dyn TokenSource>,
    pub(crate) shared: Option<SharedToken>,
    pub(crate) tokens: Arc<Tokens>,
}

impl Access {
    /// A token that is valid now, and for a while.
    pub(crate) fn held_token(&self, now: Instant) -> Option<Arc<HeldToken>> {
        self.tokens.held(now)
    }

    /// A token that is valid now, if need be from the source.
    pub(crate) async fn token(self: &Arc<Self>, deadline: Instant) -> Result<Arc<HeldToken>, Arc<Error>> {
        let fetch = || -> BoxFuture<'static, Result<Token, Error>> {
            let access = Arc::clone(self);
            Box::pin(async move {
                access.auth.failures.forget();
                let fetch = async || access.source.fetch(&access.auth).await;
                match &access.shared {
                    Some(shared) => shared.get(access.tokens.last_refused().as_deref(), fetch).await,
                    None => fetch().await,
                }
            })
        };
        self.tokens.get(deadline, fetch).await.map_err(|cause| match *cause {
            // the fetch goes on, and what it has met says more than that this call did not wait for its end
            Error::Timeout { .. } => self.auth.failures.get().unwrap_or(cause),
            _ => cause,
        })
    }

    /// The platform accepted a token.
    pub(crate) fn accepted(&self, token: &HeldToken) {
        self.tokens.accepted(token.number);
    }

    /// Forgets a token that the platform refused.
    pub(crate) fn refused(&self, token: &HeldToken, error: &Error) {
        self.tokens.refused(token.number, error);
    }
}
