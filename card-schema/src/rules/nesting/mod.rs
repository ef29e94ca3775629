//! C04xx: nesting and counts.

pub(crate) mod counts;
pub(crate) mod depth;
pub(crate) mod kinds;
pub(crate) mod places;
