//! The syntax tree of the markup, as written: names are not looked up, expressions are raw tokens.

use super::{Extent, Flow, Rust, pieces::TextPieces};
use proc_macro2::{Ident, Literal, Span, TokenStream};

/// A whole `card!`.
#[derive(Debug)]
pub struct Markup {
    /// The codes of `#![allow(…)]`.
    pub allow: Vec<(String, Span)>,
    /// What is in it.
    pub root: MarkupRoot,
    /// Closing tags that close nothing: editors complete them.
    pub stray_closings: Vec<Ident>,
    /// Whether it ends too early, which is already reported.
    pub cut: bool,
    /// The name of the tag that has no `>` for that reason.
    pub cut_tag: Option<Span>,
}

/// The root: one element, or a list of components.
#[derive(Debug)]
pub enum MarkupRoot {
    /// `<card>…</card>`, or any other element.
    Element(Box<Element>),
    /// `<>…</>`
    List {
        /// The `<`.
        open: Span,
        /// The `>` of `</>`; the last token, if it is missing.
        end: Span,
        /// What is in it.
        children: Vec<Child>,
    },
    /// Nothing that could be a root; already reported.
    Nothing(Vec<Child>),
}

/// A name of markup: `margin-top`, `r#type`, or a string where names are free.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name itself, without `r#` or quotes.
    pub text: String,
    /// The first token.
    pub span: Span,
    /// The last token: `top` of `margin-top`.
    pub end: Span,
    /// The token, if the name is a single identifier.
    pub ident: Option<Ident>,
    /// Whether it is written as a string.
    pub quoted: bool,
}

/// `<name …>…</name>` or `<name …/>`
#[derive(Debug)]
pub struct Element {
    /// The `<`.
    pub open: Span,
    /// `None` when the name is missing, which is already reported.
    pub name: Option<Name>,
    /// The owner in `<table.column>`.
    pub owner: Option<Name>,
    /// The attributes, in the order of the source.
    pub attributes: Vec<Attribute>,
    /// The `>` of the opening tag, or that of `/>`; `None` when it is missing, which is already reported.
    pub tag_end: Option<Span>,
    /// What is between the tags.
    pub children: Vec<Child>,
    /// The closing tag; `None` for `<name/>`, and where it is missing.
    pub closing: Option<ClosingTag>,
    /// Expressions where nothing is allowed; rustc shall still see them.
    pub dead: Vec<Rust>,
    /// Whether something was left out of it because it was wrong, or it is cut off: nothing is reported as missing then.
    pub damaged: bool,
    /// The last token.
    pub end: Span,
}

/// `</name>`
#[derive(Clone, Debug)]
pub struct ClosingTag {
    /// The `<`.
    pub open: Span,
    /// The name; `None` when it is missing, which is already reported. Of `</owner.part>` it is `part`, and its text
    /// is both.
    pub name: Option<Name>,
}

/// `name`, `name=value` or `json:name=value`
#[derive(Debug)]
pub struct Attribute {
    /// The name, without `json:`.
    pub name: Name,
    /// Whether `json:` comes before the name.
    pub json: bool,
    /// What is behind the `=`.
    pub value: AttributeValue,
    /// From the name, or `json`, to the end of the value.
    pub extent: Extent,
}

/// What is behind the `=`.
#[derive(Debug)]
pub enum AttributeValue {
    /// Nothing: the name alone.
    Flag,
    /// A string.
    Text(Text),
    /// `7`, `-0.5`
    Number {
        /// As JSON spells it.
        text: String,
        /// The first token.
        span: Span,
    },
    /// `8px`, `50%`
    Length {
        /// As JSON spells it.
        text: String,
        /// The first token.
        span: Span,
    },
    /// A bare word; `true`, `false` and `null` too.
    Word(Name),
    /// `{{…}}` or `{[…]}`
    Json(Json),
    /// `{…}`
    Rust(Rust),
    /// Missing, or not a value; already reported.
    Missing,
}

impl AttributeValue {
    /// Where the names that the expansion adds to the value are placed.
    pub fn open(&self) -> Option<Span> {
        match self {
            AttributeValue::Rust(rust) => Some(rust.open),
            _ => self.span(),
        }
    }

    /// The span of the value, or of its first token.
    pub fn span(&self) -> Option<Span> {
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
#[derive(Clone, Debug)]
pub struct Text {
    /// What it says, escapes resolved.
    pub value: String,
    /// The token; of what is not a string the string that was meant.
    pub literal: Literal,
    /// Its span.
    pub span: Span,
}

/// What is between the tags.
#[derive(Debug)]
pub enum Child {
    /// `<name …>`
    Element(Box<Element>),
    /// `"text"`
    Text(Text),
    /// `{expression}`
    Splice(Rust),
    /// An expression where none is allowed, already reported; rustc shall still see it.
    Dead(Rust),
    /// `if`, `for`, `match`
    Flow(Flow<Vec<Child>>),
}

impl Child {
    /// An expression between the tags: one that is not finished is not for rustc.
    pub(crate) fn expression(rust: Rust) -> Self {
        if rust.unfinished { Child::Dead(rust) } else { Child::Splice(rust) }
    }

    /// Where findings about the child as a whole are shown.
    pub fn span(&self) -> Span {
        match self {
            Child::Element(element) => element.name.as_ref().map_or(element.open, |name| name.span),
            Child::Text(text) => text.span,
            Child::Splice(rust) | Child::Dead(rust) => rust.span,
            Child::Flow(flow) => flow.extent().first,
        }
    }

    /// The first and the last token.
    pub fn extent(&self) -> Extent {
        match self {
            Child::Element(element) => element.extent(),
            Child::Flow(flow) => flow.extent(),
            Child::Text(_) | Child::Splice(_) | Child::Dead(_) => Extent::of(self.span()),
        }
    }
}

impl Element {
    /// From `<` to the last `>`.
    pub fn extent(&self) -> Extent {
        Extent { first: self.open, last: self.end }
    }
}

/// A JSON literal.
#[derive(Clone, Debug)]
pub struct Json {
    /// The opening brace or bracket, or the first token.
    pub span: Span,
    /// The closing brace or bracket, or the last token.
    pub end: Span,
    /// What it is.
    pub value: JsonValue,
}

/// What a JSON literal is.
#[derive(Clone, Debug)]
pub enum JsonValue {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// As JSON spells it.
    Number(String),
    /// A string; not a format string.
    Str(String),
    /// A string outside of a literal, which is a format string.
    Text(TextPieces),
    /// `[…]`
    List(Vec<Json>),
    /// `{…}`
    Map(Vec<(JsonKey, Json)>),
    /// An expression.
    Rust(TokenStream),
}

/// A key of a JSON literal.
#[derive(Clone, Debug)]
pub enum JsonKey {
    /// `"key"`
    Str(String, Span),
    /// Of a cell given as an attribute: an expression that is `None` is not written.
    Cell(String, Span),
    /// `(expression)`
    Rust(TokenStream, Span),
}
