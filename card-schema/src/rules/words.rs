//! How findings speak: names of objects and kinds in the words of the reader.

use super::walk::Walk;
use crate::{table::Object, tree::Value};

/// The name of an object as its author writes it: `option`, `header`, `plain_text`.
pub(crate) fn plain_name(object: &Object) -> String {
    let name = match object.name.split_once(':') {
        Some(("option" | "icon", _)) => object.name.split(':').next(),
        Some((_, after)) => Some(after),
        None => object.name.trim_end_matches(".*").rsplit('.').next(),
    };
    name.unwrap_or(object.name).to_owned()
}

impl Walk<'_, '_> {
    /// `<button>` in markup, `button` in JSON, in backquotes.
    pub(crate) fn name(&self, object: &Object) -> String {
        self.tag(&plain_name(object))
    }

    /// The same for a bare tag.
    pub(crate) fn tag(&self, tag: &str) -> String {
        if self.markup() { format!("`<{tag}>`") } else { format!("`{tag}`") }
    }

    /// What a member is called.
    pub(crate) fn member(&self) -> &'static str {
        if self.markup() { "attribute" } else { "member" }
    }
}

/// A name with its article.
pub(crate) fn an(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} `{name}` object")
}

/// What kind of value this is; `None` if it is not known.
pub(crate) fn kind(value: &Value<'_>) -> Option<&'static str> {
    Some(match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::Str(_) | Value::Template(_) => "text",
        Value::List(_) => "a list",
        Value::Object(_) => "an object",
        Value::Hole | Value::Branches(_) | Value::Repeat(_) => return None,
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
