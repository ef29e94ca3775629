//! A connection's life: it comes back after every kind of loss, stays where another try is in vain, and ends in order.

use crate::{
    rig::{Bot, answers, connection, opened, run, send, soon, start, until},
    support,
};
use feishu_card_sandbox::{Api, Break, Failure, Fault, Sandbox};
use feishu_card_send::{
    callback::{Event, Toast},
    connection::{ConnectionError, LongConnection, State},
};
use std::{sync::Arc, time::Duration};
use tokio::sync::Notify;

/// Waits until the connection waits for its next try; why.
async fn lost(bot: &Bot) -> Arc<ConnectionError> {
    let mut handle = bot.handle.clone();
    loop {
        match handle.state() {
            State::Waiting { cause, .. } => return cause,
            State::Failed(error) => panic!("{error}"),
            _ => drop(soon("another state", handle.changed()).await),
        }
    }
}

#[tokio::test]
async fn a_connection_comes_back_after_a_close_and_after_a_reset() {
    let sandbox = support::sandbox().await;
    let message = send(&sandbox).await;
    let bot = start(connection(&sandbox).on_card(|_| async { Toast::info("here") })).await;
    for (how, is_it) in [
        (
            Break::Close(1000),
            (|cause| matches!(cause, ConnectionError::Closed { code: Some(1000), .. })) as fn(&_) -> bool,
        ),
        (Break::Reset, |cause| matches!(cause, ConnectionError::Transport(_))),
        (Break::Close(1011), |cause| matches!(cause, ConnectionError::Closed { code: Some(1011), .. })),
    ] {
        sandbox.break_connections(how.clone());
        let cause = lost(&bot).await;
        assert!(is_it(&cause), "{how:?}: {cause}");
        let between = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
        assert_eq!(between.code(), Some(200340), "a click during a reconnect reaches nobody, and says so");
        assert!(between.error.unwrap().reason.contains("no client is connected"));
        soon("a new connection", bot.handle.ready()).await.unwrap();
        soon("it is known", sandbox.connected(1)).await;
        let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
        assert_eq!(outcome.toast.unwrap().content, "here");
    }
    assert_eq!(opened(&sandbox), 4);
    assert_eq!(sandbox.calls(Api::ConnectionTicket), 4, "a new ticket for each");
}

#[tokio::test]
async fn pings_go_on_while_handlers_work() {
    let sandbox = support::sandbox().await;
    sandbox.wire(|wire| wire.config.ping_interval = 1);
    let message = send(&sandbox).await;
    let never = Arc::new(Notify::new());
    let bot = start(connection(&sandbox).on_card(move |_: Event| {
        let never = Arc::clone(&never);
        async move { never.notified().await }
    }))
    .await;
    let user = sandbox.as_user("ou_1");
    // the user waits for as long as the platform does, and the handler works on
    let outcome = user.click(&message, "OK").await.unwrap();
    assert_eq!(outcome.error, None);
    let pings = || sandbox.connections().first().map_or(0, |connection| connection.pings);
    let before = pings();
    until("three more pings", || pings() >= before + 3).await;
    assert!(before >= 2, "pings during the click: {before}");
    assert!(bot.handle.state().is_ready());
}

#[tokio::test]
async fn refusals_that_pass_are_tried_again() {
    let sandbox = support::sandbox().await;
    for failure in [
        Failure::Code(1),
        Failure::Code(1_000_040_343),
        Failure::Html(502),
        Failure::Json(200, 0, String::new()),
        Failure::NotJson,
        Failure::EmptyBody,
        Failure::Disconnect,
        Failure::CutBody,
    ] {
        sandbox.clear_faults();
        sandbox.inject(Fault::new(failure.clone()).on(Api::ConnectionTicket).times(1));
        let bot = run(connection(&sandbox));
        soon(&format!("{failure:?}"), bot.handle.ready()).await.unwrap();
        bot.handle.shutdown().await;
    }
    for failure in [Failure::Html(502), Failure::Status(403), Failure::Disconnect] {
        sandbox.clear_faults();
        sandbox.inject(Fault::new(failure.clone()).on(Api::ConnectionOpen).times(1));
        let bot = run(connection(&sandbox));
        soon(&format!("{failure:?}"), bot.handle.ready()).await.unwrap();
        bot.handle.shutdown().await;
    }
}

#[tokio::test]
async fn a_refused_handshake_is_judged_by_its_headers() {
    let sandbox = support::sandbox().await;
    for (refuse, is_final) in [
        ((403, None), true),
        ((514, Some(1_000_040_350)), true),
        ((514, Some(1_000_040_346)), false),
        ((500, None), false),
    ] {
        sandbox.wire(|wire| (wire.refuse, wire.config.reconnect_nonce) = (Some(refuse), 0));
        let bot = run(connection(&sandbox));
        if is_final {
            let error = soon("the end", bot.task).await.unwrap().unwrap_err();
            assert!(
                matches!(&error, ConnectionError::Handshake { status, code, .. }
                    if *status == refuse.0 && *code == refuse.1.map(i64::from)),
                "{error}"
            );
        } else {
            let cause = lost(&bot).await;
            assert!(matches!(&*cause, ConnectionError::Handshake { status, .. } if *status == refuse.0), "{cause}");
            sandbox.wire(|wire| wire.refuse = None);
            soon("a connection", bot.handle.ready()).await.unwrap();
            bot.handle.shutdown().await;
        }
    }
}

