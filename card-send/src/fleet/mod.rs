//! What the processes of one app share: a budget, a token, a memory.
//!
//! A client counts its own calls, fetches its own token, and a hook remembers what it has seen. An app that runs as
//! several processes would go over the platform's limits together, ask for a token as often as it has processes, and
//! handle a repeated event in each. Three small traits are the way out; unless set, each process keeps to itself.
//!
//! | trait | what it answers | set by |
//! |---|---|---|
//! | `Limiter` | may this call leave now, else when | `ClientBuilder::limiter`, `WebhookBuilder::limiter` |
//! | `TokenStore` | the token that all use, or: you fetch it | `ClientBuilder::token_store`, `StoreApp::shared` |
//! | `Seen` | is this the first time | `Hook::seen`, `LongConnection::seen` |
//!
//! The crate `feishu-card-redis` has them on Redis. Another store is a page of code: each method is one question, answered
//! by a boxed future.

#[cfg(feature = "client")]
mod limiter;
#[cfg(feature = "handlers")]
mod seen;
#[cfg(feature = "client")]
mod token_store;

#[cfg(feature = "client")]
pub use limiter::{LimitedCall, Limiter, Permission, RateLimit, ReceiverLimit};
#[cfg(feature = "handlers")]
pub use seen::{Seen, Sighting};
#[cfg(feature = "client")]
pub use token_store::{Stored, TokenStore, TokenWanted};

use std::{error::Error, pin::Pin};

/// The answer of a shared store, which may not be reachable. The error must not hold secrets: it is logged.
pub type SharedFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, Box<dyn Error + Send + Sync>>> + Send + 'a>>;
