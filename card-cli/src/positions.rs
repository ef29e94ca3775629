//! Where values are in a JSON text: from JSON Pointers to places in bytes.
//!
//! The text has been parsed before, so this scanner need not doubt it; what it does not expect it skips.

use feishu_card_core::Json;
use std::{collections::HashMap, ops::Range};

/// The bytes of a value that is not underlined as a whole.
const LONG: usize = 100;

/// Where one value is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// Its name with the quotes, for the member of an object.
    key: Option<Range<usize>>,
    value: Range<usize>,
    /// For an object: its member `tag`, name and value.
    tag: Option<Range<usize>>,
}

impl Place {
    /// What to underline: a member by its name, with a value that is short; an object in a list by its tag.
    pub(crate) fn mark(&self, text: &str) -> Range<usize> {
        let value = text.get(self.value.clone()).unwrap_or_default();
        let nested = value.starts_with(['{', '[']);
        match (&self.key, &self.tag) {
            (Some(key), _) if nested || value.len() > LONG => key.clone(),
            (Some(key), _) => key.start..self.value.end,
            (None, Some(tag)) => tag.clone(),
            (None, None) if nested => self.value.start..self.value.start + 1,
            (None, None) => self.value.clone(),
        }
    }
}

/// Appends a step to a JSON Pointer.
pub(crate) fn push(pointer: &mut String, step: &str) {
    pointer.push('/');
    for c in step.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// The places of some pointers in a text.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    text: &'a str,
    found: HashMap<&'a str, Vec<Place>>,
}

impl<'a> Scan<'a> {
    /// Looks for these pointers, in one pass over the text.
    pub(crate) fn of(text: &'a str, wanted: impl IntoIterator<Item = &'a str>) -> Self {
        let found = wanted.into_iter().map(|pointer| (pointer, Vec::new())).collect();
        let mut scanner = Scanner { text, at: 0, pointer: String::new(), found };
        if !scanner.found.is_empty() {
            scanner.value(None);
        }
        Scan { text, found: scanner.found }
    }

    /// All places of a pointer: more than one when a name is repeated.
    pub(crate) fn places(&self, pointer: &str) -> &[Place] {
        self.found.get(pointer).map_or(&[], Vec::as_slice)
    }

    /// What to underline for a pointer.
    pub(crate) fn mark(&self, pointer: &str) -> Option<Range<usize>> {
        self.places(pointer).last().map(|place| place.mark(self.text))
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    pointer: String,
    found: HashMap<&'a str, Vec<Place>>,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, bytes: &[u8]) {
        while self.peek().is_some_and(|byte| bytes.contains(&byte)) {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Range<usize> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => break,
                Some(b'\\') => self.at += 2,
                Some(byte) => {
                    self.at += 1;
                    if byte == b'"' {
                        break;
                    }
                }
            }
        }
        start..self.at.min(self.text.len())
    }

    /// Reads one value and all in it; the depth is bounded since the parser's is.
    fn value(&mut self, key: Option<Range<usize>>) -> Range<usize> {
        self.skip(b" \t\r\n");
        let start = self.at;
        let mut tag = None;
        match self.peek() {
            Some(b'{') => tag = self.members(),
            Some(b'[') => self.items(),
            Some(b'"') => drop(self.string()),
            _ => {
                while self.peek().is_some_and(|byte| !b" \t\r\n,]}".contains(&byte)) {
                    self.at += 1;
                }
            }
        }
        let value = start..self.at;
        if let Some(places) = self.found.get_mut(self.pointer.as_str()) {
            places.push(Place { key, value: value.clone(), tag });
        }
        value
    }

    fn members(&mut self) -> Option<Range<usize>> {
        let mut tag = None;
        let length = self.pointer.len();
        self.at += 1;
        loop {
            self.skip(b" \t\r\n,");
            if self.peek() != Some(b'"') {
                self.at += 1;
                return tag;
            }
            let key = self.string();
            let raw = self.text.get(key.clone()).unwrap_or_default();
            let is_tag = raw == "\"tag\"";
            match Json::parse(raw) {
                Ok(Json::Str(name)) if raw.contains('\\') => push(&mut self.pointer, &name),
                _ => push(&mut self.pointer, raw.trim_matches('"')),
            }
            self.skip(b" \t\r\n:");
            let value = self.value(Some(key.clone()));
            if is_tag {
                tag = Some(key.start..value.end);
            }
            self.pointer.truncate(length);
        }
    }

    fn items(&mut self) {
        let length = self.pointer.len();
        self.at += 1;
        for i in 0.. {
            self.skip(b" \t\r\n,");
            if matches!(self.peek(), None | Some(b']')) {
                break;
            }
            push(&mut self.pointer, &i.to_string());
            if self.value(None).is_empty() {
                // `[}` is not JSON; but it has an end
                self.at += 1;
            }
            self.pointer.truncate(length);
        }
        self.at += 1;
    }
}

/// JSON inside a string of a file, and the way back to the file.
#[derive(Debug)]
pub(crate) struct Inner {
    text: String,
    /// (place in the text, place in the file), where the two begin to run in step again.
    steps: Vec<(usize, usize)>,
}

impl Inner {
    /// The text of the string at a pointer of the file.
    pub(crate) fn new(file: &str, pointer: &str, text: String) -> Self {
        let scan = Scan::of(file, [pointer]);
        let literal = scan.places(pointer).last().map(|place| place.value.clone()).unwrap_or_default();
        let mut steps = vec![(0, literal.start + 1)];
        let mut rest = file.get(literal.start + 1..literal.end).unwrap_or_default().char_indices().peekable();
        let mut inside = 0;
        while let Some((_, c)) = rest.next() {
            if c != '\\' {
                inside += c.len_utf8();
                continue;
            }
            inside += match rest.next() {
                Some((_, 'u')) => unicode(&mut rest),
                _ => 1,
            };
            if let Some((next, _)) = rest.peek() {
                steps.push((inside, literal.start + 1 + next));
            }
        }
        Inner { text, steps }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the file of a place in the text.
    pub(crate) fn outer(&self, offset: usize) -> usize {
        let after = self.steps.partition_point(|(inside, _)| *inside <= offset);
        let (inside, outside) = self.steps.get(after.saturating_sub(1)).copied().unwrap_or_default();
        outside + (offset - inside.min(offset))
    }
}

/// The bytes that `\u` and four digits denote, a surrogate pair counted once, at its second half.
fn unicode(rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>) -> usize {
    let digits: String = rest.by_ref().take(4).map(|(_, c)| c).collect();
    match u32::from_str_radix(&digits, 16).unwrap_or_default() {
        0xd800..=0xdbff => 0,
        0xdc00..=0xdfff => 4,
        code => char::from_u32(code).map_or(0, char::len_utf8),
    }
}

#[cfg(test)]
mod tests;
