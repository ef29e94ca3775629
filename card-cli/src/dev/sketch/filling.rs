//! An object while a sketch is run: its members in the order in which they come.

use feishu_card_core::{Json, Str};

/// The members of an object that is being filled, and its main text.
#[derive(Default)]
pub(super) struct Filling {
    pub(super) members: Vec<(Str, Json)>,
    pub(super) text: Option<String>,
}

impl Filling {
    /// Sets a member, in the place where it was first mentioned.
    pub(super) fn set(&mut self, name: &str, value: Json) {
        match self.members.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.members.push((name.to_owned().into(), value)),
        }
    }

    /// Takes the items of a list, to append to them.
    pub(super) fn items(&mut self, name: &str) -> Vec<Json> {
        match self.members.iter_mut().find(|(known, _)| known == name) {
            Some((_, Json::List(items))) => std::mem::take(items.to_mut()),
            _ => Vec::new(),
        }
    }
}
