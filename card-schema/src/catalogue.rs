//! The catalogue of diagnostics: every code, once, with its severities, its reason and an example.
//!
//! An entry is written with `entries!` in the file of the rule that reports it, above the rule: `rules/`, a folder or
//! file for each hundred of codes; `markdown/` for C07xx; `grammar` for C00xx. `docs/diagnostics.md` and `card explain`
//! are made of it.

use crate::{Entry, Severity, grammar, markdown, rules};

/// Makes the statics of a file and their list. `E` and `W` are the severities for markup, JSON 1.0 and JSON 2.0.
///
/// An entry is private to its file: only the rules there can report it. Those of `grammar` are `pub`.
macro_rules! entries {
    (pub $($entries:tt)*) => { $crate::catalogue::entries! { @ pub, $($entries)* } };
    (@ $vis:vis, $(
        $NAME:ident = $code:literal $title:literal [$markup:ident $json1:ident $json2:ident] $($platform:literal)?
        why $why:literal
        wrong $wrong:literal
        right $right:literal
    )*) => {
        $(
            #[doc = $title]
            $vis static $NAME: $crate::Entry = $crate::Entry {
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
                module: module_path!(),
            };
        )*
        /// All entries of this file, by code.
        pub(crate) static ENTRIES: &[&$crate::Entry] = &[$(&$NAME),*];
    };
    ($($entries:tt)*) => { $crate::catalogue::entries! { @ , $($entries)* } };
}
pub(crate) use entries;

pub(crate) const E: Severity = Severity::Error;
pub(crate) const W: Severity = Severity::Warning;

pub(crate) const fn platform(codes: &[u32]) -> Option<u32> {
    match codes {
        [code, ..] => Some(*code),
        [] => None,
    }
}

/// The entries of each file.
fn files() -> impl Iterator<Item = &'static [&'static Entry]> {
    [grammar::ENTRIES].into_iter().chain(rules::entries()).chain(markdown::entries())
}

/// All entries, by code.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    let mut all: Vec<&'static Entry> = files().flatten().copied().collect();
    all.sort_unstable_by_key(|entry| entry.code);
    all.into_iter()
}

/// The entry of a code: `C0101`.
#[must_use]
pub fn entry(code: &str) -> Option<&'static Entry> {
    files().flatten().copied().find(|entry| entry.code == code)
}
