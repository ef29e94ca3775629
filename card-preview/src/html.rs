//! A small writer of HTML: one growing buffer, elements close themselves in order, three ways to escape.
//!
//! Well-formed by construction: [`Html::open`] remembers the element and [`Html::close`] closes the last one, so that
//! nothing that a card holds can unbalance a page. What a card says goes through [`Html::text`], [`Tag::attr`] or
//! [`Tag::href`]; names of elements, attributes, classes and properties are words of this crate.

use std::fmt::{Display, Write};

/// Links may go there; everything else is no link.
const SCHEMES: &[&str] = &["http:", "https:", "mailto:", "tel:", "lark:"];

/// A page, or a piece of one, being written.
#[derive(Debug, Default)]
pub(crate) struct Html {
    out: String,
    open: Vec<&'static str>,
}

/// A start tag being written: classes first, then attributes, then styles.
#[must_use = "a tag is finished by `open` or `void`"]
pub(crate) struct Tag<'w> {
    html: &'w mut Html,
    name: &'static str,
    inside: Inside,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Tag,
    Class,
    Style,
}

impl Html {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Html { out: String::with_capacity(bytes), open: Vec::with_capacity(32) }
    }

    /// Begins an element; call [`Tag::open`] or [`Tag::void`] last.
    pub(crate) fn tag(&mut self, name: &'static str) -> Tag<'_> {
        self.out.push('<');
        self.out.push_str(name);
        Tag { html: self, name, inside: Inside::Tag }
    }

    /// Opens an element with one class.
    pub(crate) fn open(&mut self, name: &'static str, class: &'static str) {
        self.tag(name).class(class).open();
    }

    /// Closes the element that was opened last.
    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Closes elements until so many are open.
    pub(crate) fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.close();
        }
    }

    /// Text of a card.
    pub(crate) fn text(&mut self, text: &str) {
        escape::<false>(&mut self.out, text);
    }

    /// A number, or another value of ours that needs no escaping.
    pub(crate) fn plain(&mut self, value: impl Display) {
        let _ = write!(self.out, "{value}");
    }

    /// HTML that this crate made.
    pub(crate) fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// An element that holds nothing but text.
    pub(crate) fn leaf(&mut self, name: &'static str, class: &'static str, text: &str) {
        self.open(name, class);
        self.text(text);
        self.close();
    }

    pub(crate) fn finish(mut self) -> String {
        self.close_to(0);
        self.out
    }
}

