//! The user's expressions and control flow, for editors.
//!
//! An editor compares the expansion with that of the same text with a word put in at the cursor, and completes where
//! both are equal up to it. The value that an expression goes to is not: what is half-typed expands otherwise than what
//! is whole. Here each is in braces, whatever it is, among the names that the markup binds around it.
//!
//! Nothing of this runs, and rustc's borrow checker sees no move: whatever is behind `if false` ends in `loop {}`.

use super::{Position, children};
use crate::expand::{braces, control::control};
use feishu_card_markup::syntax::{Child, Flow, Rust};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote_spanned;

/// An expression. One that calls a macro is left to the value: expanded twice at each level, nested cards would grow.
pub(super) fn expression(rust: &Rust, lines: &mut TokenStream) {
    let span = Span::mixed_site();
    if !calls_a_macro(rust.tokens.clone()) {
        let expression = braces(rust.tokens.clone(), span);
        aside(&quote_spanned!(span=> let _ = #expression;), lines);
    }
}

/// `if`, `for` or `match`.
pub(super) fn flow(flow: &Flow<Vec<Child>>, place: Position, lines: &mut TokenStream) {
    let statements = control(flow, &|body, _| {
        let mut lines = TokenStream::new();
        children(body, place, &mut lines);
        lines
    });
    aside(&statements, lines);
}

fn aside(statements: &TokenStream, lines: &mut TokenStream) {
    let span = Span::mixed_site();
    lines.extend(quote_spanned!(span=> if false { #statements loop {} }));
}

fn calls_a_macro(tokens: TokenStream) -> bool {
    let mut after_name = false;
    tokens.into_iter().any(|token| {
        let bang = after_name && matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '!');
        after_name = matches!(&token, TokenTree::Ident(_));
        bang || matches!(token, TokenTree::Group(group) if calls_a_macro(group.stream()))
    })
}
