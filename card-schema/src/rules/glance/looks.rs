//! What a look at a card asks of a member, resolved once beside what the rules ask of it.

use super::takes::{self, Takes, Texts};
use crate::{
    Version,
    rules::{members::together, nesting::counts, plan::Rows},
    table::{Facts, Member, Object},
};

pub(crate) struct Looks {
    /// What a look at it tells, and at what is in it.
    pub(crate) takes: [Takes; 3],
    pub(crate) texts: Texts,
    /// Whether its text is one of the elements that 2.0 counts.
    pub(crate) holds_an_element: bool,
    /// Words that give other members an effect, and which.
    enables: Vec<(&'static str, Rows)>,
}

impl Looks {
    pub(crate) fn of(object: &Object, member: &Member, facts: &Facts, version: Version) -> Self {
        Looks {
            takes: takes::takes(object, member, facts, version),
            texts: Texts::of(object, member),
            holds_an_element: counts::holds_an_element(object.is_component(), member),
            enables: together::enabled_by(object, member),
        }
    }

    /// The members that have an effect by this word.
    pub(crate) fn enabled_by(&self, word: &str) -> Rows {
        self.enables.iter().filter(|(known, _)| *known == word).fold(0, |rows, (_, more)| rows | more)
    }
}
