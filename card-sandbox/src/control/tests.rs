use super::*;
use crate::{Builder, Sandbox};

fn json(text: &str) -> Json {
    Json::parse(text).unwrap()
}

fn builder() -> Builder {
    Sandbox::builder().seed(1).journal().person("ou_ada", "Ada").person("ou_wei", "Wei").group("oc_team", "Team")
}

async fn ask(sandbox: &Sandbox, command: &str, members: &str) -> Json {
    sandbox.control(command, &json(members)).await.unwrap_or_else(|error| panic!("{command}: {error}"))
}

async fn refused(sandbox: &Sandbox, command: &str, members: &str) -> (u16, String) {
    let error = sandbox.control(command, &json(members)).await.unwrap_err();
    (error.status, error.message)
}

/// Sends a card to somebody as the app; the id of the message.
async fn send(sandbox: &Sandbox, receiver: &str, card: &str) -> String {
    let kind = if receiver.starts_with("oc_") { "chat_id" } else { "open_id" };
    let body = object([("receive_id", receiver.into()), ("msg_type", "interactive".into()), ("content", card.into())]);
    let call = object([
        ("method", "post".into()),
        ("path", "/open-apis/im/v1/messages".into()),
        ("query", format!("receive_id_type={kind}").into()),
        ("body", body),
    ]);
    let answer = sandbox.control("call", &call).await.unwrap();
    answer.pointer("/answer/data/message_id").and_then(Json::as_str).unwrap_or_else(|| panic!("{answer}")).to_owned()
}

const FORM: &str = r#"{"schema":"2.0","body":{"elements":[
    {"tag":"form","name":"f","elements":[
        {"tag":"input","name":"note","required":true,"label":{"tag":"plain_text","content":"Note"}},
        {"tag":"button","name":"go","form_action_type":"submit","text":{"tag":"plain_text","content":"Go"}}]},
    {"tag":"button","text":{"tag":"plain_text","content":"Docs"},"behaviors":[{"type":"open_url","default_url":"https://a.example/"}]}
]}}"#;

