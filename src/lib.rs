//! Feishu/Lark interactive cards.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
pub use feishu_card_core::*;
