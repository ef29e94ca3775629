//! What can be set for a call and a client, and what can be seen of them: one test a promise.

use crate::{
    server::{Server, Step, answer, sent, token},
    support::card,
};
use feishu_card_core::{ElementId, Template, TemplateData};
use feishu_card_send::{AddAt, CardId, CardSettings, Client, ClientBuilder, DEFAULTS, Error, To, Webhook};
use futures_util::future::join_all;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::time::{Instant, sleep};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

fn to(server: &Server) -> ClientBuilder {
    Client::builder("cli_1", "the-app-secret").base_url(&server.base).scale_limits(1000.0)
}

/// The first `bad` calls get an error page; all further ones are accepted.
fn bad_at_first(bad: usize) -> Server {
    Server::start(None, move |got| match got.number {
        _ if got.is_token() => token("t-1", 7200),
        number if number < bad => answer(502, &[], "bad gateway"),
        number => sent(number),
    })
}

#[tokio::test]
async fn times_and_attempts_of_one_call() {
    let card = card();
    let server = bad_at_first(usize::MAX);
    let client = to(&server).build().unwrap();
    for (attempts, calls) in [(0, 1), (1, 1), (3, 3)] {
        let before = server.calls().len();
        client.send(To::open_id("ou_1"), &card).attempts(attempts).await.unwrap_err();
        assert_eq!(server.calls().len() - before, calls);
    }
    let few = to(&server).attempts(2).build().unwrap();
    let before = server.calls().len();
    few.recall("om_1").await.unwrap_err();
    assert_eq!(server.calls().len() - before, 2);

    let server = Server::start(None, |got| if got.is_token() { token("t-1", 7200) } else { vec![Step::Hang] });
    let client = to(&server).build().unwrap();
    let millis = Duration::from_millis;
    let error = client.send(To::open_id("ou_1"), &card).timeout(millis(200)).attempts(1).await.unwrap_err();
    assert!(error.to_string().contains("no answer within 200ms"), "{error}");
    let since = Instant::now();
    client.send(To::open_id("ou_1"), &card).deadline(millis(300)).await.unwrap_err();
    assert!(since.elapsed() < Duration::from_secs(20), "the client's own times were used");
}

#[tokio::test]
async fn headers_and_the_request_id_of_one_call() {
    let card = card();
    let server = bad_at_first(0);
    let client = to(&server).build().unwrap();
    let send = || client.send(To::open_id("ou_1"), &card);
    send().header("X-Gateway", "blue").request_id("job-17").await.unwrap();
    client.recall("om_1").request_id("job-18").await.unwrap();
    let calls = server.calls();
    assert_eq!(calls[0].header("x-gateway"), Some("blue"));
    assert_eq!(calls[0].header("oapi-sdk-request-id"), Some("job-17"));
    assert_eq!(calls[1].header("oapi-sdk-request-id"), Some("job-18"));
    for (name, value) in [("Authorization", "Bearer x"), ("content-length", "1"), ("a b", "c"), ("a", "b\nc")] {
        let error = send().header(name, value).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{name}: {error}");
    }
    assert_eq!(server.calls().len(), 2);
}

/// What can be set for a message can be set for each call of CardKit too.
#[tokio::test]
async fn times_attempts_and_headers_of_calls_of_cardkit() {
    let server = bad_at_first(usize::MAX);
    let client = to(&server).build().unwrap();
    let card = card();
    let (card_id, element) = (CardId::new("7").unwrap(), ElementId::new("a"));
    let template = Template::NEW.data(TemplateData::NEW.template_id("AAq1".into()).into());
    let calls = client.card(&card_id);
    macro_rules! each {
        ($($call:expr),* $(,)?) => {$(
            let before = server.calls().len();
            let call = $call.attempts(2).timeout(Duration::from_secs(3)).deadline(Duration::from_secs(20));
            call.header("x-gateway", "blue").request_id("job-19").await.unwrap_err();
            let made = server.calls().split_off(before);
            assert_eq!(made.len(), 2, stringify!($call));
            for got in made {
                assert_eq!((got.header("x-gateway"), got.header("oapi-sdk-request-id")), (Some("blue"), Some("job-19")));
            }
        )*};
    }
    each![
        client.create_card(&card).unchecked(),
        client.create_card_of_template(&template),
        client.convert_id("om_1"),
        calls.update(1, &card).unchecked(),
        calls.settings(2, &CardSettings::new().streaming_mode(true)),
        calls.batch(3, &[]),
        calls.add(4, &AddAt::End, &card),
        calls.replace(5, &element, &card),
        calls.patch(6, &element, &card),
        calls.delete(7, &element),
        calls.stream_text(8, &element, "x"),
    ];
}

