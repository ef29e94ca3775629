//! Which version of card JSON a tree is written in.

use super::{Settings, Subject};
use crate::{Version, tree::Node};

/// The version of a tree.
pub(crate) enum Answer {
    /// This one.
    One(Version),
    /// A fragment that may stand in cards of both.
    Both,
}

/// The version that the settings, the card's `schema` or the names in a fragment tell.
pub(crate) fn of(root: &Node<'_>, subject: Subject, settings: &Settings<'_>) -> Answer {
    if let Some(version) = settings.version {
        return Answer::One(version);
    }
    if !matches!(subject, Subject::Card) {
        return Answer::Both;
    }
    match root.as_object().and_then(|object| object.text("schema")) {
        Some("2.0") => Answer::One(Version::V2),
        _ => Answer::One(Version::V1),
    }
}
