//! The blocks of a text: which lines are code, and which runs of lines are read as one piece of Markdown.

use super::Flavour;
use super::source::{HOLE, Source, is_blank};
use std::ops::Range;

/// More marks of quotes and lists before one line are text: keeps reading linear.
const MARK_DEPTH: usize = 32;

/// The blocks of one text.
#[derive(Default)]
pub struct Blocks {
    /// Runs of lines that are read as one: emphasis and links do not cross their ends.
    pub runs: Vec<Run>,
    /// Blocks of code between rows of marks.
    pub fences: Vec<Fence>,
    /// Lines that are code because they begin with four spaces.
    pub indented: Vec<Range<usize>>,
    /// The first line of each table.
    pub tables: Vec<Range<usize>>,
    /// Marks of blocks, for flavours that do not have them: what it is, and where.
    pub marks: Vec<(Mark, Range<usize>)>,
}

/// Lines that are read as one.
pub struct Run {
    /// Their characters.
    pub range: Range<usize>,
    /// A row of a table, where `|` parts cells.
    pub cells: bool,
}

/// A block of code between rows of marks.
pub struct Fence {
    /// The opening backticks.
    pub opening: Range<usize>,
    /// How many characters come before them: in a list every line has this indentation.
    pub indent: usize,
    /// Every line of it is in a quote.
    pub quoted: bool,
    /// What follows the opening backticks on their line.
    pub info: Range<usize>,
    /// The code.
    pub body: Range<usize>,
    /// The marks that end it; `None` if it is never closed.
    pub closing: Option<Range<usize>>,
    /// Whether it is in an item of a list, where every line is indented.
    pub in_list: bool,
}

/// A construct that not every flavour has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `#` before a heading.
    Heading,
    /// `>` before a quote.
    Quote,
    /// `---`.
    Divider,
    /// The marks before a block of code.
    Fence,
    /// The first line of a table.
    Table,
    /// `![`.
    Image,
    /// A code span.
    Code,
}

struct Reader<'s> {
    source: &'s Source,
    flavour: Flavour,
    blocks: Blocks,
    /// The run that is being read.
    open: Option<Range<usize>>,
    in_list: bool,
    after_blank: bool,
}

/// Finds the blocks of a text.
pub fn blocks(source: &Source, flavour: Flavour) -> Blocks {
    let lines = lines(source);
    let reader = Reader { source, flavour, blocks: Blocks::default(), open: None, in_list: false, after_blank: true };
    let mut blocks = reader.read(&lines);
    if flavour == Flavour::LarkMd {
        // No blocks here: the whole text is one run, whatever its lines look like.
        blocks.runs = vec![Run { range: 0..source.chars.len(), cells: false }];
        blocks.fences.clear();
    }
    blocks
}

fn lines(source: &Source) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (i, c) in source.chars.iter().enumerate() {
        if *c == '\n' {
            lines.push(start..i);
            start = i + 1;
        }
    }
    lines.push(start..source.chars.len());
    lines
}

