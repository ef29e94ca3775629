//! Rules on nesting: what stands where, how deep, and how many.

use super::{
    context::least_items,
    walk::{Element, Holder, Walk},
};
use crate::{
    catalogue::nesting::{
        CHARTS, DISPUTED_PLACE, ELEMENTS, FORM_ONLY, NOT_HERE, SURPLUS, TABLES, TEXT_KIND, TOO_DEEP, TOO_MANY_BUTTONS,
        UNSAID_PLACE,
    },
    nesting::{Nesting, nesting},
    table::{Family, Object, objects},
    tree::{Node, Value},
};

/// The name of a place in the nesting tables.
fn container(holder: Holder) -> Option<&'static str> {
    Some(match (holder.object.name, holder.member.name) {
        ("card", "elements" | "i18n_elements") => "root",
        ("body", "elements") => "body",
        ("div", "extra") => "div.extra",
        ("checker.button_area", "buttons") => "checker.button_area",
        (
            name @ ("column_set"
            | "column"
            | "form"
            | "interactive_container"
            | "collapsible_panel"
            | "note"
            | "action"),
            "elements" | "columns" | "actions",
        ) => name,
        _ => return None,
    })
}

/// A component stands where the references let it stand.
pub(crate) fn every_component_stands_where_it_may<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(holder) = element.holder else { return };
    if is_component(element.object) || element.is("column") {
        stands(walk, element.object.tag, element.spot(), holder);
    }
}

/// The same for a component of which only the tag was read.
pub(crate) fn a_component_stands_where_it_may<'t>(
    walk: &mut Walk<'t, '_>,
    tag: &str,
    node: &'t Node<'t>,
    holder: Option<Holder>,
) {
    let here = walk.here(node.at);
    if let Some(holder) = holder {
        stands(walk, tag, here, holder);
    }
}

fn stands<'t>(walk: &mut Walk<'t, '_>, tag: &str, spot: super::path::Spot<'t>, holder: Holder) {
    let Some(container) = container(holder) else { return };
    let multi = matches!(tag, "multi_select_static" | "multi_select_person");
    let place = match container {
        "root" => "the card itself".to_owned(),
        "body" => walk.tag("body"),
        "div.extra" if walk.markup() => "`<extra>`".to_owned(),
        "div.extra" => "`extra` of `div`".to_owned(),
        "checker.button_area" => walk.tag("button_area"),
        name => walk.tag(name),
    };
    let entry = match nesting(walk.version, container, tag) {
        Nesting::Allowed if multi => return form_only(walk, tag, spot),
        Nesting::Allowed => return,
        // in a form it is allowed; outside it is the form that is missing
        _ if multi
            && !matches!(
                container,
                "column_set" | "note" | "div.extra" | "checker.button_area" | "action" | "interactive_container"
            ) =>
        {
            return form_only(walk, tag, spot);
        }
        Nesting::Forbidden => &NOT_HERE,
        Nesting::Disputed => &DISPUTED_PLACE,
        Nesting::Silent => &UNSAID_PLACE,
    };
    let message = match (entry.code == NOT_HERE.code, entry.code == DISPUTED_PLACE.code) {
        (true, _) => format!("{} is not allowed in {place}", walk.tag(tag)),
        (_, true) => format!("official pages contradict each other on {} in {place}", walk.tag(tag)),
        _ => format!("no official page lets {} stand in {place}", walk.tag(tag)),
    };
    let help = instead(walk, container, tag);
    walk.report(entry, spot, message, help);
}

/// Multi-selects stand in a form, at any depth.
fn form_only<'t>(walk: &mut Walk<'t, '_>, tag: &str, spot: super::path::Spot<'t>) {
    if walk.in_form() != Some(false) {
        return;
    }
    let message = format!("{} works only inside a form", walk.tag(tag));
    let help = Some(format!("put it into a {}", walk.tag("form")));
    // the callback page of 2.0 describes multi-selects outside forms
    walk.report(if walk.v2() { &DISPUTED_PLACE } else { &FORM_ONLY }, spot, message, help);
}

/// Where a component belongs instead.
fn instead(walk: &Walk<'_, '_>, container: &str, tag: &str) -> Option<String> {
    let t = |tag| walk.tag(tag);
    Some(match (container, tag) {
        (_, "column") => format!("columns stand in {}", t("column_set")),
        ("column_set", _) => format!("put it into a {}", t("column")),
        (_, "form") => "a form stands directly in the card".to_owned(),
        (_, "table") => "a table stands directly in the card".to_owned(),
        (_, "header") => "a card has one header, in its member `header`".to_owned(),
        (
            "root",
            "overflow" | "button" | "input" | "select_static" | "select_person" | "date_picker" | "picker_time"
            | "picker_datetime",
        ) => {
            format!("put it into {}", t("action"))
        }
        ("column" | "form" | "collapsible_panel", "action") => format!("components stand here without {}", t("action")),
        ("root" | "action", "checker" | "select_img") => format!("put it into a column of a {}", t("column_set")),
        ("action", _) => format!("{} holds buttons, inputs, selects and pickers: put it beside it", t("action")),
        ("note", _) => format!("a note holds texts, {} and icons", t("img")),
        ("form", "div") => format!("put it into a column of a {}, or write {}", t("column_set"), t("markdown")),
        ("form", "chart") => "put it beside the form".to_owned(),
        ("column", "overflow") => format!("put it beside the columns, or into the `extra` of a {}", t("div")),
        ("column", "collapsible_panel") => "put the panel beside the columns".to_owned(),
        ("interactive_container", _) => {
            format!(
                "in 1.0 it holds only div, markdown, img, note, column_set, checker and {}",
                t("interactive_container")
            )
        }
        ("div.extra", _) => "one image, button, select, picker or overflow stands there".to_owned(),
        ("checker.button_area", _) => format!("only {} stands there", t("button")),
        _ => return None,
    })
}

