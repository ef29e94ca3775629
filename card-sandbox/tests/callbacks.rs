//! What users see when they work cards, for every way an app can answer.

mod common;

use common::{Bot, Client};
use feishu_card_core::Json;
use feishu_card_sandbox::{ActError, CallbackKinds, Outcome, Sandbox};
use std::time::Duration;

const CARD: &str = r#"{"schema":"2.0","body":{"elements":[{"tag":"button","name":"go",
    "text":{"tag":"plain_text","content":"Go"},"behaviors":[{"type":"callback","value":{"k":"v"}}]}]}}"#;

const NEXT: &str = r#"{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"next"}]}}"#;

/// A user clicks the button of a 2.0 card, and the bot answers so.
async fn click(status: u16, answer: &str) -> Outcome {
    let bot = Bot::start(status, answer, Duration::ZERO);
    let sandbox = Sandbox::builder().callback_url(&bot.url).start().await.unwrap();
    let id = Client::new(&sandbox).sent(CARD);
    sandbox.click(&id, "go").await.unwrap()
}

#[tokio::test]
async fn bad_answers_show_their_code() {
    let raw = |card: &str| format!(r#"{{"card":{{"type":"raw","data":{card}}}}}"#);
    for (status, answer, code) in [
        (200, "{}".to_owned(), None),
        (200, raw(NEXT), None),
        (500, "{}".to_owned(), Some(200671)),
        (302, "{}".to_owned(), Some(200671)),
        (200, "ok".to_owned(), Some(200672)),
        (200, NEXT.to_owned(), Some(200672)),
        (200, raw(r#"{"schema":"2.0","body":{"elements":[{"tag":"hr","nonsense":1}]}}"#), Some(200673)),
        (200, raw(r#"{"elements":[]}"#), Some(200830)),
    ] {
        let outcome = click(status, &answer).await;
        assert_eq!(outcome.code(), code, "{answer} {:?}", outcome.error);
        assert_eq!(outcome.posted[0].status, Some(status));
        assert_eq!(outcome.posted[0].answer, answer);
        assert_eq!(outcome.card.is_some(), answer == raw(NEXT));
    }
}

#[tokio::test]
async fn no_answer_shows_its_code() {
    let sandbox = Sandbox::builder().callback_timeout(Duration::from_millis(100)).start().await.unwrap();
    let id = Client::new(&sandbox).sent(CARD);
    let click = || async { sandbox.click(&id, "go").await.unwrap().code() };
    assert_eq!(click().await, Some(200340), "no address");
    let slow = Bot::start(200, "{}", Duration::from_secs(30));
    sandbox.set_callback_url(&slow.url);
    assert_eq!(click().await, Some(200341), "no answer in time");
    let unused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    sandbox.set_callback_url(format!("http://{unused}/"));
    assert_eq!(click().await, Some(200342), "no connection");
    sandbox.set_callback_url("ftp://127.0.0.1/");
    assert_eq!(click().await, Some(200340), "not http");
}

#[tokio::test]
async fn a_template_may_answer_and_a_toast_alone_changes_nothing() {
    let outcome = click(200, r#"{"card":{"type":"template","data":{"template_id":"AAq1"}}}"#).await;
    assert_eq!((outcome.code(), outcome.card.is_some()), (None, true));
    let outcome = click(200, r#"{"toast":{"type":"warning","content":"slow"}}"#).await;
    assert_eq!((outcome.card, outcome.toast.unwrap().kind.as_str()), (None, "warning"));
}

#[tokio::test]
async fn both_kinds_of_callback_are_posted_and_one_good_answer_is_enough() {
    let bot = Bot::answering(&format!(r#"{{"toast":{{"content":"ok"}},{}"#, &NEXT[1..]));
    let builder = Sandbox::builder().callback_url(&bot.url).encrypt_key("k");
    let sandbox = builder.callbacks(CallbackKinds::Both).start().await.unwrap();
    let id = Client::new(&sandbox).sent(CARD);
    let outcome = sandbox.click(&id, "go").await.unwrap();
    // a card at top level is wrong for the new kind and right for the old one
    assert_eq!(outcome.code(), None);
    assert_eq!(outcome.card.unwrap().to_string(), Json::parse(NEXT).unwrap().to_string());
    let kinds: Vec<_> = outcome.posted.iter().map(|posted| posted.kind).collect();
    assert_eq!(kinds, ["card.action.trigger", "card.action.trigger_v1"]);
    assert!(outcome.posted[0].body.starts_with(r#"{"encrypt":""#), "the new kind is encrypted");
    assert!(outcome.posted[1].body.starts_with(r#"{"open_id":""#), "the old kind never is");
    for request in bot.seen() {
        for header in ["X-Lark-Request-Timestamp: ", "X-Lark-Request-Nonce: ", "X-Lark-Signature: "] {
            assert!(request.contains(header), "{request}");
        }
    }
    let shown = format!("{:?}", outcome.posted);
    assert!(!shown.contains(&sandbox.verification_token()), "{shown}");
}

#[tokio::test]
async fn an_address_is_saved_when_the_challenge_comes_back() {
    let sandbox = Sandbox::start().await.unwrap();
    let bot = Bot::answering(r#"{"challenge":"another"}"#);
    assert_eq!(sandbox.register_callback(&bot.url).await.unwrap_err().code, 200672);
    let request = bot.seen().remove(0);
    assert!(request.contains(r#""type":"url_verification""#) && !request.contains("X-Lark-Signature"), "{request}");
    let id = Client::new(&sandbox).sent(CARD);
    assert_eq!(sandbox.click(&id, "go").await.unwrap().code(), Some(200340), "it was not saved");
    let echo = Bot::echoing_the_challenge();
    sandbox.register_callback(&echo.url).await.unwrap();
    assert_ne!(sandbox.click(&id, "go").await.unwrap().code(), Some(200340), "it was saved");
}

#[tokio::test]
async fn a_store_app_gets_its_ticket_pushed() {
    let bot = Bot::answering("{}");
    let sandbox = Sandbox::builder().store_app().callback_url(&bot.url).start().await.unwrap();
    let body = format!(r#"{{"app_id":"{}","app_secret":"{}"}}"#, sandbox.app_id(), sandbox.app_secret());
    let answer = common::raw(sandbox.base_url(), "POST", "/open-apis/auth/v3/app_ticket/resend", &[], body.as_bytes());
    assert_eq!(answer.code(), 0);
    for _ in 0..500 {
        if !bot.seen().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let request = bot.seen().remove(0);
    assert!(request.contains(&format!(r#""app_ticket":"{}""#, sandbox.app_ticket())), "{request}");
}

#[tokio::test]
async fn only_those_who_see_a_card_can_work_it() {
    let bot = Bot::answering("{}");
    let sandbox = Sandbox::builder().callback_url(&bot.url).start().await.unwrap();
    let client = Client::new(&sandbox);
    let body = format!(r#"{{"chat_id":"oc_1","open_id":"ou_1","msg_type":"interactive","card":{CARD}}}"#);
    let id = client.call("POST", "/open-apis/ephemeral/v1/send", &body).text("/data/message_id");
    assert!(sandbox.as_user("ou_1").click(&id, "go").await.is_ok());
    assert!(matches!(sandbox.as_user("ou_2").click(&id, "go").await, Err(ActError::NoCard(_))));
    assert!(matches!(sandbox.click("om_x", "go").await, Err(ActError::NoMessage(_))));
    let id = client.sent(CARD);
    sandbox.clock().advance(Duration::from_secs(14 * 24 * 3600 + 1));
    assert_eq!(sandbox.click(&id, "go").await.unwrap_err(), ActError::Expired);
    client.call("DELETE", &format!("/open-apis/im/v1/messages/{id}"), "");
    let hook = sandbox.webhook_url();
    let target = hook.strip_prefix(sandbox.base_url()).unwrap();
    let message = format!(r#"{{"msg_type":"interactive","card":{CARD}}}"#);
    common::raw(sandbox.base_url(), "POST", target, &[], message.as_bytes());
    let message = sandbox.messages().pop().unwrap();
    let outcome = sandbox.click(&message.message_id, "go").await.unwrap();
    assert_eq!(outcome.stopped.as_deref(), Some("cards of a custom bot have no callbacks"));
    assert!(outcome.posted.is_empty());
}

#[tokio::test]
async fn a_form_is_filled_and_submitted_over_http() {
    const FORM: &str = r#"{"schema":"2.0","body":{"elements":[{"tag":"form","name":"f","elements":[
        {"tag":"input","name":"comment"},{"tag":"picker_datetime","name":"when","placeholder":{"tag":"plain_text","content":"?"}},
        {"tag":"button","name":"ok","text":{"tag":"plain_text","content":"OK"},"form_action_type":"submit"}]}]}}"#;
    let bot = Bot::answering("{}");
    let sandbox = Sandbox::builder().callback_url(&bot.url).start().await.unwrap();
    let id = Client::new(&sandbox).sent(FORM);
    let user = sandbox.as_user("ou_1").timezone("Europe/Berlin", "+0200");
    let form = user.form(&id).fill("comment", "fine").fill("when", "2025-06-10 19:19");
    let outcome = form.submit("ok").await.unwrap();
    let action = outcome.posted[0].event.pointer("/event/action").unwrap().to_string();
    assert_eq!(
        action,
        r#"{"tag":"button","name":"ok","timezone":"Europe/Berlin","form_value":{"comment":"fine","when":"2025-06-10 19:19 +0200"}}"#
    );
}

#[tokio::test]
async fn a_delayed_update_follows_the_answer() {
    let bot = Bot::answering("{}");
    let sandbox = Sandbox::builder().callback_url(&bot.url).start().await.unwrap();
    let client = Client::new(&sandbox);
    let id = client.sent(CARD);
    let token = sandbox.click(&id, "go").await.unwrap().update_token.unwrap();
    let body = format!(r#"{{"token":"{token}","card":{NEXT}}}"#);
    assert_eq!(client.call("POST", "/open-apis/interactive/v1/card/update", &body).code(), 0);
    let shown = sandbox.as_user("ou_1").sees(&id).unwrap();
    assert_eq!(shown.pointer("/body/elements/0/content"), Some(&Json::from("next")));
}

#[tokio::test]
async fn users_can_work_from_other_tasks() {
    let bot = Bot::answering("{}");
    let sandbox = std::sync::Arc::new(Sandbox::builder().callback_url(&bot.url).start().await.unwrap());
    let id = Client::new(&sandbox).sent(CARD);
    let clicks: Vec<_> = (0..8)
        .map(|user| {
            let (sandbox, id) = (sandbox.clone(), id.clone());
            tokio::spawn(async move { sandbox.as_user(&format!("ou_{user}")).click(&id, "go").await.unwrap().code() })
        })
        .collect();
    for click in clicks {
        assert_eq!(click.await.unwrap(), None);
    }
    assert_eq!(bot.seen().len(), 8);
}

#[tokio::test]
async fn a_registered_template_is_shown_and_worked() {
    let template = CARD.replace("\"v\"", "\"${value}\"").replace("\"Go\"", "\"Go, ${name}\"");
    let bot = Bot::answering("{}");
    let builder = Sandbox::builder().callback_url(&bot.url).template("AAq1", Json::parse(&template).unwrap());
    let sandbox = builder.start().await.unwrap();
    let client = Client::new(&sandbox);
    let content = |id: &str| {
        format!(
            r#"{{"type":"template","data":{{"template_id":"{id}","template_variable":{{"value":7,"name":"Li"}}}}}}"#
        )
    };
    let id = client.sent(&content("AAq1"));
    let outcome = sandbox.click(&id, "Go, Li").await.unwrap();
    assert_eq!(outcome.posted[0].event.pointer("/event/action/value/k"), Some(&Json::int(7)));
    assert_eq!(client.send(&content("AAq2"), "").code(), 230099);
}

/// A bot that patches the message inside of its handler, and answers then.
async fn patched_too_early(answer: String) -> (Sandbox, String, Outcome) {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::new(&sandbox);
    let id = client.sent(CARD);
    let (base_url, token, message) = (client.base_url.clone(), client.token.clone(), id.clone());
    let bot = Bot::serve(200, Duration::ZERO, move |_| {
        let client = Client { base_url: base_url.clone(), token: token.clone() };
        let body = format!(r#"{{"content":{}}}"#, Json::from(NEXT));
        assert_eq!(client.call("PATCH", &format!("/open-apis/im/v1/messages/{message}"), &body).code(), 0);
        answer.clone()
    });
    sandbox.set_callback_url(&bot.url);
    let outcome = sandbox.click(&id, "go").await.unwrap();
    (sandbox, id, outcome)
}

#[tokio::test]
async fn the_answer_wins_over_a_patch_before_it() {
    use feishu_card_sandbox::Cause;
    for answer in ["{}", r#"{"toast":{"content":"done"}}"#] {
        let (sandbox, id, outcome) = patched_too_early(answer.to_owned()).await;
        assert!(outcome.jumped_back && outcome.card.is_none(), "{outcome:?}");
        assert_eq!(sandbox.as_user("ou_1").sees(&id).unwrap(), Json::parse(CARD).unwrap());
        let causes: Vec<_> = sandbox.message(&id).unwrap().history.iter().map(|state| state.cause).collect();
        assert_eq!(causes, [Cause::Sent, Cause::Patched, Cause::JumpedBack]);
    }
    let last = NEXT.replace("next", "last");
    let (sandbox, id, outcome) = patched_too_early(format!(r#"{{"card":{{"type":"raw","data":{last}}}}}"#)).await;
    assert!(!outcome.jumped_back);
    assert_eq!(sandbox.as_user("ou_1").sees(&id).unwrap(), Json::parse(&last).unwrap());
}

#[tokio::test]
async fn what_the_field_saw_refused_is_refused_with_its_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::new(&sandbox);
    let v2 = |element: &str| format!(r#"{{"schema":"2.0","body":{{"elements":[{element}]}}}}"#);
    let panel = r#"{"tag":"collapsible_panel","header":{"title":{"tag":"plain_text","content":"a"},"padding":"4px 8px"},"elements":[{"tag":"hr"}]}"#;
    for (card, code) in [
        (v2(r#"{"tag":"markdown","content":"![a](https://a.cn/x.png)"}"#), "ErrCode: 200570; "),
        (v2(r#"{"tag":"img","img_key":"/api/x.png","alt":{"tag":"plain_text","content":""}}"#), "ErrCode: 200570; "),
        (v2(""), "ErrCode: 200621; "),
        ("{}".to_owned(), "ErrCode: 200621; "),
        (v2(panel), "ErrCode: 10002; "),
        (format!(r#"{{"card":{}}}"#, v2(r#"{"tag":"hr"}"#)), "ErrCode: 200621; "),
    ] {
        let answer = client.send(&card, "");
        assert_eq!(answer.code(), 230099, "{card}");
        assert!(answer.text("/msg").contains(code), "{card}: {}", answer.text("/msg"));
    }
    let hook = sandbox.webhook_url();
    let target = hook.strip_prefix(sandbox.base_url()).unwrap();
    let card = v2(r#"{"tag":"markdown","content":"![a](https://a.cn/x.png)"}"#);
    let message = format!(r#"{{"msg_type":"interactive","card":{card}}}"#);
    let answer = common::raw(sandbox.base_url(), "POST", target, &[], message.as_bytes());
    assert_eq!(answer.code(), 11246);
    assert!(answer.text("/msg").contains("200570"), "{}", answer.text("/msg"));
}
