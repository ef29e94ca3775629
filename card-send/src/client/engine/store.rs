//! The tokens of a store app: from the ticket that the platform pushes every hour.

use super::{
    access::{Auth, BoxFuture, TokenSource},
    body::Body,
    token::{Token, Tokens},
};
use crate::client::{Error, secret::Secret};
use std::sync::{Arc, Mutex, PoisonError};

/// A store (marketplace) app: one for all tenants. Clones are the same app.
///
/// ```no_run
/// # mod feishu_card { pub use feishu_card_send as send; }
/// # fn example() -> Result<(), feishu_card::send::Error> {
/// use feishu_card::send::{Client, StoreApp};
/// let app = StoreApp::new();
/// let client = Client::builder("cli_…", "secret").token_source(app.tenant("tenant key")).build()?;
/// // in the handler of the event `app_ticket`, which comes once an hour:
/// app.set_ticket("the ticket");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
pub struct StoreApp(Arc<StoreState>);

#[derive(Debug, Default)]
struct StoreState {
    ticket: Mutex<Option<Secret>>,
    app_token: Tokens,
}

impl StoreApp {
    /// An app without a ticket: the first call asks the platform to push one, and fails with [`Error::NoTicket`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the ticket of the event `app_ticket`.
    pub fn set_ticket(&self, ticket: impl Into<String>) {
        *self.0.ticket.lock().unwrap_or_else(PoisonError::into_inner) = Some(Secret(ticket.into()));
    }

    /// The tokens for one tenant, by its `tenant_key`.
    pub fn tenant(&self, tenant_key: impl Into<String>) -> impl TokenSource {
        Tenant { app: self.clone(), tenant_key: tenant_key.into() }
    }

    /// Gets an app token for the ticket.
    async fn app_token(&self, auth: &Auth) -> Result<Token, Error> {
        let ticket = self.0.ticket.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(ticket) = ticket else {
            auth.post("app_ticket/resend", auth.credentials().done()).await?;
            return Err(Error::NoTicket);
        };
        let body = auth.credentials().str("app_ticket", &ticket.0).done();
        let token = auth.token("app_access_token", body, "app_access_token").await;
        if token.as_ref().is_err_and(|error| error.code() == Some(10_012)) {
            // the ticket is no longer good: forget it, unless a newer one has come
            self.0.ticket.lock().unwrap_or_else(PoisonError::into_inner).take_if(|held| *held == ticket);
            auth.post("app_ticket/resend", auth.credentials().done()).await?;
            return Err(Error::NoTicket);
        }
        token
    }
}

/// One tenant of a store app.
struct Tenant {
    app: StoreApp,
    tenant_key: String,
}

impl TokenSource for Tenant {
    fn fetch<'a>(&'a self, auth: &'a Auth) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(async move {
            let app_token = self.app.0.app_token.get(|| self.app.app_token(auth)).await.map_err(Error::Token)?;
            let body =
                Body::new(0).str("app_access_token", &app_token.value.0).str("tenant_key", &self.tenant_key).done();
            let token = auth.token("tenant_access_token", body, "tenant_access_token").await;
            if token.is_err() {
                // the app token may be the cause; the next attempt begins with a new one
                self.app.0.app_token.refused(app_token.number);
            }
            token
        })
    }
}
