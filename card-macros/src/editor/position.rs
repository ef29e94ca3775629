//! What a name may mean to an editor: where an element is, and what that makes of it.

use feishu_card_markup::syntax::{AttributeValue, Element};
use feishu_card_schema::{
    Version,
    table::{
        Family, Item, Kind, Object,
        names::{ChildName, RootName, meaning, root, tagged},
        objects,
    },
};

/// Where a child is.
#[derive(Clone, Copy)]
pub(super) enum Position {
    /// At the root, or in what has no name that is known.
    Anywhere,
    /// In an object.
    In(&'static Object),
    /// In a card of this version.
    Card(Version),
    /// Where one of several objects is allowed.
    OneOf(&'static Family),
    /// Among free keys, each of which is such an object.
    Objects(&'static Object),
    /// Among locales, each of which is such an object.
    Locales(&'static Object),
    /// Among locales, each of which is a list as in this object.
    Lists(&'static Object),
    /// Where no name is known in advance.
    Free,
}

/// An element to an editor: what is allowed in it, and whose members its attributes are.
#[derive(Clone, Copy)]
pub(super) struct Meaning {
    pub(super) place: Position,
    pub(super) object: Option<&'static Object>,
}

impl Position {
    /// The module of what is allowed here.
    pub(super) fn module(self) -> Option<String> {
        match self {
            Position::In(object) => Some(snake(object.type_name)),
            Position::Card(Version::V1) => Some("card_v1".to_owned()),
            Position::Card(Version::V2) => Some("card_v2".to_owned()),
            Position::OneOf(family) => Some(format!("one_{}", snake(family.type_name))),
            Position::Locales(_) | Position::Lists(_) => Some("locales".to_owned()),
            Position::Anywhere | Position::Objects(_) | Position::Free => None,
        }
    }

    /// Whether names here are known in advance.
    pub(super) fn has_names(self) -> bool {
        !matches!(self, Position::Objects(_) | Position::Free)
    }

    /// What an element of this name is here.
    pub(super) fn meaning(self, element: &Element) -> Meaning {
        let name = element.name.as_ref().map_or("", |name| &*name.text);
        match self {
            Position::Anywhere => at_root(element, name),
            Position::In(object) => inside(object, element, name),
            Position::Card(_) => inside(&objects::Card, element, name),
            Position::OneOf(family) => match tagged(family, name) {
                Some(object) => Meaning::object(object),
                None => {
                    let holds = |object: &&&'static Object| !matches!(meaning(object, name), ChildName::Unknown);
                    family.variants.iter().find(holds).map_or(Meaning::UNKNOWN, |object| inside(object, element, name))
                }
            },
            Position::Objects(object) | Position::Locales(object) => Meaning::object(object),
            // only cards of 1.0 have such lists
            Position::Lists(object) if *object == objects::Card => {
                Meaning { place: Position::Card(Version::V1), object: None }
            }
            Position::Lists(object) => Meaning { place: Position::In(object), object: None },
            Position::Free => Meaning { place: Position::Free, object: None },
        }
    }
}

impl Meaning {
    const UNKNOWN: Meaning = Meaning { place: Position::Anywhere, object: None };
    const FREE: Meaning = Meaning { place: Position::Free, object: None };

    fn object(object: &'static Object) -> Self {
        Meaning { place: Position::In(object), object: Some(object) }
    }
}

fn at_root(element: &Element, name: &str) -> Meaning {
    match root(name) {
        RootName::Card => {
            let is_2 = |value: &AttributeValue| matches!(value, AttributeValue::Text(text) if text.value == "2.0");
            let is_2 = element.attributes.iter().any(|a| a.name.text == "schema" && is_2(&a.value));
            let version = if is_2 { Version::V2 } else { Version::V1 };
            Meaning { place: Position::Card(version), object: Some(&objects::Card) }
        }
        RootName::Message(_, data) => Meaning { place: Position::Free, object: Some(data) },
        RootName::List => Meaning { place: Position::OneOf(&objects::Component), object: None },
        RootName::Objects(found) => found.first().copied().map_or(Meaning::UNKNOWN, Meaning::object),
    }
}

fn inside(parent: &'static Object, element: &Element, name: &str) -> Meaning {
    match meaning(parent, name) {
        ChildName::Member(member) => match member.kind {
            Kind::Object(object) => Meaning::object(object),
            Kind::Family(family) => Meaning { place: Position::OneOf(family), object: variant(family, element) },
            Kind::LocaleObjects(Item::Object(object)) => Meaning { place: Position::Locales(object), object: None },
            Kind::Named(Item::Object(object)) => Meaning { place: Position::Objects(object), object: None },
            // the list of a locale holds what its owner holds
            Kind::LocaleLists(_) => Meaning { place: Position::Lists(parent), object: None },
            _ => Meaning::FREE,
        },
        ChildName::Link(_) => Meaning::object(&objects::Link),
        ChildName::Item(_, object)
        | ChildName::Behavior(_, object)
        | ChildName::Text(_, object)
        | ChildName::Component(_, object) => Meaning::object(object),
        ChildName::Row(_) | ChildName::Raw(_) => Meaning::FREE,
        ChildName::Unknown => Meaning::UNKNOWN,
    }
}

/// Which of several objects has the attributes that are written.
fn variant(family: &Family, element: &Element) -> Option<&'static Object> {
    let has = |object: &&&'static Object| {
        let known =
            |name: &str| object.member(name).is_some() || !family.variants.iter().any(|o| o.member(name).is_some());
        element.attributes.iter().all(|attribute| known(&attribute.name.text))
    };
    family.variants.iter().find(has).or(family.variants.first()).copied()
}

/// `collapsible_panel_header` of `CollapsiblePanelHeader`.
fn snake(type_name: &str) -> String {
    let mut name = String::new();
    for (n, c) in type_name.char_indices() {
        if c.is_uppercase() && n > 0 {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}
