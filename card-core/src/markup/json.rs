//! Expressions in JSON literals, in JSON members and in the cells of rows.

use crate::{Json, List, Str};
use serde::Serialize;

/// What an expression in JSON is: whatever is `Serialize`. A trait of ours, for rustc's words about what is not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not JSON",
    label = "expected a value that is `serde::Serialize`",
    note = "derive it: `#[derive(serde::Serialize)]`, or write a field of it; a future is awaited first: `{{….await}}`"
)]
pub trait JsonValue {
    /// It as JSON.
    fn to_json(&self) -> Result<Json, serde_json::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> JsonValue for T {
    fn to_json(&self) -> Result<Json, serde_json::Error> {
        Json::from_serialize(self)
    }
}

/// A value as JSON.
///
/// # Panics
/// When its `Serialize` fails, or it has keys that are not strings, as `serde_json::json!` does.
#[track_caller]
pub fn json<T: JsonValue + ?Sized>(value: &T) -> Json {
    match value.to_json() {
        Ok(json) => json,
        // an expression inside a card cannot return an error, and a button that silently sends another value than the one
        // written would be worse
        Err(error) => panic!("a value in `card!` is not JSON: {error}"),
    }
}

/// The value of a JSON member; `null` is omitted.
#[track_caller]
pub fn json_opt<T: JsonValue + ?Sized>(value: &T) -> Option<Json> {
    Some(json(value)).filter(|json| *json != Json::Null)
}

/// A cell of a row; `null` is omitted.
#[track_caller]
pub fn cell<T: JsonValue + ?Sized>(row: &mut Vec<(Str, Json)>, key: &'static str, value: &T) {
    row.extend(json_opt(value).map(|json| (Str::Borrowed(key), json)));
}

/// An array.
pub fn json_list<const N: usize>(items: [Json; N]) -> Json {
    Json::List(List::Owned(Vec::from(items)))
}

/// An object whose keys are literals.
pub fn json_map<const N: usize>(members: [(&'static str, Json); N]) -> Json {
    Json::Map(members.into_iter().map(|(key, value)| (Str::Borrowed(key), value)).collect())
}

/// A computed key.
pub fn key(key: impl Into<String>) -> Str {
    Str::Owned(key.into())
}
