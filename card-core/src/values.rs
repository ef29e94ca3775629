//! The typed values, by what they are for. All of them are in the root of the crate too: `feishu_card::Button`.

/// Components: what a card shows, `<button>`, `<markdown>`, `<column_set>`.
pub mod components {
    macro_rules! components {
        ($($(#[doc = $doc:literal])* family $Type:ident { $($Variant:ident),* $(,)? })*) => {
            $(components!(@ $Type $($Variant)*);)*
        };
        (@ Component $($Variant:ident)*) => {
            #[doc(inline)]
            pub use crate::typed::values::{$($Variant),*};
        };
        (@ $Type:ident $($Variant:ident)*) => {};
    }

    feishu_card_schema::families!(components);
}

/// What may be one of several objects: any component, any text, any icon, any behaviour.
pub mod families {
    macro_rules! families {
        ($($(#[doc = $doc:literal])* family $Type:ident { $($Variant:ident),* $(,)? })*) => {
            #[doc(inline)]
            pub use crate::typed::values::{$($Type),*};
        };
    }

    feishu_card_schema::families!(families);
}

/// Vocabularies: the words of `type=primary`, `width_mode=fill`.
pub mod words {
    macro_rules! choices {
        ($($(#$doc:tt)* choice $Type:ident $name:tt $words:tt)*) => {
            #[doc(inline)]
            pub use crate::typed::values::{$($Type),*};
        };
    }

    feishu_card_schema::choices!(choices);
}

macro_rules! objects {
    ($($(#$doc:tt)* object $Type:ident $head:tt $body:tt)*) => {
        #[doc(inline)]
        pub use crate::typed::values::{$($Type),*};
    };
}

/// The card itself: its configuration, header and body, and what may be sent instead of it.
pub mod card {
    feishu_card_schema::root_objects!(objects);
}

/// What several components have: texts, icons, behaviours, links, dialogs.
pub mod shared {
    feishu_card_schema::shared_objects!(objects);
}

/// Containers, and what they consist of: columns, panels, forms.
pub mod containers {
    feishu_card_schema::containers_objects!(objects);
}

/// What is only looked at, and what it consists of: texts, images, tables, charts.
pub mod display {
    feishu_card_schema::display_objects!(objects);
}

/// What people work with, and what it consists of: buttons, inputs, selects and their options, pickers.
pub mod interactive {
    feishu_card_schema::interactive_objects!(objects);
}
