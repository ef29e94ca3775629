//! What an app has seen, remembered for all its processes.

use super::SharedFuture;
use std::time::Duration;

/// Remembers the clicks and events that came, for all processes of an app: each is handled in one of them.
///
/// Each process remembers for itself too, and asks only about what is new to it. When it cannot be known whether
/// something is new it is not handled: a click is answered with what the user sees when a handler fails, an event is not
/// taken, so that the platform sends it again. A store that would rather have it handled twice answers
/// [`Sighting::First`].
///
/// ```
/// # mod feishu_card { pub use feishu_card_send as send; }
/// use feishu_card::send::fleet::{Seen, SharedFuture, Sighting};
/// use std::{collections::HashMap, sync::Mutex, time::{Duration, Instant}};
///
/// #[derive(Default)]
/// struct InMemory(Mutex<HashMap<String, (Sighting, Instant)>>);
///
/// impl Seen for InMemory {
///     fn begin<'a>(&'a self, id: &'a str, lease: Duration) -> SharedFuture<'a, Sighting> {
///         Box::pin(async move {
///             let (mut seen, now) = (self.0.lock().map_err(|_| "poisoned")?, Instant::now());
///             seen.retain(|_, (_, end)| now < *end);
///             if let Some((sighting, _)) = seen.get(id) {
///                 return Ok(*sighting);
///             }
///             seen.insert(id.to_owned(), (Sighting::Running, now + lease));
///             Ok(Sighting::First)
///         })
///     }
///
///     fn done<'a>(&'a self, id: &'a str, remember: Duration) -> SharedFuture<'a, ()> {
///         Box::pin(async move {
///             let mut seen = self.0.lock().map_err(|_| "poisoned")?;
///             seen.insert(id.to_owned(), (Sighting::Done, Instant::now() + remember));
///             Ok(())
///         })
///     }
///
///     fn forget<'a>(&'a self, id: &'a str) -> SharedFuture<'a, ()> {
///         Box::pin(async move {
///             self.0.lock().map_err(|_| "poisoned")?.remove(id);
///             Ok(())
///         })
///     }
/// }
/// ```
pub trait Seen: Send + Sync + 'static {
    /// Whether this is seen for the first time; if so the caller handles it, and is taken for dead when it has not
    /// [ended](Seen::done) after `lease`.
    ///
    /// # Errors
    /// When it cannot be known.
    fn begin<'a>(&'a self, id: &'a str, lease: Duration) -> SharedFuture<'a, Sighting>;

    /// It was handled, and is remembered for this long.
    ///
    /// # Errors
    /// When the store cannot be reached; they are logged.
    fn done<'a>(&'a self, id: &'a str, remember: Duration) -> SharedFuture<'a, ()>;

    /// It was not handled, and may come again.
    ///
    /// # Errors
    /// When the store cannot be reached; they are logged.
    fn forget<'a>(&'a self, id: &'a str) -> SharedFuture<'a, ()>;
}

/// What is known of a click or an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sighting {
    /// It is new: the caller is to handle it.
    First,
    /// It is being handled.
    Running,
    /// It was handled.
    Done,
}
