//! Expressions as values of members: `attr={expr}` takes `T` or `Option<T>`.

use crate::{
    Boxed, ElementId, Json, LarkMd, Map, Number, PlainText, Str, Text, Typed, Unknown, number::Repr, typed::values::*,
};
use feishu_card_schema::markdown::encoded_url;
use std::{borrow::Cow, str::FromStr};

/// A value that a member of type `T` accepts; `None` omits the member.
///
/// No impl is recommended, here and in the other traits of values: the lists of types that rustc would show say nothing to
/// the author of a card, the words below do.
#[diagnostic::on_unimplemented(
    message = "this attribute does not accept `{Self}`",
    label = "expected `{T}`, or an `Option` of it",
    note = "convert it with `.into()`; a future is awaited first: `{{….await}}`"
)]
pub trait IntoMember<T> {
    /// The value, if it is there.
    fn into_member(self) -> Option<T>;
}

/// A number with a fraction or exponent, which the macro writes only where it is finite.
#[must_use]
pub const fn float(n: f64) -> Number {
    if n.is_finite() { Number(Repr::Float(n)) } else { Number::int(0) }
}

/// Sets a member to what an expression gives.
pub fn set<T, V: IntoMember<T>>(slot: &mut Option<T>, value: V) {
    *slot = value.into_member();
}

/// An address of the program's: what no URL may hold is percent-encoded.
#[must_use]
pub fn url(text: Str) -> Str {
    match encoded_url(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(encoded) => Str::Owned(encoded),
    }
}

/// A value for a member that is text.
#[diagnostic::on_unimplemented(
    message = "expected text, found `{Self}`",
    label = "expected `&str`, `String`, or an `Option` of these",
    note = "convert it: `{{….to_string()}}`, `{{format!(…)}}`; a future is awaited first: `{{….await}}`; an enum of your own is text if `words!` makes it"
)]
pub trait StrMember {
    /// The text, if it is there.
    fn str_member(self) -> Option<Str>;
}

#[diagnostic::do_not_recommend]
impl<V: IntoMember<Str>> StrMember for V {
    fn str_member(self) -> Option<Str> {
        self.into_member()
    }
}

/// A value for a member that is true or false.
#[diagnostic::on_unimplemented(
    message = "expected true or false, found `{Self}`",
    label = "expected `bool`, or an `Option` of it",
    note = "write a condition: `{{… > 0}}`, `{{!….is_empty()}}`, `{{….is_some()}}`"
)]
pub trait BoolMember {
    /// The value, if it is there.
    fn bool_member(self) -> Option<bool>;
}

#[diagnostic::do_not_recommend]
impl<V: IntoMember<bool>> BoolMember for V {
    fn bool_member(self) -> Option<bool> {
        self.into_member()
    }
}

/// A value for a member that is a whole number.
#[diagnostic::on_unimplemented(
    message = "expected a whole number, found `{Self}`",
    label = "expected an integer, or an `Option` of one",
    note = "convert it: `{{….len()}}`, `{{….parse::<i64>()?}}`, `{{… as i64}}`"
)]
pub trait IntMember {
    /// The number, if it is there.
    fn int_member(self) -> Option<i64>;
}

#[diagnostic::do_not_recommend]
impl<V: IntoMember<i64>> IntMember for V {
    fn int_member(self) -> Option<i64> {
        self.into_member()
    }
}

/// A value for a member that is a number.
#[diagnostic::on_unimplemented(
    message = "expected a number, found `{Self}`",
    label = "expected a number, or an `Option` of one",
    note = "convert it: `{{….parse::<f64>()?}}`, `{{… as f64}}`"
)]
pub trait NumberMember {
    /// The number, if it is there.
    fn number_member(self) -> Option<Number>;
}

#[diagnostic::do_not_recommend]
impl<V: IntoMember<Number>> NumberMember for V {
    fn number_member(self) -> Option<Number> {
        self.into_member()
    }
}

