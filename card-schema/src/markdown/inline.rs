//! What a run of Markdown consists of: tags, links, code, emphasis marks, addresses, entities, plain text.

use super::Flavour;
use super::entity::entity;
use super::lines::Run;
use super::source::{Source, is_blank};
use super::tag::{Found, Tag, tag};
use crate::{sort_by, words::is_emoji};
use std::ops::Range;

/// Deeper round brackets in the target of a link make it no link: keeps reading linear.
const TARGET_DEPTH: usize = 32;

/// A piece of a run.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its characters.
    pub range: Range<usize>,
}

/// What a piece of a run is.
#[derive(Clone, Debug)]
pub enum TokenKind {
    /// Characters that show as they are.
    Text,
    /// Characters in a `<text_tag>`: nothing else is read there.
    TagText,
    /// A character written as an entity, or after a backslash.
    Character,
    /// A new line, `\n` or `<br>`.
    Break,
    /// A whole tag.
    Tag(Tag),
    /// The beginning of a tag that has no `>`: its name.
    OpenTag(Range<usize>),
    /// A code span.
    Code,
    /// `[` of a link, `![` of an image.
    LinkStart {
        /// Whether it is an image.
        image: bool,
    },
    /// `](target)`.
    LinkEnd {
        /// Whether it is an image.
        image: bool,
        /// What is between the brackets.
        target: Range<usize>,
    },
    /// An address written out in the text.
    Address,
    /// `:OK:`.
    Emoji,
    /// A row of `*`, `_` or `~`.
    Marks(char),
}

struct Scanner<'s> {
    source: &'s Source,
    flavour: Flavour,
    run: Range<usize>,
    tokens: Vec<Token>,
    /// Where the plain text that is being read began.
    text: Option<usize>,
    /// For each row of backticks the next one of the same length, ascending.
    code_ends: Vec<CodeEnd>,
    /// The links, by their `]`, ascending.
    links: Vec<Link>,
    /// The `[` of each link and its number among them, ascending.
    starts: Vec<(usize, usize)>,
    /// What is in each `<text_tag>`, ascending: nothing in it is Markdown.
    tag_texts: Vec<Range<usize>>,
}

/// A row of backticks that is answered by another.
struct CodeEnd {
    at: usize,
    len: usize,
    close: usize,
}

struct Link {
    /// Its `]`.
    at: usize,
    image: bool,
    target: Range<usize>,
    end: usize,
}

/// Reads one run.
pub fn tokens(source: &Source, run: &Run, flavour: Flavour) -> Vec<Token> {
    let mut scanner = Scanner {
        source,
        flavour,
        run: run.range.clone(),
        tokens: Vec::new(),
        text: None,
        code_ends: Vec::new(),
        links: Vec::new(),
        starts: Vec::new(),
        tag_texts: Vec::new(),
    };
    scanner.find_tag_texts();
    if flavour == Flavour::Markdown2 {
        scanner.find_code();
    }
    scanner.find_links();
    scanner.scan();
    scanner.tokens
}

