//! The fault table: for each trouble the attempts that are made, the error, and how often the card arrives.

use crate::support::{builder, card, sandbox};
use feishu_card_sandbox::{Api, Failure, Fault};
use feishu_card_send::{Client, Error, To, Token};
use futures_util::future::join_all;
use std::time::Duration;
use tokio::net::TcpListener;

const TIMEOUT: Duration = Duration::from_millis(400);

/// What a trouble is to a call.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// The answer is lost; the call may have had its effect.
    Lost,
    /// It had no effect, and may be repeated.
    Passing,
    /// It had no effect, and a repetition ends the same way.
    Final,
}

use Kind::{Final, Lost, Passing};

/// The table. Each trouble happens once, to the first attempt.
fn troubles(elsewhere: &str) -> Vec<(&'static str, Failure, Kind)> {
    let internal = || "internal error".to_owned();
    vec![
        ("slow headers", Failure::Delay(TIMEOUT * 5), Lost),
        ("slow body", Failure::SlowBody(TIMEOUT * 5), Lost),
        ("cut body", Failure::CutBody, Lost),
        ("no answer", Failure::Disconnect, Lost),
        ("empty body", Failure::EmptyBody, Lost),
        ("not JSON", Failure::NotJson, Lost),
        ("page with 200", Failure::Html(200), Lost),
        ("page with 500", Failure::Html(500), Lost),
        ("page with 502", Failure::Html(502), Lost),
        ("page with 504", Failure::Html(504), Lost),
        ("502 without a body", Failure::Status(502), Lost),
        ("500 with JSON", Failure::Json(500, 2200, internal()), Lost),
        ("502 with JSON", Failure::Json(502, 77, internal()), Lost),
        ("504 with JSON", Failure::Json(504, 5000, internal()), Lost),
        ("internal error with 200", Failure::Json(200, 1500, internal()), Lost),
        ("overlong", Failure::Huge(100 * 1024 * 1024), Lost),
        ("429 with the reset header", Failure::RateLimited(Some(Duration::from_millis(1100))), Passing),
        ("429 without it", Failure::RateLimited(None), Passing),
        ("429 without JSON", Failure::Status(429), Passing),
        ("400 with 99991400", Failure::Json(400, 99_991_400, "request trigger frequency limit".to_owned()), Passing),
        ("expired token", Failure::ExpiredToken, Passing),
        ("invalid token with 200", Failure::Json(200, 99_991_665, "invalid tenant code".to_owned()), Passing),
        ("malformed token", Failure::Json(400, 99_991_671, "token format".to_owned()), Passing),
        ("redirect", Failure::Redirect(elsewhere.to_owned()), Final),
        ("page with 404", Failure::Html(404), Final),
        ("403 without a body", Failure::Status(403), Final),
        ("missing scope", Failure::Json(400, 99_991_672, "no scope".to_owned()), Final),
        ("unknown code", Failure::Json(200, 123_456_789, "new".to_owned()), Final),
        ("negative code", Failure::Json(418, 4_000_000_000, String::new()), Final),
    ]
}

#[tokio::test]
async fn the_fault_table() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/stolen", elsewhere.local_addr().unwrap());
    let mut rows: Vec<std::pin::Pin<Box<dyn Future<Output = ()>>>> = Vec::new();
    for (name, failure, kind) in troubles(&url) {
        for applied in [false, true] {
            // only what is lost may have had its effect, and a body that comes slowly belongs to one
            if (applied && kind != Lost) || (!applied && matches!(failure, Failure::SlowBody(_))) {
                continue;
            }
            rows.push(Box::pin(with_a_key(name, failure.clone(), kind, applied)));
            rows.push(Box::pin(without_a_key(name, failure.clone(), kind, applied)));
        }
    }
    tokio::select! {
        _ = join_all(rows) => {}
        _ = elsewhere.accept() => panic!("a redirect was followed"),
    }
}

/// A send with its `uuid`: delivered exactly once, or a clean failure.
async fn with_a_key(name: &str, failure: Failure, kind: Kind, applied: bool) {
    let sandbox = sandbox().await;
    let fault = Fault::new(failure).on(Api::MessageCreate).times(1);
    sandbox.inject(if applied { fault.applied() } else { fault });
    let client = builder(&sandbox).timeout(TIMEOUT).build().unwrap();
    let result = client.send(To::open_id("ou_1"), &card()).await;
    let attempts = if kind == Final { 1 } else { 2 };
    assert_eq!(sandbox.calls(Api::MessageCreate), attempts, "{name}: {result:?}");
    assert_eq!(result.is_ok(), kind != Final, "{name}: {result:?}");
    assert_eq!(sandbox.messages().len(), usize::from(kind != Final), "{name}");
    if let Err(error) = result {
        clean(name, &error);
    }
}

