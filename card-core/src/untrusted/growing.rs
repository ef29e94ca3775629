//! Untrusted Markdown that grows: the answer of a model while it comes.
//!
//! What comes before a place where the reader begins afresh is made safe once and never read again: `settled`. What
//! comes behind it is the tail, which is read with each look. A code block that is longer than the tail goes on in the
//! next tail: its first line is put before it, and taken off again.

use super::{
    Changes, SplitLimits,
    rewriter::Rewriter,
    split::{cost, cut},
    untrusted,
};
use feishu_card_schema::markdown::reader::{Token, TokenKind, is_blank};
use std::ops::Range;

/// Characters of a tail from which on places inside of blocks are looked for: lines of code, words of a paragraph.
const LONG_TAIL: usize = 1_000;

/// Characters at the end that are not shown until it is clear how: a link that is not closed may become one.
const HELD_BACK: usize = 256;

/// Characters that a tag which is broken in code may have, `</person` say.
const BROKEN_TAG: usize = 8;

/// A text that grows, made safe as [`Markdown::untrusted`](crate::Markdown::untrusted) does it: what a model
/// writes, while it writes.
///
/// Each look costs as much as the text that is new plus a tail: what follows the last paragraph, item or line of code
/// that is complete (one table, quote or nested list is a tail as a whole). What is shown is valid at any time, and,
/// wherever Markdown allows it, the beginning of what is shown later, so that clients type the rest instead of showing
/// all of it anew: a code block is not closed while it grows, and a link, tag or code span is shown when it is complete.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::GrowingText;
/// let mut text = GrowingText::new(4);
/// text.push("See [the do");
/// assert_eq!(text.shown(), "See ");
/// text.push("cs](https://a.b)\n```rust\nfn a() {");
/// assert_eq!(text.shown(), "See [the docs](https://a.b)\n```rust\nfn a() {");
/// assert_eq!(text.finish().0, "See [the docs](https://a.b)\n```rust\nfn a() {\n```");
/// ```
#[derive(Clone, Debug)]
pub struct GrowingText {
    /// How many tables one card's worth of it may have, and how many the rest of this one may.
    most_tables: usize,
    tables: usize,
    /// Safe, and never read again.
    settled: String,
    /// The bytes and characters of `settled` as JSON holds it.
    size: (usize, usize),
    /// The first line of the code block that the tail goes on with, and what it was made into.
    fence: Option<String>,
    /// As it came, from the last settled place on.
    tail: String,
    /// Whether the last character was a carriage return: a new line behind it is the same one.
    after_return: bool,
    changes: Changes,
    read: u64,
}

impl GrowingText {
    /// Nothing yet, with at most so many tables.
    #[must_use]
    pub fn new(tables: usize) -> Self {
        GrowingText {
            most_tables: tables,
            tables,
            settled: String::new(),
            size: (0, 0),
            fence: None,
            tail: String::new(),
            after_return: false,
            changes: Changes::default(),
            read: 0,
        }
    }

    /// More of it.
    pub fn push(&mut self, text: &str) {
        self.tail.reserve(text.len());
        for c in text.chars() {
            match c {
                '\n' if self.after_return => {}
                '\r' | '\n' => self.tail.push('\n'),
                '\0' => self.tail.push(char::REPLACEMENT_CHARACTER),
                c => self.tail.push(c),
            }
            self.after_return = c == '\r';
        }
    }

    /// What can be shown now.
    #[must_use]
    pub fn shown(&mut self) -> String {
        self.settle();
        let tail = self.shown_tail();
        let mut shown = String::with_capacity(self.settled.len() + tail.len());
        shown.push_str(&self.settled);
        shown.push_str(&tail);
        shown
    }

    /// Takes one card's worth off, if there is more than that; the rest goes on as a text of its own.
    #[must_use]
    pub fn take_part(&mut self, limits: &SplitLimits) -> Option<String> {
        // no character becomes more than six
        let most = |settled: usize, limit: usize| settled + 6 * self.tail.len() <= limit;
        if most(self.size.0, limits.bytes) && most(self.size.1, limits.chars) {
            return None;
        }
        let shown = self.shown();
        let (part, rest) = cut(&shown, limits)?;
        self.begin_anew(&rest);
        Some(part)
    }

