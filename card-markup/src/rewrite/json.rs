//! JSON of the platform where markup is expected: the element that it is.

use super::{Shown, shown::literal};
use crate::syntax::{Json, JsonKey, JsonValue, in_full};
use feishu_card_schema::table::{Kind, names, objects};

/// The element that an object with a tag is.
pub(crate) fn json(json: &Json) -> Option<String> {
    let JsonValue::Map(members) = &json.value else { return None };
    let tag = members.iter().find_map(|(key, value)| match (key, &value.value) {
        (JsonKey::Str(key, _), JsonValue::Str(tag)) if key == "tag" => Some(tag.as_str()),
        _ => None,
    })?;
    let object = names::tagged(&objects::Component, tag)?;
    let mut shown = Shown::new(tag, "");
    for (key, value) in members {
        let JsonKey::Str(key, _) = key else { return None };
        if key == "tag" {
            continue;
        }
        let is_text = key == object.text && matches!(value.value, JsonValue::Str(_));
        if is_text {
            shown = shown.holding(literal(value));
            continue;
        }
        if let Some(text) = plain_text(value).filter(|_| key == object.text) {
            shown = shown.holding(text);
            continue;
        }
        let word = object.member(key).is_some_and(|member| matches!(member.kind, Kind::Choice(_)));
        let written = match &value.value {
            JsonValue::Str(text) if word => format!("{key}={text}"),
            JsonValue::Str(_) | JsonValue::Number(_) | JsonValue::Bool(_) => format!("{key}={}", literal(value)),
            JsonValue::Null => continue,
            JsonValue::Rust(tokens) => format!("{key}={{{}}}", in_full(tokens)),
            JsonValue::List(_) | JsonValue::Map(_) | JsonValue::Text(_) => format!("{key}={{{}}}", literal(value)),
        };
        shown = shown.with(key, written);
    }
    Some(shown.written())
}

/// The content of `{"tag": "plain_text", "content": "…"}`, quoted.
fn plain_text(json: &Json) -> Option<String> {
    let JsonValue::Map(members) = &json.value else { return None };
    let get = |wanted: &str| {
        members.iter().find_map(|(key, value)| match key {
            JsonKey::Str(key, _) if key == wanted => Some(value),
            _ => None,
        })
    };
    let is_plain = matches!(&get("tag")?.value, JsonValue::Str(tag) if *tag == objects::PlainText.tag);
    (is_plain && members.len() == 2).then(|| get("content").map(literal)).flatten()
}
