//! `column_set` with its columns, and the `action` module of 1.0.

use super::{
    Drawing,
    layout::{Flow, Px, alignment},
};
use crate::{
    read::Read,
    units::{px_in, spacing},
};
use feishu_card_core::Json;

impl<'a> Drawing<'a> {
    pub(super) fn column_set(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let mode = match json.string("flex_mode") {
            Some("stretch") => "fc-cs-stretch",
            Some("flow") => "fc-cs-flow",
            Some("bisect") => "fc-cs-bisect",
            Some("trisect") => "fc-cs-trisect",
            _ => "fc-cs-none",
        };
        let gap = json.word("horizontal_spacing").and_then(|text| spacing(text, self.second));
        let align = alignment(json.string("horizontal_align"));
        let ground = self.ground(json.string("background_style"));
        let link = self.container_link(json);
        self.html
            .tag("div")
            .class("fc-cs fc-fill")
            .class(mode)
            .class_if(ground.is_some(), "fc-filled")
            .class_if(link.is_some(), "fc-linked")
            .at(&self.pointer)
            .margin(margin)
            .style_if("--fc-gap-h", gap.map(Px))
            .style_if("justify-content", align)
            .style_if("background", ground)
            .open();
        self.cover(link);
        self.within("columns", |d| {
            for (index, column) in json.items("columns").iter().enumerate() {
                d.within_item(index, |d| d.column(column));
            }
        });
        self.html.close();
    }

    pub(super) fn column(&mut self, json: &'a Json) {
        let margin = self.margin(json).filter(|_| self.second);
        let flow = Flow::read(self, json, (0, 99));
        let width = json.string("width").unwrap_or("auto");
        let weight = json.int("weight").unwrap_or(1).clamp(1, 5);
        let pixels = px_in(width, 16, 600);
        let ground = self.ground(json.string("background_style"));
        let link = self.container_link(json);
        // 1.0 has only the vertical one
        let vertical = alignment(json.string("vertical_align")).filter(|_| !self.second);
        let kind = match (width, pixels) {
            ("weighted", _) => "fc-col-weighted",
            (_, Some(_)) => "fc-col-px",
            _ => "fc-col-auto",
        };
        let tag = self
            .html
            .tag("div")
            .class("fc-col")
            .class(flow.class())
            .class(kind)
            .class_if(ground.is_some(), "fc-filled")
            .class_if(link.is_some(), "fc-linked")
            .at(&self.pointer);
        flow.style(tag)
            .margin(margin)
            .style_if("--fc-weight", (width == "weighted").then_some(weight))
            .style_if("width", pixels.map(Px))
            .style_if("justify-content", vertical)
            .style_if("background", ground)
            .open();
        self.cover(link);
        self.components(json, "elements");
        self.html.close();
    }

    /// The jump of a set or a column.
    fn container_link(&self, json: &'a Json) -> Option<&'a str> {
        self.link_of_object(json.object("action")?.object("multi_url")?)
    }

    pub(super) fn action(&mut self, json: &'a Json) {
        let layout = match json.string("layout") {
            Some("bisected") => "fc-act-bisected",
            Some("trisection") => "fc-act-trisection",
            Some("flow") => "fc-act-flow",
            _ => "fc-act-default",
        };
        self.html.tag("div").class("fc-action fc-fill").class(layout).at(&self.pointer).open();
        self.components(json, "actions");
        self.html.close();
    }
}
