//! Texts put together of pieces: known text, holes, expressions.

use super::Rust;
use feishu_card_schema::markdown::{Flavour, HoleContext};
use proc_macro2::{Literal, Span};

/// A text put together of pieces.
#[derive(Clone, Debug, Default)]
pub struct TextPieces {
    /// The pieces, in order.
    pub pieces: Vec<TextPiece>,
    /// The Markdown that it is written in: interpolated values are escaped for it.
    pub markdown: Option<Flavour>,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub enum TextPiece {
    /// Known text; the span is that of its literal.
    Text(String, Span),
    /// `{name:spec}`, braces included, to be formatted as it is.
    Hole {
        /// `{name:spec}`
        format: String,
        /// The literal that it is part of.
        literal: Literal,
        /// How the value is escaped, if the text is Markdown.
        place: HoleContext,
    },
    /// A Rust expression, and how its value is escaped if the text is Markdown.
    Expr(Rust, HoleContext),
}

impl TextPieces {
    /// A text without holes.
    pub(crate) fn fixed(text: impl Into<String>, span: Span) -> Self {
        TextPieces { pieces: vec![TextPiece::Text(text.into(), span)], markdown: None }
    }

    /// The text, if it has no holes.
    pub fn known(&self) -> Option<String> {
        let mut known = String::new();
        for piece in &self.pieces {
            match piece {
                TextPiece::Text(text, _) => known.push_str(text),
                TextPiece::Hole { .. } | TextPiece::Expr(..) => return None,
            }
        }
        Some(known)
    }

    /// Whether it has no holes.
    pub fn is_known(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, TextPiece::Text(..)))
    }

    /// A text that is one expression.
    pub(crate) fn expr(rust: Rust, markdown: Option<Flavour>) -> Self {
        TextPieces { pieces: vec![TextPiece::Expr(rust, HoleContext::Text)], markdown }
    }

    /// The span of the first piece.
    pub fn span(&self) -> Option<Span> {
        self.pieces.first().map(|piece| match piece {
            TextPiece::Text(_, span) => *span,
            TextPiece::Hole { literal, .. } => literal.span(),
            TextPiece::Expr(rust, _) => rust.span,
        })
    }
}
