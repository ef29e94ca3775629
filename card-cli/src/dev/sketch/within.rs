//! The functions that are being drawn: what a parameter is called by who calls.

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
