//! The axum route: the user gets a correct answer in time, whatever the handler does.
#![cfg(feature = "axum")]

mod callback;

use axum::{Router, body::Body};
use callback::{BODY, OLD_BODY, Request, callbacks};
use feishu_card_core::Json;
use feishu_card_send::callback::{Answer, BoxError, Delayed, Event, Hook, IntoAnswer, Toast};
use http::StatusCode;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tower::ServiceExt;

/// A hook around the handler, and what it delivered.
fn hook<F, Fut>(handler: F) -> (Hook, Arc<Mutex<Vec<Delayed>>>)
where
    F: Fn(Event) -> Fut + Send + Sync + 'static,
    Fut: Future + Send + 'static,
    Fut::Output: IntoAnswer,
{
    let delivered = Arc::new(Mutex::new(Vec::new()));
    let to = Arc::clone(&delivered);
    let deliver = move |update: Delayed| {
        let to = Arc::clone(&to);
        async move {
            to.lock().unwrap().push(update);
            Ok::<(), BoxError>(())
        }
    };
    (Hook::new(callbacks(), handler).deliver(deliver), delivered)
}

async fn post(app: &Router, request: &Request) -> (StatusCode, String) {
    let mut http = http::Request::post("/card").body(Body::from(request.body())).unwrap();
    *http.headers_mut() = request.headers();
    let response = app.clone().oneshot(http).await.unwrap();
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn card(text: &str) -> Json {
    Json::parse(&format!(r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"markdown","content":"{text}"}}]}}}}"#))
        .unwrap()
}

fn is_failure(answer: &(StatusCode, String)) -> bool {
    let body = Json::parse(&answer.1).unwrap();
    answer.0 == StatusCode::OK && body.pointer("/toast/type").and_then(Json::as_str) == Some("error")
}

#[tokio::test(start_paused = true)]
async fn the_answer_reaches_the_user_in_the_shape_of_its_generation() {
    let app: Router =
        hook(|_| async { Answer::card(&card("done")).with_toast(Toast::success("ok")) }).0.router("/card");
    let toast = r#"{"type":"success","content":"ok"}"#;
    let new = format!(r#"{{"card":{{"type":"raw","data":{}}},"toast":{toast}}}"#, card("done"));
    assert_eq!(post(&app, &Request::new(BODY)).await, (StatusCode::OK, new));
    let old = card("done").to_string();
    let old = format!(r#"{},"toast":{toast}}}"#, old.strip_suffix('}').unwrap());
    assert_eq!(post(&app, &Request::old(OLD_BODY)).await, (StatusCode::OK, old));
}

#[tokio::test(start_paused = true)]
async fn a_slow_handler_is_answered_for_and_its_card_follows() {
    let (hook, delivered) = hook(|_| async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Answer::card(&card("late"))
    });
    let app: Router = hook.while_working(Toast::info("working")).router("/card");
    let answer = post(&app, &Request::new(BODY)).await;
    assert_eq!(answer, (StatusCode::OK, r#"{"toast":{"type":"info","content":"working"}}"#.to_owned()));
    assert!(delivered.lock().unwrap().is_empty());
    tokio::time::sleep(Duration::from_secs(61)).await;
    let delivered = delivered.lock().unwrap();
    assert_eq!(delivered.len(), 1);
    assert_eq!(delivered[0].card, card("late"));
    assert_eq!(delivered[0].token.as_str(), "c-abc");
    assert!(delivered[0].open_ids.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_panics_or_fails_is_answered_for_and_the_process_lives() {
    let app: Router = hook(|event: Event| async move {
        match event.action.tag.as_str() {
            "button" => panic!("a bug"),
            "overflow" => Err("no database".into()),
            _ => Ok::<Answer, BoxError>(Toast::success("ok").into()),
        }
    })
    .0
    .router("/card");
    assert!(is_failure(&post(&app, &Request::new(BODY)).await));
    let overflow = BODY.replace(r#""tag":"button""#, r#""tag":"overflow""#);
    assert!(is_failure(&post(&app, &Request::new(&overflow).nonce("2")).await));
    let input = BODY.replace(r#""tag":"button""#, r#""tag":"input""#);
    assert!(!is_failure(&post(&app, &Request::new(&input).nonce("3")).await));
}
