//! `select_img`: pictures to choose from; with marks inside of a form.

use super::{Drawing, Id};
use crate::read::Read;
use feishu_card_core::Json;

impl<'a> Drawing<'a> {
    pub(super) fn select_img(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let layout = match json.string("layout") {
            Some("stretch") => "fc-si-stretch",
            Some("trisect") => "fc-si-trisect",
            _ => "fc-si-bisect",
        };
        let ratio = match json.string("aspect_ratio") {
            Some("1:1") => "1/1",
            Some("4:3") => "4/3",
            _ => "16/9",
        };
        let many = json.flag("multi_select", false) && self.in_form;
        let all_off = json.flag("disabled", false);
        let dialog = self.dialog_of(json).filter(|_| !all_off);
        let group = self.id();
        self.html
            .tag("div")
            .class("fc-si fc-fill")
            .class(layout)
            .class_if(json.string("style") == Some("laser"), "fc-si-laser")
            .at(&self.pointer)
            .attr("role", "group")
            .margin(margin)
            .style("--fc-ratio", ratio)
            .open();
        let all_tip = self.tip_of(json, all_off);
        self.within("options", |d| {
            for (index, option) in json.items("options").iter().enumerate() {
                let off = all_off || option.flag("disabled", false);
                let tip = d.tip_of(option, off).or(all_tip.filter(|_| off));
                d.within_item(index, |d| {
                    d.image_option(
                        option,
                        off,
                        tip,
                        if d.in_form { Some(many) } else { None },
                        &group,
                        dialog.as_ref(),
                    );
                });
            }
        });
        self.dialog(json, dialog);
        self.html.close();
    }

    /// `marks`: in a form, whether several can be chosen.
    fn image_option(
        &mut self,
        option: &'a Json,
        off: bool,
        tip: Option<&'a str>,
        marks: Option<bool>,
        group: &Id,
        dialog: Option<&Id>,
    ) {
        let key = self.localized_string(option, "img_key", "i18n_img_key").unwrap_or_default();
        let value = option.string("value").unwrap_or_default();
        let tag = self
            .html
            .tag(if marks.is_some() { "label" } else { "button" })
            .class("fc-si-option fc-crop-center fc-ground")
            .class_if(off, "fc-disabled")
            .class_if(tip.is_some(), "fc-has-tip")
            .at(&self.pointer);
        match marks {
            Some(many) => {
                tag.open();
                let mark =
                    self.html.tag("input").class("fc-si-mark").attr("type", if many { "checkbox" } else { "radio" });
                mark.attr_of("name", group).attr("value", value).flag_if(off, "disabled").void();
            }
            None => {
                let tag = tag.attr("type", "button").attr("data-value", value).flag_if(off, "disabled");
                match dialog {
                    Some(id) => tag.attr_of("popovertarget", id).open(),
                    None => tag.open(),
                }
            }
        }
        self.picture(key, "", "");
        self.tip(tip);
        self.html.close();
    }
}
