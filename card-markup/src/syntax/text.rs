//! String literals, and text that somebody forgot to quote.

use super::{Parser, bare, written};
use crate::syntax::{Child, Rust, Text};
use feishu_card_schema::entries;
use proc_macro2::{Delimiter, Literal, Span, TokenTree};

entries! {
    NOT_QUOTED = "C0005" "text is not quoted" [E E E]
        why "Text between tags is a string literal: Rust's lexer would not keep its spaces and punctuation (markup §2)."
        wrong "card! { <div>hello</div> }"
        right "card! { <div>\"hello\"</div> }"

    STRING_KIND = "C0006" "not a plain string" [E E E]
        why "Text is a plain or raw string literal; comments are `//` or `/* */` (markup §2)."
        wrong "card! { <div>b\"x\"</div> }"
        right "card! { <div>\"x\"</div> }"
}

impl Parser<'_> {
    /// The string literal that is next; another literal is reported and taken for what it shows.
    pub(super) fn string(&mut self) -> Option<Text> {
        let Some(TokenTree::Literal(literal)) = self.cursor.peek(0) else { return None };
        let literal = literal.clone();
        if let Some(value) = plain(&literal) {
            self.cursor.skip();
            return Some(Text { value, span: literal.span(), literal });
        }
        if parts(&literal).is_some_and(|(_, suffix)| !suffix.is_empty())
            && let Some(text) = self.string_with_quotes(&literal)
        {
            return Some(text);
        }
        let text = self.text_of(&literal)?;
        self.cursor.skip();
        Some(text)
    }

    /// The text of a literal; `None` for numbers.
    pub(super) fn text_of(&mut self, literal: &Literal) -> Option<Text> {
        let span = literal.span();
        if let Some(value) = plain(literal) {
            return Some(Text { value, literal: literal.clone(), span });
        }
        let (value, problem) = match syn::Lit::new(literal.clone()) {
            syn::Lit::Str(text) if text.suffix().is_empty() => (text.value(), None),
            syn::Lit::Str(text) => (text.value(), Some(format!("a string cannot have the suffix `{}`", text.suffix()))),
            syn::Lit::Char(c) => (c.value().to_string(), Some("expected a string, found a character".to_owned())),
            syn::Lit::ByteStr(bytes) => (
                String::from_utf8_lossy(&bytes.value()).into_owned(),
                Some("expected a string, found a byte string".to_owned()),
            ),
            syn::Lit::CStr(text) => {
                (text.value().to_string_lossy().into_owned(), Some("expected a string, found a C string".to_owned()))
            }
            syn::Lit::Byte(byte) => {
                (char::from(byte.value()).to_string(), Some("expected a string, found a byte".to_owned()))
            }
            _ => return None,
        };
        if let Some(problem) = problem {
            let mut plain = Literal::string(&value);
            plain.set_span(span);
            self.findings.add(&STRING_KIND, span, problem, format!("write `{plain}`"));
            return Some(Text { value, literal: plain, span });
        }
        Some(Text { value, literal: literal.clone(), span })
    }

    /// Tokens between the tags that are no child: text that is not quoted, up to the next tag or string.
    pub(super) fn bare_text(&mut self, children: &mut Vec<Child>) {
        let span = self.cursor.here();
        if self.cursor.is(0, '#') {
            return self.doc_comment(span);
        }
        let before = match children.last() {
            Some(Child::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let is_word = self.cursor.ident(0).is_some();
        if let Some(text) = before.as_ref().filter(|text| is_word && !written::gap(text.span, span))
            && let Some(whole) = self.broken_string(text)
        {
            return self.quote_in_string(text.span, &whole);
        }
        let taken = self.take_bare_text(children);
        let (message, help) = bare::said(&taken, before.as_ref());
        self.findings.add(&NOT_QUOTED, span, message, help);
    }

    /// The tokens up to the next tag or string; what `+` joins belongs to them. Expressions in braces become children.
    fn take_bare_text(&mut self, children: &mut Vec<Child>) -> Vec<TokenTree> {
        let mut taken: Vec<TokenTree> = Vec::new();
        while let Some(token) = self.cursor.peek(0) {
            let joined = matches!(taken.last(), Some(TokenTree::Punct(plus)) if plus.as_char() == '+');
            let stop = match token {
                TokenTree::Punct(punct) => punct.as_char() == '<',
                TokenTree::Literal(literal) => !joined && written::first_char(literal) == Some('"'),
                _ => false,
            };
            if stop && !taken.is_empty() {
                break;
            }
            let token = token.clone();
            self.cursor.skip();
            if let TokenTree::Group(group) = &token
                && group.delimiter() == Delimiter::Brace
                && !group.stream().is_empty()
            {
                let use_of = self.as_child();
                children.extend(self.expression(Rust::braces(group), use_of).map(Child::expression));
            }
            taken.push(token);
        }
        self.left_out = true;
        taken
    }

    /// `"say "hi" now"`: to the lexer `hi` is the suffix of the first string.
    fn string_with_quotes(&mut self, literal: &Literal) -> Option<Text> {
        let mark = self.cursor.mark();
        self.cursor.skip();
        let start = Text { value: String::new(), literal: literal.clone(), span: literal.span() };
        let Some(whole) = self.broken_string(&start) else {
            self.cursor.reset(mark);
            return None;
        };
        self.quote_in_string(start.span, &whole);
        let mut plain = Literal::string("");
        plain.set_span(start.span);
        Some(Text { literal: plain, ..start })
    }

    /// The string that was meant where quotes inside of `start` have cut it: `"say "hi" now"`. Takes the rest of it.
    pub(super) fn broken_string(&mut self, start: &Text) -> Option<String> {
        const LONGEST: usize = 24;
        let mark = self.cursor.mark();
        let (mut whole, mut suffix) = parts(&start.literal)?;
        let mut end = start.span;
        loop {
            let mut words = Vec::new();
            let rest = loop {
                let next = self.cursor.bump();
                match next {
                    Some(TokenTree::Literal(literal)) if written::first_char(&literal) == Some('"') => {
                        break Some(literal);
                    }
                    Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '<' | '>' | '/' | '=') => break None,
                    Some(token) if words.len() < LONGEST => words.push(token),
                    _ => break None,
                }
            };
            let Some(rest) = rest else {
                self.cursor.reset(mark);
                return None;
            };
            let first = words.first().map_or_else(|| rest.span(), TokenTree::span);
            let blank = |end: Span, start: Span| if written::gap(end, start) { " " } else { "" };
            let last = words.last().map_or(end, TokenTree::span);
            whole.push_str("\\\"");
            whole.push_str(&suffix);
            whole.push_str(if words.is_empty() { "" } else { blank(end, first) });
            whole.push_str(&written::written(&words));
            whole.push_str(blank(last, rest.span()));
            whole.push_str("\\\"");
            let (text, next) = parts(&rest)?;
            whole.push_str(&text);
            suffix = next;
            end = rest.span();
            let here = self.cursor.here();
            let goes_on = matches!(self.cursor.peek(0), Some(TokenTree::Ident(_) | TokenTree::Literal(_)));
            if suffix.is_empty() && (!goes_on || written::gap(end, here)) {
                return Some(whole);
            }
        }
    }

    /// Reports a string that quotes inside of it have cut.
    pub(super) fn quote_in_string(&mut self, span: Span, whole: &str) {
        self.left_out = true;
        let raw = whole.replace("\\\"", "\"");
        let help = match raw.contains('\\') {
            true => format!("write `\"{whole}\"`"),
            false => format!("write `\"{whole}\"` or `r#\"{raw}\"#`"),
        };
        self.findings.add(&STRING_KIND, span, "a quote inside of a string ends it", help);
    }

    /// `<!-- … -->`, `<!DOCTYPE html>`: reported and skipped.
    pub(super) fn html_comment(&mut self) {
        let start = self.cursor.here();
        let is_comment = self.cursor.is(2, '-') && self.cursor.is(3, '-');
        let (message, help) = match is_comment {
            true => ("an HTML comment is not a comment here", "comments are `// …` and `/* … */`"),
            false => ("a card has no document type", "remove it"),
        };
        self.findings.add(&STRING_KIND, start, message, help);
        let mark = self.cursor.mark();
        let mut dashes = 0;
        while let Some(token) = self.cursor.bump() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '-' => dashes += 1,
                TokenTree::Punct(punct) if punct.as_char() == '>' && (dashes >= 2 || !is_comment) => return,
                _ => dashes = 0,
            }
        }
        // its end is missing: what looks like a tag goes on
        self.cursor.reset(mark);
        self.cursor.skip();
        while self.cursor.peek(0).is_some() && !self.cursor.is(0, '<') {
            self.cursor.skip();
        }
    }

    /// `/// …` reaches a macro as `#[doc = "…"]`.
    fn doc_comment(&mut self, span: Span) {
        self.cursor.skip();
        if self.cursor.is(0, '!') {
            self.cursor.skip();
        }
        if self.cursor.group(0, Delimiter::Bracket).is_some() {
            self.cursor.skip();
        }
        let message = "documentation comments and attributes are not allowed between tags";
        self.findings.add(&STRING_KIND, span, message, "write a plain comment: `// …`");
    }
}

/// What a literal says that is all plain: its characters are those between the quotes.
fn plain(literal: &Literal) -> Option<String> {
    let mut text = literal.to_string();
    let [b'"', inner @ .., b'"'] = text.as_bytes() else { return None };
    if inner.contains(&b'\\') || inner.contains(&b'\r') {
        return None;
    }
    text.pop();
    text.remove(0);
    Some(text)
}

/// What is between the quotes of a plain literal, as it is written, and its suffix.
fn parts(literal: &Literal) -> Option<(String, String)> {
    let text = literal.to_string();
    let (inside, suffix) = text.strip_prefix('"')?.rsplit_once('"')?;
    Some((inside.to_owned(), suffix.to_owned()))
}

/// What a string literal says, escapes resolved; `None` for other literals.
pub fn string_value(literal: &Literal) -> Option<String> {
    plain(literal).or_else(|| match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    })
}
