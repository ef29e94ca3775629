//! A Markdown text as it is put together at run time. Code keeps every character of its values: the marks around it
//! grow until nothing in it ends it.

use super::inline::{TokenKind, tokens};
use super::lines::{Blocks, Run, blocks};
use super::source::{HOLE, Source};
use super::{Flavour, HoleContext, escape};
use crate::{sort_by, tree::TextPart};
use std::ops::Range;

/// A Markdown text that grows by known text and by values.
///
/// ```
/// use feishu_card_schema::markdown::{Builder, Flavour, HoleContext};
/// let mut text = Builder::default();
/// text.push_str("```\n");
/// text.push_value("a\n```\nb", HoleContext::Fence { indent: 0 }, Flavour::Markdown2);
/// text.push_str("\n```");
/// assert_eq!(text.finish(Flavour::Markdown2), "````\na\n```\nb\n````");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Builder {
    text: String,
    /// The bytes of the values in code.
    code: Vec<Range<usize>>,
}

impl Builder {
    /// An empty text with room for so many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Builder { text: String::with_capacity(bytes), code: Vec::new() }
    }

    /// Appends known Markdown.
    pub fn push_str(&mut self, known: &str) {
        self.text.push_str(known);
    }

    /// Appends a value, written so that it shows as it is in its place.
    pub fn push_value(&mut self, value: &str, context: HoleContext, flavour: Flavour) {
        let start = self.text.len();
        escape(value, context, flavour, &mut self.text);
        if matches!(context, HoleContext::Code | HoleContext::CodeInTable | HoleContext::Fence { .. }) {
            self.code.push(start..self.text.len());
        }
    }

    /// The text, in which code holds all of its values.
    #[must_use]
    pub fn finish(self, flavour: Flavour) -> String {
        // nothing can end it
        let text = |value: &Range<usize>| self.text.get(value.clone()).unwrap_or_default();
        if !self.code.iter().any(|value| text(value).contains(['`', '~', ' '])) {
            return self.text;
        }
        let mut parts = Vec::new();
        let mut end = 0;
        for value in &self.code {
            parts.push(TextPart::Text(self.text.get(end..value.start).unwrap_or_default().into()));
            parts.push(TextPart::Hole);
            end = value.end;
        }
        parts.push(TextPart::Text(self.text.get(end..).unwrap_or_default().into()));
        let source = Source::new(&parts);
        let values = self.code.iter().map(text).collect();
        let mut grown = Grown { source: &source, values, marks: Vec::new() };
        let blocks = blocks(&source, flavour);
        grown.fences(&blocks);
        for run in &blocks.runs {
            grown.spans(run, flavour);
        }
        grown.written()
    }
}

/// The marks of code that become longer.
struct Grown<'s> {
    source: &'s Source,
    /// What is in each hole of the source.
    values: Vec<&'s str>,
    /// The marks that are there, and what is written instead.
    marks: Vec<(Range<usize>, String)>,
}

