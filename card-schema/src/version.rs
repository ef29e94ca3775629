//! The two versions of card JSON, and the three readers of the rule book.

use std::fmt;

/// A version of card JSON: the root member `schema`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Version {
    /// JSON 1.0: `schema` is absent or `"1.0"`.
    V1,
    /// JSON 2.0: `"schema": "2.0"`.
    V2,
}

impl Version {
    /// As the member `schema` of a card says it: `1.0` or `2.0`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Version::V1 => "1.0",
            Version::V2 => "2.0",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The versions of card JSON that have a component, a member or a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Versions {
    /// Only JSON 1.0.
    V1,
    /// Only JSON 2.0.
    V2,
    /// Both versions.
    Both,
}

impl Versions {
    /// Whether `version` is among them.
    #[must_use]
    pub const fn has(self, version: Version) -> bool {
        matches!((self, version), (Versions::Both, _) | (Versions::V1, Version::V1) | (Versions::V2, Version::V2))
    }
}

/// Who reads the card: decides the severity of a finding and the words for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reader {
    /// The `card!` macro: the card is written as markup.
    Markup,
    /// A typed value or card JSON.
    Json,
}
