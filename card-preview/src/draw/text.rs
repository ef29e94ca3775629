//! Texts: `div` with its fields and extra, `markdown`, `note`, and text objects wherever they are.

use super::Drawing;
use crate::{
    holes::{Piece, pieces},
    icons,
    markdown::{self, Dialect},
    read::Read,
    units::px_in,
};
use feishu_card_core::Json;

impl<'a> Drawing<'a> {
    /// The content of a text object in the reader's language.
    pub(crate) fn content<'j>(&self, text: &'j Json) -> &'j str {
        // `i18n` is the older spelling, of titles
        let map = text.object("i18n").or_else(|| text.get("i18n_content"));
        if let Some(own) = text.object("i18n") {
            let whole = self.localized(None, Some(own)).and_then(Json::as_str);
            if let Some(whole) = whole {
                return whole;
            }
        }
        self.localized(text.get("content"), map).and_then(Json::as_str).unwrap_or_default()
    }

    /// Text without markup, its holes as chips.
    pub(crate) fn plain(&mut self, element: &'static str, text: &str) {
        self.html.open(element, "fc-plain");
        self.plain_run(text);
        self.html.close();
    }

    /// Text without markup and without an element of its own.
    pub(crate) fn plain_run(&mut self, text: &str) {
        if !self.options.holes {
            return self.html.text(text);
        }
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => self.html.text(text),
                Piece::Hole(label) => self.html.leaf("span", "fc-hole", label),
            }
        }
    }

    /// A text object inside of the element that is open.
    pub(crate) fn text_run(&mut self, text: &'a Json) {
        let content = self.content(text);
        match text.string("tag") {
            Some("lark_md") => markdown::inline(self, content, text.object("href")),
            Some("markdown") => markdown::draw(self, content, self.dialect(), text.object("href")),
            _ => self.plain_run(content),
        }
    }

    /// The Markdown of the card's version.
    pub(crate) fn dialect(&self) -> Dialect {
        if self.second { Dialect::Second } else { Dialect::First }
    }

    /// A text object as a block.
    pub(crate) fn text_block(&mut self, text: &'a Json) {
        let size = self.text_size(text.string("text_size")).unwrap_or("normal");
        let plain = text.string("tag") != Some("lark_md");
        let color = plain.then(|| self.color(text.string("text_color"))).flatten();
        let lines = text.int("lines").filter(|lines| (1..1000).contains(lines));
        self.html
            .tag("div")
            .class("fc-text")
            .class_of("fc-s-", size)
            .class(align_class(text.string("text_align")))
            .class_if(lines.is_some(), "fc-clamp")
            .style_if("color", color)
            .style_if("--fc-lines", lines)
            .open();
        self.text_run(text);
        self.html.close();
    }

    /// An icon object before a text.
    pub(crate) fn icon(&mut self, icon: &'a Json, class: &'static str) {
        if icon.string("tag") == Some("custom_icon") || (icon.get("token").is_none() && icon.get("img_key").is_some()) {
            if let Some(key) = self.localized_string(icon, "img_key", "i18n_img_key") {
                self.picture(key, "fc-icon-img", "");
            }
            return;
        }
        let Some(token) = icon.word("token") else { return };
        let own = icon.string("color").or_else(|| icon.object("style").and_then(|style| style.string("color")));
        let color = if token.ends_with("_colorful") { None } else { self.color(own) };
        self.html.tag("span").class("fc-icon").class(class).attr("title", token).style_if("color", color).open();
        icons::draw(&mut self.html, token);
        self.html.close();
    }

    pub(super) fn div(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let width = json.string("width").filter(|_| self.second);
        let pixels = width.and_then(|width| px_in(width, 16, 999));
        let extra = json.object("extra");
        self.html
            .tag("div")
            .class("fc-div")
            .class(if width == Some("auto") || pixels.is_some() { "fc-own" } else { "fc-fill" })
            .class_if(extra.is_some(), "fc-with-extra")
            .at(&self.pointer)
            .margin(margin)
            .style_if("width", pixels.map(super::layout::Px))
            .open();
        self.html.open("div", "fc-div-main");
        if let Some(text) = json.object("text") {
            self.html.open("div", "fc-line");
            if let Some(icon) = json.object("icon") {
                let size = self.text_size(text.string("text_size")).unwrap_or("normal");
                self.html.tag("span").class("fc-prefix").class_of("fc-s-", size).open();
                self.icon(icon, "");
                self.html.close();
            }
            self.text_block(text);
            self.html.close();
        } else if let Some(icon) = json.object("icon") {
            self.html.open("div", "fc-line");
            self.icon(icon, "");
            self.html.close();
        }
        self.fields(json);
        self.html.close();
        if let Some(extra) = extra {
            self.html.open("div", "fc-extra");
            self.within("extra", |d| d.component(extra));
            self.html.close();
        }
        self.html.close();
    }

    fn fields(&mut self, json: &'a Json) {
        let fields = json.items("fields");
        if fields.is_empty() {
            return;
        }
        self.html.open("div", "fc-fields");
        for field in fields {
            let short = field.flag("is_short", false);
            self.html.open("div", if short { "fc-field-short" } else { "fc-field-long" });
            if let Some(text) = field.object("text") {
                self.text_block(text);
            }
            self.html.close();
        }
        self.html.close();
    }

    pub(super) fn markdown(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let size = self.text_size(json.string("text_size")).unwrap_or("normal");
        let content = self.content(json);
        self.html.tag("div").class("fc-markdown fc-fill").at(&self.pointer).margin(margin).open();
        self.html.open("div", "fc-line");
        if let Some(icon) = json.object("icon") {
            self.html.tag("span").class("fc-prefix").class_of("fc-s-", size).open();
            self.icon(icon, "");
            self.html.close();
        }
        self.html
            .tag("div")
            .class("fc-md")
            .class_of("fc-s-", size)
            .class(align_class(json.string("text_align")))
            .open();
        markdown::draw(self, content, self.dialect(), json.object("href"));
        self.html.close();
        self.html.close();
        self.html.close();
    }

    /// A text object where a component is expected.
    pub(super) fn bare_text(&mut self, json: &'a Json) {
        self.html.tag("div").class("fc-div fc-fill").at(&self.pointer).open();
        self.text_block(json);
        self.html.close();
    }

    pub(super) fn note(&mut self, json: &'a Json) {
        self.html.tag("div").class("fc-note fc-fill fc-s-notation").at(&self.pointer).open();
        self.within("elements", |d| {
            for (index, item) in json.items("elements").iter().enumerate() {
                d.within_item(index, |d| match item.string("tag") {
                    Some("img") => {
                        let key = d.localized_string(item, "img_key", "i18n_img_key").unwrap_or_default();
                        let alt = item.object("alt").map(|alt| d.content(alt)).unwrap_or_default();
                        d.picture(key, "fc-note-img", alt);
                    }
                    Some("standard_icon" | "custom_icon") => d.icon(item, "fc-note-icon"),
                    _ => {
                        d.html.open("span", "fc-note-text");
                        d.text_run(item);
                        d.html.close();
                    }
                });
            }
        });
        self.html.close();
    }

    pub(super) fn hr(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        self.html.tag("hr").class("fc-hr fc-fill").at(&self.pointer).margin(margin).void();
    }
}

/// The class of a `text_align`.
pub(crate) fn align_class(word: Option<&str>) -> &'static str {
    match word {
        Some("center") => "fc-center",
        Some("right") => "fc-right",
        _ => "",
    }
}