    /// Takes all off that can be shown; the rest goes on as a text of its own.
    #[must_use]
    pub fn take_shown(&mut self) -> String {
        let shown = self.shown();
        let (closed, _) = untrusted(&shown, self.most_tables);
        // a code block that is not complete goes on
        let going_on = Tail::read(&shown).open_code().map(|line| format!("{line}\n"));
        self.begin_anew(&going_on.unwrap_or_default());
        closed
    }

    /// Begins a text with this, and goes on with what was not shown.
    fn begin_anew(&mut self, text: &str) {
        let held = self.held_back().to_owned();
        let before = std::mem::replace(self, GrowingText::new(self.most_tables));
        self.read = before.read + text.chars().count() as u64;
        self.push(text);
        self.push(&held);
        self.after_return = before.after_return;
    }

    /// The end of the text, as it came, that cannot be shown yet.
    #[must_use]
    pub fn held_back(&self) -> &str {
        let (text, from, _) = self.held();
        let before = text.len() - self.tail.len();
        self.tail.get(from.saturating_sub(before)..).unwrap_or_default()
    }

    /// All of it so far: what is complete, made safe, and the rest as it came. A text that goes on from it ends as this one
    /// does.
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::GrowingText;
    /// let mut text = GrowingText::new(4);
    /// text.push("See [the do");
    /// let mut next = GrowingText::new(4);
    /// next.push(&text.so_far());
    /// next.push("cs](https://a.b)");
    /// assert_eq!(next.finish().0, "See [the docs](https://a.b)");
    /// ```
    #[must_use]
    pub fn so_far(&self) -> String {
        format!("{}{}", self.settled, self.tail)
    }

    /// All of it, with what was changed.
    #[must_use]
    pub fn finish(mut self) -> (String, Changes) {
        self.settle();
        let (safe, changes) = untrusted(&self.readable(), self.tables);
        let (mut all, mut sum) = (self.settled, self.changes);
        all.push_str(self.fence.as_ref().map_or(&safe, |_| behind_first_line(&safe)));
        sum.add(changes);
        (all, sum)
    }

    /// How many characters were read up to now, again and again where they were: what it costs, without a clock.
    #[doc(hidden)]
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read
    }

    /// The tail behind the beginning of its code block.
    fn readable(&self) -> String {
        match &self.fence {
            Some(line) => format!("{line}{}", self.tail),
            None => self.tail.clone(),
        }
    }

    /// The readable tail, the byte from which on it is held back, and whether it ends in code.
    fn held(&self) -> (String, usize, bool) {
        let text = self.readable();
        let tail = Tail::read(&text);
        let (from, in_code) = (tail.held_back(self.tables), tail.is_in_code(tail.len()));
        let from = text.char_indices().nth(from).map_or(text.len(), |(at, _)| at);
        (text, from, in_code)
    }

    fn shown_tail(&mut self) -> String {
        let (text, from, in_code) = self.held();
        let shown = text.get(..from).unwrap_or_default();
        self.read += 2 * text.chars().count() as u64;
        let (mut safe, _) = untrusted(shown, self.tables);
        // the end of a code block that still grows would not be there the next time
        let marks = safe.trim_end_matches(['`', '~']).len();
        let (before, fence) = safe.split_at(marks);
        let closes = before.is_empty() || before.trim_end_matches(' ').ends_with('\n');
        if fence.len() >= 3 && closes && (in_code || !shown.ends_with(fence)) {
            let before = before.trim_end_matches(' ');
            let end = if shown.ends_with('\n') { before.len() } else { before.trim_end_matches('\n').len() };
            safe.truncate(end);
        }
        match self.fence {
            Some(_) => behind_first_line(&safe).to_owned(),
            None => safe,
        }
    }

    /// Takes what is complete out of the tail.
    fn settle(&mut self) {
        let text = self.readable();
        let tail = Tail::read(&text);
        self.read += tail.len() as u64;
        let Some(at) = tail.complete_up_to() else { return };
        let bytes = text.char_indices().nth(at.end).map_or(text.len(), |(at, _)| at);
        let (piece, rest) = text.split_at(bytes);
        let (safe, changes) = untrusted(piece, self.tables);
        self.read += 2 * at.end as u64;
        // of a code block that goes on the end is not written, and the first line is read again
        let (safe, next) = match &at.fence {
            Some(Fence { marks, line }) => match safe.strip_suffix(marks.as_str()) {
                Some(safe) => (safe.to_owned(), Some(line.clone())),
                None => return,
            },
            None => (with_ended_line(safe, piece), None),
        };
        let new = self.fence.as_ref().map_or(&*safe, |_| behind_first_line(&safe));
        let tables = Rewriter::new(&safe).blocks.tables.len();
        self.tables = self.tables.saturating_sub(tables);
        let (bytes, chars) = size(new);
        self.size = (self.size.0 + bytes, self.size.1 + chars);
        self.settled.push_str(new);
        self.changes.add(changes);
        // a code block that was closed for the reading was not without an end
        self.changes.fences -= usize::from(next.is_some() && self.changes.fences > 0);
        self.tail = rest.to_owned();
        self.fence = next;
    }
}

