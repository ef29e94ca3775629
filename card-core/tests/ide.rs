//! The names for editors are made of the table; after a change of it write them anew:
//! `UPDATE_EXPECTED=1 cargo test -p feishu-card-core --test ide`.

use feishu_card_schema::{
    Version,
    nesting::{Nesting, nesting},
    table::{
        Choice, Family, Item, Kind, Object, all,
        names::{self, ChildName},
        objects,
    },
    words::LOCALES,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

const BOTH: &[Version] = &[Version::V1, Version::V2];

type Names = BTreeMap<String, String>;

/// What may be in an object, in one of these versions: name → type.
fn inside(object: &'static Object, versions: &[Version]) -> Names {
    let of = |name| Some((String::from(name), inside_as(object, name, versions)?));
    names::child_names(object).into_iter().filter_map(of).collect()
}

/// The type of what a child's name means in an object, if it may be there.
fn inside_as(object: &'static Object, name: &str, versions: &[Version]) -> Option<String> {
    let type_name = match names::meaning(object, name) {
        ChildName::Member(member) => {
            versions.iter().find(|version| member.facts(**version).is_some())?;
            match member.kind {
                Kind::Object(of) => of.type_name,
                Kind::Family(of) => of.type_name,
                _ => return Some(format!("super::maps::{name}")),
            }
        }
        ChildName::Link(_) => objects::Link.type_name,
        ChildName::Row(_) => "super::maps::row",
        ChildName::Item(_, of) | ChildName::Behavior(_, of) | ChildName::Text(_, of) => of.type_name,
        ChildName::Component(list, of) => {
            let container = if matches!(list.kind, Kind::List(Item::Family(_))) { object.tag } else { "" };
            is_allowed(container, object, of.tag, versions).then_some(of.type_name)?
        }
        ChildName::Raw(_) | ChildName::Unknown => return None,
    };
    Some(type_name.into())
}

/// Whether the references allow a component here, in some version.
fn is_allowed(container: &str, object: &Object, tag: &str, versions: &[Version]) -> bool {
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

/// What may be in the place of one of several objects: them, and what each of them holds beside its text.
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
    out.push_str("}\n\n/// For every object what may be in it.\npub mod inside {\n");
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

/// What `<but` inside of `<action>` completes to: what may be there and nothing else.
#[test]
fn a_parent_offers_what_may_be_in_it() {
    let names: Vec<String> = inside(&objects::Action, BOTH).into_keys().collect();
    assert!(names.contains(&"button".to_owned()) && names.contains(&"select_static".to_owned()));
    assert!(!names.contains(&"div".to_owned()) && !names.contains(&"form".to_owned()));
    let names: Vec<String> = inside(&objects::ColumnSet, BOTH).into_keys().collect();
    assert_eq!(names, ["column", "multi_url"]);
    let names = |version| inside(&objects::Card, &[version]);
    assert!(names(Version::V1).contains_key("note") && !names(Version::V1).contains_key("body"));
    assert!(names(Version::V2).contains_key("body") && !names(Version::V2).contains_key("note"));
}
