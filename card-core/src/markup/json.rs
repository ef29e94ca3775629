//! Expressions in JSON literals, in JSON members and in the cells of rows.

use crate::{Json, List, Str};
use serde_core::Serialize;

/// What an expression in JSON is: whatever is `Serialize`. A trait of ours, for rustc's words about what is not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not JSON",
    label = "expected a value that is `serde::Serialize`",
    note = "derive it: `#[derive(serde::Serialize)]`, or write a field of it; a future is awaited first: `{{….await}}`"
)]
pub trait JsonValue {
    /// A value as JSON.
    ///
    /// # Panics
    /// When its `Serialize` fails, or it has keys that are not strings, as `serde_json::json!` does.
    #[track_caller]
    fn json(&self) -> Json;

    /// The value of a JSON member; `null` is omitted.
    ///
    /// # Panics
    /// As [`json`](Self::json).
    #[track_caller]
    fn json_opt(&self) -> Option<Json> {
        Some(self.json()).filter(|json| *json != Json::Null)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> JsonValue for T {
    #[track_caller]
    fn json(&self) -> Json {
        match Json::from_serialize(self) {
            Ok(json) => json,
            // an expression inside a card cannot return an error, and a button that silently sends another value than the
            // one written would be worse
            Err(error) => panic!("a value in `card!` is not JSON: {error}"),
        }
    }
}

/// A cell of a row; what is `null` is omitted.
pub fn cell(row: &mut Vec<(Str, Json)>, key: &'static str, value: Option<Json>) {
    row.extend(value.map(|json| (Str::Borrowed(key), json)));
}

/// An array.
pub fn json_list<const N: usize>(items: [Json; N]) -> Json {
    Json::List(List::Owned(Vec::from(items)))
}

/// An object whose keys are literals.
pub fn json_map<const N: usize>(members: [(&'static str, Json); N]) -> Json {
    Json::Map(members.into_iter().map(|(key, value)| (Str::Borrowed(key), value)).collect())
}

/// An object with one member, whose key is a literal.
pub fn json_pair(key: &'static str, value: Json) -> Json {
    json_map([(key, value)])
}

/// A computed key.
pub fn key(key: impl Into<String>) -> Str {
    Str::Owned(key.into())
}
