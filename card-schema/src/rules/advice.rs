//! What to write instead: help lines for names that the table does not have, or has in the other version only.

use super::walk::{Visited, Walk};
use crate::{
    Reader, Version, nearest,
    table::{self, Member, Object, objects},
    tree::Node,
    words::html,
};

/// Advice for a member of an object, in markup and in JSON; without an object it is for all of them.
struct Advice {
    object: Option<&'static Object>,
    members: &'static [&'static str],
    markup: &'static str,
    json: &'static str,
}

const fn advice(
    object: Option<&'static Object>,
    members: &'static [&'static str],
    markup: &'static str,
    json: &'static str,
) -> Advice {
    Advice { object, members, markup, json }
}

/// Members that no version has, and where they belong.
static MISPLACED: &[Advice] = &[
    advice(
        Some(&objects::Div),
        &["color", "colour", "text_color", "text_size", "text_align"],
        "the text carries its style: `<div><plain_text text_color=red>\"x\"</plain_text></div>`",
        "the text carries its style: `\"text\": {\"tag\": \"plain_text\", \"content\": \"x\", \"text_color\": \"red\"}`",
    ),
    advice(
        Some(&objects::Div),
        &["elements"],
        "a div has one text; components belong in a `<column>`",
        "a div has one `text`; components belong in a column",
    ),
    advice(
        Some(&objects::Div),
        &["content"],
        "write the text between the tags: `<div>\"…\"</div>`",
        "write `\"text\": {\"tag\": \"plain_text\", \"content\": \"…\"}`",
    ),
    advice(
        Some(&objects::Button),
        &["content", "title", "label"],
        "write the text between the tags: `<button>\"…\"</button>`",
        "write `\"text\": {\"tag\": \"plain_text\", \"content\": \"…\"}`",
    ),
    advice(
        Some(&objects::MarkdownBlock),
        &["text_color", "color", "colour", "font_color"],
        "colour words in the text: `<font color='grey'>…</font>`",
        "colour words in `content`: `<font color='grey'>…</font>`",
    ),
    advice(
        Some(&objects::MarkdownBlock),
        &["text"],
        "write the text between the tags",
        "the text of a markdown component is `content`",
    ),
    advice(
        Some(&objects::Chart),
        &["type", "data", "color", "series", "title", "xField", "yField", "label", "legends", "axes"],
        "this belongs in `chart_spec={{…}}`",
        "this belongs in `chart_spec`",
    ),
    advice(
        Some(&objects::Div),
        &["lark_md", "markdown", "plain_text"],
        "write `<div><lark_md>\"…\"</lark_md></div>`",
        "write `\"text\": {\"tag\": \"lark_md\", \"content\": \"…\"}`",
    ),
    advice(
        Some(&objects::Button),
        &["onclick", "on_click", "action", "callback"],
        "what a click sends is `<callback value={{…}}/>`, in 1.0 `value={{…}}`",
        "what a click sends is `\"behaviors\": [{\"type\": \"callback\", \"value\": {…}}]`, in 1.0 `\"value\": {…}`",
    ),
    advice(
        Some(&objects::Input),
        &["type"],
        "the kind of an input is `input_type=text`, `multiline_text` or `password`",
        "the kind of an input is `input_type`: `text`, `multiline_text` or `password`",
    ),
    advice(
        Some(&objects::Button),
        &["color", "colour", "style", "variant", "background", "background_color", "severity", "intent", "appearance"],
        "the look of a button is its `type`: `type=primary`, `type=danger`",
        "the look of a button is its `type`: `primary`, `danger`",
    ),
    advice(
        Some(&objects::Header),
        &["color", "colour", "theme", "background", "background_color"],
        "the colour is `template=blue`",
        "the colour is `\"template\": \"blue\"`",
    ),
    advice(Some(&objects::Header), &["tag"], "a header is named by its member", "a header has no `tag`: remove it"),
    advice(
        Some(&objects::Header),
        &["content", "text"],
        "write `title=\"…\"`",
        "write `\"title\": {\"tag\": \"plain_text\", \"content\": \"…\"}`",
    ),
    advice(
        Some(&objects::Card),
        &["card"],
        "the card is the outermost object",
        "send what is inside `card`: the card itself is the outermost object",
    ),
    advice(
        Some(&objects::Card),
        &["title"],
        "write `<header title=\"…\"/>`",
        "write `\"header\": {\"title\": {\"tag\": \"plain_text\", \"content\": \"…\"}}`",
    ),
    advice(
        Some(&objects::ColumnSet),
        &["elements"],
        "put components in a `<column>`",
        "put components in `columns[].elements`",
    ),
    advice(
        Some(&objects::ColumnSet),
        &["corner_radius", "border", "has_border"],
        "an `<interactive_container>` has borders and corners",
        "an `interactive_container` has borders and corners",
    ),
    advice(
        Some(&objects::Column),
        &["corner_radius", "border", "has_border"],
        "an `<interactive_container>` has borders and corners",
        "an `interactive_container` has borders and corners",
    ),
    advice(
        Some(&objects::Img),
        &["src", "url", "image_key"],
        "images are uploaded first: `img_key=\"img_v3_…\"`",
        "images are uploaded first: `\"img_key\": \"img_v3_…\"`",
    ),
    advice(
        Some(&objects::Img),
        &["width", "height"],
        "write `size=\"100px 80px\"`",
        "write `\"size\": \"100px 80px\"`",
    ),
    advice(
        Some(&objects::Hr),
        &["color", "colour", "style", "width", "height"],
        "a divider has no style",
        "a divider has no style",
    ),
    advice(
        Some(&objects::Action),
        &["elements"],
        "write the components between the tags",
        "the components of an action are `actions`",
    ),
    advice(
        Some(&objects::PlainText),
        &["text_weight", "bold", "weight"],
        "bold text is Markdown: `<lark_md>\"**…**\"</lark_md>`",
        "bold text is Markdown: `\"tag\": \"lark_md\", \"content\": \"**…**\"`",
    ),
    advice(Some(&objects::PlainText), &["text"], "write the text between the tags", "the text is `content`"),
    advice(Some(&objects::LarkMd), &["text"], "write the text between the tags", "the text is `content`"),
];

