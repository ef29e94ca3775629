//! Streams against the emulator: the text is on the cards, whatever goes wrong, and nothing is left behind.

use crate::support::{HURRY, builder, client, json, sandbox, start};
use feishu_card_core::{Json, Markdown};
use feishu_card_sandbox::{Api, CardkitRules, ContentLimits, Failure, Fault, Sandbox};
use feishu_card_send::{Client, Delivered, Error, How, PipeError, StoreApp, StreamRecord, To, Token};
use futures_util::{StreamExt, stream};
use std::{
    future::IntoFuture,
    pin::pin,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};
use tokio::time::timeout;

fn to() -> To {
    To::open_id("ou_1")
}

/// The texts of the answers that are shown, one a card.
fn answers(sandbox: &Sandbox) -> Vec<String> {
    let messages = sandbox.messages();
    let shown = messages.iter().filter(|message| !message.deleted && message.msg_type == "interactive");
    shown.map(|message| message.card()).filter_map(|card| answer(&card)).collect()
}

fn answer(card: &Json) -> Option<String> {
    let elements = card.pointer("/body/elements")?.as_list()?;
    let answer = elements.iter().find(|element| element.get("element_id").and_then(Json::as_str) == Some("answer"))?;
    Some(answer.get("content")?.as_str()?.to_owned())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// All cards are valid, closed, and without a status.
fn are_ended(sandbox: &Sandbox) {
    for entity in sandbox.entities() {
        assert_eq!(entity.streaming_left, 0, "{}", entity.card);
        assert!(entity.card.validate().is_ok(), "{}\n{}", entity.card, entity.card.validate());
        assert!(!entity.card.to_string().contains(r#""status""#), "{}", entity.card);
    }
}

#[tokio::test]
async fn a_text_types_itself_and_ends_with_buttons() {
    let sandbox = sandbox().await;
    let stream = client(&sandbox).stream(to()).await.unwrap();
    stream.status("searching…");
    for word in ["The ", "answer ", "is **", "42**.", " See [the do", "cs](https://a.b)."] {
        stream.push(word);
        tokio::time::sleep(Duration::from_millis(120)).await;
    }
    let button = json(
        r#"[{"tag":"button","text":{"tag":"plain_text","content":"Good"},"behaviors":[{"type":"callback","value":{"good":true}}]}]"#,
    );
    let delivered = stream.finish_with(&button).await.unwrap();
    assert_eq!((delivered.how, delivered.extras_shown, delivered.left_open), (How::Typed, true, false));
    assert_eq!(answers(&sandbox), ["The answer is **42**. See [the docs](https://a.b)."]);
    are_ended(&sandbox);
    let entity = sandbox.entities().pop().unwrap();
    assert!(entity.typed >= 3 && entity.jumped <= 2, "typed {}, jumped {}", entity.typed, entity.jumped);
    assert_eq!(
        entity.card.pointer("/config/summary/content").and_then(Json::as_str),
        Some("The answer is 42. See the docs (https://a.b).")
    );
    let clicked = sandbox.click(&delivered.message_ids[0], "Good").await;
    assert!(clicked.is_ok(), "the button is there");
}

#[tokio::test]
async fn a_long_text_goes_on_in_further_replies_and_code_goes_on_too() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let asked = client.send_text(to(), "question").await.unwrap();
    let stream = client.stream_reply(&asked.message_id).in_thread().await.unwrap();
    let mut text = "# 很长的回答\n\n".to_owned() + &"这是一段很长的回答。".repeat(3000) + "\n\n```rust\n";
    text += &"let answer = vec![1, 2, 3];\n".repeat(1500);
    text += "```\nThe end.";
    for piece in text.as_bytes().chunks(5000) {
        stream.push(&String::from_utf8_lossy(piece).replace('\u{fffd}', ""));
    }
    let delivered = stream.finish().await.unwrap();
    assert!(delivered.message_ids.len() >= 5, "{delivered:?}");
    let all = answers(&sandbox);
    let there = all.join("");
    assert_eq!(there.matches("let answer").count(), 1500);
    assert!(there.ends_with("The end.") && all.iter().all(|text| text.matches("```").count() % 2 == 0));
    are_ended(&sandbox);
    for message in delivered.message_ids.iter().map(|id| sandbox.message(id).unwrap()) {
        assert_eq!(message.parent_id.as_deref(), Some(asked.message_id.as_str()));
        assert!(message.card().to_string().len() <= 28_000 + 400);
    }
}

#[tokio::test]
async fn without_the_permission_messages_are_patched() {
    let sandbox = sandbox().await;
    sandbox.inject(Fault::new(Failure::Code(99_991_672)).on(Api::CardkitCreate));
    let stream = client(&sandbox).stream(to()).await.unwrap();
    stream.push("one ");
    stream.push("two");
    let button = json(r#"[{"tag":"hr"}]"#);
    let delivered = stream.finish_with(&button).await.unwrap();
    assert_eq!((delivered.how, delivered.card_ids.len(), delivered.extras_shown), (How::Patched, 0, true));
    assert_eq!(answers(&sandbox), ["one two"]);
    assert!(sandbox.entities().is_empty());
    assert!(!sandbox.messages()[0].card().to_string().contains("Thinking"));
}

#[tokio::test]
async fn a_stream_that_is_dropped_is_ended_and_nothing_is_left() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let stream = client.stream(to()).stop_button("Stop").await.unwrap();
    stream.push("half of an answer ```");
    drop(stream);
    timeout(Duration::from_secs(20), async {
        while sandbox.entities()[0].streaming_left > 0 || sandbox.messages().iter().filter(|m| !m.deleted).count() > 1 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("it is ended in the background");
    assert!(answers(&sandbox)[0].starts_with("half of an answer"));
    are_ended(&sandbox);
    // a future of the end that is dropped as well
    let stream = client.stream(to()).await.unwrap();
    stream.push("another");
    drop(timeout(Duration::from_millis(1), stream.finish()).await);
    timeout(Duration::from_secs(20), async {
        while sandbox.entities()[1].streaming_left > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("it is ended in the background");
    assert_eq!(answers(&sandbox)[1], "another");
    // a beginning that is dropped when its card is there and its stop button is not
    sandbox.inject(Fault::new(Failure::Delay(Duration::from_millis(300))).on(Api::MessageCreate).nth(2));
    let sends = || sandbox.requests().iter().filter(|request| request.api == Some(Api::MessageCreate)).count();
    let before = sends();
    let mut start = client.stream(to()).stop_button("Stop").into_future();
    while sends() < before + 2 {
        assert!(timeout(Duration::from_millis(5), &mut start).await.is_err(), "it waits for the button");
    }
    drop(start);
    timeout(Duration::from_secs(20), client.shutdown()).await.expect("it is ended in the background");
    are_ended(&sandbox);
    assert_eq!(sandbox.messages().iter().filter(|message| !message.deleted).count(), 3, "the button is left");
}

#[tokio::test]
async fn a_stream_whose_task_dies_says_so_at_its_end() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let stream = client.stream(to()).on_record(|_| panic!("the disk is full")).await.unwrap();
    stream.push("never shown <at id=all></at>");
    let error = timeout(Duration::from_secs(60), stream.finish()).await.expect("an end").unwrap_err();
    assert_eq!(error.missing, Markdown::untrusted("never shown <at id=all></at>").as_str());
    assert!(error.to_string().contains("on_record"), "{error}");
    timeout(Duration::from_secs(60), client.shutdown()).await.expect("nobody waits for it");
}

#[tokio::test(start_paused = true)]
async fn a_beginning_that_nobody_polls_holds_a_shutdown_up_no_longer_than_any_call() {
    let deadline = Duration::from_secs(100);
    let client = Client::builder("cli_x", "secret")
        .base_url("http://127.0.0.1:9")
        // a store of tokens that never answers
        .token_source(std::future::pending::<Result<Token, Error>>);
    let client = client.deadline(deadline).build().unwrap();
    let mut aside = pin!(client.stream(to()).into_future());
    assert!(futures_util::poll!(aside.as_mut()).is_pending());
    let began = tokio::time::Instant::now();
    client.shutdown().await;
    assert_eq!(began.elapsed().as_secs(), deadline.as_secs(), "by the clock of the runtime, which nothing slows down");
    assert!(aside.await.is_err());
}

#[tokio::test]
async fn the_stop_button_is_a_message_of_its_own_and_its_click_ends_the_pipe() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let stream = client.stream(to()).stop_button("Stop").await.unwrap();
    let button = sandbox.messages().pop().unwrap();
    let value = button.card().pointer("/body/elements/0/behaviors/0/value").unwrap().clone();
    // an answer that never ends
    let pieces = stream::unfold(0, async |n| {
        tokio::time::sleep(Duration::from_millis(10)).await;
        Some((Ok::<_, std::io::Error>(format!("word{n} ")), n + 1))
    });
    let piping = stream.pipe(pieces);
    let clicking = async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        // as the handler of clicks does with the value that the platform sends
        assert!(client.take_stop(&value) && !client.take_stop(&json("{}")));
    };
    let (delivered, ()) = tokio::join!(piping, clicking);
    let delivered = delivered.unwrap();
    assert!(delivered.stopped);
    assert!(answers(&sandbox)[0].starts_with("word0 word1"), "{:?}", answers(&sandbox));
    assert!(sandbox.message(&button.message_id).unwrap().deleted, "the button goes");
    are_ended(&sandbox);
}

#[tokio::test]
async fn a_source_that_fails_is_told_apart_and_what_came_stays() {
    let sandbox = sandbox().await;
    let stream = client(&sandbox).stream(to()).await.unwrap();
    let pieces = stream::iter([Ok("some "), Ok("text"), Err(std::io::Error::other("the model is gone"))]);
    match stream.pipe(pieces).await {
        Err(PipeError::Source { error, ended }) => {
            assert_eq!(error.to_string(), "the model is gone");
            assert!(ended.is_ok());
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(answers(&sandbox), ["some text\n\n⚠️ The answer was interrupted."]);
    are_ended(&sandbox);
}

#[tokio::test]
async fn a_card_of_ones_own_is_typed_into() {
    let sandbox = sandbox().await;
    let card = json(
        r#"{"schema":"2.0","header":{"title":{"tag":"plain_text","content":"Bot"}},"body":{"elements":[
            {"tag":"markdown","element_id":"answer","content":"…"},{"tag":"hr"},
            {"tag":"markdown","element_id":"foot","content":"…"}]}}"#,
    );
    let client = client(&sandbox);
    assert!(client.stream(to()).card(&card, "elsewhere").await.is_err());
    let stream = client.stream(to()).card(&card, "answer").status_in("foot").await.unwrap();
    stream.push("mine");
    stream.status("3 sources");
    let delivered = stream.finish().await.unwrap();
    let shown = sandbox.message(&delivered.message_ids[0]).unwrap().card();
    assert_eq!(answer(&shown).as_deref(), Some("mine"));
    assert_eq!(shown.pointer("/body/elements/2/content").and_then(Json::as_str), Some("3 sources"));
    assert_eq!(shown.pointer("/header/title/content").and_then(Json::as_str), Some("Bot"));
}

#[tokio::test]
async fn a_set_text_replaces_what_is_on_earlier_cards_too() {
    let sandbox = sandbox().await;
    let stream = client(&sandbox).stream(to()).card_bytes(3500).await.unwrap();
    stream.set(&"old words ".repeat(600));
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(sandbox.messages().len() >= 2, "it has begun a second card");
    stream.set("only this");
    let delivered = stream.finish().await.unwrap();
    assert_eq!(delivered.message_ids.len(), 1);
    assert_eq!(answers(&sandbox), ["only this"]);
}

/// Every reading of what the documentation leaves open.
fn readings() -> Vec<(&'static str, CardkitRules)> {
    let with = |change: fn(&mut CardkitRules)| {
        let mut rules = CardkitRules::default();
        change(&mut rules);
        rules
    };
    vec![
        ("the default", with(|_| {})),
        ("reopening does not extend", with(|rules| rules.reopening_extends = false)),
        ("the window begins with sending", with(|rules| rules.window_begins_with_sending = true)),
        ("batches in part", with(|rules| rules.batch_is_atomic = false)),
        ("each step is checked", with(|rules| rules.batch_checks_each_step = true)),
        ("patches merge deeply", with(|rules| rules.patch_merges_deeply = true)),
        ("null removes", with(|rules| rules.null_removes = true)),
        ("tags stay", with(|rules| rules.replacing_changes_tags = false)),
        ("text is free of limits", with(|rules| rules.content_limits = ContentLimits::Free)),
        ("limits of a minute", with(|rules| rules.content_limits = ContentLimits::PerSecondAndMinute)),
        ("230020", with(|rules| rules.rate_code = 230_020)),
        ("text is not checked", with(|rules| rules.content_is_checked = false)),
        ("tables do not count", with(|rules| rules.content_tables_count = false)),
        ("refusals use the sequence up", with(|rules| rules.refusals_use_sequence = true)),
        ("repeated ids succeed", with(|rules| rules.repeated_uuid_succeeds = true)),
        ("silent after the time", with(|rules| rules.silent_after_timeout = true)),
        ("adding after the time", with(|rules| rules.timeout_stops_adding = false)),
    ]
}

/// Writes a text with everything in it while calls fail, the mode is closed and the platform's `time` runs ahead.
async fn written(sandbox: &Sandbox, client: &Client, faults: &[Fault], time: Duration) -> (Delivered, String) {
    let stream = client.stream(to()).card_bytes(4000).await.unwrap();
    for fault in faults {
        sandbox.inject(fault.clone());
    }
    let mut text = String::new();
    for n in 0..12 {
        let piece = match n % 4 {
            0 => format!("\n\nParagraph {n} with **bold** text. {}", "word ".repeat(60)),
            1 => format!("\n\n```rust\nlet a{n} = 1;\n{}```\n", "let b = 2;\n".repeat(20)),
            2 => format!("\n\n| a | b |\n|---|---|\n| row {n} | c |\n"),
            _ => format!("\n\n- item {n}\n- 项目\n"),
        };
        text += &piece;
        stream.push(&piece);
        stream.status(&format!("step {n}"));
        tokio::time::sleep(Duration::from_millis(30)).await;
        match n {
            3 => sandbox.close_streaming(&sandbox.entities().last().unwrap().card_id),
            6 => sandbox.clock().advance(time),
            _ => {}
        }
    }
    (stream.finish().await.unwrap(), text)
}

#[tokio::test]
async fn a_status_is_shown_while_text_never_pauses() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let stream = client.stream(to()).await.unwrap();
    stream.status("searching…");
    let status = || sandbox.entities().last().is_some_and(|entity| entity.card.to_string().contains("searching"));
    let writing = async |until: &dyn Fn() -> bool| {
        for n in 0..1000 {
            stream.push(&format!("{n} "));
            tokio::time::sleep(Duration::from_millis(5)).await;
            if n > 20 && until() {
                return;
            }
        }
        panic!("never: {:?}", sandbox.entities().last());
    };
    writing(&status).await;
    stream.status("");
    writing(&|| !status()).await;
    stream.finish().await.unwrap();
}

#[tokio::test]
async fn under_every_reading_and_with_faults_the_text_is_shown() {
    for (name, rules) in readings() {
        // a platform that says nothing of its time is held by the program's own clock, which does not run ahead with it:
        // the model of the core has both clocks, and this reading
        let time = if rules.silent_after_timeout { Duration::ZERO } else { Duration::from_secs(601) };
        let sandbox = start(Sandbox::builder().cardkit(rules).seed(7)).await;
        let client = client(&sandbox);
        let faults = [
            Fault::new(Failure::Code(300_120)).on(Api::ElementContent).nth(3),
            Fault::new(Failure::CutBody).on(Api::ElementContent).nth(5).applied(),
            Fault::new(Failure::Status(502)).on(Api::ElementContent).nth(7),
            Fault::new(Failure::RateLimited(None)).on(Api::ElementContent).nth(9),
            Fault::new(Failure::CutBody).on(Api::CardkitBatch).nth(1).applied(),
        ];
        let writing = written(&sandbox, &client, &faults, time);
        let (delivered, text) = timeout(Duration::from_secs(60), writing).await.unwrap();
        let there = letters(&answers(&sandbox).join(""));
        // a code block over two cards says its language twice
        let (there, wanted) = (there.replace("rust", ""), letters(&text).replace("rust", ""));
        assert_eq!(there, wanted, "{name}: {delivered:?}");
        are_ended(&sandbox);
    }
}

#[tokio::test]
async fn what_cannot_be_shown_is_in_the_error() {
    let sandbox = sandbox().await;
    let client = builder(&sandbox).attempts(1).build().unwrap();
    let stream = client.stream(to()).await.unwrap();
    for api in [Api::ElementContent, Api::ElementUpdate, Api::CardkitUpdate, Api::MessageCreate] {
        sandbox.inject(Fault::new(Failure::Code(10_002)).on(api));
    }
    stream.push("nobody sees this");
    let error = stream.finish().await.unwrap_err();
    assert_eq!(error.missing, "nobody sees this");
    assert_eq!(error.cause.code(), Some(10_002), "{error}");
    are_ended(&sandbox);
    // typing does not work, replacing does
    sandbox.clear_faults();
    sandbox.inject(Fault::new(Failure::Code(10_002)).on(Api::ElementContent));
    let stream = client.stream(to()).await.unwrap();
    stream.push("seen at the end");
    let delivered = stream.finish().await.unwrap();
    assert_eq!((delivered.how, answers(&sandbox).pop().as_deref()), (How::Replaced, Some("seen at the end")));
    // nothing that changes the card works, a message does
    sandbox.inject(Fault::new(Failure::Code(10_002)).on(Api::ElementUpdate));
    sandbox.inject(Fault::new(Failure::Code(10_002)).on(Api::CardkitUpdate));
    let stream = client.stream(to()).await.unwrap();
    stream.push("a **plain** message");
    assert_eq!(stream.finish().await.unwrap().how, How::Plain);
    let message = sandbox.messages().pop().unwrap();
    assert_eq!(
        (message.msg_type.as_str(), message.content().to_string().as_str()),
        ("text", r#"{"text":"a plain message"}"#)
    );
}

/// A text that could only be sent as messages, and is set anew: none of the old one stays beside it.
#[tokio::test]
async fn messages_with_a_text_that_was_replaced_are_taken_back() {
    let sandbox = sandbox().await;
    let client = builder(&sandbox).attempts(1).build().unwrap();
    let stream = client.stream(to()).card_bytes(3500).await.unwrap();
    // a card takes the text that it begins with, and no other
    for api in [Api::ElementContent, Api::ElementUpdate, Api::CardkitUpdate] {
        sandbox.inject(Fault::new(Failure::Code(10_002)).on(api));
    }
    let shown = |msg_type: &str| {
        let messages = sandbox.messages();
        let shown = messages.iter().filter(|message| !message.deleted && message.msg_type == msg_type);
        shown.map(|message| message.content().to_string()).collect::<Vec<_>>()
    };
    let comes = async |what: &str, there: &dyn Fn() -> bool| {
        let waits = async {
            while !there() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let in_time = timeout(Duration::from_secs(60), waits).await;
        assert!(in_time.is_ok(), "{what}: {:?}", shown("text"));
    };
    stream.set(&"old words ".repeat(300));
    comes("the first card was begun without text", &|| shown("text").len() == 1 && shown("interactive").len() == 2)
        .await;
    stream.set(&"new words ".repeat(600));
    let new = || shown("text").iter().filter(|text| text.contains("new words")).count();
    comes("two cards are full of another text", &|| new() == 2 && shown("interactive").len() == 3).await;
    comes("the old one is taken back", &|| shown("text").len() == 2).await;
    // the last card goes, the message of the second, and its card, which the platform keeps
    sandbox.inject(Fault::new(Failure::Code(230_001)).on(Api::MessageDelete).nth(3));
    stream.set("only this");
    comes("what belongs to no card any more is taken back", &|| shown("text").len() == 1).await;
    comes("so are the cards", &|| shown("interactive").len() == 2).await;
    assert_eq!(new(), 1, "a text that grows is no message before its end");
    let delivered = stream.finish().await.unwrap();
    assert_eq!((delivered.how, shown("text")), (How::Plain, vec![r#"{"text":"only this"}"#.to_owned()]));
    let messages = delivered.message_ids.iter().map(|id| sandbox.message(id).unwrap().msg_type);
    assert_eq!(messages.collect::<Vec<_>>(), ["interactive", "text"]);
}

/// That the app is over its limit is heard by one, and holds for all: whichever of the two codes says so, and also
/// where no time is named.
#[tokio::test]
async fn a_limit_that_one_stream_meets_slows_the_others_too() {
    for code in [99_991_400, 230_020] {
        let sandbox = sandbox().await;
        let told: Arc<Mutex<Vec<(Instant, Instant, bool)>>> = Arc::default();
        let all = Arc::clone(&told);
        let client = builder(&sandbox).on_attempt(move |attempt| {
            if attempt.call == "cardkit.card-element.content" {
                let now = Instant::now();
                all.lock().unwrap().push((now - attempt.took, now, attempt.error.is_some()));
            }
        });
        let client = client.build().unwrap();
        let (one, other) = (client.stream(to()).await.unwrap(), client.stream(to()).await.unwrap());
        sandbox.inject(Fault::new(Failure::Code(code)).on(Api::ElementContent).times(1));
        one.push("one");
        timeout(Duration::from_secs(60), async {
            while told.lock().unwrap().is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await
        .expect("the first text is refused");
        other.push("other");
        for stream in [one, other] {
            assert_eq!(stream.finish().await.unwrap().how, How::Typed);
        }
        let told = told.lock().unwrap();
        let (_, refused, failed) = told[0];
        assert!(failed && told.len() >= 3, "{code}: {told:?}");
        // a second, less the time in which the hook was called
        let early = told[1..].iter().find(|(left, ..)| *left < refused + Duration::from_millis(800));
        assert_eq!(early, None, "{code}: refused at {refused:?}");
        assert_eq!(answers(&sandbox), ["one", "other"]);
    }
}

#[tokio::test]
async fn many_streams_share_the_budget_and_a_click_waits_for_none_of_them() {
    // both sides with the platform's own limits
    let sandbox = Sandbox::builder().start().await.unwrap();
    let client = Client::builder(sandbox.app_id(), sandbox.app_secret()).base_url(sandbox.base_url()).build().unwrap();
    let streams: Vec<_> = futures_util::future::join_all((0..12).map(|n| {
        let client = client.clone();
        async move { client.stream(To::open_id(format!("ou_{n}"))).await.unwrap() }
    }))
    .await;
    for n in 0..30 {
        streams.iter().for_each(|stream| stream.push(&format!("word{n} ")));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // the lane of an answer to a click is its own: it leaves though fifty frames a second wait
    let shown = client.send(To::open_id("ou_x"), &crate::support::card()).await.unwrap();
    timeout(Duration::from_secs(5), client.patch(&shown.message_id, &crate::support::card())).await.unwrap().unwrap();
    let counts: Vec<u64> = sandbox.entities().iter().map(|entity| entity.typed + entity.jumped).collect();
    let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
    assert!(*least > 0 && *most <= least + 8, "fairly: {counts:?}");
    for ended in futures_util::future::join_all(streams.into_iter().map(|stream| stream.finish())).await {
        ended.unwrap();
    }
    let second = Duration::from_secs(1);
    assert!(sandbox.busiest_call(second) <= 50 && sandbox.busiest_entity(second) <= 10);
    let all: String = (0..30).map(|n| format!("word{n} ")).collect();
    assert!(answers(&sandbox).iter().take(12).all(|text| *text == all), "{:?}", answers(&sandbox));
}

/// The program that is killed: it writes until then, and keeps its record on the way.
#[tokio::test]
#[ignore = "the process that the test below kills"]
async fn process_that_is_killed() {
    let [base, id, secret] = ["BASE", "ID", "SECRET"].map(|name| std::env::var(name).unwrap());
    let client = Client::builder(id, secret).base_url(base).scale_limits(HURRY).build().unwrap();
    let file = std::env::var("RECORD").unwrap();
    let keep = move |record: &StreamRecord| {
        let json = Json::from_serialize(record).unwrap().to_string();
        // a whole file or none
        std::fs::write(format!("{file}.new"), json).unwrap();
        std::fs::rename(format!("{file}.new"), &file).unwrap();
    };
    let stream = client.stream(to()).on_record(keep).await.unwrap();
    for n in 0.. {
        stream.push(&format!("word{n} "));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn the_next_process_ends_what_a_killed_one_has_begun() {
    let sandbox = sandbox().await;
    let file = std::env::temp_dir().join(format!("feishu-card-record-{}", fastrand_like()));
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "stream::process_that_is_killed", "--ignored", "--nocapture"])
        .env("BASE", sandbox.base_url())
        .env("ID", sandbox.app_id())
        .env("SECRET", sandbox.app_secret())
        .env("RECORD", &file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    timeout(Duration::from_secs(60), async {
        while answers(&sandbox).first().is_none_or(|text| text.len() < 60) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("the process writes");
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(sandbox.entities()[0].streaming_left > 0, "it was killed in the middle");

    let record: StreamRecord =
        Json::parse(&std::fs::read_to_string(&file).unwrap()).unwrap().deserialize_into().unwrap();
    std::fs::remove_file(&file).unwrap();
    let shown = answers(&sandbox).remove(0);
    assert!(record.text.starts_with(&shown) || shown.starts_with(&record.text), "{shown:?} {:?}", record.text);
    let next = client(&sandbox).stream_resume(&record).await.unwrap();
    let delivered = next.fail("The bot was restarted.").await.unwrap();
    assert_eq!(delivered.message_ids, std::slice::from_ref(&record.message_id));
    assert_eq!(answers(&sandbox), [format!("{}\n\nThe bot was restarted.", record.text.trim_end())]);
    are_ended(&sandbox);

    // or goes on with it
    let stream = client(&sandbox).stream_resume(&record).await.unwrap();
    stream.push("and more.");
    stream.finish().await.unwrap();
    assert_eq!(answers(&sandbox), [format!("{}and more.", record.text)]);
    are_ended(&sandbox);
}

/// The next process may be killed as well: it keeps records, and has all else that a stream has.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_goes_on_keeps_its_record_and_has_a_stop_button() {
    let sandbox = sandbox().await;
    let kept: Arc<Mutex<Option<StreamRecord>>> = Arc::default();
    let keep = || {
        let kept = Arc::clone(&kept);
        move |record: &StreamRecord| *kept.lock().unwrap() = Some(record.clone())
    };
    let record = || kept.lock().unwrap().take();
    let mut whole = String::new();
    for process in 0..3 {
        let (before, word) = (record(), format!("word{process} "));
        whole += &word;
        // a process, whose runtime takes all of its tasks with it
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    let client = client(&sandbox);
                    let stream = match &before {
                        None => client.stream(to()).on_record(keep()).await.unwrap(),
                        Some(before) => client.stream_resume(before).on_record(keep()).await.unwrap(),
                    };
                    stream.push(&word);
                    let until = Instant::now() + Duration::from_secs(60);
                    while answers(&sandbox).first().is_none_or(|text| text.trim_end() != whole.trim_end()) {
                        assert!(Instant::now() < until, "{whole:?} {:?}", answers(&sandbox));
                        tokio::time::sleep(Duration::from_millis(10)).await;
                    }
                    std::mem::forget(stream);
                });
            });
        });
    }
    let record = record().unwrap();
    assert_eq!(record.text, whole);
    let client = client(&sandbox);
    let stream = client.stream_resume(&record).stop_button("Stop").if_empty("-").await.unwrap();
    let button = sandbox.messages().pop().unwrap();
    let value = button.card().pointer("/body/elements/0/behaviors/0/value").unwrap().clone();
    assert!(client.take_stop(&value));
    timeout(Duration::from_secs(5), stream.stopped()).await.expect("it was clicked");
    stream.finish().await.unwrap();
    assert!(sandbox.message(&button.message_id).unwrap().deleted, "the button goes");
    assert_eq!(answers(&sandbox), [whole]);
    are_ended(&sandbox);

    // outside of a runtime, and after a shutdown
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut resumed = pin!(client.stream_resume(&record).into_future());
            let polled = resumed.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(polled, Poll::Ready(Err(Error::Setup(_)))));
        });
    });
    client.shutdown().await;
    assert!(matches!(client.stream_resume(&record).await, Err(Error::ShutDown)));
}

