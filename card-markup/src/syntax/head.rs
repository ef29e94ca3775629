//! The head of `if`, `for` and `match`, and the block behind it, which may be missing.

use super::{
    Parser, unfinished,
    written::{self, first_char, written},
};
use crate::syntax::{Child, Rust};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

impl Parser<'_> {
    /// A head and its body; when one is missing, what was typed of them, for rustc to see.
    pub(super) fn head_and_body(&mut self, keyword: &Ident) -> Result<Headed, Vec<Child>> {
        let begin = self.cursor.mark();
        match self.head_and_block_quietly() {
            Ok((head, group)) => {
                let head = self.checked_head(keyword, head, &group)?;
                Ok(Headed { head, span: group.span(), body: self.block(&group), bare: None })
            }
            Err((tokens, span)) => {
                let place = self.cursor.here();
                let body = if tokens.is_empty() { None } else { Some(self.cursor.mark()) }
                    .and_then(|begin| self.bare_body().map(|body| (body, begin)));
                let Some((body, body_begin)) = body else {
                    self.no_block(keyword, format!("write `{keyword} … {{ … }}`"));
                    return Err(dead_head(tokens, span));
                };
                let shown = self.shown_since(body_begin);
                let tokens_of_head = self.cursor.since(begin);
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
    pub(super) fn head_and_block(&mut self, keyword: &Ident) -> Result<(TokenStream, Group), Vec<Child>> {
        match self.head_and_block_quietly() {
            Ok((head, group)) => self.checked_head(keyword, head, &group).map(|head| (head, group)),
            Err((tokens, span)) => {
                self.no_block(keyword, format!("write `{keyword} … {{ … }}`"));
                Err(dead_head(tokens, span))
            }
        }
    }

    /// As `head_and_block`, without reporting. A head ends at its first `{}`; markup before one means that the
    /// block is missing, so a half-typed head swallows nothing.
    pub(super) fn head_and_block_quietly(&mut self) -> Result<(TokenStream, Group), (TokenStream, Span)> {
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
                    if first_char(literal) == Some('"') && self.operand_before(n) =>
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

    /// The element or text that is the body of control flow whose braces are missing.
    pub(super) fn bare_body(&mut self) -> Option<Vec<Child>> {
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
    pub(super) fn shown_since(&mut self, begin: usize) -> String {
        let taken = self.cursor.since(begin);
        let whole = written(taken);
        match taken.get(1) {
            _ if whole.chars().count() <= written::SHORT => whole,
            Some(TokenTree::Ident(name)) => format!("<{name}>…</{name}>"),
            _ => "…".to_owned(),
        }
    }
}

/// Control flow whose head was read.
pub(super) struct Headed {
    pub(super) head: TokenStream,
    pub(super) span: Span,
    pub(super) body: Vec<Child>,
    /// What to write where the body has no braces, which is not reported yet.
    pub(super) bare: Option<String>,
}

/// What is in a block, if it is short.
pub(super) fn shown_block(group: &Group) -> String {
    let body = written(&group.stream().into_iter().collect::<Vec<_>>());
    if body.is_empty() || body.chars().count() > written::SHORT * 2 || body.contains('\n') {
        "…".to_owned()
    } else {
        body
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