/// Members of 1.0 that 2.0 dropped, and what to write there.
static GONE: &[Advice] = &[
    advice(
        Some(&objects::Card),
        &["elements"],
        "components are children of `<card>`",
        "components belong in `body`: `\"body\": {\"elements\": […]}`",
    ),
    advice(
        Some(&objects::Card),
        &["i18n_elements", "i18n_header"],
        "in 2.0 translate each text: `<markdown en_us=\"…\">\"…\"</markdown>`",
        "in 2.0 translate each text: `i18n_content` beside `content`",
    ),
    advice(
        Some(&objects::Card),
        &["fallback"],
        "2.0 has no fallback for the whole card: remove it",
        "2.0 has no fallback for the whole card: remove it",
    ),
    advice(
        Some(&objects::Card),
        &["open_ids"],
        "2.0 cards are always shared: remove it",
        "2.0 cards are always shared: remove it",
    ),
    advice(
        Some(&objects::MarkdownBlock),
        &["href"],
        "write `<link url='https://…'>…</link>` in the text",
        "write `<link url='https://…'>…</link>` in `content`",
    ),
    advice(
        Some(&objects::LarkMd),
        &["href"],
        "write `[…](https://…)` in the text",
        "write `[…](https://…)` in `content`",
    ),
    advice(
        Some(&objects::MarkdownBlock),
        &["font_color"],
        "colour words in the text: `<font color='grey'>…</font>`",
        "colour words in `content`: `<font color='grey'>…</font>`",
    ),
    advice(
        Some(&objects::Header),
        &["ud_icon"],
        "write `<header icon=chat_outlined …>`",
        "write `\"icon\": {\"tag\": \"standard_icon\", \"token\": \"…\", \"color\": \"…\"}`",
    ),
    advice(Some(&objects::PlainText), &["i18n"], "write locale attributes: `en_us=\"…\"`", "write `i18n_content`"),
    advice(Some(&objects::LarkMd), &["i18n"], "write locale attributes: `en_us=\"…\"`", "write `i18n_content`"),
    advice(
        Some(&objects::Config),
        &["compact_width"],
        "write `width_mode=compact`",
        "write `\"width_mode\": \"compact\"`",
    ),
    advice(
        Some(&objects::Div),
        &["extra"],
        "put the text and the component in two columns of a `<column_set>`",
        "put the text and the component in two columns of a `column_set`",
    ),
    advice(
        Some(&objects::ColumnSet),
        &["_varloop"],
        "loops are for templates of the card builder",
        "loops are for templates of the card builder",
    ),
    advice(
        Some(&objects::Button),
        &["complex_interaction"],
        "write two behaviours: `<open_url …/>` and `<callback …/>`",
        "write both behaviours in `behaviors`",
    ),
    advice(
        Some(&objects::Button),
        &["required"],
        "a button has nothing to fill in: remove it",
        "a button has nothing to fill in: remove it",
    ),
    advice(
        Some(&objects::OverflowOption),
        &["url"],
        "write `<multi_url url=\"…\"/>`",
        "write `\"multi_url\": {\"url\": \"…\"}`",
    ),
    advice(Some(&objects::Form), &["confirm"], "put it on the submit button", "put it on the submit button"),
    advice(Some(&objects::SelectImg), &["style"], "remove it", "remove it"),
    advice(
        Some(&objects::PickerDatetime),
        &["initial_date"],
        "write `initial_datetime=\"2024-01-01 12:00\"`",
        "write `\"initial_datetime\": \"2024-01-01 12:00\"`",
    ),
];

