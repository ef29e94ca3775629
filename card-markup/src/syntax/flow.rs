//! Control flow between the tags, whatever its bodies are: written once for the syntax, for what it means and for what
//! it expands to.

use super::Extent;
use proc_macro2::{Ident, Span, TokenStream};

/// `if`, `for` or `match` around bodies of one type. Heads and patterns are the author's own tokens.
#[derive(Clone, Debug)]
pub enum Flow<B> {
    /// `if … {…} else if … {…} else {…}`
    If {
        /// Each `if` with its head; never empty.
        branches: Vec<Branch<B>>,
        /// The last `else`.
        otherwise: Option<Otherwise<B>>,
    },
    /// `for pattern in head {…}`
    For {
        /// `for`
        keyword: Ident,
        /// What is before `in`.
        pattern: TokenStream,
        /// `in`
        within: Ident,
        /// What is iterated over.
        head: TokenStream,
        /// The braces of the body.
        span: Span,
        /// What is repeated.
        body: B,
    },
    /// `match head { pattern => … }`
    Match {
        /// `match`
        keyword: Ident,
        /// What is matched.
        head: TokenStream,
        /// The braces around the arms.
        span: Span,
        /// The arms, in the order of the source.
        arms: Vec<Arm<B>>,
    },
}

/// One `if` with its head.
#[derive(Clone, Debug)]
pub struct Branch<B> {
    /// The `else` before it; `None` for the first.
    pub otherwise: Option<Ident>,
    /// `if`
    pub keyword: Ident,
    /// The condition, `let PATTERN = …` too.
    pub head: TokenStream,
    /// The braces of the body.
    pub span: Span,
    /// What is there if the condition holds.
    pub body: B,
}

/// The last `else`.
#[derive(Clone, Debug)]
pub struct Otherwise<B> {
    /// `else`
    pub keyword: Ident,
    /// The braces of the body.
    pub span: Span,
    /// What is there if no condition holds.
    pub body: B,
}

/// One arm of a `match`.
#[derive(Clone, Debug)]
pub struct Arm<B> {
    /// The pattern with its guard.
    pub pattern: TokenStream,
    /// `=>`
    pub arrow: TokenStream,
    /// The braces of the body; without braces its first token.
    pub span: Span,
    /// What is there if the pattern fits.
    pub body: B,
}

impl<B> Flow<B> {
    /// The bodies, in the order of the source.
    pub fn bodies(&self) -> Vec<&B> {
        let mut bodies = Vec::new();
        match self {
            Flow::If { branches, otherwise } => {
                branches.iter().for_each(|branch| bodies.push(&branch.body));
                bodies.extend(otherwise.as_ref().map(|otherwise| &otherwise.body));
            }
            Flow::For { body, .. } => bodies.push(body),
            Flow::Match { arms, .. } => arms.iter().for_each(|arm| bodies.push(&arm.body)),
        }
        bodies
    }

    /// The bodies, to be changed.
    pub fn bodies_mut(&mut self) -> Vec<&mut B> {
        let mut bodies = Vec::new();
        match self {
            Flow::If { branches, otherwise } => {
                branches.iter_mut().for_each(|branch| bodies.push(&mut branch.body));
                bodies.extend(otherwise.as_mut().map(|otherwise| &mut otherwise.body));
            }
            Flow::For { body, .. } => bodies.push(body),
            Flow::Match { arms, .. } => arms.iter_mut().for_each(|arm| bodies.push(&mut arm.body)),
        }
        bodies
    }

    /// The same control flow around other bodies, made in the order of the source.
    pub fn map<C>(&self, make: &mut dyn FnMut(&B) -> C) -> Flow<C> {
        match self {
            Flow::If { branches, otherwise } => {
                let mut made = Vec::with_capacity(branches.len());
                for branch in branches {
                    made.push(Branch {
                        otherwise: branch.otherwise.clone(),
                        keyword: branch.keyword.clone(),
                        head: branch.head.clone(),
                        span: branch.span,
                        body: make(&branch.body),
                    });
                }
                let otherwise = otherwise.as_ref().map(|otherwise| Otherwise {
                    keyword: otherwise.keyword.clone(),
                    span: otherwise.span,
                    body: make(&otherwise.body),
                });
                Flow::If { branches: made, otherwise }
            }
            Flow::For { keyword, pattern, within, head, span, body } => Flow::For {
                keyword: keyword.clone(),
                pattern: pattern.clone(),
                within: within.clone(),
                head: head.clone(),
                span: *span,
                body: make(body),
            },
            Flow::Match { keyword, head, span, arms } => {
                let mut made = Vec::with_capacity(arms.len());
                for arm in arms {
                    made.push(Arm {
                        pattern: arm.pattern.clone(),
                        arrow: arm.arrow.clone(),
                        span: arm.span,
                        body: make(&arm.body),
                    });
                }
                Flow::Match { keyword: keyword.clone(), head: head.clone(), span: *span, arms: made }
            }
        }
    }

    /// Whether exactly one of the bodies is always there: a `match`, or an `if` with an `else`.
    pub fn is_whole(&self) -> bool {
        matches!(self, Flow::If { otherwise: Some(_), .. } | Flow::Match { .. })
    }

    /// From the first keyword to the last brace.
    pub fn extent(&self) -> Extent {
        let (first, last) = match self {
            Flow::If { branches, otherwise } => {
                let end = otherwise.as_ref().map(|last| last.span).or(branches.last().map(|last| last.span));
                (branches.first().map(|first| first.keyword.span()), end)
            }
            Flow::For { keyword, span, .. } | Flow::Match { keyword, span, .. } => (Some(keyword.span()), Some(*span)),
        };
        let first = first.unwrap_or_else(Span::call_site);
        Extent { first, last: last.unwrap_or(first) }
    }
}
