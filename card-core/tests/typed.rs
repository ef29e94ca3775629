//! How much of the official samples lands in typed members.

use feishu_card_core::{Card, Typed};

#[test]
fn at_least_99_percent_of_the_official_members_are_typed() {
    let mut typed = 0;
    let mut untyped = Vec::new();
    for file in feishu_card_corpus::files(&["official-v1", "official-v2"]) {
        if file.name.contains("/callbacks/") || file.name.contains("/fragments/") || file.name.contains(".template.") {
            continue;
        }
        let tally = Card::parse(&file.text).unwrap().tally();
        typed += tally.typed;
        untyped.extend(tally.untyped.into_iter().map(|place| format!("{}: {place}", file.name)));
    }
    println!("{typed} members are typed, {} are not:\n{}", untyped.len(), untyped.join("\n"));
    assert!(untyped.len() * 100 <= typed + untyped.len(), "{}", untyped.join("\n"));
}
