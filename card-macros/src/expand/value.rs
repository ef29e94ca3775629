//! Values of members.

use super::{expression, json, list, member, ours, record, text, tokens::Tokens};
use feishu_card_markup::{
    syntax::{Json, JsonValue},
    typed::{Filled, Filling},
};
use feishu_card_schema::table::{Choice, Item, Kind, Member, objects};
use proc_macro2::{Ident, Literal, Spacing, Span, TokenStream};
use quote::quote_spanned;

/// `__e.member = value;`, for what is not part of the `const`.
pub(super) fn set(set: &Member, value: &Filled, span: Span) -> TokenStream {
    let name = member(set.name, span);
    let at = ours(value.at);
    match (&value.with, set.kind) {
        (Filling::Expr(rust), kind) => {
            let expression = expression(rust);
            let call = match kind {
                Kind::Choice(choice) => return set_word(set, choice, &expression, at),
                Kind::Bool => return by_trait(set, "BoolMember", "bool_member", &expression, at),
                Kind::Int => return by_trait(set, "IntMember", "int_member", &expression, at),
                Kind::Number => return by_trait(set, "NumberMember", "number_member", &expression, at),
                Kind::Family(family) if *family == objects::Text => {
                    return by_trait(set, "TextMember", "text_member", &expression, at);
                }
                // what no URL may hold is percent-encoded
                Kind::Url => {
                    return quote_spanned!(at=> __e.#name = __p::StrMember::str_member(#expression).map(__p::url););
                }
                kind if kind.is_string() => return by_trait(set, "StrMember", "str_member", &expression, at),
                Kind::List(_) => "set_list",
                Kind::Rows => "set_rows",
                Kind::Strs | Kind::UserIds => "set_strs",
                _ => "set",
            };
            let call = Ident::new(call, at);
            if matches!(kind, Kind::List(_) | Kind::Rows | Kind::Strs | Kind::UserIds) {
                return quote_spanned!(at=> {
                    use __p::ValExt as _;
                    __p::#call(&mut __e.#name, __p::Val(#expression).opt());
                });
            }
            quote_spanned!(at=> __p::#call(&mut __e.#name, #expression);)
        }
        (Filling::TextExpr(rust), _) => {
            let expression = expression(rust);
            quote_spanned!(at=> __e.#name = __p::IntoText::into_text(#expression);)
        }
        (Filling::Str(text), Kind::Choice(choice)) => set_word(set, choice, &text::string(text, span), at),
        (Filling::Json(Json { value: JsonValue::Rust(tokens), span: place, .. }), _) => {
            let rust = feishu_card_markup::syntax::Rust::new(tokens.clone(), *place);
            let reference = super::reference(&rust);
            quote_spanned!(at=> __e.#name = __p::JsonValue::json_opt(#reference);)
        }
        _ => {
            let value = self::value(value, set.kind, span);
            quote_spanned!(span=> __e.#name = __p::Some(#value);)
        }
    }
}

/// Sets a member by the trait of its kind. The trait's method is called by its path, so that rustc's error names no
/// function of ours, and what it says of the trait is all.
fn by_trait(set: &Member, kind: &str, method: &str, expression: &TokenStream, at: Span) -> TokenStream {
    let (name, kind, method) = (member(set.name, at), Ident::new(kind, at), Ident::new(method, at));
    quote_spanned!(at=> __e.#name = __p::#kind::#method(#expression);)
}

fn set_word(set: &Member, choice: &Choice, value: &TokenStream, at: Span) -> TokenStream {
    let (name, word) = (member(set.name, at), Literal::string(set.name));
    let of = Ident::new(choice.type_name, at);
    quote_spanned!(at=>
        __p::set_word(&mut __e.#name, &mut __e.unknown, #word, __p::IntoWord::<__p::#of>::into_word(#value));
    )
}

/// A value of the type that this kind of member has.
pub(super) fn value(value: &Filled, kind: Kind, span: Span) -> Tokens {
    match &value.with {
        Filling::Bool(b) => boolean(*b, span),
        Filling::Number(n) if matches!(kind, Kind::Int) => signed(n.parse::<i64>().unwrap_or_default(), span),
        Filling::Number(n) => number(n, span),
        Filling::Word(choice, word) => Tokens::path(span, &[choice.type_name, word.variant]),
        Filling::Str(plan) if matches!(kind, Kind::Url) && !plan.is_known() => {
            Tokens::call(span, &["url"], text::str(plan, span))
        }
        Filling::Str(plan) => text::str(plan, span),
        Filling::Record(found) => match kind {
            Kind::Family(family) => record::variant(found, family),
            _ => record::boxed(found),
        },
        Filling::Raw { json: raw, .. } => {
            let raw = json::json(raw, span);
            match kind {
                Kind::Family(family) => Tokens::call(span, &[family.type_name, "Raw"], raw),
                _ => raw,
            }
        }
        Filling::Map(body) => list::map(body, kind, span),
        Filling::List(body) => list::list(body, kind, span),
        Filling::Json(found) => json::json(found, span),
        Filling::Expr(rust) | Filling::TextExpr(rust) => Tokens::call(ours(rust.open), &["value"], expression(rust)),
    }
}

/// A value of a map.
pub(super) fn entry(found: &Filled, kind: Kind, fixed: bool, span: Span) -> Tokens {
    match (kind, &found.with) {
        (Kind::LocaleObjects(item) | Kind::Named(item), Filling::Record(record)) => record::item(record, item, fixed),
        (Kind::LocaleLists(item), _) => value(found, Kind::List(item), span),
        _ => value(found, Kind::Str, span),
    }
}

/// `__p::Number`, as written.
pub(super) fn number(text: &str, span: Span) -> Tokens {
    if let Ok(n) = text.parse::<i64>()
        && n.to_string() == text
    {
        return Tokens::call(span, &["Number", "int"], signed(n, span));
    }
    if let Ok(n) = text.parse::<f64>()
        && n.is_finite()
        && format!("{n:?}") == text
    {
        let float = with_sign(n.is_sign_negative(), Literal::f64_unsuffixed(n.abs()), span);
        return Tokens::call(span, &["float"], float);
    }
    Tokens::call(span, &["Number", "new"], Tokens::string(span, text))
}

/// An integer.
pub(super) fn signed(n: i64, span: Span) -> Tokens {
    with_sign(n < 0, Literal::u64_unsuffixed(n.unsigned_abs()), span)
}

fn with_sign(negative: bool, literal: Literal, span: Span) -> Tokens {
    let mut number = Tokens::new(span);
    if negative {
        number.punct('-', Spacing::Alone);
    }
    number.add(literal);
    number
}

/// `true`, `false`
pub(super) fn boolean(on: bool, span: Span) -> Tokens {
    let mut boolean = Tokens::new(span);
    boolean.add(Ident::new(if on { "true" } else { "false" }, span));
    boolean
}

/// The kind of item of a list.
pub(super) fn item_of(kind: Kind) -> Option<Item> {
    match kind {
        Kind::List(item) => Some(item),
        _ => None,
    }
}
