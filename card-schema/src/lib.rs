//! The rule book of `feishu-card`: which components Feishu/Lark interactive cards have, what they may hold,
//! and the rules that a card must keep. One table, read by the compiler (`card!`), the client and the command line.
//!
//! This crate has no dependency. Users reach it through `feishu-card`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
// what only values ask of the rules has no use in the compiler
#![cfg_attr(not(feature = "values"), allow(dead_code))]

#[doc(hidden)]
pub mod calendar;
pub mod catalogue;
mod diagnostic;
mod entry;
mod index;
mod joined;
mod limits;
pub mod markdown;
mod nearest;
pub mod nesting;
#[cfg(feature = "values")]
pub mod platform_codes;
pub mod rules;
mod sort;
pub mod table;
pub mod tree;
mod version;
pub mod words;

pub use diagnostic::{Allow, Diagnostic, Diagnostics, Excerpt};
pub use entry::{Entry, Severity};
#[doc(hidden)]
pub use joined::joined;
pub use limits::Limits;
pub use nearest::nearest;
#[doc(hidden)]
pub use sort::sort_by;
pub use version::{Reader, Version, Versions};
