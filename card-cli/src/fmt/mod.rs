//! Markup laid out in its canonical form, as `card fmt` and `card-rustfmt` do it; nothing but white space changes.
//!
//! [`format()`] lays out every `card! { … }` of a Rust source, those in the examples of its documentation too;
//! [`format_markdown`] those in the Rust blocks of a Markdown page. Only calls in braces are laid out: where an author
//! writes `card!(…)`, lines stay as they are. Order, comments, Rust expressions and every token are kept. A call that
//! has errors, or that asks to be skipped, is left as it is.
//!
//! ```
//! use feishu_card_cli::fmt::{Options, format};
//!
//! let source = "fn rule() -> Card { card! {<card><hr/></card>} }";
//! let formatted = format(source, &Options::default());
//! assert_eq!(formatted.text, "fn rule() -> Card { card! {\n    <card>\n        <hr/>\n    </card>\n} }");
//! assert!(formatted.left.is_empty());
//! ```

mod body;
mod calls;
pub(crate) mod command;
mod config;
mod docs;
mod files;
mod layout;
mod leaves;
mod options;
mod page;
pub(crate) mod rustfmt;
mod skip;

pub use options::{NewlineStyle, Options};

use std::ops::Range;

/// A text with its markup laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Formatted {
    /// The text; equal to the input where nothing had to change.
    pub text: String,
    /// What is left as it was, in the order of the text.
    pub left: Vec<Left>,
}

/// A call of `card!` that is left as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Left {
    /// The bytes of the text that the reason is about.
    pub at: Range<usize>,
    /// Why: its first error, with its code.
    pub why: String,
}

/// Lays out every `card!` of a Rust source.
///
/// What does not lex as Rust is laid out as far as it can be read; the rest is left and named.
#[must_use]
pub fn format(source: &str, options: &Options) -> Formatted {
    let Formatted { text, mut left } = calls::lay_out(source, options);
    let (text, more) = docs::comments(&text, options);
    left.extend(more);
    left.sort_by_key(|left| left.at.start);
    Formatted { text, left }
}

/// Lays out every `card!` in the Rust blocks of a Markdown page: those that begin with ```` ```rust ````.
#[must_use]
pub fn format_markdown(page: &str, options: &Options) -> Formatted {
    let (text, left) = docs::page(page, options);
    Formatted { text, left }
}