#[tokio::test]
async fn each_attempt_is_told() {
    let card = card();
    let server = bad_at_first(2);
    type Told = (&'static str, u32, bool, bool, usize);
    let told: Arc<Mutex<Vec<Told>>> = Arc::default();
    let all = Arc::clone(&told);
    let client = to(&server).on_attempt(move |attempt| {
        let (failed, again) = (attempt.error.is_some(), attempt.retry_in.is_some());
        all.lock().unwrap().push((attempt.call, attempt.number, failed, again, attempt.bytes));
    });
    client.build().unwrap().send(To::open_id("ou_1"), &card).uuid("u-1").await.unwrap();
    let bytes = server.calls()[0].body.len();
    let told = told.lock().unwrap();
    assert_eq!(told[0].0, "auth");
    assert_eq!(
        told[1..],
        [
            ("im.message.create", 1, true, true, bytes),
            ("im.message.create", 2, true, true, bytes),
            ("im.message.create", 3, false, false, bytes)
        ]
    );
}

/// The fields of the spans of calls.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<String>>>);

impl Visit for Spans {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.lock().unwrap().push(format!("{}={value:?}", field.name()));
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.name() == "feishu_call"
    }
    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        attributes.record(&mut self.clone());
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn attempts_and_waits_are_fields_of_the_span() {
    let spans = Spans::default();
    // while there is one subscriber, another test's thread that comes to a span first switches it off for all
    let _second = tracing::Dispatch::new(Spans::default());
    let _guard = tracing::subscriber::set_default(spans.clone());
    let server = bad_at_first(1);
    to(&server).build().unwrap().send(To::open_id("ou_1"), &card()).uuid("u-1").await.unwrap();
    let fields = spans.0.lock().unwrap().join(" ");
    for part in
        ["call=\"im.message.create\"", "uuid=\"u-1\"", "bytes=", "attempts=2", "token_wait_ms=", "limit_wait_ms="]
    {
        assert!(fields.contains(part), "{part} is missing in {fields}");
    }
}

#[tokio::test]
async fn no_more_connections_than_allowed() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (inside, peak) = (Arc::clone(&now), Arc::clone(&most));
    let server = Server::start(None, move |got| {
        if got.is_token() {
            return token("t-1", 7200);
        }
        peak.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(20));
        inside.fetch_sub(1, Ordering::SeqCst);
        sent(got.number)
    });
    let client = to(&server).max_connections(3).build().unwrap();
    let card = card();
    // one that is set aside keeps its connection only until its answer has come
    let mut aside = std::pin::pin!(client.send(To::open_id("ou_0"), &card).into_future());
    for _ in 0..4 {
        let _ = futures_util::poll!(aside.as_mut());
        sleep(Duration::from_millis(5)).await;
    }
    let sends = (0..30).map(|i| client.send(To::open_id(format!("ou_{i}")), &card).into_future());
    assert!(join_all(sends).await.iter().all(Result::is_ok));
    assert!(most.load(Ordering::SeqCst) <= 3, "{most:?} at the same time");
    aside.await.unwrap();
}

#[tokio::test]
async fn a_shutdown_waits_for_what_is_under_way_and_lets_nothing_begin() {
    let server = Server::start(None, |got| match got.is_token() {
        true => token("t-1", 7200),
        false => [vec![Step::Sleep(Duration::from_millis(300))], sent(got.number)].concat(),
    });
    let client = to(&server).build().unwrap();
    let under_way = tokio::spawn({
        let client = client.clone();
        async move { client.send(To::open_id("ou_1"), &card()).await.is_ok() }
    });
    while server.calls().is_empty() {
        sleep(Duration::from_millis(5)).await;
    }
    client.shutdown().await;
    assert!(under_way.is_finished(), "it was not waited for");
    assert!(under_way.await.unwrap());
    let error = client.send(To::open_id("ou_1"), &card()).await.unwrap_err();
    assert!(matches!(error, Error::ShutDown), "{error}");
    assert_eq!(server.calls().len(), 1);
    // what nobody polls is waited for until its deadline
    let client = to(&server).deadline(Duration::from_millis(400)).build().unwrap();
    let card = card();
    let mut aside = std::pin::pin!(client.send(To::open_id("ou_1"), &card).into_future());
    assert!(futures_util::poll!(aside.as_mut()).is_pending());
    tokio::time::timeout(Duration::from_secs(20), client.shutdown()).await.unwrap();
}

#[test]
fn calls_outside_of_a_runtime_are_an_error() {
    let bot = Webhook::new("http://127.0.0.1:9/hook/x").build().unwrap();
    let card = card();
    let mut call = std::pin::pin!(bot.send(&card).into_future());
    let waker = std::task::Waker::noop();
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut std::task::Context::from_waker(waker)) else {
        panic!("it waits");
    };
    assert!(matches!(error, Error::Setup(_)), "{error}");
}

/// `docs/defaults.md` is made from the constants; `UPDATE_EXPECTED=1` writes it anew.
#[test]
fn the_page_of_defaults_is_the_constants() {
    let mut page = String::from(
        "# Defaults\n\nThe figures of a client and a custom bot unless set otherwise. Made from the constants of \
         `feishu-card-send`.\n\n| | default | set by | |\n|---|---|---|---|\n",
    );
    for row in DEFAULTS {
        page.push_str(&format!("| {} | {} | {} | {} |\n", row.name, (row.value)(), row.set, row.doc));
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/defaults.md");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/defaults.md is not up to date: run this test with UPDATE_EXPECTED=1");
}
