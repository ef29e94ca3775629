//! Statements of Rust between the tags, where none is allowed.

use super::{Parser, head::shown_block, written::written};
use crate::syntax::Child;
use feishu_card_schema::grammar as codes;
use proc_macro2::{Delimiter, Ident, TokenTree};

impl Parser<'_> {
    /// A statement of Rust between the tags: reported, and what is in its block kept.
    pub(super) fn statement(&mut self, children: &mut Vec<Child>) {
        let Some(keyword) = self.keyword() else { return };
        let word = keyword.to_string();
        if matches!(word.as_str(), "return" | "break") && self.cursor.is(0, '<') {
            return self.returned(&keyword, children);
        }
        let (message, help) = match word.as_str() {
            "else" => ("this `else` has no `if` before it", "write `if … { … } else { … }`".to_owned()),
            "while" | "loop" => ("only `for` loops are allowed between tags", self.loop_as_for(&word)),
            "let" => (
                "`let` is not allowed between tags",
                "put it before the `card!`, or inside an expression: `{ let x = …; x }`".to_owned(),
            ),
            _ => (
                "statements are not allowed between tags",
                "put it before the `card!`; markup takes `if`, `for` and `match`".to_owned(),
            ),
        };
        self.findings.add(&codes::CONTROL_FLOW, keyword.span(), message, help);
        let with_block = matches!(word.as_str(), "else" | "while" | "loop");
        while let Some(token) = self.cursor.peek(0).cloned() {
            match &token {
                TokenTree::Group(group) if with_block && group.delimiter() == Delimiter::Brace => {
                    self.cursor.skip();
                    let block = self.block(group);
                    return children.extend(block);
                }
                TokenTree::Punct(punct) if punct.as_char() == ';' => {
                    self.cursor.skip();
                    return;
                }
                TokenTree::Punct(punct) if punct.as_char() == '<' => return,
                _ => {
                    self.cursor.skip();
                }
            }
        }
    }

    /// `return <hr/>;`: what is returned is a child.
    fn returned(&mut self, keyword: &Ident, children: &mut Vec<Child>) {
        let begin = self.cursor.mark();
        let body = self.bare_body().unwrap_or_default();
        let shown = self.shown_since(begin);
        let ended = self.cursor.eat(';').is_some();
        let and = if ended { ", and without the `;`" } else { "" };
        let message = format!("`{keyword}` is not allowed between tags");
        let help = format!("write `{shown}` without `{keyword}`{and}");
        self.findings.add(&codes::CONTROL_FLOW, keyword.span(), message, help);
        children.extend(body);
    }

    /// What to write for a `while` or a `loop`, whose keyword was read.
    fn loop_as_for(&mut self, word: &str) -> String {
        let mut head = Vec::new();
        let mut body = "…".to_owned();
        let mut n = 0;
        while let Some(token) = self.cursor.peek_raw(n) {
            if let TokenTree::Group(group) = token
                && group.delimiter() == Delimiter::Brace
            {
                body = shown_block(group);
                break;
            }
            head.push(token.clone());
            n += 1;
        }
        let text = written(&head);
        let next = text.strip_prefix("let Some(").and_then(|rest| rest.split_once(") = "));
        match next.map(|(item, rest)| (item, rest.split_once(".next()").map(|(list, _)| list))) {
            Some((item, Some(list))) => format!("write `for {item} in {list} {{ {body} }}`"),
            _ if word == "while" && !text.starts_with("let") => {
                format!(
                    "a card is made once: write `if {text} {{ {body} }}`; what is repeated is `for item in list {{ {body} }}`"
                )
            }
            _ => format!("write `for item in list {{ {body} }}`"),
        }
    }
}
