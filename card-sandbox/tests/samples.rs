//! Answers and callbacks have the members, and the kinds of values, that the platform's documentation shows.

mod common;

use common::{Answer, Bot, Client, raw};
use feishu_card_core::Json;
use feishu_card_sandbox::{CallbackKinds, Sandbox};

const CARD: &str = r#"{"config":{"update_multi":true},"elements":[{"tag":"action","actions":[{"tag":"button","name":"b",
    "text":{"tag":"plain_text","content":"OK"},"value":{"key":"value"}}]}]}"#;

/// A sample of the corpus; `None` when the corpus is not there.
fn sample(name: &str) -> Option<Json> {
    let text = feishu_card_corpus::text(&format!("corpus/api/{name}"))?;
    Some(Json::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}")))
}

/// What `ours` has that the sample has not, and the other way round; members of these names may be missing.
fn differences(ours: &Json, sample: &Json, may_lack: &[&str], at: &str, found: &mut Vec<String>) {
    match (ours, sample) {
        (Json::Map(members), Json::Map(shown)) => {
            for (name, value) in members.iter() {
                match sample.get(name) {
                    Some(other) => differences(value, other, may_lack, &format!("{at}/{name}"), found),
                    None => found.push(format!("{at}/{name} is not in the sample")),
                }
            }
            for (name, _) in shown.iter().filter(|(name, _)| ours.get(name).is_none()) {
                if !may_lack.contains(&name.as_ref()) {
                    found.push(format!("{at}/{name} of the sample is missing"));
                }
            }
        }
        (Json::List(ours), Json::List(sample)) => {
            if let (Some(ours), Some(sample)) = (ours.first(), sample.first()) {
                differences(ours, sample, may_lack, &format!("{at}/0"), found);
            }
        }
        (Json::Bool(_), Json::Bool(_)) | (Json::Number(_), Json::Number(_)) | (Json::Str(_), Json::Str(_)) => {}
        _ => found.push(format!("{at} is {ours}, in the sample {sample}")),
    }
}

fn like(ours: &Json, name: &str, may_lack: &[&str]) {
    if let Some(sample) = sample(name) {
        let mut found = Vec::new();
        differences(ours, &sample, may_lack, "", &mut found);
        assert!(found.is_empty(), "{name}: {}\n{ours}", found.join("\n"));
    }
}

