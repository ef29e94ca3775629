//! Callbacks hold: what a probe once broke, for its whole kind.
use crate::{
    log::Log,
    request::{BODY, KEY, NOW, OLD_BODY, Request, TOKEN, fixed_clock},
};
use axum::{Router, body::Body};
use feishu_card_core::Json;
use feishu_card_send::{
    Error,
    callback::{
        Answer, AppEvent, BoxError, Callbacks, Delayed, Event, Generation, Hook, Push, Rejection, UpdateError, Updates,
    },
};
use http::StatusCode;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};
use tokio::time::sleep;
use tower::ServiceExt;
use tracing::Level;

const EVENT: &str =
    r#"{"schema":"2.0","header":{"event_id":"e-7","token":"vt","event_type":"im.message.receive_v1"},"event":{}}"#;

fn callbacks() -> Callbacks {
    Callbacks::new(TOKEN).encrypt_key(KEY).clock(fixed_clock)
}

async fn post(app: &Router, pushed: &Request) -> StatusCode {
    answered(app, pushed).await.0
}

async fn answered(app: &Router, pushed: &Request) -> (StatusCode, String) {
    let mut request = http::Request::post("/card").body(Body::from(pushed.body())).unwrap();
    *request.headers_mut() = pushed.headers();
    let response = app.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// M4. An event whose handler fails is handled again when the platform sends it again, under the same signature or
/// another; one that was handled is not.
#[tokio::test(start_paused = true)]
async fn an_event_whose_handler_failed_comes_again() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let on_event = move |_: AppEvent| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move { if number < 2 { Err("the database is down") } else { Ok(()) } }
    };
    let app: Router = Hook::new(callbacks(), |_: Event| async {}).on_event(on_event).router("/card");
    assert_eq!(post(&app, &Request::new(EVENT)).await, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(post(&app, &Request::new(EVENT)).await, StatusCode::INTERNAL_SERVER_ERROR, "it ran again, and failed");
    assert_eq!(post(&app, &Request::new(EVENT).nonce("another")).await, StatusCode::OK);
    assert_eq!(post(&app, &Request::new(EVENT).nonce("a third")).await, StatusCode::OK);
    assert_eq!(calls.load(Ordering::SeqCst), 3, "what was handled is not handled again");
}

/// M4. A handler of events that is slow is waited for, then the platform is asked to come again; how it ended is known
/// by then, and a failure is traced.
#[tokio::test(start_paused = true)]
async fn a_slow_event_is_not_lost() {
    for (fails, handled) in [(false, 1), (true, 2)] {
        let (log, _guard) = Log::start();
        let calls = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&calls);
        let on_event = move |_: AppEvent| {
            let number = count.fetch_add(1, Ordering::SeqCst);
            async move {
                if number == 0 {
                    sleep(Duration::from_secs(8)).await;
                    return if fails { Err("too late and in vain") } else { Ok(()) };
                }
                Ok(())
            }
        };
        let app: Router = Hook::new(callbacks(), |_: Event| async {}).on_event(on_event).router("/card");
        assert_eq!(post(&app, &Request::new(EVENT)).await, StatusCode::INTERNAL_SERVER_ERROR);
        sleep(Duration::from_secs(15)).await;
        assert_eq!(post(&app, &Request::new(EVENT)).await, StatusCode::OK);
        assert_eq!(calls.load(Ordering::SeqCst), handled);
        assert_eq!(log.lines(Level::ERROR).concat().contains("too late and in vain"), fails);
    }
}

/// What a slow handler of an event answers goes nowhere over HTTP, and that is traced: the event comes again, and is
/// answered with nothing, since it was handled.
#[tokio::test(start_paused = true)]
async fn what_a_slow_event_is_answered_with_is_lost_and_that_is_traced() {
    for (answers, warned) in [(r#"{"inline":{"title":"a preview"}}"#, true), ("{}", false)] {
        let (log, _guard) = Log::start();
        let on_event = move |_: AppEvent| async move {
            sleep(Duration::from_secs(8)).await;
            Json::parse(answers).unwrap()
        };
        let app: Router = Hook::new(callbacks(), |_: Event| async {}).on_event(on_event).router("/card");
        assert_eq!(post(&app, &Request::new(EVENT)).await, StatusCode::INTERNAL_SERVER_ERROR);
        sleep(Duration::from_secs(15)).await;
        assert_eq!(log.lines(Level::WARN).concat().contains("the answer to an event came too late"), warned);
        let (status, body) = answered(&app, &Request::new(EVENT)).await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "{}"));
    }
}

/// M6. With an Encrypt Key an old callback, which the Verification Token alone proves, is refused unless asked for.
#[test]
fn an_old_callback_is_refused_beside_an_encrypt_key_unless_asked_for() {
    let old = Request::old(OLD_BODY);
    assert_eq!(old.read(&callbacks()), Err(Rejection::Generation(Generation::Old)));
    assert!(matches!(old.read(&callbacks().accept_old()), Ok(Push::Event(_))));
    assert!(matches!(old.read(&callbacks().only(Generation::Old)), Ok(Push::Event(_))));
    let without_key = Callbacks::new(TOKEN).clock(fixed_clock);
    assert!(matches!(old.read(&without_key), Ok(Push::Event(_))));
}

