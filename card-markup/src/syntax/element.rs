//! Elements: `<name …/>`, `<name …>…</name>`.

use super::{Parser, child::Children};
use crate::{
    rewrite::{self, Shown, WebAttribute},
    syntax::{AttributeValue, Element, Name},
};
use feishu_card_schema::{Entry, Version, grammar as codes};
use proc_macro2::{Span, TokenTree};
use std::rc::Rc;

/// For how many attributes of one element the element is written again: the same help more often helps nobody, and each
/// costs as much as the element is long.
const WRITTEN_AGAIN: usize = 8;

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
        if element.name.is_none() {
            let help = "write `<name>…</name>` or `<name/>`".to_owned();
            match self.cursor.is_done() {
                true => self.cut_off(&codes::TAG, open, "the tag has no name".to_owned(), help),
                false => self.findings.add(&codes::TAG, open, "the tag has no name", help),
            }
        }
        if self.cursor.is(0, '.')
            && let Some(owner) = element.name.take()
        {
            let dot = self.cursor.here();
            self.cursor.skip();
            element.name = self.name();
            if element.name.is_none() {
                let message = format!("expected the name of a part after `{}.`", owner.text);
                self.findings.add(&codes::TAG, dot, message, "write `<owner.part>`");
            }
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

    /// What is written here for attributes of the web: the whole element is known now.
    fn say_of_the_web(&mut self, element: &Element, web: &[WebAttribute]) {
        let shown = || {
            let names = web.iter().filter(|web| web.listed).map(|web| web.name.as_str()).collect();
            Shown::of(element).without(&names)
        };
        for (n, web) in web.iter().enumerate() {
            let value = self.cursor.between(&web.value);
            let again = || rewrite::attribute(element, web, value, &shown, self.version);
            let help = (n < WRITTEN_AGAIN).then(again).flatten();
            match (&web.message, help) {
                (Some(message), help) => {
                    let help = help.unwrap_or_else(|| web.help.clone());
                    self.findings.add(&codes::TAG, web.span, message.clone(), help);
                }
                (None, Some(help)) => self.findings.advise("C0101", web.span, help),
                (None, None) => {}
            }
        }
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
                let message = format!("the tag `<{}` has no `>`", name.text);
                let help = format!("write `<{0}>` or `<{0}/>`", name.text);
                self.left_out = true;
                if self.cursor.is_done() {
                    self.cut_tag.get_or_insert(name.span);
                    self.cut_off(&codes::TAG, name.span, message, help);
                    return;
                }
                self.findings.add(&codes::TAG, name.span, message, help);
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
        let Some(mut n) = self.cursor.closing_ahead(super::child::SIGHT) else { return false };
        while n < super::child::SIGHT && self.cursor.peek(n).is_some() {
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
