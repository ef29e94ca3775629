//! The catalogue of diagnostics: every code, once. Those of the rule book, and C00xx, the grammar's: what is wrong with
//! tokens is decided here, in the file that holds the entry.

use crate::{not_rust, syntax, typed};
use feishu_card_schema::{Entry, catalogue, sort_by};

/// The entries of the grammar, file by file.
fn grammar() -> impl Iterator<Item = &'static Entry> {
    let files = syntax::entries().chain(typed::entries()).chain([not_rust::ENTRIES]);
    files.flatten().copied()
}

/// All entries, by code.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    let mut grammar: Vec<&'static Entry> = grammar().collect();
    sort_by(&mut grammar, |a, b| a.code.cmp(b.code));
    grammar.into_iter().chain(catalogue::all())
}

/// The entry of a code: `C0101`.
#[must_use]
pub fn entry(code: &str) -> Option<&'static Entry> {
    grammar().find(|entry| entry.code == code).or_else(|| catalogue::entry(code))
}
