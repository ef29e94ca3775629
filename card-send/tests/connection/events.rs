//! Messages and other events over the long connection.

use crate::{
    rig::{answers, connection, done, soon, start, until},
    support,
};
use feishu_card_sandbox::{Api, Break, Sandbox};
use feishu_card_send::{
    StoreApp, To,
    callback::{AppEvent, BoxError},
};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::mpsc;

#[tokio::test]
async fn a_bot_answers_messages_with_cards() {
    let sandbox = support::sandbox().await;
    let client = support::client(&sandbox);
    let replies = client.clone();
    let bot = start(client.long_connection().on_event(move |event: AppEvent| {
        let client = replies.clone();
        async move {
            let Some(message) = event.message() else { return Ok(()) };
            client.reply(&message.message_id, &done(&format!("you said: {}", message.command()))).await?;
            Ok::<(), BoxError>(())
        }
    }))
    .await;
    let said = sandbox.as_user("ou_7").says("hello").await;
    assert!(said.taken(), "{:?}", said.error);
    let reply = sandbox.messages().pop().unwrap();
    assert_eq!((reply.parent_id.as_deref(), &reply.chat_id), (Some(said.message_id.as_str()), &said.chat_id));
    assert!(reply.card().to_string().contains("you said: hello"));

    let said = sandbox.as_user("ou_8").says_in("oc_1", "deploy").await;
    assert!(said.taken(), "{:?}", said.error);
    let reply = sandbox.messages().pop().unwrap();
    assert!(reply.card().to_string().contains("you said: deploy"), "the mention is no part of the command");
    assert_eq!(reply.chat_id, "oc_1");
    drop(bot);
}

#[tokio::test]
async fn a_message_is_typed() {
    let sandbox = support::sandbox().await;
    let (tell, mut told) = mpsc::unbounded_channel();
    let bot = start(connection(&sandbox).on_event(move |event: AppEvent| {
        let _ = tell.send(event);
        async {}
    }))
    .await;
    let sent = support::client(&sandbox).send(To::chat_id("oc_5"), &done("question")).await.unwrap();
    let said = sandbox.as_user("ou_7").replies(&sent.message_id, "yes").await.unwrap();
    let event = told.recv().await.unwrap();
    assert_eq!((event.event_type.as_str(), event.id.is_some()), (AppEvent::MESSAGE, true));
    assert!(event.age.is_some_and(|age| age < Duration::from_secs(30)), "{:?}", event.age);
    let message = event.message().unwrap();
    assert_eq!(message.text, "@bot yes");
    assert_eq!(message.command(), "yes");
    assert_eq!((message.sender.open_id.as_str(), message.chat_id.as_str(), message.in_group), ("ou_7", "oc_5", true));
    assert_eq!(message.root_id.as_deref(), Some(sent.message_id.as_str()));
    assert_eq!(message.mentions[0].name, "bot");
    assert_eq!(message.message_id, said.message_id);
    drop(bot);
}

#[tokio::test]
async fn an_event_whose_handler_fails_comes_again_and_one_that_was_handled_does_not() {
    let sandbox = support::sandbox().await;
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let bot = start(connection(&sandbox).on_event(move |_| {
        let number = counted.fetch_add(1, Ordering::SeqCst);
        async move { if number == 0 { Err("not yet") } else { Ok(()) } }
    }))
    .await;
    let said = sandbox.as_user("ou_1").says("hello").await;
    assert_eq!(said.error.as_ref().map(|error| error.code), Some(200671), "{:?}", said.error);
    assert_eq!(count.load(Ordering::SeqCst), 1);
    sandbox.clock().advance(Duration::from_secs(16));
    until("the second delivery", || count.load(Ordering::SeqCst) == 2).await;
    until("its answer", || answers(&sandbox).len() == 2).await;
    // taken, so that no later delivery follows
    sandbox.clock().advance(Duration::from_secs(100_000));
    assert!(sandbox.as_user("ou_1").says("again").await.taken());
    assert_eq!(count.load(Ordering::SeqCst), 3);
    drop(bot);
}

#[tokio::test]
async fn what_was_said_during_an_outage_comes_at_once_and_stale_events_are_not_run() {
    let sandbox = support::sandbox().await;
    let sandbox_clock = sandbox.clock().clone();
    let now = move || std::time::SystemTime::UNIX_EPOCH + Duration::from_millis(sandbox_clock.unix_millis());
    let user = sandbox.as_user("ou_1");
    for words in ["delete everything", "really"] {
        let said = user.says(words).await;
        assert!(!said.taken() && said.posted.is_none());
    }
    sandbox.clock().advance(Duration::from_secs(3600));
    let fresh = user.says("hello").await;
    assert!(!fresh.taken());

    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let hears = Arc::clone(&heard);
    let bot =
        start(connection(&sandbox).clock(now).max_age(Duration::from_secs(600)).on_event(move |event: AppEvent| {
            hears.lock().unwrap().extend(event.message().map(|message| message.text));
            async {}
        }))
        .await;
    until("all answers", || answers(&sandbox).len() == 3).await;
    assert_eq!(*heard.lock().unwrap(), ["hello"], "the old commands were taken and not run");
    assert!(answers(&sandbox).iter().all(|answer| answer.payload.starts_with(r#"{"code":200,"#)));
    drop(bot);
}

#[tokio::test]
async fn the_ticket_of_a_store_app_comes_as_an_event() {
    let sandbox = support::start(Sandbox::builder().store_app()).await;
    let app = StoreApp::new();
    let client = support::builder(&sandbox).token_source(app.tenant(sandbox.tenant_key())).build().unwrap();
    let (tell, mut told) = mpsc::unbounded_channel();
    let bot = start(client.long_connection().on_event(move |event: AppEvent| {
        if let Some(ticket) = event.app_ticket() {
            app.set_ticket(ticket);
            let _ = tell.send(());
        }
        async {}
    }))
    .await;
    assert!(client.send(To::open_id("ou_1"), &done("x")).await.is_err(), "no ticket yet; it is asked for");
    soon("the ticket", told.recv()).await.unwrap();
    client.send(To::open_id("ou_1"), &done("x")).await.unwrap();
    drop(bot);
}

#[tokio::test]
async fn an_event_during_a_reconnect_is_not_lost() {
    let sandbox = support::sandbox().await;
    let (tell, mut told) = mpsc::unbounded_channel();
    let bot = start(connection(&sandbox).on_event(move |event: AppEvent| {
        let _ = tell.send(event.message().map(|message| message.text));
        async {}
    }))
    .await;
    sandbox.break_connections(Break::Reset);
    let said = sandbox.as_user("ou_1").says("hello").await;
    assert!(!said.taken());
    assert_eq!(soon("the event", told.recv()).await.unwrap().as_deref(), Some("hello"));
    assert_eq!(sandbox.calls(Api::ConnectionOpen), 2);
    drop(bot);
}
