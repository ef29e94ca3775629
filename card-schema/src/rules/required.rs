//! Rules on required members.

use super::walk::{Element, Walk};
use crate::{
    catalogue::{
        forms::{ACTION_TYPE, FORM_NAME},
        members::{CALLBACK_VALUE, NEITHER, REQUIRED, SAMPLES_LEAVE_OUT},
    },
    nearest,
    table::{Member, Required, objects},
    tree::Known,
};

/// Every required member is there.
pub(crate) fn every_required_member_is_there<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    if element.tree.open {
        return;
    }
    for row in element.object.members {
        let Some(facts) = row.facts(walk.version) else { continue };
        match facts.required {
            Required::Yes if !element.has(row.name) => missing(walk, element, row),
            Required::Lenient if !element.has(row.name) => usually_there(walk, element, row),
            _ => {}
        }
    }
}

fn missing<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>, row: &'static Member) {
    let object = element.object;
    // the version itself comes from it; a form's components have their own rule
    if object == &objects::Card || row.name == "name" && walk.in_form() == Some(true) && object.name != "table.column" {
        return;
    }
    // a misspelt name is one finding, not two
    let misspelt = |name: &str| {
        object.member(name).is_none()
            && (nearest(name, [row.name]).is_some()
                || row.name == "img_key" && matches!(name, "src" | "url" | "image_key"))
    };
    if element.tree.members.iter().any(|member| misspelt(&member.name)) {
        return;
    }
    let message = format!("{} needs `{}`", walk.name(object), row.name);
    let help = example(walk, element, row);
    // schematic samples send empty objects; a subtitle alone is drawn as a title
    let entry = match object.name {
        "header" | "confirm" if element.tree.members.is_empty() => &SAMPLES_LEAVE_OUT,
        "behavior:callback" => &CALLBACK_VALUE,
        "header" if element.has("subtitle") => &SAMPLES_LEAVE_OUT,
        "interactive_container" if row.name == "behaviors" => &SAMPLES_LEAVE_OUT,
        // the old page of 1.0 does not require them
        "column_set" if !walk.v2() => &SAMPLES_LEAVE_OUT,
        _ => &REQUIRED,
    };
    walk.report(entry, element.spot(), message, help);
}

/// Members that the tables require and samples omit: only those whose absence is noticed.
fn usually_there<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>, row: &'static Member) {
    let content = row.name == "content" && !element.has("i18n_content") && !element.has("i18n");
    let empty = element.tree.members.iter().all(|member| member.name == "tag");
    if content && !empty || row.name == "alt" {
        let message = format!("{} is missing `{}`", walk.name(element.object), row.name);
        let help = example(walk, element, row);
        walk.report(&SAMPLES_LEAVE_OUT, element.spot(), message, help);
    }
}

/// What to write, for members that are often forgotten.
fn example(walk: &Walk<'_, '_>, element: &Element<'_>, row: &Member) -> Option<String> {
    let (markup, json) = match (element.object.name, row.name) {
        ("header", "title") => {
            ("write `<header title=\"…\"/>`", "write `\"title\": {\"tag\": \"plain_text\", \"content\": \"…\"}`")
        }
        ("img", "alt") => (
            "write `alt=\"\"` if there is nothing to describe",
            "write `\"alt\": {\"tag\": \"plain_text\", \"content\": \"\"}`",
        ),
        ("behavior:callback", _) => ("write `<callback value={{…}}/>`", "write `\"value\": {…}`"),
        ("confirm", _) => {
            ("write `<confirm title=\"…\">\"…\"</confirm>`", "write both `title` and `text`, as plain text")
        }
        ("collapsible_panel", "header") => {
            ("write `<header title=\"…\"/>` in the panel", "write `\"header\": {\"title\": {…}}`")
        }
        ("column_set", "columns") => {
            ("write `<column>…</column>` in it", "write `\"columns\": [{\"tag\": \"column\", \"elements\": […]}]`")
        }
        ("markdown", "content") => ("write the text between the tags", "write `\"content\": \"…\"`"),
        ("table.column", "data_type") => (
            "write `data_type=text`, or what its cells hold",
            "write `\"data_type\": \"text\"`, or what its cells hold",
        ),
        (_, "img_key") => (
            "upload the image and write its key: `img_key=\"img_v3_…\"`",
            "upload the image and write its key: `\"img_key\": \"img_v3_…\"`",
        ),
        ("form", "name") => (
            "write `<form name=\"…\">`: it tells which form was submitted",
            "write `\"name\": \"…\"`: it tells which form was submitted",
        ),
        ("audio", "file_key") => ("upload the OPUS file and write its key", "upload the OPUS file and write its key"),
        ("table", "columns") => (
            "write `columns={[]}` or `<column name=\"…\" data_type=text/>`",
            "write `\"columns\": [{\"name\": \"…\", \"data_type\": \"text\"}]`",
        ),
        ("table", "rows") => ("write `<row …/>` in it, or `rows={[]}`", "write `\"rows\": []`"),
        ("option:select_static", "value") => (
            "write `<option value=\"…\">`: it comes back when the option is chosen",
            "write `\"value\": \"…\"`: it comes back when the option is chosen",
        ),
        ("image" | "option:select_img", _) => return None,
        _ => return None,
    };
    Some(if walk.markup() { markup } else { json }.to_owned())
}