/// A number of this process, for a name.
fn fastrand_like() -> u32 {
    std::process::id()
}

#[tokio::test]
async fn a_shutdown_waits_for_streams_while_nothing_else_begins() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let stream = client.stream(to()).stop_button("Stop").await.unwrap();
    let (begun, begins) = tokio::sync::oneshot::channel();
    let writing = async {
        stream.push("one ");
        begins.await.unwrap();
        for word in ["two ", "three ", "four"] {
            tokio::time::sleep(Duration::from_millis(150)).await;
            assert!(matches!(client.send(to(), &crate::support::card()).await, Err(Error::ShutDown)));
            assert!(matches!(client.stream(to()).await, Err(Error::ShutDown)));
            stream.push(word);
        }
        stream.finish().await.unwrap()
    };
    let shutting = async {
        let mut shutdown = std::pin::pin!(client.shutdown());
        assert!(futures_util::poll!(shutdown.as_mut()).is_pending());
        begun.send(()).unwrap();
        timeout(Duration::from_secs(20), shutdown).await.unwrap();
        are_ended(&sandbox);
    };
    let (delivered, ()) = tokio::join!(writing, shutting);
    assert_eq!(delivered.how, How::Typed);
    assert_eq!(answers(&sandbox), ["one two three four"]);
    assert_eq!(sandbox.messages().iter().filter(|message| !message.deleted).count(), 1, "the button goes");
}

