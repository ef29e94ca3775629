//! Tokens of ours, put together one by one. Every stream that is made, cloned, joined or looked into is a call to the
//! compiler, and `quote!` makes several for each stream that it puts into another; here there is one for each pair of
//! brackets. What most cards are made of is written so, and by `quote!` what is rare.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Tokens that are not a stream yet, and the place of those that are added.
pub(crate) struct Tokens {
    span: Span,
    tokens: Vec<TokenTree>,
}

/// Most expressions have no more on one level.
const FEW: usize = 12;

impl Tokens {
    /// None.
    pub(crate) fn new(span: Span) -> Self {
        Tokens { span, tokens: Vec::with_capacity(FEW) }
    }

    /// `__p::of::Div`: a name of what supports the expansion at run time.
    pub(crate) fn path(span: Span, names: &[&str]) -> Self {
        let mut path = Tokens::new(span);
        path.add(Ident::new("__p", span));
        for name in names {
            path.punct(':', Spacing::Joint);
            path.punct(':', Spacing::Alone);
            path.add(Ident::new(name, span));
        }
        path
    }

    /// `__p::literal(…)`
    pub(crate) fn call(span: Span, names: &[&str], arguments: impl Into<TokenStream>) -> Self {
        let mut call = Tokens::path(span, names);
        call.group(Delimiter::Parenthesis, arguments);
        call
    }

    /// A string literal.
    pub(crate) fn string(span: Span, text: &str) -> Self {
        let mut string = Tokens::new(span);
        string.add(Literal::string(text));
        string
    }

    /// These, separated by commas.
    pub(crate) fn list(span: Span, items: impl Iterator<Item = Tokens>) -> Self {
        let mut list = Tokens::new(span);
        for item in items {
            if !list.is_empty() {
                list.punct(',', Spacing::Alone);
            }
            list.then(item);
        }
        list
    }

    /// Adds a token.
    pub(crate) fn add(&mut self, token: impl Into<TokenTree>) {
        self.tokens.push(token.into());
    }

    /// Adds `.`, `&` and their like.
    pub(crate) fn punct(&mut self, punct: char, spacing: Spacing) {
        let mut punct = Punct::new(punct, spacing);
        punct.set_span(self.span);
        self.add(punct);
    }

    /// Adds brackets and what is in them.
    pub(crate) fn group(&mut self, delimiter: Delimiter, inside: impl Into<TokenStream>) {
        let mut group = Group::new(delimiter, inside.into());
        group.set_span(self.span);
        self.add(group);
    }

    /// Adds `.name(…)`.
    pub(crate) fn method(&mut self, name: Ident, arguments: impl Into<TokenStream>) {
        self.punct('.', Spacing::Alone);
        self.add(name);
        self.group(Delimiter::Parenthesis, arguments);
    }

    /// Adds others behind these.
    pub(crate) fn then(&mut self, mut others: Tokens) {
        self.tokens.append(&mut others.tokens);
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

impl From<Tokens> for TokenStream {
    fn from(tokens: Tokens) -> Self {
        tokens.tokens.into_iter().collect()
    }
}

impl From<TokenStream> for Tokens {
    fn from(tokens: TokenStream) -> Self {
        Tokens { span: Span::mixed_site(), tokens: tokens.into_iter().collect() }
    }
}

/// For `quote!`.
impl ToTokens for Tokens {
    fn to_tokens(&self, out: &mut TokenStream) {
        out.extend(self.tokens.iter().cloned());
    }
}
