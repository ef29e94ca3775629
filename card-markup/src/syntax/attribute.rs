//! Attributes: `name`, `name=value`, `json:name=value`, `"any key"=value`.

use super::{
    Parser,
    written::{self, first_char, written},
};
use crate::{
    rewrite::WebAttribute,
    syntax::{Attribute, AttributeValue, Element, Extent, Name},
};
use feishu_card_schema::{
    table::{self, Object, names, objects},
    words::html,
};
use proc_macro2::{Delimiter, Span, TokenTree};

impl Parser<'_> {
    /// The attributes of an opening tag, up to its end or what looks like it.
    pub(super) fn attributes(&mut self, element: &mut Element) {
        let tag = element.name.as_ref().map_or("", |name| name.text.as_str());
        let component = names::tagged(&objects::Component, tag);
        loop {
            element.dead.append(&mut self.unfinished);
            match self.cursor.peek(0) {
                None => return,
                Some(TokenTree::Ident(_)) => {
                    if self.goes_on_behind_a_quote(element) || self.conditional_attributes(element) {
                        continue;
                    }
                    if let Some(attribute) = self.attribute(element, component) {
                        element.attributes.push(attribute);
                    }
                }
                Some(TokenTree::Punct(punct)) => match punct.as_char() {
                    '>' | '<' => return,
                    '/' if self.cursor.is(1, '>') => return,
                    '@' | ':' | '*' | '#' if self.cursor.ident(1).is_some() => self.attribute_of_a_template(element),
                    _ => self.stray_in_tag(element),
                },
                Some(TokenTree::Literal(literal)) => {
                    let here = literal.span();
                    let is_string = matches!(first_char(literal), Some('"' | 'r'));
                    // a string without `=` is more likely a text after a tag without its `>`
                    if is_string && self.ends_like_child() {
                        return;
                    }
                    match self.name_or_string() {
                        Some(name) => {
                            let value = self.attribute_value(element, &name.text);
                            element.attributes.push(self.attribute_of(here, name, false, value));
                        }
                        None => self.stray_in_tag(element),
                    }
                }
                Some(TokenTree::Group(group)) => {
                    let group = group.clone();
                    match group.delimiter() {
                        Delimiter::Brace => self.braces_in_tag(&group, element),
                        _ if self.cursor.is(1, '=') => self.attribute_of_a_template(element),
                        _ => {
                            self.cursor.skip();
                            self.value_without_a_name(group.span(), "write `name={…}`");
                        }
                    }
                }
            }
        }
    }

    /// `@click="…"`, `:class="…"`, `*ngIf="…"`, `(click)="…"`: what templates of the web write.
    fn attribute_of_a_template(&mut self, element: &Element) {
        let here = self.cursor.here();
        let (mark, name) = match self.cursor.bump() {
            Some(TokenTree::Group(group)) => ("(".to_owned(), written(&group.stream().into_iter().collect::<Vec<_>>())),
            Some(mark) => (mark.to_string(), self.name().map(|name| name.text).unwrap_or_default()),
            None => return,
        };
        let shown = if mark == "(" { format!("({name})") } else { format!("{mark}{name}") };
        let begin = self.cursor.mark();
        let value = self.skip_value(element);
        let like = match (mark.as_str(), name.as_str()) {
            ("@" | "(", _) => "onclick",
            (_, "ngIf") => "v-if",
            (_, "ngFor") => "v-for",
            ("#", _) => "ref",
            _ => &name,
        };
        let help =
            html::attribute(like).map_or_else(|| format!("write `{name}={{{value}}}`"), |web| web.markup.to_owned());
        self.of_the_web(like.to_owned(), begin, here, &shown, help);
    }

    /// Keeps an attribute whose name is none, to be told when the whole element is known.
    pub(super) fn of_the_web(&mut self, name: String, begin: usize, span: Span, shown: &str, help: String) {
        self.web.push(WebAttribute {
            name,
            listed: false,
            value: begin + 1..self.cursor.mark(),
            span,
            message: Some(format!("`{shown}` is not the name of an attribute")),
            help,
        });
    }

    /// The value of an attribute that is left out, with nothing said of it: what a string says is an expression in
    /// templates of the web.
    pub(super) fn skip_value(&mut self, element: &Element) -> String {
        self.left_out = true;
        let said = self.findings.len();
        let value = self.attribute_value(element, "");
        self.findings.forget(said);
        match value {
            AttributeValue::Text(text) if text.value.chars().count() <= written::SHORT => text.value,
            AttributeValue::Rust(rust) => crate::syntax::as_written(&rust.tokens),
            _ => "…".to_owned(),
        }
    }

    /// `title="say "hi" now"`: a name that follows a string without a blank.
    fn goes_on_behind_a_quote(&mut self, element: &mut Element) -> bool {
        // the rest of a string is not a name with a value: to know places costs more
        if self.cursor.is(1, '=') {
            return false;
        }
        let here = self.cursor.here();
        let Some(Attribute { value: AttributeValue::Text(text), .. }) = element.attributes.last() else { return false };
        if written::gap(text.span, here) {
            return false;
        }
        let text = text.clone();
        let Some(whole) = self.broken_string(&text) else { return false };
        element.attributes.pop();
        self.quote_in_string(text.span, &whole);
        true
    }

    /// Whether the string that is next is where a child would be.
    fn ends_like_child(&mut self) -> bool {
        if self.cursor.is(1, '=') || self.cursor.ident(1).is_some() || self.cursor.is(1, '>') {
            return false;
        }
        !(self.cursor.is(1, '/') && self.cursor.is(2, '>'))
    }

    /// An attribute of the element, and which component that is.
    fn attribute(&mut self, element: &Element, component: Option<&'static Object>) -> Option<Attribute> {
        let json = self.cursor.is_word(0, "json") && self.cursor.is(1, ':');
        if json {
            let start = self.cursor.here();
            self.cursor.skip();
            self.cursor.skip();
            let Some(name) = self.name_behind_json(start) else {
                self.attribute_value(element, "");
                return None;
            };
            let value = self.attribute_value(element, &name.text);
            return Some(self.attribute_of(start, name, true, value));
        }
        let name = self.name()?;
        if self.cursor.is(0, ':') && self.cursor.ident(1).is_some() {
            self.prefixed(&name, element);
            return None;
        }
        let said = self.findings.len();
        let begin = self.cursor.mark();
        let mut value = self.attribute_value(element, &name.text);
        if component.is_none_or(|component| component.member(&name.text).is_none()) {
            self.web.push(WebAttribute {
                name: name.text.clone(),
                listed: true,
                value: begin + 1..self.cursor.mark(),
                span: name.span,
                message: None,
                help: String::new(),
            });
            // what the web has and no object of the platform: the name is the mistake, whatever its value
            if is_alien(element, component, &name.text) && html::attribute(&name.text).is_some() {
                self.findings.forget(said);
                if !matches!(value, AttributeValue::Text(_)) {
                    value = AttributeValue::Flag;
                }
            }
        }
        Some(self.attribute_of(name.span, name, false, value))
    }

    /// The attribute, which ends at the last token that was read.
    fn attribute_of(&self, first: Span, name: Name, json: bool, value: AttributeValue) -> Attribute {
        Attribute { name, json, value, extent: Extent { first, last: self.cursor.before() } }
    }
}

/// Whether the element surely has no member of this name: no object has one, or the component has none. The name of a
/// component may be that of an item as well: `<person>` in a list has other members.
fn is_alien(element: &Element, component: Option<&'static Object>, attribute: &str) -> bool {
    let tag = element.name.as_ref().map_or("", |name| name.text.as_str());
    match component {
        Some(component) if component.member(attribute).is_some() => false,
        Some(_) if names::homes(tag).is_empty() => true,
        // what it is called is asked first: mostly that has it
        None if names::named(tag).iter().any(|object| object.member(attribute).is_some()) => false,
        _ => table::all().all(|object| object.member(attribute).is_none()),
    }
}
