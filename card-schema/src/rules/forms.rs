//! Rules on forms, and on what belongs in one.

use super::{
    path::Step,
    required::{has_form_action, is_interactive},
    walk::{Element, Walk},
};
use crate::{
    catalogue::forms::{
        BEHAVIOR_NOT_HERE, CHECKER_BUTTON, MULTI_OUTSIDE, NO_SUBMIT, NOT_AN_OPEN_ID, NOT_AN_OPTION, REQUIRED_IGNORED,
        REQUIRED_OUTSIDE, SUBMIT_OUTSIDE, SUBMIT_WITH_BEHAVIORS,
    },
    table::objects,
    tree::{Known, Node},
};

/// How sure it is that a button submits a form.
#[derive(Clone, Copy, PartialEq)]
enum Submits {
    Yes,
    Perhaps,
    No,
}

fn submits(element: &Element<'_>) -> Submits {
    let says = |member: &str, word: &str| match element.get(member).map(|node| &node.value) {
        Some(Known::Str(said)) if said == word => Submits::Yes,
        Some(Known::Str(_)) | None => Submits::No,
        Some(_) => Submits::Perhaps,
    };
    let answers = [says("form_action_type", "submit"), says("action_type", "form_submit")];
    if answers.contains(&Submits::Yes) {
        Submits::Yes
    } else if answers.contains(&Submits::Perhaps)
        || element.tree.open
        || has_form_action(element) && !element.has("action_type")
    {
        Submits::Perhaps
    } else {
        Submits::No
    }
}

/// Remembers submit buttons for the form around them, and reports those outside of one.
pub(crate) fn a_submit_button_is_in_a_form<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    if !element.is("button") {
        return;
    }
    let submit = submits(element);
    if submit != Submits::No
        && let Some(form) = walk.submits.last_mut()
    {
        *form = true;
    }
    let member = if element.has("form_action_type") { "form_action_type" } else { "action_type" };
    let word = element.text(member);
    let of_form = matches!(word, Some("submit" | "reset" | "form_submit" | "form_reset"));
    if of_form && walk.in_form() == Some(false) {
        let message = format!("`{member}` works only inside a form");
        let help = format!("put the button in a {}, or remove it", walk.tag("form"));
        walk.report(&SUBMIT_OUTSIDE, element.name_spot(member), message, Some(help));
    } else if submit == Submits::Yes
        && element.surely_has("behaviors")
        && walk.in_form() == Some(true)
        && member == "action_type"
    {
        let message = "a submit button with `behaviors` may not be recognised as one".to_owned();
        let help = "remove `behaviors`: the form's values come back with the click anyway".to_owned();
        walk.report(&SUBMIT_WITH_BEHAVIORS, element.name_spot("behaviors"), message, Some(help));
    }
}

/// A form has a submit button, at any depth.
pub(crate) fn a_form_has_a_submit_button<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    // a form without elements lacks more than its button
    if !element.is("form") || !element.has("elements") || walk.submits.last() != Some(&false) {
        return;
    }
    let message = "this form has no submit button".to_owned();
    let help = match (walk.markup(), walk.v2()) {
        (true, true) => "add `<button name=\"…\" form_action_type=submit>`",
        (true, false) => "add `<button name=\"…\" action_type=form_submit>`",
        (false, true) => "add a `button` with a `name` and `\"form_action_type\": \"submit\"`",
        (false, false) => "add a `button` with a `name` and `\"action_type\": \"form_submit\"`",
    };
    walk.report(&NO_SUBMIT, element.spot(), message, Some(help.to_owned()));
}

/// `required` is for components in a form.
pub(crate) fn required_works_only_inside_a_form<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let on = matches!(element.get("required").map(|node| &node.value), Some(Known::Bool(true)));
    if on && is_interactive(element) && walk.in_form() == Some(false) {
        let message = "`required` works only inside a form".to_owned();
        let help = format!("remove it, or put the {} in a {}", element.object.tag, walk.tag("form"));
        let entry = if element.is("input") { &REQUIRED_OUTSIDE } else { &REQUIRED_IGNORED };
        walk.report(entry, element.name_spot("required"), message, Some(help));
    }
}

