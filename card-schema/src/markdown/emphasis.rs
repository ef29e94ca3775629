//! Rules on bold, italic and struck-out text.

use super::Checker;
use super::inline::{Token, TokenKind, flanks};
use super::lines::Run;
use std::ops::Range;

use crate::{entries, sort_by};

entries! {
    EMPHASIS_NOT_CLOSED = "C0718" "bold or struck-out text is opened and never closed" [E W W]
        why "The marks then show as they are. They do not reach over an empty line, a list item or a table cell."
        wrong "<card><markdown>\"**加粗没有结束\"</markdown></card>"
        right "<card><markdown>\"**加粗**\"</markdown></card>"

    EMPHASIS_NOT_SHOWN = "C0719" "the marks do not make this bold" [W W W]
        why "Marks count only where CommonMark accepts them: `**` between punctuation on its inner side and a letter on its outer side does \
             not, nor `**` next to a space inside. The documentation advises a space outside of the marks (card-json-2 §13.3)."
        wrong "<card><markdown>\"**注意：**请确认\"</markdown></card>"
        right "<card><markdown>\"**注意**：请确认\"</markdown></card>"

    FOUR_MARKS = "C0720" "four marks in a row" [W W W]
        why "Four `*` in a row render wrongly (card-json-1 §9, card-json-2 §13.3)."
        wrong "<card><markdown>\"**甲****乙**\"</markdown></card>"
        right "<card><markdown>\"**甲乙**\"</markdown></card>"
}

/// A row of marks of one kind.
struct Row {
    range: Range<usize>,
    /// How many of them no other row has answered yet.
    left: usize,
    opens: bool,
    closes: bool,
}

/// The rows of one kind of mark in a run.
#[derive(Default)]
struct Rows {
    /// What may still be closed.
    open: Vec<Row>,
    /// What closes nothing and opens nothing.
    unanswered: Vec<Row>,
}

impl Rows {
    /// Where the row that this one answers with two marks begins.
    fn add(&mut self, mut row: Row) -> Option<Range<usize>> {
        let mut answered = None;
        while row.closes && row.left > 0 {
            let Some(mut open) = self.open.pop() else { break };
            let count = open.left.min(row.left);
            open.left -= count;
            row.left -= count;
            if count >= 2 {
                answered = Some(open.range.clone());
            }
            if open.left > 0 {
                self.open.push(open);
            }
        }
        if row.left > 0 {
            if row.opens { &mut self.open } else { &mut self.unanswered }.push(row);
        }
        answered
    }
}

impl Checker<'_> {
    /// Bold and struck-out text is closed, and shows.
    ///
    /// Single `*` and `_` are left alone: they occur in names, sums and footnotes, and show there as they are.
    pub(super) fn emphasis_shows(&mut self, run: &Run, tokens: &[Token]) {
        let (mut stars, mut tildes) = (Rows::default(), Rows::default());
        for token in tokens {
            let range = token.range.clone();
            let rows = match token.kind {
                TokenKind::Marks('*') => &mut stars,
                TokenKind::Marks('~') => &mut tildes,
                _ => continue,
            };
            let (opens, closes) = flanks(self.source, &run.range, &range);
            let row = Row { left: range.len(), range: range.clone(), opens, closes };
            if let Some(opening) = rows.add(row) {
                let marks = self.source.text(opening.start..opening.start + 2);
                self.styled(opening, marks);
            }
            if self.source.get(range.start) == Some('*') && range.len() == 4 && opens && closes {
                let help = "join the two bold texts, or put a space between them";
                self.report(&FOUR_MARKS, range, "four `*` in a row are rendered wrongly", help);
            }
        }
        self.unanswered('*', stars);
        self.unanswered('~', tildes);
    }

    fn unanswered(&mut self, mark: char, rows: Rows) {
        let mut rest = rows.unanswered;
        rest.extend(rows.open);
        rest.retain(|row| row.left == 2 && row.range.len() == 2);
        sort_by(&mut rest, |a, b| a.range.start.cmp(&b.range.start));
        for pair in rest.chunks(2) {
            match pair {
                // Readers differ in where `~~` counts.
                [open, close] if mark == '*' => self.not_shown(open, close),
                [open] if open.opens && !open.closes => self.not_closed(mark, open),
                _ => {}
            }
        }
    }

    fn not_closed(&mut self, mark: char, row: &Row) {
        let (what, marks, shown_as) = match mark {
            '~' => ("struck-out text", "~~", "&#126;&#126;"),
            _ => ("bold", "**", "&#42;&#42;"),
        };
        let shown = self.source.shown(self.source.to_end_of_line(row.range.start));
        let help = format!("write `{marks}` where it ends, or `{shown_as}` to show the marks");
        let message = format!("`{shown}`: the {what} opened here is never closed");
        self.report(&EMPHASIS_NOT_CLOSED, row.range.clone(), message, help);
    }

    /// Two rows that look like a pair: the one that cannot open or close is at fault.
    fn not_shown(&mut self, open: &Row, close: &Row) {
        let inside = self.source.slice(open.range.end..close.range.start);
        let blank_inside = [inside.first(), inside.last()].iter().any(|c| c.is_some_and(|c| c.is_whitespace()));
        let stray = !open.opens && !open.closes || !close.opens && !close.closes;
        if inside.is_empty() || inside.contains(&'\n') || (stray && !blank_inside) {
            return;
        }
        let fault = if open.opens { close } else { open };
        let help = match (blank_inside, open.opens) {
            (true, _) => "remove the space between `**` and the text",
            (false, true) => "put a space after the closing `**`, or move the punctuation outside",
            (false, false) => "put a space before the opening `**`, or move the punctuation outside",
        };
        let shown = self.source.shown(open.range.start..close.range.end);
        let message = format!("`{shown}` does not become bold next to these characters");
        self.report(&EMPHASIS_NOT_SHOWN, fault.range.clone(), message, help);
    }
}
