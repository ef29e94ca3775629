//! The client of the Feishu/Lark platform: tokens, messages, updates, webhooks.
//!
//! Users reach this crate through `feishu-card`, where it is the module `send`.
//!
#![cfg_attr(feature = "client", doc = "```no_run")]
#![cfg_attr(not(feature = "client"), doc = "```ignore")]
//! # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
//! # async fn example(card: &feishu_card::Json) -> Result<(), feishu_card::send::Error> {
//! use feishu_card::send::{Client, To};
//! let client = Client::builder("cli_a1b2…", "the secret").build()?;
//! let sent = client.send(To::open_id("ou_9e03…"), card).await?;
//! println!("{}", sent.message_id);
//! # Ok(()) }
//! ```
#![cfg_attr(not(feature = "client"), doc = "\n(The code above needs the feature `client`.)")]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "callback")]
pub mod callback;
/// What the face re-exports as its module `send`.
#[cfg(feature = "client")]
#[doc(hidden)]
pub mod client;

#[cfg(feature = "long-connection")]
pub mod connection;

#[cfg(any(feature = "client", feature = "handlers"))]
pub mod fleet;

#[cfg(feature = "client")]
pub use client::*;