/// A value for a member that is a text object.
#[diagnostic::on_unimplemented(
    message = "expected text, found `{Self}`",
    label = "expected `&str`, `String`, a text object, or an `Option` of these",
    note = "convert it: `{{….to_string()}}`, `{{format!(…)}}`; a future is awaited first: `{{….await}}`"
)]
pub trait TextMember {
    /// The text, if it is there.
    fn text_member(self) -> Option<Text>;
}

#[diagnostic::do_not_recommend]
impl<V: IntoMember<Text>> TextMember for V {
    fn text_member(self) -> Option<Text> {
        self.into_member()
    }
}

/// A value inside of a JSON literal that has a type.
pub fn value<T: Default, V: IntoMember<T>>(value: V) -> T {
    value.into_member().unwrap_or_default()
}

/// An entry of a map from locale to string.
pub fn insert<V: IntoMember<Str>>(map: &mut Vec<(Str, Str)>, key: &'static str, value: V) {
    map.extend(value.into_member().map(|value| (Str::Borrowed(key), value)));
}

#[diagnostic::do_not_recommend]
impl<T, V: IntoMember<T>> IntoMember<T> for Option<V> {
    fn into_member(self) -> Option<T> {
        self.and_then(V::into_member)
    }
}

macro_rules! into_member {
    ($($From:ty => $To:ty: |$value:ident| $into:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoMember<$To> for $From {
            fn into_member(self) -> Option<$To> {
                let $value = self;
                Some($into)
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoMember<$To> for &$From {
            fn into_member(self) -> Option<$To> {
                self.clone().into_member()
            }
        }
    )*};
}

into_member! {
    bool => bool: |b| b;
    &str => Str: |text| Str::Owned(text.to_owned());
    String => Str: |text| Str::Owned(text);
    Cow<'_, str> => Str: |text| Str::Owned(text.into_owned());
    Box<str> => Str: |text| Str::Owned(text.into());
    char => Str: |c| Str::Owned(c.to_string());
    ElementId => Str: |id| id.into();
    Number => Number: |n| n;
    Text => Text: |text| text;
    PlainText => Text: |text| text.into();
    LarkMd => Text: |text| text.into();
    MarkdownText => Text: |text| text.into();
    &str => Text: |text| Text::plain(text.to_owned());
    String => Text: |text| Text::plain(text);
    Cow<'_, str> => Text: |text| Text::plain(text.into_owned());
    Icon => Icon: |icon| icon;
    StandardIcon => Icon: |icon| icon.into();
    CustomIcon => Icon: |icon| icon.into();
    HeaderIcon => Icon: |icon| icon.into();
    &str => Icon: |token| StandardIcon::NEW.token(Str::Owned(token.to_owned())).into();
    String => Icon: |token| StandardIcon::NEW.token(Str::Owned(token)).into();
    Fallback => Fallback: |fallback| fallback;
    FallbackText => Fallback: |fallback| fallback.into();
    Component => Component: |component| component;
    Json => Json: |json| json;
}

#[diagnostic::do_not_recommend]
impl IntoMember<Number> for &f64 {
    fn into_member(self) -> Option<Number> {
        (*self).into_member()
    }
}

#[diagnostic::do_not_recommend]
impl IntoMember<Number> for f64 {
    fn into_member(self) -> Option<Number> {
        Number::float(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoMember<Number> for f32 {
    fn into_member(self) -> Option<Number> {
        f64::from(self).into_member()
    }
}

macro_rules! integers {
    ($($Int:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoMember<i64> for $Int {
            fn into_member(self) -> Option<i64> {
                Some(i64::try_from(self).unwrap_or(i64::MAX))
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoMember<i64> for &$Int {
            fn into_member(self) -> Option<i64> {
                (*self).into_member()
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoMember<Number> for &$Int {
            fn into_member(self) -> Option<Number> {
                (*self).into_member()
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoMember<Number> for $Int {
            fn into_member(self) -> Option<Number> {
                Some(self.into())
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

#[diagnostic::do_not_recommend]
impl<T> IntoMember<Map<T>> for Map<T> {
    fn into_member(self) -> Option<Map<T>> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, K: Into<Str>> IntoMember<Map<T>> for Vec<(K, T)> {
    fn into_member(self) -> Option<Map<T>> {
        Some(self.into_iter().collect())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Typed> IntoMember<Boxed<T>> for Boxed<T> {
    fn into_member(self) -> Option<Boxed<T>> {
        Some(self)
    }
}

macro_rules! objects {
    ($($(#$doc:tt)* object $Type:ident $head:tt $body:tt)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoMember<Boxed<$Type>> for $Type {
            fn into_member(self) -> Option<Boxed<$Type>> {
                Some(Boxed::new(self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoMember<Boxed<$Type>> for &$Type {
            fn into_member(self) -> Option<Boxed<$Type>> {
                Some(Boxed::new(self.clone()))
            }
        }
    )*};
}

feishu_card_schema::every_object!(objects);

/// The components that may be the value of a member: `extra={expr}`.
macro_rules! components {
    ($(
        $(#[doc = $doc:literal])*
        family $Type:ident { $($Variant:ident),* $(,)? }
    )*) => { $(components!(@ $Type $($Variant)*);)* };
    (@ Component $($Variant:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoMember<Component> for $Variant {
            fn into_member(self) -> Option<Component> {
                Some(self.into())
            }
        }
    )*};
    (@ $Type:ident $($Variant:ident)*) => {};
}

feishu_card_schema::families!(components);

/// A word for a member: its own type, or a string.
#[diagnostic::on_unimplemented(
    message = "expected a word, found `{Self}`",
    label = "expected `{T}`, a string, or an `Option` of these",
    note = "name the word: `{{{T}::…}}`, or convert to a string"
)]
pub trait IntoWord<T> {
    /// The word; a string that is not one of the words is returned.
    fn into_word(self) -> Option<Result<T, String>>;
}

/// Sets a member that accepts words. Any other string is kept as it is: `validate()` reports it.
pub fn set_word<T>(slot: &mut Option<T>, unknown: &mut Unknown, name: &'static str, value: Option<Result<T, String>>) {
    match value {
        Some(Ok(word)) => *slot = Some(word),
        Some(Err(text)) => unknown.set(name, text),
        None => {}
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: IntoWord<T>> IntoWord<T> for Option<V> {
    fn into_word(self) -> Option<Result<T, String>> {
        self.and_then(V::into_word)
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromStr> IntoWord<T> for &String {
    fn into_word(self) -> Option<Result<T, String>> {
        self.as_str().into_word()
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromStr> IntoWord<T> for &str {
    fn into_word(self) -> Option<Result<T, String>> {
        Some(self.parse().map_err(|_| self.to_owned()))
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromStr> IntoWord<T> for String {
    fn into_word(self) -> Option<Result<T, String>> {
        Some(self.parse().map_err(|_| self))
    }
}

macro_rules! words {
    ($($(#$doc:tt)* choice $Type:ident $name:tt $words:tt)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoWord<$Type> for $Type {
            fn into_word(self) -> Option<Result<$Type, String>> {
                Some(Ok(self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoWord<$Type> for &$Type {
            fn into_word(self) -> Option<Result<$Type, String>> {
                Some(Ok(*self))
            }
        }
    )*};
}

feishu_card_schema::choices!(words);

/// Tells an `Option` of a list from a list: `None` omits the member.
#[derive(Debug)]
pub struct Val<T>(pub T);

impl<T> Val<Option<T>> {
    /// The list, if it is there.
    pub fn opt(self) -> Option<T> {
        self.0
    }
}

/// The same for everything else.
pub trait ValExt {
    /// The list.
    type Inner;
    /// The list.
    fn opt(self) -> Option<Self::Inner>;
}

impl<T> ValExt for Val<T> {
    type Inner = T;
    fn opt(self) -> Option<T> {
        Some(self.0)
    }
}