#[tokio::test]
async fn a_card_is_sent_seen_and_worked() {
    let sandbox = builder().start().await.unwrap();
    let id = send(&sandbox, "ou_ada", FORM).await;
    let seen = ask(&sandbox, "messages", r#"{"user":"ou_ada"}"#).await;
    let message = seen.pointer("/messages/0").unwrap();
    assert_eq!(message.get("message_id").unwrap().as_str(), Some(id.as_str()));
    assert_eq!(message.pointer("/controls/0/form").unwrap().as_str(), Some("/body/elements/0"));
    let does: Vec<_> = (0..3).filter_map(|n| message.pointer(&format!("/controls/{n}/does"))?.as_str()).collect();
    assert_eq!(does, ["field", "submit", "click"]);
    assert!(message.get("text").unwrap().as_str().unwrap().contains("[Docs]"));
    assert_eq!(ask(&sandbox, "messages", r#"{"user":"ou_wei"}"#).await.pointer("/messages/0"), None);

    let opened = ask(&sandbox, "act", r#"{"message_id":"last","target":"Docs"}"#).await;
    assert_eq!(opened.get("opened").unwrap().as_str(), Some("https://a.example/"));
    let stopped = ask(&sandbox, "act", r#"{"message_id":"last","target":"go","fill":{"note":""}}"#).await;
    assert!(stopped.get("stopped").unwrap().as_str().unwrap().contains("note"), "{stopped}");
    let sent = ask(&sandbox, "act", r#"{"message_id":"last","target":"go","fill":{"note":"hi"}}"#).await;
    assert_eq!(sent.pointer("/error/code").unwrap(), &Json::int(200340), "nobody is connected: {sent}");
    assert!(sent.pointer("/error/meaning").unwrap().as_str().is_some());

    assert_eq!(refused(&sandbox, "act", r#"{"message_id":"om_x","target":"go"}"#).await.0, 404);
    assert_eq!(refused(&sandbox, "act", r#"{"message_id":"last","target":"none"}"#).await.0, 404);
    assert_eq!(refused(&sandbox, "act", r#"{"message_id":"last"}"#).await.0, 400);
    assert_eq!(refused(&sandbox, "act", r#"{"message_id":"last","target":"go","fill":{"note":{}}}"#).await.0, 400);
    let (status, message) = refused(&sandbox, "nothing", "{}").await;
    assert!(status == 404 && message.contains("messages"), "{message}");
    assert_eq!(refused(&sandbox, "state", "[]").await.0, 400);
    let (status, message) = refused(&sandbox, "callback", r#"{"url":"https://bot.example/","unasked":true}"#).await;
    assert!(status == 400 && message.contains("plain HTTP"), "{message}");
}

#[tokio::test]
async fn a_component_is_waited_for() {
    let sandbox = builder().start().await.unwrap();
    let wanted = r#"{"message_id":"last","target":"Docs","timeout_ms":60000}"#;
    let never = r#"{"message_id":"last","target":"Docs","timeout_ms":1}"#;
    assert_eq!(refused(&sandbox, "act", never).await.0, 404, "no card");
    let sent = async {
        send(&sandbox, "ou_ada", r#"{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"soon"}]}}"#).await;
        send(&sandbox, "ou_ada", FORM).await
    };
    let (clicked, id) = tokio::join!(ask(&sandbox, "act", wanted), sent);
    assert_eq!(clicked.get("opened").unwrap().as_str(), Some("https://a.example/"));
    assert_eq!(clicked.get("message_id").unwrap().as_str(), Some(id.as_str()));
    // what is there and cannot be done is said at once
    let (status, _) =
        refused(&sandbox, "act", r#"{"message_id":"last","target":"go","entry":"x","timeout_ms":600000}"#).await;
    assert_eq!(status, 409);
}

#[tokio::test]
async fn the_journal_has_every_call_with_its_answer_and_no_secret() {
    let sandbox = builder().start().await.unwrap();
    send(&sandbox, "ou_ada", FORM).await;
    let bad = ask(&sandbox, "call", r#"{"method":"PATCH","path":"/open-apis/im/v1/messages/om_x","body":"{}"}"#).await;
    assert_ne!(bad.get("code").unwrap(), &Json::int(0));
    let secret = format!(
        r#"{{"method":"POST","path":"/open-apis/auth/v3/tenant_access_token/internal","body":{{"app_id":"{}","app_secret":"{}"}}}}"#,
        sandbox.app_id(),
        sandbox.app_secret()
    );
    ask(&sandbox, "call", &secret).await;
    let list = ask(&sandbox, "requests", "{}").await;
    let titles: Vec<_> = list
        .get("entries")
        .unwrap()
        .as_list()
        .unwrap()
        .iter()
        .filter_map(|entry| entry.get("title")?.as_str())
        .collect();
    assert_eq!(titles, ["im.message.create", "im.message.patch", "auth.tenant_access_token.internal"]);
    let entry = ask(&sandbox, "entry", r#"{"number":2}"#).await;
    assert!(entry.get("meaning").unwrap().as_str().is_some(), "{entry}");
    assert!(entry.get("curl").unwrap().as_str().unwrap().starts_with("curl -X PATCH 'http://127.0.0.1/open-apis/im/"));
    let first = ask(&sandbox, "entry", r#"{"number":1}"#).await;
    assert!(first.pointer("/cards/0/body").is_some(), "{first}");
    let token = ask(&sandbox, "entry", r#"{"number":3}"#).await.to_string();
    assert!(token.contains("tenant_access_token") && !token.contains(&sandbox.app_secret()) && !token.contains("\"t-"));
    let export = ask(&sandbox, "export", "{}").await.to_string();
    assert!(!export.contains(&sandbox.app_secret()) && !export.contains("Bearer t-"));
    // what came before is not told again
    assert_eq!(ask(&sandbox, "requests", r#"{"after":2}"#).await.get("entries").unwrap().as_list().unwrap().len(), 1);
    assert_eq!(refused(&sandbox, "entry", r#"{"number":99}"#).await.0, 404);
}

#[tokio::test]
async fn a_call_is_repeated_and_a_session_comes_back() {
    let sandbox = builder().start().await.unwrap();
    let id = send(&sandbox, "oc_team", FORM).await;
    ask(&sandbox, "replay", r#"{"number":1}"#).await;
    assert_eq!(sandbox.messages().len(), 2);
    let session = ask(&sandbox, "export", "{}").await;
    let other = Sandbox::builder().start().await.unwrap();
    let count = other.control("import", &session).await.unwrap();
    assert_eq!(count.get("messages").unwrap(), &Json::int(2));
    assert_eq!(other.control("import", &session).await.unwrap().get("messages").unwrap(), &Json::int(0));
    assert_eq!(other.message(&id).unwrap().app_id, other.app_id());
    let outcome = other.as_user("ou_ada").click(&id, "Docs").await.unwrap();
    assert_eq!(outcome.opened.as_deref(), Some("https://a.example/"));
    assert_eq!(refused(&other, "import", "{}").await.0, 400);
    let broken = r#"{"format":"feishu-card-sandbox/1","messages":[{"message_id":"om_1"}]}"#;
    assert_eq!(refused(&other, "import", broken).await.0, 400);
    ask(&sandbox, "reset", "{}").await;
    assert!(sandbox.messages().is_empty() && sandbox.requests().is_empty());
    send(&sandbox, "ou_ada", FORM).await;
    assert_eq!(sandbox.messages().len(), 1, "the app's token is still good");
}

#[tokio::test]
async fn it_is_waited_for_what_comes() {
    let sandbox = builder().start().await.unwrap();
    let wait = json(r#"{"for":"message","chat_id":"oc_team","timeout_ms":60000}"#);
    let (message, id) = tokio::join!(sandbox.control("wait", &wait), send(&sandbox, "oc_team", FORM));
    assert_eq!(message.unwrap().get("message_id").unwrap().as_str(), Some(id.as_str()));
    let call = ask(&sandbox, "wait", r#"{"for":"call","api":"im.message.create"}"#).await;
    assert_eq!(call.get("number").unwrap(), &Json::int(1));
    let never = refused(&sandbox, "wait", r#"{"for":"connection","timeout_ms":20}"#).await;
    assert_eq!(never.0, 408);
    assert_eq!(refused(&sandbox, "wait", r#"{"for":"luck"}"#).await.0, 400);
    assert_eq!(refused(&sandbox, "wait", r#"{"for":"message","timeout_ms":-1}"#).await.0, 400);
}

#[tokio::test]
async fn faults_are_set_by_name() {
    let sandbox = builder().start().await.unwrap();
    for failure in [
        "delay",
        "slow_body",
        "cut_body",
        "disconnect",
        "empty_body",
        "not_json",
        "html",
        "status",
        "json",
        "code",
        "rate_limited",
        "expired_token",
        "redirect",
        "huge",
    ] {
        let add = format!(r#"{{"add":{{"failure":"{failure}","api":"im.message.create","times":2}}}}"#);
        let now = ask(&sandbox, "faults", &add).await;
        let last = now.get("faults").unwrap().as_list().unwrap().last().unwrap().clone();
        assert_eq!(
            (last.get("api").unwrap().as_str(), last.get("times")),
            (Some("im.message.create"), Some(&Json::int(2)))
        );
    }
    let left = ask(&sandbox, "faults", r#"{"remove":0}"#).await;
    assert_eq!(left.get("faults").unwrap().as_list().unwrap().len(), 13);
    assert_eq!(ask(&sandbox, "faults", r#"{"clear":true}"#).await.to_string(), r#"{"faults":[]}"#);
    for wrong in [
        r#"{"add":{"failure":"luck"}}"#,
        r#"{"add":{"failure":"status","status":99}}"#,
        r#"{"add":{"failure":"delay","ms":"x"}}"#,
        r#"{"add":{"failure":"delay","api":"x"}}"#,
    ] {
        assert_eq!(refused(&sandbox, "faults", wrong).await.0, 400, "{wrong}");
    }
    assert_eq!(refused(&sandbox, "faults", r#"{"remove":0}"#).await.0, 404);
    let wire = ask(&sandbox, "connections", r#"{"twice":true,"split":1024,"break":"close"}"#).await;
    assert_eq!((wire.get("twice"), wire.get("split")), (Some(&Json::Bool(true)), Some(&Json::int(1024))));
    assert_eq!(refused(&sandbox, "connections", r#"{"break":"gently"}"#).await.0, 400);
    ask(&sandbox, "faults", r#"{"refuse_receiver":"ou_wei","code":230013,"revoke_tokens":true}"#).await;
}

#[tokio::test]
async fn texts_are_written_alone_in_groups_and_as_replies() {
    let sandbox = builder().start().await.unwrap();
    let alone = ask(&sandbox, "say", r#"{"user":"ou_ada","text":"hi"}"#).await;
    let chat = alone.get("chat_id").unwrap().as_str().unwrap().to_owned();
    let again = ask(&sandbox, "say", &format!(r#"{{"user":"ou_ada","text":"hi","chat_id":"{chat}"}}"#)).await;
    assert_eq!(again.get("chat_id").unwrap().as_str(), Some(chat.as_str()));
    let group = ask(&sandbox, "say", r#"{"user":"ou_ada","text":"hi","chat_id":"oc_team"}"#).await;
    let id = group.get("message_id").unwrap().as_str().unwrap().to_owned();
    let reply = ask(&sandbox, "say", &format!(r#"{{"user":"ou_wei","text":"yes","reply_to":"{id}"}}"#)).await;
    assert_eq!(reply.get("chat_id").unwrap().as_str(), Some("oc_team"));
    let types: Vec<_> = sandbox.messages().iter().map(|message| message.receive_id_type.clone()).collect();
    assert_eq!(types, ["open_id", "open_id", "chat_id", "chat_id"]);
    let texts = ask(&sandbox, "messages", r#"{"user":"ou_wei"}"#).await;
    assert_eq!(texts.pointer("/messages/0/text").unwrap().as_str(), Some("@bot hi"), "{texts}");
    assert_eq!(refused(&sandbox, "say", r#"{"text":""}"#).await.0, 400);
    assert_eq!(refused(&sandbox, "say", r#"{"text":"x","user":"wei"}"#).await.0, 400);
    assert_eq!(refused(&sandbox, "say", r#"{"text":"x","chat_id":"team"}"#).await.0, 400);
    assert_eq!(refused(&sandbox, "people", r#"{"user":"wei"}"#).await.0, 400);
    let chats = ask(&sandbox, "chats", "{}").await;
    let chats: Vec<_> = chats
        .get("chats")
        .unwrap()
        .as_list()
        .unwrap()
        .iter()
        .map(|chat| (chat.get("name").unwrap().to_string(), chat.get("messages").unwrap().to_string()))
        .collect();
    assert_eq!(chats.len(), 3, "{chats:?}");
    assert!(
        chats.contains(&("\"Wei\"".to_owned(), "0".to_owned()))
            && chats.contains(&("\"Team\"".to_owned(), "2".to_owned()))
    );
    let people = ask(&sandbox, "people", r#"{"user":"ou_new","name":"New"}"#).await;
    assert_eq!(people.get("users").unwrap().as_list().unwrap().len(), 3);
}
