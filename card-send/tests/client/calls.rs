//! Every call, with success and with the refusals that the sandbox can produce.

use crate::support::{builder, card, client, json, sandbox, start};
use feishu_card_core::{Json, MessageId};
use feishu_card_sandbox::{Api, Sandbox};
use feishu_card_send::{Class, Client, Error, StoreApp, To, Urgent, Users, Webhook};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn refused(error: &Error, code: i64) {
    assert_eq!(error.code(), Some(code), "{error}");
    assert!(error.log_id().is_some(), "{error}");
    assert!(!error.is_retryable(), "{error}");
}

#[tokio::test]
async fn send_reply_get_patch_recall() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let sent = client.send(To::open_id("ou_1"), &card()).uuid("u-1").await.unwrap();
    assert_eq!(sent.uuid, "u-1");
    assert_eq!(sandbox.message(&sent.message_id).unwrap().content(), card());

    let again = client.send(To::open_id("ou_1"), &card()).uuid("u-1").await.unwrap();
    assert_eq!(again.message_id, sent.message_id, "one uuid, one message");

    let reply = client.reply(&sent.message_id, &card()).in_thread().await.unwrap();
    assert_eq!(reply.message.root_id.as_deref(), Some(sent.message_id.as_str()));
    assert!(reply.message.thread_id.is_some());

    let new = json(r#"{"config":{"update_multi":true},"elements":[{"tag":"hr"}]}"#);
    client.patch(&sent.message_id, &new).await.unwrap();
    assert_eq!(sandbox.message(&sent.message_id).unwrap().card(), new);

    let got = client.get(&sent.message_id).as_sent().await.unwrap();
    assert_eq!(got.len(), 1);
    assert!(got[0].updated);
    assert_eq!(json(got[0].content.as_deref().unwrap()), new);

    client.recall(&sent.message_id).await.unwrap();
    assert!(sandbox.message(&sent.message_id).unwrap().deleted);
    refused(&client.recall(&sent.message_id).await.unwrap_err(), 230_110);
    assert_eq!(sandbox.token_requests(), 1);
}

#[tokio::test]
async fn refusals_say_what_where_and_what_to_do() {
    let sandbox = start(Sandbox::builder()).await;
    let client = client(&sandbox);
    let error = client.send(To::user_id("ou_1"), &card()).await;
    if let Err(error) = &error {
        assert!(error.to_string().contains("looks like an open_id"), "{error}");
    }
    let error = client.send(To::chat_id("nonsense"), &card()).await.unwrap_err();
    assert!(error.to_string().contains("a chat_id begins with `oc_`"), "{error}");
    assert_eq!(error.refusal().unwrap().class, Class::CallerBug);

    refused(&client.get("om_nothing").await.unwrap_err(), client.get("om_nothing").await.unwrap_err().code().unwrap());
    sandbox.refuse_receiver("oc_1", 230_002);
    let error = client.send(To::chat_id("oc_1"), &card()).await.unwrap_err();
    refused(&error, 230_002);
    assert!(error.to_string().contains("add the bot to the chat"), "{error}");
}

#[tokio::test]
async fn a_bad_card_is_refused_here_and_there() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let bad = json(r#"{"schema":"2.0","body":{"elements":[{"tag":"hr"},{"tag":"note","elements":[]}]}}"#);
    let error = client.send(To::open_id("ou_1"), &bad).await.unwrap_err();
    let Error::Card(found) = &error else { panic!("{error}") };
    assert!(!found.is_ok());
    assert_eq!(sandbox.requests().len(), 0, "nothing was sent");

    let error = client.send(To::open_id("ou_1"), &bad).unchecked().await.unwrap_err();
    refused(&error, 230_099);
    let refusal = error.refusal().unwrap();
    assert!(refusal.sub_code.is_some(), "{error}");
    assert!(sandbox.messages().is_empty());
}

