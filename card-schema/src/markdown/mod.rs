//! Feishu's Markdown: a reader that finds mistakes, the places of run-time values, and their escapes.
//!
//! Three flavours exist: [`Flavour`]. Input is a slice of pieces, known text and holes ([`TextPart`]): holes are
//! opaque, nothing is reported that depends on what fills them.

mod attribute_rules;
#[cfg(feature = "values")]
mod builder;
mod emphasis;
mod entity;
#[cfg(feature = "values")]
mod escape;
mod finding;
mod glance;
mod hole;
mod inline;
mod lines;
mod links;
mod marks;
mod source;
mod tag;
mod tag_rules;
mod tags;
pub mod template;
#[cfg(test)]
mod tests;
#[cfg(feature = "values")]
mod url;

pub use finding::Finding;
pub use glance::is_right_at_a_glance;
pub use hole::{HoleContext, hole_contexts};
#[cfg(feature = "values")]
pub use {builder::Builder, escape::escape, url::encoded_url};

/// The reader, for those who write texts anew: `feishu-card-core`.
#[cfg(feature = "values")]
#[doc(hidden)]
pub mod reader {
    pub use super::{
        entity::entity,
        inline::{Token, TokenKind, tokens},
        lines::{Blocks, Mark, Run, blocks},
        source::{Source, is_blank},
        tag::Tag,
        url::whole as write_url,
    };
}

use crate::{sort_by, tree::TextPart};
use inline::Token;
use lines::Run;
use source::Source;

/// A flavour of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// Text objects and table cells of the kind `lark_md`, in both versions: no blocks, few tags.
    LarkMd,
    /// The `markdown` of JSON 1.0: lists and code blocks, no headings, quotes, tables or code spans.
    Markdown1,
    /// The `markdown` of JSON 2.0: CommonMark without HTML, with tables and the platform's tags.
    Markdown2,
}

/// What the reader must know of the card around a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The colours that `config.style.color` defines; `None` if that is not visible: then no colour is
    /// reported as unknown.
    pub colors: Option<&'a [&'a str]>,
    /// How many tables one text may hold ([`Limits::markdown_tables`](crate::Limits::markdown_tables));
    /// `None` to leave that alone.
    pub tables: Option<usize>,
}

/// What was found in a text.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// How many tables it holds: they count towards the card's.
    pub tables: usize,
    /// The `audio_id`s of its `<audio>` tags: unique in a card (platform code 300230).
    pub audio_ids: Vec<Named>,
    /// The names of its links to variables, `[text]($name)`: `href` defines them, in JSON 1.0 only.
    pub variables: Vec<Named>,
    /// How it is set beyond mentions and emoji: `<font>`, `[`, `**`. A header shows none of it.
    pub styles: Vec<Named>,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Its place: characters into the known text.
    pub offset: usize,
}

/// Reads a text and finds its mistakes.
///
/// ```
/// use feishu_card_schema::markdown::{Context, Flavour, check};
/// use feishu_card_schema::tree::TextPart;
/// let checked = check(&[TextPart::Text("**加粗没有结束".into())], Flavour::Markdown2, &Context::default());
/// assert_eq!(checked.findings[0].excerpt.to_string(), "**加粗没有结束\n^^");
/// ```
#[must_use]
pub fn check(parts: &[TextPart<'_>], flavour: Flavour, context: &Context<'_>) -> Checked {
    let source = Source::new(parts);
    let blocks = lines::blocks(&source, flavour);
    let mut runs: Vec<(&Run, Vec<Token>)> = Vec::with_capacity(blocks.runs.len());
    for run in &blocks.runs {
        runs.push((run, inline::tokens(&source, run, flavour)));
    }
    let mut checker = Checker { source: &source, flavour, context, found: Checked::default() };
    checker.blocks_are_known_here(&blocks);
    checker.tags_are_known_and_closed(&runs);
    checker.words_are_known_here(&runs);
    for (run, tokens) in &runs {
        checker.links_lead_somewhere(tokens);
        checker.emphasis_shows(run, tokens);
    }
    let mut found = checker.found;
    sort_by(&mut found.findings, |a, b| a.excerpt.offset.cmp(&b.excerpt.offset));
    sort_by(&mut found.styles, |a, b| a.offset.cmp(&b.offset));
    found
}

/// The entries of the rules, file by file.
pub(crate) static ENTRIES: &[&[&crate::Entry]] =
    &[tag_rules::ENTRIES, attribute_rules::ENTRIES, links::ENTRIES, emphasis::ENTRIES, marks::ENTRIES, hole::ENTRIES];

/// Collects what is found; the rules are in the files of their subject.
struct Checker<'s> {
    source: &'s Source,
    flavour: Flavour,
    context: &'s Context<'s>,
    found: Checked,
}

impl Checker<'_> {
    fn report(
        &mut self,
        entry: &'static crate::Entry,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found.findings.push(Finding::new(entry, self.source, range, message, help));
    }

    /// Notes how a text is set.
    fn styled(&mut self, range: std::ops::Range<usize>, name: String) {
        let offset = self.source.known(range.start);
        self.found.styles.push(Named { name, offset });
    }

    /// Notes a name for the rules of the card; one with a hole is not known.
    fn named(&self, range: std::ops::Range<usize>) -> Option<Named> {
        let name = self.source.text(range.clone());
        let known = !self.source.has_hole(range.clone()) && !name.is_empty();
        known.then(|| Named { name, offset: self.source.known(range.start) })
    }
}
