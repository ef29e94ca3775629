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
    /// Whether brackets in it nest deeper than is looked into, so that something is missing.
    pub(super) is_deep: bool,
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

fn apart(tokens: TokenStream, depth: usize) -> (Vec<Node>, bool) {
    let mut is_deep = false;
    let nodes = tokens
        .into_iter()
        .map(|token| {
            let group = match token {
                TokenTree::Group(group) => group,
                token => return Node::Token(token),
            };
            let (delimiter, open, close, span) =
                (group.delimiter(), group.span_open(), group.span_close(), group.span());
            let stream = group.stream();
            // now nobody else has the stream, and it is not copied
            drop(group);
            let (inner, inner_is_deep) = match depth < DEEPEST {
                true => apart(stream, depth + 1),
                false => (Vec::new(), true),
            };
            is_deep |= inner_is_deep;
            Node::Brackets(Brackets { delimiter, open, close, span, inner, is_deep: inner_is_deep })
        })
        .collect();
    (nodes, is_deep)
}

/// Puts nodes together again.
pub(super) fn stream(nodes: &[Node]) -> TokenStream {
    let token = |node: &Node| match node {
        Node::Token(token) => token.clone(),
        Node::Brackets(brackets) => {
            let mut group = Group::new(brackets.delimiter, stream(&brackets.inner));
            group.set_span(brackets.span);
            TokenTree::Group(group)
        }
    };
    nodes.iter().map(token).collect()
}

/// Puts nodes together again, out of the same tokens.
pub(super) fn into_stream(nodes: Vec<Node>) -> TokenStream {
    let token = |node| match node {
        Node::Token(token) => token,
        Node::Brackets(brackets) => {
            let mut group = Group::new(brackets.delimiter, into_stream(brackets.inner));
            group.set_span(brackets.span);
            TokenTree::Group(group)
        }
    };
    nodes.into_iter().map(token).collect()
}
