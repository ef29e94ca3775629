//! The names for editors are made of the table; after a change of it write them anew:
//! `UPDATE_EXPECTED=1 cargo test -p feishu-card-core --test ide`.

use feishu_card_schema::{
    Version,
    nesting::{Nesting, nesting},
    table::{Choice, Family, Item, Kind, Member, Object, all, objects},
    words::LOCALES,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

const BOTH: &[Version] = &[Version::V1, Version::V2];

type Names = BTreeMap<String, String>;

/// What may stand in an object, in one of these versions: name → type.
fn inside(object: &Object, versions: &[Version]) -> Names {
    let mut names = Names::new();
    let links =
        object.member("action").is_some_and(|m| matches!(m.kind, Kind::Object(o) if *o == objects::ColumnAction));
    let has = |member: &&Member| versions.iter().any(|version| member.facts(*version).is_some());
    for member in object.members.iter().filter(has) {
        match member.kind {
            Kind::Object(_) if links && member.name == "action" => {
                names.insert("multi_url".into(), "Link".into());
            }
            Kind::Object(of) => _ = names.insert(member.name.into(), of.type_name.into()),
            Kind::Family(of) => _ = names.insert(member.name.into(), of.type_name.into()),
            _ if member.kind.is_map() => _ = names.insert(member.name.into(), format!("super::maps::{}", member.name)),
            _ => {}
        }
    }
    for (item, list) in object.items {
        let of = match object.member(list).map(|list| list.kind) {
            Some(Kind::List(Item::Object(of))) => of.type_name,
            _ => "super::maps::row",
        };
        names.insert((*item).into(), of.into());
    }
    if object.member("behaviors").is_some() {
        names.extend(objects::Behavior.variants.iter().map(|of| (of.tag.into(), of.type_name.into())));
    }
    if let Some(Kind::Family(family)) = object.member(object.text).map(|text| text.kind) {
        names.extend(family.variants.iter().map(|of| (of.tag.into(), of.type_name.into())));
    }
    if let Some(Kind::List(item)) = object.member(object.children).map(|list| list.kind) {
        let (items, container) = match item {
            Item::Object(of) => (vec![of], ""),
            Item::Family(family) => (family.variants.to_vec(), object.tag),
        };
        for of in items.iter().filter(|of| !of.tag.is_empty() && stands(container, object, of.tag, versions)) {
            names.entry(of.tag.into()).or_insert_with(|| of.type_name.into());
        }
    }
    names
}

/// Whether the references let a component stand here, in some version.
fn stands(container: &str, object: &Object, tag: &str, versions: &[Version]) -> bool {
    let allowed =
        |container: &str| versions.iter().any(|version| nesting(*version, container, tag) == Nesting::Allowed);
    match object {
        _ if *object == objects::Card => versions.iter().any(|version| {
            let root = if *version == Version::V1 { "root" } else { "body" };
            nesting(*version, root, tag) == Nesting::Allowed
        }),
        _ if *object == objects::Body => nesting(Version::V2, "body", tag) == Nesting::Allowed,
        _ if *object == objects::Note => true,
        _ => container.is_empty() || allowed(container),
    }
}

/// What may stand in the place of one of several objects: them, and what each of them holds beside its text.
fn one_of(family: &Family) -> Names {
    let mut names: Names = family
        .variants
        .iter()
        .filter(|object| !object.tag.is_empty())
        .map(|object| (object.tag.into(), object.type_name.into()))
        .collect();
    if *family != objects::Component {
        family.variants.iter().for_each(|object| names.extend(inside(object, BOTH)));
    }
    names
}

/// The families that a member may be one of.
fn families() -> Vec<&'static Family> {
    let mut seen = BTreeSet::from([objects::Component.type_name]);
    let kinds = all().flat_map(|object| object.members).map(|member| member.kind);
    let found = kinds.filter_map(|kind| match kind {
        Kind::Family(family) if seen.insert(family.type_name) => Some(family),
        _ => None,
    });
    std::iter::once(&objects::Component).chain(found).collect()
}

