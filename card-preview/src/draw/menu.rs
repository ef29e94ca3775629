//! What opens under a control: a popover with options, or with the browser's own picker. No script is needed to open it;
//! a page with a script listens to the options.

use super::{Drawing, Id};
use crate::{icons, read::Read};
use feishu_card_core::Json;

/// One line of a menu.
#[derive(Debug)]
pub(crate) struct Choice<'a> {
    pub(crate) option: &'a Json,
    pub(crate) value: &'a str,
    pub(crate) chosen: bool,
    /// A person, by id.
    pub(crate) person: bool,
    /// Where it leads instead of being sent.
    pub(crate) link: Option<&'a str>,
}

impl<'a> Drawing<'a> {
    /// The menu; an option of a control with a dialog opens that.
    pub(crate) fn menu(&mut self, id: &Id, choices: &[Choice<'a>], dialog: Option<&Id>) {
        self.html.tag("span").class("fc-menu").flag("popover").attr_of("id", id).attr("role", "listbox").open();
        self.within("options", |d| {
            for (index, choice) in choices.iter().enumerate() {
                d.within_item(index, |d| d.choice(choice, dialog));
            }
        });
        if choices.is_empty() {
            self.html.leaf("span", "fc-option fc-option-note", self.words.members);
        }
        self.html.close();
    }

    fn choice(&mut self, choice: &Choice<'a>, dialog: Option<&Id>) {
        let tag = self.html.tag(if choice.link.is_some() { "a" } else { "button" });
        let tag = tag.class("fc-option").class_if(choice.chosen, "fc-chosen").at(&self.pointer);
        let tag = tag.attr("role", "option").attr("data-value", choice.value);
        let tag = tag.attr_if(choice.chosen, "aria-selected", "true");
        match choice.link {
            Some(address) => tag.href(address).open(),
            None => {
                let tag = tag.attr("type", "button");
                match dialog {
                    Some(id) => tag.attr_of("popovertarget", id).open(),
                    None => tag.open(),
                }
            }
        }
        self.choice_label(choice);
        if choice.chosen {
            self.html.open("span", "fc-icon fc-check");
            icons::draw(&mut self.html, "done_outlined");
            self.html.close();
        }
        self.html.close();
    }

    /// What stands for an option: icon and text, or a person.
    pub(crate) fn choice_label(&mut self, choice: &Choice<'a>) {
        if choice.person {
            return self.person_run(choice.value, "option", true, true, false);
        }
        if let Some(icon) = choice.option.object("icon") {
            self.icon(icon, "fc-option-icon");
        }
        if let Some(text) = choice.option.object("text") {
            self.html.open("span", "fc-option-text");
            // an option is pressed as a whole
            let outer = std::mem::replace(&mut self.in_link, true);
            self.text_run(text);
            self.in_link = outer;
            self.html.close();
        }
    }

    pub(super) fn overflow(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let width = super::button::Width::of(json);
        let id = self.id();
        let dialog = self.dialog_of(json);
        self.html
            .tag("div")
            .class("fc-control fc-overflow-menu")
            .class(width.class())
            .at(&self.pointer)
            .margin(margin)
            .style_if("width", width.pixels())
            .open();
        let tag = self.html.tag("button").class("fc-btn fc-bt-default fc-overflow-btn");
        tag.attr("type", "button").attr("aria-label", "…").attr_of("popovertarget", &id).open();
        self.html.open("span", "fc-icon");
        icons::draw(&mut self.html, "more_outlined");
        self.html.close();
        self.html.close();
        let choices: Vec<_> = json
            .items("options")
            .iter()
            .map(|option| Choice {
                option,
                value: option.string("value").unwrap_or_default(),
                chosen: false,
                person: false,
                link: self.link_of(option),
            })
            .collect();
        self.menu(&id, &choices, dialog.as_ref());
        self.dialog(json, dialog);
        self.html.close();
    }
}