/// L7. An update that never left uses up neither of the two; one that may have been seen does.
#[tokio::test]
async fn an_update_that_never_left_is_not_counted() {
    let Ok(Push::Event(event)) = Request::new(BODY).read(&callbacks()) else { panic!("no click") };
    let card = Json::parse(r#"{"schema":"2.0","body":{"elements":[{"tag":"hr"}]}}"#).unwrap();
    let updates =
        Updates::new(&event, |_: Delayed| async { Err::<(), BoxError>(Box::new(Error::Busy { wait: None })) });
    for _ in 0..5 {
        assert!(matches!(updates.card(&card).await, Err(UpdateError::Delivery(_))));
    }
    let lost = || Error::Timeout { after: Duration::from_secs(1) };
    let updates = Updates::new(&event, move |_: Delayed| async move { Err::<(), BoxError>(Box::new(lost())) });
    for _ in 0..2 {
        assert!(matches!(updates.card(&card).await, Err(UpdateError::Delivery(_))));
    }
    assert!(matches!(updates.card(&card).await, Err(UpdateError::UsedUp)));
}

/// L8. A panic of `.shown(…)`, or of the closure given to `then`, takes nothing down and is traced.
#[tokio::test(start_paused = true)]
async fn the_users_closures_may_panic() {
    let (log, _guard) = Log::start();
    let shown = callbacks().shown(|_| panic!("no version"));
    let handler = |_: Event| async {
        Answer::nothing().then(|_| -> std::future::Ready<Result<(), BoxError>> { panic!("before its future") })
    };
    let app: Router = Hook::new(shown, handler).router("/card");
    assert_eq!(post(&app, &Request::new(BODY)).await, StatusCode::OK);
    sleep(Duration::from_secs(1)).await;
    assert!(log.lines(Level::ERROR).concat().contains("before its future"), "{:?}", log.lines(Level::ERROR));
}

/// L11. A request that may have been seen and forgotten is refused, however many came and whatever the clock does.
#[test]
fn what_was_forgotten_cannot_be_replayed() {
    let few = callbacks().remember(10);
    let pushed = |n: u64| Request::new(BODY).at(NOW - 200 + n).nonce(&n.to_string());
    for n in 0..50 {
        assert!(pushed(n).read(&few).is_ok(), "{n}");
    }
    for n in 0..50 {
        assert_eq!(pushed(n).read(&few), Err(Rejection::Replayed), "{n}");
    }
    let now = Arc::new(std::sync::Mutex::new(NOW));
    let clock = Arc::clone(&now);
    let jumpy = Callbacks::new(TOKEN).encrypt_key(KEY);
    let jumpy = jumpy.clock(move || SystemTime::UNIX_EPOCH + Duration::from_secs(*clock.lock().unwrap()));
    assert!(Request::new(BODY).read(&jumpy).is_ok());
    *now.lock().unwrap() = NOW + 3600;
    assert!(Request::new(BODY).at(NOW + 3600).read(&jumpy).is_ok());
    *now.lock().unwrap() = NOW;
    assert_eq!(Request::new(BODY).read(&jumpy), Err(Rejection::Replayed));
}

/// L12. A large body is looked into only after its signature.
#[test]
fn a_large_body_of_a_stranger_is_not_parsed() {
    let large = format!(r#"{{"a":[{}1]}}"#, "1,".repeat(200_000));
    let read = |request: Request| request.read(&callbacks());
    assert_eq!(read(Request::signed(&large, "another key")), Err(Rejection::Signature));
    // what is not even JSON has the same answer, so it was not looked at
    assert_eq!(read(Request::signed(&large[1..], "another key")), Err(Rejection::Signature));
    assert!(matches!(read(Request::new(&large).without("X-Lark-Signature")), Err(Rejection::MissingHeader(_))));
    assert!(matches!(read(Request::new(&large[1..])), Err(Rejection::NotJson(_))), "signed by us: it is read");
}

/// L13. No more handlers run than allowed; a shutdown waits for them and for what they do after the answer.
#[tokio::test(start_paused = true)]
async fn running_handlers_are_bounded_and_waited_for() {
    let ended = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&ended);
    let handler = move |_: Event| {
        let count = Arc::clone(&count);
        async move {
            Answer::nothing().then(move |_| async move {
                sleep(Duration::from_secs(60)).await;
                count.fetch_add(1, Ordering::SeqCst);
                Ok(())
            })
        }
    };
    let (log, _guard) = Log::start();
    let hook = Hook::new(callbacks(), handler).max_running(3);
    let app: Router = hook.clone().router("/card");
    for n in 0..5 {
        let click = BODY.replace("\"e1\"", &format!("\"e{n}\""));
        assert_eq!(post(&app, &Request::new(&click).nonce(&n.to_string())).await, StatusCode::OK);
    }
    assert_eq!(log.lines(Level::ERROR).iter().filter(|line| line.contains("max_running")).count(), 2);
    hook.shutdown().await;
    assert_eq!(ended.load(Ordering::SeqCst), 3, "not all were waited for");
    let late = BODY.replace("\"e1\"", "\"e9\"");
    assert_eq!(post(&app, &Request::new(&late).nonce("late")).await, StatusCode::OK);
    sleep(Duration::from_secs(100)).await;
    assert_eq!(ended.load(Ordering::SeqCst), 3, "it ran after the shutdown");
}
