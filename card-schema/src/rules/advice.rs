//! What to write instead: help lines for names that the table does not have, or has in the other version only.

use super::walk::{Element, Walk};
use crate::{
    nearest,
    table::{self, Object},
    tree::Node,
};

/// Advice for (object, member), in markup and in JSON; `*` is any object.
struct Advice {
    object: &'static str,
    members: &'static [&'static str],
    markup: &'static str,
    json: &'static str,
}

const fn advice(
    object: &'static str,
    members: &'static [&'static str],
    markup: &'static str,
    json: &'static str,
) -> Advice {
    Advice { object, members, markup, json }
}

/// Members that no version has, and where they belong.
const MISPLACED: &[Advice] = &[
    advice(
        "div",
        &["color", "colour", "text_color", "text_size", "text_align"],
        "the text carries its style: `<div><plain_text text_color=red>\"x\"</plain_text></div>`",
        "the text carries its style: `\"text\": {\"tag\": \"plain_text\", \"content\": \"x\", \"text_color\": \"red\"}`",
    ),
    advice(
        "div",
        &["elements"],
        "a div has one text; components belong in a `<column>`",
        "a div has one `text`; components belong in a column",
    ),
    advice(
        "div",
        &["content"],
        "write the text between the tags: `<div>\"…\"</div>`",
        "write `\"text\": {\"tag\": \"plain_text\", \"content\": \"…\"}`",
    ),
    advice(
        "button",
        &["content", "title", "label"],
        "write the text between the tags: `<button>\"…\"</button>`",
        "write `\"text\": {\"tag\": \"plain_text\", \"content\": \"…\"}`",
    ),
    advice(
        "markdown",
        &["text_color", "color", "colour", "font_color"],
        "colour words in the text: `<font color='grey'>…</font>`",
        "colour words in `content`: `<font color='grey'>…</font>`",
    ),
    advice("markdown", &["text"], "write the text between the tags", "the text of a markdown component is `content`"),
    advice(
        "chart",
        &["type", "data", "color", "series", "title", "xField", "yField", "label", "legends", "axes"],
        "this belongs in `chart_spec={{…}}`",
        "this belongs in `chart_spec`",
    ),
    advice(
        "div",
        &["lark_md", "markdown", "plain_text"],
        "write `<div><lark_md>\"…\"</lark_md></div>`",
        "write `\"text\": {\"tag\": \"lark_md\", \"content\": \"…\"}`",
    ),
    advice(
        "button",
        &["onclick", "on_click", "action", "callback"],
        "what a click sends is `<callback value={{…}}/>`, in 1.0 `value={{…}}`",
        "what a click sends is `\"behaviors\": [{\"type\": \"callback\", \"value\": {…}}]`, in 1.0 `\"value\": {…}`",
    ),
    advice(
        "header",
        &["color", "colour", "theme", "background", "background_color"],
        "the colour is `template=blue`",
        "the colour is `\"template\": \"blue\"`",
    ),
    advice("header", &["tag"], "a header is named by its member", "a header has no `tag`: remove it"),
    advice(
        "header",
        &["content", "text"],
        "write `title=\"…\"`",
        "write `\"title\": {\"tag\": \"plain_text\", \"content\": \"…\"}`",
    ),
    advice(
        "card",
        &["card"],
        "the card is the outermost object",
        "send what is inside `card`: the card itself is the outermost object",
    ),
    advice(
        "card",
        &["title"],
        "write `<header title=\"…\"/>`",
        "write `\"header\": {\"title\": {\"tag\": \"plain_text\", \"content\": \"…\"}}`",
    ),
    advice("column_set", &["elements"], "put components in a `<column>`", "put components in `columns[].elements`"),
    advice(
        "column_set",
        &["corner_radius", "border", "has_border"],
        "an `<interactive_container>` has borders and corners",
        "an `interactive_container` has borders and corners",
    ),
    advice(
        "column",
        &["corner_radius", "border", "has_border"],
        "an `<interactive_container>` has borders and corners",
        "an `interactive_container` has borders and corners",
    ),
    advice(
        "img",
        &["src", "url", "image_key"],
        "images are uploaded first: `img_key=\"img_v3_…\"`",
        "images are uploaded first: `\"img_key\": \"img_v3_…\"`",
    ),
    advice("img", &["width", "height"], "write `size=\"100px 80px\"`", "write `\"size\": \"100px 80px\"`"),
    advice("hr", &["color", "style"], "a divider has no style", "a divider has no style"),
    advice(
        "action",
        &["elements"],
        "write the components between the tags",
        "the components of an action are `actions`",
    ),
    advice(
        "text:plain_text",
        &["text_weight", "bold", "weight"],
        "bold text is Markdown: `<lark_md>\"**…**\"</lark_md>`",
        "bold text is Markdown: `\"tag\": \"lark_md\", \"content\": \"**…**\"`",
    ),
    advice("text:plain_text", &["text"], "write the text between the tags", "the text is `content`"),
    advice("text:lark_md", &["text"], "write the text between the tags", "the text is `content`"),
];

