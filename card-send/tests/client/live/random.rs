//! Random pairs of cards: whatever the two are, the second is shown afterwards, in every reading of the platform.

use super::{card, live, shown, text};
use crate::support::{client, start};
use feishu_card_core::Json;
use feishu_card_sandbox::{CardkitRules, Sandbox};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

/// An element, with or without an id of its own; ids are made unique afterwards.
fn element() -> impl Strategy<Value = Json> {
    let id = prop_oneof![3 => Just(None), 1 => (0u8..12).prop_map(|n| Some(format!("own_{n}")))];
    let leaf = (id.clone(), 0u8..6, "[a-c]{0,4}", any::<bool>()).prop_map(|(id, kind, text, odd)| {
        let mut json = match kind {
            0 => format!(r#"{{"tag":"markdown","content":"{text}"}}"#),
            1 => r#"{"tag":"hr"}"#.to_owned(),
            2 => format!(r#"{{"tag":"div","text":{{"tag":"plain_text","content":"{text}"}}}}"#),
            3 if odd => format!(r#"{{"tag":"markdown","text_align":"center","content":"{text}"}}"#),
            4 if odd => r#"{"tag":"hr","margin":"4px"}"#.to_owned(),
            _ => format!(r#"{{"tag":"button","type":"primary","text":{{"tag":"plain_text","content":"{text}"}},"behaviors":[{{"type":"open_url","default_url":"https://a.b/{text}"}}]}}"#),
        };
        if let Some(id) = id {
            json.insert_str(json.len() - 1, &format!(r#","element_id":"{id}""#));
        }
        Json::parse(&json).unwrap()
    });
    leaf.prop_recursive(2, 12, 4, move |inner| {
        let list = proptest::collection::vec(inner, 0..4);
        (id.clone(), 0u8..3, list, any::<bool>()).prop_map(|(id, kind, inside, odd)| {
            let inside = Json::from(inside).to_string();
            let mut json = match kind {
                0 => format!(r#"{{"tag":"column_set","columns":[{{"tag":"column","elements":{inside}}},{{"tag":"column","elements":[]}}]}}"#),
                1 => format!(r#"{{"tag":"collapsible_panel","expanded":{odd},"header":{{"title":{{"tag":"plain_text","content":"t"}}}},"elements":{inside}}}"#),
                _ => format!(r#"{{"tag":"column_set","flex_mode":"flow","columns":[{{"tag":"column","elements":{inside}}}]}}"#),
            };
            if let Some(id) = id {
                json.insert_str(json.len() - 1, &format!(r#","element_id":"{id}""#));
            }
            Json::parse(&json).unwrap()
        })
    })
}

fn any_card() -> impl Strategy<Value = Json> {
    let summary =
        prop_oneof![4 => Just(""), 1 => Just(r#","summary":{"content":"s"}"#), 1 => Just(r#","enable_forward":false"#)];
    let header = prop_oneof![9 => Just(""), 1 => Just(r#""header":{"title":{"tag":"plain_text","content":"h"}},"#)];
    (proptest::collection::vec(element(), 0..7), summary, header).prop_map(|(elements, summary, header)| {
        let text = format!(
            r#"{{"schema":"2.0",{header}"config":{{"update_multi":true{summary}}},"body":{{"elements":{}}}}}"#,
            Json::from(elements)
        );
        unique(&Json::parse(&text).unwrap(), &mut Default::default())
    })
}

/// The card with each id at its first place only.
fn unique(json: &Json, seen: &mut std::collections::HashSet<String>) -> Json {
    match json {
        Json::List(items) => Json::List(items.iter().map(|item| unique(item, seen)).collect()),
        Json::Map(members) => {
            let again =
                |name: &str, value: &Json| name == "element_id" && value.as_str().is_some_and(|id| seen.contains(id));
            let kept: Vec<_> = members.iter().filter(|(name, value)| !again(name, value)).cloned().collect();
            seen.extend(
                kept.iter()
                    .filter(|(name, _)| name == "element_id")
                    .filter_map(|(_, id)| id.as_str().map(str::to_owned)),
            );
            Json::Map(kept.into_iter().map(|(name, value)| (name, unique(&value, seen))).collect())
        }
        other => other.clone(),
    }
}

/// Whether a card is the wanted one, but for ids that elements got or kept.
fn is(there: &Json, wanted: &Json) -> bool {
    match (there, wanted) {
        (Json::List(there), Json::List(wanted)) => {
            there.len() == wanted.len() && there.iter().zip(wanted).all(|(there, wanted)| is(there, wanted))
        }
        (Json::Map(members), Json::Map(all)) => {
            all.iter().all(|(name, value)| there.get(name).is_some_and(|there| is(there, value)))
                && members.iter().all(|(name, _)| name == "element_id" || wanted.get(name).is_some())
        }
        (there, wanted) => there == wanted,
    }
}

/// The objects of a card in one order, since a step may set a member at another place than the new card has it.
fn sorted(json: &Json) -> Json {
    match json {
        Json::List(items) => Json::List(items.iter().map(sorted).collect()),
        Json::Map(members) => {
            let mut members: Vec<_> = members.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Map(members.into())
        }
        other => other.clone(),
    }
}

/// The readings of the platform that matter here, each by its name.
fn readings() -> Vec<(&'static str, CardkitRules)> {
    let with = |change: fn(&mut CardkitRules)| {
        let mut rules = CardkitRules::default();
        change(&mut rules);
        rules
    };
    vec![
        ("the default", with(|_| {})),
        ("batches in part", with(|rules| rules.batch_is_atomic = false)),
        ("each step is checked", with(|rules| rules.batch_checks_each_step = true)),
        ("patches merge deeply", with(|rules| rules.patch_merges_deeply = true)),
        ("null removes", with(|rules| rules.null_removes = true)),
        ("tags stay", with(|rules| rules.replacing_changes_tags = false)),
        ("refusals use the sequence up", with(|rules| rules.refusals_use_sequence = true)),
        ("repeated ids succeed", with(|rules| rules.repeated_uuid_succeeds = true)),
    ]
}

#[tokio::test]
async fn whatever_the_two_cards_are_the_second_is_shown() {
    let long = std::env::var_os("FEISHU_CARD_LONG").is_some();
    let cases = if long { 100_000 } else { 480 };
    let mut runner = TestRunner::deterministic();
    let readings = readings();
    for (name, rules) in readings.iter().cloned() {
        let sandbox = start(Sandbox::builder().cardkit(rules).keep_requests(16)).await;
        let client = client(&sandbox);
        let mut live_card = live(&client, &card(&text("first"))).await;
        let mut done = 0;
        while done < cases / readings.len() {
            let new = any_card().new_tree(&mut runner).unwrap().current();
            if !new.validate().is_ok() {
                continue;
            }
            if done % 200 == 199 {
                live_card = live(&client, &new).await;
            }
            live_card.update(&new).await.unwrap_or_else(|error| panic!("{name}: {error}\n{new}"));
            let there = shown(&sandbox, &live_card);
            assert!(sorted(&there) == sorted(&live_card.shown()), "{name}:\n{there}\n{}\n{new}", live_card.shown());
            assert!(is(&there, &new), "{name}:\n{there}\n{new}");
            done += 1;
        }
    }
}
