//! Clicks over the long connection: answered in time, in the right shape, and finished when the handler is slow.

use crate::{
    rig::{answers, card, connection, done, problems, send, start, until},
    support,
};
use feishu_card_core::Version;
use feishu_card_sandbox::{Break, CallbackKinds, Cause, Parts, Sandbox};
use feishu_card_send::{
    To,
    callback::{Answer, BoxError, Event, Generation, Toast},
};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;

#[tokio::test]
async fn a_click_is_answered_with_toast_and_card() {
    let sandbox = support::sandbox().await;
    let message = send(&sandbox).await;
    let bot = start(connection(&sandbox).on_card(|event: Event| async move {
        assert_eq!((event.generation, event.message_id.is_some()), (Generation::New, true));
        let id = event.action.value.get("id").cloned().unwrap_or_default();
        Answer::card(&done(&format!("done {id}"))).with_toast(Toast::success("thanks"))
    }))
    .await;
    let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.toast.unwrap().content, "thanks");
    assert!(sandbox.as_user("ou_1").sees(&message).unwrap().to_string().contains("done 7"));
    assert_eq!(outcome.posted[0].status, Some(200));
    assert_eq!(problems(&sandbox), [""; 0]);

    // the answer is the frame itself and the time it took
    let answer = &answers(&sandbox)[0];
    let keys: Vec<&str> = answer.headers.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["type", "message_id", "sum", "seq", "trace_id", "timestamp", "instance_id", "biz_rt"]);
    assert!(answer.payload.starts_with(r#"{"code":200,"data":""#), "{}", answer.payload);
    bot.handle.shutdown().await;
    assert!(bot.task.await.unwrap().is_ok());
}

#[tokio::test]
async fn an_answer_always_has_data() {
    let sandbox = support::sandbox().await;
    let message = send(&sandbox).await;
    let old_card = || Answer::card(&support::json(r#"{"elements":[]}"#));
    for (connection, error) in [
        (connection(&sandbox), false),
        (connection(&sandbox).on_card(|_| async {}), false),
        (connection(&sandbox).on_card(|_| async { Err::<(), BoxError>("no".into()) }), true),
        (connection(&sandbox).on_card(|event: Event| async move { assert!(event.id.is_none(), "on purpose") }), true),
        // a card of the other version does not leave
        (connection(&sandbox).shown(|_| Some(Version::V2)).on_card(move |_| async move { old_card() }), true),
    ] {
        let bot = start(connection).await;
        let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
        assert_eq!(outcome.error, None, "neither 108002 nor anything else");
        assert_eq!(outcome.toast.is_some_and(|toast| toast.kind == "error"), error);
        bot.handle.shutdown().await;
    }
    assert_eq!(answers(&sandbox).len(), 5);
    assert!(answers(&sandbox).iter().all(|answer| answer.payload.contains(r#""data":"#)));
}

#[tokio::test]
async fn a_slow_handler_is_answered_in_time_and_its_card_comes_later() {
    let sandbox = support::sandbox().await;
    let message = send(&sandbox).await;
    let release = Arc::new(Notify::new());
    let waiting = Arc::clone(&release);
    let bot =
        start(connection(&sandbox).limit(Duration::from_millis(100)).while_working(Toast::info("working")).on_card(
            move |_| {
                let waiting = Arc::clone(&waiting);
                async move {
                    waiting.notified().await;
                    Answer::card(&done("late"))
                }
            },
        ))
        .await;
    let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
    assert_eq!((outcome.error, outcome.toast.unwrap().content.as_str()), (None, "working"));
    release.notify_one();
    until("the delayed update", || sandbox.message(&message).unwrap().history.len() > 1).await;
    assert_eq!(sandbox.message(&message).unwrap().history[1].cause, Cause::Delayed);
    drop(bot);
}

#[tokio::test]
async fn work_goes_on_after_the_answer_and_updates_the_card() {
    let sandbox = support::sandbox().await;
    let message = send(&sandbox).await;
    let bot = start(connection(&sandbox).on_card(|_| async {
        Answer::card(&done("begun")).then(|updates| async move {
            updates.card(&done("finished")).await?;
            Ok(())
        })
    }))
    .await;
    let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
    assert_eq!(outcome.error, None);
    until("the update", || sandbox.message(&message).unwrap().card().to_string().contains("finished")).await;
    let causes: Vec<Cause> = sandbox.message(&message).unwrap().history.iter().map(|state| state.cause).collect();
    assert_eq!(causes, [Cause::Sent, Cause::Answered, Cause::Delayed]);
    drop(bot);
}

#[tokio::test]
async fn an_answer_that_cannot_leave_comes_as_an_update() {
    let sandbox = support::sandbox().await;
    let message = send(&sandbox).await;
    let release = Arc::new(Notify::new());
    let waiting = Arc::clone(&release);
    let begun = Arc::new(Notify::new());
    let begins = Arc::clone(&begun);
    let bot = start(connection(&sandbox).on_card(move |_| {
        begins.notify_one();
        let waiting = Arc::clone(&waiting);
        async move {
            waiting.notified().await;
            Answer::card(&done("rescued"))
        }
    }))
    .await;
    let breaking = async {
        begun.notified().await;
        sandbox.break_connections(Break::Close(1000));
        let mut handle = bot.handle.clone();
        while handle.state().is_ready() {
            handle.changed().await;
        }
        release.notify_one();
    };
    let user = sandbox.as_user("ou_1");
    let (outcome, ()) = tokio::join!(user.click(&message, "OK"), breaking);
    assert_eq!(outcome.unwrap().code(), Some(200341), "the user saw an error");
    until("the card", || sandbox.message(&message).unwrap().card().to_string().contains("rescued")).await;
    drop(bot);
}

#[tokio::test]
async fn a_click_that_comes_twice_is_handled_once_and_both_get_the_answer() {
    let sandbox = support::sandbox().await;
    sandbox.wire(|wire| wire.twice = true);
    let message = send(&sandbox).await;
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let bot = start(connection(&sandbox).on_card(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Toast::success("once")
        }
    }))
    .await;
    let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
    assert_eq!(outcome.toast.unwrap().content, "once");
    until("both answers", || answers(&sandbox).len() == 2).await;
    let both = answers(&sandbox);
    assert_eq!(both[0].payload, both[1].payload);
    assert_eq!(count.load(Ordering::SeqCst), 1);
    drop(bot);
}

#[tokio::test]
async fn card_frames_are_answered_in_the_shape_of_their_generation() {
    for (kinds, generation) in [(CallbackKinds::New, Generation::New), (CallbackKinds::Old, Generation::Old)] {
        let sandbox = support::start(Sandbox::builder().callbacks(kinds)).await;
        sandbox.wire(|wire| wire.card_frames = true);
        let message = send(&sandbox).await;
        let bot = start(connection(&sandbox).on_card(move |event: Event| async move {
            assert_eq!(event.generation, generation);
            Answer::card(&done("answered")).with_toast(Toast::success("ok"))
        }))
        .await;
        let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
        assert_eq!(outcome.error, None);
        assert_eq!(outcome.toast.map(|toast| toast.content).as_deref(), Some("ok"));
        assert!(sandbox.message(&message).unwrap().card().to_string().contains("answered"));
        assert_eq!(answers(&sandbox)[0].header("type"), Some("card"));
        drop(bot);
    }
}

#[tokio::test]
async fn a_form_in_parts_comes_back_whole() {
    let sandbox = support::sandbox().await;
    sandbox.wire(|wire| (wire.split, wire.parts) = (Some(100), Parts::Reversed));
    let message = send(&sandbox).await;
    let bot =
        start(connection(&sandbox).on_card(|event: Event| async move { Toast::info(event.action.value.to_string()) }))
            .await;
    let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
    assert_eq!(outcome.toast.unwrap().content, r#"{"id":7}"#);
    assert!(sandbox.frames().iter().filter(|frame| frame.header("sum") > Some("1")).count() > 2);
    drop(bot);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_clients_share_a_thousand_clicks() {
    const CLICKS: usize = 1000;
    let sandbox = Arc::new(support::sandbox().await);
    let client = support::client(&sandbox);
    let message = client.send(To::open_id("ou_1"), &card(0)).await.unwrap().message_id;
    let taken: Arc<Mutex<HashMap<String, Vec<usize>>>> = Arc::default();
    let mut bots = Vec::new();
    for number in 0..2 {
        let taken = Arc::clone(&taken);
        // two clients of one app, as two programs have
        let connection = support::client(&sandbox).long_connection();
        bots.push(
            start(connection.on_card(move |event: Event| {
                let id = event.id.clone().expect("an id");
                taken.lock().unwrap().entry(id).or_default().push(number);
                async { Toast::success("ok") }
            }))
            .await,
        );
    }
    assert_eq!(sandbox.connections().len(), 2);
    let users: Vec<_> = (0..8)
        .map(|_| {
            let (sandbox, message) = (Arc::clone(&sandbox), message.clone());
            tokio::spawn(async move {
                for _ in 0..CLICKS / 8 {
                    let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
                    assert_eq!(outcome.error, None);
                }
            })
        })
        .collect();
    for user in users {
        user.await.unwrap();
    }
    let taken = taken.lock().unwrap();
    assert_eq!(taken.len(), CLICKS, "none lost");
    assert!(taken.values().all(|bots| bots.len() == 1), "none doubled");
    let shares: Vec<usize> = (0..2).map(|bot| taken.values().filter(|bots| bots[0] == bot).count()).collect();
    assert!(shares.iter().all(|share| *share > CLICKS / 4), "{shares:?}");
    assert_eq!(answers(&sandbox).len(), CLICKS);
}

#[tokio::test]
async fn a_click_on_the_stop_button_ends_a_stream_that_runs() {
    let sandbox = support::sandbox().await;
    let client = support::client(&sandbox);
    let handler = client.clone();
    let bot = start(client.long_connection().on_card(move |event: Event| {
        let stopped = handler.take_stop(&event.action.value);
        async move { Answer::toast(if stopped { Toast::info("stopped") } else { Toast::error("what is this?") }) }
    }))
    .await;
    let stream = client.stream(To::open_id("ou_1")).stop_button("Stop").await.unwrap();
    let (typed, button) = (sandbox.messages()[0].message_id.clone(), sandbox.messages()[1].message_id.clone());
    // an answer that never ends
    let pieces = futures_util::stream::unfold((), async |()| {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Some((Ok::<_, std::io::Error>("word "), ()))
    });
    let clicking = async {
        until("text is shown", || sandbox.entities()[0].typed > 0).await;
        assert!(sandbox.entities()[0].streaming_left > 0, "it streams while the button is clicked");
        let outcome = sandbox.as_user("ou_1").click(&button, "Stop").await.unwrap();
        assert_eq!((outcome.error, outcome.toast.unwrap().content.as_str()), (None, "stopped"));
    };
    let (delivered, ()) = tokio::join!(stream.pipe(pieces), clicking);
    let delivered = delivered.unwrap();
    assert!(delivered.stopped && delivered.message_ids == [typed]);
    assert!(sandbox.message(&button).unwrap().deleted, "the button goes");
    assert_eq!(sandbox.entities()[0].streaming_left, 0);
    bot.handle.shutdown().await;
}