/// An ephemeral send, which has no key: at most once, and it is said when nobody can know.
async fn without_a_key(name: &str, failure: Failure, kind: Kind, applied: bool) {
    let sandbox = sandbox().await;
    let fault = Fault::new(failure).on(Api::EphemeralSend).times(1);
    sandbox.inject(if applied { fault.applied() } else { fault });
    let client = builder(&sandbox).timeout(TIMEOUT).build().unwrap();
    let result = client.send_ephemeral("oc_1", To::open_id("ou_1"), &card()).await;
    let attempts = if kind == Passing { 2 } else { 1 };
    assert_eq!(sandbox.calls(Api::EphemeralSend), attempts, "{name}: {result:?}");
    let delivered = match kind {
        Lost => usize::from(applied),
        Passing => 1,
        Final => 0,
    };
    assert_eq!(sandbox.messages().len(), delivered, "{name}");
    match (kind, result) {
        (Passing, result) => assert!(result.is_ok(), "{name}: {result:?}"),
        (Lost, Err(Error::OutcomeUnknown { uuid: None, .. })) => {}
        (Final, Err(error)) => clean(name, &error),
        (_, result) => panic!("{name}: {result:?}"),
    }
}

/// An error that says that nothing happened, and that a repetition is of no use.
fn clean(name: &str, error: &Error) {
    assert!(!matches!(error, Error::OutcomeUnknown { .. }), "{name}: {error}");
    assert!(!error.is_retryable(), "{name}: {error}");
}

#[tokio::test]
async fn a_trouble_that_stays_ends_at_the_deadline() {
    for (failure, delivered) in [(Failure::Html(502), 1), (Failure::RateLimited(None), 0)] {
        let sandbox = sandbox().await;
        let fault = Fault::new(failure).on(Api::MessageCreate);
        sandbox.inject(if delivered == 1 { fault.applied() } else { fault });
        let client = builder(&sandbox).deadline(Duration::from_millis(900)).build().unwrap();
        let error = client.send(To::open_id("ou_1"), &card()).uuid("u-9").await.unwrap_err();
        assert_eq!(sandbox.messages().len(), delivered);
        assert!(error.is_retryable(), "{error}");
        assert_eq!(
            matches!(&error, Error::OutcomeUnknown { uuid: Some(uuid), .. } if uuid == "u-9"),
            delivered == 1,
            "{error}"
        );
        // with the same key it is delivered once
        sandbox.clear_faults();
        client.send(To::open_id("ou_1"), &card()).uuid("u-9").await.unwrap();
        assert_eq!(sandbox.messages().len(), 1);
    }
}

#[tokio::test]
async fn a_wait_longer_than_the_deadline_is_not_waited() {
    let sandbox = sandbox().await;
    sandbox.inject(Fault::new(Failure::RateLimited(Some(Duration::from_secs(52)))).on(Api::MessageCreate).times(1));
    let client = builder(&sandbox).deadline(Duration::from_secs(5)).build().unwrap();
    let error = client.send(To::open_id("ou_1"), &card()).await.unwrap_err();
    assert_eq!(error.code(), Some(99_991_400));
    assert!(error.is_retryable());
    // the next call knows that the limits leave no room
    let error = client.send(To::open_id("ou_2"), &card()).await.unwrap_err();
    assert!(matches!(error, Error::Busy { wait: Some(_) }), "{error}");
    assert_eq!(sandbox.calls(Api::MessageCreate), 1);
    // other calls have their own room
    client.send_ephemeral("oc_1", To::open_id("ou_1"), &card()).await.unwrap();
}

#[tokio::test]
async fn a_refused_connection_is_repeated_and_said() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let client = Client::builder("cli_1", "secret")
        .base_url(format!("http://{free}/gateway"))
        .token_source(|| async { Ok(Token::new("t-1", Duration::from_secs(60))) })
        .deadline(Duration::from_millis(900))
        .build()
        .unwrap();
    let card = card();
    for error in [
        client.send(To::open_id("ou_1"), &card).await.unwrap_err(),
        client.send_ephemeral("oc_1", To::open_id("ou_1"), &card).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Transport { unsent: true, .. }), "{error}");
        assert!(error.is_retryable());
        let said = error.to_string();
        assert_eq!(format!("{error:?}"), said, "what `main` prints is for people too");
        assert!(said.starts_with(&format!("no connection to http://{free}: ")), "{said}");
        assert!(said.ends_with(
            "\n  help: check the URL (`base_url`), the network, and that something listens there; on plain `http` no proxy is used"
        ), "{said}");
        assert!(!said.contains("gateway"), "{said}");
    }
}

#[tokio::test]
async fn a_recall_whose_answer_was_lost_has_succeeded() {
    let sandbox = sandbox().await;
    let client = builder(&sandbox).build().unwrap();
    let sent = client.send(To::open_id("ou_1"), &card()).await.unwrap();
    sandbox.inject(Fault::new(Failure::CutBody).on(Api::MessageDelete).times(1).applied());
    client.recall(&sent.message_id).await.unwrap();
    assert!(sandbox.message(&sent.message_id).unwrap().deleted);

    let id = client.send_ephemeral("oc_1", To::open_id("ou_1"), &card()).await.unwrap();
    sandbox.inject(Fault::new(Failure::Html(504)).on(Api::EphemeralDelete).times(1).applied());
    client.delete_ephemeral(&id).await.unwrap();
}
