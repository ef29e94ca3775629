//! The abstract tree that all rules read: JSON as far as it is known when it is checked.
//!
//! Markup with holes, typed values and raw JSON become this tree, so that one rule serves all three.
//! What only the running program knows is a [`Known::Hole`]; a rule never reports what may turn out right once the hole is filled.

mod digits;
mod run;

pub use digits::Digits;
pub use run::Run;

use crate::table::Object;
use std::borrow::Cow;

/// A place in the source, given by whoever builds the tree: an index of a span in markup, of a range of bytes in JSON text;
/// 0 where there is none, as for values of a program, where the walk itself knows the pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At(pub u32);

impl At {
    /// Marks places within JSON literals of markup.
    const LITERAL: u32 = 1 << 31;

    /// The same place, told to be within a JSON literal of markup: help for it is JSON.
    #[must_use]
    pub const fn in_literal(self) -> Self {
        At(self.0 | Self::LITERAL)
    }

    /// Whether the place is within a JSON literal of markup.
    #[must_use]
    pub const fn is_in_literal(self) -> bool {
        self.0 & Self::LITERAL != 0
    }

    /// The index of the place.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0 & !Self::LITERAL
    }
}

/// One value and its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node<'a> {
    /// The value; in markup of an element its name.
    pub at: At,
    /// What is known of the value.
    pub value: Known<'a>,
}

/// What is known of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Known<'a> {
    /// JSON `null`.
    #[default]
    Null,
    /// JSON `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(Digits<'a>),
    /// A string that is known entirely.
    Str(Cow<'a, str>),
    /// A string with parts that only the running program knows.
    Template(Vec<TextPart<'a>>),
    /// An array.
    List(Run<'a, Node<'a>>),
    /// An object.
    Object(Fields<'a>),
    /// Known only at run time, or deliberately unchecked (`json:`, `<raw>`).
    Hole,
    /// Exactly one of these is there (`if`/`else`, `match`): each branch is a run of items in a list,
    /// and at most one node as the value of a member.
    Branches(Vec<Vec<Node<'a>>>),
    /// In a list: these items, any number of times (`for`).
    Repeat(Vec<Node<'a>>),
}

/// A piece of a string.
#[derive(Clone, Debug, PartialEq)]
pub enum TextPart<'a> {
    /// Known text.
    Text(Cow<'a, str>),
    /// Text that the running program fills in.
    Hole,
}

/// An object: named members in the order of the source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields<'a> {
    /// The members, duplicates included.
    pub members: Run<'a, Field<'a>>,
    /// Whether members may be added that are not visible here: then nothing is reported as missing.
    pub open: bool,
}

/// A member of an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field<'a> {
    /// Its JSON name.
    pub name: Cow<'a, str>,
    /// Its name, in markup the child's; in JSON text its value too.
    pub at: At,
    /// Its value.
    pub node: Node<'a>,
    /// Whether it is always there; `false` inside an `if` without `else`, and for an `Option`.
    pub sure: bool,
}

impl<'a> Fields<'a> {
    /// The first member of this name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Field<'a>> {
        self.members.iter().find(|m| m.name == name)
    }

    /// The value of the first member of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.member(name).map(|m| &m.node)
    }

    /// Whether it says that it is an object of this row.
    #[must_use]
    pub fn is_tagged(&self, object: &Object) -> bool {
        self.text(object.key) == Some(object.tag)
    }

    /// The text of a member that is a string known entirely.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }
}

impl<'a> Node<'a> {
    /// A node without a place.
    #[must_use]
    pub fn new(value: Known<'a>) -> Self {
        Node { at: At::default(), value }
    }

    /// The text, if it is a string known entirely.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Known::Str(s) => Some(s),
            _ => None,
        }
    }

    /// The object, if it is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Fields<'a>> {
        match &self.value {
            Known::Object(o) => Some(o),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Node<'a>]> {
        match &self.value {
            Known::List(items) => Some(items),
            _ => None,
        }
    }
}
