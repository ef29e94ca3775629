//! A text that is read, and what comes in place of which characters: what all steps share.

use feishu_card_schema::{
    markdown::{
        Flavour,
        reader::{Blocks, Mark, Run, Source, Token, blocks, tokens},
    },
    sort_by,
    tree::TextPart,
};
use std::ops::Range;

/// A text that is read, and what comes in place of which characters.
pub(super) struct Rewriter {
    pub(super) source: Source,
    pub(super) blocks: Blocks,
    pub(super) tokens: Vec<(Range<usize>, Vec<Token>)>,
    pub(super) pieces: Vec<(Range<usize>, String)>,
}

impl Rewriter {
    pub(super) fn new(text: &str) -> Self {
        let source = Source::new(&[TextPart::Text(text.into())]);
        #[cfg(test)]
        READ.set(READ.get() + source.chars.len() as u64);
        let blocks = blocks(&source, Flavour::Markdown2);
        let read = |run: &Run| (run.range.clone(), tokens(&source, run, Flavour::Markdown2));
        let tokens = blocks.runs.iter().map(read).collect();
        Rewriter { source, blocks, tokens, pieces: Vec::new() }
    }

    pub(super) fn put(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.pieces.push((range, text.into()));
    }

    /// The text with its pieces; `None` when nothing changed.
    pub(super) fn done(mut self) -> Option<String> {
        if self.pieces.is_empty() {
            return None;
        }
        sort_by(&mut self.pieces, |(a, _), (b, _)| (a.start, a.end).cmp(&(b.start, b.end)));
        let (mut out, mut at) = (String::with_capacity(self.source.chars.len()), 0);
        for (range, piece) in &self.pieces {
            if range.start >= at {
                out.extend(self.source.slice(at..range.start));
                out.push_str(piece);
                at = range.end;
            }
        }
        out.extend(self.source.slice(at..self.source.chars.len()));
        Some(out)
    }

    /// The marks that begin at this character: they are in the order of the text.
    pub(super) fn marks_at(&self, at: usize) -> impl Iterator<Item = Mark> {
        let marks = &self.blocks.marks;
        let first = marks.partition_point(|(_, range)| range.start < at);
        marks.iter().skip(first).take_while(move |(_, range)| range.start == at).map(|(mark, _)| *mark)
    }
}

#[cfg(test)]
thread_local! {
    /// The characters that were read on this thread: what making a text safe costs, without a clock.
    pub(super) static READ: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}
