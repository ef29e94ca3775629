//! Rules on values: each is of the kind that its member takes.

use super::walk::{Holder, Walk};
use crate::{
    table::Kind,
    tree::{Node, Value},
};

/// The value of a member is what the member takes.
pub(crate) fn value<'t>(walk: &mut Walk<'t, '_>, holder: Holder, node: &'t Node<'t>) {
    if let Value::Branches(arms) = &node.value {
        return arms.iter().flatten().for_each(|node| value(walk, holder, node));
    }
    match holder.member.kind {
        Kind::Bool if !matches!(node.value, Value::Bool(_)) => walk.wrong_kind("true or false", node),
        Kind::Int | Kind::Number if !matches!(node.value, Value::Number(_)) => walk.wrong_kind("a number", node),
        Kind::Str if !matches!(node.value, Value::Str(_) | Value::Template(_)) => walk.wrong_kind("text", node),
        Kind::Object(object) => walk.single(object, node, Some(holder)),
        Kind::Family(family) => walk.variant(family, node, Some(holder)),
        Kind::List(item) => walk.items(item, node, Some(holder)),
        _ => {}
    }
}
