//! String literals, and text that somebody forgot to quote.

use super::Parser;
use crate::{
    line_column,
    syntax::{Child, Rust, Text},
};
use feishu_card_schema::grammar as codes;
use proc_macro2::{Delimiter, Literal, Span, TokenTree};

impl Parser<'_> {
    /// The string literal that is next; another literal is reported and taken for what it shows.
    pub(super) fn string(&mut self) -> Option<Text> {
        let Some(TokenTree::Literal(literal)) = self.cursor.peek(0) else { return None };
        let literal = literal.clone();
        let text = self.text_of(&literal)?;
        self.cursor.bump();
        Some(text)
    }

    /// The text of a literal; `None` for numbers.
    pub(super) fn text_of(&mut self, literal: &Literal) -> Option<Text> {
        let span = literal.span();
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
            self.findings.add(&codes::STRING_KIND, span, problem, format!("write `{plain}`"));
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
        let mut shown = String::new();
        let mut end: Option<Span> = None;
        while let Some(token) = self.cursor.peek(0) {
            let stop = match token {
                TokenTree::Punct(punct) => matches!(punct.as_char(), '<'),
                TokenTree::Literal(literal) => end.is_some() && literal.to_string().starts_with('"'),
                _ => false,
            };
            if stop && end.is_some() {
                break;
            }
            let token = token.clone();
            self.cursor.bump();
            if end.is_some_and(|end| gap(end, token.span())) {
                shown.push(' ');
            }
            end = Some(match &token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    children.push(Child::Splice(Rust::braces(group)));
                    group.span_close()
                }
                other => other.span(),
            });
            shown.push_str(&token.to_string());
        }
        let shown = shown.replace("{ ", "{").replace(" }", "}");
        // what looks like a call is more often meant as one
        let help = match shown.as_str() {
            ";" | "," => format!("children are not separated: remove the `{shown}`"),
            call if call.contains('(') && !call.contains(' ') => {
                format!("wrap an expression in braces: `{{{call}}}`, and text in quotes: `\"{call}\"`")
            }
            text => format!("write `\"{text}\"`"),
        };
        self.findings.add(&codes::NOT_QUOTED, span, "text must be quoted", help);
    }

    /// `/// …` reaches a macro as `#[doc = "…"]`.
    fn doc_comment(&mut self, span: Span) {
        self.cursor.bump();
        if self.cursor.is(0, '!') {
            self.cursor.bump();
        }
        if self.cursor.group(0, Delimiter::Bracket).is_some() {
            self.cursor.bump();
        }
        let message = "documentation comments and attributes are not allowed between tags";
        self.findings.add(&codes::STRING_KIND, span, message, "write a plain comment: `// …`");
    }
}

/// What a string literal says, escapes resolved; `None` for other literals.
pub fn string_value(literal: &Literal) -> Option<String> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// Whether there is a blank between two tokens.
fn gap(end: Span, start: Span) -> bool {
    line_column::end(end) != line_column::start(start)
}