/// Several images are chosen only in a form.
pub(crate) fn several_images_are_chosen_in_a_form<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let on = matches!(element.get("multi_select").map(|node| &node.value), Some(Known::Bool(true)));
    if on && element.is("select_img") && walk.in_form() == Some(false) {
        let message = format!("{} works only inside a form", walk.set("multi_select", "true"));
        let help = format!("remove it, or put the {} in a {}", walk.tag("select_img"), walk.tag("form"));
        walk.report(&MULTI_OUTSIDE, element.name_spot("multi_select"), message, Some(help));
    }
}

/// A behaviour is one that its component has.
pub(crate) fn a_behaviour_is_one_that_its_component_has<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(holder) = element.holder.filter(|holder| holder.member.name == "behaviors") else { return };
    let opens = matches!(holder.object.name, "button" | "interactive_container");
    if element.object == &objects::OpenUrl && !opens {
        let message = format!("{} cannot open links", walk.name(holder.object));
        let help = match holder.object.name {
            "overflow" => "give the option a `multi_url`".to_owned(),
            _ => format!("links are for {} and {}", walk.tag("button"), walk.tag("interactive_container")),
        };
        walk.report(&BEHAVIOR_NOT_HERE, element.spot(), message, Some(help));
    }
}

/// The initial choice is one of the options.
pub(crate) fn what_is_chosen_is_an_option<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(options) = element.get("options").and_then(Node::as_list) else { return };
    let (all, open) = super::context::all_items(options);
    if open || all.is_empty() {
        return;
    }
    let mut values: Vec<&str> = Vec::new();
    for option in all {
        let Some(object) = option.as_object() else { return };
        let text = object.get("text").map(|text| text.as_object().and_then(|text| text.text("content")));
        match (object.text("value"), text) {
            (Some(value), text) if text != Some(None) => {
                values.extend([Some(value), text.flatten()].into_iter().flatten())
            }
            _ => return, // not entirely known
        }
    }
    if let Some(first) = element.text("initial_option")
        && !first.is_empty()
        && !values.contains(&first)
    {
        let message = format!("`{first}` is not one of the options");
        walk.report(&NOT_AN_OPTION, element.value_spot("initial_option"), message, None);
    }
    for (index, chosen) in element.get("selected_values").and_then(Node::as_list).unwrap_or_default().iter().enumerate()
    {
        if let Some(value) = chosen.as_str().filter(|value| !values.contains(value)) {
            let message = format!("`{value}` is not one of the options");
            let spot = element.value_spot("selected_values").then(Step::item(index), chosen.at);
            walk.report(&NOT_AN_OPTION, spot, message, Some("write the `value` of an option".to_owned()));
        }
    }
}

/// 1.0: the buttons of a checker have no border.
pub(crate) fn a_button_of_a_checker_has_no_border<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    const TYPES: [&str; 3] = ["text", "primary_text", "danger_text"];
    let in_area = element.holder.is_some_and(|holder| holder.is("checker.button_area", "buttons"));
    if walk.v2() || !in_area || !element.is("button") {
        return;
    }
    let wrong = element.text("type").is_some_and(|word| {
        !TYPES.contains(&word) && objects::ButtonType.word(word).is_some() // another word is a finding of its own
    });
    if wrong || element.surely_lacks("type") {
        let message = "a button in a checker needs a `type` without a border".to_owned();
        let help = format!("expected {}", super::words::list(&TYPES));
        walk.report(&CHECKER_BUTTON, element.value_spot("type"), message, Some(help));
    }
}

/// The people to choose from are open_ids.
pub(crate) fn people_are_chosen_by_open_id<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(id) = element.text("value").filter(|_| element.is("option:select_person")) else { return };
    if id.starts_with("on_") || id.starts_with("oc_") || id.contains('@') {
        let message = format!("`{id}` is not an open_id");
        let help = "expected an open_id, `ou_…`; other ids are ignored".to_owned();
        walk.report(&NOT_AN_OPEN_ID, element.value_spot("value"), message, Some(help));
    }
}