#[tokio::test]
async fn answers_are_like_the_samples() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = format!(r#"{{"app_id":"{}","app_secret":"{}"}}"#, sandbox.app_id(), sandbox.app_secret());
    for (kind, name) in [("tenant", "auth_tenant_internal__02_resp.json"), ("app", "auth_app_internal__02_resp.json")] {
        let path = format!("/open-apis/auth/v3/{kind}_access_token/internal");
        like(&raw(sandbox.base_url(), "POST", &path, &[], body.as_bytes()).json(), name, &[]);
    }
    let client = Client::new(&sandbox);
    // what only replies, mentions and forwarded messages have
    let optional = ["root_id", "parent_id", "thread_id", "mentions", "upper_message_id"];
    let sent = client.send(CARD, "");
    like(&sent.json(), "im_message_create__03_resp.json", &optional);
    let message = format!("/open-apis/im/v1/messages/{}", sent.text("/data/message_id"));
    let reply = format!(r#"{{"msg_type":"interactive","content":{},"reply_in_thread":true}}"#, Json::from(CARD));
    let answer = client.call("POST", &format!("{message}/reply"), &reply);
    like(&answer.json(), "im_message_reply__02_resp.json", &["mentions", "upper_message_id"]);
    like(&client.call("GET", &message, "").json(), "im_message_get__01_resp.json", &optional);
    let list = format!("/open-apis/im/v1/messages?container_id_type=chat&container_id={}", sent.text("/data/chat_id"));
    let list = client.call("GET", &format!("{list}&page_size=1"), "");
    like(&list.json(), "im_message_list__01_resp.json", &optional);
    let patch = format!(r#"{{"content":{}}}"#, Json::from(CARD));
    like(&client.call("PATCH", &message, &patch).json(), "im_message_patch__03_resp.json", &[]);
    for way in ["app", "sms", "phone"] {
        let path = format!("{message}/urgent_{way}?user_id_type=open_id");
        let answer = client.call("PATCH", &path, r#"{"user_id_list":["ou_1","x"]}"#);
        like(&answer.json(), &format!("urgent_{way}__02_resp.json"), &[]);
    }
    like(&client.call("DELETE", &message, "").json(), "im_message_delete__01_resp.json", &[]);

    let ephemeral = format!(r#"{{"chat_id":"oc_1","open_id":"ou_1","msg_type":"interactive","card":{CARD}}}"#);
    let answer = client.call("POST", "/open-apis/ephemeral/v1/send", &ephemeral);
    like(&answer.json(), "ephemeral_send__03_resp.json", &[]);
    let delete = format!(r#"{{"message_id":"{}"}}"#, answer.text("/data/message_id"));
    like(&client.call("POST", "/open-apis/ephemeral/v1/delete", &delete).json(), "ephemeral_delete__02_resp.json", &[]);

    let batch = format!(r#"{{"msg_type":"interactive","card":{CARD},"open_ids":["ou_1","x"]}}"#);
    let answer = client.call("POST", "/open-apis/message/v4/batch_send/", &batch);
    like(&answer.json(), "batch_send__07_resp.json", &[]);
    let batch = format!("/open-apis/im/v1/batch_messages/{}", answer.text("/data/message_id"));
    let progress = client.call("GET", &format!("{batch}/get_progress"), "");
    like(&progress.json(), "batch_progress__01_resp.json", &[]);
    like(&client.call("GET", &format!("{batch}/read_user"), "").json(), "batch_read_user__01_resp.json", &[]);
    like(&client.call("DELETE", &batch, "").json(), "batch_delete__01_resp.json", &[]);
}

#[tokio::test]
async fn refusals_are_like_the_samples() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::new(&sandbox);
    let answer =
        |body: &str| -> Answer { client.call("POST", "/open-apis/im/v1/messages?receive_id_type=open_id", body) };
    let bad_receiver = answer(r#"{"receive_id":"","msg_type":"text","content":"{\"text\":\"x\"}"}"#);
    let bad_receiver = bad_receiver.json();
    if let Some(sample) = sample("error_230001_ext.json") {
        assert_eq!(bad_receiver.get("code"), sample.get("code"));
        assert_eq!(bad_receiver.get("msg"), sample.get("msg"));
        assert!(bad_receiver.pointer("/error/log_id").is_some());
    }
    let bad_card = Json::from(r#"{"schema":"2.0","body":{"elements":[{"tag":"action","actions":[]}]}}"#);
    let bad_card = answer(&format!(r#"{{"receive_id":"ou_1","msg_type":"interactive","content":{bad_card}}}"#));
    like(&bad_card.json(), "im_message_create__04_err.json", &[]);
}

#[tokio::test]
async fn callbacks_are_like_the_samples() {
    let bot = Bot::answering("{}");
    let sandbox = Sandbox::builder().callback_url(&bot.url).callbacks(CallbackKinds::Both).start().await.unwrap();
    let id = Client::new(&sandbox).sent(CARD);
    let outcome = sandbox.click(&id, "b").await.unwrap();
    // the sample is a form on a link preview
    let optional = ["form_value", "delivery_type", "url", "preview_token"];
    like(&outcome.posted[0].event, "callback_card_action__01_req.json", &optional);
    let mut old = outcome.posted[1].event.clone();
    if let Json::Map(members) = &mut old {
        // SDKs know it, the page does not
        members.to_mut().retain(|(name, _)| name != "open_chat_id");
    }
    like(&old, "callback_card_v1_old.json", &["form_value", "timezone"]);
}
