//! The axum route: the user gets a correct answer in time, whatever the handler does.
//!
//! Time is paused: a sleep ends as soon as nothing else can happen.
use crate::{
    log::Log,
    request::{BODY, KEY, NOW, OLD_BODY, Request, TOKEN, callbacks},
};
use axum::{Router, body::Body};
use feishu_card_core::{Json, Version};
use feishu_card_send::callback::{Answer, AppEvent, BoxError, Callbacks, Delayed, Event, Hook, IntoAnswer, Toast};
use http::{Method, StatusCode};
use std::{
    future::{Future, pending},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};
use tokio::time::sleep;
use tower::ServiceExt;
use tracing::Level;

type Delivered = Arc<Mutex<Vec<Delayed>>>;

/// A hook around the handler, and what it delivered.
fn hook<F, Fut>(handler: F) -> (Hook, Delivered)
where
    F: Fn(Event) -> Fut + Send + Sync + 'static,
    Fut: Future + Send + 'static,
    Fut::Output: IntoAnswer,
{
    hook_of(callbacks(), handler)
}

fn hook_of<F, Fut>(callbacks: Callbacks, handler: F) -> (Hook, Delivered)
where
    F: Fn(Event) -> Fut + Send + Sync + 'static,
    Fut: Future + Send + 'static,
    Fut::Output: IntoAnswer,
{
    let delivered = Delivered::default();
    let to = Arc::clone(&delivered);
    let deliver = move |update: Delayed| {
        let to = Arc::clone(&to);
        async move {
            to.lock().unwrap().push(update);
            Ok::<(), BoxError>(())
        }
    };
    (Hook::new(callbacks, handler).deliver(deliver), delivered)
}

fn request(request: &Request) -> http::Request<Body> {
    let mut http = http::Request::post("/card").body(Body::from(request.body())).unwrap();
    *http.headers_mut() = request.headers();
    http
}

async fn post(app: &Router, pushed: &Request) -> (StatusCode, String) {
    read(app.clone().oneshot(request(pushed)).await.unwrap()).await
}

