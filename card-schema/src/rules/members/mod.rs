//! C02xx: members that are required, exclude each other, or are superseded.

pub(crate) mod required;
pub(crate) mod superseded;
pub(crate) mod together;
