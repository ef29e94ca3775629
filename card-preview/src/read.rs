//! Reads members of a card leniently: a member of an odd type counts as absent, as on the client.

use feishu_card_core::Json;

pub(crate) trait Read {
    /// A string.
    fn string(&self, name: &str) -> Option<&str>;
    /// A string that is not empty.
    fn word(&self, name: &str) -> Option<&str>;
    /// A flag; absent is `default`.
    fn flag(&self, name: &str, default: bool) -> bool;
    /// A whole number, given as a number or as its text.
    fn int(&self, name: &str) -> Option<i64>;
    /// An object.
    fn object(&self, name: &str) -> Option<&Json>;
    /// The items of a list; none where there is no list.
    fn items(&self, name: &str) -> &[Json];
}

impl Read for Json {
    fn string(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Json::as_str)
    }

    fn word(&self, name: &str) -> Option<&str> {
        self.string(name).filter(|text| !text.is_empty())
    }

    fn flag(&self, name: &str, default: bool) -> bool {
        self.get(name).and_then(Json::as_bool).unwrap_or(default)
    }

    fn int(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Json::Number(number) => {
                let value = number.as_f64();
                // beyond 2^53 a float says nothing about the integer
                (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64)
            }
            Json::Str(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    fn object(&self, name: &str) -> Option<&Json> {
        self.get(name).filter(|value| matches!(value, Json::Map(_)))
    }

    fn items(&self, name: &str) -> &[Json] {
        self.get(name).and_then(Json::as_list).unwrap_or_default()
    }
}
