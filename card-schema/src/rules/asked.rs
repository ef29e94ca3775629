//! What a rule says of itself in the list of the rules: which objects it concerns, when it has something to say, and what of
//! that keeps a card from being right at a glance.

use super::walk::{Visited, Walk};
use crate::{
    Version,
    table::{Member, Object},
};

/// A rule over one object of the tree.
pub(crate) type Rule = for<'t> fn(&mut Walk<'t, '_>, &Visited<'t>);

/// A rule and the objects that it concerns.
pub(crate) struct Asked {
    pub(crate) rule: Rule,
    pub(crate) of: Of,
    /// What spoils a look at the card, where that is less than what the rule is asked about.
    pub(crate) spoils: Option<&'static [Spoil]>,
}

/// Which objects a rule concerns, and when.
pub(crate) enum Of {
    /// These.
    These(&'static [&'static Object]),
    /// Those that this holds for.
    Those(fn(&Object) -> bool),
    /// Where one of these members is written.
    Written(fn(&Object, &Member, Version) -> bool),
    /// Where one of these members is not written.
    Missing(fn(&Object, &Member, Version) -> bool),
    /// Where a member is written that the object does not have in this version.
    Unknown,
    /// Where a known member is `null`.
    Null,
    /// Where a member may be written twice.
    Twice,
}

/// What spoils a look.
pub(crate) enum Spoil {
    /// These objects.
    Objects(&'static [&'static Object]),
    /// One of these members.
    Written(fn(&Object, &Member, Version) -> bool),
    /// One of these members, unless another one gives it an effect.
    WithoutEffect(fn(&Object, &Member, Version) -> bool),
    /// These two members, together.
    Together(&'static Object, [&'static str; 2]),
    /// A member and the one that this gives for it, together.
    Pairs(fn(&Member, Version) -> &'static str),
    /// That none of these members is written.
    Lacking(&'static Object, &'static [&'static str]),
    /// That this member is `true`.
    On(&'static Object, &'static str),
    /// That this member is `false`.
    Off(&'static Object, &'static str),
}

/// A rule that is asked about these; whatever it is asked about spoils a look at a card.
pub(crate) const fn asked(rule: Rule, of: Of) -> Asked {
    Asked { rule, of, spoils: None }
}

impl Asked {
    /// Of what it is asked about, only this spoils a look at a card.
    pub(crate) const fn spoiled_by(self, spoils: &'static [Spoil]) -> Self {
        Asked { spoils: Some(spoils), ..self }
    }

    /// A look at a card keeps the rule by itself.
    pub(crate) const fn kept(self) -> Self {
        self.spoiled_by(&[])
    }
}
