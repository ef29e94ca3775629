//! Properties of the rules, over arbitrary JSON and over cards made out of the table.

#[path = "rules/support.rs"]
#[allow(dead_code)]
mod support;

use feishu_card_core::{Allow, Json, Limits, Str, Subject};
use feishu_card_schema::{
    Diagnostic, Reader, Version,
    rules::{self, Settings},
    table::{self, Item, Kind, Object, objects},
    tree::{Known, Node},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A stream of choices.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn odd(&mut self) -> Json {
        match self.below(5) {
            0 => Json::Null,
            1 => Json::Bool(true),
            2 => Json::int(7),
            3 => Json::List(vec![Json::str("x")].into()),
            _ => Json::str("**甲 <font color=x>"),
        }
    }

    fn list(&mut self, item: Item, depth: usize) -> Json {
        let count = if depth == 0 { 0 } else { self.below(4) };
        Json::List((0..count).map(|_| self.item(item, depth)).collect())
    }

    fn item(&mut self, item: Item, depth: usize) -> Json {
        match item {
            Item::Object(of) => self.object(of, depth),
            Item::Family(of) => {
                let of = of.variants[self.below(of.variants.len())];
                self.object(of, depth)
            }
        }
    }

    fn value(&mut self, kind: Kind, values: &str, depth: usize) -> Json {
        if self.below(12) == 0 {
            return self.odd();
        }
        let word = |dice: &mut Self, words: &[&str]| Json::from(words[dice.below(words.len())].to_owned());
        match kind {
            Kind::Bool => Json::Bool(self.below(2) == 0),
            Kind::Int | Kind::Number => Json::int(self.below(12) as i64 - 1),
            Kind::Choice(choice) => word(self, &choice.words.iter().map(|word| word.word).collect::<Vec<_>>()),
            Kind::Object(of) => self.object(of, depth),
            Kind::Family(of) => {
                let of = of.variants[self.below(of.variants.len())];
                self.object(of, depth)
            }
            Kind::List(item) => self.list(item, depth),
            Kind::Strs | Kind::UserIds => Json::List(vec![Json::str("zh_cn")].into()),
            Kind::Json | Kind::JsonOrStr => {
                Json::parse(["{}", r#"{"a":1}"#, r#"{"type":"bar","data":{}}"#, "\"x\""][self.below(4)]).unwrap()
            }
            Kind::Rows => Json::parse(r#"[{"a":1,"b":"x"}]"#).unwrap(),
            Kind::LocaleStrs | Kind::LocaleKeys => Json::parse(r#"{"zh_cn":"甲","en":"x"}"#).unwrap(),
            Kind::LocaleObjects(item) => Json::Map(vec![(Str::from("zh_cn"), self.item(item, depth))].into()),
            Kind::LocaleLists(item) => {
                Json::Map(["zh_cn", "en_us"].map(|locale| (Str::from(locale), self.list(item, depth))).to_vec().into())
            }
            Kind::Named(item) => Json::Map(vec![(Str::from("u"), self.item(item, depth))].into()),
            _ => {
                let mut words: Vec<&str> = values.split('|').filter(|word| !word.contains("..")).collect();
                words.extend(["a", "b", "8px", "4px 8px", "grey", "https://a.cn", "[x]($u)", "", "2024-01-31"]);
                word(self, &words)
            }
        }
    }

    fn object(&mut self, of: &Object, depth: usize) -> Json {
        let mut members: Vec<(Str, Json)> = Vec::new();
        if !of.key.is_empty() && self.below(20) > 0 {
            members.push((of.key.into(), Json::str(of.tag)));
        }
        for row in of.members {
            if depth > 0 && self.below(3) == 0 {
                let facts = row.facts[self.below(row.facts.len())].1;
                members.push((row.name.into(), self.value(row.kind, facts.values, depth - 1)));
            }
        }
        if self.below(15) == 0 {
            members.push(("undocumented".into(), self.odd()));
        }
        Json::Map(members.into())
    }
}

fn check(root: &Node<'_>, reader: Reader, subject: Subject) -> Vec<Diagnostic> {
    let settings = Settings { reader, version: None, limits: &Limits::PLATFORM, allow: &Allow::NONE };
    rules::check(root, subject, &settings)
}

/// The place of a pointer in the document: the number of the member or item at each level.
fn position(card: &Json, pointer: &str) -> Option<Vec<usize>> {
    let mut at = card;
    let mut position = Vec::new();
    for step in pointer.split('/').skip(1) {
        let nth = match at {
            Json::Map(members) => members.iter().position(|(name, _)| name == step)?,
            Json::List(_) => step.parse().ok()?,
            _ => return None,
        };
        position.push(nth);
        at = at.pointer(&format!("/{step}"))?;
    }
    Some(position)
}

fn counts(found: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in found {
        *counts.entry(finding.code()).or_default() += 1;
    }
    counts
}

/// Replaces one node by a hole; false when there were fewer nodes.
fn dig(node: &mut Node<'_>, nth: &mut usize) -> bool {
    if *nth == 0 {
        node.value = Known::Hole;
        return true;
    }
    *nth -= 1;
    match &mut node.value {
        Known::List(items) => items.to_mut().iter_mut().any(|item| dig(item, nth)),
        // the schema decides the version, and with it all rules
        Known::Object(object) => object
            .members
            .to_mut()
            .iter_mut()
            .filter(|member| member.name != "schema")
            .any(|member| dig(&mut member.node, nth)),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Every finding points at something that is there, and comes in document order.
    #[test]
    fn findings_point_into_the_card(seed in any::<u64>()) {
        let card = Dice(seed).object(&objects::Card, 6);
        let found = card.validate();
        let mut before = Vec::new();
        for finding in &found {
            let position = position(&card, &finding.pointer);
            prop_assert!(position.as_ref() >= Some(&before), "{finding} at {:?} in {card}", finding.pointer);
            before = position.unwrap_or_default();
            prop_assert!(finding.path.starts_with("ROOT"));
        }
        let again = card.validate();
        prop_assert_eq!(found.to_string(), again.to_string());
    }

    /// Markup and JSON find the same, save what only one of them can have.
    #[test]
    fn readers_agree(seed in any::<u64>()) {
        let card = Dice(seed).object(&objects::Card, 5);
        let tree = support::node(&card);
        let markup = check(&tree, Reader::Markup, Subject::Card);
        let mut json = check(&tree, Reader::Json, Subject::Card);
        // doubled members and template variables are of JSON only
        json.retain(|finding| !["C0108", "C0317"].contains(&finding.code()));
        let places = |found: &[Diagnostic]| found.iter().map(|f| (f.code(), f.pointer.clone())).collect::<Vec<_>>();
        prop_assert_eq!(places(&markup), places(&json));
    }

    /// What is known only at run time never makes a finding.
    #[test]
    fn a_hole_adds_no_finding(seed in any::<u64>(), nth in 0usize..60) {
        let card = Dice(seed).object(&objects::Card, 5);
        let mut tree = support::node(&card);
        let before = counts(&check(&tree, Reader::Markup, Subject::Card));
        if dig(&mut tree, &mut nth.clone()) {
            let found = check(&tree, Reader::Markup, Subject::Card);
            for (code, count) in counts(&found) {
                prop_assert!(count <= before.get(code).copied().unwrap_or(0), "{code} in {card}: {found:?}");
            }
        }
    }

    /// A fragment for both versions raises nothing that neither version would.
    #[test]
    fn fragments_raise_only_what_a_version_raises(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let all: Vec<_> = table::all().collect();
        let object = all[dice.below(all.len())];
        let part = support::node(&dice.object(object, 4));
        let run = |version| {
            let settings = Settings { reader: Reader::Json, version, limits: &Limits::PLATFORM, allow: &Allow::NONE };
            let found = rules::check(&part, Subject::Object(object), &settings);
            found.into_iter().map(|f| (f.code(), f.pointer)).collect::<Vec<_>>()
        };
        let both = [run(Some(Version::V1)), run(Some(Version::V2))].concat();
        for finding in run(None) {
            prop_assert!(both.contains(&finding), "{finding:?}");
        }
    }

    /// Arbitrary JSON never panics.
    #[test]
    fn arbitrary_json_is_survived(text in "[\\[\\]{}\",:a-z0-9 ]{0,60}") {
        if let Ok(json) = Json::parse(&text) {
            let found = json.validate();
            prop_assert!(found.len() < 1000);
        }
    }
}
