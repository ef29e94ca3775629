//! Writes `docs/markup-reference.md` from the component table, and holds it equal: `UPDATE_EXPECTED=1` writes it anew.
//! Every sample in it is made of the table too, keeps the rules, and is turned into markup by `card rust`.

mod lines;
mod page;
mod sample;

use feishu_card_schema::{Version, Versions, nesting::Nesting, table};
use std::path::Path;

#[test]
fn the_reference_is_what_the_table_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/markup-reference.md");
    feishu_card_expected::hold(file, &page::page());
}

#[test]
fn every_sample_keeps_the_rules_and_is_markup_without_hatches() {
    let mut wrong = Vec::new();
    for object in page::components() {
        for version in [Version::V1, Version::V2].into_iter().filter(|&version| object.versions.has(version)) {
            let card = sample::card(object, version);
            let findings = card.validate();
            let unchecked = feishu_card_cli::rust_source(&card, false).unchecked;
            if !findings.is_ok() || !unchecked.is_empty() {
                wrong.push(format!("{} in {version}: {card}\n{findings}\n{unchecked:?}", object.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_component_has_a_place() {
    for object in page::components() {
        for version in [Version::V1, Version::V2].into_iter().filter(|&version| object.versions.has(version)) {
            assert!(!page::places(object, version, Nesting::Allowed).is_empty(), "{} in {version}", object.name);
        }
    }
    assert_eq!(table::object("note").map(|note| note.versions), Some(Versions::V1));
}