#[tokio::test]
async fn a_card_that_is_too_large_is_not_sent() {
    let sandbox = sandbox().await;
    let text = "长".repeat(11_000);
    let large = json(&format!(r#"{{"elements":[{{"tag":"div","text":{{"tag":"plain_text","content":"{text}"}}}}]}}"#));
    let error = client(&sandbox).send(To::open_id("ou_1"), &large).await.unwrap_err();
    assert!(matches!(error, Error::Card(_)), "{error}");

    let medium = json(&format!(
        r#"{{"elements":[{{"tag":"div","text":{{"tag":"plain_text","content":"{}"}}}}]}}"#,
        "长".repeat(7_000)
    ));
    let bot = Webhook::new(sandbox.webhook_url()).build().unwrap();
    let error = bot.send(&medium).await.unwrap_err();
    assert!(error.to_string().contains("a custom bot takes 20480"), "{error}");
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn requests_that_cannot_be_right_are_not_sent() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let card = card();
    let problems = [
        client.send(To::open_id("ou_1"), &card).uuid("x".repeat(51)).await.unwrap_err(),
        client.send(To::open_id("ou_1"), &card).uuid("").await.unwrap_err(),
        client.reply("", &card).await.unwrap_err(),
        client.get("..").await.unwrap_err(),
        client.urgent("om_1", Urgent::App, Users::open_ids::<String>([])).await.unwrap_err(),
        client.urgent("om_1", Urgent::App, Users::open_ids(vec!["ou_1"; 201])).await.unwrap_err(),
        client.send_batch(&card).await.unwrap_err(),
        client.send_batch(&card).open_ids(vec!["ou_1"; 201]).await.unwrap_err(),
        client.send_ephemeral("oc_1", To::chat_id("oc_1"), &card).await.unwrap_err(),
        client.upload_image(Vec::new()).await.unwrap_err(),
        client.upload_image(vec![0; 11 * 1024 * 1024]).await.unwrap_err(),
    ];
    for error in problems {
        assert!(matches!(error, Error::Request(_)), "{error}");
        assert!(!error.is_retryable());
    }
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn ids_of_something_else_are_named_before_anything_is_sent() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let card = card();
    let told = |error: Error, words: &str| {
        assert!(matches!(error, Error::Request(_)) && error.to_string().contains(words), "{error}");
        assert!(!error.to_string().contains("c-secret"), "{error}");
    };
    told(client.patch("c-secret", &card).await.unwrap_err(), "the token of a click");
    told(client.reply("c-secret", &card).await.unwrap_err(), "the token of a click");
    told(client.reply_text("c-secret", "x").await.unwrap_err(), "the token of a click");
    told(client.get("c-secret").await.unwrap_err(), "the token of a click");
    told(client.recall("c-secret").await.unwrap_err(), "the token of a click");
    told(client.delete_ephemeral("c-secret").await.unwrap_err(), "the token of a click");
    told(client.urgent("c-secret", Urgent::App, Users::open_ids(["ou_1"])).await.unwrap_err(), "the token of a click");
    told(client.patch("oc_1", &card).await.unwrap_err(), "the id of a chat");
    told(client.reply("ou_1", &card).await.unwrap_err(), "the id of a user");
    told(client.recall("bm-1").await.unwrap_err(), "recall_batch");
    told(client.update("om_1", &card).await.unwrap_err(), "the id of a message");
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn a_card_that_cannot_replace_another_one_is_not_sent() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let v1 = json(r#"{"config":{"update_multi":true},"elements":[{"tag":"hr"}]}"#);
    let alone = json(r#"{"elements":[{"tag":"hr"}]}"#);
    let v2 = json(r#"{"schema":"2.0","body":{"elements":[{"tag":"hr"}]}}"#);
    let one = client.send(To::open_id("ou_1"), &v1).await.unwrap().message_id;
    let two = client.reply(&one, &v2).await.unwrap().message_id;
    let exclusive = client.send(To::open_id("ou_1"), &alone).await.unwrap().message_id;
    let before = sandbox.requests().len();
    for (message, card, words) in [
        (&one, &v2, "shows a JSON 1.0 card"),
        (&two, &v1, "shows a JSON 2.0 card"),
        (&one, &alone, "update_multi"),
        (&exclusive, &v1, "not shared"),
    ] {
        let error = client.patch(message, card).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)) && error.to_string().contains(words), "{error}");
    }
    let unknown = client.patch("om_unknown", &alone).await.unwrap_err();
    assert!(unknown.to_string().contains("update_multi"), "{unknown}");
    assert_eq!(sandbox.requests().len(), before, "nothing was sent");
    client.patch(&one, &v1).await.unwrap();
    client.patch(&two, &v2).await.unwrap();
    // what another process sent is the platform's to refuse
    let other = builder(&sandbox).build().unwrap();
    let error = other.patch(&one, &v2).await.unwrap_err();
    refused(&error, 230_099);
    assert_eq!(error.refusal().unwrap().sub_code, Some(200_800), "{error}");
    assert!(client.patch(&two, &v1).unchecked().await.unwrap_err().code().is_some());
}

#[tokio::test]
async fn a_repaired_card_is_sent_and_says_what_was_changed() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let bad = json(
        r#"{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"see [runbook](wiki:x)"},
            {"tag":"button","text":{"tag":"plain_text","content":"x"},"behaviors":[{"type":"open_url","default_url":"wiki/x"}]}]}}"#,
    );
    assert!(matches!(client.send(To::open_id("ou_1"), &bad).await, Err(Error::Card(_))), "refused unless repaired");
    let sent = client.send(To::open_id("ou_1"), &bad).repaired().await.unwrap();
    let places: Vec<_> = sent.repairs.iter().map(|repair| repair.pointer.as_str()).collect();
    assert!(places.contains(&"/body/elements/0/content") && places.len() >= 2, "{places:?}");
    let shown = sandbox.message(&sent.message_id).unwrap().content();
    assert_eq!(shown.pointer("/body/elements/0/content").and_then(Json::as_str), Some("see runbook"));
    assert!(shown.pointer("/body/elements/1/text").is_some(), "{shown}");

    let reply = client.reply(&sent.message_id, &bad).repaired().await.unwrap();
    assert_eq!(reply.repairs, sent.repairs);
    client.patch(&reply.message_id, &bad).repaired().await.unwrap();
    let good = card();
    assert!(client.send(To::open_id("ou_1"), &good).repaired().await.unwrap().repairs.is_empty());

    let items = [(To::open_id("ou_1"), &bad), (To::open_id("ou_2"), &good)];
    let mut repairs = vec![None; 2];
    client
        .send_all()
        .repaired()
        .for_each(items, async |delivery| {
            repairs[delivery.index] = Some(delivery.result.unwrap().repairs.len());
        })
        .await;
    assert_eq!(repairs, [Some(sent.repairs.len()), Some(0)]);

    let nothing = json(r#"{"schema":"2.0","body":{"elements":[{"tag":"hologram"}]}}"#);
    let error = client.send(To::open_id("ou_1"), &nothing).repaired().await.unwrap_err();
    let Error::Card(found) = &error else { panic!("{error}") };
    assert!(found.errors().any(|found| found.code() == "C0908"), "{error}");
    let bot = Webhook::new(sandbox.webhook_url()).build().unwrap();
    bot.send(&bad).repaired().await.unwrap();
}

