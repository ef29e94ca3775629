//! The rules that a card must keep, over the abstract tree: one set of functions for markup, typed values and JSON.
//!
//! Each hundred of codes has a file or a folder. A file holds the entries of its codes, the rules that report them, and
//! their words. `asked` and `plan` say which rules are asked of an object. The other files are the walk: `walk`,
//! `path`, `seen`, `context`, `version`, `words`, `advice`.

mod advice;
mod asked;
mod card;
mod context;
mod forms;
#[cfg(feature = "values")]
mod glance;
mod links;
mod members;
mod names;
mod nesting;
mod path;
pub(crate) mod plan;
mod seen;
mod tables;
mod texts;
mod values;
mod version;
mod walk;
pub(crate) mod words;

pub use card::card_size;
pub use context::Counts;
#[cfg(feature = "values")]
#[doc(hidden)]
pub use glance::{Expected, Frame, Glance, fingerprint};
pub use names::unknown_component;
pub use nesting::depth::nests_too_deep;
pub use nesting::places::{not_allowed, not_an_item};
pub use words::Wording;

use crate::{
    Allow, Diagnostic, Entry, Limits, Reader, Version,
    index::Index,
    table::{Family, Object, objects},
    tree::{Known, Node},
};
use asked::{
    Asked,
    Of::{Missing, Null, These, Those, Twice, Unknown, Written},
    Spoil::{self, Lacking, Objects, Off, On, Pairs, Together, WithoutEffect},
    asked,
};

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
            let (mut places, mut severities) = (Index::default(), Vec::new());
            // of findings at one place the last one holds
            for finding in run(root, subject, settings, Version::V1).iter().rev() {
                if places.add(place(finding)).is_none() {
                    severities.push(finding.severity);
                }
            }
            let mut found = run(root, subject, settings, Version::V2);
            found.retain_mut(|finding| match places.find(&place(finding)).and_then(|nth| severities.get(nth)) {
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
pub(crate) static ENTRIES: &[&[&Entry]] = &[
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
];

/// The rules asked before the members of an object are visited, in the order of their findings, and the objects that each
/// concerns.
static WHEN_ENTERED: &[Asked] = &[
    asked(nesting::counts::not_too_many_tables, These(&[&objects::Table])),
    asked(nesting::counts::not_too_many_charts, These(&[&objects::Chart])),
    asked(nesting::counts::not_too_many_elements, Those(|object| object.key == "tag")).kept(),
    // one that shows something is one
    asked(card::it_is_a_card, These(&[&objects::Card])).kept(),
    asked(card::a_card_shows_something, These(&[&objects::Card])).spoiled_by(&[
        Lacking(&objects::Card, &["elements", "i18n_elements", "body"]),
        Lacking(&objects::Body, &["elements"]),
    ]),
    asked(card::a_streaming_card_has_a_text_and_no_buttons, These(&[&objects::Card]))
        .spoiled_by(&[On(&objects::Config, "streaming_mode")]),
    asked(card::a_pace_of_streaming_is_in_its_range, These(&[&objects::PrintFrequency, &objects::PrintStep])),
    asked(card::a_template_is_sent_alone, These(&[&objects::Template, &objects::CardEntity])),
    // `body` is unknown in 1.0
    asked(card::a_body_needs_its_schema, These(&[&objects::Card])).kept(),
    asked(card::a_card_of_2_0_is_shared, These(&[&objects::Config]))
        .spoiled_by(&[Off(&objects::Config, "update_multi")]),
    asked(card::a_card_with_audio_is_not_forwarded, These(&[&objects::Audio])),
    asked(card::a_fallback_names_a_version_or_components, These(&[&objects::TriggerCondition])),
    asked(nesting::places::every_component_is_where_it_may_be, Those(Object::is_component)).kept(),
    asked(nesting::kinds::every_text_is_of_a_kind_that_its_member_accepts, Those(nesting::kinds::is_a_text)).kept(),
    asked(nesting::depth::components_do_not_nest_too_deep, Those(Object::is_component)).kept(),
    asked(nesting::counts::a_checker_has_few_buttons, These(&[&objects::CheckerButtonArea])),
    asked(
        nesting::counts::nothing_is_more_than_is_shown,
        These(&[&objects::Header, &objects::Table, &objects::ImgCombination]),
    )
    .spoiled_by(&[
        Objects(&[&objects::Table, &objects::ImgCombination]),
        Spoil::Written(|object, member, _| object == &objects::Header && nesting::counts::is_a_list_of_tags(member)),
    ]),
    asked(names::every_member_is_known, Unknown),
    asked(members::superseded::no_member_is_superseded, Written(members::superseded::is_superseded)),
    asked(names::no_member_is_written_twice, Twice),
    asked(names::no_member_is_null, Null),
    asked(members::required::every_required_member_is_there, Missing(members::required::is_missed)),
    asked(forms::submit::in_a_form_every_component_has_its_name, Those(forms::submit::has_a_name_in_a_form))
        .spoiled_by(&[Objects(&[&objects::Form])]),
    asked(members::required::a_picker_shows_something, These(&[&objects::PickerTime, &objects::PickerDatetime])),
    asked(members::required::a_choice_outside_a_form_is_told, These(&members::required::CHOICES)),
    asked(
        members::together::exclusive_members_are_not_written_together,
        These(&[&objects::Button, &objects::OverflowOption]),
    )
    .spoiled_by(&[
        Together(&objects::Button, ["url", "multi_url"]),
        Together(&objects::OverflowOption, ["url", "multi_url"]),
    ]),
    asked(members::together::no_member_is_shadowed, Written(members::together::beats_another))
        .spoiled_by(&[Pairs(members::together::beaten)]),
    asked(members::together::no_member_is_without_effect, Written(members::together::needs_another))
        .spoiled_by(&[WithoutEffect(members::together::needs_another_beside_a_plain_icon)]),
    asked(forms::submit::a_submit_button_is_in_a_form, These(&[&objects::Button]))
        .spoiled_by(&[Spoil::Written(|_, member, _| forms::submit::says_what_it_does(member))]),
    asked(forms::outside::required_works_only_inside_a_form, Written(|_, member, _| member.name == "required")),
    asked(forms::outside::several_images_are_chosen_in_a_form, These(&[&objects::SelectImg])),
    asked(forms::choices::a_behaviour_is_one_that_its_component_has, These(&[&objects::OpenUrl])).spoiled_by(&[
        Spoil::Written(|object, member, _| member.name == "behaviors" && !forms::choices::opens_links(object)),
    ]),
    asked(forms::choices::what_is_chosen_is_an_option, Written(forms::choices::is_chosen)),
    asked(forms::choices::a_button_of_a_checker_has_no_border, These(&[&objects::Button]))
        .spoiled_by(&[Objects(&[&objects::CheckerButtonArea])]),
    asked(forms::choices::people_are_chosen_by_open_id, These(&[&objects::SelectPersonOption])),
    asked(forms::unique::every_name_is_unique, Written(|_, member, _| member.name == "name")).kept(),
    asked(forms::unique::every_audio_id_is_unique, These(&[&objects::Audio])),
    asked(
        forms::choices::every_option_has_its_own_value,
        These(&[&objects::SelectStatic, &objects::MultiSelectStatic, &objects::Overflow]),
    ),
    asked(forms::unique::callbacks_can_be_told_apart, Those(forms::unique::calls_back)).kept(),
    asked(links::addresses::a_link_has_an_address, These(&[&objects::CardLink, &objects::Link]))
        .spoiled_by(&[Lacking(&objects::CardLink, &["url"]), Lacking(&objects::Link, &["url"])]),
    // the look takes no empty address
    asked(links::addresses::open_url_goes_somewhere, These(&[&objects::OpenUrl])).kept(),
    asked(tables::rows::every_column_has_its_own_name, These(&[&objects::Table])),
    asked(tables::rows::rows_fit_their_columns, These(&[&objects::Table])),
    asked(tables::rows::a_date_format_is_documented, These(&[&objects::TableColumn])),
    asked(tables::charts::a_chart_says_its_type_and_has_data, These(&[&objects::Chart])),
];

/// The rules asked after the members of an object were visited.
static WHEN_LEFT: &[Asked] = &[
    asked(forms::submit::a_form_has_a_submit_button, These(&[&objects::Form])),
    asked(nesting::counts::not_too_many_tagged_objects, These(&[&objects::Body])).kept(),
];
