//! Lines and indentation: four spaces, a hundred columns, wide characters count two.

use super::{
    element::{Attribute, AttributeValue, Child, Element},
    function, lexical,
};
use crate::shape::shares_line;
use feishu_card_core::Json;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

const COLUMNS: usize = 100;

/// The whole expression; the codes are lowered for it.
pub(super) fn source(root: &Element, allowed: &BTreeSet<&str>) -> String {
    let mut page = Page { out: String::from("card! {\n") };
    if !allowed.is_empty() {
        let codes: Vec<_> = allowed.iter().copied().collect();
        page.line(4, &format!("#![allow({})]", codes.join(", ")));
    }
    page.element(root, 4);
    page.out.push_str("}\n");
    page.out
}

struct Page {
    out: String,
}

impl Page {
    fn line(&mut self, indent: usize, text: &str) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn element(&mut self, element: &Element, indent: usize) {
        if let Some(text) = flat(element).filter(|text| fits(indent, text)) {
            return self.line(indent, &text);
        }
        let end = if element.children.is_empty() { "/>" } else { ">" };
        self.opening(element, indent, end);
        for child in &element.children {
            match child {
                Child::Element(child) => self.element(child, indent + 4),
                Child::Text(text) => literals(text).iter().for_each(|literal| self.line(indent + 4, literal)),
            }
        }
        if !element.children.is_empty() {
            self.line(indent, &format!("</{}>", element.name));
        }
    }

    fn opening(&mut self, element: &Element, indent: usize, end: &str) {
        let name = &element.name;
        let flat = flat_opening(element) + end;
        if fits(indent, &flat) {
            return self.line(indent, &flat);
        }
        if let [Attribute { name: only, value: AttributeValue::Braces(json) }] = &element.attributes[..] {
            let value = braces(json, indent, usize::MAX);
            return self.line(indent, &format!("<{name} {only}={value}{end}"));
        }
        self.line(indent, &format!("<{name}"));
        for attribute in &element.attributes {
            let text = match &attribute.value {
                AttributeValue::Braces(json) => {
                    format!("{}={}", attribute.name, braces(json, indent + 4, attribute.name.len() + 1))
                }
                _ => flat_attribute(attribute),
            };
            self.line(indent + 4, &text);
        }
        self.line(indent, end);
    }
}

fn fits(indent: usize, text: &str) -> bool {
    indent + text.width() <= COLUMNS
}

/// The element in one line, where that reads well.
fn flat(element: &Element) -> Option<String> {
    let opening = flat_opening(element);
    let inside = match &element.children[..] {
        [] => return Some(opening + "/>"),
        [Child::Text(text)] => match &literals(text)[..] {
            [literal] => literal.clone(),
            _ => return None,
        },
        [Child::Element(child)] if shares_line(&element.name, &child.name) => flat(child)?,
        _ => return None,
    };
    Some(format!("{opening}>{inside}</{}>", element.name))
}

fn flat_opening(element: &Element) -> String {
    let mut text = format!("<{}", element.name);
    for attribute in &element.attributes {
        text.push(' ');
        text.push_str(&flat_attribute(attribute));
    }
    text
}

fn flat_attribute(attribute: &Attribute) -> String {
    match &attribute.value {
        AttributeValue::Flag => attribute.name.clone(),
        AttributeValue::Expression(expression) => format!("{}={{{expression}}}", attribute.name),
        AttributeValue::Token(token) => format!("{}={token}", attribute.name),
        AttributeValue::Braces(json) => format!("{}={{{}}}", attribute.name, flat_json(json)),
    }
}

/// One literal a line, each with its line feed.
fn literals(text: &str) -> Vec<String> {
    match text {
        "" => vec!["\"\"".to_owned()],
        text => text.split_inclusive('\n').map(lexical::format_string).collect(),
    }
}

/// JSON in braces, on one line if it fits after `before` columns.
fn braces(json: &Json, indent: usize, before: usize) -> String {
    let flat = format!("{{{}}}", flat_json(json));
    if before < COLUMNS && fits(indent + before, &flat) {
        return flat;
    }
    let mut out = String::from("{");
    broken_json(json, indent, &mut out);
    out.push('}');
    out
}

fn flat_json(json: &Json) -> String {
    match json {
        Json::Str(text) => function::expression(text).unwrap_or_else(|| lexical::string(text)),
        Json::List(items) => {
            let items: Vec<_> = items.iter().map(flat_json).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Map(members) => {
            let members =
                members.iter().map(|(name, value)| format!("{}: {}", lexical::string(name), flat_json(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
    }
}

/// An array or object with one item a line; items in it break only where they must.
fn broken_json(json: &Json, indent: usize, out: &mut String) {
    let (brackets, items): (_, Vec<(String, &Json)>) = match json {
        Json::List(items) => (['[', ']'], items.iter().map(|item| (String::new(), item)).collect()),
        Json::Map(members) => {
            let members = members.iter().map(|(name, value)| (format!("{}: ", lexical::string(name)), value));
            (['{', '}'], members.collect())
        }
        plain => return out.push_str(&flat_json(plain)),
    };
    out.push(brackets[0]);
    for (key, item) in &items {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent + 4));
        out.push_str(key);
        let flat = flat_json(item);
        let nested = matches!(item, Json::List(items) if !items.is_empty())
            || matches!(item, Json::Map(members) if !members.is_empty());
        if nested && !fits(indent + 4 + key.width(), &format!("{flat},")) {
            broken_json(item, indent + 4, out);
        } else {
            out.push_str(&flat);
        }
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(brackets[1]);
}
