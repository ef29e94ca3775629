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
    let mut candidates = candidates.into_iter();
    nearest_of(name, &mut || candidates.next())
}

/// The same for all kinds of iterators.
fn nearest_of<'a>(name: &str, next: &mut dyn FnMut() -> Option<&'a str>) -> Option<&'a str> {
    let name = Word::of(name);
    let mut best: Option<(usize, &str)> = None;
    // no word differs more in its length
    let mut apart = allowed(name.len + MOST);
    while let Some(candidate) = next() {
        if name.len.abs_diff(candidate.len().min(LONGEST)) > apart && candidate.is_ascii() {
            continue;
        }
        let word = Word::of(candidate);
        let longest = name.len.max(word.len);
        // of equals the first is taken, so another must be nearer
        let most = best.map_or(allowed(longest), |(least, _)| allowed(longest).min(least - 1));
        // each change makes at most two letters be in one of them only
        if name.len.abs_diff(word.len) > most
            || (name.letters_in_it ^ word.letters_in_it).count_ones() as usize > 2 * most
        {
            continue;
        }
        let distance = distance(name.letters(), word.letters());
        // With nothing in common a short word is not a typo: `a` is not `b`.
        if distance <= most && distance < longest {
            best = Some((distance, candidate));
            if distance == 0 {
                break;
            }
            apart = apart.min(distance - 1);
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many changes explain the difference of words, of which the longer has so many letters.
fn allowed(longest: usize) -> usize {
    (longest / 3).clamp(1, MOST)
}

/// However long words are, no more changes explain their difference.
const MOST: usize = 3;

/// No word is looked at beyond so many letters.
const LONGEST: usize = 64;

/// A word, upper and lower case alike.
struct Word {
    letters: [char; LONGEST],
    len: usize,
    /// A bit for each letter in it; several letters may share one.
    letters_in_it: u64,
}

impl Word {
    fn of(text: &str) -> Self {
        let mut word = Word { letters: ['\0'; LONGEST], len: 0, letters_in_it: 0 };
        for (letter, c) in word.letters.iter_mut().zip(text.chars()) {
            *letter = fold(c);
            word.letters_in_it |= bit(*letter);
            word.len += 1;
        }
        word
    }

    fn letters(&self) -> &[char] {
        self.letters.get(..self.len).unwrap_or_default()
    }
}

/// The bit of a letter.
fn bit(letter: char) -> u64 {
    1 << (u32::from(letter) % 64)
}

fn fold(c: char) -> char {
    match c {
        '-' => '_',
        c => c.to_ascii_lowercase(),
    }
}

/// The Damerau-Levenshtein distance of words, in its form for single swaps.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = [0_usize; LONGEST + 1];
    let mut above: [usize; LONGEST + 1] = std::array::from_fn(|n| n);
    for (i, x) in a.iter().enumerate() {
        let mut row = [0; LONGEST + 1];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate().take(LONGEST) {
            let mut least = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len().min(LONGEST)]
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
