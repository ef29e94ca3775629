//! Cards that change, against the emulator: what is shown is what was wanted, by the smallest calls, in order.

mod edits;
mod order;
mod random;

use crate::support::{client, json, sandbox, start};
use feishu_card_core::Json;
use feishu_card_sandbox::{Api, Sandbox};
use feishu_card_send::{CardAction, Client, Error, LiveCard, LiveRecord, To, Updated};

/// A card with these elements.
fn card(elements: &str) -> Json {
    json(&format!(r#"{{"schema":"2.0","config":{{"update_multi":true}},"body":{{"elements":[{elements}]}}}}"#))
}

fn text(content: &str) -> String {
    format!(r#"{{"tag":"markdown","content":"{content}"}}"#)
}

/// The card as the platform shows it.
fn shown(sandbox: &Sandbox, live: &LiveCard) -> Json {
    sandbox.message(live.message_id()).unwrap().card()
}

async fn live(client: &Client, card: &Json) -> LiveCard {
    client.live(To::open_id("ou_1"), card).await.unwrap()
}

#[tokio::test]
async fn a_card_is_sent_and_changed_by_the_smallest_call() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let live = live(&client, &card(&[text("one"), text("two")].join(","))).await;
    assert_eq!(live.update(&card(&[text("one"), text("two")].join(","))).await.unwrap(), Updated::Nothing);
    let updated = live.update(&card(&[text("one"), text("2")].join(","))).await.unwrap();
    assert!(
        matches!(&updated, Updated::Steps(steps) if matches!(steps[..], [CardAction::Patch { .. }])),
        "{updated:?}"
    );
    let updated = live.update(&card(&[text("zero"), text("one"), text("2"), text("3")].join(","))).await.unwrap();
    assert!(matches!(&updated, Updated::Steps(steps) if steps.len() == 2), "{updated:?}");
    assert_eq!(shown(&sandbox, &live), live.shown());
    assert_eq!(
        [Api::ElementPatch, Api::CardkitBatch, Api::CardkitUpdate].map(|api| sandbox.calls(api)),
        [1, 1, 0],
        "one change has a call of its own, several share one"
    );
    let updated = live.update(&json(
        r#"{"schema":"2.0","header":{"title":{"tag":"plain_text","content":"x"}},"body":{"elements":[{"tag":"hr"}]}}"#,
    )).await;
    assert_eq!(updated.unwrap(), Updated::Whole);
    assert_eq!(shown(&sandbox, &live), live.shown());
}

#[tokio::test]
async fn a_reply_changes_too_and_a_streamed_text_is_typed() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let streaming = |content: &str| {
        json(&format!(
            r#"{{"schema":"2.0","config":{{"streaming_mode":true}},"body":{{"elements":[{}]}}}}"#,
            text(content)
        ))
    };
    let first = client.send_text(To::open_id("ou_1"), "question").await.unwrap();
    let live = client.live_reply(&first.message_id, &streaming("a")).in_thread().await.unwrap();
    assert_eq!(sandbox.message(live.message_id()).unwrap().parent_id, Some(first.message_id.into()));
    assert_eq!(live.update(&streaming("ab")).await.unwrap(), Updated::Typed);
    sandbox.close_streaming(live.card_id().unwrap().as_str());
    assert!(matches!(live.update(&streaming("abc")).await.unwrap(), Updated::Steps(_)));
    assert_eq!(sandbox.calls(Api::ElementContent), 2, "one typed, one refused");
    assert!(matches!(live.update(&streaming("abcd")).await.unwrap(), Updated::Steps(_)));
    assert_eq!(sandbox.calls(Api::ElementContent), 2, "a closed mode is not asked again");
    assert_eq!(shown(&sandbox, &live), live.shown());
}

#[tokio::test]
async fn what_is_wrong_is_said_before_anything_leaves() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let v1 = json(r#"{"config":{"update_multi":true},"elements":[{"tag":"hr"}]}"#);
    assert!(matches!(client.live(To::open_id("ou_1"), &v1).await, Err(Error::Request(_))));
    let live = live(&client, &card(&text("one"))).await;
    let calls = sandbox.requests().len();
    assert!(matches!(live.update(&v1).await, Err(Error::Request(_))), "another dialect");
    assert!(matches!(live.update(&card(r#"{"tag":"note"}"#)).await, Err(Error::Card(_))));
    assert_eq!(sandbox.requests().len(), calls);
    // what only the platform knows is an error, and the card stays what it is
    assert_eq!(live.update(&card(r#"{"tag":"note"}"#)).unchecked().await.unwrap_err().code(), Some(200_220));
    assert_eq!(shown(&sandbox, &live), card(r#"{"tag":"markdown","content":"one","element_id":"auto_1"}"#));
    live.update(&card(&text("two"))).await.unwrap();
    assert_eq!(shown(&sandbox, &live), live.shown());
}

/// A bot that gives every click this answer; where it is.
fn bot(answer: String) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 8192]);
            let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{answer}", answer.len());
        }
    });
    url
}

const BUTTON: &str =
    r#"{"tag":"button","text":{"tag":"plain_text","content":"Go"},"behaviors":[{"type":"callback","value":{"a":1}}]}"#;

#[tokio::test]
async fn a_click_may_replace_the_card() {
    for streaming in [false, true] {
        let sandbox = sandbox().await;
        let client = client(&sandbox);
        let with = |elements: &[String]| {
            json(&format!(
                r#"{{"schema":"2.0","config":{{"streaming_mode":{streaming}}},"body":{{"elements":[{}]}}}}"#,
                elements.join(",")
            ))
        };
        let live = live(&client, &with(&[text("asked"), BUTTON.to_owned()])).await;
        let answer = live.prepared(&with(&[text("went"), BUTTON.to_owned()]));
        sandbox.set_callback_url(bot(format!(r#"{{"card":{{"type":"raw","data":{answer}}}}}"#)));
        let outcome = sandbox.as_user("ou_1").click(live.message_id(), "Go").await.unwrap();
        assert_eq!(outcome.card.is_some(), !streaming, "a streaming card takes no answers");
        live.replaced_by(&answer);
        let updated = live.update(&with(&[text("went far"), BUTTON.to_owned()])).await.unwrap();
        assert_eq!(matches!(updated, Updated::Steps(_)), !streaming, "{updated:?}");
        assert_eq!(shown(&sandbox, &live), live.shown());
    }
}

#[tokio::test]
async fn a_delayed_update_may_replace_the_card() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let with = |content: &str| card(&[text(content), BUTTON.to_owned()].join(","));
    let live = live(&client, &with("asked")).await;
    sandbox.set_callback_url(bot("{}".to_owned()));
    let outcome = sandbox.as_user("ou_1").click(live.message_id(), "Go").await.unwrap();
    let token = outcome.update_token.unwrap();
    // a token is good for two; each is told to the live card, which goes on from there by the smallest call
    for n in 0..2 {
        let later = live.prepared(&with(&format!("later {n}")));
        client.update(&token, &later).await.unwrap();
        live.replaced_by(&later);
        assert_eq!(shown(&sandbox, &live), live.shown(), "after update {n}");
        let updated = live.update(&with(&format!("and on {n}"))).await.unwrap();
        assert!(matches!(updated, Updated::Steps(_)), "{updated:?}");
        assert_eq!(shown(&sandbox, &live), live.shown());
    }
    // a third is refused, and nothing has changed
    let refused = client.update(&token, &live.prepared(&with("never"))).await.unwrap_err();
    assert_eq!(refused.code(), Some(300_040));
    assert_eq!(shown(&sandbox, &live), live.shown());
}

#[tokio::test]
async fn another_process_goes_on_with_a_record() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let first = live(&client, &card(&text("one"))).await;
    let record = Json::from_serialize(&first.record()).unwrap();
    let record: LiveRecord = record.deserialize_into().unwrap();
    let processes: Vec<_> = (0..3).map(|_| client.live_resume(&record)).collect();
    for round in 0..4 {
        for (n, process) in processes.iter().chain([&first]).enumerate() {
            let wanted = card(&[text(&format!("{round}")), text(&format!("{n}"))].join(","));
            process.update(&wanted).await.unwrap();
            assert_eq!(shown(&sandbox, process), process.shown(), "the last word counts");
        }
    }
    let sequences: Vec<_> =
        sandbox.requests().iter().filter_map(|r| Some((r.json()?.get("sequence")?.as_i64()?, r.code?))).collect();
    let taken: Vec<_> = sequences.iter().filter(|(_, code)| *code == 0).map(|(sequence, _)| *sequence).collect();
    assert!(taken.windows(2).all(|two| two[0] < two[1]), "{taken:?}");
}

#[tokio::test]
async fn an_ordinary_message_is_patched_when_it_changes() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let one = card(&text("one"));
    let sent = client.send(To::open_id("ou_1"), &one).await.unwrap();
    let live = client.live_message(&sent.message_id, &one);
    assert_eq!(live.update(&one).await.unwrap(), Updated::Nothing);
    assert_eq!(live.update(&card(&text("two"))).await.unwrap(), Updated::Whole);
    assert_eq!(shown(&sandbox, &live), card(&text("two")));
    let resumed = client.live_resume(&live.record());
    assert_eq!(resumed.update(&card(&text("three"))).await.unwrap(), Updated::Whole);
    assert_eq!(sandbox.calls(Api::MessagePatch), 2);
    assert!(live.card_id().is_none());
}

#[tokio::test]
async fn a_dropped_update_is_made_all_the_same() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let live = live(&client, &card(&text("one"))).await;
    let wanted = card(&text("two"));
    {
        let mut update = std::pin::pin!(live.update(&wanted).into_future());
        assert!(futures_util::poll!(update.as_mut()).is_pending());
    }
    for _ in 0..200 {
        if shown(&sandbox, &live).to_string().contains("two") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the card still shows {}", shown(&sandbox, &live));
}

#[tokio::test]
async fn a_card_that_grows_too_large_for_ids_is_still_updated() {
    let sandbox = start(Sandbox::builder()).await;
    let client = client(&sandbox);
    let many = |n: usize, last: &str| card(&[vec![text(&"x".repeat(140)); n], vec![text(last)]].concat().join(","));
    let live = live(&client, &many(3, "a")).await;
    assert!(matches!(live.update(&many(160, "a")).await.unwrap(), Updated::Whole | Updated::Steps(_)));
    let large = many(170, "b");
    assert!(large.to_string().len() > 29_000, "{}", large.to_string().len());
    assert_eq!(live.update(&large).await.unwrap(), Updated::Whole);
    assert_eq!(shown(&sandbox, &live), large);
}
