//! Selects and pickers: a field that shows what is chosen, and what opens under it.

use super::{Drawing, Id, button::Width, menu::Choice};
use crate::{icons, read::Read};
use feishu_card_core::Json;

/// What a control is like, beside its value.
#[derive(Debug)]
pub(crate) struct Control<'a> {
    disabled: bool,
    tip: Option<&'a str>,
    dialog: Option<Id>,
}

impl<'a> Drawing<'a> {
    /// Opens the element of a control.
    pub(crate) fn control_open(&mut self, json: &'a Json, class: &'static str) -> Control<'a> {
        let margin = self.margin(json);
        let width = Width::of(json);
        let disabled = json.flag("disabled", false);
        let tip = self.tip_of(json, disabled);
        let dialog = self.dialog_of(json).filter(|_| !disabled);
        self.html
            .tag("div")
            .class("fc-control")
            .class(class)
            .class(width.class())
            .class_if(matches!(width, Width::Px(_)), "fc-sized")
            .class_if(tip.is_some(), "fc-has-tip")
            .at(&self.pointer)
            .margin(margin)
            .style_if("width", width.pixels())
            .open();
        Control { disabled, tip, dialog }
    }

    pub(crate) fn control_close(&mut self, json: &'a Json, control: Control<'a>) {
        self.tip(control.tip);
        self.dialog(json, control.dialog);
        self.html.close();
    }

    /// Opens the field: what people click to get the menu.
    fn field_open(&mut self, json: &'a Json, control: &Control<'a>, menu: &Id) {
        let plain = json.string("type") == Some("text");
        let tag = self.html.tag("button").class("fc-field").class_if(plain, "fc-field-plain");
        let tag = tag.attr("type", "button").attr_of("popovertarget", menu);
        tag.flag_if(control.disabled, "disabled").open();
    }

    /// The asterisk of a control that a form requires.
    pub(crate) fn star(&mut self, json: &'a Json) {
        if json.flag("required", false) {
            self.html.tag("span").class("fc-star").attr("aria-hidden", "true").open();
            self.html.close();
        }
    }

    pub(crate) fn placeholder(&mut self, json: &'a Json, default: &str) {
        self.star(json);
        let own = json.object("placeholder").map(|text| self.content(text)).filter(|text| !text.is_empty());
        self.html.open("span", "fc-hint");
        self.plain_run(own.unwrap_or(default));
        self.html.close();
    }

    fn field_icon(&mut self, token: &'static str) {
        self.html.open("span", "fc-icon fc-field-icon");
        icons::draw(&mut self.html, token);
        self.html.close();
    }

    pub(super) fn select(&mut self, json: &'a Json) {
        let tag = json.string("tag").unwrap_or_default();
        let (multi, person) = (tag.starts_with("multi"), tag.ends_with("person"));
        let options = json.items("options");
        let initial = json.word("initial_option");
        let index = json.int("initial_index").and_then(|index| usize::try_from(index).ok()?.checked_sub(1));
        let selected = json.items("selected_values");
        let mut taken = false;
        let choices: Vec<_> = options
            .iter()
            .enumerate()
            .map(|(at, option)| {
                let value = option.string("value").unwrap_or_default();
                let text = option.object("text").map(|text| self.content(text)).unwrap_or_default();
                let chosen = if multi {
                    selected.iter().any(|one| one.as_str() == Some(value))
                } else if let Some(initial) = initial {
                    // the pages say content, samples use either
                    !taken && (text == initial || value == initial)
                } else {
                    index == Some(at)
                };
                taken |= chosen;
                Choice { option, value, chosen, person, link: None }
            })
            .collect();
        let control = self.control_open(json, if multi { "fc-select fc-multi" } else { "fc-select" });
        let menu = self.id();
        self.field_open(json, &control, &menu);
        if taken {
            self.star(json);
            for choice in choices.iter().filter(|choice| choice.chosen) {
                self.html.open("span", if multi { "fc-chip" } else { "fc-value" });
                self.choice_label(choice);
                if multi {
                    self.html.open("span", "fc-icon fc-chip-x");
                    icons::draw(&mut self.html, "close_outlined");
                    self.html.close();
                }
                self.html.close();
            }
        } else {
            self.placeholder(json, self.words.select);
        }
        self.field_icon("down_outlined");
        self.html.close();
        self.menu(&menu, &choices, control.dialog.as_ref());
        self.control_close(json, control);
    }

    pub(super) fn picker(&mut self, json: &'a Json) {
        let tag = json.string("tag").unwrap_or_default();
        let (member, kind, icon, hint) = match tag {
            "picker_time" => ("initial_time", "time", "time_outlined", self.words.time),
            "picker_datetime" => ("initial_datetime", "datetime-local", "calendar_outlined", self.words.date),
            _ => ("initial_date", "date", "calendar_outlined", self.words.date),
        };
        let value = json.word(member);
        let control = self.control_open(json, "fc-picker");
        let menu = self.id();
        self.field_open(json, &control, &menu);
        match value {
            Some(value) => {
                self.star(json);
                self.html.open("span", "fc-value");
                self.plain_run(value);
                self.html.close();
            }
            None => self.placeholder(json, hint),
        }
        self.field_icon(icon);
        self.html.close();
        self.html.tag("span").class("fc-menu fc-picker-menu").flag("popover").attr_of("id", &menu).open();
        let native = value.and_then(native).unwrap_or_default();
        self.html
            .tag("input")
            .class("fc-native")
            .attr("type", kind)
            .attr("aria-label", hint)
            .attr("value", &native)
            .void();
        self.html.close();
        self.control_close(json, control);
    }
}

/// A date, a time, or both, as the browser's own pickers want it: `2002-2-22 7:05` is `2002-02-22T07:05`. Nothing for
/// anything else.
fn native(value: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in value.split(' ') {
        let (mark, widths): (char, &[usize]) = if part.contains('-') { ('-', &[4, 2, 2]) } else { (':', &[2, 2]) };
        let numbers: Vec<&str> = part.split(mark).collect();
        let good =
            |(number, width): (&&str, &usize)| number.len() <= *width && number.bytes().all(|b| b.is_ascii_digit());
        if numbers.len() != widths.len() || !numbers.iter().zip(widths).all(good) {
            return None;
        }
        let padded: Vec<String> =
            numbers.iter().zip(widths).map(|(number, width)| format!("{number:0>width$}")).collect();
        parts.push(padded.join(&mark.to_string()));
    }
    Some(parts.join("T"))
}

#[cfg(test)]
mod tests {
    use super::native;

    #[test]
    fn what_the_browser_s_pickers_take() {
        assert_eq!(native("2002-2-22").as_deref(), Some("2002-02-22"));
        assert_eq!(native("2025-06-10 9:05").as_deref(), Some("2025-06-10T09:05"));
        assert_eq!(native("7:05").as_deref(), Some("07:05"));
        assert_eq!((native("${date}"), native("2002"), native("20022-1-1"), native("a:b")), (None, None, None, None));
    }
}
