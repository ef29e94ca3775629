//! An emulator of the Feishu/Lark messaging platform on loopback, for tests and examples.
//!
//! Users reach this crate through `feishu-card`, feature `sandbox`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api;
mod builder;
mod clock;
mod config;
mod fault;
mod http;
mod json;
mod message;
mod platform;
mod random;
mod request;
mod sandbox;
mod user;

pub use api::Api;
pub use builder::Builder;
pub use clock::Clock;
pub use config::Callbacks;
pub use fault::{Failure, Fault};
pub use message::{Cause, Message, Version};
pub use platform::{batch::Batch, images::Image};
pub use request::Request;
pub use sandbox::Sandbox;
pub use user::{ActError, Actor, Entry, FormFilling, Outcome, Posted, Shown, Target, Toast};
