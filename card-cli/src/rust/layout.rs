//! Lines and indentation: four spaces, a hundred columns, wide characters count two.

use super::{
    element::{Attribute, AttributeValue, Child, Element},
    function::Parameters,
    lexical::{self, COLUMNS},
};
use crate::shape::shares_line;
use feishu_card_core::Json;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// The whole expression, to be indented by `around`; the codes are lowered for it.
pub(super) fn source(root: &Element, allowed: &BTreeSet<&str>, parameters: &Parameters, around: usize) -> String {
    let mut page = Page { out: String::from("card! {\n"), parameters, columns: COLUMNS - around };
    if !allowed.is_empty() {
        let codes: Vec<_> = allowed.iter().copied().collect();
        page.line(4, &format!("#![allow({})]", codes.join(", ")));
    }
    page.element(root, 4);
    page.out.push_str("}\n");
    page.out
}

struct Page<'a> {
    out: String,
    parameters: &'a Parameters,
    columns: usize,
}

impl Page<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn element(&mut self, element: &Element, indent: usize) {
        if let Some(text) = self.flat(element).filter(|text| self.fits(indent, text)) {
            return self.line(indent, &text);
        }
        let end = if element.children.is_empty() { "/>" } else { ">" };
        self.opening(element, indent, end);
        for child in &element.children {
            match child {
                Child::Element(child) => self.element(child, indent + 4),
                Child::Text(text) => self.literals(text).iter().for_each(|literal| self.line(indent + 4, literal)),
            }
        }
        if !element.children.is_empty() {
            self.line(indent, &format!("</{}>", element.name));
        }
    }

    fn opening(&mut self, element: &Element, indent: usize, end: &str) {
        let name = &element.name;
        let flat = self.flat_opening(element) + end;
        if self.fits(indent, &flat) {
            return self.line(indent, &flat);
        }
        if let [Attribute { name: only, value: AttributeValue::Braces(json) }] = &element.attributes[..] {
            let value = self.braces(json, indent, usize::MAX);
            return self.line(indent, &format!("<{name} {only}={value}{end}"));
        }
        self.line(indent, &format!("<{name}"));
        for attribute in &element.attributes {
            let text = match &attribute.value {
                AttributeValue::Braces(json) => {
                    format!("{}={}", attribute.name, self.braces(json, indent + 4, attribute.name.width() + 1))
                }
                _ => self.flat_attribute(attribute),
            };
            self.line(indent + 4, &text);
        }
        self.line(indent, end);
    }

    fn fits(&self, indent: usize, text: &str) -> bool {
        indent + text.width() <= self.columns
    }

    /// The element in one line, where that reads well.
    fn flat(&self, element: &Element) -> Option<String> {
        let opening = self.flat_opening(element);
        let inside = match &element.children[..] {
            [] => return Some(opening + "/>"),
            [Child::Text(text)] => match &self.literals(text)[..] {
                [literal] => literal.clone(),
                _ => return None,
            },
            [Child::Element(child)] if shares_line(&element.name, &child.name) => self.flat(child)?,
            _ => return None,
        };
        Some(format!("{opening}>{inside}</{}>", element.name))
    }

    fn flat_opening(&self, element: &Element) -> String {
        let mut text = format!("<{}", element.name);
        for attribute in &element.attributes {
            text.push(' ');
            text.push_str(&self.flat_attribute(attribute));
        }
        text
    }

    fn flat_attribute(&self, Attribute { name, value }: &Attribute) -> String {
        match value {
            AttributeValue::Flag => name.clone(),
            AttributeValue::Token(token) => format!("{name}={token}"),
            AttributeValue::Text(text) => format!("{name}={}", self.literal(text)),
            AttributeValue::Json(text) => match self.parameters.whole(text) {
                Some(parameter) => format!("{name}={{{parameter}}}"),
                None => format!("{name}={}", self.literal(text)),
            },
            AttributeValue::Braces(json) => format!("{name}={{{}}}", self.flat_json(json)),
        }
    }

    fn literal(&self, text: &str) -> String {
        lexical::format_string(&self.parameters.pieces(text))
    }

    /// One literal a line, each with its line feed.
    fn literals(&self, text: &str) -> Vec<String> {
        match text {
            "" => vec!["\"\"".to_owned()],
            text => text.split_inclusive('\n').map(|line| self.literal(line)).collect(),
        }
    }

    /// JSON in braces, on one line if it fits after `before` columns.
    fn braces(&self, json: &Json, indent: usize, before: usize) -> String {
        let flat = format!("{{{}}}", self.flat_json(json));
        if before < self.columns && self.fits(indent + before, &flat) {
            return flat;
        }
        let mut out = String::from("{");
        self.broken_json(json, indent, &mut out);
        out.push('}');
        out
    }

    fn flat_json(&self, json: &Json) -> String {
        match json {
            Json::Str(text) => self.parameters.expression(text).unwrap_or_else(|| lexical::string(text)),
            Json::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.flat_json(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Json::Map(members) => {
                let members =
                    members.iter().map(|(name, value)| format!("{}: {}", lexical::string(name), self.flat_json(value)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
            plain => plain.to_string(),
        }
    }

    /// An array or object with one item a line; items in it break only where they must.
    fn broken_json(&self, json: &Json, indent: usize, out: &mut String) {
        let (brackets, items): (_, Vec<(String, &Json)>) = match json {
            Json::List(items) => (['[', ']'], items.iter().map(|item| (String::new(), item)).collect()),
            Json::Map(members) => {
                let members = members.iter().map(|(name, value)| (format!("{}: ", lexical::string(name)), value));
                (['{', '}'], members.collect())
            }
            plain => return out.push_str(&self.flat_json(plain)),
        };
        out.push(brackets[0]);
        for (key, item) in &items {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent + 4));
            out.push_str(key);
            let flat = self.flat_json(item);
            let nested = matches!(item, Json::List(items) if !items.is_empty())
                || matches!(item, Json::Map(members) if !members.is_empty());
            if nested && !self.fits(indent + 4 + key.width(), &format!("{flat},")) {
                self.broken_json(item, indent + 4, out);
            } else {
                out.push_str(&flat);
            }
            out.push(',');
        }
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
        out.push(brackets[1]);
    }
}
