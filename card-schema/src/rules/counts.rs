//! Rules on counts: elements, tables, charts, buttons, and lists that are longer than what is shown.

use super::{
    context::least_items,
    nest::is_component,
    walk::{Element, Walk},
};
use crate::{
    catalogue::nesting::{CHARTS, ELEMENTS, SURPLUS, TABLES, TOO_MANY_BUTTONS},
    tree::{Known, Node},
};

/// Charts of a card, as the platform advises.
const ADVISED_CHARTS: usize = 5;

/// Counts what the platform counts, and reports the first above the limit.
pub(crate) fn count<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    if element.is("table") {
        walk.counts.tables += 1;
        let limit = walk.settings.limits.tables;
        if walk.counts.tables == limit + 1 {
            let message = format!("too many tables: a card can have at most {limit}");
            walk.report(&TABLES, element.spot(), message, Some("send the rest in a second message".to_owned()));
        }
    }
    if element.is("chart") {
        walk.counts.charts += 1;
        if walk.counts.charts == ADVISED_CHARTS + 1 {
            let message = format!("many charts: the platform advises at most {ADVISED_CHARTS} in a card");
            walk.report(&CHARTS, element.spot(), message, Some("send the rest in a second message".to_owned()));
        }
    }
    let text = element.holder.is_some_and(|holder| holder.member.name == "text" && is_component(holder.object));
    if walk.v2() && (is_component(element.object) || text) {
        walk.counts.elements += 1;
        let limit = walk.settings.limits.elements;
        if walk.counts.elements == limit + 1 {
            let message = format!("too many elements: a card can have at most {limit}");
            walk.report(&ELEMENTS, element.spot(), message, Some("components and their texts count".to_owned()));
        }
    }
}

/// The button area of a checker holds three buttons.
pub(crate) fn a_checker_has_few_buttons<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    if !element.is("checker.button_area") {
        return;
    }
    let limit = walk.settings.limits.checker_buttons;
    let count = element.get("buttons").and_then(Node::as_list).map_or(0, least_items);
    if count > limit {
        let message = format!("too many buttons: a checker can have at most {limit}, found {count}");
        walk.report(&TOO_MANY_BUTTONS, element.value_spot("buttons"), message, None);
    }
}

/// No list is longer than what is shown: header tags, columns of a table, pictures of a combination.
pub(crate) fn nothing_is_more_than_is_shown<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let limits = walk.settings.limits;
    let (member, limit) = match element.object.name {
        "header" => ("text_tag_list", limits.header_tags),
        "table" => ("columns", limits.table_columns),
        "img_combination" => match element.text("combination_mode") {
            Some("double") => ("img_list", 2),
            Some("triple") => ("img_list", 3),
            Some("bisect") => ("img_list", 6),
            Some("trisect") => ("img_list", 9),
            _ => return,
        },
        _ => return,
    };
    let mut lists = vec![(element.value_spot(member), element.get(member))];
    if let Some(Known::Object(locales)) = element.get("i18n_text_tag_list").map(|node| &node.value) {
        lists.extend(locales.members.iter().map(|list| (element.value_spot("i18n_text_tag_list"), Some(&list.node))));
    }
    for (spot, list) in lists {
        let count = list.and_then(Node::as_list).map_or(0, least_items);
        if count > limit {
            let message = format!("{} shows only {limit} of these {count}", walk.name(element.object));
            walk.report(&SURPLUS, spot, message, Some("remove the rest".to_owned()));
        }
    }
}
