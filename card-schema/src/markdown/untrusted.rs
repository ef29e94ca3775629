//! Markdown that a model or a person wrote, made safe and valid: it mentions nobody, holds no tag of the platform, and
//! nothing that the platform refuses.
//!
//! The first step makes tags text, the second one reads what is left: links, pictures, tables, code. Whatever the rule
//! book still refused is shown as written.

use super::{
    Context, Flavour, HoleContext, check, escape,
    inline::{self, Token, TokenKind},
    lines::{self, Blocks, Mark},
    source::{Source, is_blank},
    url,
};
use crate::{Severity, tree::TextPart};
use std::{cell::RefCell, ops::Range};

/// What was changed in a text, and how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// Mentions and other tags that are shown as text now.
    pub tags: usize,
    /// Links that led nowhere a card may lead, as text now.
    pub links: usize,
    /// Pictures, as links or text now: a card shows uploaded pictures only.
    pub pictures: usize,
    /// Tables beyond the limit, as code now.
    pub tables: usize,
    /// Code blocks without an end, closed now.
    pub fences: usize,
    /// Indented code, between fences now.
    pub indented: usize,
    /// Texts that are shown as written, since nothing else made them valid.
    pub escaped: usize,
}

impl Changes {
    /// Whether the text is as it was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

/// How often the text is read anew: what was hidden in one construct may be another.
const PASSES: usize = 8;

/// Makes a text of the flavour [`Flavour::Markdown2`] safe and valid, with at most so many tables.
///
/// Code, lists, tables, emphasis and links to `http`, `https` and `tel` stay. Applied twice it changes nothing more.
///
/// ```
/// use feishu_card_schema::markdown::untrusted;
/// let (text, changes) = untrusted("**hi** <at id=all></at> [a](mailto:x)\n```rust\nfn a() {}", 4);
/// assert_eq!(text, "**hi** &#60;at id=all>&#60;/at> a (mailto&#58;x)\n```rust\nfn a() {}\n```");
/// assert_eq!((changes.tags, changes.links, changes.fences), (2, 1, 1));
/// ```
#[must_use]
pub fn untrusted(text: &str, tables: usize) -> (String, Changes) {
    untrusted_with_pictures(text, tables, &|_| None)
}

/// As [`untrusted`], and pictures whose address `key` knows are shown: it gives the key that they were uploaded under.
#[must_use]
pub fn untrusted_with_pictures(text: &str, tables: usize, key: &dyn Fn(&str) -> Option<String>) -> (String, Changes) {
    let given = RefCell::new(Vec::<String>::new());
    // a text is read more than once, and a key stays one
    let key = |address: &str| {
        let known = given.borrow().iter().any(|key| key == address).then(|| address.to_owned());
        let key = known.or_else(|| key(address))?;
        given.borrow_mut().push(key.clone());
        Some(key)
    };
    let mut changes = Changes::default();
    let mut safe = text.replace('\0', "\u{fffd}").replace("\r\n", "\n").replace('\r', "\n");
    if safe.contains('\t') {
        safe = with_even_fences(&safe);
    }
    for _ in 0..PASSES {
        while let Some(next) = Rewriter::new(&safe).without_tags(&mut changes) {
            safe = next;
        }
        match Rewriter::new(&safe).valid(tables, &key, &mut changes) {
            Some(next) => safe = next,
            None => break,
        }
    }
    if let Some(next) = without_live_tags(&safe) {
        safe = next;
    }
    if is_refused(&safe, tables) {
        changes.escaped += 1;
        let mut escaped = String::with_capacity(text.len() * 2);
        escape(text, HoleContext::Text, Flavour::Markdown2, &mut escaped);
        safe = escaped;
    }
    (safe, changes)
}

/// In code a tag is text. Readers do not always agree on what code is, so the tags that do something there are broken by
/// a character without width: then they do nothing anywhere.
fn without_live_tags(text: &str) -> Option<String> {
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

/// The tags that notify people or show what belongs to others.
const LIVE: &[&str] = &["at", "person", "audio"];

/// The text with blanks for the tabs before the marks of code blocks: readers count tabs differently.
fn with_even_fences(text: &str) -> String {
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

/// Whether the rule book refuses the text, or a tag is left in it.
fn is_refused(text: &str, tables: usize) -> bool {
    let context = Context { colors: None, tables: Some(tables) };
    let found = check(&[TextPart::Text(text.into())], Flavour::Markdown2, &context);
    let refused = found.findings.iter().any(|finding| finding.entry.json2 == Severity::Error);
    refused || Rewriter::new(text).without_tags(&mut Changes::default()).is_some()
}

/// What comes in place of some characters: nothing, or the indentation of the list around them.
const NOTHING: &str = "";
const INDENT: &str = "    ";

/// A text that is read, and what comes in place of which characters.
struct Rewriter {
    source: Source,
    blocks: Blocks,
    tokens: Vec<(Range<usize>, Vec<Token>)>,
    pieces: Vec<(Range<usize>, String)>,
}

impl Rewriter {
    fn new(text: &str) -> Self {
        let source = Source::new(&[TextPart::Text(text.into())]);
        let blocks = lines::blocks(&source, Flavour::Markdown2);
        let read = |run: &lines::Run| (run.range.clone(), inline::tokens(&source, run, Flavour::Markdown2));
        let tokens = blocks.runs.iter().map(read).collect();
        Rewriter { source, blocks, tokens, pieces: Vec::new() }
    }

    fn put(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.pieces.push((range, text.into()));
    }

    /// The text with its pieces; `None` when nothing changed.
    fn done(mut self) -> Option<String> {
        if self.pieces.is_empty() {
            return None;
        }
        self.pieces.sort_by_key(|(range, _)| (range.start, range.end));
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

    /// The text with every tag shown as text; `None` when there is none.
    fn without_tags(mut self, changes: &mut Changes) -> Option<String> {
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
            let indent = self.source.slice(range.clone()).iter().take_while(|c| is_blank(**c)).count();
            less.push((range.start..range.start + indent, Some(INDENT)));
        }
        changes.tags += less.iter().filter(|(_, piece)| *piece == Some("&#60;")).count();
        let indents = self.indents();
        for (range, piece) in less {
            if piece == Some(INDENT) {
                let wanted =
                    indents.iter().find(|(body, _)| body.contains(&range.start)).map_or(0, |(_, indent)| *indent);
                self.put(range, " ".repeat(wanted));
                continue;
            }
            let bare = || self.source.text(range.start + 1..range.end - 1);
            let piece = piece.map_or_else(bare, str::to_owned);
            self.put(range, piece);
        }
        self.done()
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
                let line = self.source.slice(start..body.end).iter().take_while(|c| **c != '\n').count();
                let text = self.source.slice(start..start + line);
                let blanks = text.iter().take_while(|c| **c == ' ').count();
                if blanks < indent && blanks < text.len() {
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
        let quote = |at: usize| {
            let mut marks = self.blocks.marks.iter();
            marks.any(|(mark, range)| *mark == Mark::Quote && range.start == at)
        };
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

    /// The text with links, pictures, tables and code as a card may have them.
    fn valid(mut self, tables: usize, key: &dyn Fn(&str) -> Option<String>, changes: &mut Changes) -> Option<String> {
        self.surplus_tables(tables, changes);
        self.indented_code(changes);
        let taken: Vec<Range<usize>> = self.pieces.iter().map(|(range, _)| range.clone()).collect();
        let tokens = std::mem::take(&mut self.tokens);
        for (run, tokens) in &tokens {
            if !taken.iter().any(|range| range.start <= run.start && run.start < range.end) {
                self.links(tokens, key, changes);
                self.what_others_read_as_links(tokens, changes);
            }
        }
        self.open_fences(changes);
        self.done()
    }

    /// Where a target leads, if a card may lead there: as it is to be written.
    fn leads_somewhere(&self, target: Range<usize>) -> Option<String> {
        let text = self.source.text(target);
        let address = address(&text);
        let scheme = ["https://", "http://", "tel:"]
            .iter()
            .find(|scheme| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))?;
        let rest = address.get(scheme.len()..).unwrap_or_default();
        if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '+' || c == '[') {
            return None;
        }
        let mut written = String::new();
        url::whole(address, &mut written);
        Some(written)
    }

    fn links(&mut self, tokens: &[Token], key: &dyn Fn(&str) -> Option<String>, changes: &mut Changes) {
        // the beginnings of links and pictures that are open, each with its token
        let mut open: Vec<(bool, Range<usize>)> = Vec::new();
        for token in tokens {
            match &token.kind {
                TokenKind::LinkStart { image } => open.push((*image, token.range.clone())),
                TokenKind::LinkEnd { target, .. } => {
                    let Some((image, start)) = open.pop() else { continue };
                    let label = self.source.slice(start.end..token.range.start);
                    let empty = label.iter().all(|c| c.is_whitespace());
                    let inside = open.iter().any(|(image, _)| !image);
                    let address = || address(&self.source.text(target.clone())).to_owned();
                    let key = if image && !inside { key(&address()).filter(|key| is_key(key)) } else { None };
                    if let Some(key) = key {
                        let written = format!("]({key})");
                        if self.source.text(token.range.clone()) != written {
                            self.put(token.range.clone(), written);
                        }
                        continue;
                    }
                    changes.pictures += usize::from(image);
                    let to = self.leads_somewhere(target.clone());
                    if !image && to.is_none() {
                        changes.links += 1;
                    }
                    match to {
                        Some(_) if inside && !empty => {
                            self.put(start, "");
                            self.put(token.range.clone(), "");
                        }
                        Some(to) if empty => {
                            self.put(start, to.clone());
                            self.put(token.range.clone(), "");
                        }
                        Some(to) => {
                            if image {
                                self.put(start, "[");
                            }
                            let written = format!("]({to})");
                            if self.source.text(token.range.clone()) != written {
                                self.put(token.range.clone(), written);
                            }
                        }
                        None => {
                            let mut shown = String::new();
                            escape(
                                self.source.text(target.clone()).trim(),
                                HoleContext::Text,
                                Flavour::Markdown2,
                                &mut shown,
                            );
                            self.put(start, "");
                            self.put(token.range.clone(), if shown.is_empty() { shown } else { format!(" ({shown})") });
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// `](` and `]:` that this reader takes for text, and that others may take for a link or its target.
    fn what_others_read_as_links(&mut self, tokens: &[Token], changes: &mut Changes) {
        for token in tokens.iter().filter(|token| matches!(token.kind, TokenKind::Text)) {
            for at in token.range.clone() {
                if self.source.before(at) != Some(']') || at == token.range.start {
                    continue;
                }
                // one that ends a link is not in a text
                match self.source.get(at) {
                    Some('(') => self.put(at..at + 1, "&#40;"),
                    Some(':') => self.put(at..at + 1, "&#58;"),
                    Some('[') => self.put(at..at + 1, "&#91;"),
                    _ => continue,
                }
                changes.links += 1;
            }
        }
    }

    /// From a line to the end of the table that it begins.
    fn table(&self, head: &Range<usize>) -> Range<usize> {
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
        (start <= self.source.chars.len() && self.source.get(end) == Some('\n')).then(|| {
            let rest = self.source.slice(start..self.source.chars.len());
            start..start + rest.iter().take_while(|c| **c != '\n').count()
        })
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

/// The address in a target, which may have a title behind it.
fn address(target: &str) -> &str {
    let text = target.trim();
    match text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((address, _)) => address,
        None => text.split(char::is_whitespace).next().unwrap_or_default(),
    }
}

/// Whether a text is the key of an uploaded picture.
fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// The addresses of the pictures in a text, in order, each once: those outside of links, on the web.
///
/// ```
/// use feishu_card_schema::markdown::pictures;
/// assert_eq!(pictures("![a](https://b.c/d.png) `![x](y)`"), ["https://b.c/d.png"]);
/// ```
#[must_use]
pub fn pictures(text: &str) -> Vec<String> {
    let seen = RefCell::new(Vec::new());
    // the same reading as for writing, so that what is found is what can be put in
    let note = |address: &str| {
        let mut seen = seen.borrow_mut();
        let web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
        if web && !seen.iter().any(|known| known == address) {
            seen.push(address.to_owned());
        }
        Some("key".to_owned())
    };
    let _ = untrusted_with_pictures(text, usize::MAX, &note);
    seen.into_inner()
}

/// A code block of this text, between more backticks than it has in a row.
fn fenced(text: &str, language: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest.max(2) + 1);
    format!("{marks}{language}\n{text}\n{marks}")
}

/// How much one card's worth of a text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitLimits {
    /// Bytes of the text as JSON holds it: a new line or quote is two.
    pub bytes: usize,
    /// Characters.
    pub chars: usize,
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
/// The text is one that [`untrusted`] gave.
#[must_use]
pub fn split(text: &str, limits: &SplitLimits) -> Vec<String> {
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
fn cost(c: char) -> usize {
    match c {
        '"' | '\\' | '\n' | '\t' | '\r' => 2,
        c if c < ' ' => 6,
        c => c.len_utf8(),
    }
}

/// The first part and the rest; `None` when all of it fits.
pub(crate) fn cut(text: &str, limits: &SplitLimits) -> Option<(String, String)> {
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
        ranges.sort_by_key(|range| range.start);
        ranges
    }

    /// How good a place this is to cut before; `None` where it is none.
    fn cut_at(&self, at: usize, whole: &[Range<usize>]) -> Option<Cut> {
        let next = whole.partition_point(|range| range.start < at);
        if whole.get(..next).unwrap_or_default().iter().rev().take(8).any(|range| at < range.end) {
            return None;
        }
        let line_start = self.source.before(at) == Some('\n');
        for fence in &self.blocks.fences {
            let end = fence.closing.as_ref().map_or(fence.body.end, |closing| closing.end);
            if fence.opening.start < at && at < end {
                let in_body = fence.body.start < at && at < fence.body.end;
                return (line_start && in_body && !fence.quoted).then_some(Cut::InCode);
            }
            if fence.opening.start == at {
                return Some(Cut::Block);
            }
        }
        if self.blocks.tables.iter().any(|head| head.start < at && at <= head.end + 1) {
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
            || self.blocks.tables.iter().any(|head| head.start == at)
            || self.blocks.marks.iter().any(|(mark, range)| *mark == Mark::Heading && range.start == at);
        Some(if block { Cut::Block } else { Cut::Line })
    }
}
