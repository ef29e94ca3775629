//! The catalogue of diagnostics: every code, once, with its severities, its reason and an example.
//!
//! One file per hundred of codes. `docs/diagnostics.md` and `card explain` are made of it.

use crate::{Entry, Severity};

/// Makes the statics of a file and the list of them. `E` and `W` are the severities for markup, JSON 1.0 and JSON 2.0.
macro_rules! entries {
    ($(
        $NAME:ident = $code:literal $title:literal [$markup:ident $json1:ident $json2:ident] $($platform:literal)?
        why $why:literal
        wrong $wrong:literal
        right $right:literal
    )*) => {
        $(
            #[doc = $title]
            pub static $NAME: $crate::Entry = $crate::Entry {
                code: $code,
                title: $title,
                markup: $crate::catalogue::$markup,
                json1: $crate::catalogue::$json1,
                json2: $crate::catalogue::$json2,
                platform: $crate::catalogue::platform(&[$($platform)?]),
                why: $why,
                wrong: $wrong,
                right: $right,
                since: "0.1.0",
            };
        )*
        /// All entries of this file, by code.
        pub(super) static ENTRIES: &[&$crate::Entry] = &[$(&$NAME),*];
    };
}

pub mod card;
pub mod forms;
pub mod links;
pub mod markdown;
pub mod markup;
pub mod members;
pub mod names;
pub mod nesting;
pub mod tables;
pub mod values;

const E: Severity = Severity::Error;
const W: Severity = Severity::Warning;

const fn platform(codes: &[u32]) -> Option<u32> {
    match codes {
        [code, ..] => Some(*code),
        [] => None,
    }
}

/// The parts, by their hundreds.
static PARTS: &[&[&Entry]] = &[
    markup::ENTRIES,
    names::ENTRIES,
    members::ENTRIES,
    values::ENTRIES,
    nesting::ENTRIES,
    forms::ENTRIES,
    tables::ENTRIES,
    markdown::ENTRIES,
    links::ENTRIES,
    card::ENTRIES,
];

/// All entries, by code.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    PARTS.iter().flat_map(|part| part.iter().copied())
}

/// The entry of a code: `C0101`.
#[must_use]
pub fn entry(code: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.code == code)
}
