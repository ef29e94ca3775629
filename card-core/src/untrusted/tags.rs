//! The first step: every tag is shown as text, also where readers do not agree on what is code.

use super::{Changes, rewriter::Rewriter};
use feishu_card_schema::markdown::{
    Flavour, HoleContext, escape,
    reader::{Mark, TokenKind, is_blank},
};
use std::ops::Range;

/// What comes in place of some characters: nothing, or the indentation of the list around them.
const NOTHING: &str = "";
const INDENT: &str = "    ";

/// The tags that notify people or show what belongs to others.
const LIVE: &[&str] = &["at", "person", "audio"];

/// In code a tag is text. Readers do not always agree on what code is, so the tags that do something there are broken by
/// a character without width: then they do nothing anywhere.
pub(super) fn without_live_tags(text: &str) -> Option<String> {
    let live = |rest: &str| {
        let name = rest.strip_prefix('/').unwrap_or(rest);
        LIVE.iter().any(|tag| {
            let ends = !name.get(tag.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
            ends && name.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag))
        })
    };
    let at: Vec<usize> =
        text.match_indices('<').map(|(at, _)| at).filter(|at| text.get(at + 1..).is_some_and(live)).collect();
    if at.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + at.len() * 3);
    let mut from = 0;
    for at in at {
        out.push_str(text.get(from..=at).unwrap_or_default());
        out.push('\u{200b}');
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Some(out)
}

impl Rewriter {
    /// The text with every tag shown as text; `None` when there is none.
    pub(super) fn without_tags(mut self, changes: &mut Changes) -> Option<String> {
        let mut less = Vec::new();
        for (_, tokens) in &self.tokens {
            for token in tokens {
                match token.kind {
                    TokenKind::Code => {
                        less.extend(self.lines_of_code(&token.range).into_iter().map(|range| (range, Some(" "))));
                        continue;
                    }
                    // a `<br>` alone on its line is an empty line, and to some readers the beginning of HTML
                    TokenKind::Break if self.is_alone(&token.range) => {
                        less.push((token.range.clone(), Some(NOTHING)));
                        continue;
                    }
                    // the targets of links are read on their own
                    TokenKind::Break | TokenKind::LinkEnd { .. } => continue,
                    _ => {}
                }
                let opens = |at: &usize| {
                    let next = self.source.get(at + 1);
                    // `<` before a blank or a digit is no tag anywhere
                    self.source.get(*at) == Some('<')
                        && next.is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '!' | '?' | '_' | '$'))
                };
                if matches!(token.kind, TokenKind::Character) && self.source.text(token.range.clone()) == "\\<" {
                    // a backslash before an entity would be shown
                    if opens(&(token.range.start + 1)) {
                        less.push((token.range.clone(), Some("&#60;")));
                    }
                    continue;
                }
                // `<https://…>` is an address like any other
                let address =
                    matches!(token.kind, TokenKind::Address) && self.source.get(token.range.start) == Some('<');
                match address && self.leads_somewhere(token.range.start + 1..token.range.end - 1).is_some() {
                    true => less.push((token.range.clone(), None)),
                    false => less.extend(token.range.clone().filter(opens).map(|at| (at..at + 1, Some("&#60;")))),
                }
            }
        }
        // the words behind a fence are not shown, and nobody says how they are read
        for fence in &self.blocks.fences {
            let known = |c: &char| c.is_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.' | ' ');
            if !self.source.slice(fence.info.clone()).iter().all(known) {
                let word: String = self.source.slice(fence.info.clone()).iter().take_while(|c| known(c)).collect();
                self.pieces.push((fence.info.clone(), word.trim_end().to_owned()));
            }
        }
        for range in self.lines_beside_their_list() {
            let indent = self.source.leading(range.clone(), &is_blank);
            less.push((range.start..range.start + indent, Some(INDENT)));
        }
        changes.tags += less.iter().filter(|(_, piece)| *piece == Some("&#60;")).count();
        let indents = self.indents();
        for (range, piece) in less {
            if piece == Some(INDENT) {
                // code blocks are in the order of the text
                let next = indents.partition_point(|(body, _)| body.start <= range.start);
                let around = next.checked_sub(1).and_then(|last| indents.get(last));
                let wanted = around.filter(|(body, _)| body.contains(&range.start)).map_or(0, |(_, indent)| *indent);
                self.put(range, " ".repeat(wanted));
                continue;
            }
            let piece = piece.map_or_else(|| self.bare_address(&range), str::to_owned);
            self.put(range, piece);
        }
        self.done()
    }

    /// An address without its `<` and `>`. They keep its characters from meaning anything: where some would, it is a link
    /// with the address as its text.
    fn bare_address(&self, address: &Range<usize>) -> String {
        let inner = address.start + 1..address.end - 1;
        let alone = |at: usize| {
            let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !beside(self.source.before(at)) || !beside(self.source.get(at + 1))
        };
        let means = |at: &usize| match self.source.get(*at) {
            Some('\\' | '`' | '*' | '~' | '[' | ']') => true,
            Some('_') => alone(*at),
            _ => false,
        };
        let text = self.source.text(inner.clone());
        match (inner.clone().any(|at| means(&at)), self.leads_somewhere(inner)) {
            (true, Some(to)) => {
                let mut shown = String::new();
                escape(&text, HoleContext::Text, Flavour::Markdown2, &mut shown);
                format!("[{shown}]({to})")
            }
            _ => text,
        }
    }

    /// Whether a `<br>` is the first and the last thing on its line.
    fn is_alone(&self, tag: &Range<usize>) -> bool {
        let before =
            self.source.slice(0..tag.start).iter().rev().take_while(|c| **c != '\n').all(|c| is_blank(*c) || *c == '>');
        let after = self
            .source
            .slice(tag.end..self.source.chars.len())
            .iter()
            .take_while(|c| **c != '\n')
            .all(|c| is_blank(*c));
        self.source.get(tag.start) == Some('<') && before && after
    }

    /// Code in a list: from its first line to the marks that end it, and the blanks that each line needs.
    fn indents(&self) -> Vec<(Range<usize>, usize)> {
        let listed = self.blocks.fences.iter().filter(|fence| fence.in_list && !fence.quoted && fence.indent > 0);
        listed
            .map(|fence| {
                (fence.body.start..fence.closing.as_ref().map_or(fence.body.end, |closing| closing.end), fence.indent)
            })
            .collect()
    }

    /// Lines of code in a list that are not indented as far as the list: to some readers they end it.
    fn lines_beside_their_list(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (body, indent) in self.indents() {
            let mut start = body.start;
            while start < body.end {
                let line = self.source.leading(start..body.end, &|c| c != '\n');
                let blanks = self.source.leading(start..start + line, &|c| c == ' ');
                if blanks < indent && blanks < line {
                    found.push(start..start + line);
                }
                start += line + 1;
            }
        }
        found
    }

    /// The ends of lines in a code span, with the marks that begin the next one. They are blanks to every reader, and a
    /// line that begins in a code span is a block to some.
    fn lines_of_code(&self, code: &Range<usize>) -> Vec<Range<usize>> {
        let quote = |at: usize| self.marks_at(at).any(|mark| mark == Mark::Quote);
        let mut found = Vec::new();
        for start in code.clone().filter(|at| self.source.get(*at) == Some('\n')) {
            let mut end = start + 1;
            while end < code.end && (self.source.get(end).is_some_and(is_blank) || quote(end)) {
                end += 1;
            }
            found.push(start..end);
        }
        found
    }
}
