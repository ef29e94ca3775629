//! Bots that attack the page, or drown it.

use super::{super::bench::Bench, bot::Bot};
use serde_json::json;

const ADA: &str = "ou_ada_lovelace_1815";

const SCRIPTS: &[&str] = &[
    "<script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    "\"><svg onload=pwned()>",
    "javascript:pwned()",
    "' onmouseover='pwned()",
    "</style><script>pwned()</script>",
];

#[tokio::test]
async fn nothing_of_a_hostile_bot_runs_and_the_page_lives() {
    let Some(bench) = Bench::chatting("hostile", ADA).await else { return };
    bench.run("window.pwned = () => { window.owned = true; }").await;
    let bot = Bot::start(&bench);
    bench.take_clicks_at(&bot.url).await;
    for s in SCRIPTS {
        let card = json!({"schema": "2.0", "header": {"title": {"tag": "plain_text", "content": s}},
            "body": {"elements": [{"tag": "markdown", "content": s}, {"tag": "markdown", "content": format!("`{s}`")},
            {"tag": "button", "name": "x", "text": {"tag": "plain_text", "content": s}, "behaviors": [{"type": "callback", "value": {"s": s}}]},
            {"tag": "select_static", "options": [{"text": {"tag": "plain_text", "content": s}, "value": s}], "behaviors": [{"type": "callback", "value": {"s": s}}]}]}});
        bot.call(
            "POST",
            "/open-apis/im/v1/messages?receive_id_type=open_id",
            &json!({"receive_id": ADA, "msg_type": "interactive", "content": card.to_string()}),
        );
        bot.call(
            "POST",
            "/open-apis/im/v1/messages?receive_id_type=open_id",
            &json!({"receive_id": ADA, "msg_type": "text", "content": json!({"text": s}).to_string()}),
        );
        bot.call(
            "POST",
            "/open-apis/im/v1/messages?receive_id_type=user_id",
            &json!({"receive_id": s, "msg_type": "text", "content": "{\"text\":\"x\"}"}),
        );
        bot.call(
            "POST",
            &format!("/open-apis/{}", s.replace([' ', '<', '>', '"', '\''], "_")),
            &json!({s.to_owned(): s}),
        );
        // five messages a second reach one user
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    }
    bench.open_chat("Ada").await;
    bench.wait("document.querySelectorAll('#messages .message').length >= 10").await;
    for s in SCRIPTS {
        bot.answers(200, &json!({"toast": {"type": "info", "content": s}}).to_string());
        bench.run("[...document.querySelectorAll('#messages .live')].forEach((host) => host.shadowRoot?.querySelectorAll('button, a').forEach((one) => one.click()))").await;
        bench.wait("document.querySelector('#notices').children.length > 0").await;
    }
    bench.run("document.querySelectorAll('.entry > button').forEach((row) => row.click())").await;
    bench.run("document.querySelectorAll('[data-act=raw]').forEach((one) => one.click())").await;
    bench.wait("document.querySelectorAll('.raw').length > 0").await;
    assert!(!bench.get::<bool>("Boolean(window.owned)").await);
    let bad: Vec<String> = bench
        .get("[document, ...[...document.querySelectorAll('.live')].map((host) => host.shadowRoot).filter(Boolean)].flatMap((root) => [...root.querySelectorAll('*')]).flatMap((element) => [...element.attributes].filter(({ name, value }) => name.startsWith('on') || /^\\s*javascript:/i.test(value) && ['href', 'src', 'action'].includes(name)).map(({ name, value }) => `${element.nodeName} ${name}=${value}`))")
        .await;
    assert!(bad.is_empty(), "{bad:?}");
    bench.is_clean().await;
}

#[tokio::test]
async fn large_bodies_and_floods_are_borne() {
    let Some(bench) = Bench::chatting("flood", ADA).await else { return };
    let bot = Bot::start(&bench);
    bench.open_chat("Ada").await;
    // ten megabytes, refused; the journal keeps their beginning
    let large = json!({"receive_id": ADA, "msg_type": "text", "content": "x".repeat(10 << 20)});
    bot.call("POST", "/open-apis/im/v1/messages?receive_id_type=open_id", &large);
    bench.wait("document.querySelector('.entry.call.error')").await;
    // an answer of a megabyte
    bot.send(ADA, r#"{"elements":[{"tag":"action","actions":[{"tag":"button","text":{"tag":"plain_text","content":"Go"},"value":{}}]}]}"#);
    bench.take_clicks_at(&bot.url).await;
    bot.answers(200, &json!({"toast": {"type": "info", "content": "y".repeat(900_000)}}).to_string());
    bench.hit("live(-1)?.querySelector('.fc-btn')").await;
    bench.wait("document.querySelector('.notice')").await;
    // a flood, past the limits of the platform
    for n in 0..400 {
        let (kind, id) = if n % 2 == 0 { ("open_id", format!("ou_flood_{n}")) } else { ("open_id", ADA.to_owned()) };
        let body = json!({"receive_id": id, "msg_type": "text", "content": format!("{{\"text\":\"flood {n}\"}}")});
        bot.call("POST", &format!("/open-apis/im/v1/messages?receive_id_type={kind}"), &body);
    }
    bench.open_chat("Ada").await;
    bench.hit("document.querySelector('#words')").await;
    bench.write("are you there?").await;
    bench.press("Enter").await;
    bench.wait("document.querySelector('#messages').textContent.includes('are you there?')").await;
    assert!(bench.get::<usize>("document.querySelectorAll('.entry').length").await <= 200);
    bench.is_clean().await;
}
