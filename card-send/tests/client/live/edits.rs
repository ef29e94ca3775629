//! Single edits of real cards: how small the calls are, how seldom the whole card is sent, and that ids stay.

use super::{live, shown};
use crate::support::{client, start};
use feishu_card_core::Json;
use feishu_card_sandbox::Sandbox;
use feishu_card_send::Updated;
use std::{collections::HashMap, io::Write};

/// A small generator with a seed: runs are repeatable.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// The lists of elements of a card, as pointers.
fn lists(json: &Json, pointer: &str, found: &mut Vec<String>) {
    let elements = json.as_list().unwrap_or_default();
    found.push(pointer.to_owned());
    for (index, element) in elements.iter().enumerate() {
        for name in ["columns", "elements"] {
            if let Some(list) = element.get(name).filter(|list| list.as_list().is_some()) {
                lists(list, &format!("{pointer}/{index}/{name}"), found);
            }
        }
    }
}

/// The places of the `content` of texts.
fn contents(json: &Json, pointer: &str, found: &mut Vec<String>) {
    match json {
        Json::List(items) => {
            items.iter().enumerate().for_each(|(n, item)| contents(item, &format!("{pointer}/{n}"), found));
        }
        Json::Map(members) => {
            let tag = json.get("tag").and_then(Json::as_str);
            for (name, value) in members {
                match name.as_ref() {
                    "content" if tag.is_some_and(|tag| ["markdown", "plain_text", "lark_md"].contains(&tag)) => {
                        found.push(format!("{pointer}/content"));
                    }
                    "value" | "behaviors" | "chart_spec" | "rows" => {}
                    _ => contents(value, &format!("{pointer}/{name}"), found),
                }
            }
        }
        _ => {}
    }
}

