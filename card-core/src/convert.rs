//! `Json` to and from serde and everyday Rust values.

use crate::{Json, List, Number, Str, number::Repr, parse::DEPTH};
use serde_core::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap, SerializeSeq},
};
use std::{fmt, marker::PhantomData};

impl Json {
    /// Any serialisable value as JSON; the fields of a struct keep their order.
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::Json;
    /// let point = Json::parse(r#"{"y":1,"x":2.0}"#)?;
    /// assert_eq!(Json::from_serialize(&point)?, point);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the value's `Serialize` fails, or it has keys that are not strings.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Json, serde_json::Error> {
        match serde_json::to_value(value)? {
            // `serde_json::Value` sorts members, text does not
            serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
                serde_json::from_str(&serde_json::to_string(value)?)
            }
            plain => Ok(plain.into()),
        }
    }

    /// Reads a value of your own type out of this JSON.
    ///
    /// # Errors
    /// When the JSON does not fit the type.
    pub fn deserialize_into<T: serde_core::de::DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_value(self.clone().into())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => s.serialize_unit(),
            Json::Bool(b) => s.serialize_bool(*b),
            Json::Number(n) => n.serialize(s),
            Json::Str(text) => s.serialize_str(text),
            Json::List(items) => {
                let mut seq = s.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Json::Map(members) => {
                let mut map = s.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key.as_ref(), value)?;
                }
                map.end()
            }
        }
    }
}

/// What no integer or float of serde holds exactly is rounded to a float; `to_string()` keeps it exact.
impl Serialize for Number {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Repr::Int(n) => s.serialize_i64(*n),
            Repr::Float(n) => s.serialize_f64(*n),
            Repr::Text(text) => match text.parse::<u64>() {
                Ok(n) => s.serialize_u64(n),
                Err(_) => s.serialize_f64(self.as_f64()),
            },
        }
    }
}

/// Nests at most 128 levels, whatever it is read from.
impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        JsonVisitor { levels: DEPTH }.deserialize(d)
    }
}

/// Reads a value in which lists and maps nest no deeper than this.
#[derive(Clone, Copy)]
struct JsonVisitor {
    levels: usize,
}

impl JsonVisitor {
    /// Reads what is inside of a list or map.
    fn inside<E: Error>(self) -> Result<Self, E> {
        let levels = self.levels.checked_sub(1);
        levels.map(|levels| JsonVisitor { levels }).ok_or_else(|| E::custom("nested deeper than 128 levels"))
    }
}

impl<'de> DeserializeSeed<'de> for JsonVisitor {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Json, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Json, D::Error> {
        self.deserialize(d)
    }

    fn visit_bool<E>(self, b: bool) -> Result<Json, E> {
        Ok(Json::Bool(b))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Json, E> {
        Ok(Json::int(n))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Json, E> {
        Ok(n.into())
    }

    fn visit_f64<E>(self, n: f64) -> Result<Json, E> {
        Ok(Json::float(n))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Str(text.to_owned().into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Str(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let inside = self.inside()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inside)? {
            items.push(item);
        }
        Ok(Json::List(items.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let inside = self.inside()?;
        let mut members = Vec::new();
        while let Some((key, value)) = map.next_entry_seed(PhantomData::<String>, inside)? {
            members.push((key.into(), value));
        }
        Ok(Json::Map(members.into()))
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Json::Null,
            serde_json::Value::Bool(b) => Json::Bool(b),
            serde_json::Value::Number(n) => Json::Number(Number::from_text(&n.to_string())),
            serde_json::Value::String(text) => Json::Str(text.into()),
            serde_json::Value::Array(items) => Json::List(items.into_iter().map(Json::from).collect()),
            serde_json::Value::Object(members) => {
                Json::Map(members.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
            }
        }
    }
}

/// A number that no type of serde_json holds becomes the nearest float, or `null` when it is too large.
impl From<Json> for serde_json::Value {
    fn from(value: Json) -> Self {
        match value {
            Json::Null => serde_json::Value::Null,
            Json::Bool(b) => b.into(),
            Json::Number(Number(Repr::Int(n))) => n.into(),
            Json::Number(Number(Repr::Float(n))) => n.into(),
            Json::Number(Number(Repr::Text(text))) => match text.parse::<u64>() {
                Ok(n) => n.into(),
                Err(_) => text.parse::<f64>().unwrap_or(f64::NAN).into(),
            },
            Json::Str(text) => text.into_owned().into(),
            Json::List(items) => serde_json::Value::Array(items.into_iter().map(Into::into).collect()),
            Json::Map(members) => serde_json::Value::Object(
                members.into_iter().map(|(key, value)| (key.into_owned(), value.into())).collect(),
            ),
        }
    }
}

macro_rules! from {
    ($($from:ty: $name:ident => $to:expr;)*) => {$(
        impl From<$from> for Json {
            fn from($name: $from) -> Self {
                $to
            }
        }
    )*};
}

from! {
    bool: b => Json::Bool(b);
    i32: n => Json::int(n.into());
    i64: n => Json::int(n);
    u32: n => Json::int(n.into());
    u64: n => Json::Number(n.into());
    Number: n => Json::Number(n);
    f64: n => Json::float(n);
    &str: text => Json::Str(Str::Owned(text.to_owned()));
    String: text => Json::Str(text.into());
    Str: text => Json::Str(text);
    Vec<Json>: items => Json::List(items.into());
    List<Json>: items => Json::List(items);
    Vec<(Str, Json)>: members => Json::Map(members.into());
}
