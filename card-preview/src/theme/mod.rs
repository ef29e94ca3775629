//! The look: figures, colours, and the style sheet made of them.

pub(crate) mod figures;
pub(crate) mod palette;
mod sheet;

pub(crate) use sheet::sheet;
