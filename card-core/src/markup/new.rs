//! Objects in which nothing is set, under their own names: rustc finds a name in a module at once, and what belongs to a
//! type by a search through all that it has.

#![allow(non_upper_case_globals)]

use crate::typed::values;

macro_rules! objects {
    ($(
        $(#[doc = $doc:literal])*
        object $Type:ident ($($head:tt)*) {$($body:tt)*}
    )*) => {$(
        #[doc = concat!("[`NEW`](values::", stringify!($Type), "::NEW)")]
        pub const $Type: values::$Type = values::$Type::NEW;
    )*};
}

feishu_card_schema::every_object!(objects);
