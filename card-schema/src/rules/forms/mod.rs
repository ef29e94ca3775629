//! C05xx: forms, names, ids, callback values.

pub(crate) mod choices;
pub(crate) mod outside;
pub(crate) mod submit;
pub(crate) mod unique;