/// Members of 1.0 that 2.0 dropped, and what to write there.
const GONE: &[Advice] = &[
    advice(
        "card",
        &["elements"],
        "components are children of `<card>`",
        "components belong in `body`: `\"body\": {\"elements\": […]}`",
    ),
    advice(
        "card",
        &["i18n_elements", "i18n_header"],
        "in 2.0 translate each text: `<markdown en_us=\"…\">\"…\"</markdown>`",
        "in 2.0 translate each text: `i18n_content` beside `content`",
    ),
    advice(
        "card",
        &["fallback"],
        "2.0 has no fallback for the whole card: remove it",
        "2.0 has no fallback for the whole card: remove it",
    ),
    advice("card", &["open_ids"], "2.0 cards are always shared: remove it", "2.0 cards are always shared: remove it"),
    advice(
        "markdown",
        &["href"],
        "write `<link url='https://…'>…</link>` in the text",
        "write `<link url='https://…'>…</link>` in `content`",
    ),
    advice("text:lark_md", &["href"], "write `[…](https://…)` in the text", "write `[…](https://…)` in `content`"),
    advice(
        "markdown",
        &["font_color"],
        "colour words in the text: `<font color='grey'>…</font>`",
        "colour words in `content`: `<font color='grey'>…</font>`",
    ),
    advice(
        "header",
        &["ud_icon"],
        "write `<header icon=chat_outlined …>`",
        "write `\"icon\": {\"tag\": \"standard_icon\", \"token\": \"…\", \"color\": \"…\"}`",
    ),
    advice("text:plain_text", &["i18n"], "write locale attributes: `en_us=\"…\"`", "write `i18n_content`"),
    advice("text:lark_md", &["i18n"], "write locale attributes: `en_us=\"…\"`", "write `i18n_content`"),
    advice("config", &["compact_width"], "write `width_mode=compact`", "write `\"width_mode\": \"compact\"`"),
    advice(
        "div",
        &["extra"],
        "put the text and the component in two columns of a `<column_set>`",
        "put the text and the component in two columns of a `column_set`",
    ),
    advice(
        "column_set",
        &["_varloop"],
        "loops are for templates of the card builder",
        "loops are for templates of the card builder",
    ),
    advice(
        "button",
        &["complex_interaction"],
        "write two behaviours: `<open_url …/>` and `<callback …/>`",
        "write both behaviours in `behaviors`",
    ),
    advice(
        "button",
        &["required"],
        "a button has nothing to fill in: remove it",
        "a button has nothing to fill in: remove it",
    ),
    advice(
        "overflow",
        &["value"],
        "write `<callback value={{…}}/>`",
        "write `\"behaviors\": [{\"type\": \"callback\", \"value\": {…}}]`",
    ),
    advice(
        "select_static",
        &["value"],
        "write `<callback value={{…}}/>`",
        "write `\"behaviors\": [{\"type\": \"callback\", \"value\": {…}}]`",
    ),
    advice(
        "select_person",
        &["value"],
        "write `<callback value={{…}}/>`",
        "write `\"behaviors\": [{\"type\": \"callback\", \"value\": {…}}]`",
    ),
    advice("option:overflow", &["url"], "write `<multi_url url=\"…\"/>`", "write `\"multi_url\": {\"url\": \"…\"}`"),
    advice("form", &["confirm"], "put it on the submit button", "put it on the submit button"),
    advice("select_img", &["style"], "remove it", "remove it"),
    advice(
        "picker_datetime",
        &["initial_date"],
        "write `initial_datetime=\"2024-01-01 12:00\"`",
        "write `\"initial_datetime\": \"2024-01-01 12:00\"`",
    ),
];

