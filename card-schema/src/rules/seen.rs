//! Names and ids of a card that must differ.

use super::{context::Arm, path::Spot, walk::Walk};
use crate::tree::At;
use std::collections::HashMap;

/// A use of a word: in which branches, and its place for either reader.
#[derive(Clone)]
pub(crate) struct Use {
    arms: Vec<Arm>,
    pub(crate) at: At,
    pub(crate) pointer: String,
}

/// Uses of words that must be unique.
pub(crate) struct Uses<K>(HashMap<K, Vec<Use>>);

impl<K> Default for Uses<K> {
    fn default() -> Self {
        Uses(HashMap::new())
    }
}

/// What was met in a card.
#[derive(Default)]
pub(crate) struct Seen<'t> {
    pub(crate) names: Uses<&'t str>,
    pub(crate) element_ids: Uses<&'t str>,
    pub(crate) audio_ids: Uses<String>,
    pub(crate) callbacks: Uses<String>,
    /// Whether too deep nesting was reported.
    pub(crate) too_deep: bool,
    /// Whether `${…}` was reported.
    pub(crate) variable: bool,
}

impl<K: std::hash::Hash + Eq> Uses<K> {
    /// Remembers a use; returns an earlier one that is always there when this one is.
    ///
    /// Only uses in branches that exclude each other are kept for one word, so that the list stays short.
    pub(crate) fn again(&mut self, word: K, mark: Use) -> Option<Use> {
        let uses = self.0.entry(word).or_default();
        let together = |used: &&Use| mark.arms.starts_with(&used.arms) || used.arms.starts_with(&mark.arms);
        if let Some(used) = uses.iter().find(together) {
            return Some(used.clone());
        }
        uses.push(mark);
        None
    }
}

impl<'t> Walk<'t, '_> {
    /// A place as [`Uses::again`] keeps it.
    pub(crate) fn mark(&self, spot: Spot<'t>) -> Use {
        Use { arms: self.arms.clone(), at: spot.at, pointer: self.pointer(spot) }
    }
}
