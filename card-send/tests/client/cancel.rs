//! Futures dropped at every point at which they wait: client, token and budgets stay usable.

use crate::support::{builder, card, sandbox};
use feishu_card_sandbox::{Api, Failure, Fault};
use feishu_card_send::To;
use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};

/// Runs a future until it has waited for the `waits`th time, then drops it.
async fn drop_after<F: Future>(future: F, waits: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut waited = 0;
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => {
            waited += 1;
            if waited == waits { Poll::Ready(None) } else { Poll::Pending }
        }
    })
    .await
}

/// Points at which a send waits here; some more than there are.
const POINTS: usize = 48;

#[tokio::test]
async fn a_send_dropped_at_any_point_leaves_the_client_usable() {
    let dropped = futures_util::future::join_all((1..=POINTS).map(dropped_at)).await;
    let points = dropped.iter().filter(|dropped| **dropped).count();
    assert!(points > 8, "only {points} points at which the send waits");
    assert!(points < POINTS, "the send waits at more points than were tried");
}

/// Whether the send was dropped at this point, or had ended before.
async fn dropped_at(waits: usize) -> bool {
    let sandbox = sandbox().await;
    // every kind of wait: for a token, for its repetition, for an answer, for the time the platform names
    let fault = |failure, api| Fault::new(failure).on(api).times(1);
    sandbox.inject(fault(Failure::Html(502), Api::TenantToken));
    sandbox.inject(fault(Failure::SlowBody(Duration::from_millis(20)), Api::TenantToken));
    sandbox.inject(fault(Failure::ExpiredToken, Api::MessageCreate));
    sandbox.inject(fault(Failure::RateLimited(Some(Duration::from_millis(10))), Api::MessageCreate));
    sandbox.inject(fault(Failure::CutBody, Api::MessageCreate).applied());
    let client = builder(&sandbox).build().unwrap();
    let card = card();
    let first = client.send(To::open_id("ou_1"), &card).uuid("u-1").into_future();
    let dropped = drop_after(first, waits).await.is_none();
    // the same again, and another: nothing is stuck, and the first arrives once
    let again = client.send(To::open_id("ou_1"), &card).uuid("u-1").into_future();
    let other = client.send(To::open_id("ou_2"), &card).into_future();
    let (again, other) = tokio::join!(again, other);
    again.unwrap();
    other.unwrap();
    let messages = sandbox.messages();
    assert_eq!(messages.iter().filter(|m| m.receive_id == "ou_1").count(), 1, "dropped at point {waits}");
    assert_eq!(messages.len(), 2, "dropped at point {waits}");
    dropped
}

#[tokio::test]
async fn who_fetches_the_token_may_be_dropped() {
    let sandbox = sandbox().await;
    sandbox.inject(Fault::new(Failure::Delay(Duration::from_millis(300))).on(Api::TenantToken).times(1));
    let client = builder(&sandbox).build().unwrap();
    let card = card();
    let first = client.send(To::open_id("ou_1"), &card).into_future();
    let others = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let sends = (0..16).map(|i| client.send(To::open_id(format!("ou_{i}")), &card).into_future());
        futures_util::future::join_all(sends).await
    };
    let (first, others) = tokio::join!(tokio::time::timeout(Duration::from_millis(100), first), others);
    assert!(first.is_err(), "the first was to be dropped");
    assert!(others.into_iter().all(|sent| sent.is_ok()));
    assert_eq!(sandbox.token_requests(), 1, "the fetch goes on without the one who began it");
}
