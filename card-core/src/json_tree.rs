//! JSON as the tree that the rules read; it is borrowed.

use crate::{Json, Number, number::Repr};
use feishu_card_schema::tree::{Field, Fields, Known, Node};
use std::borrow::Cow;

/// The tree that the rules read.
pub(crate) fn node(json: &Json) -> Node<'_> {
    Node::new(match json {
        Json::Null => Known::Null,
        Json::Bool(b) => Known::Bool(*b),
        Json::Number(n) => number(n),
        Json::Str(text) => Known::Str(Cow::Borrowed(text)),
        Json::List(items) => Known::List(items.iter().map(node).collect()),
        Json::Map(members) => Known::Object(Fields {
            members: members.iter().map(|(name, value)| member(name, node(value))).collect(),
            open: false,
        }),
    })
}

pub(crate) fn number(number: &Number) -> Known<'_> {
    Known::Number(match &number.0 {
        Repr::Text(text) => Cow::Borrowed(text),
        Repr::Int(n) => integer(*n),
        _ => Cow::Owned(number.to_string()),
    })
}

/// An integer as it is written; the small ones, which are most, are constants.
pub(crate) fn integer(n: i64) -> Cow<'static, str> {
    const SMALL: [&str; 21] = [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
        "20",
    ];
    match usize::try_from(n).ok().and_then(|n| SMALL.get(n)) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(n.to_string()),
    }
}

pub(crate) fn member<'a>(name: &'a str, node: Node<'a>) -> Field<'a> {
    Field { name: Cow::Borrowed(name), at: Default::default(), node, sure: true }
}
