//! The root: which object it is, and for which version of card JSON.

use super::{
    Lower, child,
    scope::{How, Scope, Target},
    unknown::unknown,
};
use crate::{
    rewrite::Around,
    syntax::{self, AttributeValue, Element, Name},
    typed::{Filled, Filling, Record, Step, Typed, TypedRoot},
};
use feishu_card_schema::{
    Reader, Version, entries, nearest,
    rules::{self, Wording},
    table::{
        self, Object,
        names::{self, RootName},
        objects,
    },
    words::html,
};
use proc_macro2::Span;

entries! {
    SCHEMA = "C0019" "`schema` is not a literal" [E E E]
        why "The version decides the rules, so it is a string literal, `\"1.0\"` or `\"2.0\"` (markup §5)."
        wrong "card! { <card schema=2.0/> }"
        right "card! { <card schema=\"2.0\"/> }"
}

impl Lower<'_> {
    pub(super) fn root(mut self, root: &syntax::MarkupRoot) -> Typed {
        let root = match root {
            syntax::MarkupRoot::Nothing(children) => TypedRoot::Nothing(child::expressions(children)),
            syntax::MarkupRoot::List { open, children, .. } => self.list_root(children, *open),
            syntax::MarkupRoot::Element(element) => self.root_element(element),
        };
        Typed { root, version: self.version }
    }

    fn list_root(&mut self, children: &[syntax::Child], open: Span) -> TypedRoot {
        let mut scope = Scope::new(Target::Items(objects::Component.item()), "", open);
        let mut body = Vec::new();
        self.children(children, &mut scope, &mut body);
        TypedRoot::List { open, body }
    }

    fn root_element(&mut self, element: &Element) -> TypedRoot {
        let Some(name) = &element.name else { return TypedRoot::Nothing(child::inner_expressions(element)) };
        let schema = self.schema(element);
        self.version = schema;
        if let Some(owner) = &element.owner {
            return match self.part(element, owner, name) {
                Some(object) => TypedRoot::Record(self.root_record(element, object, name)),
                None => TypedRoot::Nothing(child::inner_expressions(element)),
            };
        }
        match names::root(&name.text) {
            RootName::Card => {
                self.version = Some(schema.unwrap_or(Version::V1));
                TypedRoot::Record(self.root_record(element, &objects::Card, name))
            }
            RootName::List => {
                for name in element.attributes.iter().map(|attribute| &attribute.name) {
                    self.findings.say_if(syntax::attribute_of_a_list(&name.text), name.span);
                }
                self.list_root(&element.children, element.open)
            }
            RootName::Message(message, data) => {
                if *message == objects::CardEntity {
                    self.version = Some(Version::V2);
                }
                TypedRoot::Record(self.message(element, name, message, data))
            }
            RootName::Objects(found) => match self.root_object(element, name, &found) {
                Some(object) => TypedRoot::Record(self.root_record(element, object, name)),
                None => TypedRoot::Nothing(child::inner_expressions(element)),
            },
        }
    }

    /// The version that the attribute `schema` tells.
    fn schema(&mut self, element: &Element) -> Option<Version> {
        let attribute =
            element.attributes.iter().find(|attribute| attribute.name.text == "schema" && !attribute.json)?;
        match &attribute.value {
            AttributeValue::Text(text) if text.value == "2.0" => return Some(Version::V2),
            AttributeValue::Text(text) if text.value == "1.0" => return Some(Version::V1),
            AttributeValue::Missing => return None,
            _ => {}
        }
        let span = attribute.value.span().unwrap_or(attribute.name.span);
        let (version, help) = match &attribute.value {
            AttributeValue::Number { text, .. } if text.starts_with('2') => {
                (Some(Version::V2), "write `schema=\"2.0\"`")
            }
            AttributeValue::Number { text, .. } if text.starts_with('1') => {
                (Some(Version::V1), "write `schema=\"1.0\"`")
            }
            _ => (None, "write `schema=\"2.0\"` or `schema=\"1.0\"`"),
        };
        let message = "`schema` must be the literal `\"1.0\"` or `\"2.0\"`, because it decides the rules";
        self.findings.add(&SCHEMA, span, message, help);
        version
    }

    /// `<template …>` and `<entity …>`: the attributes are the members of `data` (R4).
    fn message(&mut self, element: &Element, name: &Name, message: &'static Object, data: &'static Object) -> Record {
        let mut outer = Scope::new(Target::Record(message), &name.text, element.open);
        let mut body = Vec::new();
        let attributes =
            element.attributes.iter().filter(|attribute| attribute.json || attribute.name.text != "schema");
        let (json, plain): (Vec<_>, Vec<_>) = attributes.partition(|attribute| attribute.json);
        for attribute in json {
            self.attribute(attribute, &mut outer, &mut body);
        }
        let at = plain.first().map_or(name.span, |attribute| attribute.name.span);
        let wanted = !plain.is_empty() || outer.given("data").is_none();
        if let Some(member) = message.member("data").filter(|_| wanted) {
            let mut inner = Scope::new(Target::Record(data), &name.text, element.open);
            let mut filled = Vec::new();
            for attribute in &plain {
                self.attribute(attribute, &mut inner, &mut filled);
            }
            let record = Record {
                json: inner.json,
                damaged: inner.damaged,
                ..Record::new(data, element.open, name.span, filled)
            };
            if self.give(&mut outer, "data", How::Attribute, at) {
                let value = Filled { at: name.span, with: Filling::Record(record) };
                body.push(Step::Set { member, at: name.span, value });
            }
        }
        self.children(&element.children, &mut outer, &mut body);
        body.extend(element.dead.iter().cloned().map(Step::Dead));
        Record { json: outer.json, damaged: outer.damaged, ..Record::new(message, element.open, name.span, body) }
    }

    /// `<owner.part>`.
    fn part(&mut self, element: &Element, owner: &Name, name: &Name) -> Option<&'static Object> {
        let Some(parent) = names::named(&owner.text).first().copied() else {
            self.unknown_root(element, owner);
            return None;
        };
        syntax::part_of(parent, &owner.text, &name.text).map_err(|said| self.findings.say(said, name.span)).ok()
    }

    /// The object that a root's name means (§5).
    fn root_object(&mut self, element: &Element, name: &Name, found: &[&'static Object]) -> Option<&'static Object> {
        if found.is_empty() {
            self.unknown_root(element, name);
        }
        self.findings.say_if(syntax::ambiguous_part(&name.text, found), name.span);
        found.first().copied()
    }

    fn unknown_root(&mut self, element: &Element, name: &Name) {
        let is_root = ["card", "template", "entity", "header"].contains(&name.text.to_ascii_lowercase().as_str());
        let is_own = name.text.starts_with(|c: char| c.is_ascii_uppercase()) && !is_root;
        if is_own || html::tag(&name.text).is_some() {
            let around = Around { version: self.version, holder: None };
            return self.findings.say(unknown(element, name, around), name.span);
        }
        let mut known = Vec::new();
        table::all().filter(|object| !object.tag.is_empty()).for_each(|object| known.push(object.tag));
        known.extend_from_slice(&["card", "template", "entity", "header"]);
        let help = match nearest(&name.text, known) {
            Some(near) => format!("did you mean `<{near}>`?"),
            None => "roots are `<card>`, a component, a part of one, or a list `<>…</>`".to_owned(),
        };
        let said = rules::unknown_component(Reader::Markup, None, &name.text);
        self.findings.say(Wording { help: Some(help), ..said }, name.span);
    }
}
