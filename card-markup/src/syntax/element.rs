//! Elements: `<name …/>`, `<name …>…</name>`.

use super::{Parser, child::Children};
use crate::syntax::{AttributeValue, Element, Name};
use feishu_card_schema::{Entry, Version};
use proc_macro2::{Span, TokenTree};
use std::rc::Rc;

impl Parser<'_> {
    /// The element whose `<` is next.
    pub(super) fn element(&mut self) -> Element {
        let open = self.cursor.here();
        self.cursor.skip();
        let mut element = Element {
            open,
            name: None,
            owner: None,
            attributes: Vec::new(),
            tag_end: None,
            children: Vec::new(),
            closing: None,
            dead: Vec::new(),
            damaged: false,
            end: open,
        };
        let around = std::mem::replace(&mut self.left_out, false);
        element.name = self.name_or_string();
        self.a_tag_has_a_name(&element);
        if self.cursor.is(0, '.')
            && let Some(owner) = element.name.take()
        {
            let dot = self.cursor.here();
            self.cursor.skip();
            element.name = self.name_of_a_part(dot, &owner);
            element.owner = Some(owner);
        }
        let around_it = std::mem::take(&mut self.web);
        self.attributes(&mut element);
        let web = std::mem::replace(&mut self.web, around_it);
        self.learn_version(&element);
        self.content(&mut element);
        self.say_of_the_web(&element, &web);
        element.damaged = std::mem::replace(&mut self.left_out, around);
        element.end = self.cursor.before();
        element
    }

    /// The version of card JSON, which the first tag tells.
    fn learn_version(&mut self, element: &Element) {
        if self.version.is_some() || !self.open.is_empty() {
            return;
        }
        let schema = element.attributes.iter().find(|attribute| attribute.name.text == "schema");
        self.version = match schema.map(|schema| &schema.value) {
            Some(AttributeValue::Text(text)) if text.value == Version::V2.as_str() => Some(Version::V2),
            Some(_) => Some(Version::V1),
            None => element.name.as_ref().filter(|name| name.text == "card").map(|_| Version::V1),
        };
    }

    /// The end of the opening tag, and what is up to the closing tag.
    fn content(&mut self, element: &mut Element) {
        let commented = std::mem::take(&mut self.commented);
        match self.cursor.peek(0) {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '/' => {
                self.cursor.skip();
                element.tag_end = self.cursor.eat('>');
                return;
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == '>' => {
                element.tag_end = Some(punct.span());
                self.cursor.skip();
            }
            _ => {
                // `<a <b>`, `<a </b>`, `<a "text"`, or the end
                let Some(name) = &element.name else { return };
                if commented {
                    return;
                }
                self.a_tag_has_an_end(name);
                if !self.is_closed_later(&name.text) {
                    return;
                }
            }
        }
        // nobody looks at the element before its children are read, so that its name needs no copy
        let Some(name) = element.name.take() else { return };
        let found = match &element.owner {
            Some(owner) => {
                let text = format!("{}.{}", owner.text, name.text);
                self.children_of(&Name { text, ..name.clone() })
            }
            None => self.children_of(&name),
        };
        element.name = Some(name);
        element.children = found.children;
        element.closing = found.closing;
    }

    /// What is between the tags of this name.
    fn children_of(&mut self, name: &Name) -> Children {
        let tag: Rc<str> = name.text.as_str().into();
        self.open.push(Rc::clone(&tag));
        let around = self.holder.replace(tag);
        let found = self.children(Some(name));
        self.holder = around;
        self.open.pop();
        found
    }

    /// Reports that the input ends too early; once for all that is open around it.
    pub(super) fn cut_off(&mut self, entry: &'static Entry, span: Span, message: String, help: String) {
        if !std::mem::replace(&mut self.cut, true) {
            self.findings.add(entry, span, message, help);
        }
    }

    /// Whether a closing tag of this name comes before one of an element that is open.
    fn is_closed_later(&mut self, name: &str) -> bool {
        let Some(mut n) = self.cursor.closing_ahead(super::closing::SIGHT) else { return false };
        while n < super::closing::SIGHT && self.cursor.peek(n).is_some() {
            if self.cursor.is(n, '<') && self.cursor.is(n + 1, '/') {
                if self.cursor.is_word(n + 2, name) {
                    return true;
                }
                let closing = self.cursor.ident(n + 2).map(super::name::plain);
                if closing.is_some_and(|closing| self.open.iter().any(|open| **open == *closing)) {
                    return false;
                }
            }
            n += 1;
        }
        false
    }
}
