//! Reads the platform's tags out of a text before CommonMark sees it: each becomes one private-use character, and a
//! list says what it stands for. What the dialect does not have becomes a marker that is drawn as typed.

use super::{
    Dialect, emoji,
    tag::{self, Tag},
};
use crate::holes;

/// What a marker stands for; `source` is how it was written, which is what code shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Token<'s> {
    pub(crate) what: What<'s>,
    pub(crate) source: &'s str,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum What<'s> {
    /// A tag that opens a span: `font`, `a`, `link`, `text_tag`.
    Open(Tag<'s>),
    /// The end of a span, by the name of its tag.
    Close(&'s str),
    /// A tag with its text, which is no Markdown.
    Whole(Tag<'s>, &'s str),
    /// Shown as typed.
    Typed,
    /// A tag that is not shown.
    Nothing,
    /// An address in the text.
    Address,
    /// An emoji of the platform, by key.
    Emoji(&'s str),
    /// `<br>`.
    Break,
    /// `&reg` and `&copy`, which work without a semicolon.
    Symbol(&'static str),
    /// A hole, by its label.
    Hole(&'s str),
}

/// A text with markers, and what they stand for.
#[derive(Debug, Default)]
pub(crate) struct Tokens<'s> {
    pub(crate) text: String,
    list: Vec<Token<'s>>,
}

/// The first marker, and how many there can be: the private-use planes without their last characters, which are
/// no characters, and without the marks of holes.
const FIRST: u32 = 0xf_0000;
const PLANE: u32 = 0xfffe;
const MOST: u32 = PLANE + 0xfff0;

/// Stands at both sides of a marker for something that is written with punctuation: by what is beside a `**` CommonMark
/// decides whether it begins or ends something, and a tag begins and ends with a bracket. Punctuation of a script that
/// nobody writes; where a text has it, it is marked as typed.
const GUARD: char = '\u{1bc9f}';

/// Spans keep what is between their tags; these tags take their text as a whole.
const WHOLE: &[&str] = &["at", "person", "number_tag", "local_datetime", "audio", "raw"];
const SPANS: &[&str] = &["font", "a", "link", "text_tag"];

impl<'s> Tokens<'s> {
    /// What a character stands for, if it is a marker.
    pub(crate) fn of(&self, c: char) -> Option<&Token<'s>> {
        let code = c as u32;
        let index = match code.checked_sub(FIRST)? {
            index if index < PLANE => index,
            index if index >= 0x1_0000 => index - 0x1_0000 + PLANE,
            _ => return None,
        };
        self.list.get(index as usize)
    }

    fn push(&mut self, what: What<'s>, source: &'s str) {
        let index = self.list.len() as u32;
        let code = if index < PLANE { FIRST + index } else { FIRST + 0x1_0000 + index - PLANE };
        match char::from_u32(code).filter(|_| index < MOST) {
            Some(marker) => {
                let guards = !matches!(what, What::Hole(_) | What::Address);
                self.text.extend(guards.then_some(GUARD));
                self.text.push(marker);
                self.text.extend(guards.then_some(GUARD));
                self.list.push(Token { what, source });
            }
            // more tags than any card can hold: CommonMark gets the rest as it is, and its HTML is drawn as typed
            None => self.text.push_str(source),
        }
    }

    /// Whether a character is none of the text, but stands beside a marker.
    pub(crate) fn is_guard(c: char) -> bool {
        c == GUARD
    }

    /// A text of CommonMark with what the markers were written as.
    pub(crate) fn restored<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        if !text.chars().any(|c| c as u32 >= FIRST || Tokens::is_guard(c)) {
            return text.into();
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars().filter(|c| !Tokens::is_guard(*c)) {
            match self.of(c) {
                Some(token) => out.push_str(token.source),
                None => out.push(c),
            }
        }
        out.into()
    }
}

/// Reads a text.
pub(crate) fn read(source: &str, dialect: Dialect, holes: bool) -> Tokens<'_> {
    let mut reader = Reader {
        source,
        at: 0,
        dialect,
        holes,
        out: Tokens { text: String::with_capacity(source.len() + 16), list: Vec::new() },
        fence: None,
        list: false,
        blank: true,
        missing: [0; WHOLE.len() + 2],
    };
    reader.run();
    reader.out
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    dialect: Dialect,
    holes: bool,
    out: Tokens<'s>,
    /// Inside of a fenced block: its character and length.
    fence: Option<(u8, usize)>,
    /// A list item began above, so that indented lines belong to it.
    list: bool,
    /// The line above is blank.
    blank: bool,
    /// For each tag: from here on its end is known not to come, so that nobody searches twice.
    missing: [usize; WHOLE.len() + 2],
}

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Copies bytes as they are.
    fn copy(&mut self, bytes: usize) {
        self.out.text.push_str(self.rest().get(..bytes).unwrap_or_default());
        self.at += bytes;
    }

    /// Replaces bytes by a marker.
    fn mark(&mut self, what: What<'s>, bytes: usize) {
        let source = self.rest().get(..bytes).unwrap_or_default();
        self.out.push(what, source);
        self.at += bytes;
    }

    fn run(&mut self) {
        self.line_start();
        while let Some(next) = self.rest().bytes().position(|byte| {
            matches!(byte, b'<' | b'&' | b':' | b'h' | b'H' | b'~' | b'`' | b'\n' | b'!' | b'\\' | 0xf0 | 0xf3 | 0xf4)
        }) {
            self.copy(next);
            self.special();
        }
        self.copy(self.rest().len());
    }

    /// At a character that may mean something.
    fn special(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        if first as u32 >= FIRST {
            return self.private(first);
        }
        if first == '\n' {
            self.copy(1);
            return self.line_start();
        }
        if first == GUARD {
            return self.mark(What::Typed, first.len_utf8());
        }
        if self.fence.is_some() {
            return self.copy(first.len_utf8());
        }
        match first {
            '<' => self.angle(),
            '&' => match ["&reg", "&copy"].iter().zip(["®", "©"]).find(|(name, _)| rest.starts_with(**name)) {
                Some((name, symbol))
                    if !rest
                        .get(name.len()..)
                        .is_some_and(|after| after.starts_with(|c: char| c == ';' || c.is_ascii_alphanumeric())) =>
                {
                    self.mark(What::Symbol(symbol), name.len());
                }
                _ => self.copy(1),
            },
            ':' => match emoji::key(rest) {
                Some(key) => self.mark(What::Emoji(key), key.len() + 2),
                None => self.copy(1),
            },
            'h' | 'H' => self.address(),
            // one wave is a range of numbers; three or more are no strike either
            '~' => {
                let run = rest.bytes().take_while(|byte| *byte == b'~').count();
                if run == 2 { self.copy(2) } else { self.mark(What::Typed, run) }
            }
            '`' => {
                let run = rest.bytes().take_while(|byte| *byte == b'`').count();
                if self.dialect == Dialect::Second { self.copy(run) } else { self.mark(What::Typed, run) }
            }
            '!' if self.dialect == Dialect::Lark && rest.starts_with("![") => self.mark(What::Typed, 1),
            '\\' => {
                let escaped = rest.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation);
                self.copy(if escaped { 2 } else { 1 });
            }
            other => self.copy(other.len_utf8()),
        }
    }

    /// A character of the planes that the markers are from: the mark of a hole, or nothing that a text may hold.
    fn private(&mut self, first: char) {
        let rest = self.rest();
        if self.holes && first == holes::OPEN {
            let inside = rest.get(first.len_utf8()..).unwrap_or_default();
            if let Some((label, _)) = inside.split_once(holes::CLOSE)
                && !label.contains(holes::OPEN)
            {
                return self.mark(What::Hole(label), label.len() + 2 * first.len_utf8());
            }
        }
        self.out.text.push('\u{fffd}');
        self.at += first.len_utf8();
    }

    /// At `<`: a tag of the platform, a tag that is not shown, an address, or the character.
    fn angle(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            let end = self.search(WHOLE.len(), "-->");
            return match end {
                Some(end) => self.mark(What::Nothing, end + 3),
                None => self.mark(What::Typed, 1),
            };
        }
        let Some((tag, bytes)) = tag::read(rest) else {
            // `<https://…>` and `<a@b.cn>` are CommonMark's; nothing else may begin HTML
            let inner = rest.get(1..).unwrap_or_default();
            let word = inner
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_')))
                .unwrap_or(inner.len());
            let link = word > 0 && inner.get(word..).is_some_and(|after| after.starts_with([':', '@']));
            return if link { self.copy(1) } else { self.mark(What::Typed, 1) };
        };
        let name = tag.name;
        let is = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(name));
        if is(&["br"]) {
            return self.mark(What::Break, bytes);
        }
        if is(&["hr"]) {
            return self.rule(bytes);
        }
        if is(SPANS) {
            return self.span(tag, bytes);
        }
        if is(WHOLE) && !tag.closing {
            return self.whole(tag, bytes);
        }
        self.mark(What::Nothing, bytes);
    }

    /// `<hr>`: on a line of its own between blank lines. `lark_md` has none.
    fn rule(&mut self, bytes: usize) {
        if self.dialect == Dialect::Lark {
            return self.mark(What::Nothing, bytes);
        }
        let line = self.out.text.rsplit('\n').next().unwrap_or_default();
        if line.bytes().filter(|byte| *byte == b'`').count() % 2 == 1 {
            return self.mark(What::Typed, bytes);
        }
        self.out.text.push_str("\n\n***\n\n");
        self.at += bytes;
    }

    fn span(&mut self, tag: Tag<'s>, bytes: usize) {
        if tag.closing {
            return self.mark(What::Close(tag.name), bytes);
        }
        let link = tag.name.eq_ignore_ascii_case("a");
        if link || tag.name.eq_ignore_ascii_case("link") {
            // without a text the address is the text
            let after = self.rest().get(bytes..).unwrap_or_default();
            let close = if link { "</a>" } else { "</link>" };
            if after.starts_with(close) {
                return self.mark(What::Whole(tag, ""), bytes + close.len());
            }
            if tag.word("href").or(tag.word("url")).is_none()
                && let Some(end) = self.search(WHOLE.len() + 1, "</a>").filter(|_| link)
            {
                let inner = self.rest().get(bytes..end).unwrap_or_default();
                return self.mark(What::Whole(tag, inner), end + close.len());
            }
        }
        self.mark(What::Open(tag), bytes);
    }

    fn whole(&mut self, tag: Tag<'s>, bytes: usize) {
        let second = self.dialect == Dialect::Second;
        if !second && tag.name.eq_ignore_ascii_case("number_tag") {
            return self.mark(What::Typed, bytes);
        }
        if !second && ["local_datetime", "audio", "raw"].iter().any(|name| name.eq_ignore_ascii_case(tag.name)) {
            return self.mark(What::Nothing, bytes);
        }
        let slot = WHOLE.iter().position(|name| name.eq_ignore_ascii_case(tag.name)).unwrap_or_default();
        let close = match slot {
            0 => "</at>",
            1 => "</person>",
            2 => "</number_tag>",
            3 => "</local_datetime>",
            4 => "</audio>",
            _ => "</raw>",
        };
        match self.search(slot, close) {
            // its text is on the same paragraph, else the end belongs to another one
            Some(end) if end >= bytes && !self.rest().get(bytes..end).unwrap_or_default().contains("\n\n") => {
                let inner = self.rest().get(bytes..end).unwrap_or_default();
                self.mark(What::Whole(tag, inner), end + close.len());
            }
            _ => self.mark(What::Whole(tag, ""), bytes),
        }
    }

    /// Where a text comes next, in bytes from here; remembers where it does not come any more.
    fn search(&mut self, slot: usize, wanted: &str) -> Option<usize> {
        let missing = self.missing.get_mut(slot)?;
        if *missing == 1 {
            return None;
        }
        let found = self.source.get(self.at..)?.find(wanted);
        if found.is_none() {
            *missing = 1;
        }
        found
    }

    /// An address in the text: it runs on to a blank, or to a character that no address has.
    fn address(&mut self) {
        let rest = self.rest();
        let starts = |scheme: &str| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        let before = &self.out.text;
        let inside = before.ends_with("](")
            || before.ends_with("]: ")
            || before.ends_with('<')
            || before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
        let scheme = ["https://", "http://"].into_iter().find(|scheme| starts(scheme)).filter(|_| !inside);
        let Some(scheme) = scheme else { return self.copy(1) };
        let mut open = 0_i32;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            match c {
                '(' => open += 1,
                ')' if open == 0 => {
                    end = at;
                    break;
                }
                ')' => open -= 1,
                '<'
                | '>'
                | '"'
                | '`'
                | '|'
                | '['
                | ']'
                | '\\'
                | '\u{3000}'..='\u{303f}'
                | '\u{ff00}'..='\u{ff0f}'
                | '\u{ff1a}'..='\u{ff1f}' => {
                    end = at;
                    break;
                }
                c if c.is_whitespace()
                    || c.is_control()
                    || (c as u32 >= FIRST && c != holes::OPEN && c != holes::CLOSE) =>
                {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        let address =
            rest.get(..end).unwrap_or_default().trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'']);
        // an address with a hole is text with a chip in it
        if address.len() <= scheme.len() || address.contains([holes::OPEN, holes::CLOSE]) {
            return self.copy(1);
        }
        self.mark(What::Address, address.len());
    }

    /// At the start of a line: fences, dividers, and what the dialect shows as typed.
    fn line_start(&mut self) {
        let line = self.rest().split('\n').next().unwrap_or_default();
        let body = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - body.len();
        if let Some((fence, length)) = self.fence {
            let run = body.bytes().take_while(|byte| *byte == fence).count();
            if run >= length && body.get(run..).is_some_and(|after| after.trim().is_empty()) {
                self.fence = None;
                self.copy(line.len());
            }
            return;
        }
        let blank_above = std::mem::replace(&mut self.blank, body.trim().is_empty());
        if self.blank {
            return;
        }
        let first = body.bytes().next().unwrap_or_default();
        let run = body.bytes().take_while(|byte| *byte == first).count();
        let lark = self.dialect == Dialect::Lark;
        if !lark
            && matches!(first, b'`' | b'~')
            && run >= 3
            && !(first == b'`' && body.get(run..).is_some_and(|info| info.contains('`')))
        {
            self.fence = Some((first, run));
            return self.copy(indent + run);
        }
        let bullet = matches!(first, b'-' | b'+' | b'*')
            && body.get(1..).is_none_or(|after| after.is_empty() || after.starts_with([' ', '\t']));
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        let number = (1..=9).contains(&digits)
            && body.get(digits..).is_some_and(|after| {
                after.starts_with(". ") || after.starts_with(") ") || after == "." || after == ")"
            });
        let divider = matches!(first, b'-' | b'*' | b'_')
            && body.bytes().filter(|byte| *byte == first).count() >= 3
            && body.bytes().all(|byte| byte == first || byte == b' ' || byte == b'\t' || byte == b'\r');
        if !divider && !lark && (bullet || number) {
            self.list = true;
        } else if indent < 2 && blank_above {
            self.list = false;
        }
        // a divider, never the underline of a heading
        if divider {
            if lark {
                self.copy(indent);
                return self.mark(What::Typed, body.len());
            }
            if !self.list || indent < 2 {
                self.out.text.push_str(if blank_above { "***\n" } else { "\n***\n" });
                self.blank = true;
                self.at += line.len();
                return;
            }
            return;
        }
        // in 1.0 no code by indentation
        if self.dialect != Dialect::Second && !self.list && indent > 0 {
            self.at += indent;
        } else {
            self.copy(indent);
        }
        match first {
            b'=' if body.bytes().all(|byte| matches!(byte, b'=' | b' ' | b'\r')) => self.mark(What::Typed, 1),
            b'#' | b'>' if self.dialect != Dialect::Second => self.mark(What::Typed, run),
            b'[' if self.dialect != Dialect::Second && body.contains("]:") => self.mark(What::Typed, 1),
            _ if lark && bullet => self.mark(What::Typed, 1),
            _ if lark && number => {
                self.copy(digits);
                self.mark(What::Typed, 1);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, dialect: Dialect) -> String {
        let tokens = read(source, dialect, true);
        tokens
            .text
            .chars()
            .filter(|c| !Tokens::is_guard(*c))
            .map(|c| tokens.of(c).map_or(c.to_string(), |token| format!("{{{}}}", token.source)))
            .collect()
    }

    #[test]
    fn tags_become_markers_and_the_rest_stays() {
        let second = |source| shown(source, Dialect::Second);
        assert_eq!(second("a <font color='red'>**b**</font> c"), "a {<font color='red'>}**b**{</font>} c");
        assert_eq!(second("<at id=all></at> 1 < 2 <b>x</b>"), "{<at id=all></at>} 1 {<} 2 {<b>}x{</b>}");
        assert_eq!(second("a<hr>b"), "a\n\n***\n\nb");
        assert_eq!(second("a\n---\nb"), "a\n\n***\n\nb");
        assert_eq!(second("```\n---\n<hr>\n```\n---"), "```\n---\n<hr>\n```\n\n***\n");
        assert_eq!(second("1~2 ~~x~~ ~~~"), "1{~}2 ~~x~~ {~~~}");
        assert_eq!(second("见https://a.cn/x_y，好 [t](https://b.cn)"), "见{https://a.cn/x_y}，好 [t](https://b.cn)");
        assert_eq!(second(":DONE: 10:30:45 &reg x &reg; &copyright"), "{:DONE:} 10:30:45 {&reg} x &reg; &copyright");
        assert_eq!(second("\\<font> <https://a.cn>"), "\\<font> <https://a.cn>");
        assert_eq!(second("\u{f0000}\u{10ffef}"), "\u{fffd}\u{fffd}");
        assert_eq!(second("\u{1bc9f}😀"), "{\u{1bc9f}}😀");
    }

    #[test]
    fn a_dialect_shows_what_it_does_not_have() {
        assert_eq!(shown("# a\n> b\n`c`\n    d", Dialect::First), "{#} a\n{>} b\n{`}c{`}\nd");
        assert_eq!(shown("- a\n    - b\n1. c", Dialect::First), "- a\n    - b\n1. c");
        assert_eq!(shown("- a\n1. c\n---\n![x](y)", Dialect::Lark), "{-} a\n1{.} c\n{---}\n{!}[x](y)");
    }

    #[test]
    fn holes_are_markers_too() {
        let source = format!("**{}** https://a.cn/{}", holes::hole("a*b"), holes::hole("id"));
        assert_eq!(shown(&source, Dialect::Second).matches('{').count(), 2);
        assert_eq!(read(&source, Dialect::Second, false).text.matches('\u{fffd}').count(), 4);
    }
}
