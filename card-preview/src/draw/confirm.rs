//! What appears over a control: its tips, and the dialog that asks before something is sent.

use super::{Drawing, Id};
use crate::read::Read;
use feishu_card_core::Json;

impl<'a> Drawing<'a> {
    /// The tip of a control: of a disabled one its own, else the one of hovering.
    pub(crate) fn tip_of(&self, json: &'a Json, disabled: bool) -> Option<&'a str> {
        let of = |member| json.object(member).map(|tip| self.content(tip)).filter(|text| !text.is_empty());
        of("disabled_tips").filter(|_| disabled).or_else(|| of("hover_tips"))
    }

    pub(crate) fn tip(&mut self, tip: Option<&str>) {
        if let Some(text) = tip {
            self.html.tag("span").class("fc-tip").attr("role", "tooltip").open();
            self.plain_run(text);
            self.html.close();
        }
    }

    /// The id of a control's dialog, where it has one.
    pub(crate) fn dialog_of(&mut self, json: &'a Json) -> Option<Id> {
        let confirm = json.object("confirm")?;
        let said = ["title", "text"]
            .iter()
            .any(|part| confirm.object(part).is_some_and(|text| !self.content(text).is_empty()));
        said.then(|| self.id())
    }

    /// The dialog: a popover, so that it opens and closes without a script. Confirm is a link where the control is one.
    pub(crate) fn dialog(&mut self, json: &'a Json, id: Option<Id>) {
        let (Some(id), Some(confirm)) = (id, json.object("confirm")) else { return };
        let link = self.link_of(json);
        self.html.tag("span").class("fc-dialog").flag("popover").attr_of("id", &id).attr("role", "dialog").open();
        for (part, class) in [("title", "fc-dialog-title"), ("text", "fc-dialog-text")] {
            if let Some(text) = confirm.object(part) {
                self.html.open("span", class);
                self.text_run(text);
                self.html.close();
            }
        }
        self.html.open("span", "fc-dialog-buttons");
        let hide = |d: &mut Self, class, role, label| {
            let tag = d.html.tag("button").class("fc-btn fc-b-medium").class(class).attr("type", "button");
            tag.attr_of("popovertarget", &id).attr("popovertargetaction", "hide").attr("data-role", role).open();
            d.html.text(label);
            d.html.close();
        };
        hide(self, "fc-bt-default", "cancel", self.words.cancel);
        match link {
            Some(address) => {
                self.html
                    .tag("a")
                    .class("fc-btn fc-b-medium fc-bt-primary_filled")
                    .attr("data-role", "confirm")
                    .href(address)
                    .open();
                self.html.text(self.words.confirm);
                self.html.close();
            }
            None => hide(self, "fc-bt-primary_filled", "confirm", self.words.confirm),
        }
        self.html.close();
        self.html.close();
    }
}