#[tokio::test]
async fn an_id_stays_one_step_of_the_path() {
    let sandbox = sandbox().await;
    let _ = client(&sandbox).get("om_1/../x?y#z").await;
    let request = sandbox.requests().pop().unwrap();
    assert_eq!(request.path, "/open-apis/im/v1/messages/om_1%2F..%2Fx%3Fy%23z");
}

/// A bot's address that takes one callback, answers that nothing changes, and gives the callback's body.
async fn one_callback() -> (String, tokio::task::JoinHandle<Json>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/callback", listener.local_addr().unwrap());
    let body = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut text = Vec::new();
        loop {
            stream.read_buf(&mut text).await.unwrap();
            let body = text.windows(4).position(|end| end == b"\r\n\r\n").map(|end| text[end + 4..].to_vec());
            if let Some(body) = body.and_then(|body| Json::parse(&String::from_utf8_lossy(&body)).ok()) {
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}").await.unwrap();
                return body;
            }
        }
    });
    (url, body)
}

#[tokio::test]
async fn update_after_a_click() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let (url, callback) = one_callback().await;
    sandbox.set_callback_url(url);
    let asks = json(
        r#"{"config":{"update_multi":true},"elements":[{"tag":"action","actions":[{"tag":"button","text":{"tag":"plain_text","content":"好"},"value":{"id":"1"}}]}]}"#,
    );
    let sent = client.send(To::open_id("ou_1"), &asks).await.unwrap();
    sandbox.click(&sent.message_id, "好").await.unwrap();
    let callback = callback.await.unwrap();
    let token = callback.pointer("/event/token").or(callback.get("token")).and_then(Json::as_str).unwrap();
    for _ in 0..2 {
        client.update(token, &card()).await.unwrap();
    }
    assert_eq!(sandbox.message(&sent.message_id).unwrap().card(), card());
    refused(&client.update(token, &card()).await.unwrap_err(), 300_040);
    refused(&client.update("c-nothing", &card()).await.unwrap_err(), 300_020);
}

