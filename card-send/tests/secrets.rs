//! No secret and no token ever shows: in `Debug`, `Display`, events and spans at TRACE, and errors.
//!
//! A program of its own, because it listens to everything that is logged.

#[path = "client/server.rs"]
#[allow(dead_code, reason = "not every program that shares this uses all of it")]
mod server;
#[path = "client/support.rs"]
mod support;
#[path = "client/troubles.rs"]
mod troubles;

use feishu_card_core::Json;
use feishu_card_sandbox::{Api, Failure, Fault, Sandbox};
use feishu_card_send::{Client, StoreApp, To, Token, Webhook};
use futures_util::{StreamExt, stream};
use server::{Server, Step, answer};
use std::{
    fmt::{self, Write},
    sync::{Arc, Mutex, OnceLock},
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
        // the platform's side writes what it sends, and what it knows is no secret of the program under test
        if std::thread::current().name() != Some("feishu-card-sandbox") {
            self.add(format_args!("{}", record.args()));
        }
    }
    fn flush(&self) {}
}

/// What both tests listen to: what other crates log is the same for the whole program.
fn said() -> Said {
    static SAID: OnceLock<Said> = OnceLock::new();
    let said = SAID.get_or_init(|| {
        let said = Said::default();
        let _ = log::set_boxed_logger(Box::new(said.clone()));
        log::set_max_level(log::LevelFilter::Trace);
        said
    });
    said.clone()
}

const SECRET: &str = "Geheimnis-der-App-4711";
const HOOK_SECRET: &str = "Geheimnis-des-Bots-4712";

#[tokio::test]
async fn no_secret_shows() {
    let said = said();
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
    let rows = troubles::troubles("http://127.0.0.1:1/").into_iter();
    let rows = rows.map(|(_, failure, _)| trouble(&said, failure, &card));
    let bearers: Vec<String> = stream::iter(rows).buffer_unordered(8).concat().await;
    record(&said, client.send(To::open_id("ou_1"), &json("{\"x\":1}")).unchecked().await);
    let wrong = Client::builder("cli_1", format!("{SECRET}x")).base_url(sandbox.base_url()).build().unwrap();
    record(&said, wrong.send(To::open_id("ou_1"), &card).await);
    record(&said, Webhook::new("ftp://host/open-apis/bot/v2/hook/HOOKTOKEN").build().map(drop));
    let nobody =
        Webhook::new("http://127.0.0.1:9/hook/HOOKTOKEN").deadline(Duration::from_millis(300)).build().unwrap();
    record(&said, nobody.send(&card).await);

    hostile_answers(&said, &card).await;

    let text = said.0.lock().unwrap().clone();
    assert!(text.contains("feishu_call") && text.contains("repeated after a pause"), "nothing was recorded: {text}");
    let mut secrets: Vec<String> =
        [SECRET, HOOK_SECRET, "ticket-4713", "t-4714", "HOOKTOKEN", "c-4721-token-of-a-click"]
            .map(str::to_owned)
            .into();
    secrets.extend(ECHOED.map(str::to_owned));
    secrets.push(sandbox.webhook_url().rsplit('/').next().unwrap().to_owned());
    assert!(bearers.len() > 50, "{}", bearers.len());
    secrets.extend(bearers);
    for secret in secrets {
        assert!(!text.contains(&secret), "{secret} shows in\n{text}");
    }
}

