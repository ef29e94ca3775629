//! What is wrong with control flow: blocks, heads and arms that are missing or not finished, and statements of Rust where
//! none is allowed. `branches` reads what is right.

use super::{
    Parser,
    head::shown_block,
    tree::Child,
    unfinished::{self, unfinished},
    written::{self, written},
};
use feishu_card_schema::entries;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

entries! {
    CONTROL_FLOW = "C0008" "`if`, `for` or `match` is malformed" [E E E]
        why "Control flow is written between tags as in Rust, with markup in the blocks (markup §1)."
        wrong "card! { <card>if shown <hr/></card> }"
        right "card! { <card>if shown { <hr/> }</card> }"
}

impl Parser<'_> {
    /// A body that is markup without the braces of a block; `written` is what to write.
    pub(super) fn body_without_braces(&mut self, keyword: &str, span: Span, written: &str) {
        let message = format!("the block of this `{keyword}` is missing");
        self.findings.add(&CONTROL_FLOW, span, message, format!("write `{written}`"));
    }

    /// A `match` has arms.
    pub(super) fn a_match_has_arms(&mut self, keyword: &Ident, block: &Group) {
        if block.stream().is_empty() {
            let help = "write `match value { pattern => <element/>, … }`";
            self.findings.add(&CONTROL_FLOW, keyword.span(), "this `match` has no arms", help);
        }
    }

    /// A keyword whose block is missing.
    pub(super) fn no_block(&mut self, keyword: &Ident, help: String) {
        self.incomplete(keyword.span(), format!("the block of this `{keyword}` is missing"), help);
    }

    /// How many tokens are before the `=>` of an arm; an arm without pattern or `=>` is skipped.
    pub(super) fn an_arm_has_an_arrow(&mut self) -> Option<usize> {
        let start = self.cursor.here();
        let mut n = 0;
        let arrow = loop {
            match (self.cursor.peek_raw(n), self.cursor.peek_raw(n + 1)) {
                (Some(TokenTree::Punct(a)), Some(TokenTree::Punct(b))) if a.as_char() == '=' && b.as_char() == '>' => {
                    break Some(n);
                }
                (None, _) => break None,
                // `<` begins markup: the arrow is missing before it
                (Some(TokenTree::Punct(a)), _) if a.as_char() == '<' => break None,
                _ => n += 1,
            }
        };
        let found = arrow.filter(|n| *n > 0);
        if found.is_none() {
            let help = self.arm_without_arrow(n);
            self.skip_arm(n.max(1));
            self.incomplete(start, "this arm has no pattern or no `=>`".to_owned(), help);
        }
        found
    }

    /// Reports what is missing; at the end of the input it may be what is missing everywhere.
    fn incomplete(&mut self, span: Span, message: String, help: String) {
        self.left_out = true;
        match self.cursor.is_done() {
            true => self.cut_off(&CONTROL_FLOW, span, message, help),
            false => self.findings.add(&CONTROL_FLOW, span, message, help),
        }
    }

    /// The head, if there is one and it does not end too early.
    pub(super) fn checked_head(
        &mut self,
        keyword: &Ident,
        head: TokenStream,
        group: &Group,
    ) -> Result<TokenStream, Vec<Child>> {
        if head.is_empty() {
            let message = format!("this `{keyword}` has nothing between it and its block");
            let help = format!("write `{keyword} … {{ {} }}`", shown_block(group));
            self.findings.add(&CONTROL_FLOW, keyword.span(), message, help);
            return Err(self.block(group));
        }
        if let Some(end) = unfinished_head(&head) {
            let message = format!("the head of this `{keyword}` is not finished");
            let body = shown_block(group);
            let help = match finished_part(&head) {
                Some((operator, part)) => {
                    format!("write `{keyword} {part} {{ {body} }}`, or what belongs behind `{operator}`")
                }
                None => format!("write `{keyword} {} … {{ {body} }}`", written(&head.into_iter().collect::<Vec<_>>())),
            };
            self.findings.add(&CONTROL_FLOW, end, message, help);
            self.left_out = true;
            return Err(Vec::new());
        }
        Ok(head)
    }

    /// How many tokens are before the `in` of a `for`, whose keyword was read.
    pub(super) fn a_loop_has_a_pattern(&mut self, keyword: &Ident) -> Option<usize> {
        let mut n = 0;
        let within = loop {
            match self.cursor.peek_raw(n) {
                Some(TokenTree::Ident(ident)) if ident == "in" => break Some(n),
                Some(TokenTree::Punct(punct)) if punct.as_char() == '<' => break None,
                None => break None,
                Some(_) => n += 1,
            }
        };
        let found = within.filter(|n| *n > 0);
        if found.is_none() {
            let help = self.for_without_in();
            self.incomplete(keyword.span(), "this `for` has no pattern or no `in`".to_owned(), help);
        }
        found
    }

    /// What to write for `for x xs { … }` or `for xs { … }`.
    fn for_without_in(&mut self) -> String {
        let mut head = Vec::new();
        let mut n = 0;
        let block = loop {
            match self.cursor.peek_raw(n) {
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    break Some(shown_block(group));
                }
                Some(TokenTree::Punct(punct)) if punct.as_char() == '<' => break None,
                None => break None,
                Some(TokenTree::Ident(word)) if word == "in" => n += 1,
                Some(token) => {
                    head.push(token.clone());
                    n += 1;
                }
            }
        };
        let body = block.unwrap_or_else(|| "…".to_owned());
        match head.as_slice() {
            [] => format!("write `for item in list {{ {body} }}`"),
            [TokenTree::Ident(item), rest @ ..]
                if !rest.is_empty() && !matches!(rest, [TokenTree::Punct(punct), ..] if punct.as_char() != '&') =>
            {
                format!("write `for {item} in {} {{ {body} }}`", written(rest))
            }
            list => format!("write `for item in {} {{ {body} }}`", written(list)),
        }
    }

    /// What to write for an arm whose `=>` is missing behind `n` tokens.
    fn arm_without_arrow(&self, n: usize) -> String {
        let (mut pattern, mut body, mut at) = (Vec::new(), Vec::new(), 0);
        while let Some(token) = self.cursor.peek_raw(at) {
            match token {
                token if at < n => pattern.push(token.clone()),
                TokenTree::Punct(punct) if punct.as_char() == ',' => break,
                token => body.push(token.clone()),
            }
            at += 1;
        }
        let (pattern, body) = (written(&pattern), written(&body));
        let short = |text: &str| !text.is_empty() && text.chars().count() <= written::SHORT;
        match (short(&pattern), short(&body)) {
            (true, true) => format!("write `{pattern} => {body},`"),
            (true, false) => format!("write `{pattern} => {{ … }}`"),
            (false, true) => format!("write `pattern => {body},`"),
            (false, false) => "an arm is `pattern => <element/>,` or `pattern => { … }`".to_owned(),
        }
    }

    /// An arm has a body, and a comma behind it if another follows; whether something else is behind it.
    pub(super) fn an_arm_ends(&mut self, span: Span, is_empty: bool) -> bool {
        if self.cursor.eat(',').is_none() && !self.cursor.is_done() {
            let here = self.cursor.here();
            let (message, help) = match is_empty {
                true => (
                    "expected markup after `=>`",
                    "write `pattern => <element/>,` or, for an expression, `pattern => { {expression} }`",
                ),
                false => {
                    ("expected `,` before this", "end the arm before it with `,`, or wrap several children in `{ … }`")
                }
            };
            self.findings.add(&CONTROL_FLOW, here, message, help);
            return true;
        }
        if is_empty {
            let help = "write `pattern => <element/>,` or `pattern => {}`".to_owned();
            self.incomplete(span, "the body of this arm is missing".to_owned(), help);
        }
        false
    }

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
        self.findings.add(&CONTROL_FLOW, keyword.span(), message, help);
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
        self.findings.add(&CONTROL_FLOW, keyword.span(), message, help);
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

/// The operator at the end of a head, and what is before it.
fn finished_part(head: &TokenStream) -> Option<(String, String)> {
    let tokens: Vec<TokenTree> = head.clone().into_iter().collect();
    let end = tokens.iter().rposition(|token| !matches!(token, TokenTree::Punct(_)))? + 1;
    let (part, operator) = (tokens.get(..end)?, tokens.get(end..)?);
    (!operator.is_empty() && unfinished(&part.iter().cloned().collect()).is_none())
        .then(|| (written(operator), written(part)))
}

/// The end of a head that surely goes on: `a &&`, `let Some(x)`.
fn unfinished_head(head: &TokenStream) -> Option<Span> {
    let tokens: Vec<TokenTree> = head.clone().into_iter().collect();
    let is_let = matches!(tokens.first(), Some(TokenTree::Ident(word)) if word == "let");
    let equals = tokens.iter().position(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == '='));
    match (is_let, equals) {
        (true, None) => tokens.last().map(TokenTree::span),
        (true, Some(equals)) => match tokens.get(equals + 1..).unwrap_or_default() {
            [] => tokens.last().map(TokenTree::span),
            value => unfinished::of_these(value),
        },
        (false, _) => unfinished::of_these(&tokens),
    }
}
