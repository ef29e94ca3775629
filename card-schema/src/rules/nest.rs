//! Rules on nesting: what is allowed where, and how deep.

use super::{
    path::Spot,
    walk::{Element, Holder, Walk},
};
use crate::{
    catalogue::nesting::{DISPUTED_PLACE, FORM_ONLY, NOT_HERE, TEXT_KIND, TOO_DEEP, UNSAID_PLACE},
    nesting::{Nesting, nesting},
    table::{Family, Kind, Object, objects},
    tree::Node,
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

/// Every component is where the reference allows it.
pub(crate) fn every_component_is_where_it_may_be<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(holder) = element.holder else { return };
    if is_component(element.object) || element.is("column") {
        allowed(walk, element.object.tag, element.spot(), holder);
    }
}

/// The same for a component of which only the tag was read.
pub(crate) fn a_component_is_where_it_may_be<'t>(
    walk: &mut Walk<'t, '_>,
    tag: &str,
    node: &'t Node<'t>,
    holder: Option<Holder>,
) {
    let here = walk.here(node.at);
    if let Some(holder) = holder {
        allowed(walk, tag, here, holder);
    }
}

fn allowed<'t>(walk: &mut Walk<'t, '_>, tag: &str, spot: Spot<'t>, holder: Holder) {
    let Some(container) = container(holder) else { return };
    let multi = matches!(tag, "multi_select_static" | "multi_select_person");
    let place = |walk: &Walk<'_, '_>| match container {
        "root" => "the card itself".to_owned(),
        "body" => walk.tag("body"),
        "div.extra" if walk.markup() => "`<extra>`".to_owned(),
        "div.extra" => "`extra` of `div`".to_owned(),
        "checker.button_area" => walk.tag("button_area"),
        name => walk.tag(name),
    };
    let (entry, message) = match nesting(walk.version, container, tag) {
        Nesting::Allowed if multi => return form_only(walk, tag, spot),
        Nesting::Allowed => return,
        // inside a form it would be allowed there: what is missing is the form
        _ if multi && matches!(container, "root" | "body" | "collapsible_panel") => return form_only(walk, tag, spot),
        Nesting::Forbidden => (&NOT_HERE, format!("{} is not allowed in {}", walk.tag(tag), place(walk))),
        Nesting::Disputed => {
            let message = format!("official pages contradict each other on {} in {}", walk.tag(tag), place(walk));
            (&DISPUTED_PLACE, message)
        }
        Nesting::Silent => {
            (&UNSAID_PLACE, format!("no official page says whether {} is allowed in {}", walk.tag(tag), place(walk)))
        }
    };
    let help = instead(walk, container, tag);
    walk.report(entry, spot, message, help);
}

/// Multi-selects are allowed only in a form, at any depth.
fn form_only<'t>(walk: &mut Walk<'t, '_>, tag: &str, spot: Spot<'t>) {
    if walk.in_form() != Some(false) {
        return;
    }
    let message = format!("{} works only inside a form", walk.tag(tag));
    let help = Some(format!("put it in a {}", walk.tag("form")));
    // the callback page of 2.0 describes multi-selects outside forms
    walk.report(if walk.v2() { &DISPUTED_PLACE } else { &FORM_ONLY }, spot, message, help);
}

/// Where a component belongs instead.
fn instead(walk: &Walk<'_, '_>, container: &str, tag: &str) -> Option<String> {
    let t = |tag| walk.tag(tag);
    Some(match (container, tag) {
        (_, "column") => format!("columns belong in {}", t("column_set")),
        ("column_set", _) => format!("put it in a {}", t("column")),
        (_, "form") => "a form belongs directly in the card".to_owned(),
        (_, "table") => "a table belongs directly in the card".to_owned(),
        (_, "header") => "a card has one header, in its member `header`".to_owned(),
        (
            "root",
            "overflow" | "button" | "input" | "select_static" | "select_person" | "date_picker" | "picker_time"
            | "picker_datetime",
        ) => {
            format!("put it in {}", t("action"))
        }
        ("column" | "form" | "collapsible_panel", "action") => {
            format!("write the components here without {}", t("action"))
        }
        ("root" | "action", "checker" | "select_img") => format!("put it in a column of a {}", t("column_set")),
        ("action", _) => {
            format!("{} can contain only buttons, inputs, selects and pickers: put it beside that", t("action"))
        }
        ("note", _) => format!("a note can contain texts, {} and icons", t("img")),
        ("form", "div") => format!("put it in a column of a {}, or write {}", t("column_set"), t("markdown")),
        ("form", "chart") => "put it beside the form".to_owned(),
        ("column", "overflow") => format!("put it beside the columns, or in the `extra` of a {}", t("div")),
        ("column", "collapsible_panel") => "put the panel beside the columns".to_owned(),
        ("interactive_container", _) => {
            format!(
                "in 1.0 it can contain only div, markdown, img, note, column_set, checker and {}",
                t("interactive_container")
            )
        }
        ("div.extra", _) => "expected one image, button, select, picker or overflow".to_owned(),
        ("checker.button_area", _) => format!("expected only {}", t("button")),
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
        return allowed(walk, tag, walk.here(node.at), holder);
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

/// A text is of a kind that its member accepts.
pub(crate) fn every_text_is_of_a_kind_that_its_member_accepts<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(holder) = element.holder else { return };
    let tag = element.object.tag;
    if !matches!(holder.member.kind, Kind::Family(Family { type_name: "Text", .. })) {
        return;
    }
    let tags: Vec<_> = holder.facts.values().collect();
    if tags.is_empty() || tags.contains(&tag) {
        return;
    }
    let owner = walk.name(holder.object);
    let message = format!("`{}` of {owner} does not accept {}", holder.member.name, walk.tag(tag));
    let help = match tags[..] {
        ["plain_text"] if walk.markup() => "write the text without a tag: it is plain text".to_owned(),
        _ => format!("expected {}", super::words::list(&tags)),
    };
    walk.report(&TEXT_KIND, element.spot(), message, Some(help));
}

/// Whether it is a component, not a part of one.
pub(crate) fn is_component(object: &Object) -> bool {
    object.key == "tag" && objects::Component.variant(object.tag).is_some()
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
        let message = format!("components are nested too deep: at most {limit} levels");
        let help = "column_set, form, interactive_container and collapsible_panel count as levels, and so does what is in the last of them";
        walk.report(&TOO_DEEP, element.spot(), message, Some(help.to_owned()));
    }
}
