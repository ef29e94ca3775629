//! What a sandbox is started with.

use crate::{Clock, Fault, platform::cardkit::rules::CardkitRules, random::Random};
use feishu_card_core::{CheckOptions, Json};
use std::time::Duration;

/// Which kinds of card callback an app gets when a user works a card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackKinds {
    /// `card.action.trigger`, the current one.
    #[default]
    New,
    /// `card.action.trigger_v1`, the old one: flat body, SHA-1 signature, never encrypted.
    Old,
    /// Both, as two requests; one good answer is enough.
    Both,
}

/// An app of the emulated tenant.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) secret: String,
    /// A store app gets its tokens with a ticket.
    pub(crate) store: bool,
}

/// A custom bot of a group.
#[derive(Clone)]
pub(crate) struct Hook {
    pub(crate) token: String,
    pub(crate) secret: Option<String>,
    pub(crate) keywords: Vec<String>,
}

#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) apps: Vec<App>,
    pub(crate) tenant_key: String,
    pub(crate) verification_token: String,
    pub(crate) encrypt_key: Option<String>,
    pub(crate) callback_url: Option<String>,
    pub(crate) callback_timeout: Duration,
    pub(crate) callbacks: CallbackKinds,
    pub(crate) hook: Hook,
    /// Card templates: id and card.
    pub(crate) templates: Vec<(String, Json)>,
    pub(crate) factor: f64,
    pub(crate) validate: bool,
    pub(crate) options: CheckOptions,
    pub(crate) token_life: Duration,
    pub(crate) repeated_uuid: Option<u32>,
    pub(crate) cardkit: CardkitRules,
    pub(crate) keep_requests: usize,
    /// Whether a journal is kept.
    pub(crate) journal: bool,
    /// Users with a name: open_id and name.
    pub(crate) people: Vec<(String, String)>,
    /// Groups with a name: chat_id and name.
    pub(crate) groups: Vec<(String, String)>,
    pub(crate) port: u16,
    pub(crate) seed: u64,
    /// What goes wrong from the start.
    pub(crate) faults: Vec<Fault>,
    pub(crate) clock: Clock,
}

impl Config {
    /// A self-built app with fresh secrets; the platform's own limits.
    pub(crate) fn seeded(seed: u64) -> Self {
        let [id, secret, tenant_key, verification_token, token] = made_up(seed);
        Config {
            apps: vec![App { id, secret, store: false }],
            tenant_key,
            verification_token,
            encrypt_key: None,
            callback_url: None,
            callback_timeout: Duration::from_secs(3),
            callbacks: CallbackKinds::New,
            hook: Hook { token, secret: None, keywords: Vec::new() },
            templates: Vec::new(),
            factor: 1.0,
            validate: true,
            options: CheckOptions::default(),
            token_life: Duration::from_secs(7200),
            repeated_uuid: None,
            cardkit: CardkitRules::default(),
            keep_requests: 10_000,
            journal: false,
            people: Vec::new(),
            groups: Vec::new(),
            port: 0,
            seed,
            faults: Vec::new(),
            clock: Clock::system(),
        }
    }

    /// Another seed: what the old one has made up comes out of the new one, what was given stays.
    pub(crate) fn reseed(&mut self, seed: u64) {
        let Some(app) = self.apps.first_mut() else { return };
        let values =
            [&mut app.id, &mut app.secret, &mut self.tenant_key, &mut self.verification_token, &mut self.hook.token];
        for ((value, old), new) in values.into_iter().zip(made_up(self.seed)).zip(made_up(seed)) {
            if *value == old {
                *value = new;
            }
        }
        self.seed = seed;
    }
}

/// Id and secret of the app, the tenant's key, the verification token and the custom bot's token.
fn made_up(seed: u64) -> [String; 5] {
    let mut random = Random::seeded(seed);
    let id = format!("cli_{:016x}", random.next());
    let secret = random.id("");
    [id, secret, format!("{:016x}", random.next()), random.id(""), random.id("")]
}