/// Members of 2.0 that 1.0 does not have.
static NEW: &[Advice] = &[
    advice(
        Some(&objects::Config),
        &["summary", "streaming_mode", "streaming_config", "locales"],
        "only 2.0 has it: `<card schema=\"2.0\">`",
        "only 2.0 has it: `\"schema\": \"2.0\"`, components in `body`",
    ),
    advice(
        None,
        &["element_id"],
        "1.0 elements have no ids: remove it, or write `<card schema=\"2.0\">`",
        "1.0 elements have no ids: remove it, or move to schema 2.0",
    ),
    advice(None, &["behaviors"], "in 1.0 write `value={{…}}`", "in 1.0 write `\"value\": {…}`"),
    advice(
        None,
        &["margin", "direction", "horizontal_spacing", "vertical_spacing", "padding"],
        "1.0 does its own layout: remove it, or write `<card schema=\"2.0\">`",
        "1.0 does its own layout: remove it, or move to schema 2.0",
    ),
];

fn find(walk: &Walk<'_, '_>, list: &'static [Advice], object: &Object, member: &str) -> Option<String> {
    let advice = list.iter().find(|a| a.object.is_none_or(|of| of == object) && a.members.contains(&member))?;
    Some(if walk.markup() { advice.markup } else { advice.json }.to_owned())
}

/// For a member that only the other version has.
pub(crate) fn for_the_other_version(walk: &Walk<'_, '_>, element: &Visited<'_>, member: &str) -> Option<String> {
    find(walk, if walk.v2() { GONE } else { NEW }, element.object, member)
}

