//! The table against the reference: every member of `members-1.tsv` and `members-2.tsv` and every word of
//! `enums.tsv` is in the table with the same kind, requirement, default and values, and nothing else does.

use feishu_card_schema::{
    Version,
    table::{self, Item, Kind, Required, Status},
};
use std::collections::BTreeSet;

/// Deliberate differences: (version, object.member, why).
const EXCEPTIONS: &[(Version, &str, &str)] = &[
    (Version::V2, "card.fallback", "documented nowhere in 2.0; read as the 1.0 object"),
    (Version::V2, "behavior:callback.value", "1.0 takes text as well; one typed member holds both"),
    (Version::V1, "header.icon", "one typed member for the untagged 1.0 icon and the tagged 2.0 icon"),
];

struct Row<'a> {
    object: &'a str,
    member: &'a str,
    kind: &'a str,
    required: &'a str,
    default: &'a str,
    values: &'a str,
    client: &'a str,
    status: &'a str,
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| {
            let cell: Vec<&str> = line.split('\t').collect();
            Row {
                object: cell[0],
                member: cell[1],
                kind: cell[2],
                required: cell[3],
                default: cell[4],
                values: cell[5],
                client: cell[6],
                status: cell[7],
            }
        })
        .collect()
}

const MEMBERS: [(Version, &str); 2] =
    [(Version::V1, include_str!("spec/members-1.tsv")), (Version::V2, include_str!("spec/members-2.tsv"))];

fn item(item: Item) -> String {
    match item {
        Item::Object(object) => object.name.to_owned(),
        Item::Family(family) => match family.type_name {
            "Component" => "component".to_owned(),
            other => other.to_owned(),
        },
    }
}

/// The kind in the words of the reference.
fn kind(kind: Kind) -> String {
    let word = match kind {
        Kind::Bool => "bool",
        Kind::Int => "int",
        Kind::Number => "number",
        Kind::Str => "string",
        Kind::Url => "url",
        Kind::Key => "key",
        Kind::UserId => "userid",
        Kind::IconToken => "icon_token",
        Kind::Color => "color",
        Kind::Px => "px",
        Kind::Px2 => "px2",
        Kind::Sides => "box",
        Kind::Spacing => "spacing",
        Kind::TextSize => "enum|custom",
        Kind::WordOrPx => "enum|px",
        Kind::WordOrPx2 => "enum|px2",
        Kind::Json => "json",
        Kind::JsonOrStr => "json|string",
        Kind::Rows => "array<json>",
        Kind::Strs => "array<string>",
        Kind::UserIds => "array<userid>",
        Kind::Choice(_) => "enum",
        Kind::LocaleStrs => "map<locale,string>",
        Kind::LocaleKeys => "map<locale,key>",
        Kind::Object(object) => return object.name.to_owned(),
        Kind::Family(family) => match family.type_name {
            "Text" => "text",
            "Icon" => "icon:standard_icon|icon:custom_icon",
            "Fallback" => "fallback_text|string",
            "Component" => "component",
            other => other,
        },
        Kind::List(of) => return format!("array<{}>", item(of)),
        Kind::LocaleObjects(of) => return format!("map<locale,{}>", item(of)),
        Kind::LocaleLists(of) => return format!("map<locale,array<{}>>", item(of)),
        Kind::Named(of) => return format!("map<name,{}>", item(of)),
    };
    word.to_owned()
}

/// The kind as the reference writes it, with our names for its lists of alternatives.
fn expected_kind(kind: &str) -> &str {
    match kind {
        "array<behavior:callback>"
        | "array<behavior:open_url|behavior:callback>"
        | "array<behavior:open_url|behavior:callback|behavior:form_action>" => "array<Behavior>",
        "array<text|img|icon>" => "array<NoteElement>",
        "string|array<string>" => "json|string",
        other => other,
    }
}

