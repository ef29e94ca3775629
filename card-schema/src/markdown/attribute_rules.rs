//! Rules on the attributes of tags: known, given where needed, with values that they accept.

use super::Checker;
use super::tag::{Attribute, Tag};
use super::tags::{AttributeKind, Spec};
use crate::{
    entries, joined, nearest,
    rules::words::{list, quoted},
    words,
};
use std::ops::Range;

entries! {
    UNKNOWN_ATTRIBUTE = "C0705" "an unknown attribute of a Markdown tag" [E W W]
        why "The syntax tables list the attributes of each tag (card-json-1 §9, card-json-2 §13.3 to §13.5); others do nothing."
        wrong "<card><markdown>\"<font colour='red'>x</font>\"</markdown></card>"
        right "<card><markdown>\"<font color='red'>x</font>\"</markdown></card>"

    MISSING_ATTRIBUTE = "C0706" "the tag lacks an attribute that it needs" [E E E]
        why "`<at>` needs `id`, `ids` or `email`, `<link>` needs `url`, `<audio>` needs `file_key`, and \
             `fallback_url` beside `fallback_text`. A mention of nobody is refused (platform code 100290)."
        wrong "<card><markdown>\"<at user_id='ou_1'></at>\"</markdown></card>"
        right "<card><markdown>\"<at id=ou_1></at>\"</markdown></card>"

    ATTRIBUTE_VALUE = "C0707" "the attribute does not accept this value" [E W W]
        why "The values are listed: 13 colours of tags, `normal` and `capsule` for `<person>`, `true` and `false` for flags, eight \
             `format_type`s, milliseconds (card-json-2 §13.3 to §13.5). What the platform does with others is not documented."
        wrong "<card><markdown>\"<text_tag color='grey'>x</text_tag>\"</markdown></card>"
        right "<card><markdown>\"<text_tag color='neutral'>x</text_tag>\"</markdown></card>"

    COLOR = "C0708" "the colour is neither in the palette nor defined in the card" [W W W]
        why "`<font>` and the tags of 2.0 take names of the palette, `default`, and names defined in `config.style.color`. `#hex` and \
             `rgba(…)` cannot be used in the tag itself (card-json-1 §11.1, card-json-2 §15)."
        wrong "<card><markdown>\"<font color='gray'>x</font>\"</markdown></card>"
        right "<card><markdown>\"<font color='grey'>x</font>\"</markdown></card>"

    ICON = "C0709" "the icon is not in the published list" [W W W]
        why "`<link icon='…'>` takes tokens of the icon library. The list is not complete, hence a warning."
        wrong "<card><markdown>\"<link icon='chat' url='https://open.feishu.cn'>x</link>\"</markdown></card>"
        right "<card><markdown>\"<link icon='chat_outlined' url='https://open.feishu.cn'>x</link>\"</markdown></card>"

    MENTION = "C0711" "this is not the id of a user" [W W W] 100290
        why "`id` takes an open_id or user_id, or `all`; an address goes into `email`. One unknown id fails the whole card; which ids \
             exist only the server knows."
        wrong "<card><markdown>\"<at id=test@email.com></at>\"</markdown></card>"
        right "<card><markdown>\"<at email=test@email.com></at>\"</markdown></card>"
}

