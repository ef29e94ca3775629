//! Markup as a tree, before it is laid out.

use super::{function, lexical};
use feishu_card_core::Json;

/// An element of the markup.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<Attribute>,
    pub(super) children: Vec<Child>,
}

/// An attribute: its name as written, `json:` included, and its value.
#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) value: AttributeValue,
}

/// The value of an attribute.
#[derive(Debug)]
pub(super) enum AttributeValue {
    /// None is written: `true`.
    Flag,
    /// A word, length, number or string literal, as written.
    Token(String),
    /// An expression of Rust, in braces.
    Expression(String),
    /// An object or array in braces.
    Braces(Json),
}

/// What is between an opening and a closing tag.
#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    /// Text, to be quoted.
    Text(String),
}

impl Element {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Element { name: name.into(), attributes: Vec::new(), children: Vec::new() }
    }

    /// An item of a list that is written as its JSON, unchecked.
    pub(super) fn raw(json: &Json) -> Self {
        Element { attributes: vec![Attribute::json("json", json)], ..Element::new("raw") }
    }

    pub(super) fn around(name: impl Into<String>, child: Element) -> Self {
        Element { children: vec![Child::Element(child)], ..Element::new(name) }
    }
}

impl Attribute {
    pub(super) fn token(name: impl Into<String>, token: impl Into<String>) -> Self {
        Attribute { name: name.into(), value: AttributeValue::Token(token.into()) }
    }

    /// A string, quoted, its braces doubled.
    pub(super) fn text(name: impl Into<String>, text: &str) -> Self {
        Attribute::token(name, lexical::format_string(text))
    }

    /// Any JSON: strings quoted, `true` as a flag, objects and arrays in braces.
    pub(super) fn json(name: impl Into<String>, json: &Json) -> Self {
        let name = name.into();
        let value = match json {
            // the attribute of `<raw>` is not a flag: it has a value
            Json::Bool(true) if name != "json" => AttributeValue::Flag,
            Json::Str(text) if function::is_mark(text) => {
                AttributeValue::Expression(function::expression(text).unwrap_or_default())
            }
            Json::Str(text) => AttributeValue::Token(lexical::format_string(text)),
            Json::List(_) | Json::Map(_) => AttributeValue::Braces(json.clone()),
            plain => AttributeValue::Token(plain.to_string()),
        };
        Attribute { name, value }
    }
}
