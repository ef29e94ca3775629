//! The catalogue of diagnostics: every code of the rule book, once, with its severities, its reason and an example.
//!
//! An entry is written with `entries!` in the file of the rule that reports it, above the rule: `rules/`, a folder or
//! file for each hundred of codes; `markdown/` for C07xx. The grammar's are C00xx: their rules read tokens, so they are
//! in the crate of the language, whose `catalogue` lists all. `docs/diagnostics.md` and `card explain` are made of that.

use crate::{Entry, markdown, rules};

/// Makes the statics of a file and their list. `E` and `W` are the severities for markup, JSON 1.0 and JSON 2.0.
///
/// An entry is private to its file: only the rules there can report it.
#[doc(hidden)]
#[macro_export]
macro_rules! entries {
    (@ E) => { $crate::Severity::Error };
    (@ W) => { $crate::Severity::Warning };
    ($(
        $NAME:ident = $code:literal $title:literal [$markup:ident $json1:ident $json2:ident] $($platform:literal)?
        why $why:literal
        wrong $wrong:literal
        right $right:literal
    )*) => {
        $(
            #[doc = $title]
            static $NAME: $crate::Entry = $crate::Entry::new(
                $code,
                $title,
                [$crate::entries!(@ $markup), $crate::entries!(@ $json1), $crate::entries!(@ $json2)],
                &[$($platform)?],
                $why,
                [$wrong, $right],
                module_path!(),
            );
        )*
        /// All entries of this file, by code.
        pub(crate) static ENTRIES: &[&$crate::Entry] = &[$(&$NAME),*];
    };
}
#[doc(hidden)]
pub use entries;

/// The entries of each file.
fn files() -> impl Iterator<Item = &'static [&'static Entry]> {
    rules::entries().chain(markdown::entries())
}

/// All entries of the rule book, by code: C01xx to C09xx.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    let mut all: Vec<&'static Entry> = files().flatten().copied().collect();
    all.sort_unstable_by_key(|entry| entry.code);
    all.into_iter()
}

/// The entry of a code of the rule book: `C0101`.
#[must_use]
pub fn entry(code: &str) -> Option<&'static Entry> {
    files().flatten().copied().find(|entry| entry.code == code)
}
