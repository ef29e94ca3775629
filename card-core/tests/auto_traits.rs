//! Every typed value may go to other threads, be kept, and survive a caught panic.

use feishu_card_core::*;
use std::panic::{RefUnwindSafe, UnwindSafe};

fn holds<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>() {}

macro_rules! objects {
    ($($(#[doc = $doc:literal])* object $Type:ident ($($head:tt)*) {$($body:tt)*})*) => { $(holds::<$Type>();)* };
}
macro_rules! families {
    ($($(#[doc = $doc:literal])* family $Type:ident { $($Variant:ident),* $(,)? })*) => { $(holds::<$Type>();)* };
}
macro_rules! choices {
    ($($(#[doc = $doc:literal])* choice $Type:ident ($name:literal) {$($words:tt)*})*) => { $(holds::<$Type>();)* };
}

#[test]
fn all_public_types() {
    feishu_card_schema::every_object!(objects);
    feishu_card_schema::families!(families);
    feishu_card_schema::choices!(choices);
    holds::<Json>();
    holds::<Number>();
    holds::<LocatedJson>();
    holds::<List<Card>>();
    holds::<Map<Json>>();
    holds::<Boxed<Card>>();
    holds::<Unknown>();
    holds::<UnknownWord>();
    holds::<Markdown>();
    holds::<ElementId>();
    holds::<ElementIdError>();
    holds::<JsonError>();
    holds::<ReadError>();
    holds::<Diagnostic>();
    holds::<Diagnostics>();
    holds::<Excerpt>();
    holds::<Entry>();
    holds::<Severity>();
    holds::<Version>();
    holds::<Subject>();
    holds::<Counts>();
    holds::<CheckOptions>();
    holds::<Edition>();
    holds::<Limits>();
    holds::<Allow>();
    holds::<Repair>();
    holds::<Change>();
    holds::<Changes>();
    holds::<SplitLimits>();
}