fn required(required: Required) -> String {
    match required {
        Required::No => "no".to_owned(),
        Required::Yes => "yes".to_owned(),
        Required::Lenient => "yes*".to_owned(),
        Required::Form => "form".to_owned(),
        Required::OneOf(group) => format!("one-of:{group}"),
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Documented => "documented".to_owned(),
        Status::ExampleOnly => "example-only".to_owned(),
        Status::Historic => "historic".to_owned(),
        Status::Disagree => "disagree".to_owned(),
        Status::Deviation => "deviation".to_owned(),
        Status::Deprecated(by) => format!("deprecated(→{by})"),
    }
}

#[test]
fn every_member_of_the_reference_is_in_the_table_as_it_says() {
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (version, text) in MEMBERS {
        for row in rows(text) {
            checked += 1;
            let name = format!("{}.{}", row.object, row.member);
            let Some(object) = table::object(row.object) else {
                wrong.push(format!("{version}: no object {}", row.object));
                continue;
            };
            let mut differs = |what: &str, ours: &str, theirs: &str| {
                if ours != theirs && !EXCEPTIONS.iter().any(|(v, n, _)| *v == version && *n == name) {
                    wrong.push(format!("{version}: {name}: {what} is `{ours}`, the reference says `{theirs}`"));
                }
            };
            if row.member == object.key {
                differs("tag", object.tag, row.values);
                differs("requirement of the tag", if object.tag_required { "yes" } else { "no" }, row.required);
                continue;
            }
            let Some((member, facts)) = object.member(row.member).and_then(|m| Some((m, m.facts(version)?))) else {
                differs("member", "missing", "there");
                continue;
            };
            differs("kind", &kind(member.kind), expected_kind(row.kind));
            differs("requirement", &required(facts.required), row.required);
            differs("default", facts.default, row.default);
            differs("status", &status(facts.status), row.status);
            let values = match (member.kind, facts.values) {
                (Kind::Choice(choice), "") => sorted(choice.words(version).map(|word| word.word)),
                (_, values) => sorted(values.split('|')),
            };
            differs("values", &values, &sorted(row.values.split('|')));
            if !row.client.is_empty() && !facts.client.is_empty() {
                differs("client", facts.client, row.client);
            }
        }
    }
    println!("{checked} members checked");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // a new row of the reference changes nothing here; a lost one is missed
    assert!(checked >= 400 + 521, "{checked} members");
}

fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("|")
}

#[test]
fn the_table_holds_nothing_that_the_reference_lacks() {
    for (version, text) in MEMBERS {
        let known: BTreeSet<(String, String)> =
            rows(text).iter().map(|row| (row.object.to_owned(), row.member.to_owned())).collect();
        for object in table::all().filter(|object| object.versions.has(version)) {
            for member in object.members.iter().filter(|member| member.facts(version).is_some()) {
                let name = format!("{}.{}", object.name, member.name);
                let listed = EXCEPTIONS.iter().any(|(v, n, _)| *v == version && *n == name);
                assert!(
                    listed || known.contains(&(object.name.to_owned(), member.name.to_owned())),
                    "{version}: {name} is in the table only"
                );
            }
        }
    }
}

#[test]
fn every_exception_is_needed() {
    assert!(EXCEPTIONS.len() <= 20);
    for (version, name, _) in EXCEPTIONS {
        let text = MEMBERS[usize::from(*version == Version::V2)].1;
        let row = rows(text).into_iter().find(|row| format!("{}.{}", row.object, row.member) == *name);
        let member = row.as_ref().and_then(|row| table::object(row.object)?.member(row.member));
        let same = match (&row, member) {
            (Some(row), Some(member)) => {
                member.facts(*version).is_some() && kind(member.kind) == expected_kind(row.kind)
            }
            (None, member) => member.is_none_or(|member| member.facts(*version).is_none()),
            (Some(_), None) => false,
        };
        assert!(!same, "{version}: {name} no longer needs an exception");
    }
}

