//! Texts: literals, format strings, expressions; in Markdown every value is escaped for its place.

use super::{member, ours, record::is_text, reference};
use crate::{
    ast::Rust,
    format::{Piece, TextPlan},
    plan::{Record, Stmt},
};
use feishu_card_schema::{
    markdown::{Flavour, Place},
    table::{Family, Member, objects},
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote_spanned;

/// A `__p::Str`.
pub(super) fn str(plan: &TextPlan, span: Span) -> TokenStream {
    match plan.known() {
        Some(known) => {
            let known = Literal::string(&known);
            quote_spanned!(span=> __p::Str::Borrowed(#known))
        }
        None => {
            let text = string(plan, span);
            quote_spanned!(span=> __p::Str::Owned(#text))
        }
    }
}

/// A `String`.
pub(super) fn string(plan: &TextPlan, span: Span) -> TokenStream {
    if plan.markdown.is_none()
        && let Some(format) = format_string(plan)
    {
        return quote_spanned!(span=> __p::format!(#format));
    }
    if let Some(text) = one_call(plan, span) {
        return text;
    }
    let target = Ident::new("__s", span);
    let steps = pushes(plan, &quote_spanned!(span=> &mut #target), span);
    quote_spanned!(span=> { let mut #target = __p::String::new(); #steps #target })
}

/// One call that joins the pieces, if all are text and names. Expressions are appended one by one: each ends before
/// the next begins (locks, borrows), and rustc's errors name the trait only.
fn one_call(plan: &TextPlan, span: Span) -> Option<TokenStream> {
    let flavour = plan.markdown?;
    let mut known = String::new();
    let mut holes = TokenStream::new();
    for piece in &plan.pieces {
        let (value, at, span) = match piece {
            Piece::Text(text, _) => {
                known.push_str(text);
                continue;
            }
            Piece::Hole { format, literal, place } => {
                let mut own = Literal::string(format);
                own.set_span(literal.span());
                let at = ours(literal.span());
                (quote_spanned!(at=> &__p::format_args!(#own)), *place, at)
            }
            Piece::Expr(..) => return None,
        };
        let before = Literal::string(&std::mem::take(&mut known));
        let (place, _) = self::place(at, flavour, span);
        holes.extend(quote_spanned!(span=> (#before, #place, #value),));
    }
    let (known, flavour) = (Literal::string(&known), Ident::new(&format!("{flavour:?}"), span));
    // in a block of its own, or the references would live through an `.await` further on in the card
    Some(quote_spanned!(span=> { __p::markdown_text(&[#holes], #known, __p::Flavour::#flavour) }))
}

/// The pieces as one format string, if they are only text and captured names; with the user's own token where
/// it is one, so that rustc points into it.
fn format_string(plan: &TextPlan) -> Option<Literal> {
    let mut joined = String::new();
    let mut first: Option<&Literal> = None;
    for piece in &plan.pieces {
        match piece {
            Piece::Text(text, _) => joined.push_str(&text.replace('{', "{{").replace('}', "}}")),
            Piece::Hole { format, literal, .. } => {
                first.get_or_insert(literal);
                joined.push_str(format);
            }
            Piece::Expr(..) => return None,
        }
    }
    let first = first?;
    if matches!(syn::Lit::new(first.clone()), syn::Lit::Str(own) if own.value() == joined) {
        return Some(first.clone());
    }
    let mut literal = Literal::string(&joined);
    literal.set_span(first.span());
    Some(literal)
}

/// Statements that append the pieces to `target`, a `&mut String`.
fn pushes(plan: &TextPlan, target: &TokenStream, span: Span) -> TokenStream {
    let mut out = TokenStream::new();
    for piece in &plan.pieces {
        out.extend(match piece {
            Piece::Text(text, _) => {
                let text = Literal::string(text);
                quote_spanned!(span=> __p::String::push_str(#target, #text);)
            }
            Piece::Hole { format, literal, place } => {
                let mut own = Literal::string(format);
                own.set_span(literal.span());
                let at = ours(literal.span());
                push(plan.markdown, *place, target, &quote_spanned!(at=> &__p::format_args!(#own)), at)
            }
            Piece::Expr(rust, place) => push(plan.markdown, *place, target, &reference(rust), ours(rust.span)),
        });
    }
    out
}

fn push(markdown: Option<Flavour>, at: Place, target: &TokenStream, value: &TokenStream, span: Span) -> TokenStream {
    match markdown {
        Some(flavour) => {
            let (place, flavour) = place(at, flavour, span);
            quote_spanned!(span=> __p::markdown(#target, #place, #flavour, #value);)
        }
        None => quote_spanned!(span=> __p::plain(#target, #value);),
    }
}

/// The values of a place and a flavour, which look in Rust as `Debug` shows them.
pub(super) fn place(place: Place, flavour: Flavour, span: Span) -> (TokenStream, TokenStream) {
    let place = spanned(&format!("{place:?}"), span);
    let flavour = spanned(&format!("{flavour:?}"), span);
    (quote_spanned!(span=> __p::Place::#place), quote_spanned!(span=> __p::Flavour::#flavour))
}

fn spanned(text: &str, span: Span) -> TokenStream {
    let tokens: TokenStream = text.parse().unwrap_or_default();
    let ours = tokens.into_iter().map(|mut token| {
        token.set_span(span);
        token
    });
    ours.collect()
}

/// The expression, if the text is nothing else, and Markdown.
pub(super) fn sole(plan: &TextPlan) -> Option<(&Rust, Place, Flavour)> {
    match (plan.pieces.as_slice(), plan.markdown) {
        ([Piece::Expr(rust, place)], Some(flavour)) => Some((rust, *place, flavour)),
        _ => None,
    }
}

/// The main text of a record, if no control flow puts it together; in a `const` if it is all literal.
pub(super) fn whole(record: &Record, fixed: bool, span: Span) -> Option<(&'static Member, TokenStream)> {
    if is_conditional(record) {
        return None;
    }
    let joined = joined(record)?;
    let known = joined.known().is_some();
    if fixed && !known {
        return None;
    }
    let main = record.object.member(record.object.text)?;
    if let Some(known) = joined.known().filter(|_| is_text(main.kind)) {
        let known = Literal::string(&known);
        let text = quote_spanned!(span=> __p::Text::PlainText(__p::Boxed::fixed(const { &__p::plain_text(#known) })));
        return Some((main, text));
    }
    Some((main, as_member(main, str(&joined, span), span)))
}

fn has_text(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| matches!(stmt, Stmt::Text(_)) || stmt.blocks().into_iter().any(has_text))
}

/// The pieces that surely stand in the main text.
fn joined(record: &Record) -> Option<TextPlan> {
    let mut joined: Option<TextPlan> = None;
    for stmt in &record.body {
        if let Stmt::Text(plan) = stmt {
            let text = joined.get_or_insert_with(TextPlan::default);
            text.pieces.extend(plan.pieces.iter().cloned());
            text.markdown = text.markdown.or(plan.markdown);
        }
    }
    joined
}

/// What comes before and after the statements of a record whose main text control flow puts together.
pub(super) fn conditional(record: &Record, span: Span) -> Option<(TokenStream, TokenStream)> {
    if !is_conditional(record) {
        return None;
    }
    let main = record.object.member(record.object.text)?;
    let name = member(main.name, span);
    let text = as_member(main, quote_spanned!(span=> __p::Str::Owned(__s)), span);
    Some((
        quote_spanned!(span=> let mut __t: __p::Option<__p::String> = __p::None;),
        quote_spanned!(span=> if let __p::Some(__s) = __t { __e.#name = __p::Some(#text); }),
    ))
}

/// A text object that is nothing but its content, made at run time, by one call.
pub(super) fn short(record: &Record, family: &Family, span: Span) -> Option<TokenStream> {
    let only = record.json.is_empty() && record.body.iter().all(|stmt| matches!(stmt, Stmt::Text(_)));
    if !only || family.type_name != objects::Text.type_name || record.is_static() {
        return None;
    }
    let call = match record.object.type_name {
        "PlainText" => "as_plain_text",
        "LarkMd" => "as_lark_md",
        _ => return None,
    };
    let (call, text) = (Ident::new(call, span), str(&joined(record)?, span));
    Some(quote_spanned!(span=> __p::#call(#text)))
}

fn is_conditional(record: &Record) -> bool {
    record.body.iter().any(|stmt| stmt.blocks().into_iter().any(has_text))
}

/// One piece of a main text that control flow puts together.
pub(super) fn statement(record: &Record, plan: &TextPlan, span: Span) -> TokenStream {
    if !is_conditional(record) {
        return TokenStream::new();
    }
    pushes(plan, &quote_spanned!(span=> __p::text(&mut __t)), span)
}

/// A string as the value of a member that is text: the member takes the string, or plain text.
fn as_member(main: &Member, text: TokenStream, span: Span) -> TokenStream {
    if !is_text(main.kind) {
        return text;
    }
    quote_spanned!(span=> __p::as_plain_text(#text))
}
