//! Objects.
//!
//! ```text
//! const { __p::Button.r#type(__p::ButtonType::Primary) }          all literal
//! { let mut __e = __p::Button; __p::set(&mut __e.name, expr); __e }       with expressions
//! ```

use super::{
    borrowed, constant, control, dead, fixed_value, json, list, member, only_field, ours, text, tokens::Tokens, value,
};
use feishu_card_markup::typed::{Fill, Filled, Means, MemberFill, Record, Shape, Step};
use feishu_card_schema::table::{Family, Item, Member, objects};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};

/// The record as a value of its own type, evaluated at compile time where that is possible.
pub(super) fn whole(record: &Record) -> Tokens {
    let span = ours(record.open);
    match record.is_static() {
        true => constant(literal(record, span), span),
        false => filled(record, span),
    }
}

/// The record for a list of a family, which boxes it: a reference if it is literal.
pub(super) fn new(record: &Record) -> Tokens {
    let span = ours(record.open);
    match record.is_static() {
        true => constant(borrowed(literal(record, span), span), span),
        false => filled(record, span),
    }
}

/// The value of a record that is all literal, for a `const`.
fn literal(record: &Record, span: Span) -> Tokens {
    text::literal(record, span).unwrap_or_else(|| chain(&Members::of(record), span, true))
}

/// Whether nothing at all is set.
pub(super) fn is_empty(record: &Record) -> bool {
    record.body.is_empty() && record.json.is_empty()
}

/// The record in a box.
pub(super) fn boxed(record: &Record) -> Tokens {
    boxed_at(record, ours(record.open))
}

fn boxed_at(record: &Record, span: Span) -> Tokens {
    if is_empty(record) {
        // rustc promotes it to a constant without being told
        let empty = Tokens::path(span, &[record.object.type_name]);
        return Tokens::call(span, &["Boxed", "fixed"], borrowed(empty, span));
    }
    match record.is_static() {
        true => fixed_value(literal(record, span), "boxed", span),
        false => Tokens::call(span, &["Boxed", "new"], filled(record, span)),
    }
}

/// The record as a variant of a family.
pub(super) fn variant(record: &Record, family: &Family) -> Tokens {
    let span = ours(record.open);
    if let Some(text) = text::short(record, family, span) {
        return text;
    }
    if is_empty(record) {
        return empty_variant(record, family, span);
    }
    let variant = record.object.type_name;
    if record.is_static() {
        return Tokens::call(span, &[family.type_name, variant], boxed_at(record, span));
    }
    let filled = filled(record, span);
    match *family == objects::Component {
        true => Tokens::call(span, &["of", variant], filled),
        false => Tokens::call(span, &["of", family.type_name, variant], filled),
    }
}

/// A record in which nothing is set as a variant of a family, in a `const` and out of it.
fn empty_variant(record: &Record, family: &Family, span: Span) -> Tokens {
    let variant = record.object.type_name;
    match *family == objects::Component {
        true => Tokens::call(span, &["of", "empty", variant], TokenStream::new()),
        false => Tokens::call(span, &["of", family.type_name, "empty", variant], TokenStream::new()),
    }
}

/// The record as an item of the array in a `const`: written with fields, it lives as long as the array, without a
/// `const` of its own. There rustc proves twice that its type holds no cell, which is dear only where it holds a component:
/// that may be any of fifty types.
fn fixed_variant(record: &Record, family: &Family) -> Tokens {
    let span = ours(record.open);
    if is_empty(record) {
        return empty_variant(record, family, span);
    }
    if record.object.members.iter().any(|member| member.kind.is_family(&objects::Component)) {
        return Tokens::call(span, &[family.type_name, record.object.type_name], boxed_at(record, span));
    }
    let boxed = only_field(&["Boxed", "Fixed"], borrowed(literal(record, span), span), span);
    only_field(&[family.type_name, record.object.type_name], boxed, span)
}

/// The record as an item of a list; `fixed` inside of a `const`.
pub(super) fn item(record: &Record, item: Item, fixed: bool) -> Tokens {
    match item {
        Item::Family(family) if fixed => fixed_variant(record, family),
        Item::Family(family) => variant(record, family),
        Item::Object(_) if fixed => literal(record, ours(record.open)),
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

/// The empty object and the setters of everything that is literal; outside of a `const` also of what is one value.
fn chain(members: &Members<'_>, span: Span, fixed: bool) -> Tokens {
    let record = members.record;
    let mut out = Tokens::path(span, &[record.object.type_name]);
    for fill in members.fills.iter().filter(|fill| members.by_setter(fill, fixed)) {
        let name = member(fill.member.name, span);
        match fill.means {
            Means::Value => {
                for with in &fill.with {
                    if let Fill::Set { value, .. } = with {
                        out.method(name.clone(), value::value(value, fill.member.kind, span));
                    }
                }
            }
            Means::Text => {
                if let Some(text) = text::whole(fill, span) {
                    out.method(name, text);
                }
            }
            Means::Items => {
                let literal = fill.shape() == Shape::Fixed;
                let items = match literal {
                    true => list::fixed(&fill.with, fill.member.kind, span),
                    false => list::short(&fill.with, fill.member.kind, span),
                };
                match (members.in_body(fill.member), literal) {
                    (false, _) => out.method(name, items),
                    (true, _) => {
                        let mut body = Tokens::path(span, &["Body"]);
                        body.method(name, items);
                        let body = match literal {
                            true => fixed_value(body, "boxed", span),
                            false => Tokens::call(span, &["Boxed", "new"], body),
                        };
                        out.method(Ident::new("body", span), body);
                    }
                }
            }
        }
    }
    let bag_is_static = record.json.iter().all(|member| member.json.is_static());
    if !record.json.is_empty() && (bag_is_static || !fixed) {
        let bag = json::bag(&record.json, span);
        out.method(Ident::new("unknown", span), bag);
    }
    out
}

/// What is one value by setters, then a statement for everything else.
fn filled(record: &Record, span: Span) -> Tokens {
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
            quote_spanned!(span=> __e.body = __p::Some(__p::Boxed::new(__p::Body.#name(__p::List::Owned(#vec))));)
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
    quote_spanned!(span=> { let mut __e = #start; #steps #end __e }).into()
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
                    out.extend(TokenStream::from(list::add(&list_name(to, span), &run, to.kind, span)));
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
                out.extend(control::control(flow, &|body, span| statements(members, body, span)));
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
