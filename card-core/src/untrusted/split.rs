//! Several cards' worth of a text, cut at the best places.

use super::rewriter::Rewriter;
use feishu_card_schema::{
    markdown::reader::{Mark, TokenKind},
    sort_by,
};
use std::ops::Range;

/// How much one card's worth of a text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SplitLimits {
    /// Bytes of the text as JSON holds it: a new line or quote is two.
    pub bytes: usize,
    /// Characters.
    pub chars: usize,
}

impl SplitLimits {
    /// So many bytes of a request's body, and so many characters; the smaller of the two counts.
    #[must_use]
    pub const fn new(bytes: usize, chars: usize) -> Self {
        SplitLimits { bytes, chars }
    }
}

impl Default for SplitLimits {
    /// 28,000 bytes and 30,000 characters, the smaller of which counts.
    fn default() -> Self {
        SplitLimits { bytes: 28_000, chars: 30_000 }
    }
}

/// How good a place to cut is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    /// Between any two characters outside of tags, links and entities.
    Anywhere,
    Blank,
    /// Between two lines of a code block: it is closed and opened again.
    InCode,
    Line,
    /// Before an empty line, a heading, a table or a code block.
    Block,
}

/// Parts of a text of which each fits, cut at the best places: blocks stay whole where they can, a code block that is
/// cut is closed and opened again with its language, and no link, tag or entity is cut.
///
/// The text is one that `untrusted` gave.
#[must_use]
pub(crate) fn split(text: &str, limits: &SplitLimits) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.to_owned();
    while let Some((head, tail)) = cut(&rest, limits) {
        // what is cut off always is less than there was
        if tail.chars().count() >= rest.chars().count() {
            break;
        }
        parts.push(head);
        rest = tail;
    }
    parts.push(rest);
    parts
}

/// Bytes of a character in JSON.
pub(super) fn cost(c: char) -> usize {
    match c {
        '"' | '\\' | '\n' | '\t' | '\r' => 2,
        c if c < ' ' => 6,
        c => c.len_utf8(),
    }
}

/// The first part and the rest; `None` when all of it fits.
#[must_use]
pub(super) fn cut(text: &str, limits: &SplitLimits) -> Option<(String, String)> {
    let total: usize = text.chars().map(cost).sum();
    if total <= limits.bytes && text.chars().count() <= limits.chars {
        return None;
    }
    let reading = Rewriter::new(text);
    let source = &reading.source;
    // room for closing a code block
    let reserve = reading.blocks.fences.iter().map(|fence| fence.opening.len() + fence.indent + 4).max().unwrap_or(0);
    let (bytes, chars) = (limits.bytes.saturating_sub(reserve).max(16), limits.chars.saturating_sub(reserve).max(8));
    let (mut used, mut most) = (0, 0);
    for c in &source.chars {
        used += cost(*c);
        if used > bytes || most + 1 > chars {
            break;
        }
        most += 1;
    }
    let mut best = (Cut::Anywhere, 0);
    let whole = reading.whole_ranges();
    for at in 1..=most {
        if let Some(kind) = reading.cut_at(at, &whole)
            // a good place far back is worse than a poor one near the end
            && (at * 2 >= most || best.1 == 0)
            && (kind >= best.0 || best.1 * 2 < most)
        {
            best = (kind, at);
        }
    }
    let at = if best.1 == 0 { most.max(1) } else { best.1 };
    let fence =
        reading.blocks.fences.iter().find(|fence| fence.body.start <= at && at < fence.body.end.max(fence.body.start));
    let mut head: String = source.slice(0..at).iter().collect();
    let mut tail: String = source.slice(at..source.chars.len()).iter().collect();
    if let Some(fence) = fence {
        let indent = if fence.in_list { " ".repeat(fence.indent) } else { String::new() };
        let marks = source.text(fence.opening.clone());
        if !head.ends_with('\n') {
            head.push('\n');
        }
        head = format!("{head}{indent}{marks}");
        tail = format!("{marks}{}\n{}", source.text(fence.info.clone()), tail.strip_prefix('\n').unwrap_or(&tail));
    } else {
        tail = tail.trim_start_matches('\n').to_owned();
        head.truncate(head.trim_end().len());
    }
    Some((head, tail))
}

impl Rewriter {
    /// What is not cut: links, tags, entities, code spans, addresses.
    fn whole_ranges(&self) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        for (_, tokens) in &self.tokens {
            let mut starts = Vec::new();
            for token in tokens {
                match &token.kind {
                    TokenKind::Text | TokenKind::Break | TokenKind::TagText => {}
                    TokenKind::LinkStart { .. } => starts.push(token.range.start),
                    TokenKind::LinkEnd { .. } => {
                        ranges.push(starts.pop().unwrap_or(token.range.start)..token.range.end)
                    }
                    _ => ranges.push(token.range.clone()),
                }
            }
        }
        sort_by(&mut ranges, |a, b| a.start.cmp(&b.start));
        ranges
    }

    /// How good a place this is to cut before; `None` where it is none.
    fn cut_at(&self, at: usize, whole: &[Range<usize>]) -> Option<Cut> {
        let next = whole.partition_point(|range| range.start < at);
        if whole.get(..next).unwrap_or_default().iter().rev().take(8).any(|range| at < range.end) {
            return None;
        }
        let line_start = self.source.before(at) == Some('\n');
        // blocks are in the order of the text: only the last one that begins before can be around
        let fences = &self.blocks.fences;
        let next = fences.partition_point(|fence| fence.opening.start <= at);
        if let Some(fence) = next.checked_sub(1).and_then(|last| fences.get(last)) {
            let end = fence.closing.as_ref().map_or(fence.body.end, |closing| closing.end);
            if fence.opening.start == at {
                return Some(Cut::Block);
            }
            if at < end {
                let in_body = fence.body.start < at && at < fence.body.end;
                return (line_start && in_body && !fence.quoted).then_some(Cut::InCode);
            }
        }
        let tables = &self.blocks.tables;
        let next = tables.partition_point(|head| head.start < at);
        let table = next.checked_sub(1).and_then(|last| tables.get(last));
        if table.is_some_and(|head| at <= head.end + 1) {
            return None;
        }
        if !line_start {
            return Some(if self.source.before(at).is_some_and(|c| c.is_whitespace()) {
                Cut::Blank
            } else {
                Cut::Anywhere
            });
        }
        let block = self.source.get(at) == Some('\n')
            || at >= 2 && self.source.get(at - 2) == Some('\n')
            || tables.get(next).is_some_and(|head| head.start == at)
            || self.marks_at(at).any(|mark| mark == Mark::Heading);
        Some(if block { Cut::Block } else { Cut::Line })
    }
}