/// Members of 2.0 that 1.0 does not have.
const NEW: &[Advice] = &[
    advice(
        "config",
        &["summary", "streaming_mode", "streaming_config", "locales"],
        "only 2.0 has it: `<card schema=\"2.0\">`",
        "only 2.0 has it: `\"schema\": \"2.0\"`, components in `body`",
    ),
    advice(
        "*",
        &["element_id"],
        "1.0 elements have no ids: remove it, or write `<card schema=\"2.0\">`",
        "1.0 elements have no ids: remove it, or move to schema 2.0",
    ),
    advice("*", &["behaviors"], "in 1.0 write `value={{…}}`", "in 1.0 write `\"value\": {…}`"),
    advice(
        "*",
        &["margin", "direction", "horizontal_spacing", "vertical_spacing", "padding"],
        "1.0 does its own layout: remove it, or write `<card schema=\"2.0\">`",
        "1.0 does its own layout: remove it, or move to schema 2.0",
    ),
];

fn find(walk: &Walk<'_, '_>, list: &'static [Advice], object: &Object, member: &str) -> Option<String> {
    let advice = list.iter().find(|a| (a.object == object.name || a.object == "*") && a.members.contains(&member))?;
    Some(if walk.markup() { advice.markup } else { advice.json }.to_owned())
}

/// For a member that only the other version has.
pub(crate) fn for_the_other_version(walk: &Walk<'_, '_>, element: &Element<'_>, member: &str) -> Option<String> {
    find(walk, if walk.v2() { GONE } else { NEW }, element.object, member)
}

/// For a member that no version has: the nearest name, the object that it belongs to, or the way around the table.
pub(crate) fn for_an_unknown_member(walk: &Walk<'_, '_>, element: &Element<'_>, member: &str) -> Option<String> {
    let object = element.object;
    let known = |row: &&table::Member| {
        super::names::known(object, row.name, walk.version).is_some() && !is_contradicted(object, row.name)
    };
    let misplaced = find(walk, MISPLACED, object, member);
    let near = nearest(member, object.members.iter().filter(known).map(|row| row.name));
    if let (None, Some(near)) = (&misplaced, near) {
        return Some(format!("did you mean `{near}`?"));
    }
    let around = walk.markup().then(|| format!("to set an undocumented member, write `json:{member}=…`"));
    let place = misplaced.or_else(|| owners(walk, member));
    match (place, around) {
        (Some(place), Some(around)) => Some(format!("{place}; {around}")),
        (place, around) => place.or(around),
    }
}

/// The few objects that do have a member of this name.
fn owners(walk: &Walk<'_, '_>, member: &str) -> Option<String> {
    let mut owners: Vec<String> = table::all()
        .filter(|object| object.versions.has(walk.version))
        .filter(|object| object.member(member).is_some_and(|row| row.facts(walk.version).is_some()))
        .map(|object| walk.name(object))
        .collect();
    owners.dedup();
    match &owners[..] {
        [one] => Some(format!("only {one} has it")),
        [one, two] => Some(format!("only {one} and {two} have it")),
        _ => None,
    }
}

