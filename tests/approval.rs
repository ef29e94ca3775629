//! The approval of the example, end to end over HTTP on loopback: card, click, business action, replaced card.
#![allow(dead_code, reason = "the example's own `main` is not used here")]

#[path = "../examples/approval.rs"]
mod approval;

use approval::{Desk, review};
use feishu_card::{
    Json,
    callback::{Callbacks, Hook},
    connection::State,
    sandbox::{Api, Sandbox},
    send::{Client, To},
};
use std::{error::Error, sync::Arc};

/// The card of the platform's tutorial, as its page has it.
const TUTORIAL: &str = r#"{"i18n_elements": {"zh_cn": [
    {"tag": "div", "text": {"content": "发布审核：", "tag": "plain_text"}},
    {"tag": "action", "actions": [{
        "tag": "button",
        "text": {"tag": "plain_text", "content": "完成「全量发布」"},
        "value": {"button_type": "public_publish", "button_id": "162695861xxxx"},
        "type": "primary"
    }]}
]}}"#;

/// JSON that does not care for the order of members.
fn value(json: &Json) -> serde_json::Value {
    json.clone().into()
}

#[test]
fn the_card_is_the_tutorials() {
    let tutorial: serde_json::Value = serde_json::from_str(TUTORIAL).expect("JSON");
    assert_eq!(value(&review("162695861xxxx").to_json()), tutorial);
}

#[tokio::test]
async fn two_approvers_click_and_each_card_is_replaced() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().encrypt_key("key").start().await?;
    let desk = Arc::new(Desk::default());
    let callbacks = Callbacks::new(sandbox.verification_token()).encrypt_key("key");
    let hook = Hook::new(callbacks, {
        let desk = Arc::clone(&desk);
        move |event| {
            let answer = desk.clicked(&event);
            async move { answer }
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    sandbox.set_callback_url(format!("http://{}/card", listener.local_addr()?));
    tokio::spawn(async move { axum::serve(listener, hook.router("/card")).await });

    let client = Client::builder(sandbox.app_id(), sandbox.app_secret()).base_url(sandbox.base_url()).build()?;
    let mut messages = Vec::new();
    for (approver, button) in [("ou_1", "b-1"), ("ou_2", "b-2")] {
        desk.put(button, &format!("release of {approver}"));
        let sent = client.send(To::open_id(approver), &review(button)).await?;
        messages.push((approver, button, sent.message_id));
    }

    // what was on the wire: the card as a string in the body
    let requests = sandbox.requests();
    let bodies: Vec<Json> =
        requests.iter().filter(|request| request.api == Some(Api::MessageCreate)).filter_map(|r| r.json()).collect();
    assert_eq!(bodies.len(), 2);
    for (body, (approver, button, _)) in bodies.iter().zip(&messages) {
        assert_eq!(body.get("receive_id").and_then(Json::as_str), Some(*approver));
        assert_eq!(body.get("msg_type").and_then(Json::as_str), Some("interactive"));
        let content = Json::parse(body.get("content").and_then(Json::as_str).expect("a string"))?;
        assert_eq!(value(&content), value(&review(button).to_json()));
    }
    assert_eq!(sandbox.token_requests(), 1);

    for (approver, button, message_id) in &messages {
        assert!(message_id.starts_with("om_"), "{message_id}");
        let outcome = sandbox.as_user(approver).click(message_id, "完成「全量发布」").await?;
        assert_eq!(outcome.error, None);
        assert_eq!(outcome.toast.map(|toast| toast.content).as_deref(), Some("已发布"));
        let came_back = outcome.posted[0].event.pointer("/event/action/value").expect("a value");
        assert_eq!(came_back.to_string(), format!(r#"{{"button_type":"public_publish","button_id":"{button}"}}"#));
        let now = sandbox.as_user(approver).sees(message_id)?.to_string();
        assert!(now.contains("已完成") && now.contains(&format!("release of {approver}")), "{now}");
        assert!(!now.contains("button"), "{now}");
    }
    Ok(())
}

#[tokio::test]
async fn the_same_flow_over_the_long_connection() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let desk = Arc::new(Desk::default());
    let client = Client::builder(sandbox.app_id(), sandbox.app_secret()).base_url(sandbox.base_url()).build()?;
    let connection = client.long_connection().on_card({
        let desk = Arc::clone(&desk);
        move |event| {
            let answer = desk.clicked(&event);
            async move { answer }
        }
    });
    let handle = connection.handle();
    let running = tokio::spawn(connection.run());
    handle.ready().await?;

    for (approver, button) in [("ou_1", "b-1"), ("ou_2", "b-2")] {
        desk.put(button, &format!("release of {approver}"));
        let sent = client.send(To::open_id(approver), &review(button)).await?;
        let user = sandbox.as_user(approver);
        let outcome = user.click(&sent.message_id, "完成「全量发布」").await?;
        assert_eq!(outcome.error, None);
        assert_eq!(outcome.toast.map(|toast| toast.content).as_deref(), Some("已发布"));
        let now = user.sees(&sent.message_id)?.to_string();
        assert!(now.contains("已完成") && now.contains(&format!("release of {approver}")), "{now}");
        let again = client.send(To::open_id(approver), &review(button)).await?;
        let outcome = user.click(&again.message_id, "完成「全量发布」").await?;
        assert_eq!(outcome.toast.map(|toast| toast.content).as_deref(), Some("这个发布已经处理过了"));
    }
    assert_eq!((sandbox.calls(Api::ConnectionTicket), sandbox.calls(Api::ConnectionOpen)), (1, 1));
    let problems: Vec<_> = sandbox.frames().into_iter().filter_map(|frame| frame.problem).collect();
    assert!(problems.is_empty(), "{problems:?}");

    handle.shutdown().await;
    running.await??;
    assert!(matches!(handle.state(), State::Closed));
    Ok(())
}

#[tokio::test]
async fn a_second_click_publishes_nothing() -> Result<(), Box<dyn Error>> {
    let desk = Desk::default();
    desk.put("b-1", "release");
    let click = r#"{"open_id": "ou_1", "token": "c-1", "action": {"tag": "button",
        "value": {"button_type": "public_publish", "button_id": "b-1"}}}"#;
    let event = feishu_card::callback::Event::from_json(Json::parse(click)?)?;
    let first = desk.clicked(&event).map_err(|error| error.to_string())?.body(&event)?;
    let second = desk.clicked(&event).map_err(|error| error.to_string())?.body(&event)?;
    assert!(first.contains("已完成"), "{first}");
    assert!(second.contains("已经处理过了") && !second.contains("已完成"), "{second}");
    Ok(())
}
