//! The fault table: for each trouble the attempts that are made, the error, and how often the card arrives.

use crate::{
    support::{HURRY, builder, card, json, sandbox},
    troubles::{
        Kind::{self, Final, Lost, Passing},
        TIMEOUT, troubles,
    },
};
use feishu_card_sandbox::{Api, Failure, Fault, Sandbox};
use feishu_card_send::{BoxFuture, Client, Error, To, Token, Webhook};
use futures_util::{StreamExt, stream};
use std::time::Duration;
use tokio::net::TcpListener;

/// Rows at the same time: more would be slow for a reason that is not in the table.
const AT_ONCE: usize = 24;

#[tokio::test]
async fn the_fault_table() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/stolen", elsewhere.local_addr().unwrap());
    let mut rows: Vec<BoxFuture<'_, ()>> = Vec::new();
    for (name, failure, kind) in troubles(&url) {
        for applied in [false, true] {
            // only what is lost may have had its effect, and a body that comes slowly belongs to one
            if (applied && kind != Lost) || (!applied && matches!(failure, Failure::SlowBody(_))) {
                continue;
            }
            let row = Row { name, failure: failure.clone(), kind, applied };
            rows.push(Box::pin(with_a_key(row.clone())));
            rows.push(Box::pin(one_of_a_bulk(row.clone())));
            rows.push(Box::pin(harmless(row.clone())));
            rows.push(Box::pin(ordered(row.clone())));
            rows.push(Box::pin(without_a_key(row.clone())));
            rows.push(Box::pin(custom_bot(row.clone())));
            if !applied {
                rows.push(Box::pin(for_a_token(row)));
            }
        }
    }
    let count = rows.len();
    tokio::select! {
        done = stream::iter(rows).buffer_unordered(AT_ONCE).count() => assert_eq!(done, count),
        _ = elsewhere.accept() => panic!("a redirect was followed"),
    }
}

/// One trouble for one call.
#[derive(Clone)]
struct Row {
    name: &'static str,
    failure: Failure,
    kind: Kind,
    /// Whether the call takes effect all the same.
    applied: bool,
}

impl Row {
    /// A sandbox where it happens once to this call.
    fn inject(&self, sandbox: &Sandbox, api: Api) {
        let fault = Fault::new(self.failure.clone()).on(api).times(1);
        sandbox.inject(if self.applied { fault.applied() } else { fault });
    }

    fn is_about_the_token(&self) -> bool {
        self.name.contains("token")
    }

    /// The attempts of a call that may be repeated.
    fn attempts(&self) -> u64 {
        if self.kind == Final { 1 } else { 2 }
    }
}

fn client(sandbox: &Sandbox) -> Client {
    builder(sandbox).timeout(TIMEOUT).build().unwrap()
}

/// A send with its `uuid`: delivered exactly once, or a clean failure.
async fn with_a_key(row: Row) {
    let (name, sandbox) = (row.name, sandbox().await);
    row.inject(&sandbox, Api::MessageCreate);
    let result = client(&sandbox).send(To::open_id("ou_1"), &card()).await;
    assert_eq!(sandbox.calls(Api::MessageCreate), row.attempts(), "{name}: {result:?}");
    assert_eq!(result.is_ok(), row.kind != Final, "{name}: {result:?}");
    assert_eq!(sandbox.messages().len(), usize::from(row.kind != Final), "{name}");
    if let Err(error) = result {
        clean(name, &error);
    }
}

/// The same in a bulk: the other items are not touched by it.
async fn one_of_a_bulk(row: Row) {
    let (name, sandbox) = (row.name, sandbox().await);
    row.inject(&sandbox, Api::MessageCreate);
    let card = card();
    let items = (0..3).map(|i| (To::open_id(format!("ou_{i}")), &card));
    let ends: Vec<_> = client(&sandbox).send_all().in_flight(1).iter(items).collect().await;
    let failed: Vec<_> = ends.iter().filter_map(|delivery| delivery.result.as_ref().err()).collect();
    assert_eq!(failed.len(), usize::from(row.kind == Final), "{name}: {failed:?}");
    assert_eq!(sandbox.messages().len(), 3 - failed.len(), "{name}");
    failed.iter().for_each(|error| clean(name, error));
}

