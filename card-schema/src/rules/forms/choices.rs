//! Rules on options, on people to choose from, and on behaviours and buttons that a component has.

use crate::{
    Version, entries,
    index::Index,
    rules::{
        context::all_items,
        path::Step,
        walk::{Visited, Walk},
        words::list,
    },
    table::{Member, Object, objects},
    tree::Node,
};

entries! {
    BEHAVIOR_NOT_HERE = "C0509" "a behaviour that the component does not have" [E E E]
        why "Links open from buttons and interactive containers; selects, pickers, inputs and checkers call back only (card-json-1 §5.1, \
             card-json-2 §9.1)."
        wrong "<card schema=\"2.0\"><input name=\"a\"><open_url default_url=\"https://a.cn\"/></input></card>"
        right "<card schema=\"2.0\"><input name=\"a\"><callback value={{\"id\": 1}}/></input></card>"

    OPTION_TWICE = "C0512" "two options have the same value" [E E E]
        why "The value is all that comes back: unique in the component (card-json-1 §8.4, card-json-2 §12.4)."
        wrong "<card><action><select_static><option value=\"1\">\"一\"</option><option value=\"1\">\"二\"</option></select_static></action></card>"
        right "<card><action><select_static><option value=\"1\">\"一\"</option><option value=\"2\">\"二\"</option></select_static></action></card>"

    NOT_AN_OPTION = "C0515" "the initial choice is not one of the options" [W W W]
        why "An initial choice that no option has is ignored; pages disagree whether it is the text or the value of the option, so both count."
        wrong "<card><action><select_static initial_option=\"3\"><option value=\"1\">\"一\"</option></select_static></action></card>"
        right "<card><action><select_static initial_option=\"一\"><option value=\"1\">\"一\"</option></select_static></action></card>"

    CHECKER_BUTTON = "C0517" "a bordered button in a checker" [E E W]
        why "In the button area of a 1.0 checker `type` is required, and text, primary_text or danger_text (card-json-1 §8.10)."
        wrong "<card><column_set><column><checker><button_area><button type=primary>\"改\"</button></button_area></checker></column></column_set></card>"
        right "<card><column_set><column><checker><button_area><button type=text>\"改\"</button></button_area></checker></column></column_set></card>"

    NOT_AN_OPEN_ID = "C0518" "a person option that is not an open_id" [W W W]
        why "Options of persons take open_ids only; invalid ones are ignored, and without a valid one everybody in the chat is offered \
             (card-json-1 §8.6, card-json-2 §12.6)."
        wrong "<card><action><select_person><option value=\"on_8ed6aa67\"/></select_person></action></card>"
        right "<card><action><select_person><option value=\"ou_9e03c5d0\"/></select_person></action></card>"
}

/// Whether links open from an object.
pub(crate) fn opens_links(object: &Object) -> bool {
    [&objects::Button, &objects::InteractiveContainer].contains(&object)
}

/// A behaviour is one that its component has.
pub(crate) fn a_behaviour_is_one_that_its_component_has<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(holder) = element.holder.filter(|holder| holder.member.name == "behaviors") else { return };
    if element.object == &objects::OpenUrl && !opens_links(holder.object) {
        let message = format!("{} cannot open links", walk.name(holder.object));
        let help = if holder.object == &objects::Overflow {
            "give the option a `multi_url`".to_owned()
        } else {
            format!("links are for {} and {}", walk.name(&objects::Button), walk.name(&objects::InteractiveContainer))
        };
        walk.report(&BEHAVIOR_NOT_HERE, element.spot(), message, Some(help));
    }
}

/// Whether a member says what is chosen of the options.
pub(crate) fn is_chosen(_: &Object, member: &Member, _: Version) -> bool {
    ["initial_option", "selected_values"].contains(&member.name)
}

/// The initial choice is one of the options.
pub(crate) fn what_is_chosen_is_an_option<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(options) = element.get("options").and_then(Node::as_list) else { return };
    let (all, open) = all_items(options);
    if open || all.is_empty() {
        return;
    }
    let mut values: Vec<&str> = Vec::new();
    for option in all {
        let Some(object) = option.as_object() else { return };
        let text = object.get("text").map(|text| text.as_object().and_then(|text| text.text("content")));
        match (object.text("value"), text) {
            (Some(value), text) if text != Some(None) => {
                values.push(value);
                values.extend(text.flatten());
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
pub(crate) fn a_button_of_a_checker_has_no_border<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    const TYPES: [&str; 3] = ["text", "primary_text", "danger_text"];
    let in_area = element.holder.is_some_and(|holder| holder.is(&objects::CheckerButtonArea, "buttons"));
    if walk.v2() || !in_area || !element.is(&objects::Button) {
        return;
    }
    let wrong = element.text("type").is_some_and(|word| {
        !TYPES.contains(&word) && objects::ButtonType.word(word).is_some() // another word is a finding of its own
    });
    if wrong || element.surely_lacks("type") {
        let message = "a button in a checker needs a `type` without a border".to_owned();
        let help = format!("expected {}", list(&TYPES));
        walk.report(&CHECKER_BUTTON, element.value_spot("type"), message, Some(help));
    }
}

/// The people to choose from are open_ids.
pub(crate) fn people_are_chosen_by_open_id<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(id) = element.text("value").filter(|_| element.is(&objects::SelectPersonOption)) else { return };
    if id.starts_with("on_") || id.starts_with("oc_") || id.contains('@') {
        let message = format!("`{id}` is not an open_id");
        let help = "expected an open_id, `ou_…`; other ids are ignored".to_owned();
        walk.report(&NOT_AN_OPEN_ID, element.value_spot("value"), message, Some(help));
    }
}

/// The options of one component have different values.
pub(crate) fn every_option_has_its_own_value<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    // for options of persons and images no page says so, and a sample repeats one
    if ![&objects::SelectStatic, &objects::MultiSelectStatic, &objects::Overflow].contains(&element.object) {
        return;
    }
    let Some(options) = element.get("options").and_then(Node::as_list) else { return };
    let mut seen = Index::default();
    // branches and loops are left alone: their items may exclude each other
    for (index, option) in options.iter().enumerate() {
        let Some(object) = option.as_object() else { continue };
        let Some(value) = object.get("value") else { continue };
        if let Some(text) = value.as_str()
            && seen.add(text).is_some()
        {
            let message = format!("two options have the value `{text}`");
            let nth = object.members.iter().position(|member| member.name == "value").unwrap_or(0);
            let spot = element.value_spot("options").then(Step::item(index), option.at);
            let spot = spot.then(Step::member(nth, "value"), value.at);
            walk.report(&OPTION_TWICE, spot, message, Some("values tell the options apart".to_owned()));
        }
    }
}
