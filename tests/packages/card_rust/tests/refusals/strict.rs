//! `card rust` and `card rust --strict` against the compiler's own checks.

use crate::compiler::{Said, compile, text_at};
use feishu_card_card_rust::{Case, cards, odd_cards, rejected};
use feishu_card_core::{Diagnostic, Json};
use feishu_card_schema::{Severity, table};

#[test]
fn what_card_rust_prints_is_not_refused() {
    let mut refused = Vec::new();
    let cards: Vec<_> = cards().into_iter().chain(rejected()).chain(odd_cards(cards(), 0)).collect();
    for case in &cards {
        let source = case.source(false).text;
        let said = compile(&source).unwrap_or_else(|error| panic!("{}: {error}\n{source}", case.name));
        for said in said.iter().filter(|said| said.severity == Severity::Error) {
            let token = text_at(&source, said);
            refused.push(format!("{}:{:?} {} {} `{token}`", case.name, said.start, said.code, said.message));
        }
    }
    println!("{} cards", cards.len());
    assert!(refused.is_empty(), "{}:\n{}", refused.len(), refused.join("\n"));
}

/// A card that draws no finding as JSON draws none as markup: the output compiles without a warning.
#[test]
fn clean_cards_become_clean_markup() {
    let mut found = Vec::new();
    let (mut clean, mut all) = (0, 0);
    for case in cards() {
        all += 1;
        if case.json.validate().is_empty() {
            clean += 1;
            let source = case.source(false).text;
            let said = compile(&source).unwrap();
            found.extend(said.iter().map(|said| only_in_markup(&case, &source, said)));
        }
    }
    println!("{clean} of {all} cards draw no finding");
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

/// For each error of either side the other has a finding of this code, at the token that stands for the place;
/// severities differ by reader. Left out is what markup has no words for: it is unchecked in strict markup too.
#[test]
fn strict_markup_and_json_have_the_same_findings() {
    let (mut cases, mut compared, mut wordless, mut spared) = (0, 0, 0, 0);
    let mut different = Vec::new();
    for case in cards().into_iter().chain(rejected()) {
        let found = case.json.validate();
        if found.is_ok() {
            continue;
        }
        cases += 1;
        let source = case.source(true);
        let mut said = compile(&source.text).unwrap();
        for finding in &found {
            let open = |place: &String| finding.pointer.starts_with(place.as_str());
            if source.unchecked.iter().any(open) {
                wordless += 1;
                continue;
            }
            let twin = said.iter().position(|said| {
                said.code == finding.code() && is_place(&case.json, finding, &text_at(&source.text, said))
            });
            match twin {
                Some(twin) => drop(said.remove(twin)),
                // in markup a name that is unknown may be the one that is missing
                None if finding.code() == "C0201" && found.iter().any(|other| is_stranger_in(other, finding)) => {
                    spared += 1;
                    continue;
                }
                // in markup a card is told to be empty only where nothing else is wrong with it
                None if finding.code() == "C0908" => {
                    spared += 1;
                    continue;
                }
                None if finding.severity == Severity::Error => {
                    different.push(format!("{}: JSON only: {} {}", case.name, finding.code(), finding.message));
                }
                None => {}
            }
            compared += 1;
        }
        // what the JSON reader is silent about is an error in markup alone: words that cannot be typed
        let errors = said.iter().filter(|said| said.severity == Severity::Error);
        different.extend(errors.map(|said| only_in_markup(&case, &source.text, said)));
    }
    println!(
        "{cases} cards with errors, {compared} findings compared, {wordless} without words in markup, {spared} spared"
    );
    assert!(different.is_empty(), "{}:\n{}", different.len(), different.join("\n"));
}

/// Whether one finding is about an unknown name inside the object of another.
fn is_stranger_in(stranger: &Diagnostic, object: &Diagnostic) -> bool {
    matches!(stranger.code(), "C0101" | "C0102") && stranger.pointer.starts_with(&object.pointer)
}

fn only_in_markup(case: &Case, source: &str, said: &Said) -> String {
    format!("{}: markup only: {} {} `{}`", case.name, said.code, said.message, text_at(source, said))
}

/// Whether a token of the markup stands for the place of a finding: a name, a tag, or the value itself.
fn is_place(card: &Json, finding: &Diagnostic, token: &str) -> bool {
    let pointer = finding.pointer.as_str();
    let steps: Vec<&str> = pointer.split('/').collect();
    let value = card.pointer(pointer);
    let above = pointer.rsplit_once('/').map_or("", |(above, _)| above);
    let tags = [pointer, above].map(|place| card.pointer(place).and_then(|json| json.get("tag")?.as_str()));
    let kinds = [pointer, above].map(|place| card.pointer(place).and_then(|json| json.get("type")?.as_str()));
    let names =
        steps.iter().rev().take(2).copied().chain(tags.into_iter().flatten()).chain(kinds.into_iter().flatten());
    let items = steps.iter().filter_map(|step| {
        let mut lists = table::all().flat_map(|object| object.items);
        lists.find(|(_, list)| list == step).map(|(item, _)| *item)
    });
    let written = match value {
        Some(Json::Str(text)) => text.to_string(),
        Some(plain) => plain.to_string(),
        None => String::new(),
    };
    let is_literal = token.starts_with(['"', '{', '[']);
    is_literal || token == written || names.chain(items).chain(["card"]).any(|name| name == token)
}
