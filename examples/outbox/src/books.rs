//! What is known of each message, beside its job: in the same database.
//!
//! ```text
//! waiting ─► leaving ─► delivered
//!    ▲          ├─────► refused    the platform does not want it: another try ends the same way
//!    │          ├─────► failed     tried as often as it may be
//!    └──────────┘       unknown    it was leaving when its worker died, and that is found out an hour later
//! it surely did
//! not arrive
//! ```
//!
//! A message that was leaving when its worker died may have arrived. Within the hour for which the platform remembers its
//! key it is sent again, and delivered once. Later it is not sent: a person decides.

mod redis_books;
mod sql_books;

use crate::{AnyError, database_url};
use std::{collections::BTreeMap, fmt, pin::Pin, sync::Arc, time::Duration};

/// The platform remembers a key for an hour. A send may take some minutes of it, and the clock may be set meanwhile: the
/// books have one clock for all workers, that of Postgres or Redis; with SQLite, that of the machine.
const REMEMBERED: Duration = Duration::from_secs(3600);
const MARGIN: Duration = Duration::from_secs(900);

pub type Future<'a, T> = Pin<Box<dyn std::future::Future<Output = Result<T, AnyError>> + Send + 'a>>;

/// A message and where it goes.
pub struct Entry {
    pub key: String,
    pub receiver: String,
}

/// What is to be done with a message whose job was taken.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// Send it, within this time.
    Send(Duration),
    /// It has ended.
    Skip,
}

/// One line for each message.
pub trait Books: Send + Sync {
    /// Adds messages that are not there yet.
    fn add<'a>(&'a self, name: &'a str, entries: &'a [Entry]) -> Future<'a, ()>;
    /// The state of a message, and when it first left, in seconds since 1970.
    fn read<'a>(&'a self, name: &'a str, key: &'a str) -> Future<'a, (String, Option<i64>)>;
    fn write<'a>(
        &'a self,
        name: &'a str,
        key: &'a str,
        state: &'a str,
        left: Option<i64>,
        detail: &'a str,
    ) -> Future<'a, ()>;
    fn progress<'a>(&'a self, name: &'a str) -> Future<'a, Progress>;
    /// Receiver, state and reason of what has ended without being delivered.
    fn report<'a>(&'a self, name: &'a str) -> Future<'a, Vec<(String, String, String)>>;
    /// What time it is by the clock of the books, in seconds since 1970.
    fn now(&self) -> Future<'_, i64>;
    fn pause<'a>(&'a self, name: &'a str, paused: bool) -> Future<'a, ()>;
    fn is_paused<'a>(&'a self, name: &'a str) -> Future<'a, bool>;
}

pub async fn open() -> Result<Arc<dyn Books>, AnyError> {
    open_at(&database_url()).await
}

pub async fn open_at(url: &str) -> Result<Arc<dyn Books>, AnyError> {
    Ok(match url.starts_with("redis") {
        true => Arc::new(redis_books::open(url).await?),
        false => Arc::new(sql_books::open(url).await?),
    })
}

/// A job was taken: it is noted that its message leaves, before it does.
pub async fn leaving(books: &dyn Books, name: &str, key: &str) -> Result<Step, AnyError> {
    let (state, left) = books.read(name, key).await?;
    let now = books.now().await?.saturating_add(plus());
    match (state.as_str(), left) {
        ("waiting", _) | ("leaving", None) => {
            books.write(name, key, "leaving", Some(now), "").await?;
            Ok(Step::Send(REMEMBERED - MARGIN))
        }
        ("leaving", Some(left)) => {
            let age = Duration::from_secs(u64::try_from(now - left).unwrap_or(0));
            match (REMEMBERED - MARGIN).checked_sub(age) {
                Some(within) => Ok(Step::Send(within)),
                None => {
                    let detail = format!("its worker died {} min ago while it was leaving", age.as_secs() / 60);
                    books.write(name, key, "unknown", Some(left), &detail).await?;
                    Ok(Step::Skip)
                }
            }
        }
        _ => Ok(Step::Skip),
    }
}

/// By how many seconds tests move the clock.
fn plus() -> i64 {
    std::env::var("NOW_PLUS").ok().and_then(|plus| plus.parse().ok()).unwrap_or(0)
}

/// How many messages are in each state.
#[derive(Debug, Default)]
pub struct Progress(pub BTreeMap<String, u64>);

impl Progress {
    pub fn of(&self, state: &str) -> u64 {
        self.0.get(state).copied().unwrap_or(0)
    }

    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    pub fn is_over(&self) -> bool {
        self.of("waiting") + self.of("leaving") == 0
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} messages", self.total())?;
        self.0.iter().try_for_each(|(state, count)| write!(f, ", {count} {state}"))
    }
}
