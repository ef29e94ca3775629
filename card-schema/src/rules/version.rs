//! Which version of card JSON a tree is written in.

use super::{Settings, Subject};
use crate::{
    Version,
    table::{Family, Item, Kind, Member, Object, Status, objects},
    tree::{Fields, Known, Node},
};

/// The version of a tree.
pub(crate) enum Answer {
    /// This one.
    One(Version),
    /// A fragment that may be part of cards of both.
    Both,
}

/// The version that the settings, the card's `schema` or the names in a fragment tell.
pub(crate) fn of(root: &Node<'_>, subject: Subject, settings: &Settings<'_>) -> Answer {
    if let Some(version) = settings.version {
        return Answer::One(version);
    }
    if subject.is_card() {
        if super::root_object(root) == &objects::CardEntity {
            return Answer::One(Version::V2); // an entity is a card of 2.0, or a template
        }
        let schema = root.as_object().and_then(|object| object.text("schema"));
        return Answer::One(if schema == Some("2.0") { Version::V2 } else { Version::V1 });
    }
    let mut hints = Hints::default();
    match subject {
        Subject::Object(object) => hints.object(object, root),
        Subject::List(family) => hints.value(Kind::List(family.item()), root),
        Subject::Card => {}
    }
    match hints.first {
        Some(version) => Answer::One(version),
        None => Answer::Both,
    }
}

/// Looks for the first name that only one version has.
#[derive(Default)]
struct Hints {
    first: Option<Version>,
}

impl Hints {
    fn only(&mut self, versions: [bool; 2]) {
        let only = match versions {
            [true, false] => Version::V1,
            [false, true] => Version::V2,
            _ => return,
        };
        self.first.get_or_insert(only);
    }

    fn object(&mut self, object: &'static Object, node: &Node<'_>) {
        let Some(tree) = node.as_object() else { return };
        for member in &tree.members {
            if self.first.is_some() {
                return;
            }
            let Some(row) = object.member(&member.name) else { continue };
            self.only([documented(object, row, Version::V1), documented(object, row, Version::V2)]);
            self.value(row.kind, &member.node);
        }
    }

    fn value(&mut self, kind: Kind, node: &Node<'_>) {
        match &node.value {
            _ if self.first.is_some() => {}
            Known::Branches(arms) => arms.iter().for_each(|arm| arm.iter().for_each(|node| self.value(kind, node))),
            Known::Repeat(body) => body.iter().for_each(|node| self.value(kind, node)),
            Known::List(items) => items.iter().for_each(|node| self.value(kind, node)),
            Known::Object(tree) => match kind {
                Kind::Object(object) => self.object(object, node),
                Kind::List(Item::Object(object)) => self.object(object, node),
                Kind::Family(family) | Kind::List(Item::Family(family)) => {
                    if let Some(object) = variant(family, tree) {
                        self.only([object.versions.has(Version::V1), object.versions.has(Version::V2)]);
                        self.object(object, node);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

fn variant(family: &'static Family, tree: &Fields<'_>) -> Option<&'static Object> {
    let key = family.variants.first()?.key;
    family.variant(tree.text(key)?)
}

/// Whether a version has a member for certain: samples and contradictions settle nothing.
fn documented(object: &Object, row: &Member, version: Version) -> bool {
    object.known(row.name, version).is_some_and(|(_, facts)| match version {
        Version::V1 => facts.status != Status::Deviation,
        Version::V2 => true,
    })
}
