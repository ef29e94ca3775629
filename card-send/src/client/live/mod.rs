//! Cards that change: the smallest change from the card that is shown to the one that is wanted, made in order.
//!
//! `tree` is the elements of a card, `ids` gives them ids, `order` and `diff` find the smallest change, `core` decides
//! which call comes next, `card` makes the calls, `send` begins a card, `record` is what another process goes on with.

pub(crate) mod card;
pub(crate) mod core;
pub(crate) mod diff;
pub(crate) mod ids;
mod order;
pub(crate) mod record;
pub(crate) mod send;
mod tree;
