//! Objects of the table: what all have in common, once for all of them.

use super::{MemberValue, Slot, Tally, Unknown, ValidatedValue, put};
use crate::{
    Json, Str, json_tree,
    shelf::{Extent, Shelf},
    write::{Writer, string_bound},
};
use feishu_card_schema::{
    rules::{Expected, Glance, Subject},
    table::Object,
    tree::{self, Node},
};
use std::borrow::Cow;

/// An object of the table.
pub(crate) trait Record: Default + 'static {
    /// Its row.
    const OBJECT: &'static Object;

    fn unknown(&self) -> &Unknown;

    /// All members, in the order of the row, and the bag.
    fn slots(&mut self, f: &mut dyn FnMut(&mut [&mut dyn Slot], &mut Unknown));

    /// Shows the members, in the order of the row.
    fn visit<'a, V: Visit<'a>>(&'a self, visitor: &mut V);

    /// The members that are there, each with its number in the row.
    fn each_written<'a>(&'a self, tell: &mut dyn FnMut(usize, &'a dyn Slot)) {
        self.visit(&mut Written { nth: 0, tell });
    }

    /// What opens its JSON, the tag included.
    fn open<const ESCAPED: bool>() -> &'static str;
}

/// What is done with the members of an object, one after the other: what is generated for each object is the calls, once.
/// They are inlined, so that a member that is not there costs a comparison.
pub(crate) trait Visit<'a> {
    /// The next member, and its name as the macro `key!` makes it.
    fn member<T: MemberValue>(&mut self, member: &'a Option<T>, key: Key);
}

/// A member's name with what surrounds it in JSON, `,"name":`, and the same inside of a string.
pub(crate) type Key = (&'static str, &'static str);

/// Tells of the members that are there, each with its number.
struct Written<'f, 'a> {
    nth: usize,
    tell: &'f mut dyn FnMut(usize, &'a dyn Slot),
}

impl<'a> Visit<'a> for Written<'_, 'a> {
    #[inline(always)]
    fn member<T: MemberValue>(&mut self, member: &'a Option<T>, _: Key) {
        if member.is_some() {
            (self.tell)(self.nth, member);
        }
        self.nth += 1;
    }
}

/// An upper bound of the bytes of the members.
struct Bound<const ESCAPED: bool>(usize);

impl<const ESCAPED: bool> Visit<'_> for Bound<ESCAPED> {
    #[inline(always)]
    fn member<T: MemberValue>(&mut self, member: &Option<T>, (_, key): Key) {
        if let Some(value) = member {
            self.0 += key.len() + value.bound::<ESCAPED>();
        }
    }
}

/// Writes the members that are there.
struct Write<'w, 'o, const ESCAPED: bool> {
    w: &'w mut Writer<'o, ESCAPED>,
    /// Whether no tag comes before them.
    first: bool,
}

impl<const ESCAPED: bool> Visit<'_> for Write<'_, '_, ESCAPED> {
    #[inline(always)]
    fn member<T: MemberValue>(&mut self, member: &Option<T>, (plain, escaped): Key) {
        if let Some(value) = member {
            self.w.key(if ESCAPED { escaped } else { plain }, self.first);
            value.write(self.w);
        }
    }
}

/// Puts a value into a member. What was there is not dropped, since a `const fn` cannot.
pub(crate) const fn set<T>(member: &mut Option<T>, value: T) {
    put(member, Some(value));
}

impl<T: Record> ValidatedValue for T {
    fn subject(&self) -> Subject {
        Subject::Object(T::OBJECT)
    }
}

impl<T: Record> MemberValue for T {
    /// Every member into its slot, what does not fit into the bag. Returns the JSON when it is not an object, or does not
    /// have the tag of this record.
    fn read(json: Json) -> Result<Self, Json> {
        let object = T::OBJECT;
        let Json::Map(members) = json else { return Err(json) };
        if !object.key.is_empty() {
            let mut tags = members.iter().filter(|(name, _)| name == object.key);
            let tag = tags.next().and_then(|(_, tag)| tag.as_str());
            if tag != Some(object.tag) || tags.next().is_some() {
                return Err(Json::Map(members));
            }
        }
        let mut record = T::default();
        let mut bag: Vec<(Str, Json)> = Vec::new();
        let mut in_bag = vec![false; object.members.len()];
        let mut members = members.into_vec();
        record.slots(&mut |slots, unknown| {
            for (name, value) in members.drain(..) {
                if name == object.key {
                    continue;
                }
                let Some(i) = object.members.iter().position(|member| member.name == name) else {
                    bag.push((name, value));
                    continue;
                };
                let (Some(slot), Some(in_bag)) = (slots.get_mut(i), in_bag.get_mut(i)) else { continue };
                // of a member that is there twice, all stay in the bag: the last one counts there as well
                let first = slot.take().map(|before| bag.push((name.clone(), before)));
                let left = if first.is_some() || *in_bag { Some(value) } else { slot.fill(value).err() };
                if let Some(value) = left {
                    *in_bag = true;
                    bag.push((name, value));
                }
            }
            *unknown = std::mem::take(&mut bag).into();
        });
        Ok(record)
    }

