//! Longest common subsequences: what two lists have in common, in order.

/// The pairs of places in `a` and `b` of a longest common subsequence.
pub(super) fn common<T>(a: &[T], b: &[T], equal: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    // what is equal at either end needs no table
    let start = a.iter().zip(b).take_while(|(a, b)| equal(a, b)).count();
    let (a_rest, b_rest) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(a, b)| equal(a, b)).count();
    let inner_a = a_rest.get(..a_rest.len() - end).unwrap_or_default();
    let inner_b = b_rest.get(..b_rest.len() - end).unwrap_or_default();
    let mut pairs: Vec<_> = (0..start).map(|n| (n, n)).collect();
    pairs.extend(by_table(inner_a, inner_b, equal).into_iter().map(|(i, j)| (start + i, start + j)));
    pairs.extend((0..end).map(|n| (a.len() - end + n, b.len() - end + n)));
    pairs
}

fn by_table<T>(a: &[T], b: &[T], equal: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let width = b.len() + 1;
    // the length of the longest subsequence of what is left from (i, j) on
    let mut table = vec![0u32; (a.len() + 1) * width];
    let at = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            let longest = match equal(x, y) {
                true => at(&table, i + 1, j + 1) + 1,
                false => at(&table, i + 1, j).max(at(&table, i, j + 1)),
            };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = longest;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if equal(x, y) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&table, i + 1, j) >= at(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The length of the longest, by trying everything.
    fn longest(a: &[u8], b: &[u8]) -> usize {
        match (a, b) {
            ([x, a1 @ ..], [y, b1 @ ..]) if x == y => 1 + longest(a1, b1),
            ([_, a1 @ ..], [_, b1 @ ..]) => longest(a1, b).max(longest(a, b1)),
            _ => 0,
        }
    }

    proptest! {
        #[test]
        fn pairs_are_equal_in_order_and_as_many_as_possible(
            a in proptest::collection::vec(0u8..3, 0..9), b in proptest::collection::vec(0u8..3, 0..9),
        ) {
            let pairs = common(&a, &b, |x, y| x == y);
            prop_assert!(pairs.iter().all(|&(i, j)| a[i] == b[j]));
            prop_assert!(pairs.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
            prop_assert_eq!(pairs.len(), longest(&a, &b));
        }
    }
}
