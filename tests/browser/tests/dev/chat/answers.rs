//! What a person sees of every way in which a bot can answer a click.

use super::{
    super::bench::Bench,
    bot::{Answer, Bot},
};
use serde_json::json;
use std::time::Duration;

const ADA: &str = "ou_ada_lovelace_1815";

const CARD: &str = r#"{"schema":"2.0","body":{"elements":[
    {"tag":"markdown","content":"before"},
    {"tag":"button","text":{"tag":"plain_text","content":"Go"},"behaviors":[{"type":"callback","value":{"k":"值"}}]}]}}"#;

const NEXT: &str = r#"{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"after"}]}}"#;

const GO: &str = "live(-1)?.querySelector('.fc-btn')";

async fn begin(test: &str) -> Option<(Bench, Bot)> {
    let bench = Bench::chatting(test, ADA).await?;
    bench.wait("document.querySelector('#empty .cells')").await;
    let bot = Bot::start(&bench);
    bot.send(ADA, CARD);
    bench.open_chat("Ada").await;
    bench.take_clicks_at(&bot.url).await;
    bench.card_says(-1, "before").await;
    Some((bench, bot))
}

#[tokio::test]
async fn every_error_of_a_bot_is_seen_with_its_code_and_what_to_do() {
    let Some((bench, bot)) = begin("errors").await else { return };
    let raw = |card: &str| format!(r#"{{"card":{{"type":"raw","data":{card}}}}}"#);
    let answers = [
        (Answer::With(500, "{}".to_owned()), "200671"),
        (Answer::With(200, "not JSON".to_owned()), "200672"),
        (Answer::With(200, raw(r#"{"schema":"2.0","body":{"elements":[{"tag":"hr","nonsense":1}]}}"#)), "200673"),
        (Answer::With(200, raw(r#"{"elements":[]}"#)), "200830"),
        (Answer::Late(Duration::from_secs(5)), "200341"),
    ];
    for (answer, code) in answers {
        *bot.answer.lock().unwrap() = answer;
        bench.hit(GO).await;
        bench.wait(&format!("document.querySelector('.after.error')?.textContent.startsWith({code:?})")).await;
        bench.toast(code).await;
        // the inspector says the same
        bench
            .wait(&format!(
                "[...document.querySelectorAll('.entry.push.error')].some((row) => row.textContent.includes({code:?}))"
            ))
            .await;
        bench.card_says(-1, "before").await;
        bench.wait("!live(-1).querySelector('[data-busy]')").await;
    }
    // nobody listens there any more
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    bench
        .run(&format!(
            "fetch('chat/do/callback', {{ method: 'POST', body: JSON.stringify({{ url: 'http://{gone}/', unasked: true }}) }})"
        ))
        .await;
    bench.wait(&format!("document.querySelector('#side').isConnected && {GO}")).await;
    bench.hit("document.querySelector('[data-tab=bot]')").await;
    bench.wait(&format!("document.querySelector('#callback-url').getAttribute('value').includes('{gone}')")).await;
    bench.hit(GO).await;
    bench.wait("document.querySelector('.after.error')?.textContent.startsWith('200342')").await;
    bench.wait("!live(-1).querySelector('[data-busy]')").await;
    // and without an address, and nobody connected
    bench.hit("document.querySelector('[data-act=no-callback]')").await;
    bench.wait("!document.querySelector('[data-act=no-callback]')").await;
    bench.hit(GO).await;
    bench.wait("document.querySelector('.after.error')?.textContent.startsWith('200340')").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn toasts_replaced_cards_and_delayed_updates() {
    let Some((bench, bot)) = begin("updates").await else { return };
    for (kind, text) in [("info", "note"), ("success", "done"), ("warning", "careful"), ("error", "no")] {
        bot.answers(200, &json!({"toast": {"type": kind, "content": text}}).to_string());
        bench.hit(GO).await;
        bench.wait(&format!("document.querySelector('.notice.{kind}')?.textContent === {text:?}")).await;
        bench.wait("!live(-1).querySelector('[data-busy]')").await;
    }
    assert_eq!(bot.count(), 4);
    // a double click is one click
    bot.answers(200, "{}");
    bench.hit_twice(GO).await;
    bench.wait("!live(-1).querySelector('[data-busy]')").await;
    let callback = bot.got(5).await;
    // what the handler got is what the inspector shows, to the last member
    bench.inspects("card.action.trigger", &callback).await;
    assert_eq!(callback["event"]["action"]["value"], json!({"k": "值"}));
    assert_eq!(callback["event"]["operator"]["open_id"], ADA);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(bot.count(), 5, "the second click of a double click is none");
    // by the keyboard alone
    bench.run(&format!("{GO}.focus()")).await;
    bench.press("Enter").await;
    bot.got(6).await;

    let token = bot.got(6).await["event"]["token"].clone();
    let update = |text: &str| {
        let card = json!({"schema": "2.0", "body": {"elements": [{"tag": "markdown", "content": text}]}});
        bot.call("POST", "/open-apis/interactive/v1/card/update", &json!({"token": token, "card": card}))
    };
    bench.wait("!live(-1).querySelector('[data-busy]')").await;
    assert_eq!(update("first update")["code"], 0);
    bench.card_says(-1, "first update").await;
    assert_eq!(update("second update")["code"], 0);
    bench.card_says(-1, "second update").await;
    assert_eq!(update("third")["code"], 300_040);
    bench
        .wait("[...document.querySelectorAll('.entry.call.error')].some((row) => row.textContent.includes('300040'))")
        .await;
    bench.card_says(-1, "second update").await;

    bot.send(ADA, CARD);
    bench.wait("document.querySelectorAll('#messages .live').length === 2").await;
    bot.replaces(NEXT);
    bench.hit(GO).await;
    bench.card_says(-1, "after").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn two_people_in_a_group_an_exclusive_card_and_one_for_a_single_reader() {
    let Some(bench) = Bench::chatting("group", ADA).await else { return };
    let bot = Bot::start(&bench);
    let team = "oc_development_team";
    let exclusive = r#"{"elements":[{"tag":"action","actions":[{"tag":"button","text":{"tag":"plain_text","content":"Mine"},"value":{"a":1}}]}]}"#;
    bot.send(team, exclusive);
    bench.open_chat("Team").await;
    bench.take_clicks_at(&bot.url).await;
    bot.replaces(r#"{"elements":[{"tag":"markdown","content":"for you"}]}"#);
    bench.hit("live(-1)?.querySelector('.fc-btn')").await;
    bench.card_says(-1, "for you").await;
    // somebody else still has the button
    bench.act_as("Li Ming").await;
    bench.card_says(-1, "Mine").await;
    let only = json!({"chat_id": team, "open_id": ADA, "msg_type": "interactive",
        "card": {"elements": [{"tag": "markdown", "content": "for Ada alone"}]}});
    assert_eq!(bot.call("POST", "/open-apis/ephemeral/v1/send", &only)["code"], 0);
    bench
        .wait("[...document.querySelectorAll('.entry.call')].some((row) => row.textContent.includes('ephemeral.send'))")
        .await;
    assert_eq!(bench.get::<usize>("document.querySelectorAll('#messages .live').length").await, 1);
    bench.act_as("Ada").await;
    bench.card_says(-1, "for Ada alone").await;
    assert_eq!(bench.get::<usize>("document.querySelectorAll('.only').length").await, 1);
    // both pages see what happens
    bench.open_chat("Li Ming").await;
    bench.wait("document.querySelectorAll('#messages .message').length === 0").await;
    bench.is_clean().await;
}
