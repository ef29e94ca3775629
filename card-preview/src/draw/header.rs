//! The header: icon, title, subtitle, tags, in the colours of its template.

use super::Drawing;
use crate::{
    read::Read,
    theme::figures::{TAGS, TEMPLATES},
    units::Sides,
};
use feishu_card_core::Json;

/// How many tags the client shows.
const TAGS_SHOWN: usize = 3;

impl<'a> Drawing<'a> {
    pub(super) fn header(&mut self, card: &'a Json) {
        let localized = self.localized(card.object("header"), card.object("i18n_header"));
        let Some(header) = localized.filter(|header| header.as_map().is_some_and(|members| !members.is_empty())) else {
            return;
        };
        let template = header.string("template").unwrap_or("default");
        let template = TEMPLATES.iter().map(|row| row.0).find(|name| *name == template);
        let padding = header.word("padding").filter(|_| self.second).and_then(|text| Sides::parse(text, -99, 99));
        let tag = self.html.tag("div").class("fc-header");
        let tag = match template {
            Some(name) => tag.class_of("fc-tpl-", name),
            None => tag.class("fc-tpl-default"),
        };
        tag.at(&self.pointer).style_if("padding", padding).open();
        self.header_icon(header);
        self.html.open("div", "fc-titles");
        let filled = |d: &Self, name| header.object(name).filter(|text| !d.content(text).is_empty());
        let (title, subtitle) = match (filled(self, "title"), filled(self, "subtitle")) {
            // a subtitle alone is drawn as the title
            (None, Some(subtitle)) => (Some(subtitle), None),
            both => both,
        };
        self.html.open("div", "fc-title-line");
        if let Some(title) = title {
            self.html.open("div", "fc-title");
            self.text_run(title);
            self.html.close();
        }
        self.header_tags(header);
        self.html.close();
        if let Some(subtitle) = subtitle {
            self.html.open("div", "fc-subtitle");
            self.text_run(subtitle);
            self.html.close();
        }
        self.html.close();
        self.html.close();
    }

    fn header_icon(&mut self, header: &'a Json) {
        let icon = header.object("ud_icon").filter(|_| !self.second).or_else(|| header.object("icon"));
        let Some(icon) = icon.filter(|icon| icon.word("token").is_some() || icon.word("img_key").is_some()) else {
            return;
        };
        self.html.open("div", "fc-title-icon");
        self.icon(icon, "");
        self.html.close();
    }

    fn header_tags(&mut self, header: &'a Json) {
        let own = header.object("i18n_text_tag_list").and_then(|map| self.localized(None, Some(map)));
        let list = own.or_else(|| header.get("text_tag_list")).and_then(Json::as_list).unwrap_or_default();
        if list.is_empty() {
            return;
        }
        self.html.open("div", "fc-tags");
        for item in list.iter().take(TAGS_SHOWN) {
            let Some(text) = item.object("text") else { continue };
            self.tag_open(item.string("color"));
            self.plain_run(self.content(text));
            self.html.close();
        }
        self.html.close();
    }

    /// Opens a tag in one of the 13 colours; blue where there is none, or one that is not known.
    pub(crate) fn tag_open(&mut self, color: Option<&str>) {
        let color = color.unwrap_or("blue");
        let tag = self.html.tag("span").class("fc-tag");
        if color == "neutral" {
            return tag.class("fc-tag-neutral").open();
        }
        let name = TAGS.iter().map(|row| row.0).find(|name| *name == color).unwrap_or("blue");
        tag.class_of("fc-tag-", name).open();
    }
}
