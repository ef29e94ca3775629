//! The chat of `card dev`: the emulated platform in this process, and what the page shows of it.
//!
//! A bot that is started with the printed address, app id and secret appears here. All that the page does goes through the
//! control of the sandbox, as it does for test suites and for `card click`; this module adds the pictures of cards.

mod view;

use crate::{args::Dev, rust_source};
use feishu_card_core::Json;
use feishu_card_sandbox::{ControlError, Sandbox};
use std::{io, sync::Arc};

/// Where the emulated platform is served when nothing else is asked for and it is free.
const PORT: u16 = 7718;

/// What a bot is configured with, the same in every run: it opens nothing but this emulator.
const APP: (&str, &str) = ("cli_card_dev", "card-dev-secret");
const VERIFICATION_TOKEN: &str = "card-dev-token";

/// Who is there from the start.
const PEOPLE: &[(&str, &str)] = &[
    ("ou_ada_lovelace_1815", "Ada 艾达"),
    ("ou_li_ming_1990", "Li Ming 李明"),
    ("ou_grace_hopper_1906", "Grace 格蕾丝"),
];
const GROUP: (&str, &str) = ("oc_development_team", "Team 开发组");

/// The way to the emulated platform.
#[derive(Clone, Debug)]
pub(crate) struct Chat {
    sandbox: Arc<Sandbox>,
}

impl Chat {
    /// Starts the emulated platform.
    ///
    /// # Errors
    /// When the port that was asked for is taken, or no thread can be started.
    pub(crate) fn start(args: &Dev) -> io::Result<Self> {
        let builder = |port: u16| {
            let mut builder = Sandbox::builder()
                .port(port)
                .app(APP.0, APP.1)
                .verification_token(VERIFICATION_TOKEN)
                .group(GROUP.0, GROUP.1)
                .journal();
            for (id, name) in PEOPLE {
                builder = builder.person(*id, *name);
            }
            if let Some(key) = &args.encrypt_key {
                builder = builder.encrypt_key(key);
            }
            match &args.callback_url {
                Some(url) => builder.callback_url(url),
                None => builder,
            }
        };
        let sandbox = match args.api_port {
            Some(port) => builder(port).start_blocking()?,
            None => builder(PORT).start_blocking().or_else(|_| builder(0).start_blocking())?,
        };
        Ok(Chat { sandbox: Arc::new(sandbox) })
    }

    /// What is printed for those who start a bot.
    pub(crate) fn told(&self) -> String {
        format!(
            "\na bot with this configuration appears in the chat:\n  \
             base URL            {}\n  app id              {}\n  app secret          {}\n  \
             verification token  {}\nfor `card messages`, `card say`, `card click` and test suites:\n  \
             export CARD_SANDBOX={}\n",
            self.sandbox.base_url(),
            self.sandbox.app_id(),
            self.sandbox.app_secret(),
            self.sandbox.verification_token(),
            self.sandbox.control_url(),
        )
    }

    /// Waits until something is new since this number.
    pub(crate) async fn news(&self, since: u64) -> u64 {
        self.sandbox.news(since).await
    }

    /// A command of the control. An entry of the journal comes with the markup of its cards.
    pub(crate) async fn command(&self, command: &str, members: &Json) -> Result<Json, ControlError> {
        let mut answer = self.sandbox.control(command, members).await?;
        if let ("entry", Json::Map(entry)) = (command, &mut answer) {
            let cards = entry.iter().find(|(name, _)| name == "cards").map(|(_, cards)| cards.clone());
            let cards = cards.as_ref().and_then(Json::as_list).unwrap_or_default();
            let markup: Vec<Json> = cards.iter().map(|card| rust_source(card, false).text.into()).collect();
            entry.to_mut().push(("markup".into(), markup.into()));
        }
        Ok(answer)
    }
}