impl Reader<'_> {
    fn read(mut self, lines: &[Range<usize>]) -> Blocks {
        let mut n = 0;
        while let Some(line) = lines.get(n) {
            n += 1;
            if let Some(fence) = self.fence_at(line) {
                n = self.fence(fence, lines, n - 1);
            } else if self.begins_table(line, lines.get(n)) {
                n = self.table(lines, n - 1);
            } else {
                self.line(line.clone());
            }
        }
        self.close();
        self.blocks
    }

    /// Ends the run that is being read.
    fn close(&mut self) {
        if let Some(range) = self.open.take() {
            self.blocks.runs.push(Run { range, cells: false });
        }
    }

    /// Begins a new run, or lengthens the one being read.
    fn run(&mut self, range: Range<usize>, new: bool) {
        if new {
            self.close();
        }
        match &mut self.open {
            Some(open) => open.end = range.end,
            None => self.open = Some(range),
        }
    }

    fn line(&mut self, line: Range<usize>) {
        let text = self.after_blanks(line.clone());
        let indent = text.start - line.start;
        if text.is_empty() {
            self.close();
            self.after_blank = true;
            return;
        }
        let after_blank = std::mem::replace(&mut self.after_blank, false);
        if indent == 0 && after_blank && self.marker(&text).is_none() {
            self.in_list = false;
        }
        if self.flavour == Flavour::Markdown2 && indent >= 4 && after_blank && !self.in_list && self.open.is_none() {
            match self.blocks.indented.last_mut().filter(|before| before.end + 1 == line.start) {
                Some(before) => before.end = line.end,
                None => self.blocks.indented.push(line),
            }
            self.after_blank = true;
            return;
        }
        self.content(text, false);
    }

    /// A line without its indentation: marks of quotes, lists and headings may follow each other.
    fn content(&mut self, text: Range<usize>, mut new: bool) {
        let mut text = text;
        for _ in 0..MARK_DEPTH {
            let first = self.source.get(text.start).filter(|_| !text.is_empty());
            if self.is_divider(&text) {
                self.close();
                self.blocks.marks.push((Mark::Divider, text));
                return;
            }
            if first == Some('#') {
                let hashes = self.count(&text, '#');
                let behind = text.start + hashes;
                if hashes <= 6 && (behind == text.end || self.source.get(behind).is_some_and(is_blank)) {
                    self.blocks.marks.push((Mark::Heading, text.start..behind));
                    let title = self.after_blanks(behind..text.end);
                    self.run(title, true);
                    self.close();
                    return;
                }
            }
            if first == Some('>') {
                // The lines of one quote are one piece: only its first line begins a new one.
                new |= self.open.is_none();
                self.blocks.marks.push((Mark::Quote, text.start..text.start + 1));
                text = self.after_blanks(text.start + 1..text.end);
                if text.is_empty() {
                    self.close();
                    return;
                }
                continue;
            }
            match self.marker(&text) {
                Some(len) => {
                    self.in_list = true;
                    new = true;
                    text = self.after_blanks(text.start + len..text.end);
                }
                None => break,
            }
        }
        self.run(text, new);
    }

    /// The length of the list mark that the line begins with.
    fn marker(&self, text: &Range<usize>) -> Option<usize> {
        let line = self.source.slice(text.clone());
        let mark = match line.first()? {
            '-' | '*' | '+' => 1,
            _ => {
                let digits = self.source.leading(text.start..text.end.min(text.start + 10), &|c| c.is_ascii_digit());
                let dot = matches!(line.get(digits), Some('.' | ')'));
                if (1..10).contains(&digits) && dot { digits + 1 } else { return None }
            }
        };
        line.get(mark).is_some_and(|c| is_blank(*c)).then_some(mark)
    }

    fn is_divider(&self, text: &Range<usize>) -> bool {
        let line = self.source.slice(text.clone());
        let marks = if self.flavour == Flavour::Markdown2 { "-*_" } else { "-" };
        let Some(mark) = line.first().filter(|c| marks.contains(**c)) else { return false };
        let mut count = 0;
        line.iter().all(|c| {
            count += usize::from(c == mark);
            c == mark || is_blank(*c)
        }) && count >= 3
    }

    /// What is left of a line after marks of quotes and lists, and whether one of them is a quote's.
    fn behind_marks(&self, line: &Range<usize>) -> (Range<usize>, bool) {
        let mut text = self.after_blanks(line.clone());
        let mut quoted = false;
        for _ in 0..MARK_DEPTH {
            let len = match self.source.get(text.start).filter(|_| !text.is_empty()) {
                Some('>') => {
                    quoted = true;
                    1
                }
                _ if self.is_divider(&text) => break,
                _ => match self.marker(&text) {
                    Some(len) => len,
                    None => break,
                },
            };
            text = self.after_blanks(text.start + len..text.end);
        }
        (text, quoted)
    }

    /// The fence that a line opens, its body still empty.
    fn fence_at(&self, line: &Range<usize>) -> Option<Fence> {
        let (text, quoted) = self.behind_marks(line);
        let mark = self.source.get(text.start).filter(|c| matches!(c, '`' | '~') && !text.is_empty())?;
        let len = self.count(&text, mark);
        let info = text.start + len..text.end;
        let plain_info = mark == '~' || !self.source.slice(info.clone()).contains(&'`');
        let known = mark == '`' || self.flavour == Flavour::Markdown2;
        let indent = text.start - line.start;
        let first = self.after_blanks(line.clone()).start;
        let marked = first < text.start;
        let at_start = self.in_list || first - line.start < 4 && (indent < 4 || marked);
        (len >= 3 && plain_info && known && at_start).then(|| {
            let body = (line.end + 1).min(self.source.chars.len());
            let in_list = self.in_list || marked && !quoted;
            Fence { opening: text.start..info.start, indent, quoted, info, body: body..body, closing: None, in_list }
        })
    }

    fn fence(&mut self, mut fence: Fence, lines: &[Range<usize>], first: usize) -> usize {
        self.close();
        let (opening, mark) = (fence.opening.clone(), self.source.get(fence.opening.start).unwrap_or_default());
        let mut n = first + 1;
        while let Some(line) = lines.get(n) {
            let text = self.after_blanks(line.clone());
            let text = match self.source.get(text.start) {
                Some('>') if fence.quoted => self.after_blanks(text.start + 1..text.end),
                _ if fence.quoted => break,
                _ => text,
            };
            n += 1;
            let len = self.count(&text, mark);
            let behind = self.after_blanks(text.start + len..text.end);
            // what a value holds may begin with a new line
            let open = self.source.slice(behind.clone()).iter().all(|c| *c == HOLE || is_blank(*c));
            if len >= opening.len() && open {
                fence.closing = Some(text.start..text.start + len);
                if !behind.is_empty() {
                    self.run(behind, true);
                }
                break;
            }
            fence.body.end = line.end;
        }
        self.in_list |= fence.indent > 0 && !fence.quoted;
        self.blocks.marks.push((Mark::Fence, opening));
        self.blocks.fences.push(fence);
        self.after_blank = false;
        n
    }

    /// Whether `line` is the head of a table: a row of dashes with as many cells is below it.
    fn begins_table(&self, line: &Range<usize>, next: Option<&Range<usize>>) -> bool {
        let Some(next) = next else { return false };
        // Deeper lines are code.
        if self.after_blanks(line.clone()).start - line.start >= 4 && !self.in_list {
            return false;
        }
        let dashes = self.source.slice(next.clone());
        dashes.contains(&'-')
            && dashes.contains(&'|')
            && dashes.iter().all(|c| matches!(c, '-' | '|' | ':') || is_blank(*c))
            && self.source.slice(line.clone()).contains(&'|')
            && self.cells(line) == self.cells(next)
    }

    fn cells(&self, line: &Range<usize>) -> usize {
        let line = self.source.slice(line.clone());
        let ends = [line.iter().find(|c| !is_blank(**c)), line.iter().rfind(|c| !is_blank(**c))];
        let bars = line.iter().filter(|c| **c == '|').count();
        (bars + 1).saturating_sub(ends.iter().filter(|c| **c == Some(&'|')).count())
    }

    fn table(&mut self, lines: &[Range<usize>], first: usize) -> usize {
        self.close();
        let mut n = first;
        while let Some(line) = lines.get(n).filter(|line| !self.after_blanks((*line).clone()).is_empty()) {
            if n == first {
                self.blocks.marks.push((Mark::Table, line.clone()));
                self.blocks.tables.push(line.clone());
            }
            if n != first + 1 {
                self.blocks.runs.push(Run { range: line.clone(), cells: true });
            }
            n += 1;
        }
        n
    }

    fn count(&self, text: &Range<usize>, mark: char) -> usize {
        self.source.leading(text.clone(), &|c| c == mark)
    }

    fn after_blanks(&self, range: Range<usize>) -> Range<usize> {
        let blanks = self.source.leading(range.clone(), &|c| is_blank(c) && c != HOLE);
        range.start + blanks..range.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::TextPart;

    /// The runs of a text, and `code:` before code.
    fn read(text: &str, flavour: Flavour) -> Vec<String> {
        let source = Source::new(&[TextPart::Text(text.into())]);
        let blocks = blocks(&source, flavour);
        let mut all: Vec<(usize, String)> =
            blocks.runs.iter().map(|run| (run.range.start, source.text(run.range.clone()))).collect();
        all.extend(blocks.fences.iter().map(|f| (f.body.start, format!("code:{}", source.text(f.body.clone())))));
        all.extend(blocks.indented.iter().map(|r| (r.start, format!("code:{}", source.text(r.clone())))));
        all.sort();
        all.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn runs_are_paragraphs_items_headings_and_rows() {
        let text = "# a\nb\nc\n\nd\n- e\n    1. f\n> g\n> h\n---\n|i|j|\n|-|-|\n|k|l|\n\nm";
        assert_eq!(read(text, Flavour::Markdown2), ["a", "b\nc", "d", "e", "f\n> g\n> h", "|i|j|", "|k|l|", "m"],);
    }

    #[test]
    fn code_is_left_alone() {
        let text = "a\n```rust\nb **\n```\nc\n\n    d\n";
        assert_eq!(read(text, Flavour::Markdown2), ["a", "code:b **", "c", "code:    d"]);
        assert_eq!(read("```\na", Flavour::Markdown1), ["code:a"]);
        assert_eq!(read("- a\n\n    b", Flavour::Markdown2), ["a", "b"]);
        assert_eq!(read("```a``` b", Flavour::Markdown2), ["```a``` b"]);
    }

    #[test]
    fn lark_md_has_no_blocks() {
        assert_eq!(read("# a\n```\nb\n```", Flavour::LarkMd), ["# a\n```\nb\n```"]);
    }

    #[test]
    fn tables_are_counted() {
        let source = Source::new(&[TextPart::Text("a|b\n-|-\n1|2\n\n|c|\n|:-:|\n\nd|e\n-|-|-".into())]);
        assert_eq!(blocks(&source, Flavour::Markdown2).tables.len(), 2);
    }
}
