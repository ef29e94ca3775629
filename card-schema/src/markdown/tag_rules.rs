//! Rules on tags: known, closed, with attributes and values that they take.

use super::inline::{Kind as Inline, Token};
use super::lines::Run;
use super::tag::{Attribute, Found, Tag, tag};
use super::tags::{Close, Kind, Spec, TAGS, spec};
use super::{Checker, Flavour};
use crate::catalogue::markdown::{
    ATTRIBUTE_VALUE, COLOR, ICON, MENTION, MISSING_ATTRIBUTE, NUMBER_BADGE, TAG_NOT_CLOSED, TAG_OF_OTHER_FLAVOUR,
    TAG_WITHOUT_END, UNKNOWN_ATTRIBUTE, UNKNOWN_TAG,
};
use crate::{nearest, words};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// HTML that people write, and what the platform has instead.
static INSTEAD: &[(&str, &str)] = &[
    ("b", "write `**bold**`"),
    ("strong", "write `**bold**`"),
    ("i", "write `*italic*`"),
    ("em", "write `*italic*`"),
    ("s", "write `~~struck out~~`"),
    ("del", "write `~~struck out~~`"),
    ("strike", "write `~~struck out~~`"),
    ("code", "write it between backticks (JSON 2.0)"),
    ("pre", "write a code block between lines of three backticks"),
    ("img", "write `![text](image_key)`"),
    ("p", "leave an empty line between paragraphs"),
    ("div", "leave an empty line between paragraphs"),
    ("span", "write `<font color='…'>…</font>`"),
    ("ul", "write `- item` lines"),
    ("ol", "write `1. item` lines"),
    ("li", "write `- item` lines"),
];

/// The tags that are open.
#[derive(Default)]
struct Open<'t> {
    /// `None` for a tag without `>`: that is reported already.
    tags: Vec<(&'static Spec, Option<&'t Tag>)>,
    /// How many of each name: a search that finds nothing costs nothing.
    counts: BTreeMap<&'static str, usize>,
}

impl<'t> Open<'t> {
    fn push(&mut self, spec: &'static Spec, tag: Option<&'t Tag>) {
        self.tags.push((spec, tag));
        *self.counts.entry(spec.name).or_default() += 1;
    }

    /// Closes the innermost tag of this name; gives those inside of it that are still open.
    fn close(&mut self, name: &str) -> Option<Vec<(&'static Spec, Option<&'t Tag>)>> {
        self.counts.get(name).filter(|count| **count > 0)?;
        let at = self.tags.iter().rposition(|(spec, _)| spec.name == name)?;
        let inner: Vec<_> = self.tags.drain(at..).collect();
        for (spec, _) in &inner {
            self.counts.entry(spec.name).and_modify(|count| *count -= 1);
        }
        Some(inner.into_iter().skip(1).collect())
    }
}

