//! Elements as their author wrote them, or nearly so.

use crate::syntax::{AttributeValue, Child, Element, Flow, Json, JsonKey, JsonValue, in_full};
use feishu_card_schema::joined;

/// How many characters of an element a help line shows.
const LONGEST: usize = 120;

/// An element to be shown: it is taken apart, changed, and written.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    name: String,
    attributes: Vec<(String, String)>,
    inside: String,
}

impl Shown {
    /// An element without attributes.
    pub(crate) fn new(name: impl Into<String>, inside: impl Into<String>) -> Self {
        Shown { name: name.into(), attributes: Vec::new(), inside: inside.into() }
    }

    /// An element as it is written.
    pub(crate) fn of(element: &Element) -> Self {
        let name = element.name.as_ref().map_or("…", |name| name.text.as_str());
        let mut shown = Shown::new(name, children(&element.children));
        for attribute in &element.attributes {
            let prefix = if attribute.json { "json:" } else { "" };
            let name = match attribute.name.quoted {
                true => format!("\"{}\"", attribute.name.text),
                false => format!("{prefix}{}", attribute.name.text),
            };
            let written = match &attribute.value {
                AttributeValue::Flag => name.clone(),
                value => format!("{name}={}", value_of(value)),
            };
            shown.attributes.push((attribute.name.text.clone(), written));
        }
        shown
    }

    /// Without these attributes, which are sorted.
    pub(crate) fn without(mut self, attributes: &[&str]) -> Self {
        self.attributes.retain(|(name, _)| attributes.binary_search(&name.as_str()).is_err());
        self
    }

    /// With one more attribute: `name`, and all of it as it is written.
    pub(crate) fn with(mut self, name: &str, written: impl Into<String>) -> Self {
        self.attributes.push((name.to_owned(), written.into()));
        self
    }

    /// With something before its children.
    pub(crate) fn begun(mut self, child: &str) -> Self {
        self.inside.insert_str(0, child);
        self
    }

    /// With other children.
    pub(crate) fn holding(mut self, inside: impl Into<String>) -> Self {
        self.inside = inside.into();
        self
    }

    /// What is between the tags.
    pub(crate) fn inside(&self) -> &str {
        &self.inside
    }

    /// The element; where it is long only its tags.
    pub(crate) fn written(&self) -> String {
        let Shown { name, attributes, inside } = self;
        let attributes = joined(attributes, "", &|(_, written)| format!(" {written}"));
        let whole = match inside.is_empty() {
            true => format!("<{name}{attributes}/>"),
            false => format!("<{name}{attributes}>{inside}</{name}>"),
        };
        if whole.chars().count() <= LONGEST && !whole.contains('\n') {
            return whole;
        }
        let attributes = if attributes.is_empty() { "" } else { " …" };
        if inside.is_empty() { format!("<{name}{attributes}/>") } else { format!("<{name}{attributes}>…</{name}>") }
    }
}

/// Children as they are written.
pub(crate) fn children(children: &[Child]) -> String {
    let mut out = String::new();
    let mut after_text = false;
    for child in children {
        let is_text = matches!(child, Child::Text(_) | Child::Splice(_) | Child::Flow(_));
        if !out.is_empty() && (after_text && is_text || matches!(child, Child::Flow(_))) {
            out.push(' ');
        }
        after_text = is_text;
        match child {
            Child::Element(element) => out.push_str(&Shown::of(element).written()),
            Child::Text(text) => out.push_str(&text.literal.to_string()),
            Child::Splice(rust) | Child::Dead(rust) => out.push_str(&format!("{{{}}}", in_full(&rust.tokens))),
            Child::Flow(found) => out.push_str(&flow(found)),
        }
    }
    out
}

fn flow(flow: &Flow<Vec<Child>>) -> String {
    match flow {
        Flow::If { branches, otherwise } => {
            let branches = joined(branches, " else ", &|branch| {
                format!("if {} {{ {} }}", in_full(&branch.head), children(&branch.body))
            });
            match otherwise {
                Some(last) => format!("{branches} else {{ {} }}", children(&last.body)),
                None => branches,
            }
        }
        Flow::For { pattern, head, body, .. } => {
            format!("for {} in {} {{ {} }}", in_full(pattern), in_full(head), children(body))
        }
        Flow::Match { head, arms, .. } => {
            let arms = joined(arms, " ", &|arm| format!("{} => {{ {} }}", in_full(&arm.pattern), children(&arm.body)));
            format!("match {} {{ {arms} }}", in_full(head))
        }
    }
}

/// A value as it is behind the `=`.
fn value_of(value: &AttributeValue) -> String {
    match value {
        AttributeValue::Flag => "true".to_owned(),
        AttributeValue::Missing => "…".to_owned(),
        AttributeValue::Text(text) => text.literal.to_string(),
        AttributeValue::Number { text, .. } | AttributeValue::Length { text, .. } => text.clone(),
        AttributeValue::Word(word) => word.text.clone(),
        AttributeValue::Json(json) => format!("{{{}}}", literal(json)),
        AttributeValue::Rust(rust) => format!("{{{}}}", in_full(&rust.tokens)),
    }
}

/// A JSON literal.
pub(super) fn literal(json: &Json) -> String {
    match &json.value {
        JsonValue::Null => "null".to_owned(),
        JsonValue::Bool(b) => b.to_string(),
        JsonValue::Number(number) => number.clone(),
        JsonValue::Str(text) => format!("{text:?}"),
        JsonValue::Text(text) => text.known().map_or_else(|| "…".to_owned(), |text| format!("{text:?}")),
        JsonValue::List(items) => format!("[{}]", joined(items, ", ", &literal)),
        JsonValue::Map(members) => {
            let member = |(key, value): &(JsonKey, Json)| match key {
                JsonKey::Str(key, _) | JsonKey::Cell(key, _) => format!("{key:?}: {}", literal(value)),
                JsonKey::Rust(key, _) => format!("({}): {}", in_full(key), literal(value)),
            };
            format!("{{{}}}", joined(members, ", ", &member))
        }
        JsonValue::Rust(tokens) => in_full(tokens),
    }
}