/// `collapsible_panel_header` of `CollapsiblePanelHeader`.
fn module(type_name: &str) -> String {
    let mut name = String::new();
    for c in type_name.chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

fn uses(names: &Names, depth: &str) -> String {
    let mut out = String::new();
    for (name, of) in names {
        match of.strip_prefix("super::") {
            Some(map) => write!(out, "pub use {depth}{map}; ").expect("a String"),
            None => write!(out, "pub use crate::typed::values::{of} as {name}; ").expect("a String"),
        }
    }
    out
}

fn file() -> String {
    let mut out = String::from(
        "//! Names for editors: what completes, shows and leads somewhere in the markup. Never compiled into a\n\
         //! program; made of the table by the test `ide`, not to be edited.\n\
         #![allow(non_camel_case_types, non_snake_case, missing_docs)]\n#![cfg_attr(rustfmt, rustfmt_skip)]\n\n",
    );
    let mut maps: BTreeMap<&str, &str> = [("row", "A row of a table: a cell per column.")].into();
    for member in all().flat_map(|object| object.members).filter(|member| member.kind.is_map()) {
        maps.entry(member.name).or_insert(member.doc);
    }
    out.push_str("/// Members that are maps.\npub mod maps {\n");
    for (name, doc) in &maps {
        writeln!(out, "    #[doc = {:?}] pub type {name} = crate::Json;", doc.trim()).expect("a String");
    }
    out.push_str("}\n\n/// The languages of texts.\npub mod locales {\n");
    for locale in LOCALES {
        writeln!(out, "    #[doc = \"A language that the platform knows.\"] pub type {locale} = crate::Json;")
            .expect("a String");
    }
    out.push_str("}\n\n/// For every object what may stand in it.\npub mod inside {\n");
    let mut tags = Names::from([("card".into(), "Card".into()), ("template".into(), "Template".into())]);
    tags.insert("entity".into(), "CardEntity".into());
    for object in all() {
        let names = inside(object, BOTH);
        for (name, of) in &names {
            tags.entry(name.clone()).or_insert_with(|| of.clone());
        }
        if !names.is_empty() {
            writeln!(out, "    pub mod {} {{ {} }}", module(object.type_name), uses(&names, "super::super::"))
                .expect("a String");
        }
    }
    for (name, version) in [("card_v1", Version::V1), ("card_v2", Version::V2)] {
        let names = inside(&objects::Card, &[version]);
        writeln!(out, "    pub mod {name} {{ {} }}", uses(&names, "super::super::")).expect("a String");
    }
    let locales: String = LOCALES.iter().map(|locale| format!("pub use super::super::locales::{locale}; ")).collect();
    writeln!(out, "    pub mod locales {{ {locales} }}").expect("a String");
    for family in families() {
        let (name, names) = (module(family.type_name), one_of(family));
        writeln!(out, "    pub mod one_{name} {{ {} }}", uses(&names, "super::super::")).expect("a String");
    }
    for object in all().filter(|object| object.key == "tag") {
        tags.insert(object.tag.into(), object.type_name.into());
    }
    writeln!(out, "}}\n\n/// Every tag.\npub mod tags {{\n    {}\n}}\n", uses(&tags, "super::")).expect("a String");
    out.push_str("/// For every vocabulary its words.\npub mod words {\n");
    for choice in choices() {
        let words: Vec<String> = choice
            .words
            .iter()
            .filter(|word| is_name(word.word))
            .map(|word| {
                let raw = if matches!(word.word, "type" | "true" | "false" | "static" | "loop" | "move" | "in") {
                    "r#"
                } else {
                    ""
                };
                format!("{} as {raw}{}", word.variant, word.word)
            })
            .collect();
        if words.is_empty() {
            continue;
        }
        let of = choice.type_name;
        writeln!(out, "    pub mod {of} {{ pub use crate::typed::values::{of}::{{{}}}; }}", words.join(", "))
            .expect("a String");
    }
    out.push_str("}\n");
    out
}

fn choices() -> Vec<&'static Choice> {
    let mut seen = BTreeSet::new();
    let kinds = all().flat_map(|object| object.members).map(|member| member.kind);
    kinds
        .filter_map(|kind| match kind {
            Kind::Choice(choice) => Some(choice),
            _ => None,
        })
        .filter(|choice| seen.insert(choice.type_name))
        .collect()
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[test]
fn names_for_editors_are_those_of_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/markup/ide.rs");
    feishu_card_expected::hold(path, &file());
}

/// What `<but` inside of `<action>` completes to: what may stand there and nothing else.
#[test]
fn a_parent_offers_what_may_stand_in_it() {
    let names: Vec<String> = inside(&objects::Action, BOTH).into_keys().collect();
    assert!(names.contains(&"button".to_owned()) && names.contains(&"select_static".to_owned()));
    assert!(!names.contains(&"div".to_owned()) && !names.contains(&"form".to_owned()));
    let names: Vec<String> = inside(&objects::ColumnSet, BOTH).into_keys().collect();
    assert_eq!(names, ["column", "multi_url"]);
    let names = |version| inside(&objects::Card, &[version]);
    assert!(names(Version::V1).contains_key("note") && !names(Version::V1).contains_key("body"));
    assert!(names(Version::V2).contains_key("body") && !names(Version::V2).contains_key("note"));
}
