//! `audio`: a player at rest.

use super::{Drawing, button::Width};
use crate::{
    icons,
    read::Read,
    units::{Radius, Sides},
};
use feishu_card_core::Json;

impl<'a> Drawing<'a> {
    pub(super) fn audio(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let width = Width::of(json);
        let padding = json.word("padding").and_then(|text| Sides::parse(text, -99, 99));
        let ground = self.color(json.string("background_style"));
        let fill = self.color(json.string("fill_color")).or_else(|| self.color(Some("grey-800")));
        let border = json.object("border");
        let line = border.and_then(|border| self.color(border.string("color")));
        let radius = border.and_then(|border| border.word("corner_radius")).and_then(Radius::parse);
        let disabled = json.flag("disabled", false);
        let tip = self.tip_of(json, disabled);
        let key = self.localized_string(json, "file_key", "i18n_file_key").unwrap_or_default();
        let key = self.flat(key).into_owned();
        self.html
            .tag("div")
            .class("fc-audio")
            .class(width.class())
            .class_if(disabled, "fc-disabled")
            .class_if(tip.is_some(), "fc-has-tip")
            .at(&self.pointer)
            .attr("title", &key)
            .margin(margin)
            .style_if("width", width.pixels())
            .style_if("padding", padding)
            .style_if("background", ground)
            .style_if("border-color", line)
            .style_if("border-radius", radius)
            .style_if("--fc-hue", fill)
            .open();
        let style = match json.string("style") {
            Some("flat") => "fc-play-flat",
            Some("speak") => "fc-play-speak",
            _ => "fc-play-normal",
        };
        let time = json.flag("show_time", true);
        let both = json.string("time_display") == Some("both");
        let position = json.string("time_position").unwrap_or("end");
        self.play(style, disabled);
        if time && (position == "start" || position == "both_sides") {
            self.html.leaf("span", "fc-time", if both && position == "start" { "00:00 / --:--" } else { "00:00" });
        }
        if json.flag("show_progress_bar", true) {
            self.html.open("span", "fc-track");
            self.html.open("span", "fc-track-done");
            self.html.close();
            self.html.close();
        }
        if time && position != "start" {
            let text = if position == "both_sides" {
                "--:--"
            } else if both {
                "00:00 / --:--"
            } else {
                "00:00"
            };
            self.html.leaf("span", "fc-time fc-time-end", text);
        }
        self.tip(tip);
        self.html.close();
    }

    /// The button of a player.
    pub(crate) fn play(&mut self, style: &'static str, disabled: bool) {
        let tag =
            self.html.tag("button").class("fc-play").class(style).attr("type", "button").attr("aria-label", "play");
        tag.flag_if(disabled, "disabled").open();
        self.html.open("span", "fc-icon");
        icons::draw(&mut self.html, if style == "fc-play-speak" { "sound_outlined" } else { "play_filled" });
        self.html.close();
        self.html.close();
    }
}
