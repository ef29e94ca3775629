//! The tokens of a file as a tree that is looked at several times. A `TokenStream` is copied whenever it is looked
//! into; this takes it apart once.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// How deep brackets are looked into: no source that was written by hand has more, and rustc refuses it.
const DEEPEST: usize = 256;

/// A token, or brackets with what is in them.
pub(super) enum Node {
    /// An identifier, a punctuation or a literal.
    Token(TokenTree),
    Brackets(Brackets),
}

/// What is in brackets.
pub(super) struct Brackets {
    pub(super) delimiter: Delimiter,
    pub(super) open: Span,
    pub(super) close: Span,
    /// From the opening to the closing one.
    pub(super) span: Span,
    pub(super) inner: Vec<Node>,
    pub(super) holds: Holds,
}

/// What is somewhere in brackets, or in brackets within them.
#[derive(Clone, Copy, Default)]
pub(super) struct Holds {
    /// Brackets that nest deeper than is looked into, so that something is missing.
    pub(super) too_deep: bool,
    /// A `$name` or a `$(…)`.
    pub(super) variables: bool,
    /// A function or the call of a macro, perhaps.
    pub(super) more: bool,
}

impl Node {
    pub(super) fn span(&self) -> Span {
        match self {
            Node::Token(token) => token.span(),
            Node::Brackets(brackets) => brackets.span,
        }
    }

    pub(super) fn ident(&self) -> Option<&Ident> {
        match self {
            Node::Token(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        }
    }

    pub(super) fn is_punct(&self, c: char) -> bool {
        matches!(self, Node::Token(TokenTree::Punct(punct)) if punct.as_char() == c)
    }

    pub(super) fn brackets(&self) -> Option<&Brackets> {
        match self {
            Node::Brackets(brackets) => Some(brackets),
            Node::Token(_) => None,
        }
    }
}

/// Takes a stream apart.
pub(super) fn nodes(tokens: TokenStream) -> Vec<Node> {
    apart(tokens, 0).0
}

fn apart(tokens: TokenStream, depth: usize) -> (Vec<Node>, Holds) {
    let tokens = tokens.into_iter();
    let mut nodes = Vec::with_capacity(tokens.size_hint().0);
    let mut holds = Holds::default();
    let mut before = ' ';
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (delimiter, open, close, span) =
                    (group.delimiter(), group.span_open(), group.span_close(), group.span());
                let stream = group.stream();
                // now nobody else has the stream, and it is not copied
                drop(group);
                let (inner, within) = match depth < DEEPEST {
                    true => apart(stream, depth + 1),
                    false => (Vec::new(), Holds { too_deep: true, ..Holds::default() }),
                };
                holds.too_deep |= within.too_deep;
                holds.variables |= within.variables || before == '$';
                holds.more |= within.more || before == '!';
                before = ' ';
                nodes.push(Node::Brackets(Brackets { delimiter, open, close, span, inner, holds: within }));
                continue;
            }
            TokenTree::Punct(ref punct) => before = punct.as_char(),
            TokenTree::Ident(ref word) => {
                holds.variables |= before == '$';
                holds.more |= word == "fn";
                before = ' ';
            }
            TokenTree::Literal(_) => before = ' ',
        }
        nodes.push(Node::Token(token));
    }
    (nodes, holds)
}

impl Node {
    /// The token that it was made of.
    pub(super) fn token(&self) -> TokenTree {
        match self {
            Node::Token(token) => token.clone(),
            Node::Brackets(brackets) => {
                group(brackets.delimiter, brackets.span, brackets.inner.iter().map(Node::token).collect())
            }
        }
    }

    /// The same, out of the same tokens.
    pub(super) fn into_token(self) -> TokenTree {
        match self {
            Node::Token(token) => token,
            Node::Brackets(brackets) => {
                group(brackets.delimiter, brackets.span, brackets.inner.into_iter().map(Node::into_token).collect())
            }
        }
    }
}

fn group(delimiter: Delimiter, span: Span, inner: TokenStream) -> TokenTree {
    let mut group = Group::new(delimiter, inner);
    group.set_span(span);
    TokenTree::Group(group)
}