impl Grown<'_> {
    /// A range with its values.
    fn filled(&self, range: Range<usize>) -> String {
        let mut values = self.values.iter().skip(self.source.holes.partition_point(|hole| *hole < range.start));
        let mut out = String::new();
        for c in self.source.slice(range) {
            match *c {
                HOLE => out.push_str(values.next().copied().unwrap_or_default()),
                c => out.push(c),
            }
        }
        out
    }

    /// A line of the same marks, at least as many as the fence has, ends a block of code.
    fn fences(&mut self, blocks: &Blocks) {
        for fence in blocks.fences.iter().filter(|fence| self.source.has_hole(fence.body.clone())) {
            let Some(mark) = self.source.get(fence.opening.start) else { continue };
            let body = self.filled(fence.body.clone());
            let rows = body.lines().map(|line| {
                let line = line.trim_start();
                line.chars().take_while(|c| *c == mark).count()
            });
            let longest = rows.max().unwrap_or_default();
            if longest >= fence.opening.len() {
                let marks: String = std::iter::repeat_n(mark, longest + 1).collect();
                self.marks.push((fence.opening.clone(), marks.clone()));
                self.marks.extend(fence.closing.clone().map(|closing| (closing, marks)));
            }
        }
    }

    /// A row of as many backticks ends a code span.
    fn spans(&mut self, run: &Run, flavour: Flavour) {
        if !self.source.has_hole(run.range.clone()) {
            return;
        }
        let around = rows(&self.source.slice(run.range.clone()).iter().collect::<String>());
        for token in tokens(self.source, run, flavour) {
            if !matches!(token.kind, TokenKind::Code) || !self.source.has_hole(token.range.clone()) {
                continue;
            }
            let Range { start, end } = token.range;
            let len = self.source.leading(start..end, &|c| c == '`');
            let code = self.filled(start + len..end - len);
            let inside = rows(&code);
            let ends_in_value = [start + len, end - len - 1].iter().any(|at| self.source.get(*at) == Some(HOLE));
            let blanks = code.starts_with(' ') && code.ends_with(' ') && !code.trim_matches(' ').is_empty();
            // one blank on both sides is not shown, so that backticks and blanks may be beside the marks
            let blank = code.starts_with('`') || code.ends_with('`') || blanks && ends_in_value;
            if !inside.contains(&len) && !blank {
                continue;
            }
            let free = |n: &usize| !inside.contains(n) && (*n == len || !around.contains(n));
            let marks = "`".repeat((len..).find(free).unwrap_or(len));
            let blank = if blank { " " } else { "" };
            self.marks.push((start..start + len, format!("{marks}{blank}")));
            self.marks.push((end - len..end, format!("{blank}{marks}")));
        }
    }

    fn written(mut self) -> String {
        sort_by(&mut self.marks, |(a, _), (b, _)| a.start.cmp(&b.start));
        let mut out = String::new();
        let mut at = 0;
        for (range, marks) in &self.marks {
            out.push_str(&self.filled(at..range.start));
            out.push_str(marks);
            at = range.end;
        }
        out.push_str(&self.filled(at..self.source.chars.len()));
        out
    }
}

/// The lengths of the rows of backticks in a text.
fn rows(text: &str) -> Vec<usize> {
    text.split(|c| c != '`').map(str::len).filter(|len| *len > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text in which `@` is `value`, with the contexts that the holes have.
    fn built(text: &str, value: &str) -> String {
        let pieces: Vec<&str> = text.split('@').collect();
        let mut parts = Vec::new();
        for (i, known) in pieces.iter().enumerate() {
            if i > 0 {
                parts.push(TextPart::Hole);
            }
            parts.push(TextPart::Text((*known).into()));
        }
        let contexts = super::super::hole_contexts(&parts, Flavour::Markdown2);
        let mut builder = Builder::default();
        let mut contexts = contexts.into_iter();
        for (i, known) in pieces.iter().enumerate() {
            if i > 0 {
                builder.push_value(value, contexts.next().unwrap().unwrap(), Flavour::Markdown2);
            }
            builder.push_str(known);
        }
        builder.finish(Flavour::Markdown2)
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(built("```\n@\n```\nb", "<at id=all></at> `x`"), "```\n<at id=all></at> `x`\n```\nb");
        assert_eq!(built("a\n```md\n@\n```\nb", "```rust\nx\n```"), "a\n````md\n```rust\nx\n```\n````\nb");
        assert_eq!(built("~~~\n@\n~~~", "~~~~~"), "~~~~~~\n~~~~~\n~~~~~~");
        assert_eq!(built("```\n@\n```", "x ``` y"), "```\nx ``` y\n```", "only a line of its own ends the block");
        assert_eq!(built("```\n`@\n```", "``"), "````\n```\n````", "text and value together");
        assert_eq!(built("- ```\n  @\n  ```\n- b", "```\n```"), "- ````\n  ```\n  ```\n  ````\n- b");
        assert_eq!(built("```\na\n```\n```\n@\n```", "```"), "```\na\n```\n````\n```\n````");
    }

    #[test]
    fn a_span_has_marks_that_it_does_not_hold() {
        assert_eq!(built("a `@` b", "x"), "a `x` b");
        assert_eq!(built("a `@` b", "x`y"), "a ``x`y`` b");
        assert_eq!(built("a `@` b", "`x`"), "a `` `x` `` b");
        assert_eq!(built("a `@` b", " x "), "a `  x  ` b", "one blank on both sides is not shown");
        assert_eq!(built("a ` @ ` b", "x"), "a ` x ` b");
        assert_eq!(built("a `@` `` b", "x`y"), "a ```x`y``` `` b", "two would meet the two behind");
        assert_eq!(built("|a|\n|-|\n|`@`|", "x|`y"), "|a|\n|-|\n|``x\\|`y``|");
    }
}