/// Whatever gives the tokens: id and secret, or the ticket of a store app.
fn clients_without_a_token(sandbox: &Sandbox) -> [Client; 2] {
    let app = StoreApp::new();
    app.set_ticket(sandbox.app_ticket());
    [client(sandbox), builder(sandbox).token_source(app.tenant(sandbox.tenant_key())).build().unwrap()]
}

#[tokio::test]
async fn a_stream_that_needs_a_token_in_a_shutdown_gets_one() {
    let sandbox = sandbox().await;
    // the first call of a client is one of a stream, after the shutdown has begun
    for (n, next) in clients_without_a_token(&sandbox).into_iter().enumerate() {
        let killed = client(&sandbox).stream(to()).await.unwrap();
        killed.push("half");
        let record = killed.record().unwrap();
        drop(next.stream_resume(&record).await.unwrap());
        timeout(Duration::from_secs(60), next.shutdown()).await.unwrap();
        assert_eq!(sandbox.entities()[n].streaming_left, 0, "it is left open");
        drop(killed);
    }
    // a token that the platform refuses while the shutdown waits
    for client in clients_without_a_token(&sandbox) {
        let stream = client.stream(to()).await.unwrap();
        let mut shutdown = std::pin::pin!(client.shutdown());
        assert!(futures_util::poll!(shutdown.as_mut()).is_pending());
        sandbox.inject(Fault::new(Failure::ExpiredToken).on(Api::ElementContent).times(1));
        let asked = sandbox.token_requests();
        stream.push("all of it");
        let (delivered, ()) = tokio::join!(stream.finish(), shutdown);
        assert!(sandbox.token_requests() > asked);
        assert_eq!(delivered.unwrap().how, How::Typed);
        assert_eq!(answers(&sandbox).pop().as_deref(), Some("all of it"));
    }
    let fresh = client(&sandbox);
    fresh.shutdown().await;
    let asked = sandbox.token_requests();
    assert!(matches!(fresh.send(to(), &crate::support::card()).await, Err(Error::ShutDown)));
    assert_eq!(sandbox.token_requests(), asked, "what may not begin asks for no token");
}

