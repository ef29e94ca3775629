//! A look at JSON as it is: a right card needs no tree.

use crate::{Json, List, Str, shelf::Extent};
use feishu_card_schema::rules::{Expected, Glance, fingerprint};

impl Json {
    /// Tells what is there; `None` for what is not surely right.
    pub(crate) fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        match self {
            Json::Null => None,
            Json::Bool(on) => look.boolean(at, *on),
            Json::Number(n) => look.number(at, n.as_f64(), n.max_len()),
            Json::Str(text) => look.text(at, text),
            Json::List(items) => each(items, look, at, Json::glance),
            Json::Map(_) if at.is_data() => {
                let mut extent = Extent::default();
                self.measure(look.deeper(), &mut extent);
                (!extent.too_deep).then(|| look.data(self.fingerprint(), extent.bytes))
            }
            Json::Map(members) => {
                let tag = |key: &str| members.iter().find(|(name, _)| name == key)?.1.as_str();
                let around = look.object(at, tag)?;
                for (name, value) in members {
                    if let Some(at) = look.member(name)? {
                        value.glance(look, at)?;
                    }
                }
                look.leave(around)
            }
        }
    }

    /// The same for values that are the same JSON, in whatever order their members are.
    fn fingerprint(&self) -> u64 {
        match self {
            Json::Null => fingerprint(1, &[]),
            Json::Bool(on) => fingerprint(2, &[u8::from(*on)]),
            Json::Number(n) => fingerprint(3, &n.as_f64().to_bits().to_le_bytes()),
            Json::Str(text) => fingerprint(4, text.as_bytes()),
            Json::List(items) => {
                items.iter().fold(5, |before, item| fingerprint(before, &item.fingerprint().to_le_bytes()))
            }
            Json::Map(members) => {
                let member = |(name, value): &(Str, Json)| fingerprint(value.fingerprint(), name.as_bytes());
                fingerprint(6, &members.iter().map(member).fold(0, u64::wrapping_add).to_le_bytes())
            }
        }
    }
}

/// Tells what is in a list.
pub(crate) fn each<T>(
    items: &List<T>,
    look: &mut Glance<'_>,
    at: Expected,
    item: impl Fn(&T, &mut Glance<'_>, Expected) -> Option<()>,
) -> Option<()> {
    let inside = look.list(at, items.len())?;
    for value in items {
        item(value, look, inside)?;
    }
    look.up();
    Some(())
}

#[cfg(test)]
mod tests;
