//! The `card!` macro of feishu-card; users reach it through the crate `feishu-card`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
