//! The functions that end in a `card!`, and those that are being drawn: what a parameter is called by who calls.

use super::Sketch;
use std::collections::HashMap;

/// The functions that end in a `card!`, by name; those of a name that is not unique are left out.
pub(crate) type Functions<'a> = HashMap<&'a str, &'a Sketch>;

/// A function that is being drawn.
pub(super) struct Within<'a> {
    pub(super) name: &'a str,
    pub(super) parameters: &'a [Option<String>],
    pub(super) arguments: &'a [Option<String>],
}

impl Within<'_> {
    /// What the caller calls a parameter.
    pub(super) fn argument(&self, parameter: &str) -> Option<&str> {
        let nth = self.parameters.iter().position(|known| known.as_deref() == Some(parameter))?;
        self.arguments.get(nth)?.as_deref()
    }
}
