//! Elements: `<name …/>`, `<name …>…</name>`.

use super::Parser;
use crate::syntax::Element;
use feishu_card_schema::grammar as codes;
use proc_macro2::TokenTree;

impl Parser<'_> {
    /// The element whose `<` is next.
    pub(super) fn element(&mut self) -> Element {
        let open = self.cursor.here();
        self.cursor.bump();
        let mut element = Element {
            open,
            name: None,
            owner: None,
            attributes: Vec::new(),
            tag_end: None,
            children: Vec::new(),
            closing: None,
            dead: Vec::new(),
            end: open,
        };
        element.name = self.name_or_string();
        if element.name.is_none() {
            self.findings.add(&codes::TAG, open, "the tag has no name", "write `<name>…</name>` or `<name/>`");
        }
        if self.cursor.is(0, '.')
            && let Some(owner) = element.name.take()
        {
            let dot = self.cursor.here();
            self.cursor.bump();
            element.name = self.name();
            if element.name.is_none() {
                let message = format!("expected the name of a part after `{}.`", owner.text);
                self.findings.add(&codes::TAG, dot, message, "write `<owner.part>`");
            }
            element.owner = Some(owner);
        }
        self.attributes(&mut element);
        match self.cursor.peek(0) {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '/' => {
                self.cursor.bump();
                element.tag_end = self.cursor.eat('>');
                return self.ended(element);
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == '>' => {
                element.tag_end = Some(punct.span());
                self.cursor.bump();
            }
            _ => {
                // `<a <b>`, `<a </b>`, `<a "text"`, or the end
                let Some(name) = element.name.clone() else { return self.ended(element) };
                let message = format!("the tag `<{}` has no `>`", name.text);
                let help = format!("write `<{0}>` or `<{0}/>`", name.text);
                self.findings.add(&codes::TAG, name.span, message, help);
                if !self.is_closed_later(&name.text) {
                    return self.ended(element);
                }
            }
        }
        let Some(mut name) = element.name.clone() else { return self.ended(element) };
        if let Some(owner) = &element.owner {
            name.text = format!("{}.{}", owner.text, name.text);
        }
        self.open.push(name.clone());
        let found = self.children(Some(&name));
        self.open.pop();
        element.children = found.children;
        element.closing = found.closing;
        self.ended(element)
    }

    /// The element, which ends at the last token that was read.
    fn ended(&self, element: Element) -> Element {
        Element { end: self.cursor.before(), ..element }
    }

    /// Whether a closing tag of this name comes before one of an element that is open.
    fn is_closed_later(&mut self, name: &str) -> bool {
        let mut n = 0;
        while n < super::child::SIGHT && self.cursor.peek(n).is_some() {
            if self.cursor.is(n, '<') && self.cursor.is(n + 1, '/') {
                if self.cursor.is_word(n + 2, name) {
                    return true;
                }
                let closing = self.cursor.ident(n + 2).map(super::name::plain);
                if closing.is_some_and(|closing| self.open.iter().any(|open| open.text == closing)) {
                    return false;
                }
            }
            n += 1;
        }
        false
    }
}
