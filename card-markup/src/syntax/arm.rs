//! The arms of a `match` between the tags.

use super::{
    Parser,
    written::{self, written},
};
use crate::syntax::{Arm, Child};
use feishu_card_schema::grammar as codes;
use proc_macro2::{Delimiter, Span, TokenTree};

impl Parser<'_> {
    pub(super) fn arms(&mut self) -> Vec<Arm<Vec<Child>>> {
        let mut arms = Vec::new();
        while !self.cursor.is_done() {
            self.cut = false;
            let start = self.cursor.here();
            let mut n = 0;
            let arrow = loop {
                match (self.cursor.peek_raw(n), self.cursor.peek_raw(n + 1)) {
                    (Some(TokenTree::Punct(a)), Some(TokenTree::Punct(b)))
                        if a.as_char() == '=' && b.as_char() == '>' =>
                    {
                        break Some(n);
                    }
                    (None, _) => break None,
                    // `<` begins markup: the arrow is missing before it
                    (Some(TokenTree::Punct(a)), _) if a.as_char() == '<' => break None,
                    _ => n += 1,
                }
            };
            let Some(n) = arrow.filter(|n| *n > 0) else {
                let help = self.arm_without_arrow(n);
                self.skip_arm(n.max(1));
                self.no_block(start, "this arm has no pattern or no `=>`".to_owned(), help);
                continue;
            };
            let pattern = self.take(n);
            let arrow = self.take(2);
            let span = self.cursor.here();
            let body = self.arm_body(span);
            arms.push(Arm { pattern, arrow, span, body });
        }
        arms
    }

    /// What to write for an arm whose `=>` is missing behind `n` tokens.
    fn arm_without_arrow(&self, n: usize) -> String {
        let pattern: Vec<TokenTree> = (0..n).filter_map(|n| self.cursor.peek_raw(n).cloned()).collect();
        let body: Vec<TokenTree> = (n..)
            .map_while(|n| self.cursor.peek_raw(n).cloned())
            .take_while(|token| !matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','))
            .collect();
        let (pattern, body) = (written(&pattern), written(&body));
        let short = |text: &str| !text.is_empty() && text.chars().count() <= written::SHORT;
        match (short(&pattern), short(&body)) {
            (true, true) => format!("write `{pattern} => {body},`"),
            (true, false) => format!("write `{pattern} => {{ … }}`"),
            (false, true) => format!("write `pattern => {body},`"),
            (false, false) => "an arm is `pattern => <element/>,` or `pattern => { … }`".to_owned(),
        }
    }

    fn arm_body(&mut self, span: Span) -> Vec<Child> {
        if let Some(group) = self.cursor.group(0, Delimiter::Brace).cloned() {
            self.cursor.skip();
            self.cursor.eat(',');
            return self.block(&group);
        }
        let mut children = Vec::new();
        let closing = self.cursor.is(1, '/');
        match self.cursor.peek(0) {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '<' && !closing => {
                let element = self.element();
                children.push(Child::Element(Box::new(element)));
            }
            Some(TokenTree::Literal(_)) => children.extend(self.string().map(Child::Text)),
            Some(TokenTree::Ident(ident)) if ident == "if" => self.if_child(&mut children),
            Some(TokenTree::Ident(ident)) if ident == "for" => self.for_child(&mut children),
            Some(TokenTree::Ident(ident)) if ident == "match" => self.match_child(&mut children),
            _ => {}
        }
        if self.cursor.eat(',').is_none() && !self.cursor.is_done() {
            let here = self.cursor.here();
            let (message, help) = if children.is_empty() {
                (
                    "expected markup after `=>`",
                    "write `pattern => <element/>,` or, for an expression, `pattern => { {expression} }`",
                )
            } else {
                ("expected `,` before this", "end the arm before it with `,`, or wrap several children in `{ … }`")
            };
            self.findings.add(&codes::CONTROL_FLOW, here, message, help);
            if children.is_empty() || !self.arm_follows() {
                self.skip_arm(1);
            }
        } else if children.is_empty() {
            let help = "write `pattern => <element/>,` or `pattern => {}`".to_owned();
            self.no_block(span, "the body of this arm is missing".to_owned(), help);
        }
        children
    }

    /// Whether an `=>` comes before the next comma.
    fn arm_follows(&self) -> bool {
        let mut n = 0;
        loop {
            match (self.cursor.peek_raw(n), self.cursor.peek_raw(n + 1)) {
                (Some(TokenTree::Punct(a)), Some(TokenTree::Punct(b))) if a.as_char() == '=' && b.as_char() == '>' => {
                    return true;
                }
                (Some(TokenTree::Punct(comma)), _) if comma.as_char() == ',' => return false,
                (None, _) => return false,
                _ => n += 1,
            }
        }
    }

    /// Skips at least `least` tokens, and on behind the next comma.
    fn skip_arm(&mut self, least: usize) {
        let mut skipped = 0;
        while let Some(token) = self.cursor.bump_raw() {
            skipped += 1;
            if skipped >= least && matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
                return;
            }
        }
    }
}
