//! JSON as the tree that the rules read; it is borrowed.

use crate::{Json, Number, number::Repr, shelf::Shelf};
use feishu_card_schema::tree::{Digits, Field, Fields, Known, Node};
use std::borrow::Cow;

/// The tree that the rules read.
pub(crate) fn node<'t>(json: &'t Json, shelf: &mut Shelf<'t>) -> Node<'t> {
    let at = shelf.place();
    let value = match json {
        Json::Null => Known::Null,
        Json::Bool(b) => Known::Bool(*b),
        Json::Number(n) => number(n),
        Json::Str(text) => Known::Str(Cow::Borrowed(text)),
        Json::List(items) => {
            let mut room = shelf.items(items.len());
            items.iter().for_each(|item| room.push(node(item, shelf)));
            Known::List(room.full())
        }
        Json::Map(members) => {
            let mut room = shelf.members(members.len());
            members.iter().for_each(|(name, value)| room.push(member(name, node(value, shelf))));
            Known::Object(Fields { members: room.full(), open: false })
        }
    };
    Node { at, value }
}

pub(crate) fn number(number: &Number) -> Known<'_> {
    Known::Number(match &number.0 {
        Repr::Text(text) => Digits::from(&**text),
        Repr::Int(n) => Digits::int(*n),
        Repr::Float(_) => Digits::from(number.to_string()),
    })
}

/// A member, whose place is that of its value.
pub(crate) fn member<'a>(name: &'a str, node: Node<'a>) -> Field<'a> {
    Field { name: Cow::Borrowed(name), at: node.at, node, sure: true }
}
