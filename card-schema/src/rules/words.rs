//! How findings speak: names of objects and kinds in the words of the reader.

use super::walk::Walk;
use crate::{
    table::{Family, Object},
    tree::Known,
};

/// The name of an object as its author writes it: `option`, `header`, `plain_text`.
pub(crate) fn plain_name(object: &Object) -> &'static str {
    match object.name {
        "config.style.text_size.*" => "text_size entry",
        "config.style.color.*" => "color entry",
        name => match name.split_once(':') {
            Some((kind @ ("option" | "icon"), _)) => kind,
            Some((_, after)) => after,
            None => name.rsplit('.').next().unwrap_or(name),
        },
    }
}

impl Walk<'_, '_> {
    /// `<button>` in markup, `button` in JSON, in backquotes.
    pub(crate) fn name(&self, object: &Object) -> String {
        self.tag(plain_name(object))
    }

    /// The same for a bare tag.
    pub(crate) fn tag(&self, tag: &str) -> String {
        if self.markup() { format!("`<{tag}>`") } else { format!("`{tag}`") }
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
pub(crate) fn object(object: &Object) -> &'static str {
    if object.name.starts_with("text:") { "a text object" } else { "an object" }
}

/// What a value of this family is called.
pub(crate) fn family(family: &Family) -> &'static str {
    match family.type_name {
        "Text" => "a text object",
        "Icon" => "an icon object",
        "Behavior" => "a behaviour object",
        "Component" => "a component",
        _ => "an object",
    }
}

/// The same without its article, for what is unknown.
pub(crate) fn what(family: &Family) -> &'static str {
    match family.type_name {
        "Text" => "kind of text",
        "Icon" => "kind of icon",
        "Behavior" => "behaviour",
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
        [most @ .., last] => {
            let most: Vec<_> = most.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", most.join(", "))
        }
    }
}
