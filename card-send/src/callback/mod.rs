//! Callbacks: the click comes back, verified and typed.
//!
//! When a user clicks a button, submits a form or picks an option, the platform posts a request to the callback
//! URL of the app and waits three seconds for an answer. This module turns that request into an [`Event`] and the
//! [`Answer`] into the body that the platform expects. It does no networking of its own: it reads `http::HeaderMap`
//! and bytes and gives back `http::Response<String>`, so it fits any framework; feature `axum` adds `Hook`, a
//! ready route.
//!
//! ```
//! # mod feishu_card { pub use feishu_card_send::callback; }
//! use feishu_card::callback::{Answer, Callbacks, Push, Toast};
//! # fn token() -> String { "v".into() }
//! let callbacks = Callbacks::new(token()).encrypt_key("from the developer console");
//!
//! fn on_request(callbacks: &Callbacks, headers: &http::HeaderMap, body: &[u8]) -> http::Response<String> {
//!     let push = match callbacks.read(headers, body) {
//!         Ok(push) => push,
//!         Err(rejection) => return rejection.response(), // says 401 and no more; log `rejection` to know why
//!     };
//!     match push {
//!         Push::Challenge(challenge) => challenge.response(),
//!         Push::Event(event) => {
//!             let answer = Answer::toast(Toast::success(format!("thank you, {}", event.operator)));
//!             answer.response(&event).unwrap_or_else(|wrong| wrong.response())
//!         }
//!         Push::Other(_) => Answer::nothing_response(),
//!     }
//! }
//! ```
//!
//! | what you need | where |
//! |---|---|
//! | who may call, and how fresh a call must be | [`Callbacks`] |
//! | the value of the clicked button as your type | [`EventAction::value`] |
//! | a submitted form as your struct | [`Event::form`], [`form!`], [`Date`], [`Time`], [`DateTime`] |
//! | toast, card, template as answer | [`Answer`], [`Toast`] |
//! | messages and other events | [`AppEvent`], [`ReceivedMessage`] |
//! | work that takes longer than three seconds | [`Answer::then`], [`Updates`] |

mod answer;
mod app_event;
#[cfg(feature = "handlers")]
mod background;
#[cfg(feature = "client")]
mod by_client;
pub(crate) mod callbacks;
mod crypto;
mod date;
#[cfg(feature = "handlers")]
pub(crate) mod departure;
mod event;
mod form;
#[cfg(feature = "handlers")]
pub(crate) mod handlers;
#[cfg(feature = "axum")]
mod hook;
#[cfg(feature = "handlers")]
pub(crate) mod inbox;
mod lenient;
mod message;
mod payload;
mod push;
mod rejection;
mod replay;
#[cfg(feature = "axum")]
mod response;
#[cfg(feature = "handlers")]
pub(crate) mod run;
mod toast;
mod updates;
mod value_error;
mod verify;

#[doc(inline)]
pub use crate::__form as form;
#[cfg(feature = "handlers")]
pub use crate::fleet::{Seen, Sighting};
pub use answer::Answer;
pub use app_event::AppEvent;
pub use callbacks::Callbacks;
pub use crypto::{DecryptError, card_signature, decrypt, encrypt, event_signature};
pub use date::{Date, DateError, DateTime, Time};
pub use event::{Event, EventAction, Generation, Operator, Preview, ShapeError, UpdateToken};
#[doc(hidden)]
pub use feishu_card_core::words as __words;
pub use form::{__field_name, FormValues};
#[cfg(feature = "handlers")]
pub use handlers::{IntoAnswer, IntoReply};
#[cfg(feature = "axum")]
pub use hook::Hook;
pub use message::{Mention, ReceivedMessage, Sender};
pub use payload::AnswerError;
pub use push::{Challenge, Push};
pub use rejection::Rejection;
pub use toast::{Toast, ToastKind};
pub use updates::{BoxError, Delayed, Deliver, UpdateError, Updates, Work};
pub use value_error::ValueError;
