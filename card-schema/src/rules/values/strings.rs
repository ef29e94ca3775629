//! Rules on strings: their form, their length, and variables that nobody fills in.

use super::{dates, ranges};
use crate::{
    entries,
    rules::{
        forms::unique,
        texts,
        walk::{Holder, Visited, Walk},
    },
    table::{self, Member, Object, objects},
    tree::{Known, Node},
};

entries! {
    WRONG_LENGTH = "C0314" "a text is too long or too short" [E E E]
        why "The symbol of a number column is one character; the id of a card entity has 1 to 20."
        wrong "<card><table><column name=\"n\" data_type=number><format symbol=\"RMB\"/></column><row n=1/></table></card>"
        right "<card><table><column name=\"n\" data_type=number><format symbol=\"¥\"/></column><row n=1/></table></card>"

    TEXT_TOO_LONG = "C0315" "a button, option or placeholder text is too long" [E E E]
        why "Texts of buttons, of options of an overflow, and placeholders take 100 characters (card-json-1 §12, card-json-2 §18)."
        wrong "{\"schema\": \"2.0\", \"body\": {\"elements\": [{\"tag\": \"button\", \"text\": {\"tag\": \"plain_text\", \"content\": \
            \"1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890+\"}}]}}"
        right "{\"schema\": \"2.0\", \"body\": {\"elements\": [{\"tag\": \"button\", \"text\": {\"tag\": \"plain_text\", \"content\": \"OK\"}}]}}"

    VARIABLE = "C0317" "a template variable in a card" [W W W]
        why "`${name}` is filled in by the platform in templates of its card builder only; a card shows it as it is (card-json-1 §1)."
        wrong "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"${name}\"}]}"
        right "{\"type\": \"template\", \"data\": {\"template_id\": \"AAq1\", \"template_variable\": {\"name\": \"李明\"}}}"
}

/// `${name}` is filled in by the platform, in templates of its builder only; `{{name}}` by nobody.
pub(crate) fn is_variable(text: &str) -> bool {
    text.contains('{')
        && [("${", "}"), ("{{", "}}")].iter().any(|(open, close)| {
            text.split_once(open).and_then(|(_, rest)| rest.split_once(close)).is_some_and(|(name, _)| {
                let name = name.trim();
                name.starts_with(|c: char| c.is_ascii_alphabetic())
                    && name.chars().all(|c| c == '_' || c == '.' || c.is_ascii_alphanumeric())
            })
        })
}

/// Variables are for templates of the card builder; a card shows them as they are. Reported once.
pub(crate) fn a_variable_is_in_a_template<'t>(walk: &mut Walk<'t, '_>, node: &'t Node<'t>) {
    if walk.seen.variable || walk.markup() {
        return;
    }
    walk.seen.variable = true;
    let message = "variables are filled in only in templates of the card builder".to_owned();
    let help = "send a template message, or put the value in before sending".to_owned();
    walk.report(&VARIABLE, walk.here(node.at), message, Some(help));
}

/// A string is of the form that its member wants.
pub(crate) fn every_string_has_its_form<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    element: &Visited<'t>,
    node: &'t Node<'t>,
) {
    let text = match &node.value {
        Known::Str(text) => &**text,
        Known::Template(_) => return texts::a_text_with_holes(walk, holder, element, node),
        _ => return walk.wrong_kind("text", node),
    };
    for value in holder.facts.values() {
        let here = walk.here(node.at);
        if value == table::ELEMENT_ID {
            unique::every_element_id_is_right_and_unique(walk, text, here);
        } else if value.starts_with('/') {
            dates::a_text_of_a_form(walk, value, text, here);
        } else if let Some(limit) = value.strip_suffix("characters").or(value.strip_suffix("character"))
            && let Some(range) = ranges::range(limit.trim())
        {
            let count = text.chars().count();
            if !range.has(count as f64) {
                let limit = limit.trim().replace("..", " to ");
                let message = format!("`{}` must have {limit} character(s), found {count}", holder.member.name);
                walk.report(&WRONG_LENGTH, here, message, None);
            }
        }
    }
    texts::a_text(walk, holder, element, text, node);
}

/// Whether the text in a member must be short.
pub(crate) fn holds_a_short_text(object: &Object, member: &Member) -> bool {
    member.name == "placeholder"
        || member.name == "text" && [&objects::Button, &objects::OverflowOption].contains(&object)
}

/// The text of a button, an option or a placeholder is short.
pub(crate) fn short_texts_are_short<'t>(
    walk: &mut Walk<'t, '_>,
    element: &Visited<'t>,
    text: &str,
    node: &'t Node<'t>,
) {
    let limit = walk.settings.limits.short_text;
    if text.len() <= limit || !element.holder.is_some_and(|holder| holds_a_short_text(holder.object, holder.member)) {
        return;
    }
    let count = text.chars().count();
    if count > limit {
        let message = format!("this text is too long: at most {limit} characters, found {count}");
        walk.report(&TEXT_TOO_LONG, walk.here(node.at), message, Some("shorten it".to_owned()));
    }
}
