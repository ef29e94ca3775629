//! What is between two tokens of the output: nothing, a blank, a new line, or what was there; and the comments, which
//! stay beside the token that they are beside.

use super::{Options, leaves};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// What the layout wants before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// What is in the source, byte for byte.
    AsWritten,
    /// Nothing.
    Tight,
    /// A blank.
    Blank,
    /// A new line, behind at most one empty line.
    Line,
    /// A new line without an empty one: the first of a block, or the bracket that ends it.
    Edge,
}

/// The gap before a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    pub(super) space: Space,
    /// The level of the token, where it begins a line.
    pub(super) level: usize,
    /// The level of comments that have a line of their own.
    pub(super) comments: usize,
}

/// The source of one `card!`, its tokens, and what comes before each of them.
pub(super) struct Page<'a> {
    source: &'a str,
    leaves: &'a [Range<usize>],
    before: Vec<Before>,
    options: &'a Options,
    /// What every line of the output begins with.
    margin: &'a str,
    newline: &'a str,
}

impl<'a> Page<'a> {
    pub(super) fn new(
        source: &'a str,
        leaves: &'a [Range<usize>],
        options: &'a Options,
        margin: &'a str,
        newline: &'a str,
    ) -> Self {
        let before = vec![Before { space: Space::AsWritten, level: 0, comments: 0 }; leaves.len()];
        Page { source, leaves, before, options, margin, newline }
    }

    /// The last token.
    pub(super) fn last(&self) -> usize {
        self.leaves.len().saturating_sub(1)
    }

    /// The token that begins at this byte.
    pub(super) fn starts(&self, byte: usize) -> usize {
        self.leaves.partition_point(|leaf| leaf.start < byte).min(self.last())
    }

    /// The token that ends at this byte.
    pub(super) fn ends(&self, byte: usize) -> usize {
        self.leaves.partition_point(|leaf| leaf.end < byte).min(self.last())
    }

    /// The text of a token; nothing behind the last.
    pub(super) fn text(&self, leaf: usize) -> &'a str {
        self.leaves.get(leaf).map_or("", |range| leaves::text(self.source, range))
    }

    /// Asks for a space before a token.
    pub(super) fn set(&mut self, leaf: usize, space: Space, level: usize) {
        self.set_with(leaf, space, level, level);
    }

    /// The same for a token whose comments are on another level: the end of a block.
    pub(super) fn set_with(&mut self, leaf: usize, space: Space, level: usize, comments: usize) {
        if let Some(before) = self.before.get_mut(leaf) {
            *before = Before { space, level, comments };
        }
    }

    /// Lets tokens be as they are written, behind the first of them.
    pub(super) fn keep(&mut self, first: usize, last: usize) {
        for leaf in first + 1..=last {
            self.set(leaf, Space::AsWritten, 0);
        }
    }

    /// Whether a comment, or a line feed, is before a token.
    pub(super) fn gap_before(&self, leaf: usize) -> leaves::Gap<'a> {
        let end = self.leaves.get(leaf).map_or(self.source.len(), |range| range.start);
        let start = leaf.checked_sub(1).and_then(|before| self.leaves.get(before)).map_or(0, |range| range.end);
        leaves::gap(self.source.get(start..end).unwrap_or_default())
    }

    /// The tokens in one line, as they are laid out now; `None` where they need more than one.
    pub(super) fn width(&self, first: usize, last: usize) -> Option<usize> {
        let mut width = 0;
        for leaf in first..=last {
            if leaf > first {
                let mut space = String::new();
                self.space(leaf, &mut space);
                if space.contains('\n') {
                    return None;
                }
                width += space.width();
            }
            let text = self.text(leaf);
            if text.contains('\n') {
                return None;
            }
            width += text.width();
        }
        Some(width)
    }

    /// The column of a level.
    pub(super) fn column(&self, level: usize) -> usize {
        self.options.columns_of(self.margin) + level * self.options.tab_spaces
    }

    /// Whether text of this width has room behind a column.
    pub(super) fn fits(&self, column: usize, width: usize) -> bool {
        column + width <= self.options.max_width
    }

    /// The output.
    pub(super) fn print(&self) -> String {
        let mut out = String::with_capacity(self.source.len() * 2);
        for leaf in 0..self.leaves.len() {
            if leaf > 0 {
                self.space(leaf, &mut out);
            }
            out.push_str(self.text(leaf));
        }
        out
    }

    fn space(&self, leaf: usize, out: &mut String) {
        let Some(before) = self.before.get(leaf) else { return };
        if before.space == Space::AsWritten {
            let range = self.leaves.get(leaf - 1).zip(self.leaves.get(leaf)).map(|(left, right)| left.end..right.start);
            out.push_str(range.and_then(|range| self.source.get(range)).unwrap_or_default());
            return;
        }
        let gap = self.gap_before(leaf);
        let breaks = matches!(before.space, Space::Line | Space::Edge);
        let empty_lines = before.space == Space::Line;
        // a documentation comment is a token, and ends with its line
        let ends_line = self.text(leaf - 1).starts_with("//");
        let Some(last) = gap.comments.last() else {
            return match before.space {
                Space::Tight | Space::Blank if ends_line => self.line(before.level, false, out),
                Space::Tight | Space::AsWritten => {}
                Space::Blank => out.push(' '),
                Space::Line | Space::Edge => self.line(before.level, empty_lines && gap.lines_after > 1, out),
            };
        };
        for (n, comment) in gap.comments.iter().enumerate() {
            if comment.lines_before > 0 {
                let first_of_block = n == 0 && !empty_lines && before.comments == before.level;
                self.line(before.comments, comment.lines_before > 1 && !first_of_block, out);
            } else {
                out.push(' ');
            }
            out.push_str(comment.text);
        }
        let own_line = gap.comments.iter().any(|comment| comment.lines_before > 0);
        if last.is_line() || gap.lines_after > 0 || (breaks && !own_line) {
            // an empty line behind the first comment of a block stays; one before the end of it does not
            let at_the_end = !empty_lines && before.comments != before.level;
            self.line(before.level, gap.lines_after > 1 && !at_the_end, out);
        } else {
            out.push(' ');
        }
    }

    fn line(&self, level: usize, empty: bool, out: &mut String) {
        if empty {
            out.push_str(self.newline);
        }
        out.push_str(self.newline);
        out.push_str(self.margin);
        for _ in 0..level {
            if self.options.hard_tabs {
                out.push('\t');
            } else {
                out.extend(std::iter::repeat_n(' ', self.options.tab_spaces));
            }
        }
    }
}
