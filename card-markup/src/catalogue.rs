//! The catalogue of diagnostics: every code, once. Those of the rule book, and C00xx, the grammar's: what is wrong with
//! tokens is decided here, in the file that holds the entry.

use crate::{not_rust, syntax, typed};
use feishu_card_schema::{Entry, catalogue, sort_by};

/// The entries of the grammar, file by file.
static GRAMMAR: [&[&[&Entry]]; 3] = [syntax::ENTRIES, typed::ENTRIES, &[not_rust::ENTRIES]];

/// All entries, by code.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    let mut grammar = Vec::new();
    GRAMMAR.iter().for_each(|files| catalogue::gather(files, &mut grammar));
    sort_by(&mut grammar, |a, b| a.code.cmp(b.code));
    grammar.into_iter().chain(catalogue::all())
}

/// The entry of a code: `C0101`.
#[must_use]
pub fn entry(code: &str) -> Option<&'static Entry> {
    GRAMMAR.iter().find_map(|files| catalogue::find(files, code)).or_else(|| catalogue::entry(code))
}
