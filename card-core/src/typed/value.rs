//! How each kind of member is read out of JSON and written back. The generated types are built of these.

use super::{Boxed, Map, Record, Unknown};
use crate::{Json, List, Number, Str, write::Writer};

/// A kind of value that a member may have.
pub(crate) trait Value: Sized + 'static {
    /// Reads it; gives the JSON back when it does not fit.
    fn read(json: Json) -> Result<Self, Json>;

    /// Reads it as an item of a list: objects take whatever they find, see [`Unknown::Instead`].
    fn read_item(json: Json) -> Result<Self, Json> {
        Self::read(json)
    }

    /// Its JSON.
    fn to_json(&self) -> Json;

    /// Writes it in one pass.
    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>);
}

/// A member of a record, whatever its kind.
pub(crate) trait Slot {
    /// Fills it, once; gives the JSON back when it does not fit.
    fn fill(&mut self, json: Json) -> Result<(), Json>;

    /// Its JSON, if it is there.
    fn json(&self) -> Option<Json>;
}

impl<T: Value> Slot for Option<T> {
    fn fill(&mut self, json: Json) -> Result<(), Json> {
        if self.is_some() {
            return Err(json);
        }
        *self = Some(T::read(json)?);
        Ok(())
    }

    fn json(&self) -> Option<Json> {
        self.as_ref().map(T::to_json)
    }
}

impl Value for bool {
    fn read(json: Json) -> Result<Self, Json> {
        match json {
            Json::Bool(b) => Ok(b),
            other => Err(other),
        }
    }

    fn to_json(&self) -> Json {
        Json::Bool(*self)
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        w.plain(if *self { "true" } else { "false" });
    }
}

impl Value for i64 {
    fn read(json: Json) -> Result<Self, Json> {
        match json {
            Json::Number(Number::Int(n)) => Ok(n),
            other => Err(other),
        }
    }

    fn to_json(&self) -> Json {
        Json::int(*self)
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        Number::Int(*self).write(w);
    }
}

impl Value for Number {
    fn read(json: Json) -> Result<Self, Json> {
        match json {
            Json::Number(n) => Ok(n),
            other => Err(other),
        }
    }

    fn to_json(&self) -> Json {
        Json::Number(self.clone())
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        Number::write(self, w);
    }
}

impl Value for Str {
    fn read(json: Json) -> Result<Self, Json> {
        match json {
            Json::Str(text) => Ok(text),
            other => Err(other),
        }
    }

    fn to_json(&self) -> Json {
        Json::Str(self.clone())
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        w.string(self);
    }
}

impl Value for Json {
    fn read(json: Json) -> Result<Self, Json> {
        // `null` is kept in the bag: a member that is there but empty is odd everywhere
        if json == Json::Null { Err(json) } else { Ok(json) }
    }

    fn read_item(json: Json) -> Result<Self, Json> {
        Ok(json)
    }

    fn to_json(&self) -> Json {
        self.clone()
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        Json::write(self, w);
    }
}

impl<T: Value + Clone> Value for List<T> {
    fn read(json: Json) -> Result<Self, Json> {
        let Json::List(items) = json else { return Err(json) };
        // strings and the like: all items fit, or the list is odd and kept as it is
        let mut done = Vec::with_capacity(items.len());
        let mut items = items.into_iter();
        while let Some(item) = items.next() {
            match T::read_item(item) {
                Ok(item) => done.push(item),
                Err(odd) => {
                    let before = done.iter().map(T::to_json);
                    return Err(Json::List(before.chain([odd]).chain(items).collect()));
                }
            }
        }
        Ok(done.into())
    }

    fn to_json(&self) -> Json {
        Json::List(self.iter().map(T::to_json).collect())
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        w.plain("[");
        for (i, item) in self.iter().enumerate() {
            if i > 0 {
                w.plain(",");
            }
            item.write(w);
        }
        w.plain("]");
    }
}

impl<T: Value + Clone> Value for Map<T> {
    fn read(json: Json) -> Result<Self, Json> {
        let Json::Map(entries) = json else { return Err(json) };
        let mut done: Vec<(Str, T)> = Vec::with_capacity(entries.len());
        let mut entries = entries.into_iter();
        while let Some((key, value)) = entries.next() {
            match T::read(value) {
                Ok(value) => done.push((key, value)),
                Err(odd) => {
                    let before = done.iter().map(|(key, value)| (key.clone(), value.to_json()));
                    return Err(Json::Map(before.chain([(key, odd)]).chain(entries).collect()));
                }
            }
        }
        Ok(done.into())
    }

    fn to_json(&self) -> Json {
        Json::Map(self.iter().map(|(key, value)| (key.clone(), value.to_json())).collect())
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        w.plain("{");
        for (i, (key, value)) in self.iter().enumerate() {
            if i > 0 {
                w.plain(",");
            }
            w.string(key);
            w.plain(":");
            value.write(w);
        }
        w.plain("}");
    }
}

impl<T: Value + Clone> Value for Boxed<T> {
    fn read(json: Json) -> Result<Self, Json> {
        T::read(json).map(Boxed::new)
    }

    fn to_json(&self) -> Json {
        (**self).to_json()
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        (**self).write(w);
    }
}

/// Reads an object: every member into its slot, what does not fit into the bag. Gives the JSON back when
/// it is no object, or has not the tag of this record.
pub(crate) fn read_record<T: Record>(json: Json) -> Result<T, Json> {
    let object = T::OBJECT;
    if !object.key.is_empty() && json.get(object.key).and_then(Json::as_str) != Some(object.tag) {
        return Err(json);
    }
    let Json::Map(members) = json else { return Err(json) };
    let mut members = members.into_vec();
    let mut record = T::default();
    let mut bag = Vec::new();
    record.slots(&mut |slots| {
        let mut tag_seen = object.key.is_empty();
        for (name, value) in members.drain(..) {
            if !tag_seen && name == object.key && value.as_str() == Some(object.tag) {
                tag_seen = true;
                continue;
            }
            let slot = object.members.iter().position(|member| member.name == name).and_then(|i| slots.get_mut(i));
            let left = match slot {
                Some(slot) => slot.fill(value).err(),
                None => Some(value),
            };
            if let Some(value) = left {
                bag.push((name, value));
            }
        }
    });
    record.set_unknown(bag.into());
    Ok(record)
}

/// An object's JSON: tag, members in the order of the table, the bag.
pub(crate) fn record_json<T: Record>(record: &T) -> Json {
    let members = match record.unknown() {
        Unknown::Instead(json) => return json.clone(),
        Unknown::Members(members) => members,
    };
    let object = T::OBJECT;
    let mut out: Vec<(Str, Json)> = Vec::new();
    if !object.key.is_empty() {
        out.push((object.key.into(), Json::str(object.tag)));
    }
    record.views(&mut |slots| {
        for (member, slot) in object.members.iter().zip(slots) {
            if let Some(json) = slot.json() {
                out.push((member.name.into(), json));
            }
        }
    });
    out.extend(members.iter().cloned());
    Json::Map(out.into())
}
