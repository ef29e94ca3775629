//! `if`, `for` and `match` between the tags. Heads and patterns stay the user's own tokens.

use super::{
    Parser, unfinished,
    written::{self, written},
};
use crate::syntax::{Arm, Branch, Child, Flow, Otherwise, Rust};
use feishu_card_schema::grammar as codes;
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
            let message = "the block of this `if` is missing";
            self.findings.add(&codes::CONTROL_FLOW, span, message, format!("write `{written}`"));
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
            None => {
                let message = "the block of this `else` is missing";
                self.no_block(keyword.span(), message.to_owned(), format!("write `else {{ {shown} }}`"));
            }
        }
        body.map(|body| Otherwise { keyword, span, body })
    }

    /// The element or text that is the body of control flow whose braces are missing.
    fn bare_body(&mut self) -> Option<Vec<Child>> {
        if self.cursor.is(0, '<') && self.cursor.ident(1).is_some() {
            let element = self.element();
            let mut children = vec![Child::Element(Box::new(element))];
            children.append(&mut self.hoisted);
            return Some(children);
        }
        let mut texts = Vec::new();
        while let Some(text) = self.string() {
            texts.push(Child::Text(text));
        }
        (!texts.is_empty()).then_some(texts)
    }

    /// What was read since a mark, shortened to its tag.
    fn shown_since(&mut self, begin: usize) -> String {
        let taken = self.cursor.since(begin);
        let whole = written(&taken);
        match taken.get(1) {
            _ if whole.chars().count() <= written::SHORT => whole,
            Some(TokenTree::Ident(name)) => format!("<{name}>…</{name}>"),
            _ => "…".to_owned(),
        }
    }

    /// Reports that a block is missing; at the end of the input it may be what is missing everywhere.
    fn no_block(&mut self, span: Span, message: String, help: String) {
        self.left_out = true;
        match self.cursor.is_done() {
            true => self.cut_off(&codes::CONTROL_FLOW, span, message, help),
            false => self.findings.add(&codes::CONTROL_FLOW, span, message, help),
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
            let help = self.for_without_in();
            self.no_block(keyword.span(), "this `for` has no pattern or no `in`".to_owned(), help);
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
                    let message = "the block of this `for` is missing";
                    self.findings.add(&codes::CONTROL_FLOW, keyword.span(), message, format!("write `{written}`"));
                }
                children.push(Child::Flow(Flow::For { keyword, pattern, within, head, span, body }));
            }
            Err(head) => children.extend(head),
        }
    }

    /// What to write for `for x xs { … }` or `for xs { … }`, whose keyword was read.
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

    fn arms(&mut self) -> Vec<Arm<Vec<Child>>> {
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

    fn keyword(&mut self) -> Option<Ident> {
        let ident = self.cursor.ident(0)?.clone();
        self.cursor.skip();
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
                self.cursor.skip();
            }
        }
    }

    /// A head and its body; when one is missing, what was typed of them, for rustc to see.
    fn head_and_body(&mut self, keyword: &Ident) -> Result<Headed, Vec<Child>> {
        let begin = self.cursor.mark();
        match self.head_and_block_quietly() {
            Ok((head, group)) => {
                let head = self.checked_head(keyword, head, &group)?;
                Ok(Headed { head, span: group.span(), body: self.block(&group), bare: None })
            }
            Err((tokens, span)) => {
                let message = format!("the block of this `{keyword}` is missing");
                let place = self.cursor.here();
                let body = if tokens.is_empty() { None } else { Some(self.cursor.mark()) }
                    .and_then(|begin| self.bare_body().map(|body| (body, begin)));
                let Some((body, body_begin)) = body else {
                    self.no_block(keyword.span(), message, format!("write `{keyword} … {{ … }}`"));
                    return Err(dead_head(tokens, span));
                };
                let shown = self.shown_since(body_begin);
                let tokens_of_head: Vec<TokenTree> = self.cursor.since(begin);
                let head = written::short(tokens_of_head.get(..body_begin - begin).unwrap_or_default());
                let head = if keyword == "for" { format!("… in {head}") } else { head };
                let head = match self.pattern.take().filter(|_| keyword == "for") {
                    Some(pattern) => head.replacen('…', &pattern, 1),
                    None => head,
                };
                let bare = Some(format!("{keyword} {head} {{ {shown} }}"));
                Ok(Headed { head: tokens, span: place, body, bare })
            }
        }
    }

    /// The tokens of a head and its block; when one is missing, what was typed of them, for rustc to see.
    fn head_and_block(&mut self, keyword: &Ident) -> Result<(TokenStream, Group), Vec<Child>> {
        match self.head_and_block_quietly() {
            Ok((head, group)) => self.checked_head(keyword, head, &group).map(|head| (head, group)),
            Err((tokens, span)) => {
                let message = format!("the block of this `{keyword}` is missing");
                self.no_block(keyword.span(), message, format!("write `{keyword} … {{ … }}`"));
                Err(dead_head(tokens, span))
            }
        }
    }

    /// The head, if there is one and it does not end too early.
    fn checked_head(&mut self, keyword: &Ident, head: TokenStream, group: &Group) -> Result<TokenStream, Vec<Child>> {
        let body = shown_block(group);
        let help = format!("write `{keyword} … {{ {body} }}`");
        if head.is_empty() {
            let message = format!("this `{keyword}` has nothing between it and its block");
            self.findings.add(&codes::CONTROL_FLOW, keyword.span(), message, help);
            return Err(self.block(group));
        }
        if let Some(end) = unfinished_head(&head) {
            let message = format!("the head of this `{keyword}` is not finished");
            let help = match finished_part(&head) {
                Some((operator, part)) => {
                    format!("write `{keyword} {part} {{ {body} }}`, or what belongs behind `{operator}`")
                }
                None => format!("write `{keyword} {} … {{ {body} }}`", written(&head.into_iter().collect::<Vec<_>>())),
            };
            self.findings.add(&codes::CONTROL_FLOW, end, message, help);
            self.left_out = true;
            return Err(Vec::new());
        }
        Ok(head)
    }

    /// As `head_and_block`, without reporting. A head ends at its first `{}`; markup before one means that the
    /// block is missing, so a half-typed head swallows nothing.
    fn head_and_block_quietly(&mut self) -> Result<(TokenStream, Group), (TokenStream, Span)> {
        let mut n = 0;
        loop {
            match (self.cursor.peek_raw(n), self.cursor.peek_raw(n + 1)) {
                (Some(TokenTree::Group(group)), _) if group.delimiter() == Delimiter::Brace => {
                    let group = group.clone();
                    let head = self.take(n);
                    self.cursor.skip_raw();
                    return Ok((head, group));
                }
                (Some(TokenTree::Punct(a)), Some(TokenTree::Punct(b)))
                    if (a.as_char() == '<' && b.as_char() == '/') || (a.as_char() == '/' && b.as_char() == '>') =>
                {
                    break;
                }
                (Some(TokenTree::Punct(a)), Some(TokenTree::Ident(_))) if a.as_char() == '<' && self.begins_tag(n) => {
                    break;
                }
                // a text behind an operand
                (Some(TokenTree::Literal(literal)), _)
                    if literal.to_string().starts_with('"') && self.operand_before(n) =>
                {
                    break;
                }
                (None, _) => break,
                _ => n += 1,
            }
        }
        let span = self.cursor.here();
        let head = self.take(n);
        Err((head, span))
    }

    /// Whether the `<` at `n` begins a tag, and compares nothing: a name is behind it, and then an attribute or the end of
    /// the tag.
    fn begins_tag(&self, n: usize) -> bool {
        let punct =
            |n: usize, c: char| matches!(self.cursor.peek_raw(n), Some(TokenTree::Punct(p)) if p.as_char() == c);
        if n > 0 && punct(n - 1, ':') {
            return false;
        }
        match self.cursor.peek_raw(n + 2) {
            Some(TokenTree::Punct(end)) if end.as_char() == '>' => !(punct(n + 3, ':') && punct(n + 4, ':')),
            Some(TokenTree::Punct(slash)) if slash.as_char() == '/' => punct(n + 3, '>'),
            Some(TokenTree::Ident(word)) => *word != "as",
            _ => false,
        }
    }

    /// Whether the token before `n` can end an expression.
    fn operand_before(&self, n: usize) -> bool {
        let Some(before) = n.checked_sub(1) else { return false };
        match self.cursor.peek_raw(before) {
            Some(TokenTree::Ident(word)) => {
                !matches!(word.to_string().as_str(), "if" | "in" | "let" | "match" | "return")
            }
            Some(TokenTree::Group(_) | TokenTree::Literal(_)) => true,
            _ => false,
        }
    }
}

/// What is in a block, if it is short.
fn shown_block(group: &Group) -> String {
    let body = written(&group.stream().into_iter().collect::<Vec<_>>());
    if body.is_empty() || body.chars().count() > written::SHORT * 2 || body.contains('\n') {
        "…".to_owned()
    } else {
        body
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

/// Control flow whose head was read.
struct Headed {
    head: TokenStream,
    span: Span,
    body: Vec<Child>,
    /// What to write where the body has no braces, which is not reported yet.
    bare: Option<String>,
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
            value => unfinished(&value.iter().cloned().collect()),
        },
        (false, _) => unfinished(head),
    }
}

/// What was typed of a head, for editors; rustc sees what is a whole expression.
fn dead_head(tokens: TokenStream, span: Span) -> Vec<Child> {
    if tokens.is_empty() {
        return Vec::new();
    }
    let is_let = matches!(tokens.clone().into_iter().next(), Some(TokenTree::Ident(word)) if word == "let");
    let unfinished = is_let || unfinished(&tokens).is_some();
    vec![Child::Dead(Rust { unfinished, ..Rust::new(tokens, span) })]
}