#[tokio::test]
async fn the_51st_connection_is_refused() {
    let sandbox = support::sandbox().await;
    sandbox.wire(|wire| wire.most = 2);
    let bots = [start(connection(&sandbox)).await, start(connection(&sandbox)).await];
    let third = soon("the end", connection(&sandbox).run()).await.unwrap_err();
    assert_eq!(third.code(), Some(1_000_040_350));
    assert!(third.to_string().contains("at most 50 connections"), "{third}");
    drop(bots);
}

#[tokio::test]
async fn a_ticket_is_good_once_and_for_a_minute() {
    let sandbox = support::sandbox().await;
    sandbox.wire(|wire| wire.config.reconnect_nonce = 0);
    // the handshake begins when the ticket is old
    sandbox.inject(Fault::new(Failure::Delay(Duration::from_millis(300))).on(Api::ConnectionOpen).times(1));
    let bot = run(connection(&sandbox));
    until("the handshake", || opened(&sandbox) == 1).await;
    sandbox.clock().advance(Duration::from_secs(61));
    let cause = lost(&bot).await;
    assert!(matches!(&*cause, ConnectionError::Handshake { status: 514, .. }), "{cause}");
    soon("a connection by a new ticket", bot.handle.ready()).await.unwrap();
    assert_eq!(sandbox.calls(Api::ConnectionTicket), 2);
}

#[tokio::test]
async fn closing_while_connecting_wins() {
    for api in [Api::ConnectionTicket, Api::ConnectionOpen] {
        let sandbox = support::sandbox().await;
        sandbox.inject(Fault::new(Failure::Delay(Duration::from_millis(400))).on(api).applied());
        let bot = run(connection(&sandbox));
        until("the call", || sandbox.calls(api) == 1).await;
        soon("the end", bot.handle.shutdown()).await;
        assert!(soon("the end", bot.task).await.unwrap().is_ok());
        assert!(matches!(bot.handle.state(), State::Closed));
        // the success that comes late opens nothing
        tokio::time::sleep(Duration::from_millis(600)).await;
        until("nobody is connected", || sandbox.connections().is_empty()).await;
    }
}

#[tokio::test]
async fn a_shutdown_answers_what_was_begun() {
    let sandbox = support::sandbox().await;
    let message = send(&sandbox).await;
    let (begun, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begins, waits) = (Arc::clone(&begun), Arc::clone(&release));
    let bot = start(connection(&sandbox).on_card(move |_| {
        begins.notify_one();
        let waits = Arc::clone(&waits);
        async move {
            waits.notified().await;
            Toast::success("finished")
        }
    }))
    .await;
    let user = sandbox.as_user("ou_1");
    let ending = async {
        begun.notified().await;
        let mut handle = bot.handle.clone();
        let ending = tokio::spawn({
            let handle = handle.clone();
            async move { handle.shutdown().await }
        });
        while !matches!(handle.state(), State::Draining) {
            soon("draining", handle.changed()).await;
        }
        release.notify_one();
        soon("the end", ending).await.unwrap();
    };
    let (outcome, ()) = tokio::join!(user.click(&message, "OK"), ending);
    assert_eq!(outcome.unwrap().toast.unwrap().content, "finished");
    assert!(bot.task.await.unwrap().is_ok());
    assert!(matches!(bot.handle.state(), State::Closed));
    until("nobody is connected", || sandbox.connections().is_empty()).await;
    assert_eq!(answers(&sandbox).len(), 1);
}

#[tokio::test]
async fn dropping_the_future_ends_the_connection() {
    let sandbox = support::sandbox().await;
    let bot = start(connection(&sandbox)).await;
    bot.task.abort();
    until("nobody is connected", || sandbox.connections().is_empty()).await;
    assert!(matches!(bot.handle.state(), State::Closed));
    assert!(matches!(bot.handle.ready().await, Err(ConnectionError::Ended)));
    soon("a shutdown of what is gone", bot.handle.shutdown()).await;
}

#[tokio::test]
async fn a_shutdown_before_the_start_ends_it_at_once() {
    let sandbox = support::sandbox().await;
    let connection = connection(&sandbox);
    let handle = connection.handle();
    assert!(matches!(handle.state(), State::Idle));
    let ending = tokio::spawn(async move { handle.shutdown().await });
    tokio::task::yield_now().await;
    assert!(soon("the end", connection.run()).await.is_ok());
    soon("the shutdown", ending).await.unwrap();
    assert!(sandbox.connections().is_empty());
}

#[tokio::test]
async fn what_cannot_be_set_up_says_so() {
    let error = LongConnection::new("cli_1", "s").base_url("ftp://x").run().await.unwrap_err();
    assert!(matches!(&error, ConnectionError::Setup(problem) if problem.contains("base URL")), "{error}");
    let sandbox = Sandbox::start().await.unwrap();
    let base_url = sandbox.base_url().to_owned();
    drop(sandbox);
    let bot = run(LongConnection::new("cli_1", "s").base_url(base_url));
    assert!(matches!(&*lost(&bot).await, ConnectionError::Transport(_)), "nobody listens; it is tried again");
}
