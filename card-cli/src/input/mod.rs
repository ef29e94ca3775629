//! From arguments to cards: which files, their text, the card in it.

mod envelope;
mod files;
mod inner;

pub(crate) use envelope::{Found, Shape, find_card, shape};
pub(crate) use files::{Input, expand};

use std::ops::Range;

/// Why an input could not be checked.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// What is wrong.
    pub(crate) message: String,
    /// How to fix it.
    pub(crate) help: Option<String>,
    /// Where in the text, in bytes.
    pub(crate) span: Option<Range<usize>>,
}

impl Trouble {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Trouble { message: message.into(), help: None, span: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }
}
