//! The whole round over HTTP: a card is sent, a user works it, the handler gets typed values, the answer is shown.
use crate::bot::{Bot, USER};
use feishu_card_core::{Json, Version};
use feishu_card_sandbox::{CallbackKinds as Kinds, Entered, Sandbox};
use feishu_card_send::callback::{Answer, BoxError, Date, DateTime, Event, Generation, Time, Toast, form};
use serde::{Deserialize, Serialize};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

fn json(text: &str) -> Json {
    Json::parse(text).unwrap()
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "button_type", rename_all = "snake_case")]
enum Review {
    PublicPublish { button_id: u64 },
}

/// The card of the tutorial.
fn review_card(id: u64, config: &str) -> Json {
    let value = Json::from_serialize(&Review::PublicPublish { button_id: id }).unwrap();
    json(&format!(
        r#"{{"config":{config},"i18n_elements":{{"zh_cn":[
            {{"tag":"div","text":{{"tag":"plain_text","content":"发布审核："}}}},
            {{"tag":"action","actions":[{{"tag":"button","type":"primary","value":{value},
                "text":{{"tag":"plain_text","content":"完成「全量发布」"}}}}]}}]}}}}"#
    ))
}

fn done_card(config: &str, text: &str) -> Json {
    json(&format!(
        r#"{{"config":{config},"i18n_elements":{{"zh_cn":[
            {{"tag":"div","text":{{"tag":"plain_text","content":"{text}"}}}}]}}}}"#
    ))
}

const SHARED: &str = r#"{"update_multi":true}"#;
const EXCLUSIVE: &str = r#"{"update_multi":false}"#;

async fn approve(event: Event) -> Result<Answer, BoxError> {
    let Review::PublicPublish { button_id } = event.action.value()?;
    let text = format!("{button_id} by {} ({:?})", event.operator, event.generation);
    Ok(Answer::card(&done_card(SHARED, &text)).with_toast(Toast::success("已发布").i18n("en_us", "Published")))
}

#[tokio::test]
async fn the_approval_of_the_tutorial() {
    for (kinds, generation) in
        [(Kinds::New, Generation::New), (Kinds::Old, Generation::Old), (Kinds::Both, Generation::New)]
    {
        let bot = Bot::start(Sandbox::builder().callbacks(kinds), approve, |hook, _| hook).await;
        let id = bot.send(&review_card(42, SHARED)).await;
        let outcome = bot.sandbox.as_user(USER).locale("en_us").click(&id, "完成「全量发布」").await.unwrap();
        assert_eq!(outcome.code(), None, "{:?}", outcome.error);
        assert!(outcome.posted.iter().all(|posted| posted.status == Some(200)), "{:?}", outcome.posted);
        assert_eq!(outcome.toast.unwrap().content, "Published");
        let expected = done_card(SHARED, &format!("42 by {USER} ({generation:?})"));
        assert_eq!(bot.sandbox.message(&id).unwrap().card(), expected, "{kinds:?}");
    }
}

form! {
    /// A form with every component that a form can have.
    #[derive(Debug, Deserialize)]
    struct Request {
        reason: String,
        note: Option<String>,
        kind: Kind,
        tags: Vec<Kind>,
        deputy: String,
        watchers: Vec<String>,
        start: Date,
        at: Time,
        until: DateTime,
        urgent: bool,
        #[serde(default)]
        picture: Vec<String>,
    }
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Holiday,
    Sick,
}

