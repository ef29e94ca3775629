//! C03xx: values. Each is of the kind, in the range and in the vocabulary of its member.

pub(crate) mod colors;
pub(crate) mod dates;
pub(crate) mod free;
pub(crate) mod lengths;
pub(crate) mod numbers;
pub(crate) mod plain;
pub(crate) mod ranges;
pub(crate) mod strings;
pub(crate) mod vocabulary;

use super::{
    context::Arm,
    links::{addresses, locales},
    tables::rows,
    walk::{Holder, Visited, Walk},
};
use crate::{
    table::{Kind, objects},
    tree::{Known, Node},
};

/// The value of a member is one that the member accepts.
pub(crate) fn the_value_is_one_that_the_member_accepts<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    element: &Visited<'t>,
    node: &'t Node<'t>,
) {
    match &node.value {
        Known::Branches(arms) => {
            return walk.each_arm(arms, &mut |walk, node| {
                the_value_is_one_that_the_member_accepts(walk, holder, element, node)
            });
        }
        Known::Str(text) if strings::is_variable(text) => return strings::a_variable_is_in_a_template(walk, node),
        Known::Null => return,
        _ => {}
    }
    let hole = matches!(node.value, Known::Hole);
    match holder.member.kind {
        Kind::Object(object) => walk.single(object, node, Some(holder)),
        Kind::Family(family) => match &node.value {
            Known::Str(word) if family == &objects::Fallback && word == "drop" => {}
            _ => walk.variant(family, node, Some(holder)),
        },
        Kind::List(item) if holder.is(&objects::Card, "elements") && element.has("i18n_elements") => {
            let before = walk.counts;
            let arm = Arm { choice: locales::WHOLE_CARD, arm: usize::MAX };
            walk.in_arm(arm, |walk| walk.items(item, node, Some(holder)));
            walk.counts = before;
        }
        Kind::List(item) => walk.items(item, node, Some(holder)),
        _ if hole => {}
        Kind::Bool => a_truth_value(walk, node),
        Kind::Int | Kind::Number => numbers::every_number_is_in_its_range(walk, holder, node),
        Kind::Str => strings::every_string_has_its_form(walk, holder, element, node),
        Kind::Choice(choice) => vocabulary::every_word_is_in_the_vocabulary(walk, holder, choice, node),
        Kind::Json | Kind::JsonOrStr => free::free_json(walk, holder, node),
        Kind::Rows => rows::rows_are_objects(walk, node),
        Kind::Strs | Kind::UserIds => free::a_list_of_strings(walk, holder, node),
        Kind::LocaleStrs | Kind::LocaleKeys => locales::a_map_of_strings(walk, holder, element, node),
        Kind::LocaleObjects(item) | Kind::LocaleLists(item) => locales::a_map_of_parts(walk, holder, item, node),
        Kind::Named(item) => locales::a_map_of_names(walk, holder, item, node),
        Kind::Color => a_string_that(walk, holder, node, colors::every_colour_is_known),
        Kind::TextSize => a_string_that(walk, holder, node, colors::every_text_size_is_known),
        Kind::IconToken => a_string_that(walk, holder, node, colors::every_icon_is_known),
        Kind::Url => a_string_that(walk, holder, node, addresses::every_address_is_whole),
        Kind::Key => a_string_that(walk, holder, node, addresses::a_key),
        Kind::Px | Kind::WordOrPx | Kind::Spacing | Kind::Px2 | Kind::WordOrPx2 | Kind::Sides => {
            a_string_that(walk, holder, node, lengths::every_length_is_in_its_range);
        }
        Kind::UserId => a_string(walk, node),
    }
}

fn a_truth_value<'t>(walk: &mut Walk<'t, '_>, node: &'t Node<'t>) {
    if !matches!(node.value, Known::Bool(_)) {
        walk.wrong_kind("true or false", node);
    }
}

fn a_string_that<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    node: &'t Node<'t>,
    rule: impl Fn(&mut Walk<'t, '_>, Holder, &'t str, &'t Node<'t>),
) {
    match &node.value {
        Known::Str(text) => rule(walk, holder, text, node),
        _ => a_string(walk, node),
    }
}

fn a_string<'t>(walk: &mut Walk<'t, '_>, node: &'t Node<'t>) {
    if !matches!(node.value, Known::Str(_) | Known::Template(_)) {
        walk.wrong_kind("text", node);
    }
}
