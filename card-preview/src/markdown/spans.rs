//! What is open within a text: emphasis of CommonMark and spans of the platform in one stack, opened only when there is
//! something to show, closed at the end of a block and opened again in the next one. So tags that overlap each other, or
//! the emphasis, or a paragraph, still give well-formed HTML.

use super::tag::Tag;
use crate::{color::Color, draw::Drawing};
use std::borrow::Cow;

/// How many spans of one kind of origin can be open at once: what is deeper has no further effect.
const DEPTH: usize = 8;

/// Something open within a text.
#[derive(Clone, Debug)]
pub(crate) enum Span<'a> {
    Strong,
    Emphasis,
    Strike,
    /// A link of CommonMark, or of `<a>` and `<link>`; without an address only its look.
    Link {
        by: By,
        address: Option<String>,
        icon: Option<&'a str>,
    },
    Font(Option<Color>),
    TextTag(Option<&'a str>),
}

/// Who opened a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Commonmark,
    A,
    Link,
}

#[derive(Debug, Default)]
pub(crate) struct Spans<'a> {
    open: Vec<Span<'a>>,
    /// How many of them are written.
    written: usize,
    /// Ends that belong to spans that were too deep.
    skipped: [usize; 2],
}

impl<'a> Span<'a> {
    fn of_commonmark(&self) -> bool {
        matches!(self, Span::Strong | Span::Emphasis | Span::Strike | Span::Link { by: By::Commonmark, .. })
    }

    /// Whether an end tag of this name ends it.
    fn is(&self, name: &str) -> bool {
        let own = match self {
            Span::Font(_) => "font",
            Span::TextTag(_) => "text_tag",
            Span::Link { by: By::A, .. } => "a",
            Span::Link { by: By::Link, .. } => "link",
            _ => return false,
        };
        own.eq_ignore_ascii_case(name)
    }

    fn write(&self, d: &mut Drawing<'a>, within_link: bool) {
        match self {
            Span::Strong => d.html.open("strong", ""),
            Span::Emphasis => d.html.open("em", ""),
            Span::Strike => d.html.open("s", ""),
            Span::Link { address: Some(address), .. } if !within_link && !d.in_link => {
                d.html.tag("a").class("fc-link").href(address).open();
            }
            Span::Link { .. } => d.html.open("span", "fc-link"),
            Span::Font(color) => d.html.tag("span").class("fc-font").style_if("color", *color).open(),
            Span::TextTag(color) => d.tag_open(*color),
        }
        if let Span::Link { icon: Some(token), .. } = self {
            d.html.tag("span").class("fc-icon").attr("title", token).open();
            crate::icons::draw(&mut d.html, token);
            d.html.close();
        }
    }
}

impl<'a> Spans<'a> {
    /// Whether a link is open.
    pub(crate) fn in_link(&self) -> bool {
        self.open.iter().any(|span| matches!(span, Span::Link { .. }))
    }

    pub(crate) fn push(&mut self, span: Span<'a>) {
        let commonmark = span.of_commonmark();
        if self.open.iter().filter(|open| open.of_commonmark() == commonmark).count() >= DEPTH {
            if let Some(skipped) = self.skipped.get_mut(usize::from(commonmark)) {
                *skipped += 1;
            }
            return;
        }
        self.open.push(span);
    }

    /// Writes what is open and not written yet: called before anything is shown.
    pub(crate) fn resume(&mut self, d: &mut Drawing<'a>) {
        while let Some(span) = self.open.get(self.written) {
            let within = self.open.iter().take(self.written).any(|span| matches!(span, Span::Link { .. }));
            span.write(d, within);
            self.written += 1;
        }
    }

    /// Closes what is written, to be opened again in the next block.
    pub(crate) fn suspend(&mut self, d: &mut Drawing<'a>) {
        for _ in 0..std::mem::take(&mut self.written) {
            d.html.close();
        }
    }

    /// Ends the last emphasis or link of CommonMark.
    pub(crate) fn end_commonmark(&mut self, d: &mut Drawing<'a>) {
        self.end(d, true, Span::of_commonmark);
    }

    /// Ends the last span of a tag; whether there was one.
    pub(crate) fn end_tag(&mut self, d: &mut Drawing<'a>, name: &str) -> bool {
        self.end(d, false, |span| span.is(name))
    }

    fn end(&mut self, d: &mut Drawing<'a>, commonmark: bool, wanted: impl Fn(&Span<'a>) -> bool) -> bool {
        if let Some(skipped) = self.skipped.get_mut(usize::from(commonmark)).filter(|skipped| **skipped > 0) {
            *skipped -= 1;
            return true;
        }
        let Some(at) = self.open.iter().rposition(wanted) else { return false };
        while self.written > at {
            d.html.close();
            self.written -= 1;
        }
        self.open.remove(at);
        true
    }
}

/// The span that a tag opens.
pub(crate) fn of_tag<'a>(d: &Drawing<'a>, tag: Tag<'a>) -> Span<'a> {
    match tag.name.to_ascii_lowercase().as_str() {
        "font" => Span::Font(d.color(tag.word("color"))),
        "text_tag" => Span::TextTag(tag.word("color")),
        "link" => Span::Link {
            by: By::Link,
            address: address_of(d, tag),
            icon: Some(tag.word("icon").unwrap_or("link-copy_outlined")),
        },
        _ => Span::Link { by: By::A, address: address_of(d, tag), icon: None },
    }
}

/// Where a tag leads, on this device.
pub(crate) fn address_of(d: &Drawing<'_>, tag: Tag<'_>) -> Option<String> {
    let own = if d.phone() { tag.word("ios_url").or_else(|| tag.word("android_url")) } else { tag.word("pc_url") };
    let address = own.or_else(|| tag.word("href")).or_else(|| tag.word("url")).or_else(|| tag.word("link"))?;
    crate::html::url(&unescaped(address)).map(str::to_owned)
}

/// An attribute's value without the entities that authors write in addresses.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if text.contains('&') { text.replace("&amp;", "&").replace("&#38;", "&").into() } else { text.into() }
}
