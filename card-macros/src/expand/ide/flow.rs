//! The user's expressions and control flow, for editors.
//!
//! An editor compares the expansion with that of the same text with a word put in at the cursor, and completes where
//! both are equal up to it. The value that an expression goes to is not: what is half-typed expands otherwise than what
//! is whole. Here each stands in braces, whatever it is, among the names that the markup binds around it.
//!
//! Nothing here runs, and what an expression moves is not missed: whatever is behind `if false` ends in `loop {}`.

use super::{Place, children};
use crate::{
    ast::{Block, For, If, Match, Rust},
    expand::{braces, ours},
};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// An expression. One that calls a macro is left to the value: expanded twice at each level, nested cards would grow.
pub(super) fn expression(rust: &Rust, lines: &mut TokenStream) {
    let span = Span::mixed_site();
    if !calls_a_macro(rust.tokens.clone()) {
        let expression = braces(rust.tokens.clone(), span);
        aside(&quote_spanned!(span=> let _ = #expression;), lines);
    }
}

/// `if … {…} else if … {…} else {…}`.
pub(super) fn branches(found: &If, place: Place, lines: &mut TokenStream) {
    let mut out = TokenStream::new();
    for branch in &found.branches {
        let (otherwise, keyword) = (&branch.otherwise, &branch.keyword);
        let (head, block) = (head(&branch.head), block(&branch.block, place));
        out.extend(quote!(#otherwise #keyword #head #block));
    }
    if let Some((keyword, last)) = &found.otherwise {
        let block = block(last, place);
        out.extend(quote!(#keyword #block));
    }
    aside(&out, lines);
}

/// `for pattern in head {…}`.
pub(super) fn repetition(found: &For, place: Place, lines: &mut TokenStream) {
    let For { keyword, pattern, within, .. } = found;
    let (head, block) = (head(&found.head), block(&found.block, place));
    aside(&quote!(#keyword #pattern #within #head #block), lines);
}

/// `match head {…}`.
pub(super) fn arms(found: &Match, place: Place, lines: &mut TokenStream) {
    let arms = found.arms.iter().map(|arm| {
        let (pattern, arrow, block) = (&arm.pattern, &arm.arrow, block(&arm.block, place));
        quote!(#pattern #arrow #block)
    });
    let arms = braces(quote!(#(#arms)*), ours(found.span));
    let (keyword, head) = (&found.keyword, head(&found.head));
    aside(&quote!(#keyword #head #arms), lines);
}

fn block(block: &Block, place: Place) -> TokenStream {
    let mut lines = TokenStream::new();
    children(&block.children, place, &mut lines);
    braces(lines, ours(block.span))
}

/// A head that is still to be typed is anything.
fn head(head: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    if head.is_empty() { quote_spanned!(span=> loop {}) } else { head.clone() }
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
