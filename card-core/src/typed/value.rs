//! How each kind of member is read out of JSON and written back. The generated types are built of these.

use super::{Boxed, Map, Tally};
use crate::{
    Json, List, Number, Str,
    glance::each,
    json_tree,
    number::Repr,
    shelf::{Extent, Shelf},
    write::{Writer, string_bound},
};
use feishu_card_schema::{
    rules::{Expected, Glance, Subject},
    tree::{self, Node},
};
use std::borrow::Cow;

/// A kind of value that a member may have.
pub trait MemberValue: Sized + 'static {
    /// Reads it; gives the JSON back when it does not fit.
    fn read(json: Json) -> Result<Self, Json>;

    /// Reads it as an item of a list: objects take whatever they find, see [`Unknown::Instead`].
    fn read_item(json: Json) -> Result<Self, Json> {
        Self::read(json)
    }

    /// Its JSON.
    fn to_json(&self) -> Json;

    /// Measures what may nest so many levels deep, and looks no deeper.
    fn measure(&self, levels: usize, extent: &mut Extent);

    /// The tree that the rules read.
    fn node<'t>(&'t self, shelf: &mut Shelf<'t>) -> Node<'t>;

    /// Tells what is there; `None` for what is not surely right.
    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()>;

    /// Counts what is typed in it and what is kept as raw JSON.
    fn tally(&self, _at: &str, _tally: &mut Tally) {}

    /// An upper bound of the bytes that `write` appends.
    fn bound<const ESCAPED: bool>(&self) -> usize;

    /// Writes it in one pass.
    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>);
}

/// A value of its own, not a mere number or string: what [`Typed`](super::Typed) is for.
pub trait ValidatedValue: MemberValue {
    /// What the rules take it for.
    fn subject(&self) -> Subject;
}

/// A member of a record, whatever its kind.
pub(crate) trait Slot {
    /// Fills it; gives the JSON back when it does not fit.
    fn fill(&mut self, json: Json) -> Result<(), Json>;

    /// Empties it.
    fn take(&mut self) -> Option<Json>;

    /// Its JSON, if it is there.
    fn json(&self) -> Option<Json>;

    /// Measures it, if it is there.
    fn measure(&self, levels: usize, extent: &mut Extent);

    /// The tree of its value, if it is there.
    fn node<'t>(&'t self, shelf: &mut Shelf<'t>) -> Option<Node<'t>>;

    /// Tells what is there.
    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()>;

    /// Counts it, if it is there.
    fn count(&self, at: &str, name: &str, tally: &mut Tally);
}

impl<T: MemberValue> Slot for Option<T> {
    fn fill(&mut self, json: Json) -> Result<(), Json> {
        *self = Some(T::read(json)?);
        Ok(())
    }

    fn take(&mut self) -> Option<Json> {
        Option::take(self).map(|value| value.to_json())
    }

    fn json(&self) -> Option<Json> {
        self.as_ref().map(T::to_json)
    }

    fn measure(&self, levels: usize, extent: &mut Extent) {
        if let Some(value) = self {
            value.measure(levels, extent);
        }
    }

    fn node<'t>(&'t self, shelf: &mut Shelf<'t>) -> Option<Node<'t>> {
        self.as_ref().map(|value| value.node(shelf))
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        self.as_ref().and_then(|value| value.glance(look, at))
    }

    fn count(&self, at: &str, name: &str, tally: &mut Tally) {
        if let Some(value) = self {
            tally.typed += 1;
            value.tally(&format!("{at}/{name}"), tally);
        }
    }
}

impl MemberValue for bool {
    fn read(json: Json) -> Result<Self, Json> {
        match json {
            Json::Bool(b) => Ok(b),
            other => Err(other),
        }
    }

    fn measure(&self, _: usize, extent: &mut Extent) {
        extent.bytes += 5;
    }

    fn node<'t>(&'t self, _: &mut Shelf<'t>) -> Node<'t> {
        Node::new(tree::Known::Bool(*self))
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        look.boolean(at, *self)
    }

    fn to_json(&self) -> Json {
        Json::Bool(*self)
    }

    fn bound<const ESCAPED: bool>(&self) -> usize {
        5
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        w.plain(if *self { "true" } else { "false" });
    }
}

impl MemberValue for i64 {
    fn read(json: Json) -> Result<Self, Json> {
        match json {
            Json::Number(Number(Repr::Int(n))) => Ok(n),
            other => Err(other),
        }
    }

    fn measure(&self, _: usize, extent: &mut Extent) {
        extent.bytes += 20;
    }

    fn node<'t>(&'t self, _: &mut Shelf<'t>) -> Node<'t> {
        Node::new(tree::Known::Number(tree::Digits::int(*self)))
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        look.number(at, *self as f64, 20)
    }

    fn to_json(&self) -> Json {
        Json::int(*self)
    }

    fn bound<const ESCAPED: bool>(&self) -> usize {
        20
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        Number::int(*self).write(w);
    }
}

impl MemberValue for Number {
    fn read(json: Json) -> Result<Self, Json> {
        match json {
            Json::Number(n) => Ok(n),
            other => Err(other),
        }
    }

    fn measure(&self, _: usize, extent: &mut Extent) {
        extent.bytes += self.max_len();
    }

    fn node<'t>(&'t self, _: &mut Shelf<'t>) -> Node<'t> {
        Node::new(json_tree::number(self))
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        look.number(at, self.as_f64(), self.max_len())
    }

