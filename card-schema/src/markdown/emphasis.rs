//! Rules on bold, italic and struck-out text.

use super::Checker;
use super::inline::{Kind, Token, flanks};
use super::lines::Run;
use crate::catalogue::markdown::{EMPHASIS_NOT_CLOSED, EMPHASIS_NOT_SHOWN, FOUR_MARKS};
use std::ops::Range;

/// A row of marks that no other row has answered yet.
struct Row {
    mark: char,
    range: Range<usize>,
    left: usize,
    opens: bool,
    closes: bool,
}

impl Checker<'_> {
    /// Bold and struck-out text is closed, and shows.
    ///
    /// Single `*` and `_` are left alone: they stand in names, sums and footnotes, and show there as they are.
    pub(super) fn emphasis_shows(&mut self, run: &Run, tokens: &[Token]) {
        let mut rows: Vec<Row> = Vec::new();
        for token in tokens {
            let Kind::Marks(mark) = token.kind else { continue };
            let range = token.range.clone();
            let (opens, closes) = flanks(self.source, &run.range, &range);
            if mark == '*' && range.len() == 4 && opens && closes {
                let help = "join the two bold texts, or put a blank between them";
                self.report(&FOUR_MARKS, range.clone(), "four `*` in a row render wrongly", help);
            }
            let mut row = Row { mark, left: range.len(), range, opens, closes };
            if row.closes {
                self.answer(&mut rows, &mut row);
            }
            if row.left > 0 {
                rows.push(row);
            }
        }
        self.unanswered(rows);
    }

    /// Lets a row close what the rows before it have opened.
    fn answer(&self, rows: &mut Vec<Row>, row: &mut Row) {
        while row.left > 0 {
            let same = |open: &Row| open.mark == row.mark && open.opens && open.left > 0;
            let Some(at) = rows.iter().rposition(same) else { return };
            // Rows between the two lie inside: they open nothing any more.
            rows[at + 1..].iter_mut().for_each(|inner| inner.opens &= inner.mark != row.mark);
            let Some(open) = rows.get_mut(at) else { return };
            let count = open.left.min(row.left);
            open.left -= count;
            row.left -= count;
            if open.left == 0 {
                rows.remove(at);
            }
        }
    }

    fn unanswered(&mut self, rows: Vec<Row>) {
        for mark in ['*', '~'] {
            let rest: Vec<&Row> = rows.iter().filter(|r| r.mark == mark && r.left == 2 && r.range.len() == 2).collect();
            for pair in rest.chunks(2) {
                match pair {
                    [open, close] => self.not_shown(open, close),
                    [open] if open.opens && !open.closes => self.not_closed(open),
                    _ => {}
                }
            }
        }
    }

    fn not_closed(&mut self, row: &Row) {
        let (what, marks) = words(row.mark);
        let shown = self.source.shown(self.to_end_of_line(row.range.start));
        let help = format!("write `{marks}` where it ends, or `{}` to show the marks", entities(row.mark));
        let message = format!("`{shown}`: the {what} opened here is never closed");
        self.report(&EMPHASIS_NOT_CLOSED, row.range.clone(), message, help);
    }

    /// Two rows that look like a pair: the one that cannot open or close is at fault.
    fn not_shown(&mut self, open: &Row, close: &Row) {
        let inside = self.source.slice(open.range.end..close.range.start);
        let blank_inside = [inside.first(), inside.last()].iter().any(|c| c.is_some_and(|c| c.is_whitespace()));
        let far = inside.contains(&'\n');
        let stray = !open.opens && !open.closes || !close.opens && !close.closes;
        if inside.is_empty() || far || (stray && !blank_inside) || (open.mark == '~' && blank_inside) {
            return;
        }
        let (what, marks) = words(open.mark);
        let fault = if open.opens { close } else { open };
        let help = match (blank_inside, open.opens) {
            (true, _) => format!("remove the blank between `{marks}` and the text"),
            (false, true) => format!("put a blank behind the closing `{marks}`, or the punctuation outside of it"),
            (false, false) => format!("put a blank before the opening `{marks}`, or the punctuation outside of it"),
        };
        let shown = self.source.shown(open.range.start..close.range.end);
        let message = format!("`{shown}` does not become {what} beside these characters");
        self.report(&EMPHASIS_NOT_SHOWN, fault.range.clone(), message, help);
    }

    fn to_end_of_line(&self, start: usize) -> Range<usize> {
        let rest = self.source.slice(start..self.source.chars.len());
        start..start + rest.iter().take_while(|c| **c != '\n').count()
    }
}

fn words(mark: char) -> (&'static str, &'static str) {
    if mark == '~' { ("struck-out text", "~~") } else { ("bold", "**") }
}

fn entities(mark: char) -> &'static str {
    if mark == '~' { "&#126;&#126;" } else { "&#42;&#42;" }
}
