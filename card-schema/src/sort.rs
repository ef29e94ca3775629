//! Sorting, once for all types: for the macro the rule book is built without optimisation, where each sort of the standard
//! library is some thirty functions more.

use std::cmp::Ordering;

/// Sorts items; equal ones stay in the order that they have.
// all indices in this file are those of items: below their number
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|a, b| compare(&items[a], &items[b]));
    arrange(places, &mut |a, b| items.swap(a, b));
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

/// Exchanges items until each is at its place.
fn arrange(mut places: Vec<usize>, exchange: &mut dyn FnMut(usize, usize)) {
    for nth in 0..places.len() {
        while places[nth] != nth {
            let place = places[nth];
            exchange(nth, place);
            places.swap(nth, place);
        }
    }
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
