//! The syntax tree of the markup, as written: names are not resolved, expressions are raw tokens.

use proc_macro2::{Group, Ident, Literal, Span, TokenStream};

/// The whole input.
pub(crate) struct Input {
    pub(crate) allow: Vec<(String, Span)>,
    pub(crate) root: Root,
    /// Closing tags that close nothing: editors complete them.
    pub(crate) stray_closings: Vec<Ident>,
}

/// The root: one element, or a list of components.
pub(crate) enum Root {
    Element(Box<Element>),
    List {
        open: Span,
        children: Vec<Child>,
    },
    /// Nothing that could be a root; already reported.
    Nothing(Vec<Child>),
}

/// A name of markup: `margin-top`, `r#type`, or a string where names are free.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
    /// The token, if the name is a single identifier.
    pub(crate) ident: Option<Ident>,
    pub(crate) quoted: bool,
}

/// `<name …>…</name>`.
pub(crate) struct Element {
    /// The `<`.
    pub(crate) open: Span,
    /// `None` when the name is missing, which is already reported.
    pub(crate) name: Option<Name>,
    /// The owner in `<table.column>`.
    pub(crate) owner: Option<Name>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Child>,
    /// The name in the closing tag.
    pub(crate) closing: Option<Name>,
    /// Expressions that stand where nothing may stand; rustc shall still see them.
    pub(crate) dead: Vec<Rust>,
}

/// `name=value`, `json:name=value`.
pub(crate) struct Attribute {
    pub(crate) name: Name,
    /// Whether `json:` stands before the name.
    pub(crate) json: bool,
    pub(crate) value: AttributeValue,
}

/// What stands behind the `=`.
pub(crate) enum AttributeValue {
    /// Nothing: the name alone.
    Flag,
    Text(Text),
    Number {
        text: String,
        span: Span,
    },
    /// `8px`, `50%`.
    Length {
        text: String,
        span: Span,
    },
    /// A bare word; `true`, `false` and `null` too.
    Word(Name),
    Json(Json),
    Rust(Rust),
    /// Missing or no value; already reported.
    Missing,
}

impl AttributeValue {
    /// Where names of ours stand that belong to the value.
    pub(crate) fn open(&self) -> Option<Span> {
        match self {
            AttributeValue::Rust(rust) => Some(rust.open),
            _ => self.span(),
        }
    }

    /// The place of the value.
    pub(crate) fn span(&self) -> Option<Span> {
        match self {
            AttributeValue::Flag | AttributeValue::Missing => None,
            AttributeValue::Text(text) => Some(text.span),
            AttributeValue::Number { span, .. } | AttributeValue::Length { span, .. } => Some(*span),
            AttributeValue::Word(name) => Some(name.span),
            AttributeValue::Json(json) => Some(json.span),
            AttributeValue::Rust(rust) => Some(rust.span),
        }
    }
}

/// A string literal.
#[derive(Clone)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) literal: Literal,
    pub(crate) span: Span,
}

/// A Rust expression in braces.
#[derive(Clone)]
pub(crate) struct Rust {
    /// The tokens inside the braces.
    pub(crate) tokens: TokenStream,
    /// The braces, or the first token.
    pub(crate) span: Span,
    /// The opening brace: where names of ours stand. An editor takes all names that are over the pointer, so over
    /// the user's there is none.
    pub(crate) open: Span,
}

impl Rust {
    pub(crate) fn new(tokens: TokenStream, span: Span) -> Self {
        Rust { tokens, span, open: span }
    }

    pub(crate) fn braces(group: &Group) -> Self {
        Rust { tokens: group.stream(), span: group.span(), open: group.span_open() }
    }
}

/// What stands between the tags.
pub(crate) enum Child {
    Element(Element),
    Text(Text),
    Splice(Rust),
    /// An expression that has no place; rustc shall still see it.
    Dead(Rust),
    If(If),
    For(For),
    Match(Match),
}

/// `if … {…} else if … {…} else {…}`.
pub(crate) struct If {
    pub(crate) branches: Vec<Branch>,
    pub(crate) otherwise: Option<(Ident, Block)>,
}

/// One `if` with its head: `else`, `if`, tokens.
pub(crate) struct Branch {
    pub(crate) otherwise: Option<Ident>,
    pub(crate) keyword: Ident,
    pub(crate) head: TokenStream,
    pub(crate) block: Block,
}

/// `for pattern in head {…}`.
pub(crate) struct For {
    pub(crate) keyword: Ident,
    pub(crate) pattern: TokenStream,
    pub(crate) within: Ident,
    pub(crate) head: TokenStream,
    pub(crate) block: Block,
}

/// `match head { pattern => … }`.
pub(crate) struct Match {
    pub(crate) keyword: Ident,
    pub(crate) head: TokenStream,
    pub(crate) span: Span,
    pub(crate) arms: Vec<Arm>,
}

/// One arm; the pattern with its guard, and the `=>` of the source.
pub(crate) struct Arm {
    pub(crate) pattern: TokenStream,
    pub(crate) arrow: TokenStream,
    pub(crate) block: Block,
}

/// `{ child* }`.
pub(crate) struct Block {
    pub(crate) span: Span,
    pub(crate) children: Vec<Child>,
}

/// A JSON literal.
#[derive(Clone)]
pub(crate) struct Json {
    pub(crate) span: Span,
    pub(crate) value: JsonValue,
}

#[derive(Clone)]
pub(crate) enum JsonValue {
    Null,
    Bool(bool),
    /// As JSON spells it.
    Number(String),
    Str(String),
    /// A string outside of a literal, which is a format string.
    Text(crate::format::TextPlan),
    List(Vec<Json>),
    Map(Vec<(JsonKey, Json)>),
    Rust(TokenStream),
}

/// A key of a JSON literal.
#[derive(Clone)]
pub(crate) enum JsonKey {
    Str(String, Span),
    /// Of a cell given as an attribute: an expression that is `None` is not written.
    Cell(String, Span),
    Rust(TokenStream, Span),
}
