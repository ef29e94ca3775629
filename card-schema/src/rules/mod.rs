//! The rules that a card must keep, over the abstract tree: one set of functions for markup, typed values and JSON.
//!
//! Each hundred of codes has a file or a folder. A file holds the entries of its codes, the rules that report them, and
//! their words. The other files are the walk: `walk`, `path`, `seen`, `context`, `version`, `words`, `advice`.

mod advice;
mod card;
mod context;
mod forms;
mod links;
mod members;
mod names;
mod nesting;
mod path;
mod seen;
mod tables;
mod texts;
mod values;
mod version;
mod walk;
mod words;

pub use card::card_size;
pub use context::Counts;
pub use names::unknown_component;
pub use nesting::depth::nests_too_deep;
pub use nesting::places::{not_allowed, not_an_item};
pub use words::Wording;

use crate::{
    Allow, Diagnostic, Entry, Limits, Reader, Version,
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

/// What a card holds of what the platform counts: what [`check`] compares with the limits.
#[must_use]
pub fn counts(root: &Node<'_>, subject: Subject, settings: &Settings<'_>) -> Counts {
    let version = match version::of(root, subject, settings) {
        version::Answer::One(version) => version,
        version::Answer::Both => Version::V2,
    };
    walk(root, subject, settings, version).counts
}

fn run(root: &Node<'_>, subject: Subject, settings: &Settings<'_>, version: Version) -> Vec<Diagnostic> {
    walk(root, subject, settings, version).finish()
}

fn walk<'t, 's>(
    root: &'t Node<'t>,
    subject: Subject,
    settings: &'s Settings<'s>,
    version: Version,
) -> walk::Walk<'t, 's> {
    let whole = subject.is_card();
    let facts = if whole { context::CardFacts::of(root) } else { context::CardFacts::unknown() };
    let mut walk = walk::Walk::new(settings, version, !whole, facts);
    match subject {
        Subject::Card => walk.single(root_object(root), root, None),
        Subject::Object(object) => walk.single(object, root, None),
        Subject::List(family) => walk.items(family.item(), root, None),
    }
    walk
}

/// The object at the root of what is sent as a card: mostly a card.
fn root_object(root: &Node<'_>) -> &'static Object {
    let Known::Object(object) = &root.value else { return &objects::Card };
    let sent = [&objects::Template, &objects::CardEntity].into_iter().find(|sent| object.is_tagged(sent));
    sent.filter(|_| object.member("data").is_some()).unwrap_or(&objects::Card)
}

/// The entries of the rules, file by file.
pub(crate) fn entries() -> impl Iterator<Item = &'static [&'static Entry]> {
    [
        names::ENTRIES,
        members::required::ENTRIES,
        members::together::ENTRIES,
        members::superseded::ENTRIES,
        values::vocabulary::ENTRIES,
        values::numbers::ENTRIES,
        values::lengths::ENTRIES,
        values::colors::ENTRIES,
        values::dates::ENTRIES,
        values::strings::ENTRIES,
        values::free::ENTRIES,
        values::plain::ENTRIES,
        nesting::places::ENTRIES,
        nesting::kinds::ENTRIES,
        nesting::depth::ENTRIES,
        nesting::counts::ENTRIES,
        forms::submit::ENTRIES,
        forms::outside::ENTRIES,
        forms::choices::ENTRIES,
        forms::unique::ENTRIES,
        tables::rows::ENTRIES,
        tables::charts::ENTRIES,
        links::addresses::ENTRIES,
        links::locales::ENTRIES,
        links::variables::ENTRIES,
        card::ENTRIES,
    ]
    .into_iter()
}

/// A rule over one object of the tree.
type Rule = for<'t> fn(&mut walk::Walk<'t, '_>, &walk::Visited<'t>);

/// The rules asked before the members of an object are visited, in the order of their findings.
const ON_ENTER: &[Rule] = &[
    nesting::counts::not_too_many_tables,
    nesting::counts::not_too_many_charts,
    nesting::counts::not_too_many_elements,
    card::it_is_a_card,
    card::a_card_shows_something,
    card::a_streaming_card_has_a_text_and_no_buttons,
    card::a_pace_of_streaming_is_in_its_range,
    card::a_template_is_sent_alone,
    card::a_body_needs_its_schema,
    card::a_card_of_2_0_is_shared,
    card::a_card_with_audio_is_not_forwarded,
    card::a_fallback_names_a_version_or_components,
    nesting::places::every_component_is_where_it_may_be,
    nesting::kinds::every_text_is_of_a_kind_that_its_member_accepts,
    nesting::depth::components_do_not_nest_too_deep,
    nesting::counts::a_checker_has_few_buttons,
    nesting::counts::nothing_is_more_than_is_shown,
    names::every_member_is_known,
    members::superseded::no_member_is_superseded,
    names::no_member_is_written_twice,
    names::no_member_is_null,
    members::required::every_required_member_is_there,
    forms::submit::in_a_form_every_component_has_its_name,
    members::required::a_picker_shows_something,
    members::required::a_choice_outside_a_form_is_told,
    members::together::exclusive_members_are_not_written_together,
    members::together::no_member_is_shadowed,
    members::together::no_member_is_without_effect,
    forms::submit::a_submit_button_is_in_a_form,
    forms::outside::required_works_only_inside_a_form,
    forms::outside::several_images_are_chosen_in_a_form,
    forms::choices::a_behaviour_is_one_that_its_component_has,
    forms::choices::what_is_chosen_is_an_option,
    forms::choices::a_button_of_a_checker_has_no_border,
    forms::choices::people_are_chosen_by_open_id,
    forms::unique::every_name_is_unique,
    forms::unique::every_audio_id_is_unique,
    forms::choices::every_option_has_its_own_value,
    forms::unique::callbacks_can_be_told_apart,
    links::addresses::a_link_has_an_address,
    links::addresses::open_url_goes_somewhere,
    tables::rows::every_column_has_its_own_name,
    tables::rows::rows_fit_their_columns,
    tables::rows::a_date_format_is_documented,
    tables::charts::a_chart_says_its_type_and_has_data,
];

/// The rules asked after the members of an object were visited.
const ON_LEAVE: &[Rule] = &[forms::submit::a_form_has_a_submit_button, nesting::counts::not_too_many_tagged_objects];
