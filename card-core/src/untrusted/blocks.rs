//! The second step, of blocks: tables beyond the limit and indented lines become code, code without an end is closed.

use super::{Changes, rewriter::Rewriter};
use feishu_card_schema::{markdown::reader::is_blank, sort_by};
use std::ops::Range;

impl Rewriter {
    /// The text with links, pictures, tables and code as a card may have them.
    pub(super) fn valid(
        mut self,
        tables: usize,
        key: &dyn Fn(&str) -> Option<String>,
        changes: &mut Changes,
    ) -> Option<String> {
        self.surplus_tables(tables, changes);
        self.indented_code(changes);
        let mut taken: Vec<Range<usize>> = self.pieces.iter().map(|(range, _)| range.clone()).collect();
        sort_by(&mut taken, |a, b| a.start.cmp(&b.start));
        let tokens = std::mem::take(&mut self.tokens);
        for (run, tokens) in &tokens {
            let next = taken.partition_point(|range| range.start <= run.start);
            let around = next.checked_sub(1).and_then(|last| taken.get(last));
            if around.is_none_or(|range| run.start >= range.end) {
                self.links(tokens, key, changes);
                self.what_others_read_as_links(tokens, changes);
            }
        }
        self.open_fences(changes);
        self.done()
    }

    /// From a line to the end of the table that it begins.
    pub(super) fn table(&self, head: &Range<usize>) -> Range<usize> {
        let mut end = head.end;
        while let Some(line) =
            self.line_after(end).filter(|line| self.source.slice(line.clone()).iter().any(|c| !is_blank(*c)))
        {
            end = line.end;
        }
        head.start..end
    }

    fn line_after(&self, end: usize) -> Option<Range<usize>> {
        let start = end + 1;
        let is_one = start <= self.source.chars.len() && self.source.get(end) == Some('\n');
        is_one.then(|| self.source.to_end_of_line(start))
    }

    fn surplus_tables(&mut self, most: usize, changes: &mut Changes) {
        let surplus: Vec<Range<usize>> = self.blocks.tables.iter().skip(most).map(|head| self.table(head)).collect();
        for table in surplus {
            changes.tables += 1;
            let code = fenced(&self.source.text(table.clone()), "");
            self.put(table, code);
        }
    }

    /// What four blanks make code is put between fences: the platform and its editors do not agree on such lines.
    fn indented_code(&mut self, changes: &mut Changes) {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for code in self.blocks.indented.clone() {
            let blank = |range: Range<usize>| self.source.slice(range).iter().all(|c| c.is_whitespace());
            match ranges.last_mut() {
                Some(before) if blank(before.end..code.start) => before.end = code.end,
                _ => ranges.push(code),
            }
        }
        for range in ranges {
            changes.indented += 1;
            let text = self.source.text(range.clone());
            let lines = text.split('\n').map(|line| match line.strip_prefix('\t') {
                Some(rest) => rest,
                None => line.get(line.bytes().take(4).take_while(|b| *b == b' ').count()..).unwrap_or_default(),
            });
            let code = fenced(&lines.collect::<Vec<_>>().join("\n"), "");
            self.put(range, code);
        }
    }

    fn open_fences(&mut self, changes: &mut Changes) {
        let end = self.source.chars.len();
        let open =
            self.blocks.fences.last().filter(|fence| fence.closing.is_none() && fence.body.end >= end && !fence.quoted);
        let Some(fence) = open else { return };
        let marks = self.source.text(fence.opening.clone());
        let indent = if fence.in_list { " ".repeat(fence.indent) } else { String::new() };
        let new_line = if self.source.before(end) == Some('\n') { "" } else { "\n" };
        changes.fences += 1;
        self.put(end..end, format!("{new_line}{indent}{marks}"));
    }
}

/// The text with blanks for the tabs before the marks of code blocks: readers count tabs differently.
pub(super) fn with_even_fences(text: &str) -> String {
    let line = |line: &str| {
        let rest = line.trim_start_matches([' ', '\t', '>']);
        let (before, marks) = line.split_at(line.len() - rest.len());
        match marks.starts_with("```") || marks.starts_with("~~~") {
            true => before.replace('\t', "    ") + marks,
            false => line.to_owned(),
        }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// A code block of this text, between more backticks than it has in a row.
fn fenced(text: &str, language: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest.max(2) + 1);
    format!("{marks}{language}\n{text}\n{marks}")
}
