//! One token for all, renewed once.

use crate::support::{builder, card, client, sandbox};
use feishu_card_sandbox::{Api, Failure, Fault};
use feishu_card_send::{Client, Error, To, Token};
use futures_util::future::join_all;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

async fn sends(client: &Client, count: usize) -> Vec<Result<feishu_card_send::Sent, Error>> {
    let card = card();
    let sends = (0..count).map(|i| client.send(To::open_id(format!("ou_{i}")), &card).into_future());
    join_all(sends).await
}

#[tokio::test]
async fn sixty_four_cold_sends_ask_for_one_token() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    for sent in sends(&client, 64).await {
        sent.unwrap();
    }
    assert_eq!(sandbox.token_requests(), 1);
    assert_eq!(sandbox.messages().len(), 64);
}

#[tokio::test]
async fn a_token_refused_under_load_is_renewed_once() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    sends(&client, 1).await.pop().unwrap().unwrap();
    sandbox.revoke_tokens();
    for sent in sends(&client, 64).await {
        sent.unwrap();
    }
    assert_eq!(sandbox.token_requests(), 2);
    assert_eq!(sandbox.messages().len(), 65);
}

#[tokio::test]
async fn clones_share_the_token() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let other = client.clone();
    let (a, b) = tokio::join!(sends(&client, 8), sends(&other, 8));
    assert!(a.into_iter().chain(b).all(|sent| sent.is_ok()));
    assert_eq!(sandbox.token_requests(), 1);
}

#[tokio::test]
async fn a_clock_that_jumps_costs_one_renewal() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    sends(&client, 1).await.pop().unwrap().unwrap();
    // the platform's time moves on, ours does not: as after a machine has slept
    sandbox.clock().advance(Duration::from_secs(3 * 3600));
    for sent in sends(&client, 16).await {
        sent.unwrap();
    }
    assert_eq!(sandbox.token_requests(), 2);
}

#[tokio::test]
async fn a_passing_trouble_of_the_token_endpoint_is_waited_out() {
    let sandbox = sandbox().await;
    sandbox.inject(Fault::new(Failure::Html(502)).on(Api::TenantToken).times(2));
    for sent in sends(&client(&sandbox), 8).await {
        sent.unwrap();
    }
    assert_eq!(sandbox.token_requests(), 3);
}

/// A call that ends while its token is still asked for says what the attempts met so far, if they met anything.
#[tokio::test]
async fn a_call_that_cannot_wait_for_its_token_says_why_there_is_none() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = format!("http://{}", nobody.local_addr().unwrap());
    let refused = Client::builder("cli_gone", "secret").base_url(&gone).build().unwrap();
    drop(nobody);
    let busy = sandbox().await;
    busy.inject(Fault::new(Failure::Html(502)).on(Api::TenantToken));
    let silent = sandbox().await;
    silent.inject(Fault::new(Failure::Delay(Duration::from_secs(9))).on(Api::TenantToken));
    let card = card();
    let (busy, silent) = (client(&busy), client(&silent));
    let said = |client, said: String| {
        let card = &card;
        async move {
            let sent = Client::send(client, To::open_id("ou_1"), card).deadline(Duration::from_secs(1)).await;
            let error = sent.unwrap_err();
            assert!(matches!(error, Error::Token(_)) && error.had_no_effect() && error.is_retryable(), "{error}");
            assert!(error.to_string().contains(&said), "{error}");
        }
    };
    // the second call comes while the fetch of the first is under way, or in the pause after it
    for _ in 0..2 {
        tokio::join!(
            said(&refused, format!("no connection to {gone}: ")),
            said(&busy, "(HTTP 502)".to_owned()),
            said(&silent, "no answer within 1s".to_owned()),
        );
    }
}

/// What an earlier fetch met is not said of one that hangs.
#[tokio::test]
async fn what_failed_before_a_token_came_is_forgotten() {
    let sandbox = sandbox().await;
    sandbox.inject(Fault::new(Failure::Html(502)).on(Api::TenantToken).times(1));
    let client = client(&sandbox);
    sends(&client, 1).await.pop().unwrap().unwrap();
    sandbox.revoke_tokens();
    sandbox.inject(Fault::new(Failure::Delay(Duration::from_secs(9))).on(Api::TenantToken));
    let sent = client.send(To::open_id("ou_1"), &card()).deadline(Duration::from_secs(1)).await;
    let error = sent.unwrap_err().to_string();
    assert!(error.contains("no answer within 1s"), "{error}");
}

#[tokio::test]
async fn a_wrong_secret_is_said_once_to_all_who_wait() {
    let sandbox = sandbox().await;
    sandbox.inject(Fault::new(Failure::Delay(Duration::from_millis(100))).on(Api::TenantToken));
    let client = Client::builder(sandbox.app_id(), "wrong").base_url(sandbox.base_url()).build().unwrap();
    for sent in sends(&client, 64).await {
        let error = sent.unwrap_err();
        assert!(matches!(error, Error::Token(_)), "{error}");
        assert_eq!(error.code(), Some(10_014));
        assert!(error.to_string().contains("check app_id and app_secret"), "{error}");
    }
    assert_eq!(sandbox.token_requests(), 1);
    assert_eq!(sandbox.messages().len(), 0);
}

#[tokio::test]
async fn a_token_that_is_always_refused_ends_in_an_error() {
    let sandbox = sandbox().await;
    sandbox.inject(Fault::new(Failure::ExpiredToken).on(Api::MessageCreate));
    let error = sends(&client(&sandbox), 1).await.pop().unwrap().unwrap_err();
    assert_eq!(error.code(), Some(99_991_663));
    assert_eq!(sandbox.calls(Api::MessageCreate), 2);
}

#[tokio::test]
async fn a_source_of_the_callers_own() {
    let sandbox = sandbox().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let failing = builder(&sandbox)
        .token_source(move || {
            let counted = counted.clone();
            async move {
                counted.fetch_add(1, Ordering::SeqCst);
                Err(Error::other("the vault is sealed"))
            }
        })
        .build()
        .unwrap();
    let error = sends(&failing, 1).await.pop().unwrap().unwrap_err();
    assert!(error.to_string().contains("the vault is sealed"), "{error}");
    let made_up = builder(&sandbox)
        .token_source(|| async { Ok(Token::new("t-made-up", Duration::from_secs(60))) })
        .build()
        .unwrap();
    assert_eq!(sends(&made_up, 1).await.pop().unwrap().unwrap_err().code(), Some(99_991_663));
    let bad = builder(&sandbox).token_source(|| async { Ok(Token::new("t-\u{1}", Duration::MAX)) }).build().unwrap();
    let error = sends(&bad, 1).await.pop().unwrap().unwrap_err();
    assert!(error.to_string().contains("that no header can carry"), "{error}");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(sandbox.token_requests(), 0);
}