/// A patch, whose second effect is the same as its first.
async fn harmless(row: Row) {
    let (name, sandbox) = (row.name, sandbox().await);
    let client = client(&sandbox);
    let sent = client.send(To::open_id("ou_1"), &card()).await.unwrap();
    row.inject(&sandbox, Api::MessagePatch);
    let result = client.patch(&sent.message_id, &card()).await;
    assert_eq!(sandbox.calls(Api::MessagePatch), row.attempts(), "{name}: {result:?}");
    assert_eq!(result.is_ok(), row.kind != Final, "{name}: {result:?}");
    assert_eq!(sandbox.message(&sent.message_id).unwrap().updated(), row.kind != Final, "{name}");
    if let Err(error) = result {
        clean(name, &error);
    }
}

/// A change of a card entity under its number: it takes effect once, and a repetition is told that it did.
async fn ordered(row: Row) {
    let (name, sandbox) = (row.name, sandbox().await);
    let client = client(&sandbox);
    let card = json(r#"{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"x"}]}}"#);
    let id = client.create_card(&card).await.unwrap();
    row.inject(&sandbox, Api::CardkitUpdate);
    let result = client.card(&id).update(1, &card).await;
    assert_eq!(sandbox.calls(Api::CardkitUpdate), row.attempts(), "{name}: {result:?}");
    assert_eq!(result.is_ok(), row.kind != Final, "{name}: {result:?}");
    if let Err(error) = result {
        clean(name, &error);
    }
    client.card(&id).update(2, &card).await.unwrap();
}

/// An ephemeral send, which has no key: at most once, and it is said when nobody can know.
async fn without_a_key(row: Row) {
    let (name, sandbox) = (row.name, sandbox().await);
    row.inject(&sandbox, Api::EphemeralSend);
    let result = client(&sandbox).send_ephemeral("oc_1", To::open_id("ou_1"), &card()).await;
    let attempts = if row.kind == Passing { 2 } else { 1 };
    assert_eq!(sandbox.calls(Api::EphemeralSend), attempts, "{name}: {result:?}");
    let delivered = match row.kind {
        Lost => usize::from(row.applied),
        Passing => 1,
        Final => 0,
    };
    assert_eq!(sandbox.messages().len(), delivered, "{name}");
    at_most_once(&row, result.map(drop));
}

/// A custom bot, which has neither key nor token.
async fn custom_bot(row: Row) {
    if row.is_about_the_token() {
        return;
    }
    let (name, sandbox) = (row.name, sandbox().await);
    row.inject(&sandbox, Api::BotHook);
    let bot = Webhook::new(sandbox.webhook_url()).scale_limits(HURRY).timeout(TIMEOUT).build().unwrap();
    let result = bot.send(&card()).await;
    let attempts = if row.kind == Passing { 2 } else { 1 };
    assert_eq!(sandbox.calls(Api::BotHook), attempts, "{name}: {result:?}");
    at_most_once(&row, result);
}

fn at_most_once(row: &Row, result: Result<(), Error>) {
    match (row.kind, result) {
        (Passing, result) => assert!(result.is_ok(), "{}: {result:?}", row.name),
        (Lost, Err(Error::OutcomeUnknown { uuid: None, .. })) => {}
        (Final, Err(error)) => clean(row.name, &error),
        (_, result) => panic!("{}: {result:?}", row.name),
    }
}

/// The request for a token: the send waits for the second, or fails before it leaves.
async fn for_a_token(row: Row) {
    if row.is_about_the_token() {
        return;
    }
    let (name, sandbox) = (row.name, sandbox().await);
    row.inject(&sandbox, Api::TenantToken);
    let result = client(&sandbox).send(To::open_id("ou_1"), &card()).await;
    let sent = u64::from(row.kind != Final);
    assert_eq!(sandbox.calls(Api::MessageCreate), sent, "{name}: {result:?}");
    assert_eq!((sandbox.messages().len() as u64, sandbox.token_requests()), (sent, row.attempts()), "{name}");
    match result {
        Ok(_) => {}
        Err(Error::Token(cause)) => clean(name, &cause),
        Err(error) => panic!("{name}: {error}"),
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
