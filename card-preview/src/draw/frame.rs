//! The frame of a card: theme, device, width, header, body, the link of the whole card; and what travels instead of a
//! card.

use super::{Drawing, layout::Flow};
use crate::{Options, Theme, options::Device, read::Read};
use feishu_card_core::Json;

pub(crate) fn fragment(card: &Json, options: &Options) -> String {
    let mut drawing = Drawing::new(card, options);
    let theme = match options.theme {
        Theme::Reader => "fc-reader",
        Theme::Light => "fc-light",
        Theme::Dark => "fc-dark",
    };
    let phone = options.device == Device::Phone;
    let width = options.page_width();
    drawing
        .html
        .tag("div")
        .class("fc")
        .class(theme)
        .class(if phone { "fc-phone" } else { "fc-desktop" })
        .attr("lang", drawing.words.lang)
        .style_if("max-width", width.map(|width| format!("{width}px")))
        .open();
    drawing.card(card);
    drawing.html.finish()
}

/// How wide a card may be.
enum WidthMode {
    Default,
    Compact,
    Fill,
}

impl WidthMode {
    fn class(self) -> &'static str {
        match self {
            WidthMode::Default => "",
            WidthMode::Compact => "fc-compact",
            WidthMode::Fill => "fc-wide",
        }
    }
}

impl<'a> Drawing<'a> {
    fn card(&mut self, card: &'a Json) {
        match (card.string("type"), card.object("data")) {
            (Some("template"), Some(data)) => return self.template(data),
            (Some("card"), Some(data)) => return self.entity(data),
            _ => {}
        }
        if card.as_map().is_none() {
            self.html.tag("div").class("fc-card").at(&self.pointer).open();
            self.html.leaf("div", "fc-placeholder", "not a card");
            return self.html.close();
        }
        let config = self.config;
        let mode = self.width_mode().class();
        let streaming = self.second && config.is_some_and(|config| config.flag("streaming_mode", false));
        let link = card.object("card_link").and_then(|link| self.link_of_object(link));
        self.html
            .tag("div")
            .class("fc-card")
            .class(if self.second { "fc-v2" } else { "fc-v1" })
            .class(mode)
            .class_if(streaming, "fc-streaming")
            .class_if(link.is_some(), "fc-linked")
            .at(&self.pointer)
            .open();
        self.cover(link);
        self.within("header", |d| d.header(card));
        if self.second {
            self.body_2(card)
        } else {
            self.body_1(card)
        }
        if streaming {
            self.html.leaf("div", "fc-generating", self.words.generating);
        }
        self.html.close();
    }

    fn width_mode(&self) -> WidthMode {
        let config = self.config;
        match config.and_then(|config| config.string("width_mode")) {
            Some("compact") => WidthMode::Compact,
            Some("fill") => WidthMode::Fill,
            None if !self.second && config.is_some_and(|config| config.flag("compact_width", false)) => {
                WidthMode::Compact
            }
            _ => WidthMode::Default,
        }
    }

    /// How wide the content of the card is, as far as it is known: that of its window, else as wide as it may be.
    pub(super) fn content_width(&self) -> f32 {
        let most = match self.width_mode() {
            WidthMode::Compact => 400,
            WidthMode::Default => 600,
            WidthMode::Fill => u32::MAX,
        };
        let window = self.options.page_width().unwrap_or(600);
        // without border and padding
        (window.min(most) - 26) as f32
    }

    fn body_1(&mut self, card: &'a Json) {
        self.html.tag("div").class("fc-body fc-flow").at(&self.pointer).open();
        match self.localized_elements(card) {
            Some((locale, elements)) => self.within("i18n_elements", |d| {
                d.within(locale, |d| {
                    for (index, component) in elements.iter().enumerate() {
                        d.within_item(index, |d| d.component(component));
                    }
                });
            }),
            None => self.components(card, "elements"),
        }
        self.html.close();
    }

    /// The body of the reader's language, where the whole card is written in several.
    fn localized_elements(&self, card: &'a Json) -> Option<(&'a str, &'a [Json])> {
        let entries = card.get("i18n_elements")?.as_map()?;
        let wanted = [&*self.options.locale, "en_us", "zh_cn"];
        let of = |locale: &str| entries.iter().rfind(|(key, value)| key == locale && value.as_list().is_some());
        let (locale, elements) = wanted.iter().find_map(|locale| of(locale)).or_else(|| entries.first())?;
        Some((locale, elements.as_list()?))
    }

    fn body_2(&mut self, card: &'a Json) {
        let Some(body) = card.object("body") else {
            self.html.tag("div").class("fc-body").open();
            return self.html.close();
        };
        self.within("body", |d| {
            let flow = Flow::read(d, body, (0, 99));
            flow.style(d.html.tag("div").class("fc-body").class(flow.class()).at(&d.pointer)).open();
            d.components(body, "elements");
            d.html.close();
        });
    }

    /// A template message: what it looks like only the platform knows.
    fn template(&mut self, data: &Json) {
        self.html.tag("div").class("fc-card").at(&self.pointer).open();
        self.html.open("div", "fc-placeholder");
        self.html.leaf("div", "fc-ph-kind", "template");
        self.html.leaf("div", "fc-ph-name", data.string("template_id").unwrap_or("?"));
        if let Some(version) = data.word("template_version_name") {
            self.html.leaf("div", "fc-ph-note", version);
        }
        let variables = data.get("template_variable").and_then(Json::as_map).unwrap_or_default();
        if !variables.is_empty() {
            self.html.open("dl", "fc-ph-list");
            for (name, value) in variables {
                self.html.leaf("dt", "", name);
                match value.as_str() {
                    Some(text) => self.plain("dd", text),
                    None => self.html.leaf("dd", "", &value.to_string()),
                }
            }
            self.html.close();
        }
        self.html.close();
        self.html.close();
    }

    /// A card entity, sent by its id.
    fn entity(&mut self, data: &Json) {
        self.html.tag("div").class("fc-card").at(&self.pointer).open();
        self.html.open("div", "fc-placeholder");
        self.html.leaf("div", "fc-ph-kind", "card entity");
        self.html.leaf("div", "fc-ph-name", data.string("card_id").unwrap_or("?"));
        self.html.close();
        self.html.close();
    }
}
