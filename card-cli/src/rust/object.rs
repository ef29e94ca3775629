//! An object as an element: which member becomes an attribute, which a child, in which order.

use super::{
    element::{Attribute, AttributeValue, Child, Element},
    function::Parameters,
    lexical,
    markdown::{self, Columns},
};
use crate::pointer;
use feishu_card_core::{Json, Str, Version};
use feishu_card_schema::{
    table::{Kind, Member, Object, names, objects},
    words::is_locale,
};
use std::{
    collections::{BTreeSet, HashMap},
    ops::Bound,
};

/// Turns JSON into elements, keeping account of what went into hatches.
pub(super) struct Printer<'a> {
    pub(super) version: Version,
    strict: bool,
    pub(super) parameters: &'a Parameters,
    /// The places that must go into a hatch.
    refused: &'a BTreeSet<String>,
    /// The places that went into one.
    opened: HashMap<String, Opened>,
    /// Where the printer is, as JSON Pointer.
    at: String,
    /// The map that locale attributes of a text mean here.
    pub(super) locales: &'static str,
    /// The columns of the table in which the printer is.
    pub(super) columns: Columns,
}

/// What went into a hatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// A member or item that the table has: it is there, its value unchecked.
    Known,
    /// A member that the table does not have.
    Unknown,
}

/// An element in the making: attributes and children by the groups in which they are written.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) attributes: Vec<Attribute>,
    pub(super) locales: Vec<Attribute>,
    hatches: Vec<Attribute>,
    pub(super) icon: Vec<Child>,
    pub(super) text: Vec<Child>,
    pub(super) members: Vec<Child>,
    pub(super) behaviors: Vec<Child>,
    pub(super) items: Vec<Child>,
}

impl Parts {
    fn into_element(self, name: &str) -> Element {
        let attributes = [self.attributes, self.locales, self.hatches];
        let children = [self.icon, self.text, self.members, self.behaviors, self.items];
        Element {
            name: name.to_owned(),
            attributes: attributes.into_iter().flatten().collect(),
            children: children.into_iter().flatten().collect(),
        }
    }
}

impl<'a> Printer<'a> {
    pub(super) fn new(
        version: Version,
        strict: bool,
        parameters: &'a Parameters,
        refused: &'a BTreeSet<String>,
    ) -> Self {
        Printer {
            version,
            strict,
            parameters,
            refused,
            opened: HashMap::new(),
            at: String::new(),
            locales: "i18n_content",
            columns: Columns::default(),
        }
    }

    /// The places that went into hatches.
    pub(super) fn opened(self) -> HashMap<String, Opened> {
        self.opened
    }

    /// Goes one step down for the time of `f`.
    pub(super) fn within<T>(&mut self, step: &str, f: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.at.len();
        pointer::push(&mut self.at, step);
        let result = f(self);
        self.at.truncate(length);
        result
    }

    /// Whether the value here must go into a hatch.
    pub(super) fn is_refused(&self) -> bool {
        self.refused.contains(&self.at)
    }

    /// Whether something inside the value here must, so that only a long form will do.
    pub(super) fn is_refused_inside(&self) -> bool {
        let inside = format!("{}/", self.at);
        let next = self.refused.range::<str, _>((Bound::Included(inside.as_str()), Bound::Unbounded)).next();
        next.is_some_and(|place| place.starts_with(&inside))
    }

    /// Whether what the macro refuses is written plainly.
    pub(super) fn strict(&self) -> bool {
        self.strict
    }

    /// The value here goes into a hatch.
    pub(super) fn open(&mut self, opened: Opened) {
        self.opened.insert(self.at.clone(), opened);
    }

    /// An object as an element of this name.
    pub(super) fn object(&mut self, object: &'static Object, members: &[(Str, Json)], name: &str) -> Element {
        let mut parts = Parts::default();
        self.members(object, members, &mut parts);
        parts.into_element(name)
    }