impl Scanner<'_> {
    /// Finds what is between `<text_tag …>` and `</text_tag>`.
    fn find_tag_texts(&mut self) {
        let (mut i, mut open) = (self.run.start, None);
        while i < self.run.end {
            if self.source.get(i) == Some('<')
                && let Found::Tag(tag) = tag(self.source, i, self.run.end)
            {
                let ours = tag.is(self.source, "text_tag");
                match open {
                    Some(start) if ours && tag.closing => {
                        if start < i {
                            self.tag_texts.push(start..i);
                        }
                        open = None;
                    }
                    None if ours && !tag.closing && !tag.empty => open = Some(tag.range.end),
                    _ => {}
                }
                i = if open.is_some() && !ours { i + 1 } else { tag.range.end };
            } else {
                i += 1;
            }
        }
    }

    /// The end of the text of a `<text_tag>` that begins at `at`.
    fn tag_text(&self, at: usize) -> Option<usize> {
        let found = self.tag_texts.binary_search_by_key(&at, |text| text.start).ok()?;
        self.tag_texts.get(found).map(|text| text.end)
    }

    /// The text of a `<text_tag>`: characters, and three entities.
    fn scan_tag_text(&mut self, text: Range<usize>) {
        self.end_text(text.start);
        let mut i = text.start;
        while i < text.end {
            match entity(self.source, i)
                .filter(|(c, _)| self.source.get(i) == Some('&') && matches!(c, '&' | '<' | '>'))
            {
                Some((_, len)) => {
                    self.tokens.push(Token { kind: TokenKind::Character, range: i..i + len });
                    i += len;
                }
                None => {
                    let end = (i + 1..text.end).find(|at| self.source.get(*at) == Some('&')).unwrap_or(text.end);
                    self.tokens.push(Token { kind: TokenKind::TagText, range: i..end });
                    i = end;
                }
            }
        }
    }

    /// Pairs rows of backticks of the same length.
    fn find_code(&mut self) {
        let (mut rows, mut longest) = (Vec::new(), 0);
        let mut i = self.run.start;
        while i < self.run.end {
            if let Some(end) = self.tag_text(i) {
                i = end;
                continue;
            }
            let len = self.row(i, '`');
            if len > 0 {
                rows.push((i, len));
                longest = longest.max(len);
            }
            i += len.max(1);
        }
        // for each length the next row of it
        let mut next = vec![None; longest + 1];
        for (at, len) in rows.into_iter().rev() {
            if let Some(close) = next[len].replace(at) {
                self.code_ends.push(CodeEnd { at, len, close });
            }
        }
        self.code_ends.reverse();
    }

    /// Finds the links: a `[`, its `]`, and a target after it.
    fn find_links(&mut self) {
        let mut brackets = Vec::new();
        let mut mark = None;
        let mut i = self.run.start;
        while i < self.run.end {
            if let Some(end) = self.tag_text(i) {
                i = end;
                continue;
            }
            match self.source.get(i) {
                Some('[') => brackets.push((i, mark.is_some_and(|mark| mark + 1 == i))),
                Some('!') => mark = Some(i),
                Some(']') => {
                    if let (Some((open, image)), Some((target, end))) = (brackets.pop(), self.target(i + 1)) {
                        self.starts.push((open, self.links.len()));
                        self.links.push(Link { at: i, image, target, end });
                        i = end;
                        continue;
                    }
                }
                _ => {
                    if let Some((_, end)) = self.opaque(i) {
                        i = end;
                        continue;
                    }
                }
            }
            i += 1;
        }
        sort_by(&mut self.starts, |(a, _), (b, _)| a.cmp(b));
    }

    /// What hides the meaning of the characters in it: code, escapes, tags.
    fn opaque(&self, at: usize) -> Option<(TokenKind, usize)> {
        match self.source.get(at)? {
            '`' => match self.code_ends.binary_search_by_key(&at, |code| code.at).ok() {
                Some(found) => Some((TokenKind::Code, self.code_ends[found].close + self.code_ends[found].len)),
                None => Some((TokenKind::Text, at + self.row(at, '`'))),
            },
            '\\' if self.flavour == Flavour::Markdown2 => {
                self.at(at + 1).filter(char::is_ascii_punctuation)?;
                Some((TokenKind::Character, at + 2))
            }
            '<' => match tag(self.source, at, self.run.end) {
                Found::Tag(tag) if self.flavour == Flavour::Markdown2 && !tag.closing && tag.is(self.source, "br") => {
                    Some((TokenKind::Break, tag.range.end))
                }
                Found::Tag(tag) => {
                    let end = tag.range.end;
                    Some((TokenKind::Tag(tag), end))
                }
                Found::Address(range) if self.flavour == Flavour::Markdown2 => Some((TokenKind::Address, range.end)),
                Found::Open(name) => {
                    let end = name.end;
                    Some((TokenKind::OpenTag(name), end))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The target after `](`, and the end of the link.
    fn target(&self, at: usize) -> Option<(Range<usize>, usize)> {
        if self.at(at) != Some('(') {
            return None;
        }
        let mut depth = 0;
        let mut i = at;
        loop {
            match self.at(i)? {
                '(' => depth += 1,
                ')' => depth -= 1,
                '\n' => return None,
                _ => {}
            }
            if depth == 0 {
                return Some((at + 1..i, i + 1));
            }
            if depth > TARGET_DEPTH {
                return None;
            }
            i += 1;
        }
    }

    fn scan(&mut self) {
        let mut i = self.run.start;
        while let Some(c) = self.at(i) {
            if let Some(end) = self.tag_text(i) {
                self.scan_tag_text(i..end);
                i = end;
                continue;
            }
            let (kind, end) = self.token(i, c);
            if matches!(kind, TokenKind::Text) {
                self.text.get_or_insert(i);
            } else {
                self.end_text(i);
                self.tokens.push(Token { kind, range: i..end });
            }
            i = end;
        }
        self.end_text(i);
    }

    fn token(&self, i: usize, c: char) -> (TokenKind, usize) {
        let one = (TokenKind::Text, i + 1);
        match c {
            '\n' => (TokenKind::Break, i + 1),
            '*' | '_' | '~' => (TokenKind::Marks(c), i + self.row(i, c)),
            '&' => entity(self.source, i).map_or(one, |(_, len)| (TokenKind::Character, i + len)),
            '!' => self.link_start(i + 1).unwrap_or(one),
            '[' => self.link_start(i).unwrap_or(one),
            ']' => match self.link(i) {
                Some(link) => (TokenKind::LinkEnd { image: link.image, target: link.target.clone() }, link.end),
                None => one,
            },
            ':' => self.emoji(i).map_or(one, |end| (TokenKind::Emoji, end)),
            'h' | 'H' => self.address(i).map_or(one, |end| (TokenKind::Address, end)),
            _ => self.opaque(i).unwrap_or(one),
        }
    }

    fn link_start(&self, bracket: usize) -> Option<(TokenKind, usize)> {
        let found = self.starts.binary_search_by_key(&bracket, |(open, _)| *open).ok()?;
        let (_, nth) = self.starts.get(found)?;
        Some((TokenKind::LinkStart { image: self.links.get(*nth)?.image }, bracket + 1))
    }

    /// The link with its `]` at this place.
    fn link(&self, at: usize) -> Option<&Link> {
        let found = self.links.binary_search_by_key(&at, |link| link.at).ok()?;
        self.links.get(found)
    }

    /// The end of the emoji `:KEY:` that begins at `at`.
    fn emoji(&self, at: usize) -> Option<usize> {
        let rest = self.source.slice(at + 1..(at + 42).min(self.run.end));
        let len = rest.iter().position(|c| *c == ':')?;
        let key: String = rest[..len].iter().collect();
        is_emoji(&key).then_some(at + len + 2)
    }

    /// The end of the bare address that begins at `at`.
    fn address(&self, at: usize) -> Option<usize> {
        let head: String =
            self.source.slice(at..(at + 8).min(self.run.end)).iter().map(char::to_ascii_lowercase).collect();
        let scheme = ["https://", "http://"].iter().find(|scheme| head.starts_with(**scheme))?.len();
        if at > self.run.start && self.source.before(at).is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        let goes_on = |c: char| !c.is_whitespace() && !r#"<>"'`*|[]()"#.contains(c);
        let len = self.source.leading(at + scheme..self.run.end, &goes_on);
        (len > 0).then_some(at + scheme + len)
    }

    fn end_text(&mut self, end: usize) {
        if let Some(start) = self.text.take() {
            self.tokens.push(Token { kind: TokenKind::Text, range: start..end });
        }
    }

    fn at(&self, at: usize) -> Option<char> {
        self.source.get(at).filter(|_| at < self.run.end)
    }

    fn row(&self, at: usize, mark: char) -> usize {
        self.source.leading(at..self.run.end, &|c| c == mark)
    }
}

/// Whether the marks at `range` may open and may close emphasis, by the rules of CommonMark.
///
/// Beside a tag or a hole both are taken as possible: what shows there is not known.
pub(super) fn flanks(source: &Source, run: &Range<usize>, range: &Range<usize>) -> (bool, bool) {
    let before = source.before(range.start).filter(|_| range.start > run.start);
    let after = source.get(range.end).filter(|_| range.end < run.end);
    sides(before, after)
}

/// Whether marks between these characters may open and may close emphasis.
pub(super) fn sides(before: Option<char>, after: Option<char>) -> (bool, bool) {
    let (before, after) = (Side::of(before, '>'), Side::of(after, '<'));
    let opens = after != Side::Blank && (after != Side::Punctuation || before != Side::Letter);
    let closes = before != Side::Blank && (before != Side::Punctuation || after != Side::Letter);
    (opens, closes)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Blank,
    Punctuation,
    Letter,
    /// A tag or a hole.
    Unknown,
}

impl Side {
    fn of(c: Option<char>, tag: char) -> Side {
        match c {
            None => Side::Blank,
            Some(c) if c.is_whitespace() || is_blank(c) => Side::Blank,
            Some(super::source::HOLE) => Side::Unknown,
            Some(c) if c == tag => Side::Unknown,
            Some(c) if is_punctuation(c) => Side::Punctuation,
            Some(_) => Side::Letter,
        }
    }
}

/// Punctuation of ASCII and of Chinese, Japanese and Western texts. Symbols such as emoji are not included:
/// the versions of CommonMark differ there.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c as u32,
            0xA1 | 0xA7 | 0xAB | 0xB6 | 0xB7 | 0xBB | 0xBF
            | 0x2010..=0x2027
            | 0x2030..=0x205E
            | 0x3001..=0x3003
            | 0x3008..=0x3011
            | 0x3014..=0x301F
            | 0x3030
            | 0x30FB
            | 0xFE10..=0xFE19
            | 0xFE30..=0xFE6B
            | 0xFF01..=0xFF0F
            | 0xFF1A..=0xFF20
            | 0xFF3B..=0xFF40
            | 0xFF5B..=0xFF65)
}