/// The components of the form, also as a card without one.
fn components() -> String {
    let options = r#"[{"text":{"tag":"plain_text","content":"休假"},"value":"holiday"},
        {"text":{"tag":"plain_text","content":"病假"},"value":"sick"}]"#;
    let persons = format!(r#"[{{"value":"{USER}"}}]"#);
    let pictures = r#"[{"img_key":"img_v3_1","value":"one"},{"img_key":"img_v3_2","value":"two"}]"#;
    let (reason, note, kind, tags) = (Request::reason, Request::note, Request::kind, Request::tags);
    let (deputy, watchers, start, at) = (Request::deputy, Request::watchers, Request::start, Request::at);
    let (until, urgent, picture) = (Request::until, Request::urgent, Request::picture);
    format!(
        r#"{{"tag":"input","name":"{reason}","required":true}},
        {{"tag":"input","name":"{note}"}},
        {{"tag":"select_static","name":"{kind}","options":{options}}},
        {{"tag":"multi_select_static","name":"{tags}","options":{options}}},
        {{"tag":"select_person","name":"{deputy}","options":{persons}}},
        {{"tag":"multi_select_person","name":"{watchers}","options":{persons}}},
        {{"tag":"date_picker","name":"{start}"}},
        {{"tag":"picker_time","name":"{at}","placeholder":{{"tag":"plain_text","content":"时间"}}}},
        {{"tag":"picker_datetime","name":"{until}","placeholder":{{"tag":"plain_text","content":"时间"}}}},
        {{"tag":"checker","name":"{urgent}","text":{{"tag":"plain_text","content":"加急"}},
            "behaviors":[{{"type":"callback","value":{{"tick":1}}}}]}},
        {{"tag":"select_img","name":"{picture}","multi_select":true,"options":{pictures}}}"#
    )
}

fn form_card() -> Json {
    json(&format!(
        r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"form","name":"request","elements":[{},
            {{"tag":"button","name":"submit","form_action_type":"submit","text":{{"tag":"plain_text","content":"提交"}},
                "behaviors":[{{"type":"callback","value":{{"id":7}}}}]}}]}}]}}}}"#,
        components()
    ))
}

fn text_card(text: &str) -> Json {
    let content = Json::from(text);
    json(&format!(r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"markdown","content":{content}}}]}}}}"#))
}

#[derive(Deserialize)]
struct Id {
    id: u32,
}

async fn submitted(event: Event) -> Result<Answer, BoxError> {
    let id = event.action.value::<Id>()?.id;
    match event.form::<Request>() {
        Ok(request) => Ok(Answer::card(&text_card(&format!("{id} {request:?}")))),
        Err(wrong) => Ok(Toast::warning(wrong.to_string()).into()),
    }
}

#[tokio::test]
async fn a_form_with_every_component() {
    let bot = Bot::start(Sandbox::builder(), submitted, |hook, _| hook).await;
    let id = bot.send(&form_card()).await;
    let user = bot.sandbox.as_user(USER).timezone("Europe/Berlin", "+0100");
    let filled = user
        .form(&id)
        .fill("reason", "搬家")
        .fill("kind", "病假")
        .fill("tags", ["holiday", "sick"])
        .fill("deputy", USER)
        .fill("watchers", [USER])
        .fill("start", "2026-01-05")
        .fill("at", "09:30")
        .fill("until", "2026-01-07 18:00")
        .fill("urgent", true);

    let incomplete = user.form(&id).fill("reason", "搬家").submit("submit").await.unwrap();
    let toast = incomplete.toast.unwrap();
    assert!(toast.content.starts_with("form field `kind`: missing"), "{}", toast.content);

    let outcome = filled.fill("picture", ["two"]).submit("submit").await.unwrap();
    assert_eq!(outcome.code(), None, "{:?}", outcome.error);
    let expected = format!(
        "7 Request {{ reason: \"搬家\", note: None, kind: Sick, tags: [Holiday, Sick], deputy: \"{USER}\", \
         watchers: [\"{USER}\"], start: Date {{ year: 2026, month: 1, day: 5, offset_minutes: Some(60) }}, \
         at: Time {{ hour: 9, minute: 30, offset_minutes: Some(60) }}, until: DateTime {{ year: 2026, month: 1, \
         day: 7, hour: 18, minute: 0, offset_minutes: Some(60) }}, urgent: true, picture: [\"two\"] }}"
    );
    assert_eq!(bot.sandbox.message(&id).unwrap().card(), text_card(&expected));
}

