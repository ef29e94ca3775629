//! C08xx: links and locales.

pub(crate) mod addresses;
pub(crate) mod locales;
pub(crate) mod variables;
