//! The component table: every object of card JSON 1.0 and 2.0, once.
//!
//! A row reads like this; everything generated from it (statics here, typed values and setters in
//! `feishu-card-core`, checks, help lines, documentation) follows from the row alone:
//!
//! ```text
//! /// What it is.
//! object Person (name = "person", versions = Both, key = "tag", tag = "person, within_1 = "root column form collapsible_panel", within_2 = EVERYWHERE") {
//!     /// What the member means.
//!     size: choice(PersonSize), both { default: "medium" };
//!     margin: sides, v2 { default: "0", values: "-99..99px" };
//! }
//! ```
//!
//! A member's name is followed by its [`Kind`] and, for each version of card JSON that has it, its [`Facts`].
//! `values` lists words and ranges, separated by `|`: `auto`, `16..600px`, `0..` (no upper bound), `1..100%`,
//! `/regular expression/`; for a text object the tags allowed there.

mod choices;
mod containers;
mod display;
mod families;
mod interactive;
mod kinds;
pub mod names;
mod root;
mod shared;

pub(crate) use kinds::ELEMENT_ID;
pub use kinds::{Choice, Facts, Family, Item, Kind, Member, Object, Required, Status, Word};

/// Hands the rows of all groups to a callback macro: each group as items, or in brackets as an item of an array.
#[doc(hidden)]
#[macro_export]
macro_rules! every_object {
    ([$callback:ident]) => {
        [
            $crate::root_objects!($callback),
            $crate::shared_objects!($callback),
            $crate::containers_objects!($callback),
            $crate::display_objects!($callback),
            $crate::interactive_objects!($callback),
        ]
    };
    ($callback:ident) => {
        $crate::root_objects!($callback);
        $crate::shared_objects!($callback);
        $crate::containers_objects!($callback);
        $crate::display_objects!($callback);
        $crate::interactive_objects!($callback);
    };
}

/// The statics made of the rows, under the names of the typed values.
#[allow(non_upper_case_globals, missing_docs)]
pub mod objects {
    use super::kinds::{
        ELEMENT_ID, EVERYWHERE, FORM, LENIENT, Resolved, SPACINGS, Status::*, TEXT_SIZES, WIDTHS, YES, kind, one_of,
        plain,
    };
    use super::{Choice, Facts, Family, Member, Object, Word};
    use crate::Versions::{self, Both};
    use crate::words::LOCALE_VALUES;
    use Versions::{V1, V2};

    #[allow(non_upper_case_globals)]
    const both: Versions = Both;
    #[allow(non_upper_case_globals)]
    const v1: Versions = V1;
    #[allow(non_upper_case_globals)]
    const v2: Versions = V2;

    macro_rules! objects {
        ($(
            $(#[doc = $doc:literal])*
            object $Type:ident ($($fact:ident = $value:expr),* $(,)?) {$(
                $(#[doc = $member_doc:literal])*
                $member:ident : $kind:ident $(($of:ident))?
                $(, $version:ident $({ $($member_fact:ident : $member_value:expr),* $(,)? })?)+ ;
            )*}
        )*) => {
            $(
                pub static $Type: Object = Object {
                    $($fact: $value,)*
                    type_name: stringify!($Type),
                    doc: concat!($($doc,)*),
                    plan: {
                        static PLAN: Resolved = Resolved::new();
                        Some(&PLAN)
                    },
                    members: &[$(Member {
                        name: plain(stringify!($member)),
                        doc: concat!($($member_doc,)*),
                        kind: kind!($kind $($of)?),
                        facts: &[$(($version, facts!($($($member_fact: $member_value),*)?)),)+],
                    },)*],
                    ..Object::NONE
                };
            )*
        };
    }

    macro_rules! facts {
        () => {
            Facts::NONE
        };
        ($($fact:ident : $value:expr),*) => {
            Facts { $($fact: $value,)* ..Facts::NONE }
        };
    }

    macro_rules! families {
        ($(
            $(#[doc = $doc:literal])*
            family $Type:ident { $($Variant:ident),* $(,)? }
        )*) => {$(
            pub static $Type: Family = Family {
                type_name: stringify!($Type),
                doc: concat!($($doc,)*),
                variants: &[$(&$Variant),*],
            };
        )*};
    }

    macro_rules! choices {
        ($(
            $(#[doc = $doc:literal])*
            choice $Type:ident ($name:literal) {$(
                $(#[doc = $word_doc:literal])*
                $Word:ident = $word:literal $($version:ident)?
            ),* $(,)?}
        )*) => {$(
            pub static $Type: Choice = Choice {
                name: $name,
                type_name: stringify!($Type),
                doc: concat!($($doc,)*),
                words: &[$(Word {
                    word: $word,
                    variant: stringify!($Word),
                    doc: concat!($($word_doc,)*),
                    versions: words_versions!($($version)?),
                }),*],
            };
        )*};
    }

    macro_rules! words_versions {
        () => {
            Both
        };
        ($version:ident) => {
            $version
        };
    }

    crate::every_object!(objects);
    crate::families!(families);
    crate::choices!(choices);
}

/// All objects, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Object> {
    ALL.iter().copied()
}

macro_rules! every {
    ($($(#$doc:tt)* object $Type:ident $head:tt $body:tt)*) => { &[$(&objects::$Type),*] };
}

const GROUPS: [&[&Object]; 5] = crate::every_object!([every]);

static ALL: [&Object; count(&GROUPS)] = one_by_one(&GROUPS);

const fn count(groups: &[&[&Object]]) -> usize {
    match groups {
        [group, others @ ..] => group.len() + count(others),
        [] => 0,
    }
}

const fn one_by_one<const N: usize>(groups: &[&[&'static Object]]) -> [&'static Object; N] {
    let mut all = [&objects::Card; N];
    let (mut nth, mut groups) = (0, groups);
    while let [group, others @ ..] = groups {
        let mut group = *group;
        while let [object, rest @ ..] = group {
            all[nth] = *object;
            (nth, group) = (nth + 1, rest);
        }
        groups = others;
    }
    all
}

/// The object of this name in the reference: `button`, `table.column`, `option:select_static`.
#[must_use]
pub fn object(name: &str) -> Option<&'static Object> {
    all().find(|object| object.name == name)
}
