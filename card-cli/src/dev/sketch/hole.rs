//! What is drawn where only the running program knows the value.

use super::{Call, Control, Functions, Hole, Sketch, within::Within, words};
use feishu_card_core::Json;
use feishu_card_schema::{
    markdown::HoleContext,
    table::{Item, Kind, Object},
};

/// How the value of a hole is chosen, by what the member takes; `None` for what cannot be typed.
pub(super) fn control(kind: &Kind) -> Option<Control> {
    Some(match kind {
        Kind::Bool => Control::Bool,
        Kind::Int | Kind::Number => Control::Number,
        Kind::Choice(choice) => Control::Words(words(choice)),
        Kind::Json | Kind::JsonOrStr | Kind::Rows | Kind::Strs | Kind::UserIds => Control::Json,
        Kind::Object(_)
        | Kind::List(_)
        | Kind::LocaleStrs
        | Kind::LocaleKeys
        | Kind::LocaleObjects(_)
        | Kind::LocaleLists(_)
        | Kind::Named(_) => return None,
        Kind::Family(family) if !is_text(family.variants) => return None,
        _ => Control::Text,
    })
}

/// Whether these objects are texts.
pub(super) fn is_text(variants: &[&'static Object]) -> bool {
    variants.iter().any(|object| object.tag == "plain_text")
}

/// What a member holds whose value is not known; `None` where its absence draws better.
pub(super) fn unknown(kind: &Kind, label: &str) -> Option<Json> {
    let word = word(label);
    match kind {
        Kind::Family(family) if is_text(family.variants) => Some(text_object(chip(label))),
        Kind::Str | Kind::Key => Some(word.into()),
        Kind::Url => Some(format!("https://example.com/{word}").into()),
        Kind::UserId => Some(format!("ou_{word}").into()),
        Kind::Json | Kind::JsonOrStr => Some(format!("{{{label}}}").into()),
        _ => None,
    }
}

/// A hole of a text, as the page draws it.
pub(super) fn in_text(label: &str, place: HoleContext, markdown: bool) -> String {
    let word = word(label);
    match place {
        _ if !markdown => chip(label),
        HoleContext::Url => format!("https://example.com/{word}"),
        HoleContext::UrlHost => "example.com".to_owned(),
        HoleContext::Mention => format!("ou_{word}"),
        HoleContext::Attribute | HoleContext::BareAttribute | HoleContext::UrlPart | HoleContext::ImageKey => word,
        _ => chip(label),
    }
}

/// Components, options, columns … that an expression holds: one of them, with the expression as its text.
pub(super) fn item(item: &Item, label: &str) -> Json {
    let object = match item {
        Item::Object(object) => object,
        Item::Family(family) => match family.variant("markdown").or_else(|| family.variant("plain_text")) {
            Some(object) => object,
            None => return component(label),
        },
    };
    let mut members = Vec::new();
    if !object.key.is_empty() {
        members.push((object.key.into(), object.tag.into()));
    }
    if let Some(text) = object.member(object.text) {
        let text_value = match text.kind {
            Kind::Family(_) => text_object(chip(label)),
            _ => chip(label).into(),
        };
        members.push((text.name.into(), text_value));
    } else if !object.children.is_empty() {
        members.push((object.children.into(), Json::from(vec![component(label)])));
    }
    for name in ["id", "img_key", "name", "value"] {
        if let Some(value) = object.member(name).and_then(|member| unknown(&member.kind, label)) {
            members.push((name.into(), value));
        }
    }
    Json::from(members)
}

/// A component with the expression as its text.
pub(super) fn component(label: &str) -> Json {
    Json::from(vec![("tag".into(), "div".into()), ("text".into(), text_object(chip(label)))])
}

/// A plain text.
pub(super) fn text_object(content: String) -> Json {
    Json::from(vec![("tag".into(), "plain_text".into()), ("content".into(), content.into())])
}

/// The label between marks that the preview draws as a chip.
pub(super) fn chip(label: &str) -> String {
    feishu_card_preview::hole(label)
}

/// A label as a word, for places that take no chip.
fn word(label: &str) -> String {
    let mut word = String::new();
    for c in label.chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else if !word.is_empty() && !word.ends_with('_') {
            word.push('_');
        }
    }
    let word = word.trim_end_matches('_');
    if word.is_empty() { "value".to_owned() } else { word.chars().take(40).collect() }
}

impl Hole {
    /// The key of its knob. A parameter that is a name of the caller is the caller's: one field fills both.
    pub(super) fn key(&self, control: &Control, within: &[Within<'_>]) -> String {
        let (mut label, mut within) = (self.label.as_str(), within);
        while let Some((inner, outer)) = within.split_last()
            && let Some(argument) = inner.argument(label)
        {
            (label, within) = (argument, outer);
        }
        let mut key = String::new();
        for function in within {
            key.push_str(function.name);
            key.push('/');
        }
        key + control.word() + ":" + label
    }

    /// The one function that it calls of those that draw a part.
    pub(super) fn part_of<'f>(&self, functions: &Functions<'f>) -> Option<(&'f str, &'f Sketch)> {
        let known = |call: &Call| functions.get_key_value(call.function.as_str());
        self.calls.iter().find_map(known).map(|(name, sketch)| (*name, *sketch))
    }
}
