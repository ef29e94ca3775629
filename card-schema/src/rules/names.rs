//! Rules on names: members and components must be ones that the table knows, in this version.

use super::walk::{Element, Holder, Walk};
use crate::{
    catalogue::names::{COMPONENT_OF_OTHER_VERSION, MEMBER_OF_OTHER_VERSION, UNKNOWN_COMPONENT, UNKNOWN_MEMBER},
    table::{Family, Object},
    tree::{self, Node},
};

/// Every member is one that the table has for this object and version.
pub(crate) fn every_member_is_known<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let object = element.object;
    for (nth, member) in element.tree.members.iter().enumerate() {
        if !object.key.is_empty() && member.name == object.key {
            continue;
        }
        let spot = element.name_spot(nth);
        match object.member(&member.name) {
            Some(row) if row.facts(walk.version).is_some() => {}
            Some(_) => {
                let other = if walk.version == crate::Version::V1 { "2.0" } else { "1.0" };
                let message = format!("`{}` of {} belongs to JSON {other}", member.name, walk.name(object));
                walk.report(&MEMBER_OF_OTHER_VERSION, spot, message, None);
            }
            None => {
                let message = format!("{} has no {} `{}`", walk.name(object), walk.member(), member.name);
                walk.report(&UNKNOWN_MEMBER, spot, message, None);
            }
        }
    }
}

/// Which object of a family this is.
pub(crate) enum Variant {
    Is(&'static Object),
    /// Nothing tells.
    Untold,
    /// It was reported.
    Reported,
}

/// The tag is one of the family, in this version.
pub(crate) fn variant<'t>(
    walk: &mut Walk<'t, '_>,
    family: &'static Family,
    node: &'t Node<'t>,
    tree: &'t tree::Object<'t>,
    _holder: Option<Holder>,
) -> Variant {
    let key = family.variants.first().map_or("tag", |object| object.key);
    let Some(told) = tree.get(key) else { return Variant::Untold };
    let Some(tag) = told.as_str() else { return Variant::Reported };
    match family.variant(tag) {
        Some(object) if object.versions.has(walk.version) => Variant::Is(object),
        Some(_) => {
            let other = if walk.version == crate::Version::V1 { "belongs to" } else { "is gone in" };
            let message = format!("{} {other} JSON 2.0", walk.tag(tag));
            walk.report(&COMPONENT_OF_OTHER_VERSION, walk.here(node.at), message, None);
            Variant::Reported
        }
        None => {
            let message = format!("there is no component `{tag}`");
            walk.report(&UNKNOWN_COMPONENT, walk.here(node.at), message, None);
            Variant::Reported
        }
    }
}
