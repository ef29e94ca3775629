//! `button`: nine types, four sizes, three widths; a link where it opens one.

use super::{Drawing, layout::Px};
use crate::{read::Read, units::px};
use feishu_card_core::Json;

/// The types, and the class of each.
const TYPES: &[(&str, &str)] = &[
    ("default", "fc-bt-default"),
    ("primary", "fc-bt-primary"),
    ("danger", "fc-bt-danger"),
    ("text", "fc-bt-text"),
    ("primary_text", "fc-bt-primary_text"),
    ("danger_text", "fc-bt-danger_text"),
    ("primary_filled", "fc-bt-primary_filled"),
    ("danger_filled", "fc-bt-danger_filled"),
    ("laser", "fc-bt-laser"),
];

/// The width of an interactive component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    Default,
    Fill,
    Px(i32),
}

impl Width {
    pub(crate) fn of(json: &Json) -> Width {
        match json.string("width") {
            Some("fill") => Width::Fill,
            Some(other) => {
                px(other).filter(|pixels| *pixels >= 100).map_or(Width::Default, |pixels| Width::Px(pixels.min(9999)))
            }
            None => Width::Default,
        }
    }

    pub(crate) fn class(self) -> &'static str {
        match self {
            Width::Fill => "fc-fill",
            Width::Default | Width::Px(_) => "fc-own",
        }
    }

    pub(crate) fn pixels(self) -> Option<Px> {
        match self {
            Width::Px(pixels) => Some(Px(pixels)),
            Width::Default | Width::Fill => None,
        }
    }
}

impl<'a> Drawing<'a> {
    pub(super) fn button(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let width = Width::of(json);
        let word = json.string("type").unwrap_or("default");
        let class = TYPES.iter().find(|row| row.0 == word).map_or("fc-bt-default", |row| row.1);
        let size = match json.string("size") {
            Some("tiny") => "tiny",
            Some("small") => "small",
            Some("large") => "large",
            _ => "medium",
        };
        let disabled = json.flag("disabled", false);
        let tip = self.tip_of(json, disabled);
        let dialog = self.dialog_of(json).filter(|_| !disabled);
        let link = self.link_of(json).filter(|_| !disabled && dialog.is_none());
        self.html
            .tag("div")
            .class("fc-control fc-button")
            .class(width.class())
            .class_if(tip.is_some(), "fc-has-tip")
            .at(&self.pointer)
            .margin(margin)
            .style_if("width", width.pixels())
            .open();
        let tag = self.html.tag(if link.is_some() { "a" } else { "button" });
        let tag = tag.class("fc-btn").class(class).class_of("fc-b-", size);
        match link {
            Some(address) => tag.href(address).open(),
            None => {
                let tag = tag.attr("type", "button").flag_if(disabled, "disabled");
                match &dialog {
                    Some(id) => tag.attr_of("popovertarget", id).open(),
                    None => tag.open(),
                }
            }
        }
        if let Some(icon) = json.object("icon") {
            self.icon(icon, "fc-btn-icon");
        }
        if let Some(text) = json.object("text").filter(|text| !self.content(text).is_empty()) {
            self.html.open("span", "fc-btn-text");
            let outer = std::mem::replace(&mut self.in_link, true);
            self.text_run(text);
            self.in_link = outer;
            self.html.close();
        }
        self.html.close();
        self.tip(tip);
        self.dialog(json, dialog);
        self.html.close();
    }
}
