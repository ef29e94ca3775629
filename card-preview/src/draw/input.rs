//! `input`: one line, several lines, or a password; with its label.

use super::Drawing;
use crate::{icons, read::Read};
use feishu_card_core::Json;

impl<'a> Drawing<'a> {
    pub(super) fn input(&mut self, json: &'a Json) {
        let kind = json.string("input_type").unwrap_or("text");
        let many = kind == "multiline_text";
        let password = kind == "password";
        let rows = json.int("rows").unwrap_or(5).clamp(1, 50);
        let grows = many && json.flag("auto_resize", false);
        let max_rows = json.int("max_rows").filter(|_| grows).map(|rows| rows.clamp(1, 200));
        let length = json.int("max_length").unwrap_or(1000).clamp(1, 1000);
        let value = self.localized_string(json, "default_value", "i18n_default_value");
        let label = json.object("label").filter(|label| !self.content(label).is_empty());
        let left = json.string("label_position") == Some("left");
        let control = self.control_open(json, if left { "fc-input fc-label-left" } else { "fc-input" });
        if let Some(label) = label {
            self.html.open("span", "fc-label");
            self.star(json);
            self.text_run(label);
            self.html.close();
        }
        let disabled = json.flag("disabled", false);
        self.html
            .tag("label")
            .class("fc-field")
            .class_if(many, "fc-field-many")
            .class_if(disabled, "fc-field-off")
            .open();
        if password && json.flag("show_icon", true) {
            self.html.open("span", "fc-icon fc-option-icon");
            icons::draw(&mut self.html, "lock_outlined");
            self.html.close();
        }
        let name = label.map(|label| self.flat(self.content(label)).into_owned()).unwrap_or_default();
        if password {
            let tag = self.html.tag("input").class("fc-entry").attr("type", "password").attr("placeholder", " ");
            let tag = tag.attr_if(!name.is_empty(), "aria-label", &name).attr_of("maxlength", length);
            tag.attr("value", value.unwrap_or_default()).flag_if(disabled, "disabled").void();
        } else {
            let tag = self.html.tag("textarea").class("fc-entry").class_if(grows, "fc-grows").attr("placeholder", " ");
            let tag = tag.attr_of("rows", if many { rows } else { 1 }).attr_of("maxlength", length);
            let tag = tag.attr_if(!name.is_empty(), "aria-label", &name).flag_if(disabled, "disabled");
            tag.style_if("--fc-lines", max_rows).open();
            // the parser drops a line break right after the tag
            self.html.raw("\n");
            let value = self.flat(value.unwrap_or_default());
            self.html.text(&value);
            self.html.close();
        }
        let filled = value.is_some();
        if !filled {
            self.html.open("span", "fc-hint-over");
            if label.is_none() {
                self.star(json);
            }
            let own = json.object("placeholder").map(|text| self.content(text)).filter(|text| !text.is_empty());
            self.plain_run(own.unwrap_or(self.words.input));
            self.html.close();
        }
        self.html.close();
        self.control_close(json, control);
    }
}
