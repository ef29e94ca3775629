//! Rules on names: members and components must be ones that the table knows, in this version.

use super::{
    advice, nest,
    walk::{Element, Holder, Walk},
};
use crate::{
    Reader, Version,
    catalogue::{
        members::{CONTRADICTED, DEPRECATED, OLD_SPELLING},
        names::{
            COMPONENT_OF_OTHER_VERSION, MEMBER_OF_OTHER_VERSION, MEMBER_TWICE, NULL, UNKNOWN_COMPONENT, UNKNOWN_MEMBER,
            UNKNOWN_PART,
        },
    },
    nearest,
    table::{Facts, Family, Member, Object, Status, objects},
    tree::{self, Known, Node},
};

/// The row of a member in a version. What the reference lists for 2.0 only to call it wrong is not there.
pub(crate) fn known(object: &Object, name: &str, version: Version) -> Option<(&'static Member, &'static Facts)> {
    let row = object.member(name)?;
    let facts = row.facts(version)?;
    (version == Version::V1 || facts.status != Status::Deviation).then_some((row, facts))
}

/// Every member is one that the table has for this object and version.
pub(crate) fn every_member_is_known<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let object = element.object;
    if super::card::is_not_a_card(element) {
        return; // one finding for all
    }
    for (nth, member) in element.tree.members.iter().enumerate() {
        let name = &*member.name;
        if !object.key.is_empty() && name == object.key {
            continue;
        }
        if object == &objects::Card && name == "body" && !walk.v2() {
            continue; // one finding: the card lacks its schema
        }
        let spot = element.nth_spot(nth);
        if known(object, name, walk.version).is_some() || super::card::is_of_a_card(object, name) {
            continue;
        }
        if object.member(name).is_some() {
            let other = if walk.v2() { Version::V1 } else { Version::V2 };
            let message = if object == &objects::Card {
                format!("`{name}` belongs to JSON {other}")
            } else if walk.v2() {
                format!("`{name}` of {} was removed in JSON 2.0", walk.name(object))
            } else {
                format!("`{name}` of {} requires JSON 2.0", walk.name(object))
            };
            let help = advice::for_the_other_version(walk, element, name);
            walk.report(&MEMBER_OF_OTHER_VERSION, spot, message, help);
        } else {
            let message = format!("unknown {} `{name}` of {}", walk.member(), walk.name(object));
            let help = advice::for_an_unknown_member(walk, element, name);
            walk.report(&UNKNOWN_MEMBER, spot, message, help);
        }
    }
}

/// No member is superseded, or one that official pages contradict each other about.
pub(crate) fn no_member_is_superseded<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let object = element.object;
    for (nth, member) in element.tree.members.iter().enumerate() {
        let name = &*member.name;
        let Some((row, facts)) = known(object, name, walk.version) else { continue };
        let spot = element.nth_spot(nth);
        match facts.status {
            Status::Deprecated("none") => {
                let message = format!("`{name}` has no effect");
                walk.report(&DEPRECATED, spot, message, Some("remove it".to_owned()));
            }
            // beside its successor it is the one that is ignored
            Status::Deprecated(new) if !element.has(new.split(':').next().unwrap_or(new)) => {
                let message = format!("`{name}` is superseded");
                let new = new.replace(':', if walk.markup() { "=" } else { ": " });
                walk.report(&DEPRECATED, spot, message, Some(format!("write `{new}`")));
            }
            Status::Disagree if walk.v2() && advice::is_contradicted(object, name) => {
                let message = format!("official pages contradict each other on `{name}` of {}", walk.name(object));
                walk.report(&CONTRADICTED, spot, message, advice::for_the_other_version(walk, element, name));
            }
            Status::Historic | Status::ExampleOnly | Status::Deviation => {
                if let Some(help) = advice::new_spelling(walk, element, name, &member.node) {
                    let old = if walk.v2() { "1.0" } else { "2.0" };
                    let message = format!("`{}` is the spelling of JSON {old}", row.name);
                    walk.report(&OLD_SPELLING, spot, message, Some(help));
                }
            }
            _ => {}
        }
    }
}

/// No member is written twice: the last one wins, but people see the first.
pub(crate) fn no_member_is_written_twice<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let members = &element.tree.members;
    // the macro reports this itself, with the place that gave it first
    if walk.settings.reader == Reader::Markup || members.len() < 2 {
        return;
    }
    let mut names: Vec<_> = members.iter().enumerate().map(|(nth, member)| (&*member.name, nth)).collect();
    names.sort_unstable();
    for pair in names.windows(2) {
        if let [(first, _), (name, nth)] = pair
            && first == name
        {
            let message = format!("duplicate member `{name}` of {}", walk.name(element.object));
            walk.report(&MEMBER_TWICE, element.nth_spot(*nth), message, Some("remove one".to_owned()));
        }
    }
}

/// No member is `null`.
pub(crate) fn no_member_is_null<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    for (nth, member) in element.tree.members.iter().enumerate() {
        if matches!(member.node.value, Known::Null) && known(element.object, &member.name, walk.version).is_some() {
            let message = format!("`{}` of {} is null", member.name, walk.name(element.object));
            let spot = element.nth_spot(nth);
            walk.report(&NULL, spot, message, Some("remove it".to_owned()));
        }
    }
}