#[tokio::test]
async fn a_stream_that_goes_on_for_too_long_is_cut_short_and_says_what_is_missing() {
    let sandbox = sandbox().await;
    let client = builder(&sandbox).deadline(Duration::from_secs(2)).build().unwrap();
    let (stream, piped) = (client.stream(to()).await.unwrap(), client.stream(to()).await.unwrap());
    let (silent, coded) = (client.stream(to()).await.unwrap(), client.stream(to()).await.unwrap());
    stream.push("half");
    coded.set("```rust\nlet a = 1;\n");
    // an answer that never ends
    let pieces = stream::unfold((), async |()| {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Some((Ok::<_, std::io::Error>("word "), ()))
    });
    let piping = tokio::spawn(piped.pipe(pieces.boxed()));
    // and one that says nothing any more
    let waiting = tokio::spawn(async move {
        silent.push("all that there is");
        silent.pipe(stream::pending::<Result<&str, std::io::Error>>()).await
    });
    client.shutdown().await;
    are_ended(&sandbox);
    stream.push("too ");
    stream.push("late");
    let error = stream.finish_with(&json(r#"[{"tag":"hr"}]"#)).await.unwrap_err();
    assert_eq!((error.missing.as_str(), error.delivered.extras_shown), ("too late", false));
    assert!(matches!(*error.cause, Error::ShutDown), "{error}");
    // what is given back can be sent as it is
    coded.push("let b = 2;\n```\n<at id=all></at>");
    let error = coded.fail("stopped").await.unwrap_err();
    let people = Markdown::untrusted("<at id=all></at>");
    assert_eq!(error.missing, format!("```rust\nlet b = 2;\n```\n{}\n\nstopped", people.as_str()));
    for piped in [piping, waiting] {
        let ended = timeout(Duration::from_secs(60), piped).await.expect("its source is not waited for").unwrap();
        assert!(matches!(ended, Err(PipeError::Stream(error)) if matches!(*error.cause, Error::ShutDown)));
    }
    assert_eq!(answers(&sandbox)[0], "half");
    assert!(answers(&sandbox)[1].starts_with("word word"), "{:?}", answers(&sandbox));
}

#[tokio::test]
async fn records_are_told_before_each_call_and_rise() {
    let sandbox = sandbox().await;
    let kept: Arc<Mutex<Vec<StreamRecord>>> = Arc::default();
    let keep = Arc::clone(&kept);
    let stream =
        client(&sandbox).stream(to()).on_record(move |record| keep.lock().unwrap().push(record.clone())).await.unwrap();
    stream.push("one");
    stream.finish().await.unwrap();
    let kept = kept.lock().unwrap();
    assert!(kept.len() >= 2 && kept.windows(2).all(|pair| pair[0].sequence < pair[1].sequence));
    assert_eq!(kept.last().unwrap().text, "one");
}
