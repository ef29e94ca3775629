//! What the name of an element means: in its parent a member, an item, a behaviour, a text kind or a component, in this
//! order; in a list an item; at the root an object or a part of one.
//!
//! Parser, lowering, the editors' block, `card rust` and the reference page ask here, and nobody else decides it.

use super::{Family, Item, Kind, Member, Object, all, objects};
use crate::words::is_locale;

/// The element that holds JSON as it is, wherever a list is.
pub const RAW: &str = "raw";

/// The member of columns that `<multi_url>` fills.
const ACTION: &str = "action";

/// What the name of a child means in its parent.
#[derive(Clone, Copy, Debug)]
pub enum ChildName {
    /// A member of the parent.
    Member(&'static Member),
    /// `action.multi_url` of columns (R18).
    Link(&'static Member),
    /// An item of a list.
    Item(&'static Member, &'static Object),
    /// A row of a table.
    Row(&'static Member),
    /// A behaviour.
    Behavior(&'static Member, &'static Object),
    /// Another kind of the main text.
    Text(&'static Member, &'static Object),
    /// An item of the list of children.
    Component(&'static Member, &'static Object),
    /// `<raw>`, with the list that holds it.
    Raw(Option<&'static Member>),
    /// None of these.
    Unknown,
}

/// The meaning of `name` in `parent`.
#[must_use]
pub fn meaning(parent: &'static Object, name: &str) -> ChildName {
    if name == RAW {
        return ChildName::Raw(child_list(parent));
    }
    if name == "multi_url"
        && let Some(action) = link_action(parent)
    {
        return ChildName::Link(action);
    }
    if let Some(member) = parent.member(name)
        && (name != ACTION || link_action(parent).is_none())
    {
        return ChildName::Member(member);
    }
    if let Some((_, list)) = parent.items.iter().find(|(item, _)| *item == name)
        && let Some(list) = parent.member(list)
    {
        return match list.kind {
            Kind::List(Item::Object(object)) => ChildName::Item(list, object),
            _ => ChildName::Row(list),
        };
    }
    if let Some(object) = tagged(&objects::Behavior, name)
        && let Some(member) = parent.member("behaviors")
    {
        return ChildName::Behavior(member, object);
    }
    if let Some(member) = main_text(parent)
        && let Kind::Family(family) = member.kind
        && let Some(object) = tagged(family, name)
    {
        return ChildName::Text(member, object);
    }
    if let Some(member) = parent.member(parent.children)
        && let Kind::List(item) = member.kind
        && let Some(object) = item_named(item, name)
    {
        return ChildName::Component(member, object);
    }
    ChildName::Unknown
}

/// What the name of an element means in a list that no object is around, or in a member that is one of several objects.
#[derive(Clone, Copy, Debug)]
pub enum ItemName {
    /// `<raw>`.
    Raw,
    /// An object that is allowed there.
    Object(&'static Object),
    /// None of these.
    Unknown,
}

/// The meaning of `name` where such an item is allowed.
#[must_use]
pub fn item_meaning(item: Item, name: &str) -> ItemName {
    match item_named(item, name) {
        _ if name == RAW => ItemName::Raw,
        Some(object) => ItemName::Object(object),
        None => ItemName::Unknown,
    }
}

/// What the name of the root element means.
#[derive(Clone, Debug)]
pub enum RootName {
    /// A whole card.
    Card,
    /// A list of components: `<elements>`.
    List,
    /// A message whose attributes are the members of its `data`: the message, and what `data` is.
    Message(&'static Object, &'static Object),
    /// The objects that are written with this name: none, one, or parts of several.
    Objects(Vec<&'static Object>),
}

/// The meaning of `name` at the root.
#[must_use]
pub fn root(name: &str) -> RootName {
    match name {
        "card" => RootName::Card,
        "elements" => RootName::List,
        "template" => RootName::Message(&objects::Template, &objects::TemplateData),
        "entity" => RootName::Message(&objects::CardEntity, &objects::CardEntityData),
        _ => RootName::Objects(named(name)),
    }
}

/// The objects that are written with this name somewhere: what has this tag, else all parts of this name.
#[must_use]
pub fn named(name: &str) -> Vec<&'static Object> {
    if name == "header" {
        return vec![&objects::Header];
    }
    if name == "card" {
        return vec![&objects::Card];
    }
    let families = [&objects::Component, &objects::Text, &objects::Icon, &objects::Behavior];
    if let Some(object) = families.into_iter().find_map(|family| tagged(family, name)) {
        return vec![object];
    }
    let mut found: Vec<&'static Object> = Vec::new();
    for object in all().filter_map(|owner| part(owner, name)) {
        if !found.contains(&object) {
            found.push(object);
        }
    }
    found
}

/// The part of `owner` that is written with this name: one object that is its member, or an item of one of its lists.
#[must_use]
pub fn part(owner: &'static Object, name: &str) -> Option<&'static Object> {
    match meaning(owner, name) {
        ChildName::Member(member) => match member.kind {
            Kind::Object(object) => Some(object),
            _ => None,
        },
        ChildName::Item(_, object) => Some(object),
        _ => None,
    }
}

/// The elements, as they are written, that have a part of this name; of several with the same part the first.
#[must_use]
pub fn owners(name: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    let mut seen: Vec<&'static Object> = Vec::new();
    for owner in all() {
        let called = if owner.tag.is_empty() { owner.name } else { owner.tag };
        if let Some(object) = part(owner, name).filter(|object| !seen.contains(object) && !called.contains(['.', ':']))
        {
            seen.push(object);
            found.push(called);
        }
    }
    found
}

/// The object of an item that is written with this tag.
#[must_use]
pub fn item_named(item: Item, name: &str) -> Option<&'static Object> {
    match item {
        Item::Family(family) => tagged(family, name),
        Item::Object(object) => (object.tag == name).then_some(object),
    }
}

/// The variant with this tag; an object without a tag has no name.
#[must_use]
pub fn tagged(family: &'static Family, name: &str) -> Option<&'static Object> {
    if name.is_empty() { None } else { family.variant(name) }
}

/// The member that a text child fills.
#[must_use]
pub fn main_text(object: &'static Object) -> Option<&'static Member> {
    if object.text.is_empty() { None } else { object.member(object.text) }
}

/// The list that `<raw>` and `{expr}` go to: the children, else the only list of items.
#[must_use]
pub fn child_list(parent: &'static Object) -> Option<&'static Member> {
    if !parent.children.is_empty() {
        return parent.member(parent.children);
    }
    match parent.items {
        [(_, list)] => parent.member(list),
        _ => None,
    }
}

/// The name that the items of a list have as children, where they do not have their own tags for it.
#[must_use]
pub fn item_name(parent: &Object, list: &Member) -> Option<&'static str> {
    parent.items.iter().find(|(_, name)| *name == list.name).map(|(item, _)| *item)
}

/// Whether the items of a list are children of its object, so that no attribute has to hold them.
#[must_use]
pub fn is_written_as_children(parent: &Object, list: &Member) -> bool {
    parent.children == list.name || item_name(parent, list).is_some() || list.kind.is_list_of(&objects::Behavior)
}

/// What `<icon …>` is that does not say its tag: by whether it has a token (R11).
#[must_use]
pub fn inferred_icon(has_token: bool) -> &'static Object {
    if has_token { &objects::StandardIcon } else { &objects::CustomIcon }
}

/// That member, if the object is one that has it (R18).
#[must_use]
pub fn link_action(object: &'static Object) -> Option<&'static Member> {
    let is_link = |member: &&Member| matches!(member.kind, Kind::Object(action) if *action == objects::ColumnAction);
    object.member(ACTION).filter(is_link)
}

/// All names that a child of this object may have.
#[must_use]
pub fn child_names(parent: &'static Object) -> Vec<&'static str> {
    let mut names = Vec::new();
    parent.members.iter().filter(|member| is_element(member)).for_each(|member| names.push(member.name));
    parent.items.iter().for_each(|(item, _)| names.push(*item));
    let mut tagged = |objects: &[&'static Object]| {
        objects.iter().filter(|object| !object.tag.is_empty()).for_each(|object| names.push(object.tag));
    };
    if parent.member("behaviors").is_some() {
        tagged(objects::Behavior.variants);
    }
    if let Some(Kind::Family(family)) = main_text(parent).map(|member| member.kind) {
        tagged(family.variants);
    }
    match parent.member(parent.children).map(|member| member.kind) {
        Some(Kind::List(Item::Family(family))) => tagged(family.variants),
        Some(Kind::List(Item::Object(object))) => tagged(&[object]),
        _ => {}
    }
    if link_action(parent).is_some() {
        names.retain(|name| *name != "action");
        names.push("multi_url");
    }
    names
}

/// The elements, as they are written, that have a child of this name: a member, an item, a behaviour or a text. Components
/// are at home in every container, and are not looked for.
#[must_use]
pub fn homes(name: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for owner in all() {
        let home = match meaning(owner, name) {
            ChildName::Member(member) => is_element(member) && !is_locale(name),
            ChildName::Item(..)
            | ChildName::Row(_)
            | ChildName::Behavior(..)
            | ChildName::Text(..)
            | ChildName::Link(_) => true,
            ChildName::Component(..) | ChildName::Raw(_) | ChildName::Unknown => false,
        };
        let tag = if owner.tag.is_empty() { owner.name } else { owner.tag };
        if home && !tag.contains(['.', ':']) && !found.contains(&tag) {
            found.push(tag);
        }
    }
    found
}

/// Whether a member is written as an element.
#[must_use]
pub fn is_element(member: &Member) -> bool {
    matches!(member.kind, Kind::Object(_) | Kind::Family(_)) || member.kind.is_map()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    #[test]
    fn each_name_means_one_thing_in_each_parent() {
        for parent in table::all() {
            for name in child_names(parent) {
                assert!(!matches!(meaning(parent, name), ChildName::Unknown), "`{name}` in {}", parent.name);
            }
            let mut names: Vec<_> = parent.items.iter().map(|(item, _)| *item).collect();
            names.extend(parent.members.iter().map(|member| member.name));
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "a name is a member and an item of {}", parent.name);
        }
    }

    #[test]
    fn what_is_written_as_children_is_read_so() {
        for parent in table::all() {
            for list in parent.members.iter().filter(|member| is_written_as_children(parent, member)) {
                let Kind::List(item) = list.kind else { continue };
                let name = match item {
                    Item::Object(object) => item_name(parent, list).unwrap_or(object.tag),
                    Item::Family(family) => family.variants.last().map_or("", |object| object.tag),
                };
                let read = match meaning(parent, name) {
                    ChildName::Item(to, _) | ChildName::Behavior(to, _) | ChildName::Component(to, _) => to.name,
                    _ => "",
                };
                assert_eq!(read, list.name, "`<{name}>` in {}", parent.name);
            }
        }
    }

    #[test]
    fn links_of_columns_are_written_as_multi_url() {
        assert!(matches!(meaning(&objects::Column, "multi_url"), ChildName::Link(_)));
        assert!(matches!(meaning(&objects::Column, "action"), ChildName::Component(..) | ChildName::Unknown));
        assert!(matches!(meaning(&objects::Button, "multi_url"), ChildName::Member(_)));
        assert!(matches!(meaning(&objects::Button, "nothing"), ChildName::Unknown));
    }
}
