//! `form`, `interactive_container`, `collapsible_panel`.

use super::{
    Drawing,
    layout::{Flow, Px, alignment},
};
use crate::{
    icons, markdown,
    read::Read,
    units::{Radius, Sides, px_in},
};
use feishu_card_core::Json;

impl<'a> Drawing<'a> {
    pub(super) fn form(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let flow = Flow::read(self, json, (-99, 99));
        let tag =
            self.html.tag("div").class("fc-form fc-fill").class(flow.class()).attr("role", "form").at(&self.pointer);
        flow.style(tag).margin(margin).open();
        let outer = std::mem::replace(&mut self.in_form, true);
        self.components(json, "elements");
        self.in_form = outer;
        self.html.close();
    }

    pub(super) fn interactive_container(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let flow = Flow::read(self, json, (-99, 99));
        let width = json.string("width").unwrap_or("fill");
        let pixels = px_in(width, 16, 999);
        let height = json.string("height").and_then(|text| px_in(text, 10, 999));
        let laser = json.string("background_style") == Some("laser");
        let ground = self.ground(json.string("background_style"));
        let border = json.flag("has_border", false);
        let border_color = self.color(json.string("border_color")).filter(|_| border);
        let radius = json.word("corner_radius").and_then(Radius::parse);
        let disabled = json.flag("disabled", false);
        let acts = !json.items("behaviors").is_empty();
        let link = self.link_of(json).filter(|_| !disabled && json.object("confirm").is_none());
        let tip = self.tip_of(json, disabled);
        let dialog = self.dialog_of(json).filter(|_| !disabled);
        let tag = self
            .html
            .tag("div")
            .class("fc-ic")
            .class(flow.class())
            .class(if width == "auto" || pixels.is_some() { "fc-own" } else { "fc-fill" })
            .class_if(acts && !disabled, "fc-acts")
            .class_if(disabled, "fc-disabled")
            .class_if(border, "fc-bordered")
            .class_if(laser, "fc-laser")
            .class_if(tip.is_some(), "fc-has-tip")
            .at(&self.pointer)
            .attr_if(disabled, "aria-disabled", "true");
        flow.style(tag)
            .margin(margin)
            .style_if("width", pixels.map(Px))
            .style_if("height", height.map(Px))
            .style_if("background-color", ground)
            .style_if("border-color", border_color)
            .style_if("border-radius", radius)
            .open();
        match (link, &dialog) {
            (Some(_), _) => self.cover(link),
            // no script runs here: a page that has one listens to this button
            (None, dialog) if acts && !disabled => {
                let label = link.unwrap_or("callback");
                let tag = self.html.tag("button").class("fc-cover").attr("type", "button").attr("aria-label", label);
                match dialog {
                    Some(id) => tag.attr_of("popovertarget", id).open(),
                    None => tag.open(),
                }
                self.html.close();
            }
            _ => {}
        }
        self.components(json, "elements");
        self.tip(tip);
        self.dialog(json, dialog);
        self.html.close();
    }

    pub(super) fn collapsible_panel(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let flow = Flow::read(self, json, (-99, 99));
        let expanded = json.flag("expanded", false);
        let border = json.object("border");
        let border_color = border.and_then(|border| self.color(border.string("color")));
        let ground = self.color(json.string("background_color"));
        let boxed = border.is_some() || ground.is_some();
        let radius = border.and_then(|border| border.word("corner_radius")).and_then(Radius::parse);
        self.html
            .tag("details")
            .class("fc-panel fc-fill")
            .class_if(boxed, "fc-boxed")
            .class_if(border.is_some(), "fc-bordered")
            .at(&self.pointer)
            .flag_if(expanded, "open")
            .margin(margin)
            .style_if("border-color", border_color)
            .style_if("border-radius", radius)
            .style_if("background", ground)
            .open();
        self.panel_header(json);
        flow.style(self.html.tag("div").class("fc-panel-body").class(flow.class())).open();
        self.components(json, "elements");
        self.html.close();
        self.html.close();
    }

    fn panel_header(&mut self, json: &'a Json) {
        let empty = &Json::Null;
        let header = json.object("header").unwrap_or(empty);
        let ground = self.color(header.string("background_color"));
        let (low, high) = if self.second { (-99, 99) } else { (0, 28) };
        let padding = header.word("padding").and_then(|text| Sides::parse(text, low, high));
        let align = alignment(header.string("vertical_align"));
        let width = match header.string("width").filter(|_| self.second) {
            Some("auto") => "fc-ph-auto",
            Some("auto_when_fold") => "fc-ph-fold",
            _ => "",
        };
        let position = match header.string("icon_position") {
            Some("left") => "fc-icon-left",
            Some("follow_text") => "fc-icon-follow",
            _ => "fc-icon-right",
        };
        let angle =
            header.int("icon_expanded_angle").filter(|angle| [-180, -90, 90, 180].contains(angle)).unwrap_or(180);
        self.html
            .tag("summary")
            .class("fc-panel-head")
            .class(position)
            .class(width)
            .style_if("background", ground)
            .style_if("padding", padding)
            .style_if("align-items", align)
            .style("--fc-turn", format_args!("{angle}deg"))
            .open();
        self.html.open("div", "fc-panel-title");
        if let Some(title) = header.object("title") {
            let content = self.content(title);
            if title.string("tag") == Some("markdown") {
                self.html.open("div", "fc-md fc-s-normal");
                markdown::draw(self, content, self.dialect(), title.object("href"));
                self.html.close();
            } else {
                self.text_run(title);
            }
        }
        self.html.close();
        let icon = header.object("icon");
        let size = icon.and_then(|icon| icon.word("size")).and_then(|size| {
            let mut sides = size.split_whitespace().map(|side| side.strip_suffix("px").unwrap_or(side).parse::<i32>());
            match (sides.next(), sides.next(), sides.next()) {
                (Some(Ok(width)), Some(Ok(height)), None) => Some((width.clamp(1, 999), height.clamp(1, 999))),
                _ => None,
            }
        });
        self.html
            .tag("span")
            .class("fc-panel-icon")
            .style_if("width", size.map(|(width, _)| Px(width)))
            .style_if("height", size.map(|(_, height)| Px(height)))
            .open();
        match icon {
            Some(icon) => self.icon(icon, ""),
            None => {
                self.html.open("span", "fc-icon");
                icons::draw(&mut self.html, "down_outlined");
                self.html.close();
            }
        }
        self.html.close();
        self.html.close();
    }
}
