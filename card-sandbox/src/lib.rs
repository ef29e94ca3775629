//! An emulator of the Feishu/Lark messaging platform on loopback.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
