//! What reading could not put into a typed member, kept so that nothing is lost.

use crate::{Json, List, Str};

/// The bag of an object: members that the table does not know, or whose value has an odd type
/// (`"disabled": "${flag}"`). They are written back after the typed members.
#[derive(Clone, Debug, PartialEq)]
pub enum Unknown {
    /// Undocumented or odd members.
    Members(List<(Str, Json)>),
    /// The whole item is this JSON: an item of a list that is not such an object, or has the wrong tag.
    Instead(Json),
}

impl Unknown {
    /// The empty bag.
    pub const NONE: Unknown = Unknown::Members(List::EMPTY);

    /// A bag of members that live as long as the program.
    #[must_use]
    pub const fn fixed(members: &'static [(Str, Json)]) -> Self {
        Unknown::Members(List::fixed(members))
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Unknown::Members(members) if members.is_empty())
    }

    /// The members in the bag.
    #[must_use]
    pub fn members(&self) -> &[(Str, Json)] {
        match self {
            Unknown::Members(members) => members,
            Unknown::Instead(_) => &[],
        }
    }

    /// Adds a member; it replaces one of the same name.
    pub fn set(&mut self, name: impl Into<Str>, value: impl Into<Json>) {
        let name = name.into();
        if let Unknown::Members(members) = self {
            let members = members.to_mut();
            members.retain(|(key, _)| *key != name);
            members.push((name, value.into()));
        }
    }
}

impl Default for Unknown {
    fn default() -> Self {
        Unknown::NONE
    }
}

impl From<Vec<(Str, Json)>> for Unknown {
    fn from(members: Vec<(Str, Json)>) -> Self {
        Unknown::Members(members.into())
    }
}