    /// A message whose one object `data` is written as the attributes of its element.
    pub(super) fn envelope(
        &mut self,
        object: &'static Object,
        data: &'static Object,
        members: &[(Str, Json)],
        name: &str,
    ) -> Element {
        let mut parts = Parts::default();
        for (member, value) in members {
            self.within(member, |printer| match value {
                Json::Map(inner) if member == "data" && printer.is_flat(data, inner) => {
                    printer.members(data, inner, &mut parts);
                }
                Json::Str(tag) if member == object.key && tag == object.tag => {}
                value => {
                    let opened = if object.member(member).is_some() { Opened::Known } else { Opened::Unknown };
                    printer.hatch(member, value, opened, &mut parts);
                }
            });
        }
        parts.into_element(name)
    }

    /// Whether nothing in an object needs a hatch.
    fn is_flat(&mut self, object: &'static Object, members: &[(Str, Json)]) -> bool {
        let mut probe = Printer::new(self.version, self.strict, self.parameters, self.refused);
        probe.at.clone_from(&self.at);
        let mut parts = Parts::default();
        probe.members(object, members, &mut parts);
        !self.is_refused() && parts.hatches.is_empty() && !members.is_empty()
    }

    pub(super) fn members(&mut self, object: &'static Object, members: &[(Str, Json)], parts: &mut Parts) {
        if *object == objects::Table {
            self.columns = self.within("columns", |printer| {
                let visible = !printer.is_refused() && !printer.is_refused_inside();
                if visible { Columns::of(members, printer.parameters) } else { Columns::default() }
            });
        }
        for member in object.members {
            let Some((_, value)) = members.iter().find(|(name, _)| name == member.name) else { continue };
            self.within(member.name, |printer| {
                if printer.is_refused() || !printer.member(object, member, value, parts) {
                    printer.misfit(member, value, parts);
                }
            });
        }
        for (name, value) in members {
            let is_tag = name == object.key && value.as_str() == Some(object.tag);
            if !is_tag && object.member(name).is_none() {
                self.within(name, |printer| printer.unknown(object, name, value, parts));
            }
        }
    }

    /// Writes a member in its own form; `false` when its value has none.
    fn member(&mut self, owner: &'static Object, member: &'static Member, value: &Json, parts: &mut Parts) -> bool {
        let attribute = match (member.kind, value) {
            (Kind::Family(family), _) => return self.family(owner, member, family, value, parts),
            (Kind::Object(object), Json::Map(members)) => return self.part(owner, member, object, members, parts),
            (Kind::List(item), Json::List(items)) => return self.list(owner, member, item, items, parts),
            (Kind::Rows, Json::List(items)) => return self.rows(member, items, parts),
            (
                Kind::LocaleStrs | Kind::LocaleKeys | Kind::LocaleObjects(_) | Kind::LocaleLists(_) | Kind::Named(_),
                Json::Map(entries),
            ) => return self.map(owner, member, entries, parts),
            (Kind::Str, Json::Str(text)) if !self.may_fill(markdown::flavour(owner, self.version), text) => {
                return false;
            }
            (Kind::Str | Kind::Url | Kind::Key | Kind::UserId, Json::Str(text)) => {
                if names::main_text(owner).is_some_and(|text| text.name == member.name) {
                    parts.text.push(Child::Text(text.to_string()));
                    return true;
                }
                Attribute::text(member.name, text)
            }
            (Kind::Choice(choice), Json::Str(word)) => {
                if choice.word(word).is_none_or(|known| !known.versions.has(self.version)) && !self.strict {
                    return false;
                }
                word_or_string(member.name, word)
            }
            (
                Kind::IconToken
                | Kind::Color
                | Kind::Px
                | Kind::Px2
                | Kind::Sides
                | Kind::Spacing
                | Kind::TextSize
                | Kind::WordOrPx
                | Kind::WordOrPx2,
                Json::Str(word),
            ) => {
                if self.parameters.are_in(word) {
                    return false;
                }
                word_or_string(member.name, word)
            }
            (Kind::Bool, Json::Bool(_))
            | (Kind::Number, Json::Number(_))
            | (Kind::Json, Json::Map(_) | Json::Str(_))
            | (Kind::JsonOrStr, Json::Map(_) | Json::List(_) | Json::Str(_)) => {
                if self.is_refused_inside() {
                    return false;
                }
                Attribute::json(member.name, value)
            }
            (Kind::Int, Json::Number(number)) if number.as_i64().is_some() => Attribute::json(member.name, value),
            (Kind::Strs | Kind::UserIds, Json::List(items)) => {
                if items.iter().any(|item| item.as_str().is_none()) || self.is_refused_inside() {
                    return false;
                }
                Attribute::json(member.name, value)
            }
            _ => return false,
        };
        parts.attributes.push(attribute);
        true
    }

