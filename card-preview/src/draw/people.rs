//! People: one with avatar and name, lists of them.

use super::Drawing;
use crate::read::Read;
use feishu_card_core::Json;

/// Hues of avatars, by a hash of the id.
const HUES: &[&str] =
    &["blue", "turquoise", "green", "orange", "red", "carmine", "violet", "purple", "indigo", "wathet"];

impl<'a> Drawing<'a> {
    /// What a person is called: the name that the caller knows, else the id; `None` for an empty id.
    pub(crate) fn person_name(&self, id: &str) -> Option<String> {
        if id.is_empty() {
            return None;
        }
        Some(self.options.name(id).unwrap_or_else(|| self.flat(id).into_owned()))
    }

    /// The disc of a person.
    pub(crate) fn avatar(&mut self, id: &str, size: &'static str) {
        let name = self.person_name(id);
        let hash = id
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let hue = HUES.get((hash >> 32) as usize % HUES.len()).copied().unwrap_or("blue");
        let shown = name.as_deref().unwrap_or(self.words.unknown_user);
        let tag = self.html.tag("span").class("fc-avatar").class_of("fc-av-", size);
        let tag = if name.is_some() { tag.class_of("fc-tag-", hue) } else { tag.class("fc-av-nobody") };
        tag.attr("title", shown).attr("role", "img").attr("aria-label", shown).open();
        let initial = shown.trim_start_matches(['@', '$', '{']);
        let initial = initial.strip_prefix("ou_").or_else(|| initial.strip_prefix("on_")).unwrap_or(initial);
        if let Some(first) = initial.chars().find(|c| c.is_alphanumeric()).filter(|_| name.is_some()) {
            // drawn by the style sheet, so that a person's text is the name alone
            self.html.tag("span").class("fc-initial").attr("data-initial", &first.to_uppercase().to_string()).open();
            self.html.close();
        }
        self.html.close();
    }

    /// Avatar and name in one, as components, Markdown and tables show them.
    pub(crate) fn person_run(&mut self, id: &str, size: &'static str, avatar: bool, name: bool, capsule: bool) {
        self.html.tag("span").class("fc-person").class_if(capsule, "fc-capsule").open();
        if avatar {
            self.avatar(id, size);
        }
        if name {
            let shown = self.person_name(id);
            self.html.leaf("span", "fc-person-name", shown.as_deref().unwrap_or(self.words.unknown_user));
        }
        self.html.close();
    }

    pub(super) fn person(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        self.html.tag("div").class("fc-people fc-own").at(&self.pointer).margin(margin).open();
        self.person_run(
            json.string("user_id").unwrap_or_default(),
            avatar_size(json.string("size")),
            json.flag("show_avatar", true),
            json.flag("show_name", false),
            json.string("style") == Some("capsule"),
        );
        self.html.close();
    }

    pub(super) fn person_list(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let size = avatar_size(json.string("size"));
        let (names, avatars) = (json.flag("show_name", true), json.flag("show_avatar", false));
        let drop = json.flag("drop_invalid_user_id", false);
        let people: Vec<&str> = json
            .items("persons")
            .iter()
            .map(|person| person.string("id").unwrap_or_default())
            .filter(|id| !(drop && id.is_empty()))
            .collect();
        let lines = json.int("lines").filter(|lines| (1..1000).contains(lines));
        self.html
            .tag("div")
            .class("fc-people fc-fill")
            .class_if(!names && people.len() > 1, "fc-overlap")
            .class_if(lines.is_some(), "fc-people-lines")
            .class_of("fc-pl-", size)
            .at(&self.pointer)
            .margin(margin)
            .style_if("--fc-lines", lines)
            .open();
        if let Some(icon) = json.object("icon").or_else(|| json.object("ud_icon")) {
            self.icon(icon, "fc-people-icon");
        }
        for id in people {
            // without both there is still somebody: the avatar
            self.person_run(id, size, avatars || !names, names, false);
        }
        self.html.close();
    }
}

fn avatar_size(word: Option<&str>) -> &'static str {
    match word {
        Some("extra_small") => "extra-small",
        Some("small") => "small",
        Some("large") => "large",
        _ => "medium",
    }
}
