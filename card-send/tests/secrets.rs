//! No secret and no token ever shows: in `Debug`, `Display`, events and spans at TRACE, and errors.
//!
//! A program of its own, because it listens to everything that is logged.

#[path = "client/support.rs"]
mod support;

use feishu_card_sandbox::{Api, Failure, Fault, Sandbox};
use feishu_card_send::{Client, StoreApp, To, Token, Webhook};
use std::{
    fmt::{self, Write},
    sync::{Arc, Mutex},
    time::Duration,
};
use support::{builder, card, json, start};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

/// Everything that is said, in one text.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<String>>);

impl Said {
    fn add(&self, text: fmt::Arguments<'_>) {
        let _ = writeln!(self.0.lock().unwrap(), "{text}");
    }
}

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.add(format_args!("{}={value:?}", field.name()));
    }
}

impl Subscriber for Said {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        self.add(format_args!("span {}", attributes.metadata().name()));
        attributes.record(&mut self.clone());
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// What other crates log.
impl log::Log for Said {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        self.add(format_args!("{}", record.args()));
    }
    fn flush(&self) {}
}

const SECRET: &str = "Geheimnis-der-App-4711";
const HOOK_SECRET: &str = "Geheimnis-des-Bots-4712";

#[tokio::test]
async fn no_secret_shows() {
    let said = Said::default();
    let _ = log::set_boxed_logger(Box::new(said.clone()));
    log::set_max_level(log::LevelFilter::Trace);
    let _guard = tracing::subscriber::set_default(said.clone());

    let sandbox = start(Sandbox::builder().app("cli_1", SECRET).webhook_secret(HOOK_SECRET)).await;
    let settings = builder(&sandbox).timeout(Duration::from_millis(200));
    said.add(format_args!("{settings:?}"));
    let client = settings.build().unwrap();
    said.add(format_args!("{client:?}"));
    let hook = Webhook::new(sandbox.webhook_url()).secret(HOOK_SECRET).timeout(Duration::from_millis(200));
    said.add(format_args!("{hook:?}"));
    let bot = hook.build().unwrap();
    said.add(format_args!("{bot:?}"));
    let app = StoreApp::new();
    app.set_ticket("ticket-4713");
    said.add(format_args!("{app:?} {:?}", Token::new("t-4714", Duration::ZERO)));

    let card = card();
    let troubles = [
        Failure::ExpiredToken,
        Failure::CutBody,
        Failure::NotJson,
        Failure::Html(502),
        Failure::Delay(Duration::from_secs(1)),
        Failure::Redirect("http://127.0.0.1:1/".to_owned()),
        Failure::Code(99_991_672),
    ];
    for failure in troubles {
        sandbox.inject(Fault::new(failure.clone()).times(1));
        record(&said, client.send(To::open_id("ou_1"), &card).await);
        sandbox.inject(Fault::new(failure.clone()).on(Api::TenantToken).times(1));
        sandbox.revoke_tokens();
        record(&said, client.send_ephemeral("oc_1", To::open_id("ou_1"), &card).await);
        sandbox.inject(Fault::new(failure).on(Api::BotHook).times(1));
        record(&said, bot.send(&card).await);
        sandbox.clear_faults();
    }
    record(&said, client.send(To::open_id("ou_1"), &json("{\"x\":1}")).unchecked().await);
    let wrong = Client::builder("cli_1", format!("{SECRET}x")).base_url(sandbox.base_url()).build().unwrap();
    record(&said, wrong.send(To::open_id("ou_1"), &card).await);
    record(&said, Webhook::new("ftp://host/open-apis/bot/v2/hook/HOOKTOKEN").build().map(drop));
    let nobody =
        Webhook::new("http://127.0.0.1:9/hook/HOOKTOKEN").deadline(Duration::from_millis(300)).build().unwrap();
    record(&said, nobody.send(&card).await);

    let text = said.0.lock().unwrap().clone();
    assert!(text.contains("feishu_call") && text.contains("repeated after a pause"), "nothing was recorded: {text}");
    let mut secrets: Vec<String> =
        [SECRET, HOOK_SECRET, "ticket-4713", "t-4714", "HOOKTOKEN"].map(str::to_owned).into();
    secrets.push(sandbox.webhook_url().rsplit('/').next().unwrap().to_owned());
    let bearers =
        sandbox.requests().iter().filter_map(|r| r.header("authorization").map(str::to_owned)).collect::<Vec<_>>();
    assert!(bearers.len() > 5);
    secrets.extend(bearers.iter().map(|value| value.trim_start_matches("Bearer ").to_owned()));
    for secret in secrets {
        assert!(!text.contains(&secret), "{secret} shows in\n{text}");
    }
}

fn record<T: fmt::Debug>(said: &Said, result: Result<T, feishu_card_send::Error>) {
    said.add(format_args!("{result:?}"));
    if let Err(error) = result {
        let mut cause: Option<&dyn std::error::Error> = Some(&error);
        while let Some(error) = cause {
            said.add(format_args!("{error}"));
            cause = error.source();
        }
    }
}
