//! A cursor over tokens. Groups without delimiters, which `macro_rules!` makes, are looked into.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use std::ops::Range;

/// Reads tokens one after another; never fails, at the end it gives `None`.
pub(crate) struct Cursor {
    tokens: Vec<TokenTree>,
    at: usize,
    /// The tokens before this one are no groups without delimiters.
    opened: usize,
    /// From the first to before the second there is no `</`.
    no_closing: (usize, usize),
    end: Span,
}

impl Cursor {
    /// Over `stream`; `end` is the place to report what is missing at the end.
    pub(crate) fn new(stream: TokenStream, end: Span) -> Self {
        Cursor::over(stream.into_iter().collect(), end)
    }

    /// The same over tokens.
    pub(crate) fn over(tokens: Vec<TokenTree>, end: Span) -> Self {
        Cursor { tokens, at: 0, opened: 0, no_closing: (0, 0), end }
    }

    /// The token `n` places ahead.
    #[inline]
    pub(crate) fn peek(&mut self, n: usize) -> Option<&TokenTree> {
        let at = self.at + n;
        if self.opened <= at {
            self.look_into(at);
        }
        self.tokens.get(at)
    }

    /// Puts what is in groups without delimiters in their place, up to the token `at`.
    fn look_into(&mut self, at: usize) {
        self.opened = self.opened.max(self.at);
        while self.opened <= at {
            match self.tokens.get(self.opened) {
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                    let inner: Vec<_> = group.stream().into_iter().collect();
                    self.tokens.splice(self.opened..=self.opened, inner);
                }
                Some(_) => self.opened += 1,
                None => return,
            }
        }
    }

    /// The token `n` places ahead, groups without delimiters as they are.
    pub(crate) fn peek_raw(&self, n: usize) -> Option<&TokenTree> {
        self.tokens.get(self.at + n)
    }

    /// The next token.
    pub(crate) fn bump(&mut self) -> Option<TokenTree> {
        self.peek(0)?;
        self.bump_raw()
    }

    /// The next token, groups without delimiters as they are: for Rust, where they keep precedence.
    pub(crate) fn bump_raw(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    /// Goes past the next token.
    pub(crate) fn skip(&mut self) {
        self.peek(0);
        self.skip_raw();
    }

    /// Goes past the next token, groups without delimiters as they are.
    pub(crate) fn skip_raw(&mut self) {
        self.at = self.tokens.len().min(self.at + 1);
    }

    /// Goes to the end.
    pub(crate) fn skip_all(&mut self) {
        self.at = self.tokens.len();
    }

    /// Whether nothing is left.
    pub(crate) fn is_done(&mut self) -> bool {
        self.peek(0).is_none()
    }

    /// Whether the token `n` places ahead is this punctuation.
    pub(crate) fn is(&mut self, n: usize, punct: char) -> bool {
        matches!(self.peek(n), Some(TokenTree::Punct(p)) if p.as_char() == punct)
    }

    /// The identifier `n` places ahead.
    pub(crate) fn ident(&mut self, n: usize) -> Option<&Ident> {
        match self.peek(n) {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        }
    }

    /// Whether the token `n` places ahead is this word.
    pub(crate) fn is_word(&mut self, n: usize, word: &str) -> bool {
        self.ident(n).is_some_and(|ident| ident == word)
    }

    /// The group in braces, brackets or parentheses `n` places ahead.
    pub(crate) fn group(&mut self, n: usize, delimiter: Delimiter) -> Option<&Group> {
        match self.peek(n) {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    /// Takes the punctuation if it is next.
    pub(crate) fn eat(&mut self, punct: char) -> Option<Span> {
        match self.peek(0) {
            Some(TokenTree::Punct(next)) if next.as_char() == punct => {
                let span = next.span();
                self.skip_raw();
                Some(span)
            }
            _ => None,
        }
    }

    /// How many places ahead the next `</` is, if that is less than `sight`. What was seen once is not looked at again,
    /// however often this is asked on the way.
    pub(crate) fn closing_ahead(&mut self, sight: usize) -> Option<usize> {
        let (mut from, mut to) = self.no_closing;
        if !(from..=to).contains(&self.at) {
            (from, to) = (self.at, self.at);
        }
        let mut found = None;
        while to - self.at < sight && self.peek(to - self.at).is_some() {
            if self.is(to - self.at, '<') && self.is(to - self.at + 1, '/') {
                found = Some(to - self.at);
                break;
            }
            to += 1;
        }
        self.no_closing = (from, to);
        found
    }

    /// The place of the next token, or of the end.
    pub(crate) fn here(&mut self) -> Span {
        let end = self.end;
        self.peek(0).map_or(end, TokenTree::span)
    }

    /// The place of the token before the next one.
    pub(crate) fn before(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(self.end, TokenTree::span)
    }

    /// Where the cursor is, to come back with [`Cursor::reset`].
    pub(crate) fn mark(&self) -> usize {
        self.at
    }

    /// The tokens that were read since a mark.
    pub(crate) fn since(&self, mark: usize) -> &[TokenTree] {
        self.between(&(mark..self.at))
    }

    /// The tokens from one mark to another.
    pub(crate) fn between(&self, marks: &Range<usize>) -> &[TokenTree] {
        self.tokens.get(marks.clone()).unwrap_or_default()
    }

    /// Goes back to a mark.
    pub(crate) fn reset(&mut self, mark: usize) {
        self.at = mark;
    }
}