/// Where the words are of an enumeration that is not a closed vocabulary of its own: tags are objects,
/// the rest are words beside lengths or names, in the values of these members.
fn places(name: &str) -> &'static [&'static str] {
    match name {
        "color.word.default" => &["text:plain_text.text_color", "column_set.background_style"],
        "color.word.laser" => &["interactive_container.background_style"],
        "checker.text.text_size" => &["text:lark_md.text_size"],
        "spacing.column_set.horizontal_spacing" => &["column_set.horizontal_spacing"],
        "spacing.column.vertical_spacing" => &["column.vertical_spacing"],
        "spacing" => &["body.horizontal_spacing", "column.vertical_spacing"],
        "interactive.width" => &["button.width", "input.width", "checker.width"],
        "div.width" => &["div.width"],
        "column.width" => &["column.width"],
        "interactive_container.width" => &["interactive_container.width"],
        "interactive_container.height" => &["interactive_container.height"],
        "collapsible_panel.header.icon_expanded_angle" => &["collapsible_panel.header.icon_expanded_angle"],
        "img.size" => &["img.size"],
        "chart.height" => &["chart.height"],
        "table.row_height" => &["table.row_height"],
        "table.header_style.text_color" => &["table.header_style.text_color"],
        "table.column.width" => &["table.column.width"],
        "div.extra" => &["div.extra"],
        "locale" => &["config.locales"],
        _ => &[],
    }
}

/// Enumerations that are no part of a card's JSON: words of Markdown texts live in `words`, the kinds of
/// a toast and the answer `raw` with the callbacks.
const ELSEWHERE: &[&str] = &[
    "toast.type",
    "fallback.word",
    "markdown.local_datetime.format_type",
    "markdown.audio.style",
    "markdown.code_language",
];

#[test]
fn every_word_of_the_reference_is_in_the_table() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    let text = include_str!("spec/enums.tsv");
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cell: Vec<&str> = line.split('\t').collect();
        let (name, word, versions) = (cell[0], cell[1], cell[2]);
        checked += 1;
        let all = [(Version::V1, "1"), (Version::V2, "2")];
        for (version, _) in all.iter().filter(|(_, short)| versions == "both" || versions == *short) {
            let found = match name.rsplit_once('.') {
                _ if ELSEWHERE.contains(&name) || (name, word) == ("message.type", "raw") => true,
                Some((_, "tag")) => table::all().any(|o| o.tag == word && o.key == "tag" && o.versions.has(*version)),
                Some(("behavior" | "message", "type")) => {
                    table::all().any(|o| o.tag == word && o.key == "type" && o.versions.has(*version))
                }
                _ => match choices().find(|choice| choice.name == name) {
                    Some(choice) => choice.words(*version).any(|w| w.word == word),
                    None => places(name).iter().filter_map(|place| facts(place, *version)).any(|facts| {
                        // locales are known for both versions, and listed in a member that only 2.0 has
                        facts.values().contains(&word)
                    }),
                },
            };
            let locale_of_1 = name == "locale" && *version == Version::V1;
            if !(found || locale_of_1) {
                wrong.push(format!("{version}: {name}: {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(checked, 355);
}

fn choices() -> impl Iterator<Item = &'static table::Choice> {
    table::all().flat_map(|object| object.members).filter_map(|member| match member.kind {
        Kind::Choice(choice) => Some(choice),
        _ => None,
    })
}

fn facts(place: &str, version: Version) -> Option<&'static table::Facts> {
    let (object, member) = place.rsplit_once('.')?;
    table::object(object)?.member(member)?.facts(version)
}

#[test]
fn every_row_is_documented_in_whole_sentences() {
    let mut lines = Vec::new();
    for object in table::all() {
        lines.push((object.name.to_owned(), object.doc));
        assert!(!object.page.is_empty(), "{} names no page", object.name);
        lines.extend(object.members.iter().map(|member| (format!("{}.{}", object.name, member.name), member.doc)));
    }
    lines.extend(choices().flat_map(|c| c.words.iter().map(|word| (format!("{}: {}", c.name, word.word), word.doc))));
    for (name, doc) in lines {
        let doc = doc.trim();
        let starts = doc.starts_with(|c: char| c.is_uppercase() || c == '`' || c.is_ascii_digit());
        assert!(starts && doc.ends_with('.') && doc.len() > 3, "{name}: `{doc}`");
    }
}
