//! Lists and maps.

use super::{
    borrowed, constant, control, dead, expression, fixed_value, json, ours, record,
    tokens::Tokens,
    value::{self, item_of},
};
use feishu_card_markup::{
    syntax::Rust,
    typed::{Fill, Filled, Filling, Record, Step, items},
};
use feishu_card_schema::table::{Item, Kind};
use proc_macro2::{Delimiter, Ident, Literal, Spacing, Span, TokenStream};
use quote::quote_spanned;

/// The items that are appended outside of control flow.
fn pushed<'r>(with: &'r [Fill<'_>]) -> impl Iterator<Item = &'r Filled> {
    with.iter().filter_map(|fill| match fill {
        Fill::Push(item) => Some(*item),
        _ => None,
    })
}

/// The literal items of a list as one `const`.
pub(super) fn fixed(with: &[Fill<'_>], kind: Kind, span: Span) -> Tokens {
    let items = Tokens::list(span, pushed(with).map(|item| self::item(item, kind, true, span)));
    match items.is_empty() {
        true => Tokens::path(span, &["List", "EMPTY"]),
        false => fixed_value(array(items, span), "list", span),
    }
}

/// A few items as one expression.
pub(super) fn short(with: &[Fill<'_>], kind: Kind, span: Span) -> Tokens {
    let items: Vec<_> = pushed(with).collect();
    if let Some(records) = alike(&items) {
        let records = Tokens::list(span, records.into_iter().map(record::new));
        return Tokens::call(span, &["items"], array(records, span));
    }
    let items = Tokens::list(span, items.into_iter().map(|item| self::item(item, kind, false, span)));
    Tokens::call(span, &["list"], array(items, span))
}

/// The records that the items are, if they are all made at run time and of one type.
fn alike<'a>(items: &[&'a Filled]) -> Option<Vec<&'a Record>> {
    let records: Vec<_> = items
        .iter()
        .map(|item| match &item.with {
            Filling::Record(record) if !record.is_static() => Some(record),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let first = records.first()?.object.type_name;
    records.iter().all(|record| record.object.type_name == first).then_some(records)
}

/// A list that is the value of a member or of a map's key.
pub(super) fn list(body: &[Step], kind: Kind, span: Span) -> Tokens {
    if body.iter().all(Step::is_static) {
        return fixed(&items(body), kind, span);
    }
    let steps = pushes(body, kind, span);
    let of = item_type(kind, span);
    quote_spanned!(span=> { let mut __l: __p::Vec<#of> = __p::Vec::new(); #steps __p::List::Owned(__l) }).into()
}

/// The list `<>…</>`: a `Vec`.
pub(super) fn vec(body: &[Step], item: Item, span: Span) -> TokenStream {
    let steps = pushes(body, Kind::List(item), span);
    let of = Ident::new(type_name(item), span);
    let push = if body.is_empty() { TokenStream::new() } else { quote_spanned!(span=> mut) };
    quote_spanned!(span=> { let #push __l: __p::Vec<__p::#of> = __p::Vec::new(); #steps __l })
}

fn pushes(body: &[Step], kind: Kind, span: Span) -> TokenStream {
    let mut out = TokenStream::new();
    let vec = Ident::new("__l", span);
    let mut run: Vec<&Filled> = Vec::new();
    for (nth, stmt) in body.iter().enumerate() {
        match stmt {
            Step::Push { list: None, item } => {
                run.push(item);
                if !matches!(body.get(nth + 1), Some(Step::Push { list: None, .. })) {
                    out.extend(TokenStream::from(add(&vec, &run, kind, span)));
                    run.clear();
                }
            }
            Step::Splice { list: None, expr } => out.extend(splice(&vec, expr, kind)),
            Step::Dead(rust) => out.extend(dead(rust)),
            Step::Flow(flow) => {
                out.extend(control::control(flow, &|body, _| pushes(body, kind, span)));
            }
            _ => {}
        }
    }
    out
}

/// So many items are appended by one call. An array costs rustc less than a call for each item, but the more items an
/// array has, the more has to be dropped where making the next one panics.
const AT_ONCE: usize = 8;

/// Appends items that follow one another.
pub(super) fn add(vec: &Ident, found: &[&Filled], kind: Kind, span: Span) -> Tokens {
    let mut out = Tokens::new(span);
    for found in found.chunks(AT_ONCE) {
        match found {
            [found] => out.then(add_one(vec, found, kind, span)),
            found => {
                let mut arguments = to_end_of(vec, span);
                let items = Tokens::list(span, found.iter().map(|found| item(found, kind, false, span)));
                arguments.then(array(items, span));
                out.then(Tokens::call(span, &["extend"], arguments));
                out.punct(';', Spacing::Alone);
            }
        }
    }
    out
}

/// `&mut vec,`
fn to_end_of(vec: &Ident, span: Span) -> Tokens {
    let mut vec_mut = Tokens::new(span);
    vec_mut.punct('&', Spacing::Alone);
    vec_mut.add(Ident::new("mut", span));
    vec_mut.add(vec.clone());
    vec_mut.punct(',', Spacing::Alone);
    vec_mut
}

/// `[items]`
pub(super) fn array(items: Tokens, span: Span) -> Tokens {
    let mut array = Tokens::new(span);
    array.group(Delimiter::Bracket, items);
    array
}

fn add_one(vec: &Ident, found: &Filled, kind: Kind, span: Span) -> Tokens {
    if let (Filling::Record(record), Some(Item::Family(_))) = (&found.with, item_of(kind))
        && !record::is_empty(record)
    {
        let span = ours(record.open);
        let mut arguments = to_end_of(vec, span);
        arguments.then(record::new(record));
        let mut add = Tokens::call(span, &["add"], arguments);
        add.punct(';', Spacing::Alone);
        return add;
    }
    let mut push = Tokens::new(span);
    push.add(vec.clone());
    push.method(Ident::new("push", span), item(found, kind, false, span));
    push.punct(';', Spacing::Alone);
    push
}

/// Appends what an expression holds: one, none or many.
pub(super) fn splice(vec: &Ident, rust: &Rust, kind: Kind) -> TokenStream {
    let span = ours(rust.open);
    let expression = expression(rust);
    match kind {
        Kind::List(item) => {
            let of = Ident::new(type_name(item), span);
            quote_spanned!(span=> __p::IntoItems::<__p::#of>::append(#expression, &mut #vec);)
        }
        Kind::Rows => quote_spanned!(span=> __p::splice_rows(&mut #vec, #expression);),
        _ => quote_spanned!(span=> __p::splice_str(&mut #vec, #expression);),
    }
}

/// An item of a list; `fixed` inside of a `const`.
pub(super) fn item(found: &Filled, kind: Kind, fixed: bool, span: Span) -> Tokens {
    let Some(item) = item_of(kind) else {
        return match &found.with {
            Filling::Json(found) | Filling::Raw { json: found, .. } => json::json(found, span),
            _ => value::value(found, Kind::Str, span),
        };
    };
    match &found.with {
        Filling::Record(record) => record::item(record, item, fixed),
        Filling::Raw { json: raw, .. } => Tokens::call(span, &[type_name(item), "raw"], json::json(raw, span)),
        _ => value::value(found, Kind::List(item), span),
    }
}

/// How many items a list surely has.
pub(super) fn capacity(with: &[Fill<'_>]) -> Literal {
    Literal::usize_unsuffixed(pushed(with).count())
}

/// The type of the items of a list.
pub(super) fn item_type(kind: Kind, span: Span) -> TokenStream {
    match kind {
        Kind::List(item) => {
            let of = Ident::new(type_name(item), span);
            quote_spanned!(span=> __p::#of)
        }
        Kind::Rows => quote_spanned!(span=> __p::Json),
        _ => quote_spanned!(span=> __p::Str),
    }
}

fn type_name(item: Item) -> &'static str {
    match item {
        Item::Object(object) => object.type_name,
        Item::Family(family) => family.type_name,
    }
}

/// A map.
pub(super) fn map(body: &[Step], kind: Kind, span: Span) -> Tokens {
    if body.iter().all(Step::is_static) {
        let entries = body.iter().filter_map(|stmt| match stmt {
            Step::Entry { key, value, .. } => {
                Some(json::pair(json::borrowed_str(key, span), value::entry(value, kind, true, span), span))
            }
            _ => None,
        });
        let entries = Tokens::list(span, entries);
        if entries.is_empty() {
            return Tokens::path(span, &["Map", "EMPTY"]);
        }
        return Tokens::call(span, &["Map", "fixed"], constant(borrowed(array(entries, span), span), span));
    }
    let steps = inserts(body, kind, span);
    quote_spanned!(span=> { let mut __m = __p::Vec::new(); #steps __p::Map(__p::List::Owned(__m)) }).into()
}

fn inserts(body: &[Step], kind: Kind, span: Span) -> TokenStream {
    let mut out = TokenStream::new();
    for stmt in body {
        match stmt {
            Step::Entry { key, value: Filled { with: Filling::Expr(rust), .. }, .. } if is_strings(kind) => {
                let (key, expression, at) = (Literal::string(key), expression(rust), ours(rust.open));
                out.extend(quote_spanned!(at=> __p::insert(&mut __m, #key, #expression);));
            }
            Step::Entry { key, value, .. } => {
                let (key, value) = (Literal::string(key), value::entry(value, kind, false, span));
                out.extend(quote_spanned!(span=> __m.push((__p::Str::Borrowed(#key), #value));));
            }
            Step::Dead(rust) => out.extend(dead(rust)),
            Step::Flow(flow) => {
                out.extend(control::control(flow, &|body, _| inserts(body, kind, span)));
            }
            _ => {}
        }
    }
    out
}

fn is_strings(kind: Kind) -> bool {
    matches!(kind, Kind::LocaleStrs | Kind::LocaleKeys)
}
