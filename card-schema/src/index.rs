//! Words by what they are, once for all types: for the macro the rule book is built without optimisation, where each map of
//! the standard library is some fifty functions more.

use std::{
    collections::HashMap,
    hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState},
};

/// Words that differ, in the order in which they came. Each is hashed once, with keys that nobody can guess.
pub(crate) struct Index<K> {
    keys: RandomState,
    /// Each word, and the one before it that has the same hash.
    words: Vec<(K, Option<usize>)>,
    /// The last word of a hash.
    by_hash: HashMap<u64, usize, BuildHasherDefault<Hashed>>,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Index { keys: RandomState::new(), words: Vec::new(), by_hash: HashMap::default() }
    }
}

impl<K: Hash + Eq> Index<K> {
    /// Adds a word; if it is there already, which one it is.
    pub(crate) fn add(&mut self, word: K) -> Option<usize> {
        let hash = self.keys.hash_one(&word);
        let before = self.by_hash.get(&hash).copied();
        let same = self.same(&word, before);
        if same.is_none() {
            self.by_hash.insert(hash, self.words.len());
            self.words.push((word, before));
        }
        same
    }

    /// Which word it is, if it is there.
    pub(crate) fn find(&self, word: &K) -> Option<usize> {
        self.same(word, self.by_hash.get(&self.keys.hash_one(word)).copied())
    }

    /// The same word among those of its hash.
    fn same(&self, word: &K, mut nth: Option<usize>) -> Option<usize> {
        while let Some((known, before)) = nth.and_then(|nth| self.words.get(nth)) {
            if known == word {
                return nth;
            }
            nth = *before;
        }
        None
    }
}

/// A hash that is one already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// All have the same hash.
    #[derive(Debug, PartialEq, Eq)]
    struct Alike(u8);

    impl Hash for Alike {
        fn hash<H: Hasher>(&self, state: &mut H) {
            state.write_u8(0);
        }
    }

    #[test]
    fn a_word_is_found_by_what_it_is() {
        let mut index = Index::default();
        assert_eq!(["a", "b", "a", "c", "b"].map(|word| index.add(word)), [None, None, Some(0), None, Some(1)]);
        assert_eq!(["a", "b", "c", "d"].map(|word| index.find(&word)), [Some(0), Some(1), Some(2), None]);
        let mut alike = Index::default();
        assert_eq!([1, 2, 3, 2, 1].map(|word| alike.add(Alike(word))), [None, None, None, Some(1), Some(0)]);
        assert_eq!(alike.find(&Alike(4)), None);
    }
}
