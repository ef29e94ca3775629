//! Objects.
//!
//! ```text
//! const { __p::Button::NEW.r#type(__p::ButtonType::Primary) }          all literal
//! { let mut __e = __p::Button::NEW; __p::set(&mut __e.name, expr); __e }       with expressions
//! ```

use super::{control, dead, fixed_value, group, json, list, member, ours, text, value};
use feishu_card_markup::typed::{Fill, Filled, Means, MemberFill, Record, Shape, Step};
use feishu_card_schema::table::{Family, Item, Member, objects};
use proc_macro2::{Delimiter, Ident, Punct, Spacing, Span, TokenStream};
use quote::{TokenStreamExt, format_ident, quote_spanned};

/// The record as a value of its own type, evaluated at compile time where that is possible.
pub(super) fn whole(record: &Record) -> TokenStream {
    let span = ours(record.open);
    if record.is_static() {
        let chain = chain(&Members::of(record), span, true);
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
            let chain = chain(&Members::of(record), span, true);
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
    if record.is_static() && !is_empty(record) {
        let chain = chain(&Members::of(record), span, true);
        return fixed_value(&chain, "boxed", span);
    }
    if record.is_static() {
        let empty = new(record);
        return quote_spanned!(span=> __p::Boxed::fixed(#empty));
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
    let is_component = *family == objects::Component;
    let family = Ident::new(family.type_name, span);
    let variant = Ident::new(record.object.type_name, span);
    if record.is_static() {
        let boxed = boxed(record);
        return quote_spanned!(span=> __p::#family::#variant(#boxed));
    }
    let filled = filled(record, span);
    match is_component {
        true => quote_spanned!(span=> __p::of::#variant(#filled)),
        false => quote_spanned!(span=> __p::of::#family::#variant(#filled)),
    }
}

/// The record as an item of the array in a `const`: written with fields, it lives as long as the array, without a
/// `const` of its own.
fn fixed_variant(record: &Record, family: &Family) -> TokenStream {
    let span = ours(record.open);
    let chain = chain(&Members::of(record), span, true);
    let family = Ident::new(family.type_name, span);
    let variant = Ident::new(record.object.type_name, span);
    quote_spanned!(span=> __p::#family::#variant { 0: __p::Boxed::Fixed { 0: &#chain } })
}

/// The record as an item of a list; `fixed` inside of a `const`.
pub(super) fn item(record: &Record, item: Item, fixed: bool) -> TokenStream {
    match item {
        Item::Family(family) if fixed => fixed_variant(record, family),
        Item::Family(family) => variant(record, family),
        Item::Object(_) if fixed => chain(&Members::of(record), ours(record.open), true),
        Item::Object(_) => whole(record),
    }
}

/// A record and what fills its members.
struct Members<'r> {
    record: &'r Record,
    fills: Vec<MemberFill<'r>>,
    /// Whether an expression sets a member by a statement: what follows in the source is then evaluated behind it, so
    /// that what it borrows is not moved yet.
    ordered: bool,
}

impl<'r> Members<'r> {
    fn of(record: &'r Record) -> Self {
        let fills = record.members();
        let ordered = fills
            .iter()
            .any(|fill| fill.shape() == Shape::Steps && fill.with.iter().any(|with| matches!(with, Fill::Set { .. })));
        Members { record, fills, ordered }
    }

    /// Whether a setter fills the member; `fixed` inside of a `const`.
    fn by_setter(&self, fill: &MemberFill<'_>, fixed: bool) -> bool {
        match fill.shape() {
            Shape::Fixed => true,
            Shape::Plain => !fixed && (!self.ordered || fill.means == Means::Text),
            Shape::Steps => false,
        }
    }

    /// Whether statements fill the member, after the setters.
    fn by_steps(&self, member: &Member) -> bool {
        !self.fills.iter().any(|fill| fill.member.name == member.name && self.by_setter(fill, false))
    }

    /// Whether the member is one of the `body` that is not written.
    fn in_body(&self, member: &Member) -> bool {
        self.record.in_body && member.name == self.record.object.children
    }

    /// The text that control flow puts together.
    fn conditional_text(&self) -> Option<&MemberFill<'r>> {
        self.fills.iter().find(|fill| fill.is_conditional_text())
    }
}

/// `NEW` and the setters of everything that is literal; outside of a `const` also of what is one value.
fn chain(members: &Members<'_>, span: Span, fixed: bool) -> TokenStream {
    let record = members.record;
    let object = Ident::new(record.object.type_name, span);
    let mut out = quote_spanned!(span=> __p::#object::NEW);
    for fill in members.fills.iter().filter(|fill| members.by_setter(fill, fixed)) {
        let name = member(fill.member.name, span);
        match fill.means {
            Means::Value => {
                for with in &fill.with {
                    if let Fill::Set { value, .. } = with {
                        call(&mut out, name.clone(), value::value(value, fill.member.kind, span), span);
                    }
                }
            }
            Means::Text => {
                if let Some(text) = text::whole(fill, span) {
                    call(&mut out, name, text, span);
                }
            }
            Means::Items => {
                let literal = fill.shape() == Shape::Fixed;
                let items = match literal {
                    true => list::fixed(&fill.with, fill.member.kind, span),
                    false => list::short(&fill.with, fill.member.kind, span),
                };
                let body = Ident::new("body", span);
                match (members.in_body(fill.member), literal) {
                    (false, _) => call(&mut out, name, items, span),
                    (true, true) => {
                        let value = fixed_value(&quote_spanned!(span=> __p::Body::NEW.#name(#items)), "boxed", span);
                        call(&mut out, body, value, span);
                    }
                    (true, false) => {
                        let value = quote_spanned!(span=> __p::Boxed::new(__p::Body::NEW.#name(#items)));
                        call(&mut out, body, value, span);
                    }
                }
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
    let members = Members::of(record);
    let start = chain(&members, span, false);
    let mut steps = TokenStream::new();
    let mut end = TokenStream::new();
    let lists = members.fills.iter().filter(|fill| fill.means == Means::Items && !members.by_setter(fill, false));
    for fill in lists {
        let list = fill.member;
        let vec = list_name(list, span);
        let name = member(list.name, span);
        let of = list::item_type(list.kind, span);
        let capacity = list::capacity(&fill.with);
        steps.extend(quote_spanned!(span=> let mut #vec: __p::Vec<#of> = __p::Vec::with_capacity(#capacity);));
        end.extend(if members.in_body(list) {
            quote_spanned!(span=> __e.body = __p::Some(__p::Boxed::new(__p::Body::NEW.#name(__p::List::Owned(#vec))));)
        } else {
            quote_spanned!(span=> __e.#name = __p::Some(__p::List::Owned(#vec));)
        });
    }
    if let Some(fill) = members.conditional_text() {
        let (before, after) = text::conditional(fill, span);
        steps.extend(before);
        end.extend(after);
    }
    steps.extend(statements(&members, &record.body, span));
    if steps.is_empty() && end.is_empty() {
        return start;
    }
    quote_spanned!(span=> { let mut __e = #start; #steps #end __e })
}

/// The steps of a body as statements, without what setters fill.
fn statements(members: &Members<'_>, body: &[Step], span: Span) -> TokenStream {
    let mut out = TokenStream::new();
    // items that follow one another in one list
    let mut run: Vec<&Filled> = Vec::new();
    for (nth, step) in body.iter().enumerate() {
        match step {
            Step::Set { member: set, value, .. } if members.by_steps(set) => out.extend(value::set(set, value, span)),
            Step::Push { list: Some(to), item } if members.by_steps(to) => {
                run.push(item);
                let goes_on =
                    matches!(body.get(nth + 1), Some(Step::Push { list: Some(next), .. }) if next.name == to.name);
                if !goes_on {
                    out.extend(list::add(&list_name(to, span), &run, to.kind, span));
                    run.clear();
                }
            }
            Step::Splice { list: Some(to), expr } => {
                let vec = list_name(to, span);
                out.extend(list::splice(&vec, expr, to.kind));
            }
            Step::Text(pieces) => {
                if let Some(fill) = members.conditional_text() {
                    out.extend(text::statement(fill, pieces, span));
                }
            }
            Step::Dead(rust) => out.extend(dead(rust)),
            Step::Flow(flow) => {
                out.extend(control::control(flow, |body, span| statements(members, body, span)));
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
