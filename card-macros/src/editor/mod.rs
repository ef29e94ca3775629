//! The block for editors: names the user's own identifiers, so that they complete, show and lead somewhere.
//!
//! Three rules, each measured with rust-analyzer: the block comes first in the expansion; only the user's
//! identifiers carry their places; names by kind (`inside::<parent>::NAME`, a struct literal for attributes,
//! an enum path for words). rustc never looks into it, so it is not written where rustc is sure to be the reader:
//! it was 40 % of the macro's own time. With `--cfg rust_analyzer` rustc gets it too, and so tests that it is right.

mod flow;
mod position;

use crate::expand::{member, ours};
use feishu_card_markup::syntax::{
    Attribute, AttributeValue, Child, ClosingTag, Element, Markup, MarkupRoot, Name, plain,
};
use feishu_card_schema::{
    table::{
        Kind, Object,
        names::{RAW, named},
        objects,
    },
    words::is_locale,
};
use position::Position;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use std::{ffi::OsStr, path::Path, sync::OnceLock};

/// The block of an input, if an editor may be the reader.
pub(crate) fn block_for_editors(markup: &Markup) -> TokenStream {
    static EDITOR: OnceLock<bool> = OnceLock::new();
    if *EDITOR.get_or_init(|| !runs_in_compiler()) { block(markup) } else { TokenStream::new() }
}

/// Whether this process is a compiler that passes over the block. Editors run macros in a process of their own.
fn runs_in_compiler() -> bool {
    let program = std::env::current_exe().ok();
    let name = program.as_deref().and_then(Path::file_stem).and_then(OsStr::to_str);
    matches!(name, Some("rustc" | "rustdoc" | "clippy-driver"))
        && !std::env::args_os().any(|argument| argument == "rust_analyzer")
}

fn block(markup: &Markup) -> TokenStream {
    let span = Span::mixed_site();
    let mut lines = TokenStream::new();
    match &markup.root {
        MarkupRoot::Element(root) => element(root, Position::Anywhere, &mut lines),
        MarkupRoot::List { children, .. } => self::children(children, Position::OneOf(&objects::Component), &mut lines),
        MarkupRoot::Nothing(children) => self::children(children, Position::Anywhere, &mut lines),
    }
    for closing in &markup.stray_closings {
        let closing = raw(closing);
        lines.extend(quote_spanned!(span=> let _: __p::tags::#closing;));
    }
    quote_spanned! {span=>
        #[allow(unexpected_cfgs)]
        {
            #[cfg(rust_analyzer)]
            #[allow(unused, unreachable_code)]
            { if false { #lines } }
        }
    }
}

fn element(element: &Element, place: Position, lines: &mut TokenStream) {
    let span = ours(element.open);
    let place = match &element.owner {
        Some(owner) => {
            tag(owner.ident.as_ref(), Position::Anywhere, span, lines);
            named(&owner.text).first().map_or(Position::Anywhere, |owner| Position::In(owner))
        }
        None => place,
    };
    match &element.name {
        None => tag(Some(&Ident::new("__", span)), place, span, lines),
        Some(name) => tag(name.ident.as_ref(), place, span, lines),
    }
    let meaning = place.meaning(element);
    if let Some(object) = meaning.object {
        attributes(element, object, span, lines);
    }
    for attribute in &element.attributes {
        let member = meaning.object.and_then(|object| object.member(&attribute.name.text));
        if let Some(locale) =
            attribute.name.ident.as_ref().filter(|_| is_locale(&attribute.name.text) && member.is_none())
        {
            lines.extend(quote_spanned!(span=> let _: __p::inside::locales::#locale;));
        }
        if let AttributeValue::Rust(rust) = &attribute.value {
            flow::expression(rust, lines);
        }
    }
    element.dead.iter().for_each(|rust| flow::expression(rust, lines));
    children(&element.children, meaning.place, lines);
    if let Some(ClosingTag { name: Some(Name { ident: Some(closing), .. }), .. }) = &element.closing
        && place.has_names()
        && closing != RAW
    {
        let of = if matches!(place, Position::Locales(_) | Position::Lists(_)) { place } else { Position::Anywhere };
        tag(Some(closing), of, span, lines);
    }
}

/// The name of an opening tag, among those that are allowed here.
fn tag(name: Option<&Ident>, place: Position, span: Span, lines: &mut TokenStream) {
    let Some(name) = name.filter(|name| place.has_names() && *name != RAW) else { return };
    let name = raw(name);
    lines.extend(match place.module() {
        Some(module) => {
            let module = Ident::new(&module, span);
            quote_spanned!(span=> let _: __p::inside::#module::#name;)
        }
        None => quote_spanned!(span=> let _: __p::tags::#name;),
    });
}

/// The path of each word, and `Button { r#type: loop {}, .. }`. `unknown`, which is not an attribute, is given, so that
/// it is not offered.
fn attributes(element: &Element, own: &'static Object, span: Span, lines: &mut TokenStream) {
    let mut fields = TokenStream::new();
    for attribute in element.attributes.iter().filter(|attribute| names_a_member(attribute, own)) {
        let Some(ident) = &attribute.name.ident else { continue };
        let field = raw(ident);
        fields.extend(quote_spanned!(span=> #field: loop {},));
        let word = match &attribute.value {
            AttributeValue::Word(Name { ident: Some(word), .. }) => raw(word),
            AttributeValue::Missing => Ident::new("__", span),
            _ => continue,
        };
        if let Some(member) = own.member(&attribute.name.text)
            && let Kind::Choice(choice) = member.kind
        {
            let choice = Ident::new(choice.type_name, span);
            lines.extend(quote_spanned!(span=> let _ = __p::words::#choice::#word;));
        }
    }
    if !fields.is_empty() {
        let own = Ident::new(own.type_name, span);
        lines.extend(quote_spanned!(span=> let _ = __p::#own { #fields unknown: loop {}, ..loop {} };));
    }
}

/// Whether an attribute is a member, or may become one when it is typed to its end. Some are none: the texts of a
/// locale, and what tells the version or which of several objects it is.
fn names_a_member(attribute: &Attribute, own: &Object) -> bool {
    let name = &*attribute.name.text;
    !attribute.json && (own.member(name).is_some() || !(is_locale(name) || matches!(name, "schema" | "tag")))
}

fn children(children: &[Child], place: Position, lines: &mut TokenStream) {
    for child in children {
        match child {
            Child::Element(child) => element(child, place, lines),
            Child::Splice(rust) | Child::Dead(rust) => flow::expression(rust, lines),
            Child::Flow(found) => flow::flow(found, place, lines),
            Child::Text(_) => {}
        }
    }
}

/// Any identifier as a name of ours: raw where it is a keyword.
fn raw(ident: &Ident) -> Ident {
    member(&plain(ident), ident.span())
}
