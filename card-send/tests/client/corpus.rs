//! Bodies on the wire, equal to the samples of the platform's documentation.

use crate::support::{builder, client, sandbox, start};
use feishu_card_core::Json;
use feishu_card_sandbox::Sandbox;
use feishu_card_send::{Client, StoreApp, To, Urgent, Users, Webhook};

/// A sample, if the corpus is there.
fn sample(name: &str) -> Option<Json> {
    feishu_card_corpus::shared()?;
    let text = feishu_card_corpus::text(&format!("corpus/api/{name}")).unwrap_or_else(|| panic!("no sample {name}"));
    Some(Json::parse(&text).expect("a sample is JSON"))
}

/// Equal as JSON, whatever the order of members; a card inside a string is compared as JSON too.
fn same(ours: &Json, theirs: &Json, at: &str) {
    match (ours, theirs) {
        (Json::Map(a), Json::Map(b)) => {
            let names = |members: &[(feishu_card_core::Str, Json)]| {
                let mut names: Vec<String> = members.iter().map(|(name, _)| name.to_string()).collect();
                names.sort();
                names
            };
            assert_eq!(names(a), names(b), "at {at}");
            for (name, value) in b {
                same(ours.get(name).unwrap(), value, &format!("{at}/{name}"));
            }
        }
        (Json::Str(a), Json::Str(b)) if at.ends_with("/content") && b.starts_with('{') => {
            same(&Json::parse(a).unwrap(), &Json::parse(b).unwrap(), at);
        }
        _ => assert_eq!(ours, theirs, "at {at}"),
    }
}

/// The body of the last request.
fn last(sandbox: &Sandbox) -> Json {
    sandbox.requests().last().unwrap().json().unwrap()
}

fn member(body: &Json, name: &str) -> String {
    body.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
}

fn strings(body: &Json, name: &str) -> Vec<String> {
    let list = body.get(name).and_then(Json::as_list).unwrap_or_default();
    list.iter().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// Without the members named; ours always has a `uuid`.
fn without(body: &Json, names: &[&str]) -> Json {
    let members = body.as_map().unwrap().iter().filter(|(name, _)| !names.contains(&name.as_ref()));
    Json::Map(members.cloned().collect::<Vec<_>>().into())
}

#[tokio::test]
async fn send_and_patch() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    for name in [
        "im_message_create__02_req.json",
        "send_card_form_raw_json.json",
        "send_card_form_template.json",
        "send_card_form_card_id.json",
    ] {
        let Some(theirs) = sample(name) else { return };
        let card = Json::parse(&member(&theirs, "content")).unwrap();
        let _ = client.send(To::open_id(member(&theirs, "receive_id")), &card).unchecked().await;
        same(&without(&last(&sandbox), &["uuid"]), &theirs, name);
    }
    for name in ["im_message_patch__01_req.json", "im_message_patch__02_req.json"] {
        let Some(theirs) = sample(name) else { return };
        let _ = client.patch("om_1", &Json::parse(&member(&theirs, "content")).unwrap()).unchecked().await;
        same(&last(&sandbox), &theirs, name);
    }
    let Some(theirs) = sample("im_message_reply__01_req.json") else { return };
    let text = Json::parse(&member(&theirs, "content")).unwrap();
    let _ = client.reply("om_1", &text).in_thread().uuid("u-1").unchecked().await;
    // the sample replies with a text, and its uuid is a remark
    same(&without(&last(&sandbox), &["uuid", "msg_type"]), &without(&theirs, &["uuid", "msg_type"]), "reply");
}

#[tokio::test]
async fn update_ephemeral_batch_urgent() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    for name in [
        "card_delayed_update__01_req.json",
        "card_delayed_update__02_req.json",
        "card_delayed_update_template_req.json",
    ] {
        let Some(theirs) = sample(name) else { return };
        let card = theirs.get("card").unwrap();
        let token = member(&theirs, "token");
        let bare = without(card, &["open_ids"]);
        let _ = client.update(&token, &bare).open_ids(strings(card, "open_ids")).unchecked().await;
        same(&last(&sandbox), &theirs, name);
    }
    for name in ["ephemeral_send__01_req.json", "ephemeral_send__02_req.json"] {
        let Some(theirs) = sample(name) else { return };
        let user = To::open_id(member(&theirs, "open_id"));
        let chat = member(&theirs, "chat_id");
        let _ = client.send_ephemeral(&chat, user, theirs.get("card").unwrap()).unchecked().await;
        same(&last(&sandbox), &theirs, name);
    }
    let Some(theirs) = sample("ephemeral_delete__01_req.json") else { return };
    let _ = client.delete_ephemeral(&member(&theirs, "message_id")).await;
    same(&last(&sandbox), &theirs, "delete");
    for name in ["batch_send__05_req.json", "batch_send__06_req.json"] {
        let Some(theirs) = sample(name) else { return };
        let batch = client.send_batch(theirs.get("card").unwrap()).unchecked();
        let _ = batch.open_ids(strings(&theirs, "open_ids")).department_ids(strings(&theirs, "department_ids")).await;
        same(&last(&sandbox), &theirs, name);
    }
    for (name, how) in [("app", Urgent::App), ("sms", Urgent::Sms), ("phone", Urgent::Phone)] {
        let Some(theirs) = sample(&format!("urgent_{name}__01_req.json")) else { return };
        let _ = client.urgent("om_1", how, Users::open_ids(strings(&theirs, "user_id_list"))).await;
        same(&last(&sandbox), &theirs, name);
    }
}

#[tokio::test]
async fn tokens() {
    let Some(theirs) = sample("auth_tenant_internal__01_req.json") else { return };
    let sandbox = sandbox().await;
    let client = Client::builder(member(&theirs, "app_id"), member(&theirs, "app_secret"));
    let _ = client.base_url(sandbox.base_url()).build().unwrap().get("om_1").await;
    same(&last(&sandbox), &theirs, "tenant_access_token/internal");

    let sandbox = start(Sandbox::builder().store_app()).await;
    let app = StoreApp::new();
    app.set_ticket(sandbox.app_ticket());
    let client = builder(&sandbox).token_source(app.tenant("736588c9260f175d")).build().unwrap();
    let _ = client.get("om_1").await;
    let bodies: Vec<Json> = sandbox.requests().iter().filter_map(feishu_card_sandbox::Request::json).collect();
    for (ours, name) in bodies.iter().zip(["auth_app_store__01_req.json", "auth_tenant_store__01_req.json"]) {
        let Some(theirs) = sample(name) else { return };
        let names = |body: &Json| body.as_map().unwrap().iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>();
        assert_eq!(names(ours), names(&theirs), "{name}");
    }
    assert!(bodies.len() >= 2);
}

#[tokio::test]
async fn webhook() {
    let sandbox = sandbox().await;
    for name in ["bot_hook_card_req.json", "bot_hook_card_v1_at_req.json"] {
        let Some(theirs) = sample(name) else { return };
        let bot = Webhook::new(sandbox.webhook_url()).build().unwrap();
        let _ = bot.send(theirs.get("card").unwrap()).unchecked().await;
        same(&last(&sandbox), &theirs, name);
    }
}
