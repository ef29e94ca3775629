//! Ids of the platform as types of their own: one given where another is wanted does not compile.

mod element;
mod platform;

pub use element::{ElementId, ElementIdError};
pub use platform::{ChatId, IdOf, MessageId, OpenId, UnionId, UserId};
