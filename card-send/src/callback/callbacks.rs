//! What is known of the app whose callbacks are read: its secrets, the time window, the bounds.

use super::{Event, Generation, replay::SeenRequests};
use feishu_card_core::Version;
use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;
pub(crate) type ShownVersion = Arc<dyn Fn(&Event) -> Option<Version> + Send + Sync>;

/// Reads pushed requests of one app. Cloning is cheap and shares the memory of what was seen.
///
/// Both secrets are in the developer console under *Events & Callbacks → Encryption Strategy*.
/// `Debug` shows neither.
///
/// ```
/// # mod feishu_card { pub use feishu_card_send::callback; }
/// use feishu_card::callback::Callbacks;
/// use std::time::Duration;
/// let callbacks = Callbacks::new("verification token").encrypt_key("encrypt key").window(Duration::from_secs(60));
/// assert!(!format!("{callbacks:?}").contains("encrypt key"));
/// ```
#[derive(Clone)]
pub struct Callbacks {
    pub(super) token: Arc<str>,
    pub(super) key: Option<Arc<str>>,
    pub(super) window: Duration,
    pub(super) max_body: usize,
    pub(super) clock: Clock,
    pub(super) seen: Arc<SeenRequests>,
    pub(super) shown: Option<ShownVersion>,
    pub(super) only: Option<Generation>,
    pub(super) old_too: bool,
}

impl Callbacks {
    /// The time window unless changed: 300 seconds to either side. The platform documents none.
    pub const WINDOW: Duration = Duration::from_secs(300);
    /// The largest body unless changed: 1 MiB. Real ones have a few kilobytes.
    pub const MAX_BODY: usize = 1 << 20;
    /// How many requests are remembered against replay unless changed.
    pub const REMEMBERED: usize = 10_000;

    /// Reads the callbacks of the app with this Verification Token. With the empty string every request is refused.
    #[must_use]
    pub fn new(verification_token: impl Into<String>) -> Self {
        Callbacks {
            token: verification_token.into().into(),
            key: None,
            window: Self::WINDOW,
            max_body: Self::MAX_BODY,
            clock: Arc::new(SystemTime::now),
            seen: Arc::new(SeenRequests::new(Self::REMEMBERED)),
            shown: None,
            only: None,
            old_too: false,
        }
    }

    /// The Encrypt Key, if one is set in the console. Set one: without it new callbacks carry no signature, and
    /// whoever has seen one body can forge the next. With the empty string every request is refused.
    #[must_use]
    pub fn encrypt_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into().into());
        self
    }

    /// Refuses callbacks of the other generation.
    #[must_use]
    pub fn only(mut self, generation: Generation) -> Self {
        self.only = Some(generation);
        self
    }

    /// Takes callbacks of the old generation (`card.action.trigger_v1`) too, although an Encrypt Key is set. Without it
    /// they are refused then: what proves an old callback is the Verification Token alone, which is in every event, so
    /// whoever has seen the body of one event could click in anybody's name. Without an Encrypt Key both are taken.
    #[must_use]
    pub fn accept_old(mut self) -> Self {
        self.old_too = true;
        self
    }

    /// How far the time stamp of a request may lie from now, in either direction; [`Callbacks::WINDOW`] unless set.
    #[must_use]
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// The largest body in bytes; [`Callbacks::MAX_BODY`] unless set.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// How many requests are remembered against replay; [`Callbacks::REMEMBERED`] unless set. Beyond that the oldest
    /// are forgotten, and requests of their time are refused from then on; so it should be more than comes in during the
    /// window. Each process remembers its own, and asks where all of them look if `Hook::seen` is set; with
    /// [`read`](Callbacks::read) alone, drop duplicates by [`Event::id`] if an action must not happen twice.
    #[must_use]
    pub fn remember(mut self, requests: usize) -> Self {
        self.seen = Arc::new(SeenRequests::new(requests));
        self
    }

    /// Forgets that a request was seen, by its headers: its handler failed, and the platform may send it again. `Hook`
    /// does so by itself.
    pub fn forget(&self, headers: &http::HeaderMap) {
        for key in self.seen_as(headers) {
            self.seen.forget(&key);
        }
    }

    /// Another clock, for tests.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(now);
        self
    }

    /// Which version of card JSON the shown card has. A callback does not say it, yet a card must be answered with
    /// a card of its own version (200830 otherwise). With this the mistake is found before the answer leaves; an app
    /// that sends one version only says `.shown(|_| Some(Version::V2))`.
    #[must_use]
    pub fn shown(mut self, version: impl Fn(&Event) -> Option<Version> + Send + Sync + 'static) -> Self {
        self.shown = Some(Arc::new(version));
        self
    }
}

impl fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callbacks")
            .field("encrypt_key", if self.key.is_some() { &"set" } else { &"none" })
            .field("window", &self.window)
            .field("max_body", &self.max_body)
            .finish_non_exhaustive()
    }
}