    /// A member that is one object: an element named by it.
    fn part(
        &mut self,
        owner: &'static Object,
        member: &'static Member,
        object: &'static Object,
        members: &[(Str, Json)],
        parts: &mut Parts,
    ) -> bool {
        if names::link_action(owner).is_some_and(|action| action.name == member.name) {
            // it is written as `<multi_url>`
            return match members {
                [(name, Json::Map(link))] if name == "multi_url" => {
                    let link = self.within(name, |printer| {
                        (!printer.is_refused()).then(|| printer.object(&objects::Link, link, "multi_url"))
                    });
                    link.map(|link| parts.members.push(Child::Element(link))).is_some()
                }
                _ => false,
            };
        }
        if *object == objects::Body && self.body_is_children(owner, members) {
            self.members(object, members, parts);
            return true;
        }
        if let ([(name, Json::Str(token))], true) = (members, *object == objects::UdIcon)
            && name == "token"
            && !self.is_refused_inside()
        {
            parts.attributes.push(word_or_string(member.name, token));
            return true;
        }
        let element = self.object(object, members, member.name);
        parts.members.push(Child::Element(element));
        true
    }

    /// Whether the body of a 2.0 card may be written as children of the card: it is its list and nothing else.
    fn body_is_children(&self, owner: &'static Object, members: &[(Str, Json)]) -> bool {
        let list = matches!(members, [(name, Json::List(items))] if name == "elements" && !items.is_empty());
        list && *owner == objects::Card && self.version == Version::V2 && !self.refused.contains("/body/elements")
    }

    /// A member whose value has no form of its own.
    fn misfit(&mut self, member: &'static Member, value: &Json, parts: &mut Parts) {
        // a string for a text or an icon would be read as the short form of one
        let short = matches!(member.kind, Kind::Family(_)) && !matches!(value, Json::Number(_) | Json::Bool(_));
        let null = *value == Json::Null;
        if self.strict && !short && !null && !matches!((member.kind, value), (Kind::Object(_), Json::Map(_))) {
            parts.attributes.push(Attribute::json(member.name, value));
        } else {
            self.hatch(member.name, value, Opened::Known, parts);
        }
    }

    /// An object of no known kind, all its members as attributes.
    pub(super) fn stranger_members(&mut self, members: &[(Str, Json)], name: &str) -> Element {
        let mut parts = Parts::default();
        for (member, value) in members.iter().filter(|(member, _)| member != "tag") {
            self.within(member, |printer| printer.unknown(&objects::Card, member, value, &mut parts));
        }
        parts.into_element(name)
    }

    /// A member that the table does not have.
    fn unknown(&mut self, object: &'static Object, name: &str, value: &Json, parts: &mut Parts) {
        // these names mean something else as attributes
        let taken = is_locale(name) || (name == "tag" && objects::Icon.variants.contains(&object));
        if self.strict && lexical::is_name(name) && !taken && name != "json" {
            parts.attributes.push(Attribute::json(name, value));
        } else {
            self.hatch(name, value, Opened::Unknown, parts);
        }
    }

    /// Writes a member unchecked.
    pub(super) fn hatch(&mut self, name: &str, value: &Json, opened: Opened, parts: &mut Parts) {
        self.open(opened);
        let name = if lexical::is_name(name) { name.to_owned() } else { lexical::string(name) };
        parts.hatches.push(Attribute::json(format!("json:{name}"), value));
    }
}

/// A word or a length bare, any other string quoted.
pub(super) fn word_or_string(name: &str, text: &str) -> Attribute {
    if lexical::is_word(text) || lexical::is_length(text) {
        return Attribute { name: name.to_owned(), value: AttributeValue::Token(text.to_owned()) };
    }
    Attribute::text(name, text)
}