    fn to_json(&self) -> Json {
        Json::Number(self.clone())
    }

    fn bound<const ESCAPED: bool>(&self) -> usize {
        self.max_len()
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        Number::write(self, w);
    }
}

impl MemberValue for Str {
    fn read(json: Json) -> Result<Self, Json> {
        match json {
            Json::Str(text) => Ok(text),
            other => Err(other),
        }
    }

    fn measure(&self, _: usize, extent: &mut Extent) {
        extent.text(self);
    }

    fn node<'t>(&'t self, _: &mut Shelf<'t>) -> Node<'t> {
        Node::new(tree::Known::Str(Cow::Borrowed(self)))
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        look.text(at, self)
    }

    fn to_json(&self) -> Json {
        Json::Str(self.clone())
    }

    fn bound<const ESCAPED: bool>(&self) -> usize {
        string_bound::<ESCAPED>(self)
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        w.string(self);
    }
}

impl MemberValue for Json {
    fn read(json: Json) -> Result<Self, Json> {
        // `null` is kept in the bag: a member that is there but empty is odd everywhere
        if json == Json::Null { Err(json) } else { Ok(json) }
    }

    fn read_item(json: Json) -> Result<Self, Json> {
        Ok(json)
    }

    fn measure(&self, levels: usize, extent: &mut Extent) {
        Json::measure(self, levels, extent);
    }

    fn node<'t>(&'t self, shelf: &mut Shelf<'t>) -> Node<'t> {
        json_tree::node(self, shelf)
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        Json::glance(self, look, at)
    }

    fn to_json(&self) -> Json {
        self.clone()
    }

    fn bound<const ESCAPED: bool>(&self) -> usize {
        Json::bound::<ESCAPED>(self)
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        Json::write(self, w);
    }
}

impl<T: MemberValue + Clone> MemberValue for List<T> {
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

    fn measure(&self, levels: usize, extent: &mut Extent) {
        let Some(levels) = extent.level(levels) else { return };
        extent.items(self.len());
        self.iter().for_each(|item| item.measure(levels, extent));
    }

    fn node<'t>(&'t self, shelf: &mut Shelf<'t>) -> Node<'t> {
        let mut room = shelf.items(self.len());
        self.iter().for_each(|item| room.push(item.node(shelf)));
        Node::new(tree::Known::List(room.full()))
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        each(self, look, at, T::glance)
    }

    fn to_json(&self) -> Json {
        Json::List(self.iter().map(T::to_json).collect())
    }

    fn tally(&self, at: &str, tally: &mut Tally) {
        for (i, item) in self.iter().enumerate() {
            item.tally(&format!("{at}/{i}"), tally);
        }
    }

    fn bound<const ESCAPED: bool>(&self) -> usize {
        2 + self.iter().map(|item| 1 + item.bound::<ESCAPED>()).sum::<usize>()
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        w.nested(|w| {
            w.plain("[");
            for (i, item) in self.iter().enumerate() {
                if i > 0 {
                    w.plain(",");
                }
                item.write(w);
            }
            w.plain("]");
        });
    }
}

impl<T: MemberValue + Clone> MemberValue for Map<T> {
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

    fn measure(&self, levels: usize, extent: &mut Extent) {
        let Some(levels) = extent.level(levels) else { return };
        for (key, value) in self {
            extent.member(key);
            value.measure(levels, extent);
        }
    }

    fn node<'t>(&'t self, shelf: &mut Shelf<'t>) -> Node<'t> {
        let mut room = shelf.members(self.0.len());
        self.iter().for_each(|(key, value)| room.push(json_tree::member(key, value.node(shelf))));
        Node::new(tree::Known::Object(tree::Fields { members: room.full(), open: false }))
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        let around = look.object(at, |_| None)?;
        for (name, value) in self {
            if let Some(at) = look.member(name)? {
                value.glance(look, at)?;
            }
        }
        look.leave(around)
    }

    fn to_json(&self) -> Json {
        Json::Map(self.iter().map(|(key, value)| (key.clone(), value.to_json())).collect())
    }

    fn tally(&self, at: &str, tally: &mut Tally) {
        for (key, value) in self {
            value.tally(&format!("{at}/{key}"), tally);
        }
    }

    fn bound<const ESCAPED: bool>(&self) -> usize {
        2 + self.iter().map(|(key, value)| 2 + string_bound::<ESCAPED>(key) + value.bound::<ESCAPED>()).sum::<usize>()
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        w.nested(|w| {
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
        });
    }
}

impl<T: MemberValue + Clone> MemberValue for Boxed<T> {
    fn read(json: Json) -> Result<Self, Json> {
        T::read(json).map(Boxed::new)
    }

    fn measure(&self, levels: usize, extent: &mut Extent) {
        (**self).measure(levels, extent);
    }

    fn node<'t>(&'t self, shelf: &mut Shelf<'t>) -> Node<'t> {
        (**self).node(shelf)
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        (**self).glance(look, at)
    }

    fn to_json(&self) -> Json {
        (**self).to_json()
    }

    fn tally(&self, at: &str, tally: &mut Tally) {
        (**self).tally(at, tally);
    }

    fn bound<const ESCAPED: bool>(&self) -> usize {
        (**self).bound::<ESCAPED>()
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        (**self).write(w);
    }
}
