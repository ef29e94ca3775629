//! The page: the components, then the parts that stand in them.

use super::{lines::ways, sample};
use feishu_card_schema::{
    Version, Versions,
    nesting::{Nesting, nesting},
    table::{self, Facts, Item, Kind, Member, Object, Required, Status, objects},
};
use std::fmt::Write;

const HEAD: &str = "\
# Markup reference

Every component and every part of a card, in both versions of card JSON: its markup, its JSON, its members.
This page is made of the component table in `card-schema/src/table/`; the test `reference` holds it equal.

How to read it: *markup* says how a member is written in `card!`. `name=…` is an attribute (words of a vocabulary, numbers
and lengths bare, texts quoted, values of your program in braces), `<name>…</name>` a child. Every member that is an
object or a list can be an attribute with braces too: `options={list}`. The columns *1.0* and *2.0* say which version has
the member: `●` it must be written, `○` it may, `form` it must inside a form, `one of` one of its group must, `–` not there.

The language itself: the [front page of the crate](https://docs.rs/feishu-card). Findings:
[diagnostics](diagnostics.md).
";

/// The components, by tag; columns stand among them only for the typed values.
pub fn components() -> impl Iterator<Item = &'static Object> {
    let Kind::List(Item::Family(family)) = member(&objects::Body, "elements").kind else { return [].iter().copied() };
    family.variants.iter().copied()
}

fn member(object: &'static Object, name: &str) -> &'static Member {
    object.member(name).expect("a member of the table")
}

/// The containers that may hold a component.
pub fn places(object: &Object, version: Version, how: Nesting) -> Vec<&'static str> {
    let containers = match version {
        Version::V1 => {
            "root action column_set column form interactive_container collapsible_panel div.extra checker.button_area"
        }
        Version::V2 => "body column_set column form interactive_container collapsible_panel checker.button_area",
    };
    containers.split_whitespace().filter(|container| nesting(version, container, object.tag) == how).collect()
}

/// The whole page.
pub fn page() -> String {
    let mut out = String::from(HEAD);
    let components: Vec<_> = components().collect();
    let is_part = |object: &&Object| !components.iter().any(|component| component.name == object.name);
    out += "\n## Components\n\n";
    out += &components.iter().map(|object| link(object)).collect::<Vec<_>>().join(" · ");
    out += "\n";
    for object in &components {
        section(&mut out, object, true);
    }
    out += "\n## Parts\n\nObjects that stand in a card or a component, not among components.\n\n";
    out += &table::all().filter(is_part).map(link).collect::<Vec<_>>().join(" · ");
    out += "\n";
    for object in table::all().filter(is_part) {
        section(&mut out, object, false);
    }
    out
}

fn link(object: &Object) -> String {
    let anchor: String = object.name.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    format!("[{}](#{})", object.name, anchor.to_lowercase())
}

fn section(out: &mut String, object: &'static Object, component: bool) {
    let _ = write!(out, "\n### {}\n\n{}\n", object.name, object.doc.trim());
    let mut facts = vec![versions(object.versions).to_owned()];
    if !object.client.is_empty() {
        facts.push(format!("client {}", object.client));
    }
    if !object.page.is_empty() {
        facts.push(format!("[platform's page]({})", object.page));
    }
    facts.push(format!(
        // the face shows its values by what they are for; the page of one by its name is in core
        "value [`{0}`](https://docs.rs/feishu-card-core/latest/feishu_card_core/struct.{0}.html)",
        object.type_name
    ));
    let _ = write!(out, "\n{}\n", facts.join(" · "));
    if component {
        stands(out, object);
        samples(out, object);
    }
    members(out, object);
}

fn stands(out: &mut String, object: &Object) {
    for version in [Version::V1, Version::V2].into_iter().filter(|&version| object.versions.has(version)) {
        let allowed = places(object, version, Nesting::Allowed).join("`, `");
        let disputed = places(object, version, Nesting::Disputed).join("`, `");
        let _ = write!(out, "\nStands in (JSON {version}): `{allowed}`");
        if !disputed.is_empty() {
            let _ = write!(out, "; the documentation contradicts itself about `{disputed}`");
        }
        out.push_str(".\n");
    }
}