/// For a member that no version has: the nearest name, the object that it belongs to, or the way around the table.
pub(crate) fn for_an_unknown_member(walk: &Walk<'_, '_>, element: &Visited<'_>, member: &str) -> Option<String> {
    let object = element.object;
    let misplaced = find(walk, MISPLACED, object, member);
    let mut names = Vec::with_capacity(object.members.len());
    for row in object.members {
        if object.known(row.name, walk.version).is_some() && !is_contradicted(object, row.name) {
            names.push(row.name);
        }
    }
    let near = nearest(member, names.iter().copied()).or_else(|| begun(member, &names));
    let foreign = html::attribute(member);
    // what HTML owns is no misspelling, unless nothing but case and hyphens differ
    if let (None, Some(near)) = (&misplaced, near)
        && (foreign.is_none() || html::in_one_word(near).eq_ignore_ascii_case(&html::in_one_word(member)))
    {
        let has_no_effect = object
            .known(near, walk.version)
            .is_some_and(|(_, facts)| matches!(facts.status, table::Status::Deprecated("none")));
        return Some(match has_no_effect {
            true => format!("remove it: `{near}`, the name of the platform, has no effect"),
            false => format!("did you mean `{near}`?"),
        });
    }
    if let Some(foreign) = foreign {
        let foreign = if walk.markup() { foreign.markup } else { foreign.json };
        return misplaced.or_else(|| Some(foreign.to_owned()));
    }
    let in_literal = element.tree.member(member).is_some_and(|member| member.at.is_in_literal());
    let around =
        (walk.markup() && !in_literal).then(|| format!("to set an undocumented member, write `json:{member}=…`"));
    let place = misplaced.or_else(|| owners(walk, member));
    match (place, around) {
        (Some(place), Some(around)) => Some(format!("{place}; {around}")),
        (place, around) => place.or(around),
    }
}

