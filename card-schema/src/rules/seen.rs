//! Names and ids of a card that must differ.

use super::{
    context::Arm,
    forms::unique::Callback,
    path::{Spot, Step},
    walk::Walk,
};
use crate::{index::Index, tree::At};
use std::{borrow::Cow, hash::Hash};

/// A use of a word: in which branches, and its place for either reader.
#[derive(Clone)]
pub(crate) struct Use {
    arms: Vec<Arm>,
    pub(crate) at: At,
    pub(crate) crumb: Crumb,
}

/// The last step to a place that is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Crumb(u32);

impl Crumb {
    /// The root, to which no step leads.
    pub(crate) const ROOT: Crumb = Crumb(u32::MAX);
}

/// Steps to places that are remembered, each with the one before it: a place is written out only when it is told.
#[derive(Default)]
pub(crate) struct Crumbs<'t>(Vec<(Crumb, Step<'t>)>);

impl<'t> Crumbs<'t> {
    /// One step further.
    pub(crate) fn then(&mut self, before: Crumb, step: Step<'t>) -> Crumb {
        let crumb = Crumb(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        if self.0.is_empty() {
            self.0.reserve(32);
        }
        self.0.push((before, step));
        crumb
    }

    /// The steps to a place.
    pub(crate) fn steps(&self, mut crumb: Crumb) -> Vec<Step<'t>> {
        let mut steps = Vec::new();
        while let Some((before, step)) = usize::try_from(crumb.0).ok().and_then(|at| self.0.get(at)) {
            steps.push(*step);
            crumb = *before;
        }
        steps.reverse();
        steps
    }
}

/// The uses of one word: mostly one.
struct Used {
    first: Use,
    more: Vec<Use>,
}

/// Uses of words that must be unique.
pub(crate) struct Uses<K> {
    words: Index<K>,
    /// Of the nth word.
    used: Vec<Used>,
}

impl<K> Default for Uses<K> {
    fn default() -> Self {
        Uses { words: Index::default(), used: Vec::new() }
    }
}

/// What was met in a card.
#[derive(Default)]
pub(crate) struct Seen<'t> {
    pub(crate) names: Uses<Cow<'t, str>>,
    pub(crate) element_ids: Uses<Cow<'t, str>>,
    pub(crate) audio_ids: Uses<Cow<'t, str>>,
    pub(crate) callbacks: Uses<Callback<'t>>,
    /// Whether too deep nesting was reported.
    pub(crate) too_deep: bool,
    /// Whether `${…}` was reported.
    pub(crate) variable: bool,
}

impl<K: Hash + Eq> Uses<K> {
    /// Remembers a use; returns an earlier one that is always there when this one is.
    ///
    /// Only uses in branches that exclude each other are kept for one word, so that the list stays short.
    pub(crate) fn again(&mut self, word: K, mark: Use) -> Option<Use> {
        let Some(used) = self.words.add(word).and_then(|nth| self.used.get_mut(nth)) else {
            self.used.push(Used { first: mark, more: Vec::new() });
            return None;
        };
        let together = |used: &&Use| mark.arms.starts_with(&used.arms) || used.arms.starts_with(&mark.arms);
        if let Some(used) = std::iter::once(&used.first).chain(&used.more).find(together) {
            return Some(used.clone());
        }
        used.more.push(mark);
        None
    }
}

impl<'t> Walk<'t, '_> {
    /// A place as [`Uses::again`] keeps it.
    pub(crate) fn mark(&mut self, spot: Spot<'t>) -> Use {
        Use { arms: self.arms.clone(), at: spot.at, crumb: self.crumb(spot) }
    }
}
