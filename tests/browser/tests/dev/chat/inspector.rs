//! The inspector: what every code means, copies, replay, edit and send, faults, sessions; and the page itself.

use super::{super::bench::Bench, bot::Bot};
use serde_json::json;

const ADA: &str = "ou_ada_lovelace_1815";

const CARD: &str = r#"{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"hello"},
    {"tag":"button","text":{"tag":"plain_text","content":"Go"},"behaviors":[{"type":"callback","value":{"k":1}}]}]}}"#;

fn named(act: &str, text: &str) -> String {
    format!("[...document.querySelectorAll('[data-act=\"{act}\"]')].find((one) => one.textContent.includes({text:?}))")
}

#[tokio::test]
async fn calls_are_explained_copied_repeated_edited_and_sent() {
    let Some(bench) = Bench::chatting("inspector", ADA).await else { return };
    bench.run("window.copied = []; navigator.clipboard.writeText = async (text) => { copied.push(text); }").await;
    let bot = Bot::start(&bench);
    bot.send(ADA, CARD);
    bench.open_chat("Ada").await;
    bench.card_says(-1, "hello").await;
    let body = bench.inspect("im.message.create").await;
    assert_eq!(body["receive_id"], ADA);
    for what in ["curl", "json", "card"] {
        bench.hit(&format!("document.querySelector('[data-act=copy-entry][data-what={what}]')")).await;
    }
    bench.wait("copied.length === 3").await;
    let copied: Vec<String> = bench.get("copied").await;
    assert!(copied[0].starts_with("curl -X POST 'http://127.0.0.1:") && copied[0].contains("$TENANT_ACCESS_TOKEN"));
    assert!(copied[1].contains("\"msg_type\": \"interactive\"") && copied[2].starts_with("card! {"), "{copied:?}");
    let page: String = bench.get("document.documentElement.outerHTML").await;
    assert!(!page.contains("Bearer t-"), "no token is shown");
    bench.hit(&named("replay", "Replay")).await;
    bench.wait("document.querySelectorAll('#messages .live').length === 2").await;
    bench.hit(&named("edit", "Edit")).await;
    bench.wait("document.querySelector('#editing').open").await;
    bench.run("document.querySelector('#call-body').focus(); document.querySelector('#call-body').select()").await;
    bench.write(&json!({"receive_id": ADA, "msg_type": "text", "content": "{\"text\":\"edited\"}"}).to_string()).await;
    bench.hit("document.querySelector('#editing [type=submit]')").await;
    bench.wait("document.querySelector('#messages').textContent.includes('edited')").await;
    // a refusal says what it means and what to do
    let wrong = json!({"receive_id": ADA, "msg_type": "interactive", "content": r#"{"schema":"2.0","body":{"elements":[{"tag":"hr","nonsense":1}]}}"#});
    bot.call("POST", "/open-apis/im/v1/messages?receive_id_type=open_id", &wrong);
    bench.hit("document.querySelector('[data-act=errors]')").await;
    bench.wait("document.querySelectorAll('.entry').length === 1").await;
    bench.hit("document.querySelector('.entry.error > button')").await;
    bench.wait("document.querySelector('.meaning')?.textContent.includes('230099')").await;
    bench.hit("document.querySelector('[data-act=errors]')").await;
    bench.hit("document.querySelector('#entries-search')").await;
    bench.write("tenant_access").await;
    bench.wait("document.querySelectorAll('.entry').length === 1").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn faults_hit_the_calls_they_name_and_a_session_is_reset() {
    let Some(bench) = Bench::chatting("faults", ADA).await else { return };
    let bot = Bot::start(&bench);
    bot.send(ADA, CARD);
    bench.open_chat("Ada").await;
    bench.take_clicks_at(&bot.url).await;
    bench.hit("document.querySelector('[data-tab=faults]')").await;
    bench.hit("document.querySelector('[data-failure=tooMany]')").await;
    bench.wait("document.querySelectorAll('.row.fault').length === 1").await;
    let send = || {
        let body = json!({"receive_id": ADA, "msg_type": "text", "content": "{\"text\":\"again\"}"});
        bot.call("POST", "/open-apis/im/v1/messages?receive_id_type=open_id", &body)
    };
    assert_eq!(send()["code"], 99_991_400);
    bench.wait("document.querySelectorAll('.row.fault').length === 0").await;
    assert_eq!(send()["code"], 0, "it was the next call only");
    bench.wait("document.querySelector('#messages').textContent.includes('again')").await;
    bench.hit("document.querySelector('[data-failure=expiredToken]')").await;
    bench.wait("document.querySelectorAll('.row.fault').length === 1").await;
    assert_eq!(send()["code"], 99_991_663);
    // a click is repeated: the bot gets it again, and its answer counts
    bench.hit("live(-1).querySelector('.fc-btn')").await;
    bot.got(1).await;
    bench.hit("document.querySelector('[data-tab=inspector]')").await;
    bench.inspect("card.action.trigger").await;
    bot.replaces(r#"{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"by replay"}]}}"#);
    bench.hit(&named("replay", "Replay")).await;
    bench.card_says(-1, "by replay").await;
    assert_eq!(bot.got(2).await, bot.got(1).await, "the same bytes come again");
    bench.hit("document.querySelector('[data-tab=faults]')").await;
    bench.hit("document.querySelector('[data-act=reset-session]')").await;
    bench.wait("document.querySelectorAll('#messages .message').length === 0").await;
    bot.send(ADA, CARD);
    bench.card_says(-1, "hello").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn a_session_is_saved_and_opened_elsewhere() {
    let Some(first) = Bench::chatting("saved", ADA).await else { return };
    let bot = Bot::start(&first);
    bot.send(ADA, CARD);
    first.open_chat("Ada").await;
    first.card_says(-1, "hello").await;
    first.hit("document.querySelector('[data-tab=faults]')").await;
    first.downloads().await;
    first.hit("document.querySelector('[data-act=export]')").await;
    let saved = first.downloaded("session.json").await;
    let session: serde_json::Value = serde_json::from_slice(&std::fs::read(&saved).unwrap()).unwrap();
    assert!(session.to_string().contains("hello") && !session.to_string().contains("Bearer t-"), "{session}");
    let Some(second) = Bench::chatting("opened", ADA).await else { return };
    second.hit("document.querySelector('[data-tab=faults]')").await;
    second.choose_file("#session", &saved).await;
    second.toast("1").await;
    second.open_chat("Ada").await;
    second.card_says(-1, "hello").await;
    // what is no session is refused, and nothing is lost
    let wrong = second.folder.join("wrong.json");
    for text in ["{\"format\": 1}", "not JSON"] {
        std::fs::write(&wrong, text).unwrap();
        second.choose_file("#session", &wrong).await;
        second.wait("document.querySelector('#notices .error, #notices [data-type=error]')").await;
    }
    second.card_says(-1, "hello").await;
    first.is_clean().await;
    second.is_clean().await;
}

#[tokio::test]
async fn the_chat_speaks_two_languages_and_fits_every_window() {
    let Some(bench) = Bench::chatting("fits", ADA).await else { return };
    let bot = Bot::start(&bench);
    bot.send(ADA, CARD);
    bench.open_chat("Ada").await;
    bench.card_says(-1, "hello").await;
    bench.inspect("im.message.create").await;
    let overflow = "document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll('#list header, #toolbar, #tabs, #filter, #composer, #canvas')].some((part) => part.scrollWidth > part.clientWidth + 1)";
    let mut words = Vec::new();
    for theme in ["light", "dark"] {
        bench.hit(&format!("document.querySelector('[data-name=theme][data-value={theme}]')")).await;
        bench.wait(&format!("document.documentElement.dataset.theme === {theme:?}")).await;
        words.push(bench.get::<String>("document.querySelector('#tabs').textContent").await);
        for (width, height) in [(1440, 900), (1024, 768), (420, 800)] {
            bench.resize(width, height).await;
            for pane in ["list", "stage", "side"] {
                bench.run(&format!("document.documentElement.dataset.pane = '{pane}'")).await;
                for tab in ["inspector", "faults", "bot"] {
                    bench.run(&format!("document.querySelector('[data-tab={tab}]').click()")).await;
                    assert!(!bench.get::<bool>(overflow).await, "{width} {pane} {tab}");
                }
            }
        }
        bench.resize(1440, 900).await;
        bench.run("document.querySelector('#language').click()").await;
    }
    assert_ne!(words[0], words[1]);
    // what was chosen is remembered
    bench.chat("").await;
    bench.wait("document.documentElement.dataset.theme === 'dark'").await;
    bench.press("?").await;
    bench.wait("document.querySelector('#keys').open").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn keys_walk_the_chats() {
    let Some(bench) = Bench::chatting("walk", ADA).await else { return };
    bench.wait("document.querySelectorAll('#chats [data-chat]').length > 2").await;
    let chats: Vec<String> =
        bench.get("[...document.querySelectorAll('#chats [data-chat]')].map((chat) => chat.dataset.chat)").await;
    let open = |nth: usize| {
        let chat = &chats[nth];
        format!("document.querySelector('#chats [aria-current=true]')?.dataset.chat === {chat:?}")
    };
    bench.run(&format!("document.querySelector('[data-chat={:?}]').click()", chats[0])).await;
    bench.wait(&open(0)).await;
    // the second key counts from where the first has led, whether that is shown yet or not
    bench.at_once(&["j", "j"]).await;
    bench.wait(&open(2)).await;
    bench.at_once(&["k", "k", "k"]).await;
    bench.wait(&open(0)).await;
    bench.is_clean().await;
}
