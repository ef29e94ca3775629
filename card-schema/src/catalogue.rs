//! The catalogue of diagnostics: every code of the rule book, once, with its severities, its reason and an example.
//!
//! An entry is written with `entries!` in the file of the rule that reports it, above the rule: `rules/`, a folder or
//! file for each hundred of codes; `markdown/` for C07xx. The grammar's are C00xx: their rules read tokens, so they are
//! in the crate of the language, whose `catalogue` lists all. `docs/diagnostics.md` and `card explain` are made of that.

use crate::{Entry, markdown, rules, sort_by};

/// The entries of each file.
fn files() -> impl Iterator<Item = &'static [&'static Entry]> {
    rules::entries().chain(markdown::entries())
}

/// All entries of the rule book, by code: C01xx to C09xx.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    let mut all: Vec<&'static Entry> = files().flatten().copied().collect();
    sort_by(&mut all, |a, b| a.code.cmp(b.code));
    all.into_iter()
}

/// The entry of a code of the rule book: `C0101`.
#[must_use]
pub fn entry(code: &str) -> Option<&'static Entry> {
    files().flatten().copied().find(|entry| entry.code == code)
}
