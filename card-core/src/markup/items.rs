//! Expressions between the tags: one item, an `Option`, or anything that gives items.

use crate::{Boxed, Json, List, Str, markup::IntoMember, typed::values::*};
use serde_core::Serialize;

/// What is allowed between the tags where items of type `T` are expected.
#[diagnostic::on_unimplemented(
    message = "expected a `{T}`, found `{Self}`",
    label = "expected a `{T}`, an `Option` of one, or several",
    note = "text belongs in an element: `<div>{{text}}</div>`, a list of texts `for text in list {{ <div>{{text}}</div> }}` without braces around it; a future is awaited first: `{{part().await}}`"
)]
pub trait IntoItems<T> {
    /// Appends the items.
    fn append(self, items: &mut Vec<T>);
}

/// Appends an item.
pub fn add<T: From<I>, I>(items: &mut Vec<T>, item: I) {
    items.push(item.into());
}

/// Appends a few items.
pub fn extend<T, const N: usize>(items: &mut Vec<T>, more: [T; N]) {
    items.extend(more);
}

/// A list of a few items of one type.
pub fn items<T: From<I>, I, const N: usize>(items: [I; N]) -> List<T> {
    items.into_iter().map(T::from).collect()
}

/// A list of a few items.
pub fn list<T, const N: usize>(items: [T; N]) -> List<T> {
    List::Owned(Vec::from(items))
}

/// Sets a list to what an expression gives.
pub fn set_list<T, I: IntoItems<T>>(slot: &mut Option<List<T>>, found: Option<I>) {
    *slot = found.map(|found| {
        let mut items = Vec::new();
        found.append(&mut items);
        items.into()
    });
}

/// Appends the rows that an expression gives.
pub fn splice_rows<I: IntoIterator<Item: Serialize>>(rows: &mut Vec<Json>, found: I) {
    rows.extend(found.into_iter().map(|row| super::JsonValue::json(&row)));
}

/// Sets the rows of a table to what an expression gives.
pub fn set_rows<I: IntoIterator<Item: Serialize>>(slot: &mut Option<List<Json>>, found: Option<I>) {
    *slot = found.map(|found| found.into_iter().map(|row| super::JsonValue::json(&row)).collect());
}

/// Appends a string to a list of strings.
pub fn splice_str<V: IntoMember<Str>>(items: &mut Vec<Str>, found: V) {
    items.extend(found.into_member());
}

/// Sets a list of strings to what an expression gives.
pub fn set_strs<I: IntoIterator<Item: IntoMember<Str>>>(slot: &mut Option<List<Str>>, found: Option<I>) {
    *slot = found.map(|found| found.into_iter().filter_map(IntoMember::into_member).collect());
}

#[diagnostic::do_not_recommend]
impl<T, I: IntoIterator<Item: IntoItems<T>>> IntoItems<T> for I {
    fn append(self, items: &mut Vec<T>) {
        for item in self {
            item.append(items);
        }
    }
}

macro_rules! objects {
    ($($(#$doc:tt)* object $Type:ident $head:tt $body:tt)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoItems<$Type> for $Type {
            fn append(self, items: &mut Vec<$Type>) {
                items.push(self);
            }
        }
    )*};
}

feishu_card_schema::every_object!(objects);

macro_rules! families {
    ($(
        $(#[doc = $doc:literal])*
        family $Type:ident { $($Variant:ident),* $(,)? }
    )*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoItems<$Type> for $Type {
            fn append(self, items: &mut Vec<$Type>) {
                items.push(self);
            }
        }

        $(#[diagnostic::do_not_recommend]
        impl IntoItems<$Type> for $Variant {
            fn append(self, items: &mut Vec<$Type>) {
                items.push(self.into());
            }
        })*
    )*};
}

feishu_card_schema::families!(families);

/// What a constant refers to, on its way into a value.
#[derive(Clone, Copy, Debug)]
pub struct Fixed<R>(pub R);

impl<T> Fixed<&'static T> {
    /// A nested object.
    #[must_use]
    pub const fn boxed(self) -> Boxed<T> {
        Boxed::Fixed(self.0)
    }
}

impl<T, const N: usize> Fixed<&'static [T; N]> {
    /// A list.
    #[must_use]
    pub const fn list(self) -> List<T> {
        List::Fixed(self.0)
    }
}

/// An object as an item of its family, by a function for each: neither a type is left to be inferred nor a trait to be
/// proved, and rustc schedules no drop for the arguments of a call as it does for those of a variant.
pub mod of {
    macro_rules! families {
        ($(
            $(#[doc = $doc:literal])*
            family $Type:ident { $($Variant:ident),* $(,)? }
        )*) => {$(
            $(#[doc = $doc])*
            #[allow(non_snake_case)]
            pub mod $Type {
                use crate::{Boxed, typed::values::*};

                $(
                    #[doc = concat!("[`", stringify!($Variant), "`] made at run time.")]
                    #[must_use]
                    pub fn $Variant(value: $Variant) -> $Type {
                        $Type::$Variant(Boxed::new(value))
                    }
                )*

                /// Those in which nothing is set, and which nothing is made for at run time. The reference is here and not
                /// in the card, where rustc proves for each that its type holds no cell.
                pub mod empty {
                    use super::*;

                    $(
                        #[doc = concat!("[`", stringify!($Variant), "`] as it is.")]
                        #[must_use]
                        pub const fn $Variant() -> $Type {
                            $Type::$Variant(Boxed::Fixed(&$Variant::NEW))
                        }
                    )*
                }
            }
        )*};
    }

    feishu_card_schema::families!(families);

    // most are components: a shorter path
    pub use Component::*;
}