/// The smallest component that keeps the rules, in the newer version that has it.
fn samples(out: &mut String, object: &'static Object) {
    let version = if object.versions.has(Version::V2) { Version::V2 } else { Version::V1 };
    let in_form = sample::place(object, version) == "form";
    let source = feishu_card_cli::rust_source(&sample::card(object, version), false).text;
    let json = sample::element(object, version, in_form).to_pretty_string();
    let _ = write!(out, "\n```text\n{}\n```\n\n```json\n{json}\n```\n", cut(&source, object.tag));
}

/// The lines of the first element with this tag, without their indentation.
fn cut(source: &str, tag: &str) -> String {
    let opens = |line: &&str| {
        line.trim_start()
            .strip_prefix('<')
            .and_then(|rest| rest.strip_prefix(tag))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '>', '/']))
    };
    let Some(first) = source.lines().find(opens) else { return source.to_owned() };
    let indent = first.len() - first.trim_start().len();
    let mut lines = Vec::new();
    for line in source.lines().skip_while(|line| line != &first) {
        let deep = line.len() - line.trim_start().len();
        if !lines.is_empty()
            && (deep < indent
                || (deep == indent && line.trim_start().starts_with('<') && !line.trim_start().starts_with("</")))
        {
            break;
        }
        lines.push(line.get(indent..).unwrap_or_default());
        let ends =
            line.trim_start().starts_with(&format!("</{tag}>")) || line.trim_end().ends_with("/>") && deep == indent;
        if deep == indent && (ends || line.trim_end().ends_with(&format!("</{tag}>"))) {
            break;
        }
    }
    lines.join("\n")
}

fn versions(versions: Versions) -> &'static str {
    match versions {
        Versions::V1 => "JSON 1.0 only",
        Versions::V2 => "JSON 2.0 only",
        Versions::Both => "JSON 1.0 and 2.0",
    }
}

fn members(out: &mut String, object: &'static Object) {
    if object.members.is_empty() {
        return;
    }
    out.push_str("\n| member | markup | 1.0 | 2.0 | what it is |\n|---|---|---|---|---|\n");
    for member in object.members {
        let cell = |version| member.facts(version).map_or("–", mark);
        let mut doc = member.doc.trim().replace('|', "\\|");
        if let Some(words) = words(object, member) {
            let _ = write!(doc, " Words: {words}.");
        }
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {doc} |",
            member.name,
            markup(object, member),
            cell(Version::V1),
            cell(Version::V2)
        );
    }
}

fn mark(facts: &Facts) -> &'static str {
    match (facts.required, facts.status) {
        (Required::Yes, _) => "●",
        (Required::Form, _) => "form",
        (Required::OneOf(_), _) => "one of",
        (_, Status::Deprecated(_) | Status::Historic) => "○ old",
        (_, Status::ExampleOnly | Status::Deviation) => "○ samples only",
        (Required::No | Required::Lenient, _) => "○",
    }
}

/// The words of a closed vocabulary, with the version of those that only one has.
fn words(object: &Object, member: &Member) -> Option<String> {
    let Kind::Choice(choice) = member.kind else { return None };
    let words = choice.words.iter().map(|word| match word.versions {
        versions if versions == Versions::Both || versions == object.versions => format!("`{}`", word.word),
        Versions::V1 => format!("`{}` (1.0)", word.word),
        _ => format!("`{}` (2.0)", word.word),
    });
    Some(words.collect::<Vec<_>>().join(", "))
}

/// How the member is written: the ways, in words or as markup.
fn markup(object: &Object, member: &'static Member) -> String {
    ways(object, member).iter().map(|way| way.shown(member.name)).collect::<Vec<_>>().join(", ")
}
