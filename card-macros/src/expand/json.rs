//! JSON values.

use super::{borrowed, constant, fixed_value, list::array, ours, reference, text, tokens::Tokens, value};
use feishu_card_markup::{
    syntax::{Json, JsonKey, JsonValue, Rust},
    typed::JsonMember,
};
use proc_macro2::{Delimiter, Literal, Span, TokenStream, TokenTree};
use quote::quote_spanned;

/// The bag of members past the types.
pub(super) fn bag(members: &[JsonMember], span: Span) -> Tokens {
    let fixed = members.iter().all(|member| member.json.is_static());
    let entries = members.iter().map(|member| pair(borrowed_str(&member.name, span), json(&member.json, span), span));
    let entries = Tokens::list(span, entries);
    if fixed {
        let entries = constant(borrowed(array(entries, span), span), span);
        return Tokens::call(span, &["Unknown", "fixed"], entries);
    }
    quote_spanned!(span=> __p::Unknown::Members(__p::List::Owned(__p::vec![#entries]))).into()
}

/// `__p::Str::Borrowed("…")`
pub(super) fn borrowed_str(text: &str, span: Span) -> Tokens {
    Tokens::call(span, &["Str", "Borrowed"], Tokens::string(span, text))
}

/// `(key, value)`
pub(super) fn pair(key: Tokens, value: Tokens, span: Span) -> Tokens {
    let mut pair = Tokens::new(span);
    pair.group(Delimiter::Parenthesis, Tokens::list(span, [key, value].into_iter()));
    pair
}

/// A `__p::Json`.
pub(super) fn json(json: &Json, span: Span) -> Tokens {
    match &json.value {
        JsonValue::Null => Tokens::path(span, &["Json", "Null"]),
        JsonValue::Bool(b) => Tokens::call(span, &["Json", "Bool"], value::boolean(*b, span)),
        JsonValue::Number(n) if n.parse::<i64>().is_ok_and(|int| int.to_string() == *n) => {
            Tokens::call(span, &["Json", "int"], value::signed(n.parse().unwrap_or_default(), span))
        }
        JsonValue::Number(n) => Tokens::call(span, &["Json", "Number"], value::number(n, span)),
        JsonValue::Str(text) => Tokens::call(span, &["Json", "Str"], borrowed_str(text, span)),
        JsonValue::Text(plan) => Tokens::call(span, &["Json", "Str"], text::str(plan, span)),
        JsonValue::Rust(tokens) => {
            let at = ours(json.span);
            let reference = reference(&Rust::new(tokens.clone(), json.span));
            let json = quote_spanned!(at=> __p::JsonValue::json(#reference));
            // what a call borrows or locks is given back here, and not at the end of the card
            match tokens.clone().into_iter().any(|token| matches!(token, TokenTree::Group(_))) {
                true => quote_spanned!(at=> { let __v = #json; __v }).into(),
                false => json.into(),
            }
        }
        JsonValue::List(items) => list(items, json.is_static(), span),
        JsonValue::Map(members) => map(members, json.is_static(), span),
    }
}

fn list(items: &[Json], fixed: bool, span: Span) -> Tokens {
    if items.is_empty() {
        return Tokens::call(span, &["Json", "List"], Tokens::path(span, &["List", "EMPTY"]));
    }
    let items = array(Tokens::list(span, items.iter().map(|item| json(item, span))), span);
    match fixed {
        true => Tokens::call(span, &["Json", "List"], fixed_value(items, "list", span)),
        false => Tokens::call(span, &["json_list"], items),
    }
}

fn map(members: &[(JsonKey, Json)], fixed: bool, span: Span) -> Tokens {
    if members.is_empty() {
        return Tokens::call(span, &["Json", "Map"], Tokens::path(span, &["List", "EMPTY"]));
    }
    if members.iter().any(|(key, value)| matches!(key, JsonKey::Cell(..)) && is_expression(value)) {
        return cells(members, span);
    }
    // one member is what most values have
    if let ([(JsonKey::Str(key, _) | JsonKey::Cell(key, _), value)], false) = (members, fixed) {
        let arguments = [Tokens::string(span, key), json(value, span)];
        return Tokens::call(span, &["json_pair"], Tokens::list(span, arguments.into_iter()));
    }
    if !fixed && members.iter().all(|(key, _)| !matches!(key, JsonKey::Rust(..))) {
        let parts = members.iter().filter_map(|(key, value)| match key {
            JsonKey::Str(key, _) | JsonKey::Cell(key, _) => {
                Some(pair(Tokens::string(span, key), json(value, span), span))
            }
            JsonKey::Rust(..) => None,
        });
        return Tokens::call(span, &["json_map"], array(Tokens::list(span, parts), span));
    }
    let parts = members.iter().map(|(key, value)| {
        let key = match key {
            JsonKey::Str(key, _) | JsonKey::Cell(key, _) => borrowed_str(key, span),
            JsonKey::Rust(tokens, place) => Tokens::call(ours(*place), &["key"], tokens.clone()),
        };
        pair(key, json(value, span), span)
    });
    let parts = Tokens::list(span, parts);
    match fixed {
        true => Tokens::call(span, &["Json", "Map"], fixed_value(array(parts, span), "list", span)),
        false => quote_spanned!(span=> __p::Json::Map(__p::List::Owned(__p::vec![#parts]))).into(),
    }
}

/// A row with cells that may be `None`.
fn cells(members: &[(JsonKey, Json)], span: Span) -> Tokens {
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
    quote_spanned!(span=> { let mut __m = __p::Vec::new(); #steps __p::Json::Map(__p::List::Owned(__m)) }).into()
}

fn is_expression(json: &Json) -> bool {
    match &json.value {
        JsonValue::Rust(_) => true,
        JsonValue::Text(plan) => text::sole(plan).is_some(),
        _ => false,
    }
}
