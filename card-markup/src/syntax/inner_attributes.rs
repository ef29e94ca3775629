//! Inner attributes of a call: `#![allow(C0302)]`.

use super::{Parser, cursor::Cursor};
use crate::catalogue;
use feishu_card_schema::entries;
use proc_macro2::{Delimiter, Span, TokenTree};

entries! {
    INNER_ATTRIBUTE = "C0018" "an inner attribute that `card!` does not know" [E E E]
        why "`#![allow(C0302)]` lowers a code for one card."
        wrong "card! { #![allow(clippy)] <card/> }"
        right "card! { #![allow(C0302)] <card/> }"
}

impl Parser<'_> {
    /// `#![allow(C0302, C0303)]`.
    pub(super) fn inner_attributes(&mut self) -> Vec<(String, Span)> {
        const HELP: &str = "write `#![allow(C0302)]`, with the codes to lower for this card";
        let mut allow = Vec::new();
        while self.cursor.is(0, '#') && self.cursor.is(1, '!') {
            let start = self.cursor.here();
            self.cursor.skip();
            self.cursor.skip();
            let Some(group) = self.cursor.group(0, Delimiter::Bracket).cloned() else {
                self.findings.add(&INNER_ATTRIBUTE, start, "expected an inner attribute after `#!`", HELP);
                continue;
            };
            self.cursor.skip();
            let mut inner = Cursor::new(group.stream(), group.span_close());
            let listed = match inner.group(1, Delimiter::Parenthesis).cloned() {
                Some(listed) if inner.is_word(0, "allow") => listed,
                _ => {
                    let span = inner.here();
                    let message = "unknown inner attribute; `card!` has `allow` only";
                    self.findings.add(&INNER_ATTRIBUTE, span, message, HELP);
                    continue;
                }
            };
            for token in listed.stream() {
                match token {
                    TokenTree::Ident(code) => {
                        let name = code.to_string();
                        if catalogue::entry(&name).is_none() {
                            let message = format!("unknown code `{name}`");
                            self.findings.add(&INNER_ATTRIBUTE, code.span(), message, HELP);
                        }
                        allow.push((name, code.span()));
                    }
                    TokenTree::Punct(comma) if comma.as_char() == ',' => {}
                    other => self.findings.add(&INNER_ATTRIBUTE, other.span(), "expected a code such as `C0302`", HELP),
                }
            }
        }
        allow
    }
}
