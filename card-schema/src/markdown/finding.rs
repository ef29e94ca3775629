//! One finding in a Markdown text.

use super::source::Source;
use crate::{Entry, Excerpt};
use std::ops::Range;

/// One finding in a Markdown text: what is wrong, where, and how to fix it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its entry in the catalogue.
    pub entry: &'static Entry,
    /// What is wrong, on one line.
    pub message: String,
    /// How to fix it, on one line.
    pub help: String,
    /// Where it is, and the line of the text around it.
    pub excerpt: Excerpt,
}

impl Finding {
    pub(super) fn new(
        entry: &'static Entry,
        source: &Source,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Finding { entry, message: message.into(), help: help.into(), excerpt: source.excerpt(range) }
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
