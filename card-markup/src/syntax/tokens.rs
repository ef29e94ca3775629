//! Pieces of the source that are kept as they are.

use proc_macro2::{Group, Span, TokenStream};

/// The first and the last token of a piece of source. There is no stable way to join their spans in a compiler.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// The first token, or the group that it is.
    pub first: Span,
    /// The last token, or the group that it is.
    pub last: Span,
}

impl Extent {
    /// A single token, or a group.
    pub fn of(span: Span) -> Self {
        Extent { first: span, last: span }
    }
}

/// A Rust expression in braces.
#[derive(Clone, Debug)]
pub struct Rust {
    /// The tokens inside the braces.
    pub tokens: TokenStream,
    /// The braces, or the first token.
    pub span: Span,
    /// The opening brace: where the names that the expansion adds are placed. An editor shows every name at the
    /// position of the pointer, so ours must not be where the author's are.
    pub open: Span,
    /// Whether it ends too early, which is already reported: editors complete it, rustc does not see it.
    pub unfinished: bool,
}

impl Rust {
    /// Tokens without braces.
    pub fn new(tokens: TokenStream, span: Span) -> Self {
        Rust { tokens, span, open: span, unfinished: false }
    }

    /// What is in these braces.
    pub fn braces(group: &Group) -> Self {
        Rust { tokens: group.stream(), span: group.span(), open: group.span_open(), unfinished: false }
    }
}
