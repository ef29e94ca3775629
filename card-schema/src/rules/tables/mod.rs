//! C06xx: tables and charts.

pub(crate) mod charts;
pub(crate) mod rows;
