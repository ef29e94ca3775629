//! Adjusts a sandbox before it starts.

use crate::{
    CallbackKinds, CardkitRules, Clock, Fault, Sandbox,
    config::{App, Config},
    random::Random,
};
use feishu_card_core::{CheckOptions, Json};
use std::{fmt, io, time::Duration};

/// A sandbox to be adjusted before it starts; made by [`Sandbox::builder`].
#[derive(Clone)]
#[must_use = "a builder does nothing until `start`"]
pub struct Builder {
    config: Config,
}

impl Sandbox {
    /// A sandbox to be adjusted before it starts.
    pub fn builder() -> Builder {
        Builder { config: Config::seeded(Random::fresh_seed()) }
    }
}

impl Builder {
    fn app_mut(&mut self, change: impl FnOnce(&mut App)) {
        if let Some(app) = self.config.apps.first_mut() {
            change(app);
        }
    }

    /// Id and secret of the app, in place of made-up ones.
    pub fn app(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.app_mut(|app| (app.id, app.secret) = (id.into(), secret.into()));
        self
    }

    /// One more app of the same tenant.
    pub fn another_app(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.config.apps.push(App { id: id.into(), secret: secret.into(), store: false });
        self
    }

    /// The app is a store app: its tokens need a ticket.
    pub fn store_app(mut self) -> Self {
        self.app_mut(|app| app.store = true);
        self
    }

    /// The port on loopback; 0, the default, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.config.port = port;
        self
    }

    /// Multiplies all rate limits: 10.0 for tests that are in a hurry.
    pub fn limit_factor(mut self, factor: f64) -> Self {
        self.config.factor = factor;
        self
    }

    /// The rule book's limits and lowered codes for cards.
    pub fn options(mut self, options: CheckOptions) -> Self {
        self.config.options = options;
        self
    }

    /// A card template that exists, `AAq…`, with `${name}` in place of its variables: users see and work the card
    /// it makes. Templates that are not registered are refused then; without any, all are taken and show nothing.
    pub fn template(mut self, id: impl Into<String>, card: Json) -> Self {
        self.config.templates.push((id.into(), card));
        self
    }

    /// Takes cards without asking the rule book.
    pub fn without_validation(mut self) -> Self {
        self.config.validate = false;
        self
    }

    /// How long tokens live; else two hours.
    pub fn token_life(mut self, life: Duration) -> Self {
        self.config.token_life = life;
        self
    }

    /// A second message with a known `uuid` is refused with this code; else it answers the first message.
    pub fn refuse_repeated_uuid(mut self, code: u32) -> Self {
        self.config.repeated_uuid = Some(code);
        self
    }

    /// How CardKit behaves where the platform's documentation leaves it open.
    pub fn cardkit(mut self, rules: CardkitRules) -> Self {
        self.config.cardkit = rules;
        self
    }

    /// Pushed requests are encrypted and signed with this key.
    pub fn encrypt_key(mut self, key: impl Into<String>) -> Self {
        self.config.encrypt_key = Some(key.into());
        self
    }

    /// The verification token in pushed requests, in place of a made-up one.
    pub fn verification_token(mut self, token: impl Into<String>) -> Self {
        self.config.verification_token = token.into();
        self
    }

    /// Where callbacks and events are posted, over plain HTTP only: `http://127.0.0.1:8080/callback`.
    pub fn callback_url(mut self, url: impl Into<String>) -> Self {
        self.config.callback_url = Some(url.into());
        self
    }

    /// How long an app may take to answer a callback; else three seconds.
    pub fn callback_timeout(mut self, timeout: Duration) -> Self {
        self.config.callback_timeout = timeout;
        self
    }

    /// Which kinds of callback the app gets; else the new one.
    pub fn callbacks(mut self, kinds: CallbackKinds) -> Self {
        self.config.callbacks = kinds;
        self
    }

    /// The custom bot checks signatures with this secret.
    pub fn webhook_secret(mut self, secret: impl Into<String>) -> Self {
        self.config.hook.secret = Some(secret.into());
        self
    }

    /// The custom bot wants at least one of its keywords in a message; this is one more.
    pub fn webhook_keyword(mut self, keyword: impl Into<String>) -> Self {
        self.config.hook.keywords.push(keyword.into());
        self
    }

    /// How many requests are kept for [`Sandbox::requests`]; else 10,000.
    pub fn keep_requests(mut self, requests: usize) -> Self {
        self.config.keep_requests = requests;
        self
    }

    /// Keeps a journal for people who look: calls, pushes, frames and what users did, in one order, with all answers and
    /// times. [`Sandbox::control`] shows it; the last 2,000 entries are kept.
    pub fn journal(mut self) -> Self {
        self.config.journal = true;
        self
    }

    /// A user with a name: an open_id and what the user is called.
    pub fn person(mut self, open_id: impl Into<String>, name: impl Into<String>) -> Self {
        self.config.people.push((open_id.into(), name.into()));
        self
    }

    /// A group with a name: a chat_id and what the group is called. All users are in it.
    pub fn group(mut self, chat_id: impl Into<String>, name: impl Into<String>) -> Self {
        self.config.groups.push((chat_id.into(), name.into()));
        self
    }

    /// Decides what is made up: id and secret of the app, the tenant, tokens, ids and nonces, and which calls a fault
    /// with a probability hits; else each sandbox differs.
    pub fn seed(mut self, seed: u64) -> Self {
        self.config.reseed(seed);
        self
    }

    /// Something that goes wrong from the start; see [`Sandbox::inject`].
    pub fn fault(mut self, fault: Fault) -> Self {
        self.config.faults.push(fault);
        self
    }

    /// The clock to live by, in place of the machine's.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.config.clock = clock;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// When the port is taken, no thread can be started, or the callback address is not one of plain HTTP.
    pub async fn start(self) -> io::Result<Sandbox> {
        self.start_blocking()
    }

    /// Starts it from code that is not async.
    ///
    /// # Errors
    /// As [`Builder::start`].
    pub fn start_blocking(self) -> io::Result<Sandbox> {
        Sandbox::run(self.config)
    }
}

/// Names no secrets.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("port", &self.config.port).finish_non_exhaustive()
    }
}
