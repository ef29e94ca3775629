//! `checker`: a box, its text, and up to three text buttons.

use super::Drawing;
use crate::{read::Read, units::Sides};
use feishu_card_core::Json;

/// How many buttons the client shows.
const BUTTONS: usize = 3;

impl<'a> Drawing<'a> {
    pub(super) fn checker(&mut self, json: &'a Json) {
        let margin = json.word("margin").and_then(|text| Sides::parse(text, -99, 99));
        let padding = json.word("padding").and_then(|text| Sides::parse(text, -99, 99));
        let disabled = json.flag("disabled", false);
        let empty = &Json::Null;
        let style = json.object("checked_style").unwrap_or(empty);
        let opacity = match style.get("opacity") {
            Some(Json::Number(number)) => Some(number.as_f64()).filter(|n| (0.0..=1.0).contains(n)),
            _ => None,
        };
        let area = json.object("button_area").unwrap_or(empty);
        let tip = self.tip_of(json, disabled);
        let dialog = self.dialog_of(json).filter(|_| !disabled);
        let hovers = area.string("pc_display_rule") == Some("on_hover");
        self.html
            .tag("div")
            .class("fc-checker fc-fill")
            .class_if(disabled, "fc-disabled")
            .class_if(json.flag("overall_checkable", true) || hovers, "fc-check-all")
            .class_if(style.flag("show_strikethrough", false), "fc-strike")
            .class_if(hovers, "fc-on-hover")
            .class_if(tip.is_some(), "fc-has-tip")
            .at(&self.pointer)
            .margin(margin)
            .style_if("padding", padding)
            .style_if("--fc-opacity", opacity)
            .open();
        self.html.open("label", "fc-check-line");
        let tag = self.html.tag("input").class("fc-check-box").attr("type", "checkbox");
        tag.flag_if(json.flag("checked", false), "checked").flag_if(disabled, "disabled").void();
        if let Some(text) = json.object("text") {
            self.text_block(text);
        }
        self.html.close();
        let buttons = area.items("buttons");
        if !buttons.is_empty() {
            self.html.open("div", "fc-check-buttons");
            self.within("button_area", |d| {
                d.within("buttons", |d| {
                    for (index, button) in buttons.iter().take(BUTTONS).enumerate() {
                        d.within_item(index, |d| d.button(button));
                    }
                });
            });
            self.html.close();
        }
        self.tip(tip);
        self.dialog(json, dialog);
        self.html.close();
    }
}
