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
    /// Instead of these, the tokens of what may be a card with nothing in it to look for: they go to the parser as they
    /// are.
    pub(super) markup: Vec<TokenTree>,
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
    apart(tokens.into_iter(), 0).0
}

fn apart(tokens: impl Iterator<Item = TokenTree>, depth: usize) -> (Vec<Node>, Holds) {
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
                let mut markup = Vec::new();
                let (inner, within) = match depth < DEEPEST {
                    false => (Vec::new(), Holds { too_deep: true, ..Holds::default() }),
                    true if before == '!' => {
                        let tokens: Vec<TokenTree> = stream.into_iter().collect();
                        if begins_like_markup(&tokens) && has_nothing_within(&tokens, depth + 1) {
                            markup = tokens;
                            (Vec::new(), Holds::default())
                        } else {
                            apart(tokens.into_iter(), depth + 1)
                        }
                    }
                    true => apart(stream.into_iter(), depth + 1),
                };
                holds.too_deep |= within.too_deep;
                holds.variables |= within.variables || before == '$';
                holds.more |= within.more || before == '!';
                before = ' ';
                nodes.push(Node::Brackets(Brackets { delimiter, open, close, span, inner, markup, holds: within }));
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

/// Whether these begin as markup mostly does: no others are kept as they are.
fn begins_like_markup(tokens: &[TokenTree]) -> bool {
    matches!(tokens.first(), Some(TokenTree::Punct(first)) if first.as_char() == '<')
}

/// Whether surely nothing of [`Holds`] is in these tokens.
fn has_nothing_within(tokens: &[TokenTree], depth: usize) -> bool {
    let mut before = ' ';
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                if before == '!' || depth == DEEPEST || !has_nothing_within(&inner, depth + 1) {
                    return false;
                }
                before = ' ';
            }
            TokenTree::Punct(punct) if punct.as_char() == '$' => return false,
            TokenTree::Punct(punct) => before = punct.as_char(),
            TokenTree::Ident(word) if word == "fn" => return false,
            TokenTree::Ident(_) | TokenTree::Literal(_) => before = ' ',
        }
    }
    true
}

impl Node {
    /// The token that it was made of.
    pub(super) fn token(&self) -> TokenTree {
        match self {
            Node::Token(token) => token.clone(),
            Node::Brackets(brackets) => {
                let inner = match brackets.markup.as_slice() {
                    [] => brackets.inner.iter().map(Node::token).collect(),
                    markup => markup.iter().cloned().collect(),
                };
                let mut group = Group::new(brackets.delimiter, inner);
                group.set_span(brackets.span);
                TokenTree::Group(group)
            }
        }
    }
}
