//! The client of the Feishu/Lark platform.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
