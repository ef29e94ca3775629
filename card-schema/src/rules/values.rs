//! Rules on values: each is of the kind, in the range and in the vocabulary of its member.

use super::{
    colors,
    context::Arm,
    dates, lengths, links, locales,
    path::Step,
    ranges::{self, Range},
    tables,
    walk::{Element, Holder, Walk},
    words,
};
use crate::{
    catalogue::values::{
        DOCUMENTED_AS_OBJECT, OUT_OF_RANGE, UNDOCUMENTED_WORD, VARIABLE, WRONG_LENGTH, WRONG_PATTERN, WRONG_WORD,
    },
    nearest,
    table::{Choice, Kind},
    tree::{Known, Node},
};

/// The value of a member is one that the member accepts.
pub(crate) fn the_value_is_one_that_the_member_accepts<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    element: &Element<'t>,
    node: &'t Node<'t>,
) {
    match &node.value {
        Known::Branches(arms) => {
            return walk
                .each_arm(arms, |walk, node| the_value_is_one_that_the_member_accepts(walk, holder, element, node));
        }
        Known::Str(text) if is_variable(text) => return a_variable_is_in_a_template(walk, node),
        Known::Null => return,
        _ => {}
    }
    let hole = matches!(node.value, Known::Hole);
    match holder.member.kind {
        Kind::Object(object) => walk.single(object, node, Some(holder)),
        Kind::Family(family) => match &node.value {
            Known::Str(word) if family.type_name == "Fallback" && word == "drop" => {}
            _ => walk.variant(family, node, Some(holder)),
        },
        Kind::List(item) if holder.is("card", "elements") && element.has("i18n_elements") => {
            let before = walk.counts;
            let arm = Arm { choice: locales::WHOLE_CARD, arm: usize::MAX };
            walk.in_arm(arm, |walk| walk.items(item, node, Some(holder)));
            walk.counts = before;
        }
        Kind::List(item) => walk.items(item, node, Some(holder)),
        _ if hole => {}
        Kind::Bool => a_truth_value(walk, node),
        Kind::Int | Kind::Number => a_number(walk, holder, node),
        Kind::Str => a_string(walk, holder, element, node),
        Kind::Choice(choice) => a_word_of_the_vocabulary(walk, holder, choice, node),
        Kind::Json | Kind::JsonOrStr => free_json(walk, holder, node),
        Kind::Rows => tables::rows_are_objects(walk, node),
        Kind::Strs | Kind::UserIds => a_list_of_strings(walk, holder, node),
        Kind::LocaleStrs | Kind::LocaleKeys => locales::a_map_of_strings(walk, holder, element, node),
        Kind::LocaleObjects(item) | Kind::LocaleLists(item) => locales::a_map_of_parts(walk, holder, item, node),
        Kind::Named(item) => locales::a_map_of_names(walk, holder, item, node),
        Kind::Color => a_string_that(walk, holder, node, colors::a_color),
        Kind::TextSize => a_string_that(walk, holder, node, colors::a_text_size),
        Kind::IconToken => a_string_that(walk, holder, node, colors::an_icon),
        Kind::Url => a_string_that(walk, holder, node, links::an_address),
        Kind::Key => a_string_that(walk, holder, node, links::a_key),
        Kind::Px | Kind::WordOrPx | Kind::Spacing => a_string_that(walk, holder, node, lengths::a_word_or_length),
        Kind::Px2 | Kind::WordOrPx2 => a_string_that(walk, holder, node, lengths::a_word_or_two_lengths),
        Kind::Sides => a_string_that(walk, holder, node, lengths::sides),
        Kind::UserId => a_string_that(walk, holder, node, |_, _, _, _| {}),
    }
}

/// `${name}` is filled in by the platform, in templates of its builder only; `{{name}}` by nobody.
fn is_variable(text: &str) -> bool {
    [("${", "}"), ("{{", "}}")].iter().any(|(open, close)| {
        text.split_once(open).and_then(|(_, rest)| rest.split_once(close)).is_some_and(|(name, _)| {
            let name = name.trim();
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c == '_' || c == '.' || c.is_ascii_alphanumeric())
        })
    })
}

/// Variables are for templates of the card builder; a card shows them as they are. Reported once.
fn a_variable_is_in_a_template<'t>(walk: &mut Walk<'t, '_>, node: &'t Node<'t>) {
    if walk.seen.variable || walk.markup() {
        return;
    }
    walk.seen.variable = true;
    let message = "variables are filled in only in templates of the card builder".to_owned();
    let help = "send a template message, or put the value in before sending".to_owned();
    walk.report(&VARIABLE, walk.here(node.at), message, Some(help));
}

fn a_truth_value<'t>(walk: &mut Walk<'t, '_>, node: &'t Node<'t>) {
    if !matches!(node.value, Known::Bool(_)) {
        walk.wrong_kind("true or false", node);
    }
}

/// A number is whole where it must be, and in its range.
fn a_number<'t>(walk: &mut Walk<'t, '_>, holder: Holder, node: &'t Node<'t>) {
    let whole = matches!(holder.member.kind, Kind::Int);
    let historic = holder.facts.status == crate::table::Status::Historic;
    let Known::Number(text) = &node.value else {
        if historic && node.as_str().is_some_and(|text| text.trim_end_matches("px").parse::<f64>().is_ok()) {
            // one official sample writes it so
            let message = format!("`{}` must be a number, found text", holder.member.name);
            return walk.report(
                &UNDOCUMENTED_WORD,
                walk.here(node.at),
                message,
                Some("write it without quotes".to_owned()),
            );
        }
        return walk.wrong_kind(if whole { "a whole number" } else { "a number" }, node);
    };
    let Ok(n) = text.parse::<f64>() else { return };
    if whole && n.is_finite() && n.fract() != 0.0 {
        let message = format!("`{}` must be a whole number, found {text}", holder.member.name);
        return walk.report(&OUT_OF_RANGE, walk.here(node.at), message, None);
    }
    let ranges: Vec<Range> = holder.facts.values().filter_map(ranges::range).collect();
    if !ranges.is_empty() && !ranges.iter().any(|range| range.has(n)) {
        let message = format!("`{}` must be {}, found {text}", holder.member.name, ranges::list(&ranges));
        walk.report(&OUT_OF_RANGE, walk.here(node.at), message, None);
    }
}