/// A piece made safe that others follow. What was made safe may be a code block where it was none before, and then ends with
/// the marks that close it: what follows must not be on their line.
fn with_ended_line(mut safe: String, piece: &str) -> String {
    let last = safe.rsplit('\n').next().unwrap_or_default().trim_start_matches(' ');
    let closes = last.len() >= 3 && (last.trim_matches('`').is_empty() || last.trim_matches('~').is_empty());
    if closes || (piece.ends_with('\n') && !safe.ends_with('\n') && !safe.is_empty()) {
        safe.push('\n');
    }
    safe
}

/// The bytes, as JSON holds them, and characters of a text.
fn size(text: &str) -> (usize, usize) {
    text.chars().fold((0, 0), |(bytes, chars), c| (bytes + cost(c), chars + 1))
}

fn behind_first_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

/// A code block that goes on: the marks that end it, and its first line.
struct Fence {
    marks: String,
    line: String,
}

/// Where a tail is complete up to.
struct Complete {
    end: usize,
    fence: Option<Fence>,
}

/// A tail that is read.
struct Tail(Rewriter);

impl Tail {
    fn read(text: &str) -> Self {
        Tail(Rewriter::new(text))
    }

    fn len(&self) -> usize {
        self.0.source.chars.len()
    }

    /// The last place where a reader begins afresh; `None` if there is none behind the beginning.
    fn complete_up_to(&self) -> Option<Complete> {
        let whole = |end| Complete { end, fence: None };
        let begins = |at: &usize| *at > 0 && self.begins_afresh(*at);
        if let Some(at) = self.line_starts().rev().find(begins) {
            return Some(whole(at));
        }
        if self.len() < LONG_TAIL {
            return None;
        }
        self.in_code().or_else(|| self.in_a_paragraph().map(whole))
    }

