//! The whole way of an approval: the card arrives, a user clicks, the bot answers, the card changes.

mod common;

use common::{Bot, Client};
use feishu_card_core::Json;
use feishu_card_sandbox::{Cause, Sandbox};

const CARD: &str = r#"{"i18n_elements":{"zh_cn":[
    {"tag":"div","text":{"tag":"plain_text","content":"发布审核："}},
    {"tag":"action","actions":[{"tag":"button","type":"primary","text":{"tag":"plain_text","content":"完成「全量发布」"},
        "value":{"button_type":"public_publish","button_id":7}}]}]}}"#;

#[tokio::test]
async fn a_click_reaches_the_bot_and_its_card_replaces_the_old_one() {
    let done = r#"{"elements":[{"tag":"markdown","content":"done"}]}"#;
    let answer = format!(r#"{{"toast":{{"type":"success","content":"ok"}},"card":{{"type":"raw","data":{done}}}}}"#);
    let bot = Bot::answering(&answer);
    let sandbox = Sandbox::builder().callback_url(&bot.url).start().await.unwrap();
    let id = Client::new(&sandbox).sent(CARD);

    let outcome = sandbox.as_user("ou_9").click(&id, "完成「全量发布」").await.unwrap();

    assert_eq!(outcome.error, None);
    assert_eq!(outcome.toast.unwrap().content, "ok");
    let event = &outcome.posted[0].event;
    let at = |pointer: &str| event.pointer(pointer).unwrap_or_else(|| panic!("{pointer}")).to_string();
    assert_eq!(at("/event/action/value"), r#"{"button_type":"public_publish","button_id":7}"#);
    assert_eq!(at("/event/operator/open_id"), "\"ou_9\"");
    assert_eq!(at("/event/context/open_message_id"), format!("\"{id}\""));
    assert_eq!(at("/header/event_type"), "\"card.action.trigger\"");

    let request = bot.seen().remove(0);
    assert!(request.starts_with("POST /callback?a=b HTTP/1.1\r\n"), "{request}");
    assert!(request.ends_with(&event.to_string()));

    // the card is exclusive, so that only the user who clicked sees the new one
    let message = sandbox.message(&id).unwrap();
    assert_eq!(message.card_for("ou_9").to_string(), done);
    assert_eq!(message.card().pointer("/i18n_elements/zh_cn/0/text/content"), Some(&Json::from("发布审核：")));
    assert_eq!(message.history.iter().map(|version| version.cause).collect::<Vec<_>>(), [Cause::Sent, Cause::Answered]);
}