    fn read_item(json: Json) -> Result<Self, Json> {
        Ok(Self::read(json).unwrap_or_else(|json| {
            let mut record = T::default();
            let mut instead = Unknown::Instead(json);
            record.slots(&mut |_, unknown| std::mem::swap(unknown, &mut instead));
            record
        }))
    }

    /// The tag, members in the order of the table, the bag.
    fn to_json(&self) -> Json {
        let members = match self.unknown() {
            Unknown::Instead(json) => return json.clone(),
            Unknown::Members(members) => members,
        };
        let object = T::OBJECT;
        let mut out: Vec<(Str, Json)> = Vec::new();
        if !object.key.is_empty() {
            out.push((object.key.into(), Json::str(object.tag)));
        }
        self.each_written(&mut |nth, slot| {
            if let (Some(member), Some(json)) = (object.members.get(nth), slot.json()) {
                out.push((member.name.into(), json));
            }
        });
        out.extend(members.iter().cloned());
        Json::Map(out.into())
    }

    /// The tag, members in the order of the table, the bag.
    fn node<'t>(&'t self, shelf: &mut Shelf<'t>) -> Node<'t> {
        let bag = match self.unknown() {
            Unknown::Instead(json) => return json_tree::node(json, shelf),
            Unknown::Members(members) => members,
        };
        let object = T::OBJECT;
        let mut count = usize::from(!object.key.is_empty()) + bag.len();
        self.each_written(&mut |_, _| count += 1);
        let mut room = shelf.members(count);
        if !object.key.is_empty() {
            room.push(json_tree::member(object.key, Node::new(tree::Known::Str(Cow::Borrowed(object.tag)))));
        }
        self.each_written(&mut |nth, slot| {
            if let (Some(member), Some(node)) = (object.members.get(nth), slot.node(shelf)) {
                room.push(json_tree::member(member.name, node));
            }
        });
        bag.iter().for_each(|(name, value)| room.push(json_tree::member(name, json_tree::node(value, shelf))));
        Node::new(tree::Known::Object(tree::Fields { members: room.full(), open: false }))
    }

    fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
        // what is in the bag is odd mostly
        if !self.unknown().is_empty() {
            return None;
        }
        let around = look.record(at, T::OBJECT)?;
        let mut right = Some(());
        self.each_written(&mut |nth, slot| {
            if right.is_some() {
                right = look.nth(nth).and_then(|at| slot.glance(look, at));
            }
        });
        right?;
        look.leave(around)
    }

    /// The members in typed fields, and those in the bag.
    fn tally(&self, at: &str, tally: &mut Tally) {
        tally.typed += usize::from(!T::OBJECT.key.is_empty());
        match self.unknown() {
            Unknown::Instead(_) => tally.untyped.push(at.to_owned()),
            Unknown::Members(members) => tally.untyped.extend(members.iter().map(|(name, _)| format!("{at}/{name}"))),
        }
        self.each_written(&mut |nth, slot| {
            if let Some(member) = T::OBJECT.members.get(nth) {
                slot.count(at, member.name, tally);
            }
        });
    }

    fn measure(&self, levels: usize, extent: &mut Extent) {
        let bag = match self.unknown() {
            Unknown::Instead(json) => return json.measure(levels, extent),
            Unknown::Members(members) => members,
        };
        let Some(levels) = extent.level(levels) else { return };
        let object = T::OBJECT;
        if !object.key.is_empty() {
            extent.member(object.key);
            extent.text(object.tag);
        }
        self.each_written(&mut |nth, slot| {
            if let Some(member) = object.members.get(nth) {
                extent.member(member.name);
                slot.measure(levels, extent);
            }
        });
        for (name, value) in bag {
            extent.member(name);
            value.measure(levels, extent);
        }
    }

    fn bound<const ESCAPED: bool>(&self) -> usize {
        match self.unknown() {
            Unknown::Instead(json) => json.bound::<ESCAPED>(),
            Unknown::Members(members) => {
                let bag =
                    members.iter().map(|(name, value)| 2 + string_bound::<ESCAPED>(name) + value.bound::<ESCAPED>());
                let mut bound = Bound::<ESCAPED>(1 + T::open::<ESCAPED>().len() + bag.sum::<usize>());
                self.visit(&mut bound);
                bound.0
            }
        }
    }

    fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        let members = match self.unknown() {
            Unknown::Instead(json) => return json.write(w),
            Unknown::Members(members) => members,
        };
        let open = T::open::<ESCAPED>();
        w.nested(|w| {
            w.plain(open);
            self.visit(&mut Write { w, first: open.len() == 1 });
            for (name, value) in members {
                w.comma();
                w.string(name);
                w.plain(":");
                value.write(w);
            }
            w.plain("}");
        });
    }
}
