//! Answers have the shape of their generation, and those the platform would refuse do not leave.
use crate::request::{BODY, OLD_BODY, Request, callbacks};
use feishu_card_core::{CheckOptions, Json, Version};
use feishu_card_send::callback::{
    Answer, AnswerError, BoxError, Callbacks, Delayed, Event, Push, Toast, UpdateError, Updates,
};
use std::sync::{Arc, Mutex};

fn new() -> Event {
    Event::from_json(Json::parse(BODY).unwrap()).unwrap()
}

fn old() -> Event {
    Event::from_json(Json::parse(OLD_BODY).unwrap()).unwrap()
}

fn json(text: &str) -> Json {
    Json::parse(text).unwrap()
}

const V1: &str = r#"{"elements":[{"tag":"hr"}]}"#;
const V2: &str = r#"{"schema":"2.0","body":{"elements":[{"tag":"hr"}]}}"#;
const TEMPLATE: &str = r#"{"type":"template","data":{"template_id":"AAq1"}}"#;
const ENTITY: &str = r#"{"type":"card","data":{"card_id":"7371713483664506900"}}"#;

#[test]
fn every_answer_has_the_shape_of_its_generation() {
    let toast = || Toast::warning("小心").i18n("en_us", "careful");
    let toasted = r#""toast":{"type":"warning","content":"小心","i18n":{"en_us":"careful"}}"#;
    for (answer, for_new, for_old) in [
        (Answer::nothing(), "{}".to_owned(), "{}".to_owned()),
        (Answer::toast(toast()), format!("{{{toasted}}}"), format!("{{{toasted}}}")),
        (Answer::card(&json(V1)), format!(r#"{{"card":{{"type":"raw","data":{V1}}}}}"#), V1.to_owned()),
        (
            Answer::card(&json(V2)).with_toast(toast()),
            format!(r#"{{"card":{{"type":"raw","data":{V2}}},{toasted}}}"#),
            format!(r#"{},{toasted}}}"#, V2.strip_suffix('}').unwrap()),
        ),
        (
            Answer::card(&json(TEMPLATE)).with_toast(toast()),
            format!(r#"{{"card":{TEMPLATE},{toasted}}}"#),
            format!(r#"{},{toasted}}}"#, TEMPLATE.strip_suffix('}').unwrap()),
        ),
    ] {
        assert_eq!(answer.body(&new()).unwrap(), for_new);
        assert_eq!(answer.body(&old()).unwrap(), for_old);
        let response = answer.response(&new()).unwrap();
        assert_eq!((response.status().as_u16(), response.body()), (200, &for_new));
        assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
    }
}

#[test]
fn a_card_beyond_the_stack_is_refused_and_not_written() {
    let deep = (0..100_000).fold(Json::Null, |inner, _| Json::Map(vec![("x".into(), inner)].into()));
    // lowering the code does not make it possible to write it
    let lowered = CheckOptions::default().allow("C0406").allow("C0406");
    for answer in [Answer::card(&deep), Answer::card_with(&deep, &lowered), Answer::card(&deep).repaired()] {
        match answer.body(&new()) {
            Err(AnswerError::Card(findings)) => assert!(findings.to_string().contains("128 levels"), "{findings}"),
            other => panic!("{other:?}"),
        }
    }
    // its end would need the stack too
    std::mem::forget(deep);
}

#[test]
fn a_card_of_another_version_does_not_leave() {
    let apps = |version| callbacks().shown(move |_| Some(version));
    let shown = |callbacks: Callbacks| match Request::new(BODY).read(&callbacks) {
        Ok(Push::Event(event)) => *event,
        other => panic!("{other:?}"),
    };
    let refused = |answer: &Answer, event: &Event| match answer.body(event) {
        Err(wrong @ AnswerError::Version { .. }) => wrong.to_string(),
        other => panic!("{other:?}"),
    };
    let (one, two) = (shown(apps(Version::V1)), shown(apps(Version::V2)));
    let text = refused(&Answer::card(&json(V1)), &two);
    assert!(text.contains("200830") && text.contains("schema=\"2.0\""), "{text}");
    refused(&Answer::card(&json(V2)), &one);
    refused(&Answer::card(&json(V1)).replacing(Version::V2), &new());
    assert!(Answer::card(&json(V1)).replacing(Version::V1).body(&two).is_ok(), "the handler knows better");
    for fine in [V2, TEMPLATE] {
        assert!(Answer::card(&json(fine)).body(&two).is_ok());
    }
    assert!(Answer::card(&json(V1)).body(&one).is_ok());
    assert!(Answer::card(&json(V1)).body(&new()).is_ok(), "nothing is known of the shown card");
}

#[test]
fn a_repaired_answer_leaves_and_says_what_was_changed() {
    let bad = json(r#"{"schema":"2.0","body":{"elements":[{"tag":"hr","colour":"red"}]}}"#);
    assert!(matches!(Answer::card(&bad).body(&new()), Err(AnswerError::Card(_))));
    let answer = Answer::card(&bad).repaired();
    assert_eq!(answer.body(&new()).unwrap(), format!(r#"{{"card":{{"type":"raw","data":{V2}}}}}"#));
    let repairs: Vec<_> = answer.repairs().iter().map(|repair| (repair.code, repair.pointer.as_str())).collect();
    assert_eq!(repairs, [("C0101", "/body/elements/0/colour")]);
    assert!(Answer::card(&json(V2)).repaired().repairs().is_empty());
    assert!(Answer::toast(Toast::info("x")).repaired().repairs().is_empty());
    let nothing = Answer::card(&json(r#"{"schema":"2.0","body":{"elements":[{"tag":"hologram"}]}}"#)).repaired();
    assert!(matches!(nothing.body(&new()), Err(AnswerError::Card(_))), "nothing is left to show");
}

#[test]
fn what_the_platform_would_refuse_does_not_leave() {
    assert!(matches!(Answer::card(&json(ENTITY)).body(&new()), Err(AnswerError::Entity)));
    assert!(matches!(Answer::card(&json("[1]")).body(&new()), Err(AnswerError::NoCard)));
    let wrong = json(r#"{"schema":"2.0","body":{"elements":[{"tag":"hrr"}]}}"#);
    match Answer::card(&wrong).body(&new()) {
        Err(wrong @ AnswerError::Card(_)) => assert!(wrong.to_string().contains("hrr"), "{wrong}"),
        other => panic!("{other:?}"),
    }
    let instead = AnswerError::NoCard.response();
    assert_eq!(instead.status(), 200);
    assert_eq!(json(instead.body()).pointer("/toast/type"), Some(&Json::str("error")));
}

/// Updates of one click, and what they delivered.
fn updates(event: &Event) -> (Updates, Arc<Mutex<Vec<Delayed>>>) {
    let delivered = Arc::new(Mutex::new(Vec::new()));
    let to = Arc::clone(&delivered);
    let deliver = move |update: Delayed| {
        let to = Arc::clone(&to);
        async move {
            to.lock().unwrap().push(update);
            Ok::<(), BoxError>(())
        }
    };
    (Updates::new(event, deliver), delivered)
}

#[tokio::test]
async fn a_click_allows_two_updates() {
    let (updates, delivered) = updates(&new());
    assert!(matches!(updates.card(&json(ENTITY)).await, Err(UpdateError::Card(AnswerError::Entity))));
    updates.card(&json(V2)).await.unwrap();
    updates.card(&json(TEMPLATE)).await.unwrap();
    assert!(matches!(updates.card(&json(V2)).await, Err(UpdateError::UsedUp)));
    let delivered = delivered.lock().unwrap();
    assert_eq!(delivered.len(), 2);
    assert!(delivered.iter().all(|update| update.token.as_str() == "c-abc" && update.open_ids.is_empty()));
    assert!(!format!("{delivered:?}{updates:?}").contains("c-abc"));
}

#[tokio::test]
async fn an_exclusive_card_changes_for_the_user_who_clicked() {
    let (updates, delivered) = updates(&old());
    updates.card(&json(V1)).await.unwrap();
    updates.card(&json(r#"{"config":{"update_multi":true},"elements":[{"tag":"hr"}]}"#)).await.unwrap();
    let delivered = delivered.lock().unwrap();
    assert_eq!(delivered[0].open_ids, ["ou_2"]);
    assert!(delivered[1].open_ids.is_empty(), "shared");
}

#[tokio::test]
async fn without_axum_the_work_is_taken_and_run_after_the_response() {
    let event = new();
    let mut answer = Answer::toast(Toast::info("working")).then(|updates| async move {
        updates.card(&Json::parse(V2)?).await?;
        Ok(())
    });
    let (updates, delivered) = updates(&event);
    let response = answer.response(&event).unwrap();
    assert!(response.body().contains("working"));
    let work = answer.take_work(updates).unwrap();
    assert!(delivered.lock().unwrap().is_empty());
    work.await.unwrap();
    assert_eq!(delivered.lock().unwrap().len(), 1);
}

#[test]
fn debug_of_an_answer_shows_what_it_is() {
    let text = format!("{:?}", Answer::card(&json(V2)).with_toast(Toast::info("hi")));
    assert!(text.contains("schema") && text.contains("hi"), "{text}");
}
