//! Reads your own types out of callback JSON, with the place in the error. In forms everything is text, so there a
//! number, a truth value or a list may also be written as text, and empty text is `None`.

use super::ValueError;
use feishu_card_core::{Json, Str};
use serde_core::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
        VariantAccess, Visitor,
    },
    forward_to_deserialize_any,
};
use std::slice::Iter;

type Result<T> = std::result::Result<T, ValueError>;

/// `json` as a `T`; with `form`, a text may be a value of another type.
pub(super) fn read<T: DeserializeOwned>(json: &Json, form: bool) -> Result<T> {
    T::deserialize(ValueReader { json, form })
}

#[derive(Clone, Copy)]
struct ValueReader<'a> {
    json: &'a Json,
    form: bool,
}

impl<'a> ValueReader<'a> {
    /// The text, where a text may be a value of another type.
    fn form_text(self) -> Option<&'a str> {
        self.json.as_str().filter(|_| self.form)
    }

    fn unexpected(self) -> Unexpected<'a> {
        match self.json {
            Json::Null => Unexpected::Unit,
            Json::Bool(b) => Unexpected::Bool(*b),
            Json::Number(n) => n.as_i64().map_or_else(|| Unexpected::Float(n.as_f64()), Unexpected::Signed),
            Json::Str(text) => Unexpected::Str(text),
            Json::List(_) => Unexpected::Seq,
            Json::Map(_) => Unexpected::Map,
        }
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match self.form_text() {
                None => self.deserialize_any(visitor),
                Some("") => Err(ValueError::new("left empty; use `Option` if it may be")),
                Some(text) => match text.trim().parse::<$type>() {
                    Ok(n) => visitor.$visit(n),
                    Err(_) => Err(ValueError::invalid_value(Unexpected::Str(text), &visitor)),
                },
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for ValueReader<'_> {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.json {
            Json::Null => visitor.visit_unit(),
            Json::Bool(b) => visitor.visit_bool(*b),
            Json::Number(n) => match (n.as_i64(), n.to_string().parse::<u64>()) {
                (Some(n), _) => visitor.visit_i64(n),
                (None, Ok(n)) => visitor.visit_u64(n),
                (None, Err(_)) => visitor.visit_f64(n.as_f64()),
            },
            Json::Str(text) => visitor.visit_str(text),
            Json::List(items) => visitor.visit_seq(ItemReader { items: items.iter(), at: 0, form: self.form }),
            Json::Map(members) => {
                visitor.visit_map(MemberReader { members: members.iter(), value: None, form: self.form })
            }
        }
    }

    numbers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_f32 visit_f32 f32;
        deserialize_f64 visit_f64 f64;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.form_text() {
            Some("true") => visitor.visit_bool(true),
            Some("false") => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match (self.json, self.form_text()) {
            (Json::Null, _) | (_, Some("")) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let one = std::slice::from_ref(self.json);
        match (self.json, self.form_text()) {
            (Json::Null, _) if self.form => visitor.visit_seq(ItemReader { items: [].iter(), at: 0, form: true }),
            (_, Some("")) => visitor.visit_seq(ItemReader { items: [].iter(), at: 0, form: true }),
            (_, Some(_)) => visitor.visit_seq(ItemReader { items: one.iter(), at: 0, form: true }),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.json {
            Json::Str(text) => visitor.visit_enum(text.as_ref().into_deserializer()),
            Json::Map(members) => match &members[..] {
                [(variant, value)] => {
                    visitor.visit_enum(Variant { variant, value: ValueReader { json: value, ..self } })
                }
                _ => Err(ValueError::invalid_value(Unexpected::Map, &"an object with one member, the variant")),
            },
            _ => Err(ValueError::invalid_type(self.unexpected(), &"the name of a variant")),
        }
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}

struct ItemReader<'a> {
    items: Iter<'a, Json>,
    at: usize,
    form: bool,
}

impl<'de> SeqAccess<'de> for ItemReader<'_> {
    type Error = ValueError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(json) = self.items.next() else { return Ok(None) };
        let at = self.at;
        self.at += 1;
        seed.deserialize(ValueReader { json, form: self.form }).map(Some).map_err(|wrong| wrong.at(&format!("[{at}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct MemberReader<'a> {
    members: Iter<'a, (Str, Json)>,
    value: Option<&'a (Str, Json)>,
    form: bool,
}

impl<'de> MapAccess<'de> for MemberReader<'_> {
    type Error = ValueError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        self.value = self.members.next();
        let Some((key, _)) = self.value else { return Ok(None) };
        seed.deserialize(key.as_ref().into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let Some((key, json)) = self.value.take() else { return Err(ValueError::new("a value without a key")) };
        seed.deserialize(ValueReader { json, form: self.form }).map_err(|wrong| wrong.at(key))
    }
}

/// An enum variant with content: `{"Publish": {"id": 7}}`.
struct Variant<'a> {
    variant: &'a str,
    value: ValueReader<'a>,
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = ValueError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self)> {
        seed.deserialize(self.variant.into_deserializer()).map(|variant| (variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = ValueError;

    fn unit_variant(self) -> Result<()> {
        match self.value.json {
            Json::Null => Ok(()),
            _ => Err(ValueError::invalid_type(self.value.unexpected(), &"nothing after the variant").at(self.variant)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(self.value).map_err(|wrong| wrong.at(self.variant))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value> {
        self.value.deserialize_any(visitor).map_err(|wrong| wrong.at(self.variant))
    }

    fn struct_variant<V: Visitor<'de>>(self, _fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.value.deserialize_any(visitor).map_err(|wrong| wrong.at(self.variant))
    }
}