/// What is required inside a form: the name of each component, and what its buttons do.
pub(crate) fn in_a_form_every_component_has_its_name<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let object = element.object;
    if object == &objects::Form && element.text("name") == Some("") {
        let message = format!("the name of {} is empty", walk.name(object));
        let help = "it tells which form was submitted".to_owned();
        walk.report(&FORM_NAME, element.value_spot("name"), message, Some(help));
    }
    let in_area = element.holder.is_some_and(|holder| holder.is("checker.button_area", "buttons"));
    if walk.in_form() != Some(true) || in_area || !is_interactive(element) {
        return;
    }
    let empty = element.text("name") == Some("");
    if element.surely_lacks("name") || empty {
        let message = format!("{} in a form needs `name`", walk.name(object));
        let spot = if empty { element.value_spot("name") } else { element.spot() };
        walk.report(&FORM_NAME, spot, message, Some("its value comes back under this name".to_owned()));
    }
    let says = ["action_type", "form_action_type"].iter().any(|name| element.has(name));
    // 1.0 has a word for every kind of click; in 2.0 a button with behaviours of its own needs none
    let acts = if walk.v2() { element.has("behaviors") } else { has_form_action(element) };
    if object == &objects::Button && !element.tree.open && !says && !acts {
        let (name, word) = if walk.v2() { ("form_action_type", "submit") } else { ("action_type", "form_submit") };
        let message = format!("{} in a form needs `{name}`", walk.name(object));
        let help = format!("write {}", walk.set(name, word));
        walk.report(&ACTION_TYPE, element.spot(), message, Some(help));
    }
}

/// Whether users put something in, or click.
pub(crate) fn is_interactive(element: &Element<'_>) -> bool {
    element.object.key == "tag"
        && element.object.member("name").is_some()
        && !matches!(element.object.name, "form" | "table.column")
}

/// 1.0: a behaviour of the type `form_action`.
pub(crate) fn has_form_action(element: &Element<'_>) -> bool {
    match element.get("behaviors").map(|node| &node.value) {
        Some(Known::List(items)) => items.iter().any(|item| match &item.value {
            Known::Object(behavior) => behavior.text("type") == Some("form_action") || behavior.get("type").is_none(),
            _ => true,
        }),
        Some(_) => true,
        None => false,
    }
}

/// A picker of times has an initial value or a placeholder.
pub(crate) fn a_picker_shows_something<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let initial = match element.object.name {
        "picker_time" => "initial_time",
        "picker_datetime" => "initial_datetime",
        _ => return,
    };
    let shows = [initial, "placeholder"].iter().any(|name| element.has(name));
    // an old sample sets the date alone
    if !shows && !element.tree.open && !element.has("initial_date") {
        let message = format!("{} needs `{initial}` or `placeholder`", walk.name(element.object));
        walk.report(&NEITHER, element.spot(), message, None);
    }
}