#[tokio::test]
async fn every_component_outside_a_form() {
    let seen: Arc<Mutex<Vec<Event>>> = Arc::default();
    let keep = Arc::clone(&seen);
    let handler = move |event: Event| {
        keep.lock().unwrap().push(event);
        async {}
    };
    let bot = Bot::start(Sandbox::builder().without_validation(), handler, |hook, _| hook).await;
    let overflow =
        r#"{"tag":"overflow","name":"more","options":[{"text":{"tag":"plain_text","content":"A"},"value":"a"}]}"#;
    let container = r#"{"tag":"interactive_container","name":"box","behaviors":[{"type":"callback","value":{"id":3}}],
        "elements":[{"tag":"markdown","content":"box"}]}"#;
    let card = format!(r#"{{"schema":"2.0","body":{{"elements":[{},{overflow},{container}]}}}}"#, components());
    let id = bot.client.send(feishu_card_send::To::open_id(USER), &json(&card)).unchecked().await.unwrap().message_id;
    let user = bot.sandbox.as_user(USER);
    let entries: [(&str, Entered); 11] = [
        ("reason", "搬家".into()),
        ("kind", "sick".into()),
        ("tags", ["holiday", "sick"].into()),
        ("deputy", USER.into()),
        ("watchers", [USER].into()),
        ("start", "2026-01-05".into()),
        ("at", "09:30".into()),
        ("until", "2026-01-07 18:00".into()),
        ("urgent", true.into()),
        ("picture", ["one", "two"].into()),
        ("more", "a".into()),
    ];
    for (name, entry) in entries {
        let outcome = user.enter(&id, name, entry).await.unwrap();
        assert_eq!((outcome.code(), outcome.posted.len()), (None, 1), "{name}");
    }
    assert_eq!(user.click(&id, "box").await.unwrap().code(), None);

    let seen = seen.lock().unwrap();
    let action = |name: &str| seen.iter().map(|event| &event.action).find(|a| a.name.as_deref() == Some(name)).unwrap();
    assert_eq!(action("reason").input.as_deref(), Some("搬家"));
    assert_eq!(action("kind").option::<Kind>().unwrap(), Kind::Sick);
    assert_eq!(action("tags").options, ["holiday", "sick"]);
    assert_eq!(action("deputy").option.as_deref(), Some(USER));
    assert_eq!(action("watchers").options, [USER]);
    assert_eq!(action("start").option::<Date>().unwrap().to_string(), "2026-01-05 +0800");
    assert_eq!(action("start").timezone.as_deref(), Some("Asia/Shanghai"));
    assert_eq!(action("at").option::<Time>().unwrap().to_string(), "09:30 +0800");
    assert_eq!(action("until").option::<DateTime>().unwrap().to_string(), "2026-01-07 18:00 +0800");
    assert_eq!((action("urgent").checked, &action("urgent").value), (Some(true), &json(r#"{"tick":1}"#)));
    assert_eq!(action("picture").options, ["one", "two"]);
    assert_eq!(action("more").option.as_deref(), Some("a"));
    assert_eq!(action("box").value::<Id>().unwrap().id, 3);
    assert!(
        seen.iter()
            .all(|event| event.operator.open_id.as_deref() == Some(USER) && event.message_id.as_deref() == Some(&id))
    );
}

#[tokio::test]
async fn a_slow_handler_keeps_the_user_waiting_no_longer_than_the_limit() {
    let go_on = Arc::new(tokio::sync::Notify::new());
    let waits = Arc::clone(&go_on);
    let handler = move |_| {
        let waits = Arc::clone(&waits);
        async move {
            waits.notified().await;
            Answer::card(&text_card("late"))
        }
    };
    let bot = Bot::start(Sandbox::builder(), handler, |hook, client| {
        hook.limit(Duration::from_millis(50)).while_working(Toast::info("处理中")).deliver(client.clone())
    })
    .await;
    let id = bot.send(&button_card()).await;
    let outcome = bot.sandbox.as_user(USER).click(&id, "go").await.unwrap();
    assert_eq!((outcome.code(), outcome.card.is_none()), (None, true), "{:?}", outcome.error);
    assert_eq!(outcome.toast.unwrap().content, "处理中");
    go_on.notify_one();
    assert_eq!(bot.updated(&id, 1).await.card(), text_card("late"));
}

/// A 2.0 card with one button.
fn button_card() -> Json {
    json(
        r#"{"schema":"2.0","body":{"elements":[{"tag":"button","name":"go",
            "text":{"tag":"plain_text","content":"Go"},"behaviors":[{"type":"callback","value":{"id":1}}]}]}}"#,
    )
}