impl Checker<'_> {
    pub(super) fn unknown_attribute(&mut self, tag: &str, known: &[(&str, AttributeKind)], attribute: &Attribute) {
        let name = self.source.text(attribute.name.clone());
        let mut names = Vec::with_capacity(known.len());
        known.iter().for_each(|(name, _)| names.push(*name));
        let help = match nearest(&name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("`<{tag}>` has no attributes"),
            None => format!("expected {}", quoted(&names, ", ")),
        };
        let message = format!("unknown attribute `{name}` of `<{tag}>`");
        self.report(&UNKNOWN_ATTRIBUTE, attribute.name.clone(), message, help);
    }

    pub(super) fn lacks_what_it_needs(&mut self, spec: &Spec, tag: &Tag) -> bool {
        if spec.required.is_empty() {
            return false;
        }
        let (mut misspelt, mut user_id) = (None, false);
        for attribute in &tag.attributes {
            let name = self.source.text(attribute.name.clone());
            if self.source.has_hole(attribute.name.clone()) || spec.required.contains(&name.as_str()) {
                return false;
            }
            user_id |= name == "user_id";
            if misspelt.is_none() {
                misspelt = nearest(&name, spec.required.iter().copied()).map(|near| (near, name));
            }
        }
        let help = match (spec.name, misspelt) {
            ("at", _) if user_id => "in cards write `<at id=…>`; `user_id` is for text messages".to_owned(),
            (_, Some((near, name))) => format!("`{name}`: did you mean `{near}`?"),
            ("at", None) => "write `<at id=OPEN_ID></at>`, `<at email=…></at>` or `<at id=all></at>`".to_owned(),
            (name, None) => format!("write `<{name} {}='…'>`", joined(spec.required, "=…", &|name| (*name).to_owned())),
        };
        let message = format!("`<{}>` needs {}", spec.name, list(spec.required));
        self.report(&MISSING_ATTRIBUTE, tag.range.clone(), message, help);
        true
    }

    pub(super) fn person(&mut self, tag: &Tag) {
        let given = tag.attributes.iter().any(|a| a.is(self.source, "id") || self.source.has_hole(a.name.clone()));
        if !given {
            let help = "write `<person id='OPEN_ID'></person>`; user_id and union_id work as well";
            self.report(&MENTION, tag.range.clone(), "without `id` this shows \"unknown user\"", help);
        }
    }

    pub(super) fn audio(&mut self, tag: &Tag) {
        let given = |name: &str| tag.attributes.iter().find(|a| a.is(self.source, name));
        let id = given("audio_id").and_then(|a| self.named(a.value.clone()?));
        if given("fallback_text").is_some() && given("fallback_url").is_none() {
            let help = "the text for older clients is a link: write `fallback_url='https://…'`";
            self.report(&MISSING_ATTRIBUTE, tag.range.clone(), "`fallback_text` needs `fallback_url`", help);
        }
        self.found.audio_ids.extend(id);
    }

    pub(super) fn attribute(&mut self, name: &str, kind: AttributeKind, attribute: &Attribute) {
        let range = attribute.value.clone().unwrap_or(attribute.name.end..attribute.name.end);
        let value = self.source.text(range.clone());
        // What a hole or a placeholder of a template (`${x}`, `{{ .x }}`, `{x}`) holds is not known.
        if self.source.has_hole(range.clone()) || value.contains('{') {
            return;
        }
        match kind {
            AttributeKind::Any => {}
            AttributeKind::Url | AttributeKind::DeviceUrl if value.is_empty() => {}
            AttributeKind::Url => self.address(range, false),
            AttributeKind::DeviceUrl => self.address(range, true),
            AttributeKind::Color => self.color(&value, range),
            AttributeKind::Icon if !words::is_icon(&value) && !value.is_empty() => {
                let help = match nearest(&value, words::ICONS.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "tokens end in `_outlined`, `_filled` or `_colorful`".into(),
                };
                self.report(&ICON, range, format!("unknown icon `{value}`"), help);
            }
            AttributeKind::Icon => {}
            AttributeKind::TagColor => self.word(name, &value, range, words::TAG_COLORS),
            AttributeKind::Flag => self.word(name, &value, range, &["true", "false"]),
            AttributeKind::Words(words) => self.word(name, &value, range, words),
            AttributeKind::Millisecond if value.bytes().all(|b| b.is_ascii_digit()) => {}
            AttributeKind::Millisecond => {
                let message = format!("`{name}` must be milliseconds since 1970, found `{value}`");
                self.report(&ATTRIBUTE_VALUE, range, message, "leave it empty for the time of sending");
            }
            AttributeKind::User if value.contains('@') => {
                let message = format!("expected an open_id or user_id, found the e-mail address `{value}`");
                self.report(&MENTION, range, message, "write `<at email=…></at>`");
            }
            AttributeKind::Email if !value.contains('@') => {
                let message = format!("`{value}` is not an e-mail address");
                self.report(&MENTION, range, message, "an open_id or user_id goes in `id`");
            }
            AttributeKind::User | AttributeKind::Email => {}
        }
    }

    fn word(&mut self, name: &str, value: &str, range: Range<usize>, words: &'static [&'static str]) {
        if words.contains(&value) || (value.is_empty() && name != "color") {
            return;
        }
        let help = match nearest(value, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if words.contains(&"neutral") && matches!(value, "grey" | "gray") => "did you mean `neutral`?".into(),
            None => format!("expected {}", quoted(words, ", ")),
        };
        self.report(&ATTRIBUTE_VALUE, range, format!("`{name}` does not accept `{value}`"), help);
    }

    fn color(&mut self, value: &str, range: Range<usize>) {
        let Some(custom) = self.context.colors else { return };
        if words::is_color(value) || value == "default" || value.is_empty() || custom.contains(&value) {
            return;
        }
        let direct = value.starts_with('#') || value.starts_with("rgb");
        let near = nearest(value, words::COLORS.iter().chain(custom).copied());
        let help = match near {
            _ if direct => "define it in `config.style.color` and write its name here".to_owned(),
            Some(near) => format!("did you mean `{near}`?"),
            None => "use a name of the palette, or define it in `config.style.color`".to_owned(),
        };
        self.report(&COLOR, range, format!("unknown colour `{value}`"), help);
    }
}
