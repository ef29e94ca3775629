//! Lines and columns of a text, and the piece of a line that is shown.

use std::{cell::Cell, ops::Range};

/// How much of a very long line is handed on, in bytes on each side of the place.
const SHOWN: usize = 2000;

/// A text, divided into lines.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// The last place that was asked for, and its column: findings come in order, and a line may be the whole file.
    last: Cell<(usize, usize)>,
}

/// A place for people: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// The line of a place, or the piece of it around the place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt<'a> {
    pub(crate) text: &'a str,
    /// The place in it.
    pub(crate) span: Range<usize>,
    /// Whether it begins where the line begins, so that columns are those of the file.
    pub(crate) from_start: bool,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { text, starts, last: Cell::new((0, 1)) }
    }

    /// The line that holds a place: its number from 0, and its bytes without the line feed.
    fn line(&self, offset: usize) -> (usize, Range<usize>) {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let length = self.text.get(start..end).map_or(0, |line| line.trim_end_matches('\r').len());
        (line, start..start + length)
    }

    pub(crate) fn spot(&self, offset: usize) -> Spot {
        let offset = floor(self.text, offset);
        let (line, bytes) = self.line(offset);
        let (mut from, mut column) = self.last.get();
        if from < bytes.start || from > offset {
            (from, column) = (bytes.start, 1);
        }
        column += self.text.get(from..offset).map_or(0, |between| between.chars().count());
        self.last.set((offset, column));
        Spot { line: line + 1, column }
    }

    /// What to show of the line where a span begins; a span over several lines ends with its first.
    pub(crate) fn excerpt(&self, span: &Range<usize>) -> Excerpt<'a> {
        let start = floor(self.text, span.start);
        let (_, line) = self.line(start);
        let end = floor(self.text, span.end.clamp(start, line.end.max(start)));
        let from = floor(self.text, line.start.max(start.saturating_sub(SHOWN)));
        let end = floor(self.text, end.min(start + SHOWN));
        let to = floor(self.text, line.end.min(end + SHOWN)).max(end);
        Excerpt {
            text: self.text.get(from..to).unwrap_or_default(),
            span: start - from..end - from,
            from_start: from == line.start,
        }
    }
}

/// The boundary of a character at or before a place.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let lines = Lines::of("甲\r\n  乙丙\n");
        assert_eq!(lines.spot(0), Spot { line: 1, column: 1 });
        assert_eq!(lines.spot(10), Spot { line: 2, column: 4 });
        assert_eq!(lines.spot(99), Spot { line: 3, column: 1 });
        assert_eq!(lines.spot(7), Spot { line: 2, column: 3 });
        assert_eq!(lines.spot(10), Spot { line: 2, column: 4 });
        assert_eq!(lines.excerpt(&(7..10)), Excerpt { text: "  乙丙", span: 2..5, from_start: true });
        assert_eq!(lines.excerpt(&(0..99)), Excerpt { text: "甲", span: 0..3, from_start: true });
        assert_eq!(lines.excerpt(&(99..120)), Excerpt { text: "", span: 0..0, from_start: true });
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = "字".repeat(10_000);
        let excerpt = Lines::of(&text).excerpt(&(9000..9006));
        assert_eq!(&excerpt.text[excerpt.span.clone()], "字字");
        assert!(excerpt.text.len() < 5000 && !excerpt.from_start);
    }
}
