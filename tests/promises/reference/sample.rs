//! A small card around a component: its main text, and what it must have.

use super::page::places;
use feishu_card::{Json, Str};
use feishu_card_schema::{
    Version,
    nesting::Nesting,
    table::{self, Item, Kind, Member, Object, Required, objects},
};

type Members = Vec<(Str, Json)>;

fn object(members: Members) -> Json {
    members.into()
}

fn plain_text(content: &str) -> Json {
    object(vec![("tag".into(), Json::str("plain_text")), ("content".into(), content.into())])
}

/// The first place that may hold a component; multi-selects work only in a form.
pub fn place(component: &Object, version: Version) -> &'static str {
    let places = places(component, version, Nesting::Allowed);
    let form = places.iter().find(|place| component.tag.starts_with("multi_") && **place == "form");
    form.or(places.first()).copied().unwrap_or("root")
}

/// The card: the component in the first place that may hold it.
pub fn card(component: &'static Object, version: Version) -> Json {
    let place = place(component, version);
    let mut inner = element(component, version, place == "form");
    let mut container = place;
    while !["root", "body"].contains(&container) {
        let Some(holder) = table::object(container) else { break };
        inner = around(holder, inner, version);
        container = places(holder, version, Nesting::Allowed).first().copied().unwrap_or("root");
    }
    let elements = Json::from(vec![inner]);
    // a card with audio must not be forwarded
    let config = object(vec![("enable_forward".into(), Json::Bool(false))]);
    match version {
        Version::V1 => object(vec![("elements".into(), elements)]),
        Version::V2 => object(vec![
            ("schema".into(), Json::str("2.0")),
            ("config".into(), config),
            ("body".into(), object(vec![("elements".into(), elements)])),
        ]),
    }
}

/// The container with this one component in it; a form needs its submit button too.
fn around(holder: &'static Object, inner: Json, version: Version) -> Json {
    let list = if holder.children.is_empty() { "columns" } else { holder.children };
    let mut items = vec![inner];
    let mut members = head(holder);
    if holder.name == "form" {
        members.push(("name".into(), Json::str("form_1")));
        items.push(element(&objects::Button, version, true));
    }
    members.push((list.into(), items.into()));
    object(members)
}

fn head(of: &Object) -> Members {
    if of.key.is_empty() { Vec::new() } else { vec![(of.key.into(), Json::str(of.tag))] }
}

/// An object with its main text, its children and what it must have.
pub fn element(of: &'static Object, version: Version, in_form: bool) -> Json {
    let mut members = head(of);
    let mut groups = Vec::new();
    for member in of.members {
        let Some(facts) = member.facts(version) else { continue };
        let wanted = match facts.required {
            Required::Yes => true,
            Required::Lenient => member.name == "behaviors",
            Required::Form => in_form,
            Required::OneOf(group) => {
                !groups.contains(&group) && {
                    groups.push(group);
                    true
                }
            }
            Required::No => {
                let has_item = of.items.iter().any(|(_, list)| *list == member.name);
                has_item || [of.text, of.children, "title"].contains(&member.name)
            }
        };
        if wanted && member.name != "schema" {
            members.push((member.name.into(), value(of, member, version)));
        }
    }
    object(members)
}

pub fn value(of: &'static Object, member: &'static Member, version: Version) -> Json {
    let facts = member.facts(version);
    let first = facts.and_then(|facts| facts.values().first().copied()).unwrap_or_default();
    match member.kind {
        Kind::Bool => Json::Bool(true),
        Kind::Int | Kind::Number => Json::int(first.split("..").next().and_then(|n| n.parse().ok()).unwrap_or(1)),
        Kind::Url => Json::str("https://example.com"),
        Kind::Key => Json::str("img_v3_02ab_1c2d"),
        Kind::UserId => Json::str("ou_1c2d"),
        Kind::IconToken => Json::str("chat_outlined"),
        Kind::Color => Json::str("blue"),
        Kind::Choice(_) if member.name == "action_type" => Json::str("form_submit"),
        Kind::Choice(choice) => {
            let allowed = facts.map(|facts| facts.values()).unwrap_or_default();
            let mut words = choice.words(version).filter(|word| allowed.is_empty() || allowed.contains(&word.word));
            words.next().map_or(Json::Null, |word| Json::str(word.word))
        }
        Kind::Json if member.name == "chart_spec" => Json::parse(
            r#"{"type":"pie","data":{"values":[{"kind":"A","n":3},{"kind":"B","n":1}]},"valueField":"n","categoryField":"kind"}"#,
        )
        .expect("JSON"),
        Kind::Json | Kind::JsonOrStr => object(vec![("id".into(), Json::int(7))]),
        Kind::Rows => Json::from(vec![object(vec![("column_1".into(), "a cell".into())])]),
        Kind::Strs | Kind::UserIds => Json::from(vec![Json::str("ou_1c2d")]),
        Kind::Object(inner) => element(inner, version, false),
        Kind::Family(family) => match family.type_name {
            "Text" if first == "lark_md" || first == "markdown" => {
                object(vec![("tag".into(), first.into()), ("content".into(), Json::str("text"))])
            }
            "Text" => plain_text("text"),
            _ => family.variants.first().map_or(Json::Null, |inner| element(inner, version, false)),
        },
        Kind::List(item) => Json::from(vec![list_item(of, item, version)]),
        Kind::LocaleStrs | Kind::LocaleKeys => object(vec![("en_us".into(), Json::str("text"))]),
        Kind::LocaleObjects(_) | Kind::LocaleLists(_) | Kind::Named(_) => object(Vec::new()),
        _ if member.name == "name" => format!("{}_1", of.name.rsplit('.').next().unwrap_or(of.name)).into(),
        _ if first.contains("..") => Json::str("8px"),
        _ if !first.is_empty() && !first.starts_with('/') => first.into(),
        _ => Json::str("text"),
    }
}

/// One item: for components something that may stand there.
fn list_item(of: &'static Object, item: Item, version: Version) -> Json {
    match item {
        Item::Object(inner) => element(inner, version, false),
        Item::Family(family) if *family == objects::Component => {
            let may = |tag: &&str| feishu_card_schema::nesting::nesting(version, of.name, tag) == Nesting::Allowed;
            let fitting = ["markdown", "button", "column"].into_iter().find(may).and_then(table::object);
            if of.name == "form" {
                return element(&objects::Button, version, true);
            }
            fitting.map_or_else(|| plain_text("text"), |inner| element(inner, version, false))
        }
        Item::Family(family) if *family == objects::Behavior => object(vec![
            ("type".into(), Json::str("callback")),
            ("value".into(), object(vec![("id".into(), Json::int(7))])),
        ]),
        Item::Family(family) if *family == objects::NoteElement => plain_text("text"),
        Item::Family(family) => family.variants.first().map_or(Json::Null, |inner| element(inner, version, false)),
    }
}
