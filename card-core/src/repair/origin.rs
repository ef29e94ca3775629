//! Where a place of the changed card was in the card as it was given: removed items move those behind them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// The items that were removed: by the list's place in the card as given, their indexes there.
#[derive(Default)]
pub(super) struct Origins {
    removed: BTreeMap<String, BTreeSet<usize>>,
}

impl Origins {
    /// The place in the card as given of a place in the card as it is.
    pub(super) fn of(&self, pointer: &str) -> String {
        let mut origin = String::new();
        for step in pointer.split('/').skip(1) {
            let index = self.removed.get(&origin).zip(step.parse::<usize>().ok());
            origin.push('/');
            match index {
                Some((removed, index)) => origin.push_str(&first(removed, index).to_string()),
                None => origin.push_str(step),
            }
        }
        origin
    }

    /// Notes that these items of a list, as it is, are removed.
    pub(super) fn remove(&mut self, list: &str, indexes: Range<usize>) {
        let origin = self.of(list);
        let removed = self.removed.entry(origin).or_default();
        for _ in indexes.clone() {
            // those removed before have moved the others up
            removed.insert(first(removed, indexes.start));
        }
    }
}

/// The index that had so many items before it which are still there.
fn first(removed: &BTreeSet<usize>, index: usize) -> usize {
    let mut origin = index;
    for removed in removed {
        if *removed > origin {
            break;
        }
        origin += 1;
    }
    origin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_items_are_counted_in() {
        let mut origins = Origins::default();
        assert_eq!(origins.of("/a/3/b"), "/a/3/b");
        origins.remove("/a", 1..2);
        assert_eq!(
            (origins.of("/a/0"), origins.of("/a/1"), origins.of("/a/2/b")),
            ("/a/0".into(), "/a/2".into(), "/a/3/b".into())
        );
        origins.remove("/a", 1..2);
        assert_eq!((origins.of("/a/1/x"), origins.of("/b/1")), ("/a/3/x".into(), "/b/1".into()));
        origins.remove("/a/1/x", 0..3);
        assert_eq!(origins.of("/a/1/x/0"), "/a/3/x/3");
        assert_eq!(origins.of(""), "");
    }
}
