//! Rules on what must differ within a card: names, ids, option values, callback values.

use super::{
    path::{Spot, Step},
    required::is_interactive,
    walk::{Element, Walk},
};
use crate::{
    catalogue::forms::{AUDIO_ID_TWICE, ELEMENT_ID, ELEMENT_ID_TWICE, NAME_TWICE, OPTION_TWICE, SAME_CALLBACK},
    tree::{Known, Node},
};
use std::fmt::Write;

/// An `element_id` is a letter, then letters, digits and `_`, at most 20.
pub(crate) fn an_element_id<'t>(walk: &mut Walk<'t, '_>, text: &'t str, spot: Spot<'t>) {
    let mut chars = text.chars();
    let right = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c == '_' || c.is_ascii_alphanumeric())
        && text.len() <= 20;
    if !right {
        let message = format!("invalid element_id `{text}`");
        let help = "expected a letter, then letters, digits or `_`, at most 20 characters".to_owned();
        return walk.report(&ELEMENT_ID, spot, message, Some(help));
    }
    let mark = walk.mark(spot);
    if let Some(before) = walk.seen.element_ids.again(text, mark) {
        let message = format!("the element_id `{text}` is used twice");
        walk.report_again(&ELEMENT_ID_TWICE, spot, &before, message, "ids are unique in the card");
    }
}

/// The names of forms and their components are unique in the card.
pub(crate) fn every_name_is_unique<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(name) = element.text("name").filter(|name| !name.is_empty()) else { return };
    if !element.is("form") && !is_interactive(element) {
        return;
    }
    let spot = element.value_spot("name");
    let mark = walk.mark(spot);
    if let Some(before) = walk.seen.names.again(name, mark) {
        let message = format!("the name `{name}` is used twice");
        walk.report_again(&NAME_TWICE, spot, &before, message, "names are unique in the card");
    }
}

/// The ids of audio are unique in the card.
pub(crate) fn every_audio_id_is_unique<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(id) = element.text("audio_id").filter(|id| !id.is_empty() && element.is("audio")) else { return };
    let spot = element.value_spot("audio_id");
    let mark = walk.mark(spot);
    if let Some(before) = walk.seen.audio_ids.again(id.to_owned(), mark) {
        let message = format!("the audio_id `{id}` is used twice");
        walk.report_again(&AUDIO_ID_TWICE, spot, &before, message, "audio ids are unique in the card");
    }
}

/// The options of one component have different values.
pub(crate) fn every_option_has_its_own_value<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    // for options of persons and images no page says so, and a sample repeats one
    if !matches!(element.object.name, "select_static" | "multi_select_static" | "overflow") {
        return;
    }
    let Some(options) = element.get("options").and_then(Node::as_list) else { return };
    let mut seen = std::collections::HashSet::new();
    // branches and loops are left alone: their items may exclude each other
    for (index, option) in options.iter().enumerate() {
        let Some(object) = option.as_object() else { continue };
        let Some(value) = object.get("value") else { continue };
        if let Some(text) = value.as_str()
            && !seen.insert(text)
        {
            let message = format!("two options have the value `{text}`");
            let nth = object.members.iter().position(|member| member.name == "value").unwrap_or(0);
            let spot = element.value_spot("options").then(Step::item(index), option.at);
            let spot = spot.then(Step::member(nth, "value"), value.at);
            walk.report(&OPTION_TWICE, spot, message, Some("values tell the options apart".to_owned()));
        }
    }
}

/// Components that call back can be told apart: by the value, or by the name.
pub(crate) fn callbacks_can_be_told_apart<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    if !is_interactive(element) && !element.is("interactive_container") {
        return;
    }
    // in a form only buttons call back, and they have names
    if walk.in_form() == Some(true) {
        return;
    }
    let Some((value, spot)) = callback_value(element) else { return };
    let mut key = String::new();
    if !canonical(value, &mut key) {
        return;
    }
    let name = match element.get("name").map(|node| &node.value) {
        None => "",
        Some(Known::Str(name)) => name,
        Some(_) => return,
    };
    let _ = write!(key, "\u{0}{name}");
    let mark = walk.mark(spot);
    if let Some(before) = walk.seen.callbacks.again(key, mark) {
        let message = format!("this {} calls back with the same value as another component", element.object.tag);
        let rule = "add a member that tells them apart, `\"id\": 2`";
        walk.report_again(&SAME_CALLBACK, spot, &before, message, rule);
    }
}

/// The value that comes back: the member `value`, or that of the callback behaviour.
fn callback_value<'t>(element: &Element<'t>) -> Option<(&'t Node<'t>, Spot<'t>)> {
    if let Some(value) = element.get("value") {
        return Some((value, element.value_spot("value")));
    }
    for (index, item) in element.get("behaviors")?.as_list()?.iter().enumerate() {
        let Some(behavior) = item.as_object().filter(|behavior| behavior.text("type") == Some("callback")) else {
            continue;
        };
        let (nth, member) = behavior.members.iter().enumerate().find(|(_, member)| member.name == "value")?;
        let spot = element.value_spot("behaviors").then(Step::item(index), item.at);
        return Some((&member.node, spot.then(Step::member(nth, "value"), member.node.at)));
    }
    None
}

/// Writes JSON so that equal values give equal text; false if it is not known entirely.
fn canonical(node: &Node<'_>, out: &mut String) -> bool {
    let _ = match &node.value {
        Known::Null => write!(out, "n"),
        Known::Bool(b) => write!(out, "{b}"),
        Known::Number(n) => write!(out, "{n}"),
        Known::Str(s) => write!(out, "{s:?}"),
        Known::List(items) => {
            out.push('[');
            return items.iter().all(|item| canonical(item, out) && (out.push(','), true).1) && (out.push(']'), true).1;
        }
        Known::Object(object) => {
            if object.open {
                return false;
            }
            let mut members: Vec<_> = object.members.iter().collect();
            members.sort_by(|a, b| a.name.cmp(&b.name));
            out.push('{');
            for member in members {
                let _ = write!(out, "{:?}:", member.name);
                if !member.sure || !canonical(&member.node, out) {
                    return false;
                }
            }
            write!(out, "}}")
        }
        Known::Template(_) | Known::Hole | Known::Branches(_) | Known::Repeat(_) => return false,
    };
    true
}
