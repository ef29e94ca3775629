//! Sorting, once for all types: for the macro the rule book is built without optimisation, where each sort of the standard
//! library is some thirty functions more.

use std::cmp::Ordering;

/// Sorts items; equal ones stay in the order that they have.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &|a, b| compare(&items[a], &items[b]));
    for nth in 0..places.len() {
        // each exchange brings one item to its place
        while places[nth] != nth {
            let place = places[nth];
            items.swap(nth, place);
            places.swap(nth, place);
        }
    }
}

/// The place of each of so many items; none when they are in order.
fn places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    if (1..len).all(|nth| compare(nth - 1, nth) != Ordering::Greater) {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    let mut places = vec![0; len];
    for (place, nth) in order.into_iter().enumerate() {
        places[nth] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(keys in prop::collection::vec(0_u8..8, 0..40)) {
            let mut items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut wanted = items.clone();
            wanted.sort_by_key(|(key, _)| *key);
            sort_by(&mut items, |(a, _), (b, _)| a.cmp(b));
            prop_assert_eq!(items, wanted);
        }
    }
}
