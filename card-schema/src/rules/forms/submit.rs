//! Rules on what a form needs: names, buttons that say what they do, and one that submits.

use crate::{
    entries,
    rules::walk::{Visited, Walk},
    table::{Member, Object, objects},
    tree::Known,
};

entries! {
    FORM_NAME = "C0501" "a component in a form has no name" [E E E] 200530
        why "Values come back by name; without one the click fails with 200530. Buttons count (card-json-1 §5.3, card-json-2 §10.3)."
        wrong "<card schema=\"2.0\"><form name=\"f\"><input/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><input name=\"a\"/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"

    NO_SUBMIT = "C0503" "a form has no submit button" [E E E] 300123
        why "\"there is no submit button in the form container, at least one\": a button that submits, at any depth of the form."
        wrong "<card schema=\"2.0\"><form name=\"f\"><input name=\"a\"/></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><input name=\"a\"/><button name=\"ok\" form_action_type=submit>\"好\"</button></form></card>"

    ACTION_TYPE = "C0504" "a button in a form does not say what it does" [E E E]
        why "In a form nothing is sent before a submit button is clicked; each button says whether it submits, resets, or does something of \
             its own (card-json-1 §5.3, card-json-2 §10.3)."
        wrong "<card schema=\"2.0\"><form name=\"f\"><button name=\"a\">\"好\"</button><button name=\"b\" form_action_type=submit>\"交\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\"><button name=\"b\" form_action_type=submit>\"交\"</button></form></card>"

    SUBMIT_OUTSIDE = "C0506" "a submit or reset button outside a form" [E W E]
        why "2.0 answers \"formActionType only in form\"."
        wrong "<card schema=\"2.0\"><button form_action_type=submit>\"好\"</button></card>"
        right "<card schema=\"2.0\"><button><callback value={{\"id\": 1}}/>\"好\"</button></card>"

    SUBMIT_WITH_BEHAVIORS = "C0507" "a submit button by `action_type` with behaviours" [W W W] 300123
        why "Reported from the field for `action_type: form_submit`, and contradicted: such a button may not be recognised as the submit button of its form."
        wrong "<card><form name=\"f\"><button name=\"b\" action_type=form_submit><callback value={{}}/>\"好\"</button></form></card>"
        right "<card><form name=\"f\"><button name=\"b\" action_type=form_submit>\"好\"</button></form></card>"
}

/// How sure it is that a button submits a form.
#[derive(Clone, Copy, PartialEq)]
enum Submits {
    Yes,
    Perhaps,
    No,
}

fn submits(element: &Visited<'_>) -> Submits {
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

/// Whether a member says what a button does in a form.
pub(crate) fn says_what_it_does(member: &Member) -> bool {
    ["form_action_type", "action_type"].contains(&member.name)
}

/// Remembers submit buttons for the form around them, and reports those outside of one.
pub(crate) fn a_submit_button_is_in_a_form<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if !element.is(&objects::Button) {
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
        let help = format!("put the button in a {}, or remove it", walk.name(&objects::Form));
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
pub(crate) fn a_form_has_a_submit_button<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    // a form without elements lacks more than its button
    if !element.is(&objects::Form) || !element.has("elements") || walk.submits.last() != Some(&false) {
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

/// Whether it has a name in a form, or is one.
pub(crate) fn has_a_name_in_a_form(object: &Object) -> bool {
    object == &objects::Form || object.is_interactive()
}

/// What is required inside a form: the name of each component, and what its buttons do.
pub(crate) fn in_a_form_every_component_has_its_name<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let object = element.object;
    if object == &objects::Form && element.text("name") == Some("") {
        let message = format!("the name of {} is empty", walk.name(object));
        let help = "it tells which form was submitted".to_owned();
        walk.report(&FORM_NAME, element.value_spot("name"), message, Some(help));
    }
    let in_area = element.holder.is_some_and(|holder| holder.is(&objects::CheckerButtonArea, "buttons"));
    if walk.in_form() != Some(true) || in_area || !element.plan.is_interactive {
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

/// 1.0: a behaviour of the type `form_action`.
pub(crate) fn has_form_action(element: &Visited<'_>) -> bool {
    match element.get("behaviors").map(|node| &node.value) {
        Some(Known::List(items)) => items.iter().any(|item| match &item.value {
            Known::Object(behavior) => behavior.is_tagged(&objects::FormAction) || behavior.get("type").is_none(),
            _ => true,
        }),
        Some(_) => true,
        None => false,
    }
}
