//! Objects.
//!
//! ```text
//! const { __p::Button::NEW.r#type(__p::ButtonType::Primary) }          all literal
//! { let mut __e = __p::Button::NEW; __p::set(&mut __e.name, expr); __e }       with expressions
//! ```

use super::{control, dead, group, json, list, member, ours, text, value};
use feishu_card_markup::typed::{Record, Step, pushes};
use feishu_card_schema::table::{Family, Item, Kind, Member};
use proc_macro2::{Delimiter, Ident, Punct, Spacing, Span, TokenStream};
use quote::{TokenStreamExt, format_ident, quote_spanned};

/// The record as a value of its own type, evaluated at compile time where that is possible.
pub(super) fn whole(record: &Record) -> TokenStream {
    let span = ours(record.open);
    if record.is_static() {
        let chain = chain(record, span, true);
        return quote_spanned!(span=> const { #chain });
    }
    filled(record, span)
}

/// The record for a list of a family, which boxes it: a reference if it is literal.
pub(super) fn new(record: &Record) -> TokenStream {
    let span = ours(record.open);
    match (is_empty(record), record.is_static()) {
        (true, _) => {
            let object = Ident::new(record.object.type_name, span);
            quote_spanned!(span=> &__p::#object::NEW)
        }
        (false, true) => {
            let chain = chain(record, span, true);
            quote_spanned!(span=> const { &#chain })
        }
        (false, false) => filled(record, span),
    }
}

/// Whether nothing at all is set: what rustc promotes to a constant without being told.
fn is_empty(record: &Record) -> bool {
    record.body.is_empty() && record.json.is_empty()
}

/// The record in a box.
pub(super) fn boxed(record: &Record) -> TokenStream {
    let span = ours(record.open);
    if record.is_static() {
        let chain = chain(record, span, true);
        return quote_spanned!(span=> __p::Boxed::fixed(const { &#chain }));
    }
    let filled = filled(record, span);
    quote_spanned!(span=> __p::Boxed::new(#filled))
}

/// The record as a variant of a family.
pub(super) fn variant(record: &Record, family: &Family) -> TokenStream {
    let span = ours(record.open);
    if let Some(text) = text::short(record, family, span) {
        return text;
    }
    let boxed = boxed(record);
    let family = Ident::new(family.type_name, span);
    let variant = Ident::new(record.object.type_name, span);
    quote_spanned!(span=> __p::#family::#variant(#boxed))
}

/// The record as an item of the array in a `const`: written with fields, it lives as long as the array, without a
/// `const` of its own.
fn fixed_variant(record: &Record, family: &Family) -> TokenStream {
    let span = ours(record.open);
    let chain = chain(record, span, true);
    let family = Ident::new(family.type_name, span);
    let variant = Ident::new(record.object.type_name, span);
    quote_spanned!(span=> __p::#family::#variant { 0: __p::Boxed::Fixed { 0: &#chain } })
}

/// The record as an item of a list; `fixed` inside of a `const`.
pub(super) fn item(record: &Record, item: Item, fixed: bool) -> TokenStream {
    match item {
        Item::Family(family) if fixed => fixed_variant(record, family),
        Item::Family(family) => variant(record, family),
        Item::Object(_) if fixed => chain(record, ours(record.open), true),
        Item::Object(_) => whole(record),
    }
}

/// `NEW` and the setters of everything that is literal; outside of a `const` also of what is one value.
fn chain(record: &Record, span: Span, fixed: bool) -> TokenStream {
    let object = Ident::new(record.object.type_name, span);
    let ordered = has_expressions(record);
    let mut out = quote_spanned!(span=> __p::#object::NEW);
    for stmt in &record.body {
        if let Step::Set { member: set, value, .. } = stmt
            && (value.is_static() || !fixed && !ordered && value::is_one(value, set))
        {
            let name = member(set.name, span);
            let value = value::value(value, set.kind, span);
            call(&mut out, name, value, span);
        }
    }
    if let Some((main, text)) = text::whole(record, fixed, span) {
        let name = member(main.name, span);
        call(&mut out, name, text, span);
    }
    for list in lists(record) {
        let name = member(list.name, span);
        let literal = list_is_static(&record.body, list);
        if !literal && (fixed || !in_chain(record, list)) {
            continue;
        }
        let items = match literal {
            true => list::fixed(&record.body, Some(list), list.kind, span),
            false => list::short(&record.body, list, span),
        };
        let body = Ident::new("body", span);
        match (record.in_body && list.name == record.object.children, literal) {
            (false, _) => call(&mut out, name, items, span),
            (true, true) => {
                let value = quote_spanned!(span=> __p::Boxed::fixed(const { &__p::Body::NEW.#name(#items) }));
                call(&mut out, body, value, span);
            }
            (true, false) => {
                let value = quote_spanned!(span=> __p::Boxed::new(__p::Body::NEW.#name(#items)));
                call(&mut out, body, value, span);
            }
        }
    }
    let bag_is_static = record.json.iter().all(|member| member.json.is_static());
    if !record.json.is_empty() && (bag_is_static || !fixed) {
        let bag = json::bag(&record.json, span);
        call(&mut out, Ident::new("unknown", span), bag, span);
    }
    out
}

/// Appends `.name(arguments)`: token by token, which is much cheaper than to quote it.
fn call(out: &mut TokenStream, name: Ident, arguments: TokenStream, span: Span) {
    let mut dot = Punct::new('.', Spacing::Alone);
    dot.set_span(span);
    out.append(dot);
    out.append(name);
    out.append(group(Delimiter::Parenthesis, arguments, span));
}

/// What is one value by setters, then a statement for everything else.
fn filled(record: &Record, span: Span) -> TokenStream {
    let start = chain(record, span, false);
    let mut steps = TokenStream::new();
    let mut end = TokenStream::new();
    for list in lists(record).into_iter().filter(|list| !in_chain(record, list)) {
        let vec = list_name(list, span);
        let name = member(list.name, span);
        let of = list::item_type(list.kind, span);
        let capacity = list::capacity(&record.body, list);
        steps.extend(quote_spanned!(span=> let mut #vec: __p::Vec<#of> = __p::Vec::with_capacity(#capacity);));
        end.extend(if record.in_body && list.name == record.object.children {
            quote_spanned!(span=> __e.body = __p::Some(__p::Boxed::new(__p::Body::NEW.#name(__p::List::Owned(#vec))));)
        } else {
            quote_spanned!(span=> __e.#name = __p::Some(__p::List::Owned(#vec));)
        });
    }
    if let Some((before, after)) = text::conditional(record, span) {
        steps.extend(before);
        end.extend(after);
    }
    steps.extend(statements(record, &record.body, span, true));
    if steps.is_empty() && end.is_empty() {
        return start;
    }
    quote_spanned!(span=> { let mut __e = #start; #steps #end __e })
}

/// The statements of a body. At the top what `chain` has already is left out.
pub(super) fn statements(record: &Record, body: &[Step], span: Span, top: bool) -> TokenStream {
    let mut out = TokenStream::new();
    for stmt in body {
        match stmt {
            Step::Set { member: set, value, .. }
                if top && (value.is_static() || !has_expressions(record) && value::is_one(value, set)) => {}
            Step::Set { member: set, value, .. } => out.extend(value::set(set, value, span)),
            Step::Push { list: Some(to), item } if !(top && in_chain(record, to)) => {
                let vec = list_name(to, span);
                out.extend(list::add(&vec, item, to.kind, span));
            }
            Step::Splice { list: Some(to), expr } => {
                let vec = list_name(to, span);
                out.extend(list::splice(&vec, expr, to.kind));
            }
            Step::Text(plan) => out.extend(text::statement(record, plan, span)),
            Step::Dead(rust) => out.extend(dead(rust)),
            Step::Flow(flow) => {
                out.extend(control::control(flow, |body, span| statements(record, body, span, false)));
            }
            _ => {}
        }
    }
    out
}

/// The local that collects a list.
fn list_name(list: &Member, span: Span) -> Ident {
    format_ident!("__l_{}", list.name, span = span)
}

/// The lists that children are appended to, in the order of the object's row.
fn lists(record: &Record) -> Vec<&'static Member> {
    record
        .object
        .members
        .iter()
        .filter(|list| matches!(list.kind, Kind::List(_) | Kind::Rows) && pushes(&record.body, list.name))
        .collect()
}

/// Whether all items of a list are literal and outside of control flow.
fn list_is_static(body: &[Step], list: &Member) -> bool {
    body.iter().all(|stmt| match stmt {
        Step::Push { list: Some(to), item } if to.name == list.name => item.is_static(),
        Step::Splice { list: Some(to), .. } => to.name != list.name,
        _ => !stmt.bodies().any(|body| pushes(body, list.name)),
    })
}

/// Whether a list is part of the setters: literal, or a few items outside of control flow.
fn in_chain(record: &Record, list: &Member) -> bool {
    list_is_static(&record.body, list) || !has_expressions(record) && list_is_short(&record.body, list)
}

/// Whether an expression sets a member by a statement: what follows in the source is then evaluated behind it, so
/// that what it borrows is not moved yet.
fn has_expressions(record: &Record) -> bool {
    record.body.iter().any(|stmt| match stmt {
        Step::Set { member, value, .. } => !value.is_static() && !value::is_one(value, member),
        _ => false,
    })
}

/// Whether a list is a few items, all outside of control flow.
fn list_is_short(body: &[Step], list: &Member) -> bool {
    const FEW: usize = 8;
    let mut count = 0;
    let plain = body.iter().all(|stmt| match stmt {
        Step::Push { list: Some(to), .. } => {
            count += usize::from(to.name == list.name);
            true
        }
        Step::Splice { list: Some(to), .. } => to.name != list.name,
        _ => !stmt.bodies().any(|body| pushes(body, list.name)),
    });
    plain && count <= FEW
}
