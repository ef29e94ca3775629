//! How findings speak: names of objects and kinds in the words of the reader.

use super::walk::Walk;
use crate::{
    Entry, Reader,
    table::{Family, Object, objects},
    tree::Known,
};

/// The name of an object in markup: `<template>` and `<entity>` are written with the members of their `data`.
fn markup_name(object: &Object) -> &'static str {
    match object {
        _ if [&objects::Template, &objects::TemplateData].contains(&object) => "template",
        _ if [&objects::CardEntity, &objects::CardEntityData].contains(&object) => "entity",
        _ => plain_name(object),
    }
}

/// What a finding says, for a reader that knows its place itself.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The entry of the catalogue.
    pub entry: &'static Entry,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
}

/// A tag as a reader writes it: `<button>` in markup, `button` in JSON, in backquotes.
pub(crate) fn tag(reader: Reader, tag: &str) -> String {
    match reader {
        Reader::Markup => format!("`<{tag}>`"),
        Reader::Json => format!("`{tag}`"),
    }
}

/// The name of an object as its author writes it: `option`, `header`, `plain_text`.
pub(crate) fn plain_name(object: &Object) -> &'static str {
    if object == &objects::TextSizes {
        return "text_size entry";
    }
    if object == &objects::ThemeColors {
        return "color entry";
    }
    match object.name.split_once(':') {
        Some((kind @ ("option" | "icon"), _)) => kind,
        Some((_, after)) => after,
        None => object.name.rsplit('.').next().unwrap_or(object.name),
    }
}

impl Walk<'_, '_> {
    /// `<button>` in markup, `button` in JSON, in backquotes.
    pub(crate) fn name(&self, object: &Object) -> String {
        self.tag(if self.markup() { markup_name(object) } else { plain_name(object) })
    }

    /// The same for a bare tag.
    pub(crate) fn tag(&self, name: &str) -> String {
        tag(self.settings.reader, name)
    }

    /// A member with its value, as the reader writes it.
    pub(crate) fn set(&self, member: &str, value: &str) -> String {
        let bare = matches!(value, "true" | "false") || value.parse::<f64>().is_ok();
        match (self.markup(), bare) {
            (true, _) => format!("`{member}={value}`"),
            (false, true) => format!("`\"{member}\": {value}`"),
            (false, false) => format!("`\"{member}\": \"{value}\"`"),
        }
    }

    /// What a member is called.
    pub(crate) fn member(&self) -> &'static str {
        if self.markup() { "attribute" } else { "member" }
    }
}

/// What an object of this row is called as a kind of value.
pub(crate) fn object(object: &'static Object) -> &'static str {
    if objects::Text.variants.contains(&object) { "a text object" } else { "an object" }
}

/// What a value of this family is called.
pub(crate) fn family(family: &Family) -> &'static str {
    match family {
        _ if family == &objects::Text => "a text object",
        _ if family == &objects::Icon => "an icon object",
        _ if family == &objects::Behavior => "a behaviour object",
        _ if family == &objects::Component => "a component",
        _ => "an object",
    }
}

/// The same without its article, for what is unknown.
pub(crate) fn what(family: &Family) -> &'static str {
    match family {
        _ if family == &objects::Text => "kind of text",
        _ if family == &objects::Icon => "kind of icon",
        _ if family == &objects::Behavior => "behaviour",
        _ => "kind",
    }
}

/// What kind of value this is; `None` if it is not known.
pub(crate) fn kind(value: &Known<'_>) -> Option<&'static str> {
    Some(match value {
        Known::Bool(_) => "true or false",
        Known::Number(_) => "a number",
        Known::Str(_) | Known::Template(_) => "text",
        Known::List(_) => "a list",
        Known::Object(_) => "an object",
        Known::Null => "null",
        Known::Hole | Known::Branches(_) | Known::Repeat(_) => return None,
    })
}

/// `a`, `b` or `c`
pub(crate) fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [word] => format!("`{word}`"),
        [most @ .., last] => format!("{} or `{last}`", quoted(most, ", ")),
    }
}

/// `a`, `b`, with this between them.
pub(crate) fn quoted(words: &[&str], between: &str) -> String {
    let mut out = String::new();
    for (nth, word) in words.iter().enumerate() {
        if nth > 0 {
            out.push_str(between);
        }
        for piece in ["`", word, "`"] {
            out.push_str(piece);
        }
    }
    out
}
