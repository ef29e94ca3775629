//! Which component is allowed in which container, per version of card JSON: what the rows of the components say.

use crate::{
    Version,
    table::{Object, objects},
};

/// Whether a component is allowed somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// The references allow it.
    Allowed,
    /// The references forbid it.
    Forbidden,
    /// The references forbid it in one place and allow or describe it in another.
    Disputed,
    /// The references do not say.
    Silent,
}

/// The containers of a version, by the names that rows use: a component's tag, or `root` (1.0), `body` (2.0), `div.extra`,
/// `checker.button_area`.
pub(crate) fn containers(version: Version) -> &'static [&'static str] {
    match version {
        Version::V1 => &[
            "root",
            "action",
            "column_set",
            "column",
            "form",
            "interactive_container",
            "collapsible_panel",
            "div.extra",
            "note",
            "checker.button_area",
        ],
        Version::V2 => &[
            "body",
            "column",
            "form",
            "interactive_container",
            "collapsible_panel",
            "column_set",
            "checker.button_area",
        ],
    }
}

impl Object {
    /// Whether this component is allowed in a container.
    #[must_use]
    pub fn nesting(&self, version: Version, container: &str) -> Nesting {
        let of_one_kind = [objects::ColumnSet.name, objects::CheckerButtonArea.name].contains(&container);
        if !containers(version).contains(&container) || !self.versions.has(version) && !of_one_kind {
            return Nesting::Silent;
        }
        let within = match version {
            Version::V1 => self.within_1,
            Version::V2 => self.within_2,
        };
        let word = within.split(' ').find(|word| word.trim_start_matches(['?', '~']) == container);
        match word.and_then(|word| word.chars().next()) {
            None => Nesting::Forbidden,
            Some('?') => Nesting::Disputed,
            Some('~') => Nesting::Silent,
            Some(_) => Nesting::Allowed,
        }
    }
}

/// Whether a component with this tag is allowed in a container; a note holds texts and icons too.
#[must_use]
pub fn nesting(version: Version, container: &str, tag: &str) -> Nesting {
    match objects::Component.variant(tag) {
        Some(component) => component.nesting(version, container),
        None if version == Version::V1
            && container == objects::Note.tag
            && objects::NoteElement.variant(tag).is_some() =>
        {
            Nesting::Allowed
        }
        None => Nesting::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_name_containers_of_their_version() {
        for component in objects::Component.variants {
            for (version, within) in [(Version::V1, component.within_1), (Version::V2, component.within_2)] {
                assert_eq!(within.is_empty(), !component.versions.has(version), "{}", component.name);
                for word in within.split(' ').filter(|word| !word.is_empty()) {
                    let name = word.trim_start_matches(['?', '~']);
                    assert!(containers(version).contains(&name), "`{word}` of {}", component.name);
                }
            }
        }
    }
}
