//! Markup as `card rust` prints it, as far as mutations need it: where its tags, attributes and texts stand.

use std::ops::Range;

/// One element.
#[derive(Debug, Default)]
pub(crate) struct Tag {
    /// The name in the opening tag.
    pub(crate) name: Range<usize>,
    /// From `<` to `>`.
    pub(crate) open: Range<usize>,
    /// The closing tag, if there is one.
    pub(crate) close: Option<Range<usize>>,
    pub(crate) attributes: Vec<Attribute>,
    /// The literals that stand in it.
    pub(crate) texts: Vec<Range<usize>>,
    /// The element around it.
    pub(crate) parent: Option<usize>,
}

#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) name: Range<usize>,
    /// The value behind `=`.
    pub(crate) value: Option<Range<usize>>,
}

/// A source and its elements, in the order of their opening tags.
#[derive(Debug)]
pub(crate) struct Markup<'a> {
    pub(crate) source: &'a str,
    pub(crate) tags: Vec<Tag>,
}

impl<'a> Markup<'a> {
    pub(crate) fn read(source: &'a str) -> Self {
        let mut reader = Reader { source, at: source.find('<').unwrap(), tags: Vec::new() };
        reader.children();
        Markup { source, tags: reader.tags }
    }

    pub(crate) fn text(&self, range: &Range<usize>) -> &'a str {
        &self.source[range.clone()]
    }

    pub(crate) fn name(&self, tag: &Tag) -> &'a str {
        self.text(&tag.name)
    }

    /// The name of the element around.
    pub(crate) fn parent_name(&self, tag: &Tag) -> &'a str {
        tag.parent.map_or("", |parent| self.name(&self.tags[parent]))
    }

    /// From the opening to the closing tag.
    pub(crate) fn whole(&self, tag: &Tag) -> Range<usize> {
        tag.open.start..tag.close.as_ref().map_or(tag.open.end, |close| close.end)
    }
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    tags: Vec<Tag>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Reads up to one of these characters.
    fn until(&mut self, end: &[char]) -> Range<usize> {
        let start = self.at;
        self.at += self.rest().find(end).unwrap();
        start..self.at
    }

    fn string(&mut self) -> Range<usize> {
        let start = self.at;
        let mut escaped = false;
        let end = self.rest().char_indices().skip(1).find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        self.at += end.unwrap().0 + 1;
        start..self.at
    }

    fn braces(&mut self) -> Range<usize> {
        let start = self.at;
        let mut depth = 0;
        loop {
            match self.rest().chars().next().unwrap() {
                '"' => {
                    self.string();
                    continue;
                }
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            self.at += self.rest().chars().next().unwrap().len_utf8();
            if depth == 0 {
                return start..self.at;
            }
        }
    }

    fn children(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        loop {
            self.blanks();
            if self.rest().starts_with('"') {
                let text = self.string();
                self.tags[*open.last().unwrap()].texts.push(text);
            } else if self.rest().starts_with("</") {
                let start = self.at;
                self.until(&['>']);
                self.at += 1;
                self.tags[open.pop().unwrap()].close = Some(start..self.at);
            } else {
                let (mut tag, closed) = self.opening();
                tag.parent = open.last().copied();
                self.tags.push(tag);
                if !closed {
                    open.push(self.tags.len() - 1);
                }
            }
            if open.is_empty() {
                return;
            }
        }
    }

    /// An opening tag, and whether it closes itself.
    fn opening(&mut self) -> (Tag, bool) {
        let start = self.at;
        self.at += 1;
        let name = if self.rest().starts_with('"') { self.string() } else { self.until(&[' ', '\n', '>', '/']) };
        let mut tag = Tag { name, ..Tag::default() };
        loop {
            self.blanks();
            let closed = self.rest().starts_with("/>");
            if closed || self.rest().starts_with('>') {
                self.at += if closed { 2 } else { 1 };
                tag.open = start..self.at;
                return (tag, closed);
            }
            let begin = self.at;
            if self.rest().starts_with("json:\"") {
                self.at += 5;
            }
            if self.rest().starts_with('"') {
                self.string();
            } else {
                self.until(&['=', ' ', '\n', '>', '/']);
            }
            let name = begin..self.at;
            let value = self.rest().starts_with('=').then(|| {
                self.at += 1;
                match self.rest().chars().next().unwrap() {
                    '"' => self.string(),
                    '{' => self.braces(),
                    _ => self.until(&[' ', '\n', '>', '/']),
                }
            });
            tag.attributes.push(Attribute { name, value });
        }
    }
}