fn at<'a>(json: &'a mut Json, pointer: &str) -> Option<&'a mut Json> {
    pointer.split('/').skip(1).try_fold(json, |json, step| match json {
        Json::Map(members) => members.to_mut().iter_mut().find(|(name, _)| name == step).map(|(_, value)| value),
        Json::List(items) => items.to_mut().get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// One edit in the body, and its name; `None` when the card has nothing for it.
fn edit(card: &Json, kind: usize, dice: &mut Dice) -> Option<(&'static str, Json)> {
    let mut new = card.clone();
    let mut found = Vec::new();
    if kind == 0 {
        contents(card.get("body")?, "/body", &mut found);
        let place = found.get(dice.below(found.len()))?;
        let old = card.pointer(place)?.as_str()?.to_owned();
        *at(&mut new, place)? = format!("{old} {}", dice.below(1000)).into();
        return Some(("text", new));
    }
    lists(card.pointer("/body/elements")?, "/body/elements", &mut found);
    let place = found.get(dice.below(found.len()))?.clone();
    let Json::List(items) = at(&mut new, &place)? else { return None };
    let items = items.to_mut();
    let columns = place.ends_with("/columns");
    Some(match kind {
        1 => {
            let element = if columns {
                r#"{"tag":"column","elements":[{"tag":"hr"}]}"#
            } else {
                r#"{"tag":"markdown","content":"new"}"#
            };
            items.insert(dice.below(items.len() + 1), Json::parse(element).ok()?);
            ("add", new)
        }
        2 if !items.is_empty() => {
            items.remove(dice.below(items.len()));
            ("remove", new)
        }
        3 if items.len() > 1 => {
            let item = items.remove(dice.below(items.len()));
            items.insert(dice.below(items.len() + 1), item);
            ("move", new)
        }
        4 if !items.is_empty() => {
            let index = dice.below(items.len());
            let Json::Map(members) = items.get_mut(index)? else { return None };
            members.to_mut().retain(|(name, _)| name != "margin");
            members.to_mut().push(("margin".into(), format!("{}px", dice.below(20)).into()));
            ("member", new)
        }
        _ => return None,
    })
}

/// Which id an element has, by what else is in it.
fn ids(json: &Json, found: &mut HashMap<String, Vec<String>>) {
    match json {
        Json::List(items) => items.iter().for_each(|item| ids(item, found)),
        Json::Map(members) => {
            if let Some(id) = json.get("element_id").and_then(Json::as_str) {
                found.entry(bare(json).to_string()).or_default().push(id.to_owned());
            }
            members.iter().for_each(|(_, value)| ids(value, found));
        }
        _ => {}
    }
}

/// The JSON without ids, its members in one order.
fn bare(json: &Json) -> Json {
    match json {
        Json::List(items) => Json::List(items.iter().map(bare).collect()),
        Json::Map(members) => {
            let mut members: Vec<_> = members.iter().filter(|(name, _)| name != "element_id").cloned().collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Map(members.into_iter().map(|(name, value)| (name, bare(&value))).collect())
        }
        other => other.clone(),
    }
}

#[tokio::test]
async fn single_edits_of_real_cards_are_small() {
    let cards: Vec<_> = feishu_card_corpus::files(&["official-v2", "wild"])
        .into_iter()
        .filter_map(|file| Json::parse(&file.text).ok())
        .filter(|card| card.get("schema").and_then(Json::as_str) == Some("2.0") && card.validate().is_ok())
        .filter(|card| card.pointer("/body/elements").and_then(Json::as_list).is_some_and(|list| !list.is_empty()))
        .collect();
    if cards.is_empty() {
        return;
    }
    let sandbox = start(Sandbox::builder().keep_requests(4)).await;
    let client = client(&sandbox);
    let mut dice = Dice(7);
    let (mut ratios, mut whole, mut by_kind) = (Vec::new(), 0, HashMap::<&str, Vec<f64>>::new());
    for card in &cards {
        let live = live(&client, card).await;
        for round in 0..5 {
            let before = live.shown();
            let Some((kind, new)) = edit(card, round % 5, &mut dice).filter(|(_, new)| new.validate().is_ok()) else {
                continue;
            };
            let updated = live.update(&new).await.unwrap_or_else(|error| panic!("{error}\n{new}"));
            if updated == Updated::Nothing {
                continue;
            }
            let after = live.shown();
            assert!(bare(&shown(&sandbox, &live)) == bare(&new), "{kind}: {new}");
            // what did not change keeps its id
            let (mut old_ids, mut new_ids) = (HashMap::new(), HashMap::new());
            ids(&before, &mut old_ids);
            ids(&after, &mut new_ids);
            for (content, old) in &old_ids {
                if let Some(new) = new_ids.get(content) {
                    let kept = old.iter().filter(|id| new.contains(id)).count();
                    assert_eq!(kept, old.len().min(new.len()), "{kind}: {content}: {old:?} became {new:?}");
                }
            }
            let body = sandbox.requests().last().unwrap().body.len();
            let data = Json::from(after.to_string());
            let full = format!(
                r#"{{"card":{{"type":"card_json","data":{data}}},"uuid":"l_0000000000000000_1","sequence":1}}"#
            );
            let ratio = body as f64 / full.len() as f64;
            ratios.push(ratio);
            by_kind.entry(kind).or_default().push(ratio);
            whole += usize::from(updated == Updated::Whole);
            // each edit is one of the card as it is in the corpus
            live.update(card).await.unwrap();
        }
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ratios.len() / 2];
    let share = whole as f64 / ratios.len() as f64;
    let mut lines: Vec<_> = by_kind
        .into_iter()
        .map(|(kind, mut ratios)| {
            ratios.sort_by(f64::total_cmp);
            format!("{kind} {:.3} of {}", ratios[ratios.len() / 2], ratios.len())
        })
        .collect();
    lines.sort();
    let _ = writeln!(
        std::io::stderr(),
        "{} edits of {} cards: median of bytes ÷ full update {median:.3} ({}), whole card in {:.1} %",
        ratios.len(),
        cards.len(),
        lines.join(", "),
        share * 100.0
    );
    assert!(ratios.len() > 300, "{}", ratios.len());
    assert!(median <= 0.25, "{median}");
    assert!(share < 0.05, "{share}");
}