/// A list of parts holds a component instead.
pub(crate) fn the_list_holds_other_items<'t>(
    walk: &mut Walk<'t, '_>,
    wanted: &'static Object,
    tag: &str,
    node: &'t Node<'t>,
    holder: Option<Holder>,
) {
    if let Some(holder) = holder
        && container(holder).is_some()
    {
        return stands(walk, tag, walk.here(node.at), holder);
    }
    let owner = holder.map_or_else(|| "this list".to_owned(), |holder| walk.name(holder.object));
    let item = super::words::plain_name(wanted);
    let message = format!("{} is not an item of {owner}", walk.tag(tag));
    let help = match (walk.markup(), item) {
        (true, "image") => "its items are `<image img_key=\"…\"/>`".to_owned(),
        (true, _) => format!("its items are `<{item}>`"),
        (false, _) => format!("its items are {item} objects, without a `tag`"),
    };
    walk.report(&NOT_HERE, walk.here(node.at), message, Some(help));
}

/// A text is of a kind that its place takes.
pub(crate) fn every_text_is_of_a_kind_that_its_place_takes<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(holder) = element.holder else { return };
    let tag = element.object.tag;
    let text = matches!(holder.member.kind, crate::table::Kind::Family(Family { type_name: "Text", .. }));
    if !text || element.object.name.starts_with("text:") && holder.facts.values().any(|value| value == tag) {
        return;
    }
    let tags: Vec<_> = holder.facts.values().collect();
    if tags.is_empty() {
        return;
    }
    let owner = walk.name(holder.object);
    let message = format!("`{}` of {owner} takes no {}", holder.member.name, walk.tag(tag));
    let help = match tags[..] {
        ["plain_text"] if walk.markup() => "write the text without a tag: it is plain text".to_owned(),
        _ => format!("it takes {}", super::words::list(&tags)),
    };
    walk.report(&TEXT_KIND, element.spot(), message, Some(help));
}

fn is_component(object: &Object) -> bool {
    object.key == "tag" && objects::Component.variant(object.tag).is_some()
}

/// Counts what the platform counts, and reports the first above the limit.
pub(crate) fn count<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    if element.is("table") {
        walk.counts.tables += 1;
        let limit = walk.settings.limits.tables;
        if walk.counts.tables == limit + 1 {
            let message = format!("a card holds {limit} tables, this is one more");
            walk.report(&TABLES, element.spot(), message, Some("send the rest in a second message".to_owned()));
        }
    }
    if element.is("chart") {
        walk.counts.charts += 1;
        if walk.counts.charts == 6 {
            let message = "more than 5 charts in a card".to_owned();
            walk.report(&CHARTS, element.spot(), message, Some("send the rest in a second message".to_owned()));
        }
    }
    let text = element.holder.is_some_and(|holder| holder.member.name == "text" && is_component(holder.object));
    if walk.v2() && (is_component(element.object) || text) {
        walk.counts.elements += 1;
        let limit = walk.settings.limits.elements;
        if walk.counts.elements == limit + 1 {
            let message = format!("a card holds {limit} elements, this is one more");
            walk.report(&ELEMENTS, element.spot(), message, Some("components and their texts count".to_owned()));
        }
    }
}

/// Components nest at most five levels; columns do not count.
pub(crate) fn components_do_not_nest_too_deep<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    const LEVELS: [&str; 4] = ["column_set", "form", "interactive_container", "collapsible_panel"];
    if !is_component(element.object) || element.is("column") {
        return;
    }
    let around = walk.above.iter().filter(|object| LEVELS.contains(&object.name)).count();
    let limit = walk.settings.limits.depth;
    // one finding, where it begins
    if around == limit
        && !walk.seen.too_deep
        && !element.holder.is_some_and(|holder| holder.is("checker.button_area", "buttons"))
    {
        walk.seen.too_deep = true;
        let message = format!("components nest {limit} levels deep, this is one more");
        let help =
            "column_set, form, interactive_container and collapsible_panel count, and what stands in the last of them";
        walk.report(&TOO_DEEP, element.spot(), message, Some(help.to_owned()));
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
        let message = format!("a checker has {limit} buttons at most, these are {count}");
        walk.report(&TOO_MANY_BUTTONS, element.value_spot("buttons"), message, None);
    }
}

/// Nothing is written that is not shown: header tags, columns of a table, pictures of a combination.
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
    if let Some(Value::Object(locales)) = element.get("i18n_text_tag_list").map(|node| &node.value) {
        lists.extend(locales.members.iter().map(|list| (element.value_spot("i18n_text_tag_list"), Some(&list.node))));
    }
    for (spot, list) in lists {
        let count = list.and_then(Node::as_list).map_or(0, least_items);
        if count > limit {
            let message = format!("{} shows {limit} of these {count}", walk.name(element.object));
            walk.report(&SURPLUS, spot, message, Some("remove the rest".to_owned()));
        }
    }
}