impl Tag<'_> {
    fn enter(&mut self, inside: Inside) {
        if self.inside == inside {
            return;
        }
        if self.inside != Inside::Tag {
            self.html.out.push('"');
        }
        match inside {
            Inside::Tag => {}
            Inside::Class => self.html.out.push_str(" class=\""),
            Inside::Style => self.html.out.push_str(" style=\""),
        }
        self.inside = inside;
    }

    /// A class, or several with blanks between them. All classes come before the first attribute.
    pub(crate) fn class(mut self, name: &'static str) -> Self {
        if name.is_empty() {
            return self;
        }
        if self.inside == Inside::Class {
            self.html.out.push(' ');
        }
        self.enter(Inside::Class);
        self.html.out.push_str(name);
        self
    }

    pub(crate) fn class_if(self, condition: bool, name: &'static str) -> Self {
        if condition { self.class(name) } else { self }
    }

    /// A class of a family, such as `fc-tag-` and `blue`; both are words of this crate.
    pub(crate) fn class_of(self, family: &'static str, name: &'static str) -> Self {
        let tag = self.class(family);
        tag.html.out.push_str(name);
        tag
    }

    /// An attribute, its value from anywhere. All attributes come before the first style.
    pub(crate) fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.enter(Inside::Tag);
        let out = &mut self.html.out;
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape::<true>(out, value);
        out.push('"');
        self
    }

    pub(crate) fn attr_if(self, condition: bool, name: &'static str, value: &str) -> Self {
        if condition { self.attr(name, value) } else { self }
    }

    /// An attribute whose value is made of numbers and words of ours.
    pub(crate) fn attr_of(mut self, name: &'static str, value: impl Display) -> Self {
        self.enter(Inside::Tag);
        let _ = write!(self.html.out, " {name}=\"{value}\"");
        self
    }

    /// An attribute without a value.
    pub(crate) fn flag(mut self, name: &'static str) -> Self {
        self.enter(Inside::Tag);
        self.html.out.push(' ');
        self.html.out.push_str(name);
        self
    }

    pub(crate) fn flag_if(self, condition: bool, name: &'static str) -> Self {
        if condition { self.flag(name) } else { self }
    }

    /// Where a link leads, checked by [`url`].
    pub(crate) fn href(self, address: &str) -> Self {
        self.attr("href", address).attr("target", "_blank").attr("rel", "noopener noreferrer")
    }

    /// A style; the value is made of numbers and words of ours, never of a card's text.
    pub(crate) fn style(mut self, property: &'static str, value: impl Display) -> Self {
        let first = self.inside != Inside::Style;
        self.enter(Inside::Style);
        let out = &mut self.html.out;
        if !first {
            out.push(';');
        }
        let _ = write!(out, "{property}:{value}");
        self
    }

    pub(crate) fn style_if<V: Display>(self, property: &'static str, value: Option<V>) -> Self {
        match value {
            Some(value) => self.style(property, value),
            None => self,
        }
    }

    /// Ends the start tag; the element stays open.
    pub(crate) fn open(mut self) {
        self.enter(Inside::Tag);
        self.html.out.push('>');
        self.html.open.push(self.name);
    }

    /// Ends an element that has no content.
    pub(crate) fn void(mut self) {
        self.enter(Inside::Tag);
        self.html.out.push('>');
    }
}

/// An address that a link may have: of a known scheme, without control characters and blanks.
pub(crate) fn url(address: &str) -> Option<&str> {
    let address = address.trim();
    let scheme = SCHEMES
        .iter()
        .find(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let rest = address.get(scheme.len()..)?;
    let good = !rest.is_empty() && !address.chars().any(|c| c.is_control() || c.is_whitespace());
    good.then_some(address)
}

/// Appends text so that HTML reads it as text: in an attribute, quotes too. What HTML refuses (control characters,
/// noncharacters) becomes the replacement character.
fn escape<const ATTRIBUTE: bool>(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let instead = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if ATTRIBUTE => "&quot;",
            // HTML has one kind of line break
            '\r' if text.get(at + 1..).is_some_and(|after| after.starts_with('\n')) => "",
            '\r' => "\n",
            '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => {
                "\u{fffd}"
            }
            c if (c as u32) & 0xfffe == 0xfffe => "\u{fffd}",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(instead);
        from = at + c.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_close_in_order_and_values_are_escaped() {
        let mut html = Html::default();
        html.tag("div")
            .class("a")
            .class_if(false, "x")
            .class_of("s-", "b")
            .attr("title", "1 < \"2\"")
            .style("gap", "4px")
            .style("top", 1)
            .open();
        html.tag("a").href("https://example.com/?a=1&b=2").open();
        html.text("<b> & \0\u{ffff}");
        html.tag("br").void();
        let html = html.finish();
        assert_eq!(
            html,
            "<div class=\"a s-b\" title=\"1 &lt; &quot;2&quot;\" style=\"gap:4px;top:1\">\
             <a href=\"https://example.com/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer\">\
             &lt;b&gt; &amp; \u{fffd}\u{fffd}<br></a></div>"
        );
    }

    #[test]
    fn only_known_schemes_are_links() {
        for good in ["https://a.cn/中文", "HTTP://A", "mailto:a@b", "tel://110", "lark://msgcard/x"] {
            assert_eq!(url(good), Some(good));
        }
        for bad in [
            "javascript:alert(1)",
            " java\nscript:x",
            "data:text/html,x",
            "//a.cn",
            "a.cn",
            "https:",
            "https://a b",
            "vbscript:x",
            "",
        ] {
            assert_eq!(url(bad), None, "{bad}");
        }
    }
}
