//! The arms of a `match` between the tags.

use super::Parser;
use crate::syntax::{Arm, Child};
use proc_macro2::{Delimiter, Span, TokenTree};

impl Parser<'_> {
    pub(super) fn arms(&mut self) -> Vec<Arm<Vec<Child>>> {
        let mut arms = Vec::new();
        while !self.cursor.is_done() {
            self.cut = false;
            let Some(n) = self.an_arm_has_an_arrow() else { continue };
            let pattern = self.take(n);
            let arrow = self.take(2);
            let span = self.cursor.here();
            let body = self.arm_body(span);
            arms.push(Arm { pattern, arrow, span, body });
        }
        arms
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
        if self.an_arm_ends(span, children.is_empty()) && (children.is_empty() || !self.arm_follows()) {
            self.skip_arm(1);
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
    pub(super) fn skip_arm(&mut self, least: usize) {
        let mut skipped = 0;
        while let Some(token) = self.cursor.bump_raw() {
            skipped += 1;
            if skipped >= least && matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
                return;
            }
        }
    }
}
