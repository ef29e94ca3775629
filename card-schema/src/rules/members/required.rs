//! Rules on required members.

use crate::{
    Version, entries, nearest,
    rules::{
        path::Spot,
        walk::{Visited, Walk},
    },
    table::{Member, Object, Required, objects},
};

entries! {
    REQUIRED = "C0201" "a required member is missing" [E E E]
        why "The field tables mark it as required, and no official sample leaves it out."
        wrong "<card><img alt=\"图\"/></card>"
        right "<card><img img_key=\"img_v3_02\" alt=\"图\"/></card>"

    SAMPLES_LEAVE_OUT = "C0202" "a member is missing that the tables require" [W W W]
        why "The tables mark it as required, official samples leave it out: nobody saw it refused (card-json-1 §14, card-json-2 §22). \
             `alt` is what screen readers say."
        wrong "<card><img img_key=\"img_v3_02\"/></card>"
        right "<card><img img_key=\"img_v3_02\" alt=\"\"/></card>"

    NEITHER = "C0203" "a picker has neither an initial value nor a placeholder" [E E E]
        why "`picker_time` and `picker_datetime` need a placeholder when there is no initial value (card-json-1 §8.8, card-json-2 §12.8)."
        wrong "<card><action><picker_time/></action></card>"
        right "<card><action><picker_time placeholder=\"选择时间\"/></action></card>"

    CALLBACK_VALUE = "C0210" "a callback without a value" [E W E]
        why "The table requires it, and it is all that tells the callback what was clicked (card-json-1 §5.1, card-json-2 §9.1). Cards of \
             1.0 without it are taken: the event then simply lacks it."
        wrong "<card><action><button><callback/>\"同意\"</button></action></card>"
        right "<card><action><button><callback value={{\"id\": 1}}/>\"同意\"</button></action></card>"

    CHOICE_UNTOLD = "C0211" "a choice that nobody is told of" [W W W]
        why "Outside of forms a select or picker of 2.0 tells the bot by its `behaviors`; without them choosing does nothing."
        wrong "<card schema=\"2.0\"><select_static name=\"s\"><option value=\"a\">\"甲\"</option></select_static></card>"
        right "<card schema=\"2.0\"><select_static name=\"s\"><option value=\"a\">\"甲\"</option><callback value={{\"id\": 1}}/></select_static></card>"
}

/// Members whose absence is noticed, though official samples leave them out.
const CONTENT: &str = "content";
const ALT: &str = "alt";

/// Whether something is to be said where this member is missing.
pub(crate) fn is_missed(_: &Object, member: &Member, version: Version) -> bool {
    match member.facts(version).map(|facts| facts.required) {
        Some(Required::Yes) => true,
        Some(Required::Lenient) => [CONTENT, ALT].contains(&member.name),
        _ => false,
    }
}

/// Every required member is there.
pub(crate) fn every_required_member_is_there<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
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

fn missing<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>, row: &'static Member) {
    let object = element.object;
    // the version itself comes from it; a form's components have their own rule
    if object == &objects::Card || row.name == "name" && walk.in_form() == Some(true) && object != &objects::TableColumn
    {
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
    let help = example(walk, row);
    // schematic samples send empty objects; a subtitle alone is drawn as a title
    let entry = match object {
        _ if [&objects::Header, &objects::Confirm].contains(&object) && element.tree.members.is_empty() => {
            &SAMPLES_LEAVE_OUT
        }
        _ if object == &objects::Callback => &CALLBACK_VALUE,
        _ if object == &objects::Header && element.has("subtitle") => &SAMPLES_LEAVE_OUT,
        _ if object == &objects::InteractiveContainer && row.name == "behaviors" => &SAMPLES_LEAVE_OUT,
        // the old page of 1.0 does not require them
        _ if object == &objects::ColumnSet && !walk.v2() => &SAMPLES_LEAVE_OUT,
        _ => &REQUIRED,
    };
    walk.report(entry, element.spot(), message, help);
}

/// Members that the tables require and samples omit: only those whose absence is noticed.
fn usually_there<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>, row: &'static Member) {
    let content = row.name == CONTENT && !element.has("i18n_content") && !element.has("i18n");
    let empty = element.tree.members.iter().all(|member| member.name == "tag");
    if content && !empty || row.name == ALT {
        let message = format!("{} is missing `{}`", walk.name(element.object), row.name);
        let help = example(walk, row);
        walk.report(&SAMPLES_LEAVE_OUT, element.spot(), message, help);
    }
}

/// What to write, for members that are often forgotten.
fn example(walk: &Walk<'_, '_>, row: &Member) -> Option<String> {
    let [markup, json] = row.facts(walk.version)?.write;
    let write = if walk.markup() { markup } else { json };
    (!write.is_empty()).then(|| write.to_owned())
}

/// What chooses something, and is not told by its own nature.
pub(crate) static CHOICES: [&Object; 6] = [
    &objects::SelectStatic,
    &objects::SelectPerson,
    &objects::DatePicker,
    &objects::PickerTime,
    &objects::PickerDatetime,
    &objects::SelectImg,
];

/// 2.0: what is chosen outside a form goes nowhere without a behaviour.
pub(crate) fn a_choice_outside_a_form_is_told<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let told = element.has("behaviors") || element.has("value");
    if walk.v2() && walk.in_form() == Some(false) && !told && !element.tree.open {
        let message = format!("{} outside a form has no `behaviors`: a choice does nothing", walk.name(element.object));
        let help = if walk.markup() {
            "write `<callback value={{…}}/>` in it"
        } else {
            "write `\"behaviors\": [{\"type\": \"callback\", \"value\": {…}}]`"
        };
        walk.report(&CHOICE_UNTOLD, element.spot(), message, Some(help.to_owned()));
    }
}

/// A picker of times has an initial value or a placeholder.
pub(crate) fn a_picker_shows_something<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let initial = match element.object {
        object if object == &objects::PickerTime => "initial_time",
        object if object == &objects::PickerDatetime => "initial_datetime",
        _ => return,
    };
    let shows = [initial, "placeholder"].iter().any(|name| element.has(name));
    // an old sample sets the date alone
    if !shows && !element.tree.open && !element.has("initial_date") {
        let message = format!("{} needs `{initial}` or `placeholder`", walk.name(element.object));
        walk.report(&NEITHER, element.spot(), message, None);
    }
}

/// Reports what the tables require and official samples leave out.
pub(crate) fn samples_leave_it_out<'t>(walk: &mut Walk<'t, '_>, spot: Spot<'t>, message: String, help: Option<String>) {
    walk.report(&SAMPLES_LEAVE_OUT, spot, message, help);
}