#[tokio::test]
async fn urgent() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let sent = client.send(To::open_id("ou_1"), &card()).await.unwrap();
    for how in [Urgent::App, Urgent::Sms, Urgent::Phone] {
        client.urgent(&sent.message_id, how, Users::open_ids(["ou_1"])).await.unwrap();
    }
    let told = sandbox.message(&sent.message_id).unwrap().urgent;
    assert_eq!(told.iter().map(|(how, _)| *how).collect::<Vec<_>>(), ["app", "sms", "phone"]);
    assert!(client.urgent("om_nothing", Urgent::App, Users::open_ids(["ou_1"])).await.unwrap_err().code().is_some());
}

#[tokio::test]
async fn ephemeral() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let id: MessageId = client.send_ephemeral("oc_1", To::open_id("ou_1"), &card()).await.unwrap();
    assert_eq!(sandbox.message(&id).unwrap().ephemeral_for.as_deref(), Some("ou_1"));
    client.delete_ephemeral(&id).await.unwrap();
    assert_eq!(client.delete_ephemeral(&id).await.unwrap_err().code(), Some(18_051));
}

#[tokio::test]
async fn batch() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let card = card();
    let batch = client.send_batch(&card).open_ids(["ou_1", "ou_2"]).department_ids(["od-1"]).await.unwrap();
    assert!(batch.batch_id.starts_with("bm-"), "{batch:?}");
    let progress = client.batch_progress(&batch.batch_id).await.unwrap();
    assert!(progress.valid_users >= 2, "{progress:?}");
    client.batch_read(&batch.batch_id).await.unwrap();
    client.recall_batch(&batch.batch_id).await.unwrap();
    assert!(client.batch_progress(&batch.batch_id).await.unwrap().recalled);
    assert!(client.batch_read("bm-nothing").await.unwrap_err().code().is_some());
}

