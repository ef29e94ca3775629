//! Markdown that a model or a person wrote, made safe and valid: it mentions nobody, holds no tag of the platform, and
//! nothing that the platform refuses.
//!
//! `tags` makes tags text; `links` and `blocks` read what is left: links, pictures, tables, code. Whatever the rule
//! book still refuses is shown as written. `growing` does the same to a text that grows, `split` cuts one for several
//! cards.

mod blocks;
mod growing;
mod links;
mod rewriter;
mod split;
mod tags;
#[cfg(test)]
mod tests;

pub use growing::GrowingText;
pub(crate) use links::pictures;
pub use split::SplitLimits;
pub(crate) use split::split;

use blocks::with_even_fences;
use feishu_card_schema::{
    Severity,
    markdown::{Context, Flavour, HoleContext, check, escape},
    tree::TextPart,
};
use rewriter::Rewriter;
use std::cell::RefCell;
use tags::without_live_tags;

/// What was changed in a text, and how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// Mentions and other tags that are shown as text now.
    pub tags: usize,
    /// Links that led nowhere a card may lead, as text now.
    pub links: usize,
    /// Pictures, as links or text now: a card shows uploaded pictures only.
    pub pictures: usize,
    /// Tables beyond the limit, as code now.
    pub tables: usize,
    /// Code blocks without an end, closed now.
    pub fences: usize,
    /// Indented code, between fences now.
    pub indented: usize,
    /// Texts that are shown as written, since nothing else made them valid.
    pub escaped: usize,
}

impl Changes {
    /// Whether the text is as it was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }

    /// With those of another part of the same text.
    fn add(&mut self, other: Changes) {
        let Changes { tags, links, pictures, tables, fences, indented, escaped } = other;
        self.tags += tags;
        self.links += links;
        self.pictures += pictures;
        self.tables += tables;
        self.fences += fences;
        self.indented += indented;
        self.escaped += escaped;
    }
}

/// How often the text is read anew: what was hidden in one construct may be another.
const PASSES: usize = 8;

/// Makes a text of the flavour [`Flavour::Markdown2`] safe and valid, with at most so many tables.
///
/// Code, lists, tables, emphasis and links to `http`, `https` and `tel` stay. Applied twice it changes nothing more.
#[must_use]
pub(crate) fn untrusted(text: &str, tables: usize) -> (String, Changes) {
    untrusted_with_pictures(text, tables, &|_| None)
}

/// As [`untrusted`], and pictures whose address `key` knows are shown: it gives the key that they were uploaded under.
#[must_use]
pub(crate) fn untrusted_with_pictures(
    text: &str,
    tables: usize,
    key: &dyn Fn(&str) -> Option<String>,
) -> (String, Changes) {
    let given = RefCell::new(Vec::<String>::new());
    // a text is read more than once, and a key stays one
    let key = |address: &str| {
        let known = given.borrow().iter().any(|key| key == address).then(|| address.to_owned());
        let key = known.or_else(|| key(address))?;
        given.borrow_mut().push(key.clone());
        Some(key)
    };
    let mut changes = Changes::default();
    let mut safe = text.replace('\0', "\u{fffd}").replace("\r\n", "\n").replace('\r', "\n");
    for _ in 0..PASSES {
        // also what was a link before may be a fence now
        if safe.contains('\t') {
            safe = with_even_fences(&safe);
        }
        while let Some(next) = Rewriter::new(&safe).without_tags(&mut changes) {
            safe = next;
        }
        match Rewriter::new(&safe).valid(tables, &key, &mut changes) {
            Some(next) => safe = next,
            None => break,
        }
    }
    if let Some(next) = without_live_tags(&safe) {
        safe = next;
    }
    if is_refused(&safe, tables) {
        changes.escaped += 1;
        let mut escaped = String::with_capacity(text.len() * 2);
        escape(text, HoleContext::Text, Flavour::Markdown2, &mut escaped);
        safe = escaped;
    }
    (safe, changes)
}

/// Whether the rule book refuses the text, or a tag is left in it.
fn is_refused(text: &str, tables: usize) -> bool {
    let context = Context { colors: None, tables: Some(tables) };
    let found = check(&[TextPart::Text(text.into())], Flavour::Markdown2, &context);
    let refused = found.findings.iter().any(|finding| finding.entry.json2 == Severity::Error);
    refused || Rewriter::new(text).without_tags(&mut Changes::default()).is_some()
}