/// For a component that only the other version has.
pub(crate) fn for_the_other_component(walk: &Walk<'_, '_>, tag: &str) -> Option<String> {
    let (markup, json) = match tag {
        "note" => (
            "use `<div>` with an icon and `<plain_text text_size=notation text_color=grey>`",
            "use a `div` with an icon and a text of `text_size` notation and `text_color` grey",
        ),
        "action" => (
            "write the components without it, or side by side in the columns of a `<column_set>`",
            "put the components in `elements` without it, or side by side in the columns of a `column_set`",
        ),
        "audio" => {
            ("only 2.0 has it: `<card schema=\"2.0\">`", "only 2.0 has it: `\"schema\": \"2.0\"`, components in `body`")
        }
        _ => return None,
    };
    Some(if walk.markup() { markup } else { json }.to_owned())
}

/// For a component that no version has.
pub(crate) fn for_an_unknown_component(walk: &Walk<'_, '_>, tag: &str, near: Option<&str>) -> Option<String> {
    let mut help = match (near, tag) {
        (_, "text" | "plain_text" | "lark_md") => {
            format!("text belongs in {} or {}", walk.tag("div"), walk.tag("markdown"))
        }
        (_, "code" | "code_block") => format!("write a fence of three backticks in {}", walk.tag("markdown")),
        (_, "link" | "a" | "url" | "at") => format!("write it in the text of {}", walk.tag("markdown")),
        (_, "image") => format!("did you mean {}?", walk.tag("img")),
        (_, "header" | "config" | "card_link") => "it belongs in the card itself, not among the components".to_owned(),
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, _) => String::new(),
    };
    if walk.markup() {
        let before = if help.is_empty() { "" } else { " " };
        help = format!("{help}{before}to send an undocumented component, write `<raw json={{…}}/>`");
    }
    (!help.is_empty()).then_some(help)
}

/// Whether official pages disagree on the member itself, not only on its values.
pub(crate) fn is_contradicted(object: &Object, member: &str) -> bool {
    matches!(
        (object.name, member),
        ("card", "i18n_header" | "fallback") | ("markdown", "font_color") | ("audio", "i18n_file_key_key")
    )
}

/// For a member in the spelling of the other version that this version still accepts.
pub(crate) fn new_spelling(
    walk: &Walk<'_, '_>,
    element: &Element<'_>,
    member: &str,
    value: &Node<'_>,
) -> Option<String> {
    let word = value.as_str();
    let (markup, json) = match (walk.v2(), element.object.name, member, word) {
        (true, "button", "action_type", Some("form_reset")) => {
            ("write `form_action_type=reset`", "write `\"form_action_type\": \"reset\"`")
        }
        (true, "button", "action_type", Some("form_submit") | None) => {
            ("write `form_action_type=submit`", "write `\"form_action_type\": \"submit\"`")
        }
        (true, "button", "action_type", _) => {
            ("behaviours say what a click does: remove it", "`behaviors` say what a click does: remove it")
        }
        (true, "button", "url" | "multi_url", _) => (
            "write `<open_url default_url=\"…\"/>`",
            "write `\"behaviors\": [{\"type\": \"open_url\", \"default_url\": \"…\"}]`",
        ),
        (true, "button" | "input" | "picker_datetime", "value", _) => {
            ("write `<callback value={{…}}/>`", "write `\"behaviors\": [{\"type\": \"callback\", \"value\": {…}}]`")
        }
        (true, "config", "wide_screen_mode", _) => ("remove it", "remove it"),
        (false, "button", "form_action_type", Some("reset")) => {
            ("write `action_type=form_reset`", "write `\"action_type\": \"form_reset\"`")
        }
        (false, "button", "form_action_type", _) => {
            ("write `action_type=form_submit`", "write `\"action_type\": \"form_submit\"`")
        }
        _ => return None,
    };
    Some(if walk.markup() { markup } else { json }.to_owned())
}
