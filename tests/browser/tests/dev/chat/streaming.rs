//! Streamed text types itself at the pace that the card asks for.

use super::{super::bench::Bench, bot::Bot};
use serde_json::json;

const ADA: &str = "ou_ada_lovelace_1815";

#[tokio::test]
async fn streamed_text_is_typed_and_ends_whole() {
    let Some(bench) = Bench::chatting("streaming", ADA).await else { return };
    let bot = Bot::start(&bench);
    let card = json!({"schema": "2.0", "config": {"streaming_mode": true, "streaming_config": {
            "print_frequency_ms": {"default": 30}, "print_step": {"default": 1}, "print_strategy": "delay"}},
        "body": {"elements": [{"tag": "markdown", "element_id": "answer", "content": "The "}]}});
    let made = bot.call("POST", "/open-apis/cardkit/v1/cards", &json!({"type": "card_json", "data": card.to_string()}));
    let id = made["data"]["card_id"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    bot.send(ADA, &json!({"type": "card", "data": {"card_id": id}}).to_string());
    bench.open_chat("Ada").await;
    bench.card_says(-1, "The").await;
    // the page notes each length that is shown
    bench
        .run("window.lengths = []; new MutationObserver(() => lengths.push(live(-1).querySelector('[data-pointer=\"/body/elements/0\"]').textContent.length)).observe(live(-1), { subtree: true, childList: true, characterData: true })")
        .await;
    let text = |sequence: u64, content: &str| {
        let path = format!("/open-apis/cardkit/v1/cards/{id}/elements/answer/content");
        let answer = bot.call("PUT", &path, &json!({"content": content, "sequence": sequence}));
        assert_eq!(answer["code"], 0, "{answer}");
    };
    let first = "The answer begins **here** and goes on for a while, ";
    text(1, first);
    bench.wait("lengths.some((length) => length > 5 && length < 20)").await;
    text(2, &format!("{first}and then it ends."));
    bench.card_says(-1, "and then it ends.").await;
    // it grew by one character at a time, through many lengths, and never shrank but where the beginning was another
    let lengths: Vec<usize> = bench.get("lengths").await;
    let whole = format!("{first}and then it ends.").replace("**", "").len();
    let typed: Vec<_> = lengths.iter().copied().filter(|length| *length < whole).collect();
    let distinct: std::collections::BTreeSet<_> = typed.iter().collect();
    assert!(distinct.len() > whole / 2, "{lengths:?}");
    // a text that does not go on from the last is there at once
    text(3, "Another one.");
    bench.card_says(-1, "Another one.").await;
    // the end of the mode shows all of it
    text(4, &format!("Another one. {}", "x".repeat(400)));
    let settings = json!({"settings": json!({"config": {"streaming_mode": false}}).to_string(), "sequence": 5});
    bot.call("PATCH", &format!("/open-apis/cardkit/v1/cards/{id}/settings"), &settings);
    bench.wait("!live(-1).querySelector('.fc-streaming') && live(-1).textContent.includes('x'.repeat(400))").await;
    bench.is_clean().await;
}
