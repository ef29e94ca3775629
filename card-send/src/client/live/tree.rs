//! The elements of a card as the element calls see them: which objects have ids, and which lists hold them.

use feishu_card_core::{Json, Str};
use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

/// The lists of elements: of the body, and of each container.
const LISTS: &[(&str, &str)] = &[
    ("column_set", "columns"),
    ("column", "elements"),
    ("form", "elements"),
    ("interactive_container", "elements"),
    ("collapsible_panel", "elements"),
];

/// Tags that take an `element_id`, besides those that hold lists.
const LEAVES: &[&str] = &[
    "audio",
    "button",
    "chart",
    "checker",
    "date_picker",
    "div",
    "hr",
    "img",
    "img_combination",
    "input",
    "markdown",
    "multi_select_person",
    "multi_select_static",
    "overflow",
    "person",
    "person_list",
    "picker_datetime",
    "picker_time",
    "select_img",
    "select_person",
    "select_static",
    "table",
];

/// Members whose content is the app's own: ids in there are none.
const OPAQUE: &[&str] = &["value", "behaviors", "chart_spec", "rows"];

/// The text of a member.
pub(super) fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name)?.as_str()
}

/// The id of an element; `None` for one that cannot be addressed.
pub(super) fn id(element: &Json) -> Option<&str> {
    text(element, "element_id").filter(|id| !id.is_empty())
}

/// The name of the list that an element holds its elements in.
pub(super) fn list_name(element: &Json) -> Option<&'static str> {
    let tag = text(element, "tag")?;
    LISTS.iter().find(|(container, _)| *container == tag).map(|(_, list)| *list)
}

/// The elements in a container; nothing for an element that holds none.
pub(super) fn children(element: &Json) -> &[Json] {
    list_name(element).and_then(|name| element.get(name)?.as_list()).unwrap_or_default()
}

/// The elements of the body.
pub(super) fn roots(card: &Json) -> &[Json] {
    card.pointer("/body/elements").and_then(Json::as_list).unwrap_or_default()
}

/// Whether an element can be given an id.
pub(super) fn takes_id(element: &Json) -> bool {
    list_name(element).is_some() || text(element, "tag").is_some_and(|tag| LEAVES.contains(&tag))
}

/// All ids that are written in a card, of elements and of texts.
pub(super) fn all_ids(json: &Json, found: &mut HashSet<String>) {
    match json {
        Json::Map(members) => {
            for (name, value) in members {
                match value.as_str() {
                    Some(id) if name == "element_id" => {
                        found.insert(id.to_owned());
                    }
                    _ if OPAQUE.contains(&name.as_ref()) => {}
                    _ => all_ids(value, found),
                }
            }
        }
        Json::List(items) => items.iter().for_each(|item| all_ids(item, found)),
        _ => {}
    }
}

/// A number that elements share whose content is the same, whatever ids they have.
pub(super) fn content_hash(element: &Json) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash(element, &mut hasher);
    hasher.finish()
}

fn hash(json: &Json, hasher: &mut DefaultHasher) {
    match json {
        Json::Null => 0.hash(hasher),
        Json::Bool(b) => (1, b).hash(hasher),
        Json::Number(n) => (2, n.to_string()).hash(hasher),
        Json::Str(text) => (3, text).hash(hasher),
        Json::List(items) => {
            (4, items.len()).hash(hasher);
            items.iter().for_each(|item| hash(item, hasher));
        }
        Json::Map(members) => {
            5.hash(hasher);
            for (name, value) in members.iter().filter(|(name, _)| name != "element_id") {
                name.hash(hasher);
                hash(value, hasher);
            }
            6.hash(hasher);
        }
    }
}

/// The object with this member set, in its place or at the end.
pub(super) fn with(object: &Json, name: &'static str, value: Json) -> Json {
    let mut members: Vec<(Str, Json)> = object.as_map().unwrap_or_default().to_vec();
    match members.iter_mut().find(|(key, _)| key == name) {
        Some((_, old)) => *old = value,
        None => members.push((name.into(), value)),
    }
    Json::Map(members.into())
}