/// The only name that begins with all words of this one: `wide_screen_mode` for `wide_screen`.
fn begun(member: &str, names: &[&'static str]) -> Option<&'static str> {
    let mut found = None;
    for name in names {
        if member.len() > 3 && name.strip_prefix(member).is_some_and(|rest| rest.starts_with('_')) {
            if found.is_some() {
                return None;
            }
            found = Some(*name);
        }
    }
    found
}

/// The few objects that do have a member of this name.
fn owners(walk: &Walk<'_, '_>, member: &str) -> Option<String> {
    let mut owners: Vec<String> = Vec::new();
    for object in table::all() {
        if object.versions.has(walk.version)
            && object.member(member).is_some_and(|row| row.facts(walk.version).is_some())
        {
            owners.push(walk.name(object));
        }
    }
    owners.dedup();
    match &owners[..] {
        [one] => Some(format!("only {one} has it")),
        [one, two] => Some(format!("only {one} and {two} have it")),
        _ => None,
    }
}

/// For a component that only the other version has.
pub(crate) fn for_the_other_component(walk: &Walk<'_, '_>, object: &Object) -> Option<String> {
    let (_, markup, json) = OF_THE_OTHER_VERSION.iter().find(|(of, ..)| *of == object)?;
    Some(if walk.markup() { *markup } else { *json }.to_owned())
}

/// Components that one version has, and what to write in the other, in markup and in JSON.
static OF_THE_OTHER_VERSION: &[(&Object, &str, &str)] = &[
    (
        &objects::Note,
        "write `<div><plain_text text_size=notation text_color=grey>\"…\"</plain_text></div>`",
        "use a `div` with an icon and a text of `text_size` notation and `text_color` grey",
    ),
    (
        &objects::Action,
        "write the components without it, or side by side in the columns of a `<column_set>`",
        "put the components in `elements` without it, or side by side in the columns of a `column_set`",
    ),
    (
        &objects::Audio,
        "only 2.0 has it: `<card schema=\"2.0\">`",
        "only 2.0 has it: `\"schema\": \"2.0\"`, components in `body`",
    ),
];

/// For a component that no version has.
pub(crate) fn for_an_unknown_component(reader: Reader, tag: &str, near: Option<&str>) -> Option<String> {
    let markup = reader == Reader::Markup;
    if let Some(foreign) = html::tag(tag) {
        return Some(if markup { foreign.markup } else { foreign.json }.to_owned());
    }
    let raw = "to send an undocumented component, write `<raw json={…}/>`";
    match near {
        Some(near) if markup => Some(format!("did you mean `{near}`? {raw}")),
        Some(near) => Some(format!("did you mean `{near}`?")),
        None => markup.then(|| raw.to_owned()),
    }
}

/// Members that official pages disagree on, not only on their values.
static CONTRADICTED: &[(&Object, &str)] = &[
    (&objects::Card, "i18n_header"),
    (&objects::Card, "fallback"),
    (&objects::MarkdownBlock, "font_color"),
    (&objects::Audio, "i18n_file_key_key"),
];

/// Whether official pages disagree on the member itself, not only on its values.
pub(crate) fn is_contradicted(object: &Object, member: &str) -> bool {
    CONTRADICTED.contains(&(object, member))
}

/// A member in the spelling of the other version: whether the card is 2.0, the object, the member, its value, and what to
/// write in markup and in JSON.
struct Respelled {
    v2: bool,
    object: &'static Object,
    member: &'static str,
    word: Word,
    markup: &'static str,
    json: &'static str,
}

/// The values of a respelled member that an advice is for.
enum Word {
    Is(&'static str),
    /// This one, or not known.
    IsOrUnknown(&'static str),
    Any,
}

const fn respelled(
    (v2, object): (bool, &'static Object),
    member: &'static str,
    word: Word,
    markup: &'static str,
    json: &'static str,
) -> Respelled {
    Respelled { v2, object, member, word, markup, json }
}

const CALLBACK: [&str; 2] =
    ["write `<callback value={{…}}/>`", "write `\"behaviors\": [{\"type\": \"callback\", \"value\": {…}}]`"];
const OPEN_URL: [&str; 2] = [
    "write `<open_url default_url=\"…\"/>`",
    "write `\"behaviors\": [{\"type\": \"open_url\", \"default_url\": \"…\"}]`",
];

#[rustfmt::skip]
static RESPELLED: &[Respelled] = &[
    respelled((true, &objects::Button), "action_type", Word::Is("form_reset"), "write `form_action_type=reset`", "write `\"form_action_type\": \"reset\"`"),
    respelled((true, &objects::Button), "action_type", Word::IsOrUnknown("form_submit"), "write `form_action_type=submit`", "write `\"form_action_type\": \"submit\"`"),
    respelled((true, &objects::Button), "action_type", Word::Any, "behaviours say what a click does: remove it", "`behaviors` say what a click does: remove it"),
    respelled((true, &objects::Button), "url", Word::Any, OPEN_URL[0], OPEN_URL[1]),
    respelled((true, &objects::Button), "multi_url", Word::Any, OPEN_URL[0], OPEN_URL[1]),
    respelled((true, &objects::Button), "value", Word::Any, CALLBACK[0], CALLBACK[1]),
    respelled((true, &objects::Input), "value", Word::Any, CALLBACK[0], CALLBACK[1]),
    respelled((true, &objects::Overflow), "value", Word::Any, CALLBACK[0], CALLBACK[1]),
    respelled((true, &objects::SelectStatic), "value", Word::Any, CALLBACK[0], CALLBACK[1]),
    respelled((true, &objects::SelectPerson), "value", Word::Any, CALLBACK[0], CALLBACK[1]),
    respelled((true, &objects::PickerDatetime), "value", Word::Any, CALLBACK[0], CALLBACK[1]),
    respelled((true, &objects::Config), "wide_screen_mode", Word::Any, "remove it", "remove it"),
    respelled((false, &objects::Button), "form_action_type", Word::Is("reset"), "write `action_type=form_reset`", "write `\"action_type\": \"form_reset\"`"),
    respelled((false, &objects::Button), "form_action_type", Word::Any, "write `action_type=form_submit`", "write `\"action_type\": \"form_submit\"`"),
];

/// Whether a member may be in the spelling of the other version.
pub(crate) fn is_respelled(object: &Object, member: &Member, version: Version) -> bool {
    let v2 = version == Version::V2;
    RESPELLED.iter().any(|advice| advice.v2 == v2 && advice.object == object && advice.member == member.name)
}

/// For a member in the spelling of the other version that this version still accepts.
pub(crate) fn new_spelling(
    walk: &Walk<'_, '_>,
    element: &Visited<'_>,
    member: &str,
    value: &Node<'_>,
) -> Option<String> {
    let word = value.as_str();
    let advice = RESPELLED.iter().find(|advice| {
        advice.v2 == walk.v2()
            && element.is(advice.object)
            && advice.member == member
            && match advice.word {
                Word::Is(known) => word == Some(known),
                Word::IsOrUnknown(known) => word.is_none_or(|word| word == known),
                Word::Any => true,
            }
    })?;
    Some(if walk.markup() { advice.markup } else { advice.json }.to_owned())
}
