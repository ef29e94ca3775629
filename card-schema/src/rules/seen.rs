//! Names and ids of a card that must differ.

use super::{
    context::Arm,
    forms::unique::Callback,
    path::{Spot, Step},
    walk::Walk,
};
use crate::tree::At;
use std::{
    borrow::Cow,
    collections::HashMap,
    hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState},
};

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

/// Uses of words that must be unique.
pub(crate) struct Uses<K> {
    hashes: RandomState,
    used: HashMap<Hashed<K>, Used, BuildHasherDefault<Kept>>,
}

/// A word with its hash, which is not made again when the table grows.
struct Hashed<K> {
    hash: u64,
    word: K,
}

impl<K: Eq> PartialEq for Hashed<K> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.word == other.word
    }
}

impl<K: Eq> Eq for Hashed<K> {}

impl<K> Hash for Hashed<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// The hash that a word was kept with.
#[derive(Default)]
struct Kept(u64);

impl Hasher for Kept {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The uses of one word: mostly one.
struct Used {
    first: Use,
    more: Vec<Use>,
}

impl<K> Default for Uses<K> {
    fn default() -> Self {
        Uses { hashes: RandomState::new(), used: HashMap::default() }
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
        use std::collections::hash_map::Entry;
        let word = Hashed { hash: self.hashes.hash_one(&word), word };
        let used = match self.used.entry(word) {
            Entry::Vacant(entry) => {
                entry.insert(Used { first: mark, more: Vec::new() });
                return None;
            }
            Entry::Occupied(entry) => entry.into_mut(),
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
