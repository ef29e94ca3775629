//! Spelling help: the nearest of some candidates, if it is near enough to be meant.

/// The candidate nearest to `name`, if a typo explains the difference.
///
/// Counts insertions, deletions, changes and swaps of neighbours; a third of the letters may differ, and
/// at most three. Upper and lower case, `-` and `_` count as equal; among equals the first wins.
///
/// ```
/// use feishu_card_schema::nearest;
/// assert_eq!(nearest("primray", ["default", "primary", "danger"]), Some("primary"));
/// assert_eq!(nearest("gray", ["blue", "grey"]), Some("grey"));
/// assert_eq!(nearest("anything", ["default", "primary", "danger"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.chars().take(64).map(fold).collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.chars().take(64).map(fold).collect();
        let allowed = (name.len().max(letters.len()) / 3).clamp(1, 3);
        if name.len().abs_diff(letters.len()) > allowed {
            continue;
        }
        let distance = distance(&name, &letters);
        // With nothing in common a short word is not a typo: `a` is not `b`.
        let meant = distance <= allowed && distance < name.len().max(letters.len());
        if meant && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn fold(c: char) -> char {
    match c {
        '-' => '_',
        c => c.to_ascii_lowercase(),
    }
}

/// The Damerau-Levenshtein distance, in its form for single swaps.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_counts_once() {
        let letters = |s: &str| s.chars().collect::<Vec<_>>();
        assert_eq!(distance(&letters("primray"), &letters("primary")), 1);
        assert_eq!(distance(&letters(""), &letters("abc")), 3);
        assert_eq!(distance(&letters("kitten"), &letters("sitting")), 3);
    }

    #[test]
    fn far_words_are_not_meant() {
        assert_eq!(nearest("b", ["a", "i"]), None);
        assert_eq!(nearest("", ["a"]), None);
        assert_eq!(nearest("chat outlined", ["chat_outlined", "at_outlined"]), Some("chat_outlined"));
        assert_eq!(nearest("Red", ["grey", "red"]), Some("red"));
    }
}
