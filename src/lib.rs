//! Feishu/Lark interactive cards.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub use feishu_card_core::*;

mod card;
#[doc(hidden)]
pub use card::{__card, __p};

#[cfg(feature = "callback")]
#[doc(inline)]
pub use feishu_card_send::callback;

/// The client: tokens, messages, updates, webhooks. Feature `send`, which is on unless default features are off.
#[cfg(feature = "client")]
pub mod send {
    #[doc(inline)]
    pub use feishu_card_send::client::*;
}

/// The platform on loopback, for tests and for trying things out. Feature `sandbox`.
#[cfg(feature = "sandbox")]
pub mod sandbox {
    #[doc(inline)]
    pub use feishu_card_sandbox::*;
}
