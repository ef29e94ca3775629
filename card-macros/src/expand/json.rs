//! JSON values.

use super::{fixed_value, ours, parens, reference, text, value};
use feishu_card_markup::{
    syntax::{Json, JsonKey, JsonValue, Rust},
    typed::JsonMember,
};
use proc_macro2::{Literal, Span, TokenStream, TokenTree};
use quote::quote_spanned;

/// The bag of members past the types.
pub(super) fn bag(members: &[JsonMember], span: Span) -> TokenStream {
    let fixed = members.iter().all(|member| member.json.is_static());
    let entries = members.iter().map(|member| {
        let (name, json) = (Literal::string(&member.name), json(&member.json, span));
        quote_spanned!(span=> (__p::Str::Borrowed(#name), #json))
    });
    if fixed {
        quote_spanned!(span=> __p::Unknown::fixed(const { &[#(#entries),*] }))
    } else {
        quote_spanned!(span=> __p::Unknown::Members(__p::List::Owned(__p::vec![#(#entries),*])))
    }
}

/// A `__p::Json`.
pub(super) fn json(json: &Json, span: Span) -> TokenStream {
    match &json.value {
        JsonValue::Null => quote_spanned!(span=> __p::Json::Null),
        JsonValue::Bool(true) => quote_spanned!(span=> __p::Json::Bool(true)),
        JsonValue::Bool(false) => quote_spanned!(span=> __p::Json::Bool(false)),
        JsonValue::Number(n) if n.parse::<i64>().is_ok_and(|int| int.to_string() == *n) => {
            let n = value::signed(n.parse().unwrap_or_default(), span);
            quote_spanned!(span=> __p::Json::int(#n))
        }
        JsonValue::Number(n) => {
            let n = value::number(n, span);
            quote_spanned!(span=> __p::Json::Number(#n))
        }
        JsonValue::Str(text) => {
            let text = Literal::string(text);
            quote_spanned!(span=> __p::Json::Str(__p::Str::Borrowed(#text)))
        }
        JsonValue::Text(plan) => {
            let text = text::str(plan, span);
            quote_spanned!(span=> __p::Json::Str(#text))
        }
        JsonValue::Rust(tokens) => {
            let at = ours(json.span);
            let reference = reference(&Rust::new(tokens.clone(), json.span));
            let json = quote_spanned!(at=> __p::JsonValue::json(#reference));
            // what a call borrows or locks is given back here, and not at the end of the card
            match tokens.clone().into_iter().any(|token| matches!(token, TokenTree::Group(_))) {
                true => quote_spanned!(at=> { let __v = #json; __v }),
                false => json,
            }
        }
        JsonValue::List(items) => list(items, json.is_static(), span),
        JsonValue::Map(members) => map(members, json.is_static(), span),
    }
}

fn list(items: &[Json], fixed: bool, span: Span) -> TokenStream {
    let parts = items.iter().map(|item| json(item, span));
    match (items.is_empty(), fixed) {
        (true, _) => quote_spanned!(span=> __p::Json::List(__p::List::EMPTY)),
        (_, true) => {
            let items = fixed_value(&quote_spanned!(span=> [#(#parts),*]), "list", span);
            quote_spanned!(span=> __p::Json::List(#items))
        }
        (_, false) => quote_spanned!(span=> __p::json_list([#(#parts),*])),
    }
}

fn map(members: &[(JsonKey, Json)], fixed: bool, span: Span) -> TokenStream {
    if members.is_empty() {
        return quote_spanned!(span=> __p::Json::Map(__p::List::EMPTY));
    }
    if members.iter().any(|(key, value)| matches!(key, JsonKey::Cell(..)) && is_expression(value)) {
        return cells(members, span);
    }
    // one member is what most values have
    if let ([(JsonKey::Str(key, _) | JsonKey::Cell(key, _), value)], false) = (members, fixed) {
        let (key, value) = (Literal::string(key), json(value, span));
        return quote_spanned!(span=> __p::json_pair(#key, #value));
    }
    if !fixed && members.iter().all(|(key, _)| !matches!(key, JsonKey::Rust(..))) {
        let parts = members.iter().filter_map(|(key, value)| match key {
            JsonKey::Str(key, _) | JsonKey::Cell(key, _) => {
                let (key, value) = (Literal::string(key), json(value, span));
                Some(quote_spanned!(span=> (#key, #value)))
            }
            JsonKey::Rust(..) => None,
        });
        return quote_spanned!(span=> __p::json_map([#(#parts),*]));
    }
    let parts = members.iter().map(|(key, value)| {
        let value = json(value, span);
        let key = match key {
            JsonKey::Str(key, _) | JsonKey::Cell(key, _) => {
                let key = Literal::string(key);
                quote_spanned!(span=> __p::Str::Borrowed(#key))
            }
            JsonKey::Rust(tokens, place) => {
                let at = ours(*place);
                let tokens = parens(tokens.clone(), at);
                quote_spanned!(at=> __p::key(#tokens))
            }
        };
        quote_spanned!(span=> (#key, #value))
    });
    if fixed {
        let members = fixed_value(&quote_spanned!(span=> [#(#parts),*]), "list", span);
        quote_spanned!(span=> __p::Json::Map(#members))
    } else {
        quote_spanned!(span=> __p::Json::Map(__p::List::Owned(__p::vec![#(#parts),*])))
    }
}

/// A row with cells that may be `None`.
fn cells(members: &[(JsonKey, Json)], span: Span) -> TokenStream {
    let mut steps = TokenStream::new();
    for (key, value) in members {
        let (JsonKey::Str(key, _) | JsonKey::Cell(key, _)) = key else { continue };
        let key = Literal::string(key);
        let at = ours(value.span);
        steps.extend(match &value.value {
            JsonValue::Rust(tokens) => {
                let reference = reference(&Rust::new(tokens.clone(), value.span));
                quote_spanned!(at=> __p::cell(&mut __m, #key, __p::JsonValue::json_opt(#reference));)
            }
            JsonValue::Text(plan) => match text::sole(plan) {
                Some((rust, place, flavour)) => {
                    let reference = reference(rust);
                    let (place, flavour) = text::place(place, flavour, at);
                    quote_spanned!(at=> __p::markdown_cell(&mut __m, #key, #place, #flavour, #reference);)
                }
                None => {
                    let value = json(value, span);
                    quote_spanned!(span=> __m.push((__p::Str::Borrowed(#key), #value));)
                }
            },
            _ => {
                let value = json(value, span);
                quote_spanned!(span=> __m.push((__p::Str::Borrowed(#key), #value));)
            }
        });
    }
    quote_spanned!(span=> { let mut __m = __p::Vec::new(); #steps __p::Json::Map(__p::List::Owned(__m)) })
}

fn is_expression(json: &Json) -> bool {
    match &json.value {
        JsonValue::Rust(_) => true,
        JsonValue::Text(plan) => text::sole(plan).is_some(),
        _ => false,
    }
}
