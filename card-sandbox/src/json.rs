//! Short ways to build and read the JSON of requests and answers.

use feishu_card_core::Json;

/// An object with these members.
pub(crate) fn object<const N: usize>(members: [(&'static str, Json); N]) -> Json {
    Json::Map(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// An array of strings.
pub(crate) fn texts<'a>(items: impl IntoIterator<Item = &'a String>) -> Json {
    Json::List(items.into_iter().map(|text| Json::from(text.as_str())).collect())
}

/// The text of a member; `None` when it is missing or no string.
pub(crate) fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name)?.as_str()
}

/// The strings of a list member; nothing when it is missing.
pub(crate) fn list(json: &Json, name: &str) -> Vec<String> {
    let items = json.get(name).and_then(Json::as_list).unwrap_or_default();
    items.iter().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// Sets a member of an object, at the end when it is new; anything else stays as it is.
pub(crate) fn set(json: &mut Json, name: &'static str, value: Json) {
    if let Json::Map(members) = json {
        let members = members.to_mut();
        match members.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => members.push((name.into(), value)),
        }
    }
}
