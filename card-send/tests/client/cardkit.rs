//! CardKit over HTTP: every call with success, and with each failure that the platform documents for it.

use crate::support::{builder, client, json, sandbox, start};
use feishu_card_core::{Card, ElementId, Json};
use feishu_card_sandbox::{Api, CardkitRules, Clock, Failure, Fault, Sandbox};
use feishu_card_send::{AddAt, CardAction, CardId, CardSettings, Class, Client, Error, To};
use std::{collections::BTreeSet, time::Duration};

fn id(id: &str) -> ElementId {
    ElementId::try_from(id).unwrap()
}

/// A card with a text, a divider and a button; streaming or not.
fn card(streaming: bool) -> Json {
    json(&format!(
        r#"{{"schema":"2.0","config":{{"streaming_mode":{streaming}}},"body":{{"elements":[
            {{"tag":"markdown","element_id":"md","content":"a"}},{{"tag":"hr","element_id":"line"}},
            {{"tag":"button","element_id":"go","text":{{"tag":"plain_text","content":"Go"}}}}]}}}}"#
    ))
}

fn elements(sandbox: &Sandbox, card_id: &CardId) -> String {
    sandbox.entity(card_id.as_str()).unwrap().card.pointer("/body/elements").unwrap().to_string()
}

#[tokio::test]
async fn a_card_is_made_sent_changed_and_read_back() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let card_id = client.create_card(&card(true)).await.unwrap();
    let sent = client.send(To::open_id("ou_1"), &card_id).await.unwrap();
    let calls = client.card(&card_id);
    calls.stream_text(1, &id("md"), "ab").await.unwrap();
    calls.settings(2, &CardSettings::new().streaming_mode(false).summary("done")).await.unwrap();
    calls.add(3, &AddAt::After(id("line")), &[json(r#"{"tag":"hr","element_id":"two"}"#)]).await.unwrap();
    calls.replace(4, &id("line"), &json(r#"{"tag":"hr","element_id":"one","margin":"4px"}"#)).await.unwrap();
    calls.patch(5, &id("md"), &json(r#"{"text_align":"center"}"#)).await.unwrap();
    calls.delete(6, &id("go")).await.unwrap();
    assert_eq!(
        elements(&sandbox, &card_id),
        r#"[{"tag":"markdown","element_id":"md","content":"ab","text_align":"center"},{"tag":"hr","element_id":"one","margin":"4px"},{"tag":"hr","element_id":"two"}]"#
    );
    let actions = [
        CardAction::Delete(vec![id("one"), id("two")]),
        CardAction::Add { at: AddAt::End, elements: vec![json(r#"{"tag":"hr"}"#)] },
        CardAction::Patch { id: id("md"), members: json(r#"{"content":"b"}"#) },
    ];
    calls.batch(7, &actions).await.unwrap();
    assert_eq!(
        elements(&sandbox, &card_id),
        r#"[{"tag":"markdown","element_id":"md","content":"b","text_align":"center"},{"tag":"hr"}]"#
    );
    calls.update(8, &card(false)).await.unwrap();
    let entity = sandbox.entity(card_id.as_str()).unwrap();
    assert_eq!((&entity.card, entity.sequence, entity.typed), (&card(false), 8, 1));
    assert_eq!(entity.message_id.as_deref(), Some(sent.message_id.as_str()));
    assert_eq!(client.convert_id(&sent.message_id).await.unwrap(), card_id);
    // each change has an id of its own, without which a repetition could not be told from a second change
    let uuids: BTreeSet<_> =
        sandbox.requests().iter().filter_map(|r| r.json()?.get("uuid").cloned()).map(|u| u.to_string()).collect();
    assert!((1..=8).all(|n| uuids.contains(&format!(r#""c_{card_id}_{n}""#))), "{uuids:?}");
}

#[tokio::test]
async fn a_template_becomes_an_entity() {
    let builder = Sandbox::builder().template("AAq1", card(false));
    let sandbox = start(builder).await;
    let template = feishu_card_core::Template::parse(r#"{"type":"template","data":{"template_id":"AAq1"}}"#).unwrap();
    let card_id = client(&sandbox).create_card_of_template(&template).await.unwrap();
    assert_eq!(sandbox.entity(card_id.as_str()).unwrap().card, card(false));
}

/// What the client refuses before anything leaves.
#[tokio::test]
async fn what_cannot_be_right_does_not_leave() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let card_id = CardId::new("7").unwrap();
    let calls = client.card(&card_id);
    let md = id("md");
    for call in [
        calls.delete(0, &md),
        calls.delete(u32::MAX, &md),
        calls.delete(1, &md).uuid(""),
        calls.delete(1, &md).uuid("x".repeat(65)),
        calls.stream_text(1, &md, ""),
        calls.stream_text(1, &md, &"长".repeat(100_001)),
        calls.patch(1, &md, &std::collections::BTreeMap::from([((1, 2), 3)])),
    ] {
        assert!(matches!(call.await, Err(Error::Request(_))));
    }
    let bad = json(r#"{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}"#);
    assert!(matches!(client.create_card(&bad).await, Err(Error::Card(_))));
    assert!(matches!(calls.update(1, &bad).await, Err(Error::Card(_))));
    assert_eq!(sandbox.requests().len(), 0);
}

/// One call of this name that is right but for what `code` stands for, if that can be provoked by a call.
async fn provoke(
    sandbox: &Sandbox,
    client: &Client,
    other: &Client,
    name: &str,
    code: i64,
) -> Option<Result<(), Error>> {
    let large = "x".repeat(31_000);
    let large_card =
        json(&format!(r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"markdown","content":"{large}"}}]}}}}"#));
    let many: Vec<_> = (0..201).map(|_| json(r#"{"tag":"hr"}"#)).collect();
    let many_card = json(&format!(r#"{{"schema":"2.0","body":{{"elements":{}}}}}"#, Json::from(many.clone())));
    let twice = r#"{"tag":"hr","element_id":"md"}"#;
    if name == "cardkit.card.create" {
        let card = match code {
            200_220 => json(r#"{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}"#),
            200_860 => large_card,
            300_301 => json(&format!(r#"{{"schema":"2.0","body":{{"elements":[{twice},{twice}]}}}}"#)),
            300_302 => json(r#"{"schema":"2.0","config":{"update_multi":false}}"#),
            300_303 => json(r#"{"elements":[]}"#),
            300_305 => many_card,
            300_307 => json("{}"),
            _ => return None,
        };
        return Some(client.create_card(&card).unchecked().await.map(drop));
    }
    let streaming = !matches!(code, 300_309);
    let card_id = client.create_card(&card(streaming)).await.unwrap();
    let unknown = CardId::new("7001").unwrap();
    let (mut who, mut which, mut sequence, mut uuid) = (client, &card_id, 5, "u".to_owned());
    let mut anything = true;
    match code {
        200_740 => which = &unknown,
        200_750 => sandbox.clock().advance(Duration::from_secs(14 * 24 * 3600 + 1)),
        200_770 => {
            client.card(&card_id).settings(1, &CardSettings::new().streaming_mode(true)).uuid("taken").await.unwrap();
            uuid = "taken".to_owned();
        }
        200_810 => sandbox.hold_card(card_id.as_str(), Duration::from_secs(3600)),
        200_850 | 200_510 => sandbox.clock().advance(Duration::from_secs(601)),
        300_311 => who = other,
        300_317 => {
            client.card(&card_id).settings(5, &CardSettings::new().streaming_mode(true)).await.unwrap();
            sequence = 4;
        }
        300_309 => {}
        _ => anything = false,
    }
    let calls = who.card(which);
    let (md, line, nobody) = (id("md"), id("line"), id("nobody"));
    let bad = json(r#"{"no_such":1}"#);
    let hr = json(r#"{"tag":"hr","element_id":"new"}"#);
    let add = |element: Json| calls.add(sequence, &AddAt::End, &[element]);
    let call = match (name, code) {
        ("cardkit.card.update", 200_220) => {
            calls.update(sequence, &json(r#"{"schema":"2.0","x":1}"#)).unchecked().uuid(uuid).await
        }
        ("cardkit.card.update", 200_860) => calls.update(sequence, &large_card).unchecked().await,
        ("cardkit.card.update", 300_301) => {
            calls
                .update(sequence, &json(&format!(r#"{{"schema":"2.0","body":{{"elements":[{twice},{twice}]}}}}"#)))
                .unchecked()
                .await
        }
        ("cardkit.card.update", 300_302) => {
            calls.update(sequence, &json(r#"{"schema":"2.0","config":{"update_multi":false}}"#)).unchecked().await
        }
        ("cardkit.card.update", 300_303) => calls.update(sequence, &json(r#"{"elements":[]}"#)).unchecked().await,
        ("cardkit.card.update", 300_305) => calls.update(sequence, &many_card).unchecked().await,
        ("cardkit.card.update", 300_307) => calls.update(sequence, &json("{}")).unchecked().await,
        ("cardkit.card.update", _) if anything => calls.update(sequence, &card(true)).uuid(uuid).await,
        ("cardkit.card.settings", 300_122) => {
            calls.settings(sequence, &CardSettings::new().set("no_such", Json::int(1))).await
        }
        ("cardkit.card.settings", 300_302) => {
            calls.settings(sequence, &CardSettings::new().set("update_multi", Json::Bool(false))).await
        }
        ("cardkit.card.settings", 300_307) => calls.settings(sequence, &CardSettings::new()).await,
        ("cardkit.card.settings", 200_860) => calls.settings(sequence, &CardSettings::new().summary(large)).await,
        ("cardkit.card.settings", _) if anything => {
            calls.settings(sequence, &CardSettings::new().streaming_mode(true)).uuid(uuid).await
        }
        ("cardkit.card.batch_update", _) => {
            let action = match code {
                200_220 => CardAction::Patch { id: md, members: bad },
                200_860 => CardAction::Patch { id: md, members: json(&format!(r#"{{"content":"{large}"}}"#)) },
                300_121 => CardAction::Replace { id: nobody, element: hr },
                300_122 => CardAction::Settings(CardSettings::new().set("no_such", Json::int(1))),
                300_301 => CardAction::Add { at: AddAt::End, elements: vec![json(twice)] },
                300_302 => CardAction::Settings(CardSettings::new().set("update_multi", Json::Bool(false))),
                300_305 => CardAction::Add { at: AddAt::End, elements: many },
                300_312 => CardAction::Patch { id: md, members: json(r#"{"tag":"div"}"#) },
                300_313 => CardAction::Patch { id: nobody, members: json(r#"{"content":"x"}"#) },
                300_314 => CardAction::Delete(vec![nobody]),
                300_315 => CardAction::Add { at: AddAt::After(nobody), elements: vec![hr] },
                _ if anything => CardAction::Patch { id: md, members: json(r#"{"content":"b"}"#) },
                _ => return None,
            };
            calls.batch(sequence, &[action]).uuid(uuid).await
        }
        ("cardkit.card-element.create", 200_220) => add(bad).await,
        ("cardkit.card-element.create", 200_860) => {
            add(json(&format!(r#"{{"tag":"markdown","content":"{large}"}}"#))).await
        }
        ("cardkit.card-element.create", 300_301) => add(json(twice)).await,
        ("cardkit.card-element.create", 300_305) => calls.add(sequence, &AddAt::End, &many).await,
        ("cardkit.card-element.create", 300_315) => calls.add(sequence, &AddAt::EndOf(line), &[hr]).await,
        ("cardkit.card-element.create", _) if anything => add(hr).uuid(uuid).await,
        ("cardkit.card-element.update", 200_220) => calls.replace(sequence, &line, &bad).await,
        ("cardkit.card-element.update", 200_860) => {
            calls.replace(sequence, &line, &json(&format!(r#"{{"tag":"markdown","content":"{large}"}}"#))).await
        }
        ("cardkit.card-element.update", 300_121) => calls.replace(sequence, &nobody, &hr).await,
        ("cardkit.card-element.update", 300_301) => calls.replace(sequence, &line, &json(twice)).await,
        ("cardkit.card-element.update", _) if anything => calls.replace(sequence, &line, &hr).uuid(uuid).await,
        ("cardkit.card-element.patch", 200_220) => calls.patch(sequence, &md, &bad).await,
        ("cardkit.card-element.patch", 200_860) => {
            calls.patch(sequence, &md, &json(&format!(r#"{{"content":"{large}"}}"#))).await
        }
        ("cardkit.card-element.patch", 300_301) => calls.patch(sequence, &line, &json(r#"{"element_id":"md"}"#)).await,
        ("cardkit.card-element.patch", 300_307) => calls.patch(sequence, &line, &json("{}")).await,
        ("cardkit.card-element.patch", 300_312) => calls.patch(sequence, &line, &json(r#"{"tag":"div"}"#)).await,
        ("cardkit.card-element.patch", 300_313) => calls.patch(sequence, &nobody, &json(r#"{"content":"x"}"#)).await,
        ("cardkit.card-element.patch", _) if anything => {
            calls.patch(sequence, &md, &json(r#"{"content":"b"}"#)).uuid(uuid).await
        }
        ("cardkit.card-element.delete", 300_314) => calls.delete(sequence, &nobody).await,
        ("cardkit.card-element.delete", _) if anything => calls.delete(sequence, &md).uuid(uuid).await,
        ("cardkit.card-element.content", 200_220) => calls.stream_text(sequence, &md, "[a](javascript:x)").await,
        ("cardkit.card-element.content", 200_860) => calls.stream_text(sequence, &md, &large).await,
        ("cardkit.card-element.content", 300_310) => calls.stream_text(sequence, &line, "b").await,
        ("cardkit.card-element.content", 300_313) => calls.stream_text(sequence, &nobody, "b").await,
        ("cardkit.card-element.content", _) if anything => calls.stream_text(sequence, &md, "b").uuid(uuid).await,
        _ => return None,
    };
    Some(call)
}

fn api(name: &str) -> Api {
    match name {
        "cardkit.card.create" => Api::CardkitCreate,
        "cardkit.card.update" => Api::CardkitUpdate,
        "cardkit.card.settings" => Api::CardkitSettings,
        "cardkit.card.batch_update" => Api::CardkitBatch,
        "cardkit.card-element.create" => Api::ElementCreate,
        "cardkit.card-element.update" => Api::ElementUpdate,
        "cardkit.card-element.patch" => Api::ElementPatch,
        "cardkit.card-element.delete" => Api::ElementDelete,
        "cardkit.card-element.content" => Api::ElementContent,
        other => panic!("unknown call {other}"),
    }
}

/// A right call of this name.
async fn right(client: &Client, name: &str) -> Result<(), Error> {
    let card_id = match client.create_card(&card(true)).await {
        Ok(card_id) => card_id,
        Err(error) => return Err(error),
    };
    let calls = client.card(&card_id);
    match name {
        "cardkit.card.create" => Ok(()),
        "cardkit.card.update" => calls.update(1, &card(true)).await,
        "cardkit.card.settings" => calls.settings(1, &CardSettings::new().streaming_mode(true)).await,
        "cardkit.card.batch_update" => calls.batch(1, &[CardAction::Delete(vec![id("md")])]).await,
        "cardkit.card-element.create" => calls.add(1, &AddAt::End, &[json(r#"{"tag":"hr"}"#)]).await,
        "cardkit.card-element.update" => calls.replace(1, &id("md"), &json(r#"{"tag":"hr","element_id":"md"}"#)).await,
        "cardkit.card-element.patch" => calls.patch(1, &id("md"), &json(r#"{"content":"b"}"#)).await,
        "cardkit.card-element.delete" => calls.delete(1, &id("md")).await,
        _ => calls.stream_text(1, &id("md"), "b").await,
    }
}

#[tokio::test]
async fn each_documented_failure_of_each_call_is_read_for_what_it_is() {
    let Some(table) = feishu_card_corpus::text("spec/errors.tsv") else { return };
    let rows: Vec<(&str, i64, &str)> = table
        .lines()
        .filter_map(|line| {
            let cells: Vec<_> = line.split('\t').collect();
            cells.get(1).filter(|api| api.starts_with("cardkit."))?;
            Some((cells[1], cells[0].parse().ok()?, cells[4]))
        })
        .collect();
    assert_eq!(rows.len(), 127, "the rows of the table");
    let (mut provoked, mut injected) = (0, 0);
    for (name, code, class) in rows {
        let rules = CardkitRules::default();
        let builder =
            Sandbox::builder().cardkit(rules).another_app("cli_other", "secret").clock(Clock::fixed(1_750_000_000_000));
        let sandbox = start(builder).await;
        // what may pass is not waited for
        let build = |builder: feishu_card_send::ClientBuilder| builder.attempts(1).build().unwrap();
        let client = build(builder_of(&sandbox));
        let other = build(Client::builder("cli_other", "secret").base_url(sandbox.base_url()));
        let result = match provoke(&sandbox, &client, &other, name, code).await {
            Some(result) => {
                provoked += 1;
                result
            }
            None => {
                injected += 1;
                sandbox.inject(Fault::new(Failure::Code(u32::try_from(code).unwrap())).on(api(name)));
                right(&client, name).await
            }
        };
        let error = result.expect_err(&format!("{name} {code}"));
        assert_eq!(error.code(), Some(code), "{name}: {error}");
        let wanted = match class {
            "retry" => Class::Retry,
            "permanent" => Class::Permanent,
            "caller_bug" => Class::CallerBug,
            other => panic!("{other}"),
        };
        assert_eq!(error.refusal().unwrap().class, wanted, "{name} {code}");
        assert!(error.refusal().unwrap().meaning.is_some(), "{name} {code}");
        assert!(!error.to_string().contains(&sandbox.app_secret()));
    }
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{provoked} refusals provoked, {injected} injected");
    assert!(provoked >= 100, "{provoked}");
}

fn builder_of(sandbox: &Sandbox) -> feishu_card_send::ClientBuilder {
    builder(sandbox)
}

/// A lost answer is cleared up by the same call again.
#[tokio::test]
async fn a_lost_answer_is_repeated_under_the_same_number() {
    for applied in [false, true] {
        let sandbox = sandbox().await;
        let client = client(&sandbox);
        let card_id = client.create_card(&card(false)).await.unwrap();
        let fault = Fault::new(Failure::Disconnect).on(Api::ElementDelete).nth(1);
        sandbox.inject(if applied { fault.applied() } else { fault });
        client.card(&card_id).delete(1, &id("line")).await.unwrap();
        assert_eq!(sandbox.calls(Api::ElementDelete), 2);
        assert!(!elements(&sandbox, &card_id).contains("line"));
        let sequences: Vec<_> = sandbox.requests().iter().filter_map(|r| r.json()?.get("sequence")?.as_i64()).collect();
        assert_eq!(sequences, [1, 1]);
        // whoever makes one attempt only is told that nobody knows
        let fault = Fault::new(Failure::Disconnect).on(Api::ElementDelete).nth(1);
        sandbox.inject(if applied { fault.applied() } else { fault });
        let error = client.card(&card_id).delete(2, &id("go")).once().await.unwrap_err();
        assert!(matches!(error, Error::OutcomeUnknown { .. }), "{error}");
    }
}

#[tokio::test]
async fn texts_are_sent_and_replied_with_and_mention_nobody_unless_told() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let text = "<at user_id=\"all\"></at> \"done\"\n";
    let sent = client.send_text(To::chat_id("oc_1"), text).uuid("t-1").await.unwrap();
    let again = client.send_text(To::chat_id("oc_1"), text).uuid("t-1").await.unwrap();
    assert_eq!(sent.message_id, again.message_id);
    let shown = |id: &str| {
        let message = sandbox.message(id).unwrap();
        assert_eq!(message.msg_type, "text");
        message.content().get("text").and_then(Json::as_str).unwrap().to_owned()
    };
    assert_eq!(shown(&sent.message_id), text.replace("<at", "<\u{200b}at"));
    let reply = client.reply_text(&sent.message_id, text).mentions().in_thread().await.unwrap();
    assert_eq!(shown(&reply.message_id), text);
    assert_eq!(reply.message.root_id.as_deref(), Some(sent.message_id.as_str()));
    let long = client.send_text(To::chat_id("oc_1"), &"长".repeat(60_000)).await;
    assert!(matches!(long, Err(Error::Request(_))));
    let error = client.send_text(To::chat_id("nonsense"), "x").await.unwrap_err();
    assert!(error.to_string().contains("a chat_id begins with `oc_`"), "{error}");
}

/// Ten changes in a second and card, on both sides.
#[tokio::test]
async fn the_limit_of_one_card_is_kept() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::builder(sandbox.app_id(), sandbox.app_secret()).base_url(sandbox.base_url()).build().unwrap();
    let card_id = client.create_card(&card(true)).await.unwrap();
    for sequence in 1..=15 {
        client.card(&card_id).stream_text(sequence, &id("md"), &format!("{sequence}")).await.unwrap();
    }
    assert!(sandbox.busiest_entity(Duration::from_secs(1)) <= 10);
    assert_eq!(sandbox.calls(Api::ElementContent), 15, "none was refused");
}

/// What is read back is typed, of entities too.
#[tokio::test]
async fn a_message_gives_its_card_typed_and_as_text() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let card_id = client.create_card(&card(false)).await.unwrap();
    let sent = client.send(To::open_id("ou_1"), &card_id).await.unwrap();
    client.card(&card_id).patch(1, &id("md"), &json(r#"{"content":"**now**"}"#)).await.unwrap();
    let shown = client.get(&sent.message_id).as_shown().await.unwrap().remove(0).card().expect("a card");
    let typed = |card: &Json| Card::parse(&card.to_string()).unwrap();
    assert_eq!(shown, typed(&sandbox.entity(card_id.as_str()).unwrap().card));
    assert_eq!(shown.to_text(), "now\n---\n[Go]\n");
    let reference = client.get(&sent.message_id).as_sent().await.unwrap().remove(0);
    assert!(reference.card().is_none() && reference.content.unwrap().contains("card_id"));
    for card in [card(false), crate::support::card()] {
        let sent = client.send(To::open_id("ou_1"), &card).await.unwrap();
        for get in [client.get(&sent.message_id).as_sent(), client.get(&sent.message_id).as_shown()] {
            assert_eq!(get.await.unwrap()[0].card().expect("a card"), typed(&card));
        }
        assert!(client.get(&sent.message_id).await.unwrap()[0].card().is_none(), "the simplified form is no card");
    }
    let text = client.send_text(To::open_id("ou_1"), "hello").await.unwrap();
    assert!(client.get(&text.message_id).as_shown().await.unwrap()[0].card().is_none());
}

/// Pictures of an answer are fetched by the caller, uploaded and shown; what cannot be had is a link.
#[tokio::test]
async fn pictures_in_markdown_are_uploaded_and_shown() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    let text = "![a](https://ours/a.png) ![b](https://theirs/b.png) ![a](https://ours/a.png) ![k](img_v3_stolen) \
                [![c](https://ours/c.png)](https://ours)";
    let asked = std::sync::Mutex::new(Vec::new());
    let shown = client
        .upload_markdown_images(text, async |address: String| {
            asked.lock().unwrap().push(address.clone());
            if address.contains("ours") { Ok(png.to_vec()) } else { Err("another host") }
        })
        .await;
    assert_eq!(asked.into_inner().unwrap(), ["https://ours/a.png", "https://theirs/b.png"], "each once");
    let key = shown.uploaded[0].1.as_str();
    assert_eq!(
        shown.markdown.as_str(),
        format!("![a]({key}) [b](https://theirs/b.png) ![a]({key}) k (img&#95;v3&#95;stolen) [c](https://ours)")
    );
    assert_eq!((shown.failed.len(), sandbox.images().len()), (1, 1));
    let card = json(&format!(
        r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"markdown","content":{}}}]}}}}"#,
        Json::from(shown.markdown.as_str().to_owned())
    ));
    client.send(To::open_id("ou_1"), &card).await.unwrap();
}