#[tokio::test]
async fn work_after_the_answer_updates_the_card_twice() {
    let handler = |_| async {
        Answer::card(&text_card("0 %")).then(|updates| async move {
            updates.card(&text_card("50 %")).await?;
            updates.card(&text_card("100 %")).await?;
            Ok(())
        })
    };
    let bot = Bot::start(Sandbox::builder(), handler, |hook, client| hook.deliver(client.clone())).await;
    let id = bot.send(&button_card()).await;
    let outcome = bot.sandbox.as_user(USER).click(&id, "go").await.unwrap();
    assert_eq!(outcome.card, Some(text_card("0 %")));
    let message = bot.updated(&id, 2).await;
    let shown: Vec<_> = message.history.iter().skip(1).map(|version| version.content()).collect();
    assert_eq!(shown, [text_card("0 %"), text_card("50 %"), text_card("100 %")]);
}

#[tokio::test]
async fn an_exclusive_card_changes_only_for_the_user_who_clicked() {
    let handler = |_| async {
        Answer::nothing().then(|updates| async move { Ok(updates.card(&done_card(EXCLUSIVE, "mine")).await?) })
    };
    let bot = Bot::start(Sandbox::builder(), handler, |hook, client| hook.deliver(client.clone())).await;
    let id = bot.send(&review_card(1, EXCLUSIVE)).await;
    let outcome = bot.sandbox.as_user(USER).click(&id, "完成「全量发布」").await.unwrap();
    assert_eq!(outcome.code(), None);
    let message = bot.updated(&id, 1).await;
    assert_eq!(message.card_for(USER), done_card(EXCLUSIVE, "mine"));
    assert_eq!(message.card_for("ou_another"), review_card(1, EXCLUSIVE));
}

#[tokio::test]
async fn a_handler_that_panics_fails_or_errs_in_the_version_shows_a_toast() {
    let handler = |event: Event| async move {
        match event.action.name.as_deref() {
            Some("panic") => panic!("a bug"),
            Some("fail") => Err("no database"),
            _ => Ok(Answer::card(&done_card(SHARED, "1.0"))),
        }
    };
    let bot = Bot::start(Sandbox::builder(), handler, |hook, _| hook.on_failure(Toast::error("哎呀"))).await;
    for name in ["panic", "fail"] {
        let id = bot.send(&json(&button_card().to_string().replace("go", name))).await;
        let outcome = bot.sandbox.as_user(USER).click(&id, name).await.unwrap();
        assert_eq!(outcome.code(), None);
        assert_eq!(outcome.toast.unwrap().content, "哎呀");
    }

    let id = bot.send(&button_card()).await;
    let unknown = bot.sandbox.as_user(USER).click(&id, "go").await.unwrap();
    assert_eq!(unknown.code(), Some(200830), "nobody said which version is shown");
    let handler = |_| async { Answer::card(&done_card(SHARED, "1.0")).replacing(Version::V2) };
    let bot = Bot::start(Sandbox::builder(), handler, |hook, _| hook).await;
    let id = bot.send(&button_card()).await;
    let known = bot.sandbox.as_user(USER).click(&id, "go").await.unwrap();
    assert_eq!((known.code(), known.toast.unwrap().kind.as_str()), (None, "error"));
}

#[tokio::test]
async fn a_copied_or_changed_request_is_refused() {
    let bot = Bot::start(Sandbox::builder(), |_| async { Toast::info("hi") }, |hook, _| hook).await;
    let id = bot.send(&button_card()).await;
    let outcome = bot.sandbox.as_user(USER).click(&id, "go").await.unwrap();
    assert_eq!(outcome.toast.unwrap().content, "hi");

    let posted = &outcome.posted[0];
    for body in [posted.body.clone(), posted.body.replacen('a', "b", 1)] {
        let answer = bot.post(&posted.headers, &body).await;
        assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
        assert!(answer.ends_with(r#"{"msg":"unauthorized"}"#), "{answer}");
    }
}