/// A trouble of each kind of call and of the request for a token. Gives the secrets that went over the wire.
async fn trouble(said: &Said, failure: Failure, card: &Json) -> Vec<String> {
    let sandbox = start(Sandbox::builder().app("cli_1", SECRET).webhook_secret(HOOK_SECRET)).await;
    let hooked = said.clone();
    let settings = || {
        let (client, hooked) = (builder(&sandbox).timeout(Duration::from_millis(300)).attempts(2), hooked.clone());
        client.on_attempt(move |attempt| hooked.add(format_args!("{attempt:?}")))
    };
    let bot = Webhook::new(sandbox.webhook_url()).secret(HOOK_SECRET).timeout(Duration::from_millis(300)).attempts(2);
    let bot = bot.build().unwrap();
    let client = settings().build().unwrap();
    let fault = |api| sandbox.inject(Fault::new(failure.clone()).on(api).times(2));
    fault(Api::MessageCreate);
    record(said, client.send(To::open_id("ou_1"), card).await);
    fault(Api::EphemeralSend);
    record(said, client.send_ephemeral("oc_1", To::open_id("ou_1"), card).await);
    fault(Api::CardUpdate);
    record(said, client.update("c-4721-token-of-a-click", card).await);
    fault(Api::CardkitCreate);
    record(said, client.create_card(&json(r#"{"schema":"2.0","body":{"elements":[{"tag":"hr"}]}}"#)).await);
    fault(Api::BotHook);
    record(said, bot.send(card).await);
    sandbox.revoke_tokens();
    fault(Api::TenantToken);
    // with a client of its own: after a failed request for a token none is asked for during a pause
    record(said, settings().build().unwrap().send(To::open_id("ou_1"), card).await);
    let bearers = sandbox.requests().iter().filter_map(|r| r.header("authorization").map(str::to_owned)).collect();
    let bearers: Vec<String> = bearers;
    let hook = sandbox.webhook_url().rsplit('/').next().unwrap().to_owned();
    bearers.iter().map(|value| value.trim_start_matches("Bearer ").to_owned()).chain([hook]).collect()
}

/// What the hostile server gets to see, and echoes.
const ECHOED: [&str; 6] = [
    "Geheimnis-der-App-4715",
    "t-hostile-token-4716",
    "c-update-token-4717",
    "Geheimnis-des-Bots-4718",
    "hook-token-4719",
    "header-value-4720",
];

/// Makes an answer out of what it is to echo.
type Shape = Box<dyn Fn(&str) -> Vec<Step> + Send + Sync>;

/// Answers that echo the whole request, in every place that an error or a log line may show.
async fn hostile_answers(said: &Said, card: &Json) {
    let [app_secret, token, update, bot_secret, hook, header] = ECHOED;
    let escaped = |text: &str| text.chars().map(|c| format!("\\u{:04x}", c as u32)).collect::<String>();
    let quoted = |text: &str| Json::from(text.to_owned()).to_string();
    let shapes: Vec<Shape> = vec![
        Box::new(|echo| answer(502, &[], &format!("<html>bad gateway: {echo}</html>"))),
        Box::new(|echo| answer(200, &[], echo)),
        Box::new(move |echo| answer(400, &[], &format!(r#"{{"code":230001,"msg":{}}}"#, quoted(echo)))),
        Box::new(move |echo| answer(400, &[], &format!(r#"{{"code":10003,"msg":"{}"}}"#, escaped(echo)))),
        Box::new(move |echo| {
            let echo = quoted(echo);
            let error = format!(
                r#"{{"log_id":{echo},"field_violations":[{{"field":{echo},"description":{echo}}}],"helps":[{{"url":{echo}}}]}}"#
            );
            answer(500, &[], &format!(r#"{{"code":2200,"msg":"m","error":{error}}}"#))
        }),
        Box::new(|echo| {
            let line = echo.replace(['\r', '\n'], " ");
            answer(503, &[("x-tt-logid", &line), ("retry-after", &line)], "")
        }),
        Box::new(|echo| answer(302, &[("location", &format!("http://{}.example/", echo.len()))], echo)),
        Box::new(|echo| answer(200, &[], &format!(r#"{{"code":0,"msg":"ok","data":{}"#, echo.len()))),
    ];
    let runs = shapes.into_iter().map(|shape| async move {
        let shape = std::sync::Arc::new(shape);
        for good_token in [true, false] {
            let shape = shape.clone();
            let server = Server::start(None, move |got| match got.is_token() && good_token {
                true => answer(200, &[], &format!(r#"{{"code":0,"tenant_access_token":"{token}","expire":7200}}"#)),
                // a token endpoint may also give the token away in an answer that cannot be read
                false if got.is_token() => shape(&format!("{} {} {token}", got.head, got.body)),
                false => shape(&format!("{} {}", got.head, got.body)),
            });
            let settings = || {
                let client = Client::builder("cli_1", app_secret).base_url(&server.base);
                client.attempts(2).deadline(Duration::from_secs(2))
            };
            let client = settings().build().unwrap();
            record(said, client.send(To::open_id("ou_1"), card).header("x-gateway-key", header).await);
            record(said, client.update(update, card).await);
            let bot = Webhook::new(format!("{}/open-apis/bot/v2/hook/{hook}", server.base)).secret(bot_secret);
            record(said, bot.attempts(1).build().unwrap().send(card).await);
            let app = StoreApp::new();
            app.set_ticket("ticket-4713");
            let client = settings().token_source(app.tenant("t")).build().unwrap();
            record(said, client.send(To::open_id("ou_1"), card).await);
            assert!(server.got().len() >= 3, "nobody was asked");
        }
    });
    futures_util::future::join_all(runs).await;
}

#[cfg(feature = "long-connection")]
#[tokio::test]
async fn no_secret_of_a_long_connection_shows() {
    use feishu_card_sandbox::Break;
    use feishu_card_send::{
        callback::{AppEvent, Event, Toast},
        connection::LongConnection,
    };

    let said = said();
    let _guard = tracing::subscriber::set_default(said.clone());
    let sandbox = start(Sandbox::builder().app("cli_1", SECRET)).await;
    // no wait is longer than a second
    sandbox.wire(|wire| (wire.config.reconnect_nonce, wire.config.reconnect_interval) = (0, 1));
    let client = builder(&sandbox).build().unwrap();
    let sent = client
        .send(
            To::open_id("ou_1"),
            &json(
                r#"{"elements":[{"tag":"action","actions":[{"tag":"button","value":{"id":1},
                    "text":{"tag":"plain_text","content":"OK"}}]}]}"#,
            ),
        )
        .await
        .unwrap();

    let connection =
        client.long_connection().on_card(|_: Event| async { Toast::info("ok") }).on_event(|event: AppEvent| {
            tracing::info!("{event:?} {:?}", event.message());
            async { Err::<(), _>("on purpose") }
        });
    said.add(format_args!("{connection:?}"));
    let mut handle = connection.handle();
    let running = tokio::spawn(connection.run());
    handle.ready().await.unwrap();
    let user = sandbox.as_user("ou_1");
    assert!(user.click(&sent.message_id, "OK").await.unwrap().error.is_none());
    assert!(!user.says("hello").await.taken());
    for failure in [Failure::Html(502), Failure::CutBody, Failure::NotJson, Failure::Code(1), Failure::Disconnect] {
        for api in [Api::ConnectionTicket, Api::ConnectionOpen] {
            if matches!((api, &failure), (Api::ConnectionOpen, Failure::Code(_) | Failure::CutBody | Failure::NotJson))
            {
                continue;
            }
            sandbox.inject(Fault::new(failure.clone()).on(api).times(1));
            sandbox.break_connections(Break::Reset);
            while handle.state().is_ready() {
                said.add(format_args!("{:?} {handle:?}", handle.changed().await));
            }
            handle.ready().await.unwrap();
        }
    }
    handle.shutdown().await;
    running.await.unwrap().unwrap();
    let wrong = LongConnection::new("cli_1", format!("{SECRET}x")).base_url(sandbox.base_url());
    said.add(format_args!("{wrong:?}"));
    said.add(format_args!("{:?}", wrong.run().await.unwrap_err()));
    let requests = sandbox.requests();
    said.add(format_args!("{requests:?}"));

    let text = said.0.lock().unwrap().clone();
    assert!(
        text.contains("the long connection is ready") && text.contains("on purpose"),
        "nothing was recorded: {text}"
    );
    let tickets: Vec<String> = requests
        .iter()
        .filter(|request| request.api == Some(Api::ConnectionOpen))
        .flat_map(|request| ["access_key", "ticket"].map(|name| request.parameter(name).unwrap()))
        .collect();
    assert!(tickets.len() >= 16, "{}", tickets.len());
    for secret in tickets.iter().chain([&SECRET.to_owned(), &sandbox.verification_token(), &"/ws/v2?".to_owned()]) {
        assert!(!text.contains(secret.as_str()), "{secret} shows in\n{text}");
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
