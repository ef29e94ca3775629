//! Typed Feishu/Lark interactive cards: values, JSON in and out, validation.
//!
//! Users reach this crate through `feishu-card`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod card;
mod check;
mod content;
mod convert;
mod draft;
mod glance;
mod ids;
mod json;
mod json_error;
mod json_tree;
mod list;
mod located;
#[doc(hidden)]
pub mod markup;
mod number;
mod own_words;
mod parse;
mod plain;
mod repair;
mod shelf;
mod text;
mod typed;
mod untrusted;
pub mod values;
mod write;

pub use content::{CheckOptions, Content, Edition};
#[doc(hidden)]
pub use draft::{draft, finish, write_string};
#[doc(hidden)]
pub use feishu_card_schema::calendar;
pub use feishu_card_schema::platform_codes;
pub use feishu_card_schema::rules::Counts;
#[doc(hidden)]
pub use feishu_card_schema::rules::Subject;
pub use feishu_card_schema::tree::At;
pub use feishu_card_schema::{Allow, Diagnostic, Diagnostics, Entry, Excerpt, Limits, Reader, Severity, Version};
pub use ids::{ChatId, ElementId, ElementIdError, IdOf, MessageId, OpenId, UnionId, UserId};
pub use json::Json;
pub use json_error::JsonError;
pub use list::{List, Str};
pub use located::LocatedJson;
pub use markup::Markdown;
pub use number::Number;
pub use own_words::Words;
pub use repair::{Change, Repair};
#[doc(hidden)]
pub use serde_core as __serde;
pub use typed::values::*;
pub use typed::{Boxed, Map, ReadError, Tally, Typed, Unknown, UnknownWord};
pub use untrusted::{Changes, GrowingText, SplitLimits};
