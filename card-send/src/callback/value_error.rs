//! Why what a user entered or chose is not what the program expects.

use std::{error::Error, fmt};

/// Why what the user did does not fit your type, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    member: &'static str,
    path: String,
    message: String,
}

impl ValueError {
    pub(super) fn new(message: impl fmt::Display) -> Self {
        ValueError { member: "", path: String::new(), message: message.to_string() }
    }

    pub(super) fn absent(member: &'static str, message: &str) -> Self {
        ValueError { member, ..Self::new(message) }
    }

    /// The error, one step further down: a member's name, or `[0]`.
    pub(super) fn at(mut self, step: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{step}{dot}{}", self.path);
        self
    }

    pub(super) fn of(mut self, member: &'static str) -> Self {
        self.member = member;
        self
    }

    /// The member of the action that was read: `value`, `option` or `form_value`.
    #[must_use]
    pub fn member(&self) -> &str {
        self.member
    }

    /// The field of the form, or the path within the value (`lines[2].id`); empty for the whole.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.member, self.path.as_str()) {
            ("form_value", "") => f.write_str("the form")?,
            ("form_value", field) => write!(f, "form field `{field}`")?,
            (member, "") => write!(f, "`action.{member}`")?,
            (member, path) => write!(f, "`action.{member}` at `{path}`")?,
        }
        write!(f, ": {}", self.message)
    }
}

impl Error for ValueError {}

impl serde_core::de::Error for ValueError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        ValueError::new(message)
    }

    fn missing_field(field: &'static str) -> Self {
        ValueError::new("missing; where it may stay empty use `Option` or `#[serde(default)]`").at(field)
    }
}