impl Checker<'_> {
    pub(super) fn tags_are_known_and_closed(&mut self, runs: &[(&Run, Vec<Token>)]) {
        let mut open = Open::default();
        let mut unknown = BTreeSet::new();
        for token in runs.iter().flat_map(|(_, tokens)| tokens) {
            match &token.kind {
                Inline::Tag(tag) => match spec(&self.source.text(tag.name.clone())) {
                    Some(spec) if tag.closing => self.closes(&mut open, spec, tag),
                    Some(spec) => {
                        self.tag(spec, tag);
                        if spec.name != "at" {
                            self.styled(tag.range.clone(), format!("<{}>", spec.name));
                        }
                        if !tag.empty && spec.close != Close::Never {
                            open.push(spec, Some(tag));
                        }
                    }
                    None => self.unknown(tag, &mut unknown),
                },
                Inline::OpenTag(name) => {
                    if let Some(spec) = self.without_end(token.range.start, name) {
                        open.push(spec, None);
                    }
                }
                Inline::Break => self.line_break(token),
                _ => {}
            }
        }
        for (spec, tag) in open.tags {
            self.never_closed(spec, tag);
        }
    }

    fn closes(&mut self, open: &mut Open<'_>, spec: &Spec, tag: &Tag) {
        let name = spec.name;
        let Some(inner) = open.close(name) else {
            if spec.close == Close::Needed {
                let help = format!("write `<{name}…>` before, or remove it");
                self.report(&TAG_NOT_CLOSED, tag.range.clone(), format!("`</{name}>` closes nothing"), help);
            }
            return;
        };
        for (inner, opened) in inner {
            self.never_closed(inner, opened);
        }
        if name == "number_tag" {
            // Its content is between the two tags.
            if let Some(start) = self.opening_end(tag) {
                self.number_badge(start..tag.range.start);
            }
        }
    }

    /// The end of the `>` before a closing tag, if only text is between them.
    fn opening_end(&self, closing: &Tag) -> Option<usize> {
        let before = self.source.slice(closing.range.start.saturating_sub(64)..closing.range.start);
        before.iter().rposition(|c| *c == '>').map(|at| closing.range.start - before.len() + at + 1)
    }

    fn number_badge(&mut self, range: Range<usize>) {
        let text = self.source.text(range.clone());
        let known = !self.source.has_hole(range.clone()) && !text.contains('{');
        if known && !text.trim().parse::<u8>().is_ok_and(|number| number <= 99) {
            let message = format!("expected a number from 0 to 99, found `{}`", self.source.shown(range.clone()));
            self.report(&NUMBER_BADGE, range, message, "show larger numbers as text, or in a `<text_tag>`");
        }
    }

    fn never_closed(&mut self, spec: &Spec, tag: Option<&Tag>) {
        if let Some(tag) = tag.filter(|_| spec.close == Close::Needed) {
            let name = spec.name;
            let help = format!("write `</{name}>` where it ends");
            self.report(&TAG_NOT_CLOSED, tag.range.clone(), format!("`<{name}>` is never closed"), help);
        }
    }

    fn unknown(&mut self, tag: &Tag, known_by_now: &mut BTreeSet<String>) {
        let name = self.source.text(tag.name.clone());
        if tag.closing && known_by_now.contains(&name) {
            return;
        }
        let lower = name.to_ascii_lowercase();
        let shown = self.source.shown(tag.range.clone());
        let instead = INSTEAD.iter().find(|(html, _)| *html == lower).map(|(_, help)| (*help).to_owned());
        let near = || nearest(&lower, TAGS.iter().map(|t| t.name)).map(|near| format!("did you mean `<{near}>`?"));
        let inner: String = shown.trim_start_matches('<').trim_end_matches('>').into();
        let help = instead.or_else(near).unwrap_or_else(|| format!("to show it, write `&#60;{inner}&#62;`"));
        self.report(&UNKNOWN_TAG, tag.range.clone(), format!("unknown tag `{shown}`: it is not shown"), help);
        known_by_now.insert(name);
    }

    fn without_end(&mut self, at: usize, name: &Range<usize>) -> Option<&'static Spec> {
        let text = self.source.text(name.clone());
        let spec = spec(&text)?;
        let help = "close its quotes and write the `>`; to show a `<`, write `&#60;`";
        self.report(&TAG_WITHOUT_END, at..name.end, format!("the tag `<{text}` has no `>`"), help);
        Some(spec)
    }

    /// `<br>` is a token of its own where it is known: elsewhere it is a tag, and found as such.
    fn line_break(&mut self, token: &Token) {
        if let Found::Tag(tag) = tag(self.source, token.range.start, token.range.end)
            && let Some(first) = tag.attributes.first()
        {
            self.unknown_attribute("br", &[], first);
        }
    }

    fn tag(&mut self, spec: &Spec, tag: &Tag) {
        if !spec.flavours.contains(&self.flavour) {
            let kind = match self.flavour {
                Flavour::LarkMd => "`lark_md`",
                _ => "JSON 1.0",
            };
            let help = match (spec.name, self.flavour) {
                ("br", _) => "write a new line, `\\n`".to_owned(),
                ("hr", Flavour::Markdown1) => "write `---` on a line of its own".to_owned(),
                (_, Flavour::LarkMd) => "use a `markdown` component".to_owned(),
                _ => "it requires JSON 2.0".to_owned(),
            };
            let message = format!("`<{}>` is not documented for {kind}", spec.name);
            self.report(&TAG_OF_OTHER_FLAVOUR, tag.range.clone(), message, help);
        }
        let lacks = self.lacks_what_it_needs(spec, tag);
        for attribute in &tag.attributes {
            let name = self.source.text(attribute.name.clone());
            match spec.attributes.iter().find(|(known, _)| *known == name) {
                Some((_, kind)) => self.attribute(&name, *kind, attribute),
                // One mistake, one finding: what is missing may be what is misspelt, and holes are refused already.
                None if lacks || self.source.has_hole(attribute.name.clone()) => {}
                None => self.unknown_attribute(spec.name, spec.attributes, attribute),
            }
        }
        match spec.name {
            "audio" => self.audio(tag),
            "person" => self.person(tag),
            _ => {}
        }
    }

    fn person(&mut self, tag: &Tag) {
        let given = tag.attributes.iter().any(|a| a.is(self.source, "id") || self.source.has_hole(a.name.clone()));
        if !given {
            let help = "write `<person id='OPEN_ID'></person>`; user_id and union_id work as well";
            self.report(&MENTION, tag.range.clone(), "without `id` this shows \"unknown user\"", help);
        }
    }

    fn unknown_attribute(&mut self, tag: &str, known: &[(&str, Kind)], attribute: &Attribute) {
        let name = self.source.text(attribute.name.clone());
        let names = known.iter().map(|(name, _)| *name);
        let help = match nearest(&name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("`<{tag}>` has no attributes"),
            None => format!("expected {}", list(names)),
        };
        let message = format!("unknown attribute `{name}` of `<{tag}>`");
        self.report(&UNKNOWN_ATTRIBUTE, attribute.name.clone(), message, help);
    }

    fn lacks_what_it_needs(&mut self, spec: &Spec, tag: &Tag) -> bool {
        let given = |name: &&str| tag.attributes.iter().any(|a| a.is(self.source, name));
        let open = tag.attributes.iter().any(|a| self.source.has_hole(a.name.clone()));
        if spec.required.is_empty() || open || spec.required.iter().any(given) {
            return false;
        }
        let names = tag.attributes.iter().map(|a| self.source.text(a.name.clone()));
        let misspelt = names.clone().find_map(|name| Some((nearest(&name, spec.required.iter().copied())?, name)));
        let help = match (spec.name, misspelt) {
            ("at", _) if names.clone().any(|name| name == "user_id") => {
                "in cards write `<at id=…>`; `user_id` is for text messages".to_owned()
            }
            (_, Some((near, name))) => format!("`{name}`: did you mean `{near}`?"),
            ("at", None) => "write `<at id=OPEN_ID></at>`, `<at email=…></at>` or `<at id=all></at>`".to_owned(),
            (name, None) => format!("write `<{name} {}='…'>`", spec.required.join("=…")),
        };
        let message = format!("`<{}>` needs {}", spec.name, or_list(spec.required.iter().copied()));
        self.report(&MISSING_ATTRIBUTE, tag.range.clone(), message, help);
        true
    }

    fn audio(&mut self, tag: &Tag) {
        let given = |name: &str| tag.attributes.iter().find(|a| a.is(self.source, name));
        let id = given("audio_id").and_then(|a| self.named(a.value.clone()?));
        if given("fallback_text").is_some() && given("fallback_url").is_none() {
            let help = "the text for older clients is a link: write `fallback_url='https://…'`";
            self.report(&MISSING_ATTRIBUTE, tag.range.clone(), "`fallback_text` needs `fallback_url`", help);
        }
        self.found.audio_ids.extend(id);
    }

    fn attribute(&mut self, name: &str, kind: Kind, attribute: &Attribute) {
        let range = attribute.value.clone().unwrap_or(attribute.name.end..attribute.name.end);
        let value = self.source.text(range.clone());
        // What a hole or a placeholder of a template (`${x}`, `{{ .x }}`, `{x}`) holds is not known.
        if self.source.has_hole(range.clone()) || value.contains('{') {
            return;
        }
        match kind {
            Kind::Any => {}
            Kind::Url | Kind::DeviceUrl if value.is_empty() => {}
            Kind::Url => self.address(range, false),
            Kind::DeviceUrl => self.address(range, true),
            Kind::Color => self.color(&value, range),
            Kind::Icon if !words::is_icon(&value) && !value.is_empty() => {
                let help = match nearest(&value, words::ICONS.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "tokens end in `_outlined`, `_filled` or `_colorful`".into(),
                };
                self.report(&ICON, range, format!("unknown icon `{value}`"), help);
            }
            Kind::Icon => {}
            Kind::TagColor => self.word(name, &value, range, words::TAG_COLORS),
            Kind::Flag => self.word(name, &value, range, &["true", "false"]),
            Kind::Words(words) => self.word(name, &value, range, words),
            Kind::Millisecond if value.bytes().all(|b| b.is_ascii_digit()) => {}
            Kind::Millisecond => {
                let message = format!("`{name}` must be milliseconds since 1970, found `{value}`");
                self.report(&ATTRIBUTE_VALUE, range, message, "leave it empty for the time of sending");
            }
            Kind::User if value.contains('@') => {
                let message = format!("expected an open_id or user_id, found the e-mail address `{value}`");
                self.report(&MENTION, range, message, "write `<at email=…></at>`");
            }
            Kind::Email if !value.contains('@') => {
                let message = format!("`{value}` is not an e-mail address");
                self.report(&MENTION, range, message, "an open_id or user_id goes in `id`");
            }
            Kind::User | Kind::Email => {}
        }
    }

    fn word(&mut self, name: &str, value: &str, range: Range<usize>, words: &'static [&'static str]) {
        if words.contains(&value) || (value.is_empty() && name != "color") {
            return;
        }
        let help = match nearest(value, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if words.contains(&"neutral") && matches!(value, "grey" | "gray") => "did you mean `neutral`?".into(),
            None => format!("expected {}", list(words.iter().copied())),
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

/// `a`, `b`, `c`.
fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// `a`, `b` or `c`.
fn or_list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let text = list(words);
    match text.rfind(", ") {
        Some(at) => format!("{} or {}", &text[..at], &text[at + 2..]),
        None => text,
    }
}
