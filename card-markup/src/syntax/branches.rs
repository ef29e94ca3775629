//! `if`, `for` and `match` between the tags. Heads and patterns stay the user's own tokens.

use super::{Parser, head::Headed, written};
use crate::syntax::{Branch, Child, Flow, Otherwise};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

impl Parser<'_> {
    pub(super) fn if_child(&mut self, children: &mut Vec<Child>) {
        let mut branches = Vec::new();
        let mut otherwise = None;
        let mut last = None;
        let mut missing: Option<(Span, String)> = None;
        while let Some(keyword) = self.keyword() {
            match self.head_and_body(&keyword) {
                Ok(Headed { head, span, body, bare }) => {
                    match (&mut missing, bare) {
                        (None, Some(written)) => missing = Some((keyword.span(), written)),
                        (Some((_, all)), Some(written)) => all.push_str(&format!(" else {written}")),
                        (Some((_, all)), None) => all.push_str(" else if … { … }"),
                        (None, None) => {}
                    }
                    branches.push(Branch { otherwise: otherwise.take(), keyword, head, span, body });
                }
                Err(head) => {
                    children.extend(head);
                    break;
                }
            }
            if !self.cursor.is_word(0, "else") {
                break;
            }
            let Some(otherwise_keyword) = self.keyword() else { break };
            if self.cursor.is_word(0, "if") {
                otherwise = Some(otherwise_keyword);
                continue;
            }
            last = self.otherwise(otherwise_keyword, missing.as_mut().map(|(_, written)| written));
            break;
        }
        if let Some((span, written)) = missing {
            self.body_without_braces("if", span, &written);
        }
        if !branches.is_empty() {
            children.push(Child::Flow(Flow::If { branches, otherwise: last }));
        }
    }

    /// What follows an `else`; where the body of its `if` has no braces either, both are told at once: `before` is what to
    /// write up to the `else`.
    fn otherwise(&mut self, keyword: Ident, before: Option<&mut String>) -> Option<Otherwise<Vec<Child>>> {
        if let Some(group) = self.cursor.group(0, Delimiter::Brace).cloned() {
            if let Some(before) = before {
                before.push_str(" else { … }");
            }
            self.cursor.skip();
            let (span, body) = (group.span(), self.block(&group));
            return Some(Otherwise { keyword, span, body });
        }
        let span = self.cursor.here();
        let begin = self.cursor.mark();
        let body = self.bare_body();
        let shown = body.as_ref().map_or_else(|| "…".to_owned(), |_| self.shown_since(begin));
        match before {
            Some(before) => before.push_str(&format!(" else {{ {shown} }}")),
            None => self.no_block(&keyword, format!("write `else {{ {shown} }}`")),
        }
        body.map(|body| Otherwise { keyword, span, body })
    }

    pub(super) fn for_child(&mut self, children: &mut Vec<Child>) {
        let Some(keyword) = self.keyword() else { return };
        let Some(n) = self.a_loop_has_a_pattern(&keyword) else {
            if self.cursor.is_word(0, "in") {
                self.cursor.skip();
            }
            // braces without markup are those of a pattern: `for Step { name, .. }`
            if let Ok((_, group)) = self.head_and_block_quietly()
                && group.stream().into_iter().any(|token| matches!(&token, TokenTree::Punct(p) if p.as_char() == '<'))
            {
                let block = self.block(&group);
                children.extend(block);
            }
            // the first letter of `in`
            if self.cursor.is_word(0, "i") && self.cursor.peek(1).is_none() {
                self.cursor.skip();
            }
            return;
        };
        let pattern = self.take(n);
        self.pattern = Some(written::short(&pattern.clone().into_iter().collect::<Vec<_>>()));
        let Some(within) = self.keyword() else { return };
        match self.head_and_body(&keyword) {
            Ok(Headed { head, span, body, bare }) => {
                if let Some(written) = bare {
                    self.body_without_braces("for", keyword.span(), &written);
                }
                children.push(Child::Flow(Flow::For { keyword, pattern, within, head, span, body }));
            }
            Err(head) => children.extend(head),
        }
    }

    pub(super) fn match_child(&mut self, children: &mut Vec<Child>) {
        let Some(keyword) = self.keyword() else { return };
        match self.head_and_block(&keyword) {
            Ok((head, group)) => {
                let arms = self.within(&group, Self::arms);
                self.a_match_has_arms(&keyword, &group);
                children.push(Child::Flow(Flow::Match { keyword, head, span: group.span(), arms }));
            }
            Err(head) => children.extend(head),
        }
    }

    pub(super) fn keyword(&mut self) -> Option<Ident> {
        let ident = self.cursor.ident(0)?.clone();
        self.cursor.skip();
        Some(ident)
    }

    pub(super) fn take(&mut self, n: usize) -> TokenStream {
        (0..n).filter_map(|_| self.cursor.bump_raw()).collect()
    }

    pub(super) fn block(&mut self, group: &Group) -> Vec<Child> {
        self.within(group, |parser| {
            let mut all = Vec::new();
            while !parser.cursor.is_done() {
                all.extend(parser.children(None).children);
                parser.skip_list_end();
            }
            all
        })
    }
}