async fn read(response: http::Response<Body>) -> (StatusCode, String) {
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

fn nothing() -> (StatusCode, String) {
    (StatusCode::OK, "{}".to_owned())
}

#[tokio::test(start_paused = true)]
async fn the_answer_reaches_the_user_in_the_shape_of_its_generation() {
    let app: Router =
        hook(|_| async { Answer::card(&card("done")).with_toast(Toast::success("ok")) }).0.router("/card");
    let toast = r#"{"type":"success","content":"ok"}"#;
    let new = format!(r#"{{"card":{{"type":"raw","data":{}}},"toast":{toast}}}"#, card("done"));
    assert_eq!(post(&app, &Request::encrypted(BODY)).await, (StatusCode::OK, new));
    let old = card("done").to_string();
    let old = format!(r#"{},"toast":{toast}}}"#, old.strip_suffix('}').unwrap());
    assert_eq!(post(&app, &Request::old(OLD_BODY)).await, (StatusCode::OK, old));
}

#[tokio::test(start_paused = true)]
async fn a_handler_may_return_what_suits_it() {
    let nothing: Router = hook(|_| async {}).0.router("/card");
    assert_eq!(post(&nothing, &Request::new(BODY)).await, self::nothing());
    let toast: Router = hook(|_| async { Toast::info("hi") }).0.router("/card");
    assert!(post(&toast, &Request::new(BODY)).await.1.contains("hi"));
    let fine: Router = hook(|_| async { Ok::<_, std::io::Error>(Toast::info("hi")) }).0.router("/card");
    assert!(post(&fine, &Request::new(BODY)).await.1.contains("hi"));
}

#[tokio::test(start_paused = true)]
async fn what_is_not_from_the_platform_never_reaches_the_handler() {
    let (log, _guard) = Log::start();
    let app: Router = hook(|_| async { panic!("reached") as Answer }).0.router("/card");
    for (bad, status) in [
        (Request::new(BODY).with_body(BODY.replace("ou_1", "ou_9")), 401),
        (Request::new("no JSON"), 400),
        (Request::raw(vec![b' '; 10 << 20]), 413),
    ] {
        let answer = post(&app, &bad).await;
        assert_eq!(answer.0.as_u16(), status);
        assert!(answer.1.starts_with(r#"{"msg":""#), "{}", answer.1);
    }
    let large = Request::raw(vec![b' '; 3 << 20]);
    let roomy: Router = hook_of(callbacks().max_body(4 << 20), |_| async {}).0.router("/card");
    assert_eq!(post(&roomy, &large).await.0, StatusCode::BAD_REQUEST, "not JSON, but not too large");
    let mut get = request(&Request::new(BODY));
    *get.method_mut() = Method::GET;
    assert_eq!(app.oneshot(get).await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
    let warned = log.lines(Level::WARN);
    assert_eq!(warned.len(), 4);
    assert!(warned[0].contains("the signature does not match"), "{warned:?}");
    assert!(!warned.concat().contains(TOKEN) && !warned.concat().contains("ou_"), "{warned:?}");
}

#[tokio::test(start_paused = true)]
async fn the_url_check_is_answered() {
    let app: Router = hook(|_| async {}).0.router("/card");
    let check = Request::new(&format!(r#"{{"challenge":"c-1","token":"{TOKEN}","type":"url_verification"}}"#));
    assert_eq!(post(&app, &check).await, (StatusCode::OK, r#"{"challenge":"c-1"}"#.to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_slow_handler_is_answered_for_and_its_card_follows() {
    let (log, _guard) = Log::start();
    let (hook, delivered) = hook(|_| async {
        sleep(Duration::from_secs(60)).await;
        Answer::card(&card("late"))
    });
    let silent: Router = hook.clone().router("/card");
    let app: Router = hook.while_working(Toast::info("working")).router("/card");
    assert_eq!(post(&silent, &Request::new(BODY).nonce("1")).await, nothing());
    let answer = post(&app, &Request::new(BODY)).await;
    assert_eq!(answer, (StatusCode::OK, r#"{"toast":{"type":"info","content":"working"}}"#.to_owned()));
    assert!(delivered.lock().unwrap().is_empty());
    sleep(Duration::from_secs(61)).await;
    let delivered = delivered.lock().unwrap();
    assert_eq!(delivered.len(), 2);
    assert!(delivered.iter().all(|update| update.card == card("late") && update.token.as_str() == "c-abc"));
    assert!(log.lines(Level::WARN).concat().contains("too late"));
    assert_eq!(log.lines(Level::ERROR), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_late_card_without_delivery_is_traced() {
    let (log, _guard) = Log::start();
    let slow = |_| async {
        sleep(Duration::from_secs(9)).await;
        Answer::card(&card("late"))
    };
    let app: Router = Hook::new(callbacks(), slow).router("/card");
    assert_eq!(post(&app, &Request::new(BODY)).await, nothing());
    sleep(Duration::from_secs(10)).await;
    assert!(log.lines(Level::ERROR).concat().contains(".deliver("), "{:?}", log.lines(Level::ERROR));
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_never_ends_is_answered_for() {
    let app: Router = hook(|_| pending::<Answer>()).0.limit(Duration::from_secs(1)).router("/card");
    assert_eq!(post(&app, &Request::new(BODY)).await, nothing());
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_panics_or_fails_is_answered_for_and_the_process_lives() {
    let (log, _guard) = Log::start();
    let handler = |event: Event| async move {
        match event.action.tag.as_deref().unwrap_or_default() {
            "button" => panic!("a bug"),
            "overflow" => Err("no database".into()),
            "checker" => Ok(Toast::info(event.action.value::<u64>()?.to_string()).into()),
            _ => Ok::<Answer, BoxError>(Toast::success("ok").into()),
        }
    };
    let app: Router = hook(handler).0.router("/card");
    let pushed = |tag: &str| Request::new(&BODY.replace(r#""tag":"button""#, &format!(r#""tag":"{tag}""#))).nonce(tag);
    for tag in ["button", "overflow", "checker"] {
        let answer = post(&app, &pushed(tag)).await;
        assert!(is_failure(&answer), "{tag}: {answer:?}");
        for inner in ["bug", "database", "action.value"] {
            assert!(!answer.1.contains(inner), "the user does not see the inner error: {answer:?}");
        }
    }
    assert!(post(&app, &pushed("input")).await.1.contains("ok"));
    let traced = log.lines(Level::ERROR);
    assert_eq!(traced.len(), 3, "{traced:?}");
    for (line, text) in traced.iter().zip(["panicked: a bug", "no database", "`action.value`: "]) {
        assert!(line.contains(text), "{line}");
    }
    assert!(log.lines(Level::INFO).concat().contains("om_1"), "the span says which message");

    let own: Router = hook(|_| async { Err::<Answer, _>("x") }).0.on_failure(Toast::error("哎呀")).router("/card");
    assert!(post(&own, &Request::new(BODY)).await.1.contains("哎呀"));
}

/// An error whose text does not say what caused it.
#[derive(Debug)]
struct Outer(std::io::Error);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the release is stuck")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_is_traced_with_what_caused_it() {
    let (log, _guard) = Log::start();
    let app: Router = hook(|_| async { Err::<Answer, _>(Outer(std::io::Error::other("disk full"))) }).0.router("/card");
    assert!(is_failure(&post(&app, &Request::new(BODY)).await));
    let traced = log.lines(Level::ERROR).concat();
    assert!(traced.contains("the release is stuck: disk full"), "{traced}");
}

#[tokio::test(start_paused = true)]
async fn a_wrong_answer_never_leaves() {
    let (log, _guard) = Log::start();
    let old_card = Json::parse(r#"{"elements":[{"tag":"hr"}]}"#).unwrap();
    let handler = move |_| {
        let answer = Answer::card(&old_card);
        async { answer }
    };
    let callbacks = callbacks().shown(|event| event.message_id.is_some().then_some(Version::V2));
    let app: Router = hook_of(callbacks, handler).0.router("/card");
    assert!(is_failure(&post(&app, &Request::new(BODY)).await));
    assert!(log.lines(Level::ERROR).concat().contains("200830"));
}

#[tokio::test(start_paused = true)]
async fn updates_wait_until_the_answer_has_left() {
    let (hook, delivered) = hook(|_| async {
        Answer::toast(Toast::info("working")).then(|updates| async move {
            updates.card(&card("1")).await?;
            sleep(Duration::from_secs(60)).await;
            updates.card(&card("2")).await?;
            updates.card(&card("3")).await?;
            Ok(())
        })
    });
    let (log, _guard) = Log::start();
    let app: Router = hook.router("/card");
    let response = app.oneshot(request(&Request::new(BODY))).await.unwrap();
    sleep(Duration::from_secs(30)).await;
    assert!(delivered.lock().unwrap().is_empty(), "the answer is still on its way");
    assert!(read(response).await.1.contains("working"));
    sleep(Duration::from_secs(1)).await;
    assert_eq!(delivered.lock().unwrap().len(), 1);
    sleep(Duration::from_secs(61)).await;
    let cards: Vec<_> = delivered.lock().unwrap().iter().map(|update| update.card.clone()).collect();
    assert_eq!(cards, [card("1"), card("2")]);
    assert!(log.lines(Level::ERROR).concat().contains("both are used"));
}

#[tokio::test(start_paused = true)]
async fn updates_end_thirty_minutes_after_the_click() {
    let now = Arc::new(AtomicU64::new(NOW));
    let clock = Arc::clone(&now);
    let callbacks =
        callbacks().clock(move || SystemTime::UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)));
    let (hook, delivered) = hook_of(callbacks, move |_| {
        let now = Arc::clone(&now);
        async move {
            Answer::nothing().then(move |updates| async move {
                now.fetch_add(30 * 60 - 1, Ordering::Relaxed);
                updates.card(&card("in time")).await?;
                now.fetch_add(1, Ordering::Relaxed);
                updates.card(&card("over")).await?;
                Ok(())
            })
        }
    });
    let (log, _guard) = Log::start();
    let app: Router = hook.router("/card");
    assert_eq!(post(&app, &Request::new(BODY)).await, nothing());
    sleep(Duration::from_secs(5)).await;
    assert_eq!(delivered.lock().unwrap().len(), 1);
    assert!(log.lines(Level::ERROR).concat().contains("30 minutes, which are over"));
}

#[tokio::test(start_paused = true)]
async fn work_after_the_answer_that_panics_or_fails_is_traced() {
    let (log, _guard) = Log::start();
    let failing = |update: Delayed| async move { Err::<(), _>(format!("no network for {}", update.card)) };
    let panicking = |_: Delayed| async { panic!("in delivery") as Result<(), BoxError> };
    let update = |_| async { Answer::nothing().then(|updates| async move { Ok(updates.card(&card("x")).await?) }) };
    let bug = |_| async { Answer::nothing().then(|_| async { panic!("in background") }) };
    for hook in [
        Hook::new(callbacks(), update).deliver(failing),
        Hook::new(callbacks(), update).deliver(panicking),
        Hook::new(callbacks(), bug),
    ] {
        assert_eq!(post(&hook.router("/card"), &Request::new(BODY)).await, nothing());
        sleep(Duration::from_secs(5)).await;
    }
    let traced = log.lines(Level::ERROR);
    assert_eq!(traced.len(), 3, "{traced:?}");
    for (line, text) in traced.iter().zip(["no network", "panicked: in delivery", "panicked: in background"]) {
        assert_eq!(line.matches(text).count(), 1, "{line}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_closed_connection_does_not_end_the_handler() {
    let (hook, delivered) = hook(|_| async {
        sleep(Duration::from_secs(2)).await;
        Answer::card(&card("done"))
    });
    let app: Router = hook.router("/card");
    let given_up = tokio::time::timeout(Duration::from_secs(1), app.oneshot(request(&Request::new(BODY)))).await;
    assert!(given_up.is_err());
    sleep(Duration::from_secs(3)).await;
    assert_eq!(delivered.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn other_pushes_have_a_handler_of_their_own() {
    let (log, _guard) = Log::start();
    let preview = Request::new(&BODY.replace("card.action.trigger", "url.preview.get"));
    let ticket = Request::encrypted(
        r#"{"ts":"1","uuid":"u","token":"vt","type":"event_callback","event":{"app_ticket":"tick","type":"app_ticket"}}"#,
    )
    .nonce("2");
    let none: Router = hook(|_| async {}).0.router("/card");
    assert_eq!(post(&none, &preview).await, nothing());

    let answering = |event: AppEvent| async move {
        match event.app_ticket() {
            Some(ticket) => Ok(Json::from(ticket)),
            None => Err("no preview"),
        }
    };
    let app: Router = hook_of(callbacks(), |_| async {}).0.on_event(answering).router("/card");
    assert_eq!(post(&app, &ticket).await, (StatusCode::OK, r#""tick""#.to_owned()));
    assert_eq!(post(&app, &preview).await.0, StatusCode::INTERNAL_SERVER_ERROR, "to be sent again");
    assert!(log.lines(Level::ERROR).concat().contains("no preview"));
}

/// A message to the bot, with this id and time.
fn message(nonce: u8, id: &str, millis: u64) -> Request {
    let body = format!(
        r#"{{"schema":"2.0","header":{{"event_id":"{id}","token":"vt","create_time":"{millis}",
            "event_type":"im.message.receive_v1"}},"event":{{"message":{{"message_id":"om_1","chat_id":"oc_1",
            "message_type":"text","content":"{{\"text\":\"deploy\"}}"}}}}}}"#
    );
    Request::new(&body).nonce(&nonce.to_string())
}

#[tokio::test(start_paused = true)]
async fn an_event_is_handled_once_until_it_succeeds() {
    let count = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&count);
    let handler = move |event: AppEvent| {
        let number = counted.fetch_add(1, Ordering::SeqCst);
        async move {
            assert_eq!(event.message().map(|message| message.text).as_deref(), Some("deploy"));
            if number == 0 { Err("not yet") } else { Ok(()) }
        }
    };
    let app: Router = hook_of(callbacks(), |_| async {}).0.on_event(handler).router("/card");
    assert_eq!(post(&app, &message(1, "e1", 0)).await.0, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(post(&app, &message(2, "e1", 0)).await, nothing(), "sent again, and handled");
    assert_eq!(post(&app, &message(3, "e1", 0)).await, nothing(), "and once more, in vain");
    assert_eq!(count.load(Ordering::SeqCst), 2);
    assert_eq!(post(&app, &message(4, "e2", 0)).await, nothing());
    assert_eq!(count.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn a_stale_event_is_taken_and_not_handled() {
    let (log, _guard) = Log::start();
    let ages = Arc::new(Mutex::new(Vec::new()));
    let handler = {
        let ages = Arc::clone(&ages);
        move |event: AppEvent| {
            ages.lock().unwrap().push(event.age);
            async {}
        }
    };
    let hook = hook_of(callbacks(), |_| async {}).0.on_event(handler).max_age(Duration::from_secs(60));
    let app: Router = hook.router("/card");
    let now = NOW * 1000;
    assert_eq!(post(&app, &message(1, "old", now - 61_000)).await, nothing());
    assert_eq!(post(&app, &message(2, "new", now - 59_000)).await, nothing());
    assert_eq!(*ages.lock().unwrap(), [Some(Duration::from_secs(59))]);
    assert!(log.lines(Level::WARN).concat().contains("61 s ago"));
}

#[tokio::test(start_paused = true)]
async fn a_hook_fits_into_a_router_with_state() {
    let (hook, _) = hook(|_| async { Toast::info("hi") });
    assert!(!format!("{hook:?}").contains(KEY));
    let app: Router = Router::<u8>::new().route("/card", hook.route()).with_state(7);
    assert_eq!(post(&app, &Request::new(BODY)).await.0, StatusCode::OK);
}
