//! The text that is read: known characters and holes in one row, and the drawing of an excerpt.

use crate::{Excerpt, tree::TextPart};
use std::ops::Range;

/// Stands for a hole in [`Source::chars`]. Markdown has no such character: a literal one is replaced.
pub(super) const HOLE: char = '\0';

/// Longer words between colons are not emoji.
pub(super) const EMOJI_LENGTH: usize = 40;

/// What a finding shows in place of a hole.
const HOLE_SHOWN: &str = "{…}";

/// How many columns an excerpt shows on either side of the place.
const EXCERPT_SIDE: usize = 30;

/// The text that is read.
pub struct Source {
    /// All characters; `HOLE` for each hole.
    pub chars: Vec<char>,
    /// Where the holes are, ascending.
    pub holes: Vec<usize>,
}

impl Source {
    /// The characters of these pieces.
    pub fn new(parts: &[TextPart<'_>]) -> Self {
        let length = parts.iter().map(|part| match part {
            TextPart::Text(text) => text.len(),
            TextPart::Hole => 1,
        });
        let mut source = Source { chars: Vec::with_capacity(length.sum()), holes: Vec::new() };
        for part in parts {
            match part {
                TextPart::Text(text) => {
                    source.chars.extend(text.chars().map(|c| if c == HOLE { char::REPLACEMENT_CHARACTER } else { c }));
                }
                TextPart::Hole => {
                    source.holes.push(source.chars.len());
                    source.chars.push(HOLE);
                }
            }
        }
        source
    }

    /// The character at `at`.
    pub fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The character before `at`.
    pub fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    /// The characters of a range; none where it ends behind the text.
    pub fn slice(&self, range: Range<usize>) -> &[char] {
        self.chars.get(range).unwrap_or_default()
    }

    /// How many characters at the beginning of a range are like this.
    pub fn leading(&self, range: Range<usize>, like: &dyn Fn(char) -> bool) -> usize {
        let text = self.slice(range);
        text.iter().position(|c| !like(*c)).unwrap_or(text.len())
    }

    /// How many characters at the end of a range are like this.
    pub fn trailing(&self, range: Range<usize>, like: &dyn Fn(char) -> bool) -> usize {
        let text = self.slice(range);
        text.iter().rev().position(|c| !like(*c)).unwrap_or(text.len())
    }

    /// From a character to the end of its line.
    pub fn to_end_of_line(&self, start: usize) -> Range<usize> {
        start..start + self.leading(start..self.chars.len(), &|c| c != '\n')
    }

    /// The text of a range, without its holes.
    pub fn text(&self, range: Range<usize>) -> String {
        self.slice(range).iter().filter(|c| **c != HOLE).collect()
    }

    /// The text of a range as a finding shows it: on one line, holes as `{…}`, at most 40 characters.
    pub fn shown(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for (i, c) in self.slice(range).iter().enumerate() {
            if i == 40 {
                out.push('…');
                break;
            }
            match *c {
                HOLE => out.push_str(HOLE_SHOWN),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        }
        out
    }

    /// Whether a hole is in a range.
    pub fn has_hole(&self, range: Range<usize>) -> bool {
        let first = self.holes.partition_point(|hole| *hole < range.start);
        self.holes.get(first).is_some_and(|hole| *hole < range.end)
    }

    /// The offset of a place among the known characters.
    pub fn known(&self, at: usize) -> usize {
        at - self.holes.partition_point(|hole| *hole < at)
    }

    /// The line around a range, and below it carets under the range.
    pub fn excerpt(&self, range: Range<usize>) -> Excerpt {
        let in_line = |c: char| c != '\n';
        let start = range.start - self.trailing(range.start.saturating_sub(EXCERPT_SIDE)..range.start, &in_line);
        let line = self.slice(start..self.chars.len());
        let most = (range.end - start).min(3 * EXCERPT_SIDE) + EXCERPT_SIDE;
        let (mut text, mut indent, mut carets) = (String::with_capacity(2 * most), 0, 0);
        if start > 0 && self.before(start) != Some('\n') {
            text.push('…');
            indent = 1;
        }
        for (i, c) in line.iter().take(most).enumerate() {
            let columns = match *c {
                '\n' => break,
                HOLE => {
                    text.push_str(HOLE_SHOWN);
                    3
                }
                c => {
                    text.push(if c.is_control() { ' ' } else { c });
                    columns(c)
                }
            };
            if start + i < range.start {
                indent += columns;
            } else if start + i < range.end {
                carets += columns;
            }
        }
        if line.get(most).is_some_and(|c| in_line(*c)) && !line[..most].contains(&'\n') {
            text.push('…');
        }
        let offset = self.known(range.start);
        Excerpt {
            offset,
            len: self.known(range.end) - offset,
            line: text,
            carets: format!("{}{}", " ".repeat(indent), "^".repeat(carets.max(1))),
        }
    }
}

/// How many columns of a terminal a character takes.
fn columns(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036F | 0x200B..=0x200F | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// Whether a character is Chinese, Japanese or Korean writing, not punctuation.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..=0x3FFFD)
}

/// Whether a character is a space or tab inside a line.
pub fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(&[TextPart::Text(text.into())])
    }

    #[test]
    fn carets_stand_below_wide_characters() {
        assert_eq!(source("加粗 **没有结束").excerpt(3..5).to_string(), "加粗 **没有结束\n     ^^");
        assert_eq!(source("a\n中文\nb").excerpt(3..4).to_string(), "中文\n  ^^");
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("{}<x>{}", "a".repeat(80), "b".repeat(80));
        let expected = format!("…{}<x>{}…\n{}^^^", "a".repeat(30), "b".repeat(30), " ".repeat(31));
        assert_eq!(source(&text).excerpt(80..83).to_string(), expected);
    }

    #[test]
    fn offsets_count_known_text_only() {
        let source = Source::new(&[TextPart::Text("ab".into()), TextPart::Hole, TextPart::Text("c".into())]);
        assert_eq!(source.known(3), 2);
        assert_eq!(source.excerpt(3..4).to_string(), "ab{…}c\n     ^");
        assert!(source.has_hole(0..3) && !source.has_hole(0..2));
    }
}
