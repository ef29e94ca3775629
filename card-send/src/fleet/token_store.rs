//! The tokens of an app, kept for all its processes.

use super::SharedFuture;
use crate::Token;
use std::time::Duration;

/// Keeps tokens, and the ticket of a store app, for all processes of an app, and lets one of them fetch at a time.
///
/// When the store cannot be reached, a process fetches a token for itself: a second one does no harm.
///
/// ```
/// # mod feishu_card { pub use feishu_card_send as send; }
/// use feishu_card::send::{Token, fleet::{SharedFuture, Stored, TokenStore, TokenWanted}};
/// use std::{collections::HashMap, sync::Mutex, time::{Duration, Instant}};
///
/// /// For the clients of one process.
/// #[derive(Default)]
/// struct InMemory(Mutex<HashMap<String, Entry>>);
///
/// #[derive(Default)]
/// struct Entry { token: Option<(Token, Instant, Instant)>, leased: Option<Instant> }
///
/// impl TokenStore for InMemory {
///     fn get<'a>(&'a self, wanted: &'a TokenWanted<'a>) -> SharedFuture<'a, Stored> {
///         Box::pin(async move {
///             let (mut entries, now) = (self.0.lock().map_err(|_| "poisoned")?, Instant::now());
///             let entry = entries.entry(wanted.name.to_owned()).or_default();
///             match &entry.token {
///                 Some((token, kept, end)) if now < *kept && wanted.not != Some(token.secret()) => {
///                     return Ok(Stored::Token(Token::new(token.secret(), *end - now)));
///                 }
///                 _ => {}
///             }
///             if let Some(wait) = entry.leased.and_then(|end| end.checked_duration_since(now)) {
///                 return Ok(Stored::Wait(wait));
///             }
///             entry.leased = Some(now + wanted.lease);
///             Ok(Stored::Fetch)
///         })
///     }
///
///     fn put<'a>(&'a self, name: &'a str, token: &'a Token, keep: Duration) -> SharedFuture<'a, ()> {
///         Box::pin(async move {
///             let now = Instant::now();
///             let token = Some((token.clone(), now + keep, now + token.lives()));
///             self.0.lock().map_err(|_| "poisoned")?.insert(name.to_owned(), Entry { token, leased: None });
///             Ok(())
///         })
///     }
///
///     fn release<'a>(&'a self, name: &'a str) -> SharedFuture<'a, ()> {
///         Box::pin(async move {
///             self.0.lock().map_err(|_| "poisoned")?.entry(name.to_owned()).or_default().leased = None;
///             Ok(())
///         })
///     }
/// }
/// ```
pub trait TokenStore: Send + Sync + 'static {
    /// The token of this name, or who is to fetch it.
    ///
    /// # Errors
    /// When the store cannot be reached.
    fn get<'a>(&'a self, wanted: &'a TokenWanted<'a>) -> SharedFuture<'a, Stored>;

    /// Keeps a token for `keep`, which is shorter than it lives: then it is time to renew it. Ends the lease. What
    /// [`get`](TokenStore::get) gives lives for what is left of its whole life.
    ///
    /// # Errors
    /// When the store cannot be reached.
    fn put<'a>(&'a self, name: &'a str, token: &'a Token, keep: Duration) -> SharedFuture<'a, ()>;

    /// Ends the lease of whoever could not fetch a token, so that another may try.
    ///
    /// # Errors
    /// When the store cannot be reached.
    fn release<'a>(&'a self, name: &'a str) -> SharedFuture<'a, ()>;
}

/// What is asked of a store.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TokenWanted<'a> {
    /// Its name: the app id and what it is, `cli_… tenant`.
    pub name: &'a str,
    /// A token that the platform has refused, a secret: it counts as missing.
    pub not: Option<&'a str>,
    /// How long the caller may fetch alone, if it is to fetch; nothing is leased when this is zero.
    pub lease: Duration,
}

impl<'a> TokenWanted<'a> {
    /// The token of this name, for tests of a store.
    #[must_use]
    pub fn new(name: &'a str, lease: Duration) -> Self {
        TokenWanted { name, not: None, lease }
    }

    /// Another than this, which the platform has refused.
    #[must_use]
    pub fn other_than(mut self, refused: Option<&'a str>) -> Self {
        self.not = refused;
        self
    }
}

impl std::fmt::Debug for TokenWanted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenWanted").field("name", &self.name).field("lease", &self.lease).finish_non_exhaustive()
    }
}

/// What a store has.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Stored {
    /// This token, and how long it still lives.
    Token(Token),
    /// None, and the caller is to fetch one: nobody else is told so until its lease ends.
    Fetch,
    /// None, and another is fetching: ask again, after this time at the latest.
    Wait(Duration),
}
