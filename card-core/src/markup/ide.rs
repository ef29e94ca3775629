//! Names for editors: what completes, shows and leads somewhere in the markup. Never compiled into a program.

/// Every tag.
pub mod tags {
    pub use crate::typed::values::{Button as button, Card as card};
}

/// For every object what may stand in it.
pub mod inside {}

/// For every vocabulary its words.
pub mod words {}
