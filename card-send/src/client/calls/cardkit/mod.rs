//! CardKit: card entities, and the calls that change them (api.md §8).
//!
//! `ids` are the names of cards and elements, `create` makes an entity, `change` changes one, `action` and `settings`
//! are what changes are made of, `convert` finds the entity of a message.

pub(crate) mod action;
pub(crate) mod change;
pub(crate) mod convert;
pub(crate) mod create;
pub(crate) mod ids;
pub(crate) mod settings;