    fn line_starts(&self) -> impl DoubleEndedIterator<Item = usize> {
        let chars = &self.0.source.chars;
        chars.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at + 1)
    }

    /// Whether the line that begins here is read as it is without what comes before it.
    fn begins_afresh(&self, at: usize) -> bool {
        let source = &self.0.source;
        let Some(first) = source.get(at) else { return false };
        if self.is_in_code(at) || self.is_in_a_table(at) {
            return false;
        }
        let line = source.slice(at..source.chars.len());
        let second = line.get(1).copied();
        let digits = source.leading(at..source.chars.len(), &|c| c.is_ascii_digit());
        let ordered = (1..10).contains(&digits).then(|| (line.get(digits).copied(), line.get(digits + 1).copied()));
        // an item of a list that is not in another one
        let item = match first {
            '-' | '*' | '+' => second.is_some_and(is_blank),
            _ => ordered.is_some_and(|(mark, next)| matches!(mark, Some('.' | ')')) && next.is_some_and(is_blank)),
        };
        if item {
            // not a divider, which `- - -` is
            return line.iter().take_while(|c| **c != '\n').any(|c| c.is_alphanumeric());
        }
        let after_blank = || {
            let before = source.slice(0..at - 1);
            before.iter().rev().take_while(|c| **c != '\n').all(|c| is_blank(*c))
        };
        let plain = match first {
            '-' | '*' | '+' => second.is_some_and(|c| !is_blank(c) && c != '\n'),
            c if c.is_ascii_digit() => ordered.is_some_and(|(mark, _)| mark.is_some_and(|c| !matches!(c, '.' | ')'))),
            // a further backtick on its line makes it none
            '`' if !line.contains(&'\n') => return false,
            '`' | '~' => return self.is_a_fence(at),
            c => !c.is_whitespace(),
        };
        plain && after_blank()
    }

    /// Whether a code block begins here that is in no list: it ends whatever is before it.
    fn is_a_fence(&self, at: usize) -> bool {
        self.0.blocks.fences.iter().any(|fence| fence.opening.start == at && !fence.in_list && !fence.quoted)
    }

    fn is_in_code(&self, at: usize) -> bool {
        self.0.blocks.fences.iter().any(|fence| {
            let end = fence.closing.as_ref().map_or(fence.body.end + 1, |closing| closing.end);
            fence.opening.start < at && at < end
        })
    }

    fn is_in_a_table(&self, at: usize) -> bool {
        let next = self.0.blocks.tables.partition_point(|head| head.start < at);
        let head = next.checked_sub(1).and_then(|last| self.0.blocks.tables.get(last));
        head.is_some_and(|head| at <= self.0.table(head).end)
    }

    /// The last line of a code block that has no end yet and is in nothing else.
    fn in_code(&self) -> Option<Complete> {
        let fence = self.0.blocks.fences.last().filter(|fence| fence.closing.is_none())?;
        if fence.opening.start > 0 || fence.in_list || fence.quoted {
            return None;
        }
        let end = self.line_starts().next_back().filter(|at| *at > fence.info.end + 1)?;
        let marks = self.0.source.text(fence.opening.clone());
        let line = format!("{}\n", self.0.source.text(0..fence.info.end));
        Some(Complete { end, fence: Some(Fence { marks, line }) })
    }

    /// The first line of the code block that has no end at the end of the text, if it is in nothing else.
    fn open_code(&self) -> Option<String> {
        let fence = self.0.blocks.fences.last().filter(|fence| fence.closing.is_none() && !fence.quoted)?;
        let line = fence.opening.start..fence.info.end;
        Some(self.0.source.text(line))
    }

    /// The last word of a long paragraph before which everything is closed.
    fn in_a_paragraph(&self) -> Option<usize> {
        let source = &self.0.source;
        let (run, tokens) = self.0.tokens.last()?;
        if run.end < self.len() {
            return None;
        }
        let (mut found, mut depth, mut open) = (None, 0_usize, false);
        for token in tokens {
            match token.kind {
                TokenKind::LinkStart { .. } => depth += 1,
                TokenKind::LinkEnd { .. } => depth = depth.saturating_sub(1),
                TokenKind::OpenTag(_) | TokenKind::Tag(_) | TokenKind::TagText => open = true,
                TokenKind::Text if depth == 0 && !open => {
                    for at in token.range.clone() {
                        let (before, here) = (source.before(at), source.get(at));
                        if matches!(here, Some('`' | '[' | '<' | '|')) {
                            open = true;
                            break;
                        }
                        let apart = before.is_some_and(|c| is_blank(c) || "。！？；，、：".contains(c));
                        if apart && at > run.start && here.is_some_and(char::is_alphabetic) {
                            found = Some(at);
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The character from which on the tail is not shown yet.
    fn held_back(&self, tables: usize) -> usize {
        let source = &self.0.source;
        let len = self.len();
        let earliest = len.saturating_sub(HELD_BACK);
        let line = len - source.trailing(0..len, &|c| c != '\n');
        if self.is_in_code(len) {
            // a tag that will be broken
            let from = len.saturating_sub(BROKEN_TAG).max(line);
            return (from..len).find(|at| source.get(*at) == Some('<')).unwrap_or(len);
        }
        // a line that may turn out to begin a table beyond the limit
        let bar = source.slice(line..len).contains(&'|') && self.0.blocks.tables.len() >= tables;
        if bar && !self.is_in_a_table(line) && line >= earliest {
            return line;
        }
        // blanks that may be the indentation of something
        let blanks = len - source.trailing(0..len, &is_blank);
        let open = self.0.tokens.last().filter(|(run, _)| run.end >= blanks);
        let open = open.and_then(|(run, tokens)| self.opener(run, tokens)).filter(|at| *at >= earliest);
        open.unwrap_or(len).min(blanks)
    }

    /// The first beginning of a link, tag or code span in a paragraph that may still become one.
    fn opener(&self, run: &Range<usize>, tokens: &[Token]) -> Option<usize> {
        let source = &self.0.source;
        let mut brackets = Vec::new();
        for token in tokens {
            match token.kind {
                TokenKind::OpenTag(_) => return Some(brackets.first().copied().unwrap_or(token.range.start)),
                TokenKind::Text => {}
                _ => continue,
            }
            for at in token.range.clone() {
                let next = source.get(at + 1).filter(|_| at + 1 < run.end);
                match source.get(at) {
                    Some('`') => return Some(brackets.first().copied().unwrap_or(at)),
                    Some('<') if next.is_none_or(|c| c.is_alphabetic() || "/!?_$".contains(c)) => {
                        return Some(brackets.first().copied().unwrap_or(at));
                    }
                    Some('!') if next.is_none() => return Some(brackets.first().copied().unwrap_or(at)),
                    Some('[') => {
                        let image = source.before(at) == Some('!') && at > run.start;
                        brackets.push(at - usize::from(image));
                    }
                    Some(']') => match next {
                        // it may be followed by a target, and has one that is not closed
                        None | Some('(') => return brackets.first().copied(),
                        _ => {
                            brackets.pop();
                        }
                    },
                    _ => {}
                }
            }
        }
        brackets.first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown after each character, but for repetitions.
    fn looks(text: &str) -> Vec<String> {
        let mut growing = GrowingText::new(4);
        let mut looks = Vec::new();
        for c in text.chars() {
            growing.push(c.encode_utf8(&mut [0; 4]));
            let shown = growing.shown();
            if looks.last() != Some(&shown) {
                looks.push(shown);
            }
        }
        looks
    }

    #[test]
    fn each_look_begins_the_next_one() {
        for text in [
            "One **two** three `four` [five](https://a.b/c) <at id=all></at> six 1 < 2.\n\n- a\n- b\n  - c\n\n1. d\n2. e",
            "# Title\n\nText:\n```rust\nfn main() {\n    println!(\"<at id=1>\");\n}\n```\nMore.\n\n> a\n> b\n",
            "| a | b |\n|---|---|\n| 1 | `2` |\n\n~~~\nx\n~~~\n![p](https://a.b/p.png) [ ] task, a[0] and [b] c\r\nd\0",
        ] {
            let looks = looks(text);
            for pair in looks.windows(2) {
                assert!(pair[1].starts_with(&pair[0]), "{:?} then {:?}", pair[0], pair[1]);
            }
            let mut growing = GrowingText::new(4);
            growing.push(text);
            let whole = untrusted(text, 4);
            assert_eq!(growing.finish(), whole);
            assert!(whole.0.starts_with(looks.last().unwrap().as_str()), "{looks:?}");
        }
    }

    #[test]
    fn what_is_complete_is_not_read_again() {
        let paragraph = "Words of a paragraph, **bold** and `code`. ";
        let long = |text: &str| {
            let mut growing = GrowingText::new(4);
            for piece in text.as_bytes().chunks(40) {
                growing.push(std::str::from_utf8(piece).unwrap());
                let _ = growing.shown();
            }
            let read = growing.read();
            let (safe, _) = growing.finish();
            assert_eq!(safe, untrusted(text, 4).0);
            read
        };
        let code = |lines: usize| format!("```rust\n{}", "let a = vec![1, 2];\n".repeat(lines));
        for (small, large) in [
            (format!("{paragraph}\n\n").repeat(50), format!("{paragraph}\n\n").repeat(400)),
            (paragraph.repeat(50), paragraph.repeat(400)),
            ("- an item of a list\n".repeat(100), "- an item of a list\n".repeat(800)),
            (code(100), code(800)),
        ] {
            let (few, many) = (long(&small), long(&large));
            assert!(many < 12 * few, "{few} characters read for {}, {many} for {}", small.len(), large.len());
        }
    }
}