/// Where only one kind of object is allowed, the object has the tag of that kind, if the kind has one. True: go on with it.
pub(crate) fn the_tag_is_that_of_the_object<'t>(
    walk: &mut Walk<'t, '_>,
    object: &'static Object,
    node: &'t Node<'t>,
    tree: &'t tree::Fields<'t>,
    holder: Option<Holder>,
) -> bool {
    let key = if object.key.is_empty() { "tag" } else { object.key };
    let Some(told) = tree.get(key) else {
        if !object.key.is_empty() && object.tag_required && !tree.open {
            walk.missing_tag(object.key, &[object.tag], node);
        }
        return true;
    };
    let Some(tag) = told.as_str() else { return true };
    if tag == object.tag && !object.key.is_empty() {
        return true;
    }
    let component = key == "tag" && objects::Component.variant(tag).is_some();
    if component && holder.is_some_and(|holder| matches!(holder.member.kind, crate::table::Kind::List(_))) {
        nest::the_list_holds_other_items(walk, object, tag, node, holder);
        return false;
    }
    if object.key.is_empty() {
        return true; // an unknown member `tag`
    }
    let message = format!("`{key}` of {} must be `{}`, found `{tag}`", walk.name(object), object.tag);
    walk.report(&UNKNOWN_PART, walk.here(told.at), message, Some(format!("write `{}`", object.tag)));
    false
}

/// Where several kinds of objects are allowed, the tag names one of them, and this version has it.
pub(crate) fn the_tag_is_one_of_the_family<'t>(
    walk: &mut Walk<'t, '_>,
    family: &'static Family,
    node: &'t Node<'t>,
    tree: &'t tree::Fields<'t>,
    holder: Option<Holder>,
) -> Option<&'static Object> {
    let key = family.variants.first().map_or("tag", |object| object.key);
    let Some(told) = tree.get(key) else { return untold(walk, family, key, node, tree, holder) };
    let Some(tag) = told.as_str() else {
        walk.may_hold_anything();
        return None;
    };
    let found = family.variant(tag);
    if let Some(object) = found
        && object.versions.has(walk.version)
    {
        return Some(object);
    }
    let component = objects::Component.variant(tag);
    let here = walk.here(node.at);
    walk.may_hold_anything(); // what is inside is not read: it may contain the submit button
    if let Some(object) = found.or(component)
        && !object.versions.has(walk.version)
    {
        let gone = if walk.v2() { "was removed in" } else { "requires" };
        let message = format!("{} {gone} JSON 2.0", walk.tag(tag));
        let help = advice::for_the_other_component(walk, tag);
        walk.report(&COMPONENT_OF_OTHER_VERSION, here, message, help);
    } else if component.is_some() && family.type_name == "NoteElement" {
        nest::a_component_is_where_it_may_be(walk, tag, node, holder);
    } else if family.type_name == "Component" {
        let tags = family.variants.iter().filter(|object| object.versions.has(walk.version)).map(|object| object.tag);
        let message = format!("unknown component `{tag}`");
        let help = advice::for_an_unknown_component(walk, tag, nearest(tag, tags));
        walk.report(&UNKNOWN_COMPONENT, here, message, help);
    } else {
        let tags: Vec<_> = family
            .variants
            .iter()
            .filter(|object| object.versions.has(walk.version) && !object.tag.is_empty())
            .map(|object| object.tag)
            .collect();
        let message = format!("unknown {} `{tag}`", super::words::what(family));
        let help = match nearest(tag, tags.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {}", super::words::list(&tags)),
        };
        let at = if walk.markup() { node.at } else { told.at };
        walk.report(&UNKNOWN_PART, walk.here(at), message, Some(help));
    }
    None
}

/// An object without a tag: an icon does not need one, and a text is plain text then.
fn untold<'t>(
    walk: &mut Walk<'t, '_>,
    family: &'static Family,
    key: &str,
    node: &'t Node<'t>,
    tree: &'t tree::Fields<'t>,
    holder: Option<Holder>,
) -> Option<&'static Object> {
    let icon = family.type_name == "Icon";
    let header = icon && holder.is_some_and(|holder| holder.is("header", "icon"));
    if header && !walk.v2() {
        return Some(&objects::HeaderIcon); // it never has a tag, so what else it may hold does not count
    }
    if tree.open {
        return None;
    }
    if icon {
        return match (header, walk.v2()) {
            (true, true) => {
                walk.missing_tag(key, &["standard_icon", "custom_icon"], node);
                None
            }
            _ if tree.member("img_key").is_some() && tree.member("token").is_none() => Some(&objects::CustomIcon),
            _ => Some(&objects::StandardIcon),
        };
    }
    let empty = tree.members.is_empty();
    let text = family.type_name == "Text";
    if text && (empty || walk.v2()) {
        return Some(&objects::PlainText); // schematic samples send `{}`; 2.0 marks the tag as optional in places
    }
    let tags: Vec<_> = family.variants.iter().map(|object| object.tag).filter(|tag| !tag.is_empty()).collect();
    walk.missing_tag(key, &tags, node);
    text.then_some(&objects::PlainText)
}
