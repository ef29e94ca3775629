//! JSON values that can be `const`, keep the order of members and keep numbers as written.

use crate::{
    List, Number, Str,
    number::Repr,
    shelf::Extent,
    write::{Writer, string_bound},
};
use std::fmt;

/// A JSON value: for `value`, `chart_spec`, table rows, template variables and everything undocumented.
///
/// Unlike `serde_json::Value` it can be a `const`, keeps members in the order they were given, and keeps
/// numbers as they were written (`1`, `1.0`, 30 digits, `1e400`).
///
/// JSON that is read, by [`Json::parse`] or by serde, nests at most 128 levels. A value made in code may nest deeper:
/// then `validate()` refuses it (C0406) and the client does not send it, both without looking further. Copying,
/// comparing, writing and dropping it take as much stack as it is deep, as with `serde_json::Value`.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::{Json, List};
/// const VALUE: Json = Json::Map(List::fixed(const { &[(std::borrow::Cow::Borrowed("id"), Json::int(7))] }));
/// assert_eq!(VALUE.to_string(), r#"{"id":7}"#);
/// assert_eq!(VALUE.get("id"), Some(&Json::int(7)));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Str(Str),
    /// An array.
    List(List<Json>),
    /// An object: members in order.
    Map(List<(Str, Json)>),
}

impl Json {
    /// An integer.
    #[must_use]
    pub const fn int(n: i64) -> Self {
        Json::Number(Number::int(n))
    }

    /// A number with a fraction; what is not finite is `null`, as in JavaScript.
    #[must_use]
    pub const fn float(n: f64) -> Self {
        if n.is_finite() { Json::Number(Number(Repr::Float(n))) } else { Json::Null }
    }

    /// A `'static` string.
    #[must_use]
    pub const fn str(text: &'static str) -> Self {
        Json::Str(Str::Borrowed(text))
    }

    /// The member of an object; `None` for anything else. With two of one name, the last.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Map(members) => members.iter().rfind(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value at a JSON Pointer (RFC 6901): `/body/elements/0`.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Json> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |at, step| match at {
            Json::Map(_) => at.get(&step.replace("~1", "/").replace("~0", "~")),
            Json::List(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The value of an integer that fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Json::Number(n) => n.as_i64(),
            _ => None,
        }
    }

    /// `true` or `false`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The items of an array.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Json]> {
        match self {
            Json::List(items) => Some(items),
            _ => None,
        }
    }

    /// The members of an object, in order.
    #[must_use]
    pub fn as_map(&self) -> Option<&[(Str, Json)]> {
        match self {
            Json::Map(members) => Some(members),
            _ => None,
        }
    }

    /// The JSON text, indented by two spaces.
    #[must_use]
    pub fn to_pretty_string(&self) -> String {
        let mut out = String::new();
        self.write_pretty(&mut out, "\n");
        out
    }

    fn write_pretty(&self, out: &mut String, line: &str) {
        let inner = format!("{line}  ");
        match self {
            Json::List(items) if !items.is_empty() => {
                for (i, item) in items.iter().enumerate() {
                    out.push(if i == 0 { '[' } else { ',' });
                    out.push_str(&inner);
                    item.write_pretty(out, &inner);
                }
                out.push_str(line);
                out.push(']');
            }
            Json::Map(members) if !members.is_empty() => {
                for (i, (key, value)) in members.iter().enumerate() {
                    out.push(if i == 0 { '{' } else { ',' });
                    out.push_str(&inner);
                    Writer::<false>::new(out).string(key);
                    out.push_str(": ");
                    value.write_pretty(out, &inner);
                }
                out.push_str(line);
                out.push('}');
            }
            plain => plain.write(&mut Writer::<false>::new(out)),
        }
    }

    /// Measures what may nest so many levels deep.
    pub(crate) fn measure(&self, levels: usize, extent: &mut Extent) {
        match self {
            Json::Null | Json::Bool(_) => extent.bytes += 5,
            Json::Number(n) => extent.bytes += n.max_len(),
            Json::Str(text) => extent.text(text),
            Json::List(items) => {
                let Some(levels) = extent.level(levels) else { return };
                extent.items(items.len());
                items.iter().for_each(|item| item.measure(levels, extent));
            }
            Json::Map(members) => {
                let Some(levels) = extent.level(levels) else { return };
                for (name, value) in members {
                    extent.member(name);
                    value.measure(levels, extent);
                }
            }
        }
    }

    /// An upper bound of the bytes that `write` appends.
    pub(crate) fn bound<const ESCAPED: bool>(&self) -> usize {
        match self {
            Json::Null | Json::Bool(_) => 5,
            Json::Number(n) => n.max_len(),
            Json::Str(text) => string_bound::<ESCAPED>(text),
            Json::List(items) => 2 + items.iter().map(|item| 1 + item.bound::<ESCAPED>()).sum::<usize>(),
            Json::Map(members) => {
                2 + members
                    .iter()
                    .map(|(key, value)| 2 + string_bound::<ESCAPED>(key) + value.bound::<ESCAPED>())
                    .sum::<usize>()
            }
        }
    }

    pub(crate) fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        match self {
            Json::Null => w.plain("null"),
            Json::Bool(true) => w.plain("true"),
            Json::Bool(false) => w.plain("false"),
            Json::Number(n) => n.write(w),
            Json::Str(text) => w.string(text),
            Json::List(items) => w.nested(|w| {
                let mut before = "[";
                for item in items {
                    w.plain(before);
                    before = ",";
                    item.write(w);
                }
                w.plain(if items.is_empty() { "[]" } else { "]" });
            }),
            Json::Map(members) => w.nested(|w| {
                let mut before = "{";
                for (key, value) in members {
                    w.plain(before);
                    before = ",";
                    w.string(key);
                    w.plain(":");
                    value.write(w);
                }
                w.plain(if members.is_empty() { "{}" } else { "}" });
            }),
        }
    }
}

/// Compact JSON.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut Writer::<false>::new(&mut out));
        f.write_str(&out)
    }
}
