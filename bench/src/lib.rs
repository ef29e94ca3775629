//! What the benches share: the cards they write, as our typed values and as peers have them.
#![forbid(unsafe_code)]

pub mod cards;
pub mod measure;
pub mod serde_card;
