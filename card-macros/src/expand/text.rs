//! Texts: literals, format strings, expressions; in Markdown every value is escaped for its place.

use super::{borrowed, fixed_value, list::array, member, ours, reference, tokens::Tokens};
use feishu_card_markup::{
    syntax::{Rust, is_keyword, string_value},
    typed::{Fill, MemberFill, Record, Step, TextPiece, TextPieces},
};
use feishu_card_schema::{
    markdown::{Flavour, HoleContext, template},
    table::{Family, objects},
};
use proc_macro2::{Delimiter, Ident, Literal, Spacing, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

/// A `__p::Str`.
pub(super) fn str(plan: &TextPieces, span: Span) -> Tokens {
    if let Some(known) = plan.known() {
        return Tokens::call(span, &["literal"], Tokens::string(span, &known));
    }
    let call = one_call(plan, false, span);
    call.unwrap_or_else(|| Tokens::call(span, &["Str", "Owned"], in_steps(plan, span)))
}

/// A text object.
fn object(plan: &TextPieces, object: &str, span: Span) -> Option<Tokens> {
    let from_str = match object {
        "PlainText" => "as_plain_text",
        "LarkMd" => "as_lark_md",
        _ => return None,
    };
    let call = if plan.is_known() { None } else { one_call(plan, true, span) };
    Some(call.unwrap_or_else(|| Tokens::call(span, &[from_str], str(plan, span))))
}

/// A `String`.
pub(super) fn string(plan: &TextPieces, span: Span) -> TokenStream {
    match format_string(plan).filter(|_| plan.markdown.is_none()) {
        Some(format) => quote_spanned!(span=> __p::format!(#format)),
        None => in_steps(plan, span),
    }
}

/// The call of the function that makes the text, or the text object, if all pieces are text and names. Expressions are
/// appended one by one: each ends before the next begins (locks, borrows), and rustc's errors name the trait only.
fn one_call(plan: &TextPieces, object: bool, span: Span) -> Option<Tokens> {
    let Some(flavour) = plan.markdown else {
        let name = if object { "text_formatted" } else { "formatted" };
        return Some(block(Tokens::call(span, &[name], format_args(format_string(plan)?, span)), span));
    };
    let mut known = String::new();
    let mut values = Vec::new();
    let mut formats = false;
    for piece in &plan.pieces {
        match piece {
            TextPiece::Text(text, _) => template::push_text(&mut known, text),
            TextPiece::Hole { format, literal, place } => {
                template::push_hole(&mut known, *place);
                formats |= variable(format).is_none();
                values.push(borrowed(hole(format, literal), ours(literal.span())));
            }
            TextPiece::Expr(..) => return None,
        }
    }
    let sole = values.len() == 1;
    let name = match (flavour, object, sole) {
        (Flavour::LarkMd, true, true) => "text_lark_md_with",
        (Flavour::LarkMd, true, false) => "text_lark_md",
        (Flavour::LarkMd, false, true) => "lark_md_with",
        (Flavour::LarkMd, false, false) => "lark_md",
        (Flavour::Markdown1, _, true) => "markdown_1_with",
        (Flavour::Markdown1, _, false) => "markdown_1",
        (Flavour::Markdown2, _, true) => "markdown_2_with",
        (Flavour::Markdown2, _, false) => "markdown_2",
    };
    let values = Tokens::list(span, values.into_iter());
    let values = if sole { values } else { array(values, span) };
    let call = Tokens::call(span, &[name], Tokens::list(span, [Tokens::string(span, &known), values].into_iter()));
    Some(if formats { block(call, span) } else { call })
}

/// In a block, by which ends what `format_args!` borrows: it would live through an `.await` further on in the card, and so
/// the future could not go to another thread.
fn block(call: Tokens, span: Span) -> Tokens {
    let mut block = Tokens::new(span);
    block.group(Delimiter::Brace, call);
    block
}

/// What is in a hole: the variable itself, or the hole formatted as it says.
fn hole(format: &str, literal: &Literal) -> Tokens {
    let Some(name) = variable(format) else { return formatted(format, literal) };
    let mut hole = Tokens::new(literal.span());
    hole.add(Ident::new(name, literal.span()));
    hole
}

/// The name in a hole, if there is nothing else.
fn variable(format: &str) -> Option<&str> {
    let name = format.strip_prefix('{')?.strip_suffix('}')?;
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (plain && name.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_keyword(name)).then_some(name)
}

fn formatted(format: &str, literal: &Literal) -> Tokens {
    let mut own = Literal::string(format);
    own.set_span(literal.span());
    format_args(own, ours(literal.span()))
}

/// `__p::format_args!("…")`
fn format_args(format: Literal, span: Span) -> Tokens {
    let mut argument = Tokens::new(span);
    argument.add(format);
    let mut call = Tokens::path(span, &["format_args"]);
    call.punct('!', Spacing::Alone);
    call.group(Delimiter::Parenthesis, argument);
    call
}

/// A `String`, piece by piece.
fn in_steps(plan: &TextPieces, span: Span) -> TokenStream {
    let target = Ident::new("__s", span);
    let steps = pushes(plan, &quote_spanned!(span=> &mut #target), span);
    let (new, end) = (builder(plan.markdown, span), finished(plan.markdown, &target.to_token_stream(), span));
    quote_spanned!(span=> { let mut #target = #new::default(); #steps #end })
}

/// The pieces as one format string, if they are only text and captured names; with the user's own token where
/// it is one, so that rustc points into it.
fn format_string(plan: &TextPieces) -> Option<Literal> {
    let mut joined = String::new();
    let mut first: Option<&Literal> = None;
    for piece in &plan.pieces {
        match piece {
            TextPiece::Text(text, _) => joined.push_str(&text.replace('{', "{{").replace('}', "}}")),
            TextPiece::Hole { format, literal, .. } => {
                first.get_or_insert(literal);
                joined.push_str(format);
            }
            TextPiece::Expr(..) => return None,
        }
    }
    let first = first?;
    if string_value(first).is_some_and(|own| own == joined) {
        return Some(first.clone());
    }
    let mut literal = Literal::string(&joined);
    literal.set_span(first.span());
    Some(literal)
}

/// Statements that append the pieces to `target`, a `&mut String`.
fn pushes(plan: &TextPieces, target: &TokenStream, span: Span) -> TokenStream {
    let mut out = TokenStream::new();
    let builder = builder(plan.markdown, span);
    for piece in &plan.pieces {
        out.extend(match piece {
            TextPiece::Text(text, _) => {
                let text = Literal::string(text);
                quote_spanned!(span=> #builder::push_str(#target, #text);)
            }
            TextPiece::Hole { format, literal, place } => {
                let (value, at) = (formatted(format, literal), ours(literal.span()));
                push(plan.markdown, *place, target, &quote_spanned!(at=> &#value), at)
            }
            TextPiece::Expr(rust, place) => push(plan.markdown, *place, target, &reference(rust), ours(rust.open)),
        });
    }
    out
}

fn push(
    markdown: Option<Flavour>,
    at: HoleContext,
    target: &TokenStream,
    value: &TokenStream,
    span: Span,
) -> TokenStream {
    match markdown {
        Some(flavour) => {
            let (place, flavour) = place(at, flavour, span);
            quote_spanned!(span=> __p::MarkdownPiece::append(#value, #place, #flavour, #target);)
        }
        None => quote_spanned!(span=> __p::TextPiece::append(#value, #target);),
    }
}

/// The type that puts a text together.
fn builder(markdown: Option<Flavour>, span: Span) -> TokenStream {
    match markdown {
        Some(_) => quote_spanned!(span=> __p::Builder),
        None => quote_spanned!(span=> __p::String),
    }
}

/// The text that was put together, a `String`.
fn finished(markdown: Option<Flavour>, text: &TokenStream, span: Span) -> TokenStream {
    let Some(flavour) = markdown else { return text.clone() };
    let flavour = spanned(&format!("{flavour:?}"), span);
    quote_spanned!(span=> __p::Builder::finish(#text, __p::Flavour::#flavour))
}

/// The values of a place and a flavour, which look in Rust as `Debug` shows them.
pub(super) fn place(place: HoleContext, flavour: Flavour, span: Span) -> (TokenStream, TokenStream) {
    let place = spanned(&format!("{place:?}"), span);
    let flavour = spanned(&format!("{flavour:?}"), span);
    (quote_spanned!(span=> __p::HoleContext::#place), quote_spanned!(span=> __p::Flavour::#flavour))
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
pub(super) fn sole(plan: &TextPieces) -> Option<(&Rust, HoleContext, Flavour)> {
    match (plan.pieces.as_slice(), plan.markdown) {
        ([TextPiece::Expr(rust, place)], Some(flavour)) => Some((rust, *place, flavour)),
        _ => None,
    }
}

/// The main text of a record, which no control flow puts together; in a `const` if it is all literal.
pub(super) fn whole(fill: &MemberFill<'_>, span: Span) -> Option<Tokens> {
    let pieces = joined(fill.with.iter().filter_map(|fill| match fill {
        Fill::Text(pieces) => Some(*pieces),
        _ => None,
    }));
    if !fill.member.kind.is_family(&objects::Text) {
        return Some(str(&pieces, span));
    }
    match pieces.known() {
        Some(known) => {
            let text = Tokens::call(span, &["plain_text"], Tokens::string(span, &known));
            Some(Tokens::call(span, &["Text", "PlainText"], fixed_value(text, "boxed", span)))
        }
        None => object(&pieces, "PlainText", span),
    }
}

/// The Markdown that the main text is written in.
fn markdown(with: &[Fill<'_>]) -> Option<Flavour> {
    with.iter().find_map(|fill| match fill {
        Fill::Text(pieces) => pieces.markdown,
        Fill::Flow(_, bodies) => bodies.iter().find_map(|body| markdown(body)),
        _ => None,
    })
}

/// One text of several.
fn joined<'r>(texts: impl Iterator<Item = &'r TextPieces>) -> TextPieces {
    let mut joined = TextPieces::default();
    for pieces in texts {
        joined.pieces.extend(pieces.pieces.iter().cloned());
        joined.markdown = joined.markdown.or(pieces.markdown);
    }
    joined
}

/// What comes before and after the statements of a record whose main text control flow puts together.
pub(super) fn conditional(fill: &MemberFill<'_>, span: Span) -> (TokenStream, TokenStream) {
    let name = member(fill.member.name, span);
    let markdown = markdown(&fill.with);
    let (builder, whole) = (builder(markdown, span), finished(markdown, &quote_spanned!(span=> __s), span));
    let owned = quote_spanned!(span=> __p::Str::Owned(#whole));
    let text = match fill.member.kind.is_family(&objects::Text) {
        true => quote_spanned!(span=> __p::as_plain_text(#owned)),
        false => owned,
    };
    (
        quote_spanned!(span=> let mut __t: __p::Option<#builder> = __p::None;),
        quote_spanned!(span=> if let __p::Some(__s) = __t { __e.#name = __p::Some(#text); }),
    )
}

/// A text object that is nothing but a literal, for a `const`, by one call.
pub(super) fn literal(record: &Record, span: Span) -> Option<Tokens> {
    let call = match record.object.type_name {
        "PlainText" => "plain_text",
        "LarkMd" => "lark_md_literal",
        _ => return None,
    };
    let known = joined(texts_alone(record)?.into_iter()).known()?;
    Some(Tokens::call(span, &[call], Tokens::string(span, &known)))
}

/// The texts of an object in which nothing else is.
fn texts_alone(record: &Record) -> Option<Vec<&TextPieces>> {
    let texts = record.body.iter().map(|step| match step {
        Step::Text(pieces) => Some(pieces),
        _ => None,
    });
    texts.collect::<Option<Vec<_>>>().filter(|texts| !texts.is_empty() && record.json.is_empty())
}

/// A text object that is nothing but its content, made at run time, by one call.
pub(super) fn short(record: &Record, family: &Family, span: Span) -> Option<Tokens> {
    if *family != objects::Text || record.is_static() {
        return None;
    }
    object(&joined(texts_alone(record)?.into_iter()), record.object.type_name, span)
}

/// One piece of a main text that control flow puts together.
pub(super) fn statement(fill: &MemberFill<'_>, pieces: &TextPieces, span: Span) -> TokenStream {
    let pieces = TextPieces { markdown: markdown(&fill.with), ..pieces.clone() };
    pushes(&pieces, &quote_spanned!(span=> __p::text(&mut __t)), span)
}
