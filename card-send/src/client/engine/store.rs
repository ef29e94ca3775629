//! The tokens of a store app: from the ticket that the platform pushes every hour.

use super::{
    access::{Auth, BoxFuture, TokenSource},
    body::Body,
    shared::{SharedToken, within},
    token::{FETCH_TAKES, Token, Tokens},
};
use crate::{
    client::{Class, Error, secret::Secret},
    fleet::TokenStore,
};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// The code that says that the ticket is no longer good.
const TICKET_INVALID: i64 = 10_012;
/// A ticket that was asked for comes within this time; meanwhile it is not asked for again.
const TICKET_TAKES: Duration = Duration::from_secs(60);

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
    state: Mutex<TicketState>,
    app_token: Arc<Tokens>,
    /// Where ticket and app token are kept for all processes.
    shared: Option<SharedToken>,
}

/// How long a ticket is kept; the next one comes within the hour.
const TICKET_KEPT: Duration = Duration::from_secs(24 * 3600);

#[derive(Debug, Default)]
struct TicketState {
    ticket: Option<Secret>,
    /// When the platform was asked to push one.
    asked: Option<Instant>,
}

impl StoreApp {
    /// An app without a ticket: the first call asks the platform to push one, and fails with [`Error::NoTicket`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An app whose ticket and app token are kept for all its processes: the event `app_ticket` comes to one of them. Its
    /// tenants' tokens are kept where [`token_store`](crate::ClientBuilder::token_store) says.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_send as send; }
    /// # fn example(store: std::sync::Arc<dyn feishu_card::send::fleet::TokenStore>) -> Result<(), feishu_card::send::Error> {
    /// use feishu_card::send::{Client, StoreApp};
    /// let app = StoreApp::shared("cli_…", store.clone());
    /// let client = Client::builder("cli_…", "secret").token_source(app.tenant("tenant key")).token_store(store).build()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn shared(app_id: &str, store: Arc<dyn TokenStore>) -> Self {
        let shared = Some(SharedToken { store, name: format!("{app_id} app") });
        StoreApp(Arc::new(StoreState { shared, ..StoreState::default() }))
    }

    /// Takes the ticket of the event `app_ticket` for all processes.
    ///
    /// # Errors
    /// [`Error::Shared`] when the store cannot be reached; this process has the ticket all the same. Answer the event
    /// with an error then, so that it comes again.
    pub async fn share_ticket(&self, ticket: impl Into<String>) -> Result<(), Error> {
        let ticket: String = ticket.into();
        self.set_ticket(ticket.as_str());
        let Some(shared) = &self.0.shared else { return Ok(()) };
        let ticket = Token::new(ticket, TICKET_KEPT);
        within(shared.store.put(&ticket_name(shared), &ticket, TICKET_KEPT)).await.map_err(Error::Shared)
    }

    /// Takes the ticket of the event `app_ticket`.
    pub fn set_ticket(&self, ticket: impl Into<String>) {
        let ticket: String = ticket.into();
        *self.state() = TicketState { ticket: Some(Secret(ticket.trim().to_owned())), asked: None };
    }

    /// The tokens for one tenant, by its `tenant_key`.
    pub fn tenant(&self, tenant_key: impl Into<String>) -> impl TokenSource {
        StoreTenant { app: self.clone(), tenant_key: tenant_key.into() }
    }

    /// Gets an app token for the ticket.
    async fn app_token(&self, auth: &Auth) -> Result<Token, Error> {
        let held = self.state().ticket.clone();
        let Some(ticket) = self.shared_ticket(None).await.or(held) else {
            return Err(self.ask_for_a_ticket(auth).await);
        };
        let body = auth.credentials().str("app_ticket", &ticket.0).done();
        let token = auth.token("app_access_token", body, &ticket.0, "app_access_token").await;
        if token.as_ref().is_err_and(|error| error.code() == Some(TICKET_INVALID)) {
            // forget it, unless a newer one has come
            self.state().ticket.take_if(|held| *held == ticket);
            return Err(self.ask_for_a_ticket(auth).await);
        }
        token
    }

    /// The ticket that all processes have.
    async fn shared_ticket(&self, not: Option<&str>) -> Option<Secret> {
        let shared = self.0.shared.as_ref()?;
        shared.look(&ticket_name(shared), not).await.map(|ticket| ticket.value)
    }

    /// Asks the platform to push a ticket, unless it was asked a moment ago.
    async fn ask_for_a_ticket(&self, auth: &Auth) -> Error {
        let now = Instant::now();
        let asked = self.state().asked;
        if asked.is_some_and(|asked| now < asked + TICKET_TAKES) {
            return Error::NoTicket;
        }
        self.state().asked = Some(now);
        match auth.post("app_ticket/resend", auth.credentials().done(), "").await {
            Ok(_) => Error::NoTicket,
            Err(error) => {
                self.state().asked = None;
                error
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, TicketState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the ticket is called in the store.
fn ticket_name(shared: &SharedToken) -> String {
    format!("{} ticket", shared.name)
}

/// One tenant of a store app.
struct StoreTenant {
    app: StoreApp,
    tenant_key: String,
}

impl TokenSource for StoreTenant {
    fn kept_as(&self) -> String {
        format!("tenant {}", self.tenant_key)
    }

    fn fetch<'a>(&'a self, auth: &'a Auth) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(async move {
            let tokens = &self.app.0.app_token;
            let fetch = || -> BoxFuture<'static, Result<Token, Error>> {
                let (app, auth) = (self.app.clone(), auth.clone());
                Box::pin(async move {
                    let fetch = async || app.app_token(&auth).await;
                    match &app.0.shared {
                        Some(shared) => shared.get(app.0.app_token.last_refused().as_deref(), fetch).await,
                        None => fetch().await,
                    }
                })
            };
            let app_token = tokens.get(Instant::now() + FETCH_TAKES, fetch).await.map_err(|cause| match *cause {
                Error::NoTicket => Error::NoTicket,
                _ => Error::Token(cause),
            })?;
            let body =
                Body::new(0).str("app_access_token", &app_token.value.0).str("tenant_key", &self.tenant_key).done();
            let secret = &app_token.value.0;
            let token = auth.token("tenant_access_token", body, secret, "tenant_access_token").await;
            if let Err(error) = &token
                && error.refusal().is_some_and(|refusal| refusal.class == Class::RefreshToken)
            {
                // the next attempt begins with a new one; a tenant that has no access says nothing about it
                tokens.refused(app_token.number, error);
            }
            token
        })
    }
}
