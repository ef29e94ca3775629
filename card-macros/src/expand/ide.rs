//! The block for editors: names the user's own identifiers, so that they complete, show and lead somewhere.
//!
//! Three rules, each measured with rust-analyzer: the block comes first in the expansion; only the user's
//! identifiers carry their places; names by kind (`inside::<parent>::NAME`, a struct literal for attributes,
//! an enum path for words). rustc never looks into it, so it is not written where rustc is sure to be the reader:
//! it was 40 % of the macro's own time.

use super::ours;
use crate::{
    ast::{AttributeValue, Block, Child, Element, Input, Name, Root},
    lower::resolve::{Slot, is_locale, resolve},
};
use feishu_card_schema::table::{self, Kind, Object, objects};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use std::{ffi::OsStr, path::Path, sync::OnceLock};

/// The block of an input, if an editor may be the reader.
pub(crate) fn ide(input: &Input) -> TokenStream {
    static EDITOR: OnceLock<bool> = OnceLock::new();
    if *EDITOR.get_or_init(|| !runs_in_compiler()) { block(input) } else { TokenStream::new() }
}

/// Whether this process is a compiler. Editors run macros in a process of their own.
fn runs_in_compiler() -> bool {
    let program = std::env::current_exe().ok();
    let name = program.as_deref().and_then(Path::file_stem).and_then(OsStr::to_str);
    matches!(name, Some("rustc" | "rustdoc" | "clippy-driver"))
}

fn block(input: &Input) -> TokenStream {
    let span = Span::mixed_site();
    let mut lines = TokenStream::new();
    match &input.root {
        Root::Element(root) => element(root, None, &mut lines),
        Root::List { children, .. } => self::children(children, Some(&objects::Card), &mut lines),
        Root::Nothing(children) => self::children(children, None, &mut lines),
    }
    for closing in &input.stray_closings {
        let closing = raw(closing);
        lines.extend(quote_spanned!(span=> let _: __p::tags::#closing;));
    }
    quote_spanned! {span=>
        #[allow(unexpected_cfgs)]
        {
            #[cfg(rust_analyzer)]
            { #lines }
        }
    }
}

fn element(element: &Element, parent: Option<&'static Object>, lines: &mut TokenStream) {
    let span = ours(element.open);
    let missing = Ident::new("__", span);
    let name = match &element.name {
        Some(Name { ident: Some(ident), .. }) => raw(ident),
        _ => missing,
    };
    let own = element.name.as_ref().and_then(|name| object(parent, &name.text));
    match parent {
        Some(_) if element.name.as_ref().is_some_and(|name| is_locale(&name.text)) => {}
        Some(parent) => {
            let module = Ident::new(&module(parent), span);
            lines.extend(quote_spanned!(span=> let _: __p::inside::#module::#name;));
        }
        None => lines.extend(quote_spanned!(span=> let _: __p::tags::#name;)),
    }
    if let Some(own) = own {
        attributes(element, own, span, lines);
    }
    children(&element.children, own, lines);
    if let Some(Name { ident: Some(closing), .. }) = &element.closing {
        let closing = raw(closing);
        lines.extend(quote_spanned!(span=> let _: __p::tags::#closing;));
    }
}

/// `Button { r#type: loop {}, ..loop {} }`, and the path of each word.
fn attributes(element: &Element, own: &'static Object, span: Span, lines: &mut TokenStream) {
    let mut fields = TokenStream::new();
    for attribute in element.attributes.iter().filter(|attribute| !attribute.json) {
        let Some(ident) = &attribute.name.ident else { continue };
        let field = raw(ident);
        fields.extend(quote_spanned!(span=> #field: loop {},));
        if let AttributeValue::Word(Name { ident: Some(word), .. }) = &attribute.value
            && let Some(member) = own.member(&attribute.name.text)
            && let Kind::Choice(choice) = member.kind
        {
            let choice = Ident::new(choice.type_name, span);
            let word = raw(word);
            lines.extend(quote_spanned!(span=> let _ = __p::words::#choice::#word;));
        }
    }
    if !fields.is_empty() {
        let own = Ident::new(own.type_name, span);
        lines.extend(quote_spanned!(span=> let _ = __p::#own { #fields ..loop {} };));
    }
}

fn children(children: &[Child], parent: Option<&'static Object>, lines: &mut TokenStream) {
    let block = |block: &Block, lines: &mut TokenStream| self::children(&block.children, parent, lines);
    for child in children {
        match child {
            Child::Element(child) => element(child, parent, lines),
            Child::If(found) => {
                found.branches.iter().for_each(|branch| block(&branch.block, lines));
                found.otherwise.iter().for_each(|(_, otherwise)| block(otherwise, lines));
            }
            Child::For(found) => block(&found.block, lines),
            Child::Match(found) => found.arms.iter().for_each(|arm| block(&arm.block, lines)),
            Child::Text(_) | Child::Splice(_) | Child::Dead(_) => {}
        }
    }
}

/// The object that a tag means in its parent.
fn object(parent: Option<&'static Object>, name: &str) -> Option<&'static Object> {
    let Some(parent) = parent else {
        return table::all().find(|object| object.name == name || (object.key == "tag" && object.tag == name));
    };
    match resolve(parent, name) {
        Slot::Member(member) => match member.kind {
            Kind::Object(object) => Some(object),
            Kind::Family(family) => family.variants.first().copied(),
            // keys of a map, items of a locale's list: the parent's own children
            Kind::LocaleLists(_) => Some(parent),
            _ => None,
        },
        Slot::Link(_) => Some(&objects::Link),
        Slot::Item(_, object) | Slot::Behavior(_, object) | Slot::Text(_, object) | Slot::Component(_, object) => {
            Some(object)
        }
        _ if is_locale(name) => Some(parent),
        _ => None,
    }
}

/// The module of what may stand in an object.
fn module(object: &Object) -> String {
    let mut name = String::new();
    for (n, c) in object.type_name.char_indices() {
        if c.is_uppercase() && n > 0 {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// The same identifier, raw where it is a keyword.
fn raw(ident: &Ident) -> Ident {
    super::member(&crate::parse::plain(ident), ident.span())
}
