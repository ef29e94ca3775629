//! Markup as a tree, before it is laid out.

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
    /// A word, length or number, as written.
    Token(String),
    /// A text, to be quoted.
    Text(String),
    /// A string of JSON: quoted, and an expression where it is one variable and nothing else.
    Json(String),
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

    /// A text, to be quoted.
    pub(super) fn text(name: impl Into<String>, text: &str) -> Self {
        Attribute { name: name.into(), value: AttributeValue::Text(text.to_owned()) }
    }

    /// Any JSON: strings quoted, `true` as a flag, objects and arrays in braces.
    pub(super) fn json(name: impl Into<String>, json: &Json) -> Self {
        let name = name.into();
        let value = match json {
            // the attribute of `<raw>` is not a flag: it has a value
            Json::Bool(true) if name != "json" => AttributeValue::Flag,
            Json::Str(text) => AttributeValue::Json(text.to_string()),
            Json::List(_) | Json::Map(_) => AttributeValue::Braces(json.clone()),
            plain => AttributeValue::Token(plain.to_string()),
        };
        Attribute { name, value }
    }
}
