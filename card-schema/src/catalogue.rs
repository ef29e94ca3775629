//! The catalogue of diagnostics: every code of the rule book, once, with its severities, its reason and an example.
//!
//! An entry is written with `entries!` in the file of the rule that reports it, above the rule: `rules/`, a folder or
//! file for each hundred of codes; `markdown/` for C07xx. The grammar's are C00xx: their rules read tokens, so they are
//! in the crate of the language, whose `catalogue` lists all. `docs/diagnostics.md` and `card explain` are made of that.

use crate::{Entry, markdown, rules, sort_by};

/// Adds the entries of these files.
#[doc(hidden)]
pub fn gather(files: &[&[&'static Entry]], all: &mut Vec<&'static Entry>) {
    files.iter().for_each(|file| all.extend_from_slice(file));
}

/// The entry of a code in these files.
#[doc(hidden)]
#[must_use]
pub fn find(files: &[&[&'static Entry]], code: &str) -> Option<&'static Entry> {
    files.iter().find_map(|file| file.iter().find(|entry| entry.code == code).copied())
}

/// All entries of the rule book, by code: C01xx to C09xx.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    let mut all = Vec::new();
    gather(rules::ENTRIES, &mut all);
    gather(markdown::ENTRIES, &mut all);
    sort_by(&mut all, |a, b| a.code.cmp(b.code));
    all.into_iter()
}

/// The entry of a code of the rule book: `C0101`.
#[must_use]
pub fn entry(code: &str) -> Option<&'static Entry> {
    find(rules::ENTRIES, code).or_else(|| find(markdown::ENTRIES, code))
}
