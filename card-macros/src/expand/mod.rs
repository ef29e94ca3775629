//! What a card means → Rust: inherent setter calls on typed values, `const` where everything is literal.
//!
//! Every token of ours has the place of the tag it belongs to and the names of `card!` (mixed site), so an
//! error of rustc in a user's expression is underlined there, and no variable of the user's is captured.

pub(crate) mod control;
mod json;
mod list;
mod record;
mod report;
mod text;
mod tokens;
mod value;

use feishu_card_markup::{
    Finding,
    syntax::{Rust, is_never_raw, is_raw},
    typed::{Typed, TypedRoot},
};
use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use tokens::Tokens;

/// Puts the parts of an expansion together: names, help for editors, findings, and the value.
pub(crate) fn expand(path: &TokenStream, typed: &Typed, editor: &TokenStream, findings: &[Finding]) -> TokenStream {
    let span = Span::mixed_site();
    let value = root(typed);
    let findings = findings.iter().map(report::report);
    quote_spanned! {span=>
        {
            #[allow(unused_imports)]
            use #path as __p;
            #editor
            #(#findings)*
            #value
        }
    }
}

fn root(typed: &Typed) -> TokenStream {
    match &typed.root {
        TypedRoot::Record(record) => record::whole(record).into(),
        TypedRoot::List { open, body } => {
            list::vec(body, feishu_card_schema::table::objects::Component.item(), ours(*open))
        }
        TypedRoot::Nothing(dead) => {
            let dead = dead.iter().map(self::dead);
            let span = Span::mixed_site();
            quote_spanned!(span=> #(#dead)* __p::Card)
        }
    }
}

/// The place of a user's token with the names of `card!`.
pub(crate) fn ours(span: Span) -> Span {
    span.resolved_at(Span::mixed_site())
}

/// A user's expression where one value is wanted. It is written bare, so that rustc underlines it alone; what is
/// broken, or several statements, stays in its braces.
fn expression(rust: &Rust) -> TokenStream {
    let tokens: Vec<TokenTree> = rust.tokens.clone().into_iter().collect();
    let apart = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if matches!(p.as_char(), ';' | ','));
    let whole = !matches!(tokens.last(), None | Some(TokenTree::Punct(_)));
    let begins = !matches!(tokens.first(), Some(TokenTree::Ident(ident)) if ident == "let" || ident == "use");
    if whole && begins && !tokens.iter().any(apart) {
        return rust.tokens.clone();
    }
    braces(rust.tokens.clone(), ours(rust.span))
}

/// A user's expression by reference, without moving what it names.
fn reference(rust: &Rust) -> TokenStream {
    let span = ours(rust.span);
    let mut tokens = rust.tokens.clone().into_iter();
    let inner = match (tokens.next(), tokens.next()) {
        // a name needs no parentheses
        (Some(TokenTree::Ident(name)), None) => TokenTree::Ident(name).into(),
        _ if rust
            .tokens
            .clone()
            .into_iter()
            .any(|token| matches!(&token, TokenTree::Punct(p) if p.as_char() == ';')) =>
        {
            braces(rust.tokens.clone(), span)
        }
        _ => parens(rust.tokens.clone(), span),
    };
    quote_spanned!(span=> &#inner)
}

/// An expression that is only there for rustc's errors.
fn dead(rust: &Rust) -> TokenStream {
    if rust.unfinished {
        return TokenStream::new();
    }
    let span = ours(rust.open);
    let expression = expression(rust);
    quote_spanned!(span=> if false { let _ = #expression; })
}

pub(crate) fn braces(tokens: TokenStream, span: Span) -> TokenStream {
    TokenTree::Group(group(Delimiter::Brace, tokens, span)).into()
}

fn parens(tokens: TokenStream, span: Span) -> TokenStream {
    TokenTree::Group(group(Delimiter::Parenthesis, tokens, span)).into()
}

fn group(delimiter: Delimiter, tokens: TokenStream, span: Span) -> Group {
    let mut group = Group::new(delimiter, tokens);
    group.set_span(span);
    group
}

/// A value that lives as long as the program, by the method of `__p::Fixed` that makes of it what is wanted. By a method,
/// since rustc would borrow a reference that is an argument once more, and prove for that borrow, too, that the type holds
/// no cell, member by member: a quarter of what a constant costs.
pub(crate) fn fixed_value(value: Tokens, method: &str, span: Span) -> Tokens {
    let mut fixed = constant(only_field(&["Fixed"], borrowed(value, span), span), span);
    fixed.method(Ident::new(method, span), TokenStream::new());
    fixed
}

/// `__p::Fixed { 0: value }`
fn only_field(of: &[&str], value: Tokens, span: Span) -> Tokens {
    let mut field = Tokens::new(span);
    field.add(Literal::usize_unsuffixed(0));
    field.punct(':', Spacing::Alone);
    field.then(value);
    let mut whole = Tokens::path(span, of);
    whole.group(Delimiter::Brace, field);
    whole
}

/// `const { value }`
fn constant(value: Tokens, span: Span) -> Tokens {
    let mut constant = Tokens::new(span);
    constant.add(Ident::new("const", span));
    constant.group(Delimiter::Brace, value);
    constant
}

/// `&value`
fn borrowed(value: Tokens, span: Span) -> Tokens {
    let mut borrowed = Tokens::new(span);
    borrowed.punct('&', Spacing::Alone);
    borrowed.then(value);
    borrowed
}

/// A member's field or setter: its name, raw where it is a keyword.
pub(crate) fn member(name: &str, span: Span) -> Ident {
    match name {
        _ if is_never_raw(name) => Ident::new("__", span),
        _ if is_raw(name) => Ident::new_raw(name, span),
        _ => Ident::new(name, span),
    }
}
