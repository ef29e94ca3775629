//! What the macro would refuse, found by the rule book over the tree that the macro would see.

use super::{function::Parameters, object::Opened};
use feishu_card_core::{Allow, Diagnostic, Json, Limits, Severity, Version};
use feishu_card_schema::{
    Reader,
    rules::{self, Settings, Subject},
    tree::{Field, Fields, Known, Node},
};
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

/// The code of a card that shows nothing: whatever goes into a hatch, it still shows nothing.
const SHOWS_NOTHING: &str = "C0908";

/// The places that must go into a hatch, beside those in `opened`: where the macro would report an error.
pub(super) fn pointers(
    card: &Json,
    parameters: &Parameters,
    version: Version,
    opened: &HashMap<String, Opened>,
    asked: &BTreeSet<String>,
) -> BTreeSet<String> {
    let found = errors(card, parameters, version, opened);
    found
        .iter()
        .filter(|finding| finding.code() != SHOWS_NOTHING)
        .flat_map(|finding| places(card, finding, asked))
        .collect()
}

/// The codes of what no hatch takes out, such as a card that shows nothing: they are lowered for the card.
pub(super) fn codes(
    card: &Json,
    parameters: &Parameters,
    version: Version,
    opened: &HashMap<String, Opened>,
) -> BTreeSet<&'static str> {
    errors(card, parameters, version, opened).iter().map(Diagnostic::code).collect()
}

/// What the macro would report as an error.
fn errors(card: &Json, parameters: &Parameters, version: Version, opened: &HashMap<String, Opened>) -> Vec<Diagnostic> {
    let root = Tree { parameters, opened, at: String::new() }.node(card);
    let settings =
        Settings { reader: Reader::Markup, version: Some(version), limits: &Limits::PLATFORM, allow: &Allow::NONE };
    let mut found = rules::check(&root, Subject::Card, &settings);
    found.retain(|finding| finding.severity == Severity::Error);
    found
}

/// Builds the tree of the rule book, without what is unchecked.
struct Tree<'a> {
    parameters: &'a Parameters,
    opened: &'a HashMap<String, Opened>,
    at: String,
}

impl<'a> Tree<'a> {
    fn node(&mut self, json: &'a Json) -> Node<'a> {
        if self.opened.contains_key(&self.at) {
            return Node::new(Known::Hole);
        }
        Node::new(match json {
            Json::Null => Known::Null,
            Json::Bool(b) => Known::Bool(*b),
            Json::Number(number) => Known::Number(number.to_string().into()),
            Json::Str(text) => match self.parameters.template(text) {
                Some(parts) => Known::Template(parts),
                None => Known::Str(Cow::Borrowed(text)),
            },
            Json::List(items) => {
                Known::List(items.iter().enumerate().map(|(i, item)| self.step(&i.to_string(), item)).collect())
            }
            Json::Map(members) => {
                let members = members.iter().filter_map(|(name, value)| self.member(name, value)).collect();
                Known::Object(Fields { members, open: false })
            }
        })
    }

    fn member(&mut self, name: &'a str, value: &'a Json) -> Option<Field<'a>> {
        let node = self.step(name, value);
        let mut pointer = self.at.clone();
        crate::pointer::push(&mut pointer, name);
        let left_out = self.opened.get(&pointer) == Some(&Opened::Unknown);
        (!left_out).then_some(Field { name: Cow::Borrowed(name), at: node.at, node, sure: true })
    }

    fn step(&mut self, step: &str, json: &'a Json) -> Node<'a> {
        let length = self.at.len();
        crate::pointer::push(&mut self.at, step);
        let node = self.node(json);
        self.at.truncate(length);
        node
    }
}

/// The places that make one finding go away: its own, or the nearest above that exists and was not tried yet.
fn places(card: &Json, finding: &Diagnostic, asked: &BTreeSet<String>) -> Vec<String> {
    let mut pointer = finding.pointer.as_str();
    while let Some((above, last)) = pointer.rsplit_once('/') {
        // the tag of an object is not an attribute: the object is meant
        let is_tag = last == "tag" || (last == "type" && above.contains("/behaviors/"));
        if !is_tag && !asked.contains(pointer) && card.pointer(pointer).is_some() {
            return vec![pointer.to_owned()];
        }
        pointer = above;
    }
    // it concerns the card: then nothing in it is checked
    let members = card.as_map().unwrap_or_default().iter();
    members.filter(|(name, _)| name != "schema").map(|(name, _)| format!("/{name}")).collect()
}
