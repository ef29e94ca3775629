//! One finding in a Markdown text.

use super::source::Source;
use crate::Entry;
use std::ops::Range;

/// One finding in a Markdown text: what is wrong, where, and how to fix it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its entry in the catalogue.
    pub entry: &'static Entry,
    /// Where it begins: characters into the known text, all its pieces joined, without the holes.
    pub offset: usize,
    /// How many known characters it takes; 0 for a hole.
    pub len: usize,
    /// What is wrong, on one line.
    pub message: String,
    /// How to fix it, on one line.
    pub help: String,
    /// The line of the text around it (a hole shown as `{…}`), and a second line with carets under the place.
    /// Wide characters count as two columns.
    pub excerpt: String,
}

impl Finding {
    pub(super) fn new(
        entry: &'static Entry,
        source: &Source,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let offset = source.known(range.start);
        Finding {
            entry,
            offset,
            len: source.known(range.end) - offset,
            message: message.into(),
            help: help.into(),
            excerpt: source.excerpt(range),
        }
    }

    /// Whether it is about a link to a variable, `[text]($name)`.
    pub(crate) fn is_about_a_variable(&self) -> bool {
        super::links::is_about_a_variable(self.entry)
    }

    /// The help, and below it the excerpt.
    #[must_use]
    pub fn help_with_excerpt(&self) -> String {
        format!("{}\n{}", self.help, self.excerpt)
    }
}
