//! The rules that a card must keep, over the abstract tree: one set of functions for markup, typed values and JSON.

mod advice;
mod card;
mod charts;
mod colors;
mod context;
mod counts;
mod dates;
mod forms;
mod lengths;
mod links;
mod locales;
mod names;
mod nest;
mod path;
mod ranges;
mod required;
mod seen;
mod tables;
mod texts;
mod together;
mod unique;
mod values;
mod version;
mod walk;
mod words;

use crate::{
    Allow, Diagnostic, Limits, Reader, Version,
    table::{Family, Object, objects},
    tree::{Known, Node},
};
use std::collections::HashMap;

/// What the root of a tree is.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// A card, or what may travel instead of one: a template message or a card entity.
    Card,
    /// One object on its own: a fragment that some card will hold.
    Object(&'static Object),
    /// A list of such objects.
    List(&'static Family),
}

impl Subject {
    /// Whether it is a whole card, and not a part of one.
    #[must_use]
    pub fn is_card(self) -> bool {
        match self {
            Subject::Card => true,
            Subject::Object(object) => [&objects::Card, &objects::Template, &objects::CardEntity].contains(&object),
            Subject::List(_) => false,
        }
    }
}

/// How a tree is checked.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'s> {
    /// Who reads it: decides severities and wording.
    pub reader: Reader,
    /// The version of card JSON; `None` to read it from the card, or for a fragment that may be used in both.
    pub version: Option<Version>,
    /// The limits to hold.
    pub limits: &'s Limits,
    /// The codes that are lowered.
    pub allow: &'s Allow,
}

/// Every finding in a tree, in document order.
///
/// - The tree is the JSON as far as it is known, `tag` members included. A member that the table does not
///   have is reported whatever its value: leave what should not be checked out of the tree.
/// - One mistake is one finding; nothing is reported that may turn out right because of a hole, an open object, a branch or a loop.
/// - `at` is that of the most exact node: the value for a wrong value, the member for a wrong name, the
///   element for what concerns the element.
#[must_use]
pub fn check(root: &Node<'_>, subject: Subject, settings: &Settings<'_>) -> Vec<Diagnostic> {
    match version::of(root, subject, settings) {
        version::Answer::One(version) => run(root, subject, settings, version),
        // a fragment for both: only what both versions refuse
        version::Answer::Both => {
            let place = |d: &Diagnostic| (d.entry.code, d.pointer.clone(), d.at);
            let other: HashMap<_, _> =
                run(root, subject, settings, Version::V1).iter().map(|d| (place(d), d.severity)).collect();
            let mut found = run(root, subject, settings, Version::V2);
            found.retain_mut(|finding| match other.get(&place(finding)) {
                Some(severity) => {
                    finding.severity = finding.severity.min(*severity);
                    true
                }
                None => false,
            });
            found
        }
    }
}

/// The finding about the size of a card in bytes, if it is too large.
#[must_use]
pub fn card_size(bytes: usize, settings: &Settings<'_>) -> Option<Diagnostic> {
    let limit = settings.limits.card_bytes;
    if bytes <= limit {
        return None;
    }
    let entry = &crate::catalogue::card::TOO_LARGE;
    Some(Diagnostic {
        entry,
        severity: settings.allow.lower(entry.code, crate::Severity::Error)?,
        at: crate::tree::At::default(),
        pointer: String::new(),
        path: "ROOT".to_owned(),
        message: format!("the card is too large: {bytes} bytes, at most {limit} in a message"),
        help: Some("split it over several messages, or shorten texts and tables".to_owned()),
        earlier: None,
    })
}

fn run(root: &Node<'_>, subject: Subject, settings: &Settings<'_>, version: Version) -> Vec<Diagnostic> {
    let whole = subject.is_card();
    let facts = if whole { context::Facts::of(root) } else { context::Facts::unknown() };
    let mut walk = walk::Walk::new(settings, version, !whole, facts);
    match subject {
        Subject::Card => walk.single(root_object(root), root, None),
        Subject::Object(object) => walk.single(object, root, None),
        Subject::List(family) => walk.items(family.item(), root, None),
    }
    walk.finish()
}

/// The object at the root of what is sent as a card: mostly a card.
fn root_object(root: &Node<'_>) -> &'static Object {
    let Known::Object(object) = &root.value else { return &objects::Card };
    match (object.text("type"), object.member("data")) {
        (Some("template"), Some(_)) => &objects::Template,
        (Some("card"), Some(_)) => &objects::CardEntity,
        _ => &objects::Card,
    }
}

/// A rule over one object of the tree.
type Rule = for<'t> fn(&mut walk::Walk<'t, '_>, &walk::Element<'t>);

/// The rules asked before the members of an object are visited, in the order of their findings.
const ON_ENTER: &[Rule] = &[
    card::it_is_a_card,
    card::a_template_is_sent_alone,
    card::a_body_needs_its_schema,
    card::a_card_of_2_0_is_shared,
    card::a_card_with_audio_is_not_forwarded,
    card::a_fallback_names_a_version_or_components,
    nest::every_component_is_where_it_may_be,
    nest::every_text_is_of_a_kind_that_its_member_accepts,
    nest::components_do_not_nest_too_deep,
    counts::a_checker_has_few_buttons,
    counts::nothing_is_more_than_is_shown,
    names::every_member_is_known,
    names::no_member_is_superseded,
    names::no_member_is_written_twice,
    names::no_member_is_null,
    required::every_required_member_is_there,
    required::in_a_form_every_component_has_its_name,
    required::a_picker_shows_something,
    together::exclusive_members_are_not_written_together,
    together::no_member_is_shadowed,
    together::no_member_is_without_effect,
    forms::a_submit_button_is_in_a_form,
    forms::required_works_only_inside_a_form,
    forms::several_images_are_chosen_in_a_form,
    forms::a_behaviour_is_one_that_its_component_has,
    forms::what_is_chosen_is_an_option,
    forms::a_button_of_a_checker_has_no_border,
    forms::people_are_chosen_by_open_id,
    unique::every_name_is_unique,
    unique::every_audio_id_is_unique,
    unique::every_option_has_its_own_value,
    unique::callbacks_can_be_told_apart,
    links::a_link_has_an_address,
    links::open_url_goes_somewhere,
    tables::every_column_has_its_own_name,
    tables::rows_fit_their_columns,
    tables::a_date_format_is_documented,
    charts::a_chart_says_its_type_and_has_data,
];

/// The rules asked after the members of an object were visited.
const ON_LEAVE: &[Rule] = &[forms::a_form_has_a_submit_button];