/// A string is of the form that its member wants.
fn a_string<'t>(walk: &mut Walk<'t, '_>, holder: Holder, element: &Element<'t>, node: &'t Node<'t>) {
    let text = match &node.value {
        Known::Str(text) => &**text,
        Known::Template(_) => return super::texts::a_text_with_holes(walk, holder, element, node),
        _ => return walk.wrong_kind("text", node),
    };
    let here = walk.here(node.at);
    for value in holder.facts.values() {
        if value == crate::table::ELEMENT_ID {
            super::unique::an_element_id(walk, text, here);
        } else if value.starts_with('/') {
            if let Some((wanted, entry)) = dates::wrong(value, text, walk.version) {
                let message = format!("`{text}` is not {wanted}");
                let help = dates::example(value).map(|example| format!("write it like `{example}`"));
                walk.report(entry.unwrap_or(&WRONG_PATTERN), here, message, help);
            }
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
    super::texts::a_text(walk, holder, element, text, node);
}

fn a_string_that<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    node: &'t Node<'t>,
    rule: impl Fn(&mut Walk<'t, '_>, Holder, &'t str, &'t Node<'t>),
) {
    match &node.value {
        Known::Str(text) => rule(walk, holder, text, node),
        Known::Template(_) => {}
        _ => walk.wrong_kind("text", node),
    }
}

/// A word of a closed vocabulary is one of its words, in this version.
fn a_word_of_the_vocabulary<'t>(walk: &mut Walk<'t, '_>, holder: Holder, choice: &'static Choice, node: &'t Node<'t>) {
    let word = match &node.value {
        Known::Str(word) => &**word,
        Known::Template(_) => return,
        _ => return walk.wrong_kind("a word", node),
    };
    if choice.name == "card.schema" && choice.word(word).is_some() {
        return; // it decides the version
    }
    let only: Vec<&str> = holder.facts.values().collect();
    let words: Vec<&str> = match only.is_empty() && choice.name != "card.schema" {
        true => choice.words(walk.version).map(|word| word.word).collect(),
        false => {
            let all = choice.words.iter().map(|word| word.word);
            all.filter(|word| only.is_empty() || only.contains(word)).collect()
        }
    };
    if words.contains(&word) {
        return;
    }
    let name = holder.member.name;
    let here = walk.here(node.at);
    let owner = walk.name(holder.object);
    if matches!((holder.object.name, name, word), ("action", "layout", "default")) {
        let message = format!("`{word}` of `{name}` is documented only in official samples");
        return walk.report(&UNDOCUMENTED_WORD, here, message, Some("remove it".to_owned()));
    }
    let message = format!("`{name}` of {owner} does not accept `{word}`");
    let mut help = match nearest(word, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected {}", words::list(&words)),
    };
    let ident = !word.is_empty()
        && !word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
    if walk.markup() && ident {
        help.push_str(&format!(" (for a variable write `{name}={{{word}}}`)"));
    }
    walk.report(&WRONG_WORD, here, message, Some(help));
}

/// Free JSON is the object that it is documented to be.
fn free_json<'t>(walk: &mut Walk<'t, '_>, holder: Holder, node: &'t Node<'t>) {
    let name = holder.member.name;
    let list_of_tags = holder.object.name == "fallback.trigger_condition";
    match &node.value {
        Known::Object(_) => {}
        Known::List(_) if list_of_tags => {}
        Known::Str(_) | Known::Template(_) if list_of_tags => {}
        // what a chart or a template needs is parsed; callback data merely comes back
        Known::Str(_) | Known::Template(_) if matches!(name, "chart_spec" | "template_variable") => {
            walk.wrong_kind("an object", node);
        }
        Known::Str(_) | Known::Template(_) => {
            let callback = holder.object.name == "behavior:callback";
            if matches!(holder.member.kind, Kind::JsonOrStr) && !(callback && walk.v2()) {
                return;
            }
            let message = format!("`{name}` of {} is documented as an object, found text", walk.name(holder.object));
            let help = if walk.markup() { format!("write `{name}={{{{…}}}}`") } else { "write `{…}`".to_owned() };
            walk.report(&DOCUMENTED_AS_OBJECT, walk.here(node.at), message, Some(help));
        }
        _ => walk.wrong_kind("an object", node),
    }
}

/// A list of strings holds strings.
fn a_list_of_strings<'t>(walk: &mut Walk<'t, '_>, holder: Holder, node: &'t Node<'t>) {
    let Known::List(items) = &node.value else { return walk.wrong_kind("a list of texts", node) };
    for (index, item) in items.iter().enumerate() {
        walk.down(Step::item(index), |walk| match &item.value {
            Known::Str(text) if holder.member.name == "locales" => locales::a_locale(walk, text, walk.here(item.at)),
            Known::Str(_) | Known::Template(_) | Known::Hole | Known::Branches(_) | Known::Repeat(_) => {}
            _ => walk.wrong_kind("text", item),
        });
    }
}
