//! What the engine asks of the processes' common limiter and token store: bounded in time, and with what follows when
//! nobody answers.

use super::{
    api::Api,
    budget::{Budgets, Key},
    schedule::ScheduleKey,
};
use crate::{
    client::{Error, Token},
    fleet::{LimitedCall, Limiter, Permission, Stored, TokenStore, TokenWanted},
};
use std::{error::Error as StdError, fmt, sync::Arc, time::Duration};
use tokio::time::{Instant, sleep, timeout};

/// A shared store answers within this time, or cannot be reached.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);
/// How soon a limiter that could not be asked is asked again.
pub(crate) const ASK_AGAIN: Duration = Duration::from_secs(1);
/// How long one process may fetch a token alone.
const LEASE: Duration = Duration::from_secs(20);
/// How often those who wait for it look.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

type BoxError = Box<dyn StdError + Send + Sync>;

/// The limiter of an app.
#[derive(Clone)]
pub(crate) struct SharedLimits {
    pub(crate) limiter: Arc<dyn Limiter>,
    /// Whose limits they are.
    pub(crate) owner: Arc<str>,
}

impl SharedLimits {
    pub(crate) async fn ask(
        &self,
        budgets: &Budgets,
        api: &Api,
        receiver: Option<(&str, ScheduleKey)>,
        since: Instant,
    ) -> Result<Permission, BoxError> {
        let limits = budgets.limits(api);
        let mut call = LimitedCall::new(&self.owner, api.name, &limits).since(since.into_std());
        if let Some((id, key)) = receiver {
            call = call.receiver(id, budgets.limit_of(key));
        }
        within(self.limiter.ask(&call)).await
    }

    /// Tells the others that the platform asked for a pause.
    pub(crate) async fn pause(
        &self,
        budgets: &Budgets,
        api: &Api,
        key: Option<(&Key<'_>, ScheduleKey)>,
        wait: Duration,
    ) {
        let limits = budgets.limits(api);
        let call = LimitedCall::new(&self.owner, api.name, &limits);
        let told = match key {
            Some((name, key)) => {
                let id = name.to_string();
                within(self.limiter.pause(&call.receiver(&id, budgets.limit_of(key)), true, wait)).await
            }
            None => within(self.limiter.pause(&call, false, wait)).await,
        };
        if let Err(error) = told {
            tracing::warn!(%error, "the other processes are not told of a pause");
        }
    }
}

impl fmt::Debug for SharedLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("shared")
    }
}

/// The token store of an app, and the name of a token in it.
#[derive(Clone)]
pub(crate) struct SharedToken {
    pub(crate) store: Arc<dyn TokenStore>,
    pub(crate) name: String,
}

impl SharedToken {
    /// The token that all use, or one that this process fetches for all; `refused` is one that the platform has refused.
    pub(crate) async fn get(
        &self,
        refused: Option<&str>,
        fetch: impl AsyncFnOnce() -> Result<Token, Error>,
    ) -> Result<Token, Error> {
        let wanted = TokenWanted::new(&self.name, LEASE).other_than(refused);
        loop {
            match within(self.store.get(&wanted)).await {
                Ok(Stored::Token(token)) => return Ok(token),
                Ok(Stored::Wait(wait)) => sleep(wait.clamp(Duration::from_millis(10), LOOK_AGAIN)).await,
                Ok(Stored::Fetch) => break,
                Err(error) => {
                    tracing::warn!(%error, "the token store cannot be reached: this process fetches for itself");
                    return fetch().await;
                }
            }
        }
        let fetched = fetch().await;
        let kept = match &fetched {
            Ok(token) => within(self.store.put(&self.name, token, token.keeps())).await,
            Err(_) => within(self.store.release(&self.name)).await,
        };
        if let Err(error) = kept {
            tracing::warn!(%error, "the token store cannot be reached: the others do not get this token");
        }
        fetched
    }

    /// What is kept under another name of the same store, and not fetched.
    pub(crate) async fn look(&self, name: &str, not: Option<&str>) -> Option<Token> {
        match within(self.store.get(&TokenWanted::new(name, Duration::ZERO).other_than(not))).await {
            Ok(Stored::Token(token)) => Some(token),
            Ok(_) => None,
            Err(error) => {
                tracing::warn!(%error, "the token store cannot be reached");
                None
            }
        }
    }
}

impl fmt::Debug for SharedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedToken").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The answer of a store, or that none came in time.
pub(crate) async fn within<T>(answer: impl Future<Output = Result<T, BoxError>>) -> Result<T, BoxError> {
    timeout(ANSWERS_WITHIN, answer).await.unwrap_or_else(|_| Err(format!("no answer within {ANSWERS_WITHIN:?}").into()))
}