#[tokio::test]
async fn images_from_bytes_and_from_a_stream() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    // as much of a PNG as tells its size: 1 × 1
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";
    let png = [head.as_slice(), &[7; 100_000]].concat();
    let key = client.upload_image(png.clone()).file_name("logo.png").await.unwrap();
    assert!(key.as_str().starts_with("img_"), "{key}");
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> = png.chunks(999).map(|piece| Ok(piece.to_vec())).collect();
    client.upload_image_stream(futures_util::stream::iter(pieces)).await.unwrap();
    let images = sandbox.images();
    assert_eq!(images.len(), 2);
    assert!(images.iter().all(|image| image.bytes == png));
    let broken = [Ok(vec![1]), Err(std::io::Error::other("the disk is gone"))];
    let error = client.upload_image_stream(futures_util::stream::iter(broken)).await.unwrap_err();
    assert!(error.to_string().contains("the disk is gone"), "{error}");
    let endless = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![0; 1 << 20]));
    assert!(matches!(client.upload_image_stream(endless).await.unwrap_err(), Error::Request(_)));
}

#[tokio::test]
async fn a_webhook_bot_signs() {
    let sandbox = start(Sandbox::builder().webhook_secret("geheim")).await;
    let bot = Webhook::new(sandbox.webhook_url()).secret("geheim").build().unwrap();
    bot.send(&card()).await.unwrap();
    assert_eq!(sandbox.messages().len(), 1);
    let wrong = Webhook::new(sandbox.webhook_url()).secret("falsch").build().unwrap();
    assert_eq!(wrong.send(&card()).await.unwrap_err().code(), Some(19_021));
    let nobody = Webhook::new(format!("{}x", sandbox.webhook_url())).build().unwrap();
    assert_eq!(nobody.send(&card()).await.unwrap_err().code(), Some(19_001));
}

#[tokio::test]
async fn a_store_app_gets_its_tokens_from_a_ticket() {
    let sandbox = start(Sandbox::builder().store_app()).await;
    let app = StoreApp::new();
    let client = builder(&sandbox).token_source(app.tenant(sandbox.tenant_key())).build().unwrap();
    let error = client.send(To::open_id("ou_1"), &card()).await.unwrap_err();
    assert!(error.to_string().contains("set_ticket"), "{error}");
    assert!(error.is_retryable());
    assert_eq!(sandbox.calls(Api::TicketResend), 1);
    app.set_ticket(sandbox.app_ticket());
    client.send(To::open_id("ou_1"), &card()).await.unwrap();
    client.send(To::open_id("ou_1"), &card()).await.unwrap();
    assert_eq!(sandbox.calls(Api::StoreAppToken), 1);
    assert_eq!(sandbox.calls(Api::StoreTenantToken), 1);
}

#[tokio::test]
async fn several_apps_in_one_process() {
    let sandbox = start(Sandbox::builder().another_app("cli_second", "other secret")).await;
    let first = client(&sandbox);
    let second = Client::builder("cli_second", "other secret").base_url(sandbox.base_url()).build().unwrap();
    let a = first.send(To::open_id("ou_1"), &card()).await.unwrap();
    let b = second.send(To::open_id("ou_1"), &card()).await.unwrap();
    assert_eq!(sandbox.message(&a.message_id).unwrap().app_id, sandbox.app_id());
    assert_eq!(sandbox.message(&b.message_id).unwrap().app_id, "cli_second");
    assert_eq!(sandbox.token_requests(), 2);
}

#[cfg(feature = "blocking")]
#[test]
fn calls_without_async() {
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    let client = client(&sandbox);
    let blocking = feishu_card_send::Blocking::new().unwrap();
    let sent = blocking.wait(client.send(To::open_id("ou_1"), &card())).unwrap();
    blocking.wait(client.recall(&sent.message_id)).unwrap();
    assert!(sandbox.message(&sent.message_id).unwrap().deleted);
}

#[cfg(feature = "blocking")]
#[tokio::test]
async fn waiting_inside_of_async_code_is_an_error() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let blocking = feishu_card_send::Blocking::new().unwrap();
    let error = blocking.wait(client.get("om_1")).unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error}");
    tokio::task::spawn_blocking(move || drop(blocking)).await.unwrap();
}
