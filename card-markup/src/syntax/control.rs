//! `if`, `for` and `match` between the tags. Heads and patterns stay the user's own tokens.

use super::Parser;
use crate::syntax::{Arm, Branch, Child, Flow, Otherwise, Rust};
use feishu_card_schema::grammar as codes;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

impl Parser<'_> {
    pub(super) fn if_child(&mut self, children: &mut Vec<Child>) {
        let mut branches = Vec::new();
        let mut otherwise = None;
        let mut last = None;
        while let Some(keyword) = self.keyword() {
            match self.head_and_block(&keyword) {
                Ok((head, group)) => {
                    let (span, body) = (group.span(), self.block(&group));
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
            match self.cursor.group(0, Delimiter::Brace).cloned() {
                Some(group) => {
                    self.cursor.bump();
                    let (span, body) = (group.span(), self.block(&group));
                    last = Some(Otherwise { keyword: otherwise_keyword, span, body });
                }
                None => {
                    let help = "write `else { … }`";
                    let message = "the block of this `else` is missing";
                    self.findings.add(&codes::CONTROL_FLOW, otherwise_keyword.span(), message, help);
                }
            }
            break;
        }
        if !branches.is_empty() {
            children.push(Child::Flow(Flow::If { branches, otherwise: last }));
        }
    }

    pub(super) fn for_child(&mut self, children: &mut Vec<Child>) {
        let Some(keyword) = self.keyword() else { return };
        let mut n = 0;
        let within = loop {
            match self.cursor.peek_raw(n) {
                Some(TokenTree::Ident(ident)) if ident == "in" => break Some(n),
                Some(TokenTree::Punct(punct)) if punct.as_char() == '<' => break None,
                None => break None,
                Some(_) => n += 1,
            }
        };
        let Some(n) = within.filter(|n| *n > 0) else {
            let help = "write `for item in items { … }`";
            self.findings.add(&codes::CONTROL_FLOW, keyword.span(), "this `for` has no pattern or no `in`", help);
            if self.cursor.is_word(0, "in") {
                self.cursor.bump();
            }
            if let Ok((_, group)) = self.head_and_block_quietly() {
                let block = self.block(&group);
                children.extend(block);
            }
            return;
        };
        let pattern = self.take(n);
        let Some(within) = self.keyword() else { return };
        match self.head_and_block(&keyword) {
            Ok((head, group)) => {
                let (span, body) = (group.span(), self.block(&group));
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
                if arms.is_empty() && group.stream().is_empty() {
                    let help = "write `match value { pattern => <element/>, … }`";
                    self.findings.add(&codes::CONTROL_FLOW, keyword.span(), "this `match` has no arms", help);
                }
                children.push(Child::Flow(Flow::Match { keyword, head, span: group.span(), arms }));
            }
            Err(head) => children.extend(head),
        }
    }

    /// A statement of Rust between the tags: reported, and what is in its block kept.
    pub(super) fn statement(&mut self, children: &mut Vec<Child>) {
        let Some(keyword) = self.keyword() else { return };
        let word = keyword.to_string();
        let (message, help) = match word.as_str() {
            "else" => ("this `else` has no `if` before it", "write `if … { … } else { … }`"),
            "while" | "loop" => ("only `for` loops are allowed between tags", "write `for item in items { … }`"),
            "let" => (
                "`let` is not allowed between tags",
                "put it before the `card!`, or inside an expression: `{ let x = …; x }`",
            ),
            _ => (
                "statements are not allowed between tags",
                "put it before the `card!`; markup takes `if`, `for` and `match`",
            ),
        };
        self.findings.add(&codes::CONTROL_FLOW, keyword.span(), message, help);
        let with_block = matches!(word.as_str(), "else" | "while" | "loop");
        while let Some(token) = self.cursor.peek(0).cloned() {
            match &token {
                TokenTree::Group(group) if with_block && group.delimiter() == Delimiter::Brace => {
                    self.cursor.bump();
                    let block = self.block(group);
                    return children.extend(block);
                }
                TokenTree::Punct(punct) if punct.as_char() == ';' => {
                    self.cursor.bump();
                    return;
                }
                TokenTree::Punct(punct) if punct.as_char() == '<' => return,
                _ => {
                    self.cursor.bump();
                }
            }
        }
    }

    fn arms(&mut self) -> Vec<Arm<Vec<Child>>> {
        let mut arms = Vec::new();
        while !self.cursor.is_done() {
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
                let help = "an arm is `pattern => <element/>,` or `pattern => { … }`";
                self.findings.add(&codes::CONTROL_FLOW, start, "this arm has no pattern or no `=>`", help);
                self.skip_arm(n.max(1));
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

    fn arm_body(&mut self, span: Span) -> Vec<Child> {
        if let Some(group) = self.cursor.group(0, Delimiter::Brace).cloned() {
            self.cursor.bump();
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
            let help = "write `pattern => <element/>,` or `pattern => {}`";
            self.findings.add(&codes::CONTROL_FLOW, span, "the body of this arm is missing", help);
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

    fn keyword(&mut self) -> Option<Ident> {
        let ident = self.cursor.ident(0)?.clone();
        self.cursor.bump();
        Some(ident)
    }

    fn take(&mut self, n: usize) -> TokenStream {
        (0..n).filter_map(|_| self.cursor.bump_raw()).collect()
    }

    fn block(&mut self, group: &Group) -> Vec<Child> {
        self.within(group, |parser| {
            let mut all = Vec::new();
            while !parser.cursor.is_done() {
                all.extend(parser.children(None).children);
                parser.skip_list_end();
            }
            all
        })
    }

    /// `</>` closes nothing here.
    pub(super) fn skip_list_end(&mut self) {
        if self.cursor.is(0, '<') && self.cursor.is(1, '/') && self.cursor.is(2, '>') {
            let span = self.cursor.here();
            self.findings.add(&codes::CLOSES_NOTHING, span, "`</>` closes nothing here", "remove it");
            for _ in 0..3 {
                self.cursor.bump();
            }
        }
    }

    /// The tokens of a head and its block; when one is missing, what was typed of them, for rustc to see.
    fn head_and_block(&mut self, keyword: &Ident) -> Result<(TokenStream, Group), Vec<Child>> {
        let help = format!("write `{keyword} … {{ … }}`");
        match self.head_and_block_quietly() {
            Ok((head, group)) if head.is_empty() => {
                let message = format!("this `{keyword}` has nothing between it and its block");
                self.findings.add(&codes::CONTROL_FLOW, keyword.span(), message, help);
                Err(self.block(&group))
            }
            Ok(found) => Ok(found),
            Err((tokens, span)) => {
                let message = format!("the block of this `{keyword}` is missing");
                self.findings.add(&codes::CONTROL_FLOW, keyword.span(), message, help);
                Err(if tokens.is_empty() { Vec::new() } else { vec![Child::Dead(Rust::new(tokens, span))] })
            }
        }
    }

    /// As `head_and_block`, without reporting. A head ends at its first `{}`; markup before one means that the
    /// block is missing, so a half-typed head swallows nothing.
    fn head_and_block_quietly(&mut self) -> Result<(TokenStream, Group), (TokenStream, Span)> {
        let mut n = 0;
        let mut markup = None;
        loop {
            match (self.cursor.peek_raw(n), self.cursor.peek_raw(n + 1)) {
                (Some(TokenTree::Group(group)), _) if group.delimiter() == Delimiter::Brace => {
                    let attribute = markup.is_some() && self.follows_equals(n);
                    if attribute {
                        break;
                    }
                    let group = group.clone();
                    let head = self.take(n);
                    self.cursor.bump_raw();
                    return Ok((head, group));
                }
                (Some(TokenTree::Punct(a)), Some(TokenTree::Punct(b)))
                    if (a.as_char() == '<' && b.as_char() == '/') || (a.as_char() == '/' && b.as_char() == '>') =>
                {
                    break;
                }
                (Some(TokenTree::Punct(a)), Some(TokenTree::Ident(_))) if a.as_char() == '<' => {
                    markup.get_or_insert(n);
                    n += 1;
                }
                (None, _) => break,
                _ => n += 1,
            }
        }
        let span = self.cursor.here();
        let head = self.take(markup.unwrap_or(n));
        Err((head, span))
    }

    fn follows_equals(&self, n: usize) -> bool {
        n > 1
            && matches!(self.cursor.peek_raw(n - 1), Some(TokenTree::Punct(punct)) if punct.as_char() == '=')
            && matches!(self.cursor.peek_raw(n - 2), Some(TokenTree::Ident(_)))
    }
}
