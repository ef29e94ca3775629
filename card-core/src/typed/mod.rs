//! Typed values: a struct per object, an enum per family and per vocabulary, all made of the component table.

mod boxed;
mod generate;
mod map;
mod read_error;
mod texts;
mod unknown;
mod value;
mod word;

pub use boxed::Boxed;
pub use map::Map;
pub use read_error::ReadError;
pub use unknown::Unknown;
pub use word::UnknownWord;

pub(crate) use generate::{json_traits, record};
pub(crate) use value::{Slot, Value, read_record, record_json, record_node, tally_record};

use crate::{
    Diagnostics, Json, Options,
    write::{Writer, string_bound},
};
use feishu_card_schema::table::Object;
use std::fmt;

/// A typed value of a card: every component, part and family.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::{Button, Typed};
/// let text = r#"{"tag":"button","type":"primary","new_member":1}"#;
/// let button = Button::parse(text)?;
/// assert_eq!(button.r#type, Some(feishu_card::ButtonType::Primary));
/// assert_eq!(button.to_json_string(), text);
/// # Ok::<(), feishu_card::ReadError>(())
/// ```
pub trait Typed: Sized {
    /// Reads it. Nothing is lost: what the table does not know is kept in `unknown`.
    ///
    /// # Errors
    /// Gives the JSON back when it is no such object.
    fn from_json(json: Json) -> Result<Self, Json>;

    /// Its JSON: the tag, members in the order of the table, then the unknown ones.
    fn to_json(&self) -> Json;

    /// Every finding of the rule book, in document order. A part of a card is held to the version that only it
    /// can belong to, else to what both versions refuse.
    fn validate_with(&self, options: &Options) -> Diagnostics;

    /// As [`validate_with`](Typed::validate_with), with the platform's limits and nothing lowered.
    #[must_use]
    fn validate(&self) -> Diagnostics {
        self.validate_with(&Options::default())
    }

    /// What reading put into typed members, and what it kept as raw JSON.
    fn tally(&self) -> Tally;

    /// Appends its JSON, compact, in one pass.
    fn write_json(&self, out: &mut String);

    /// An upper bound of the bytes that [`write_escaped`](Typed::write_escaped) appends, so that a body is
    /// written into one allocation.
    fn escaped_bound(&self) -> usize;

    /// Appends its JSON as one JSON string, quotes included, in one pass: what stands in the member
    /// `content` of a message. Reserve [`escaped_bound`](Typed::escaped_bound) bytes first for one allocation.
    fn write_escaped(&self, out: &mut String);

    /// Its JSON, compact. Numbers stay as written.
    #[must_use]
    fn to_json_string(&self) -> String;

    /// Its JSON, indented, in a stable order: fit for snapshots.
    #[must_use]
    fn to_json_pretty(&self) -> String {
        self.to_json().to_pretty_string()
    }

    /// Reads JSON text.
    ///
    /// # Errors
    /// When the text is not JSON, or no such object.
    fn parse(text: &str) -> Result<Self, ReadError> {
        Self::from_json(Json::parse(text)?).map_err(ReadError::Other)
    }
}

/// How much of a value is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Members in typed fields, tags included.
    pub typed: usize,
    /// The places of members and items that are kept as raw JSON: `/elements/0/new_member`.
    pub untyped: Vec<String>,
}

/// An object of the table.
pub(crate) trait Record: Value + Default {
    /// Its row.
    const OBJECT: &'static Object;

    fn unknown(&self) -> &Unknown;
    fn set_unknown(&mut self, unknown: Unknown);

    /// All members, in the order of the row.
    fn slots(&mut self, f: &mut dyn FnMut(&mut [&mut dyn Slot]));

    /// All members, to look at.
    fn views<'a>(&'a self, f: &mut dyn FnMut(&[&'a dyn Slot]));

    /// What opens its JSON, the tag included.
    fn open<const ESCAPED: bool>() -> &'static str;

    /// An upper bound of the bytes of the members that are set.
    fn members_bound<const ESCAPED: bool>(&self) -> usize;

    /// Writes the members that are set.
    fn write_members<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>);
}

pub(crate) fn record_bound<T: Record, const ESCAPED: bool>(record: &T) -> usize {
    match record.unknown() {
        Unknown::Instead(json) => json.bound::<ESCAPED>(),
        Unknown::Members(members) => {
            let bag = members.iter().map(|(name, value)| 2 + string_bound::<ESCAPED>(name) + value.bound::<ESCAPED>());
            1 + T::open::<ESCAPED>().len() + record.members_bound::<ESCAPED>() + bag.sum::<usize>()
        }
    }
}

pub(crate) fn write_record<T: Record, const ESCAPED: bool>(record: &T, w: &mut Writer<'_, ESCAPED>) {
    let members = match record.unknown() {
        Unknown::Instead(json) => return json.write(w),
        Unknown::Members(members) => members,
    };
    w.plain(T::open::<ESCAPED>());
    record.write_members(w);
    for (name, value) in members {
        w.comma();
        w.string(name);
        w.plain(":");
        value.write(w);
    }
    w.plain("}");
}

/// Puts a value into a member. What was there is not dropped, since a `const fn` cannot.
pub(crate) const fn put<T>(slot: &mut T, value: T) {
    std::mem::forget(std::mem::replace(slot, value));
}

pub(crate) fn debug<T: Value>(name: &str, value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name} {}", value.to_json())
}

pub(crate) fn deserialize<'de, T: Value, D: serde::Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    let json = <Json as serde::Deserialize>::deserialize(d)?;
    T::read(json).map_err(|_| serde::de::Error::custom("not such an object of a card"))
}

/// The values themselves.
pub mod values {
    use super::generate::{choices, families, member_type, objects};
    use super::{Slot, Value};
    use crate::write::{PLAIN, Writer, key, open};
    use feishu_card_schema::rules::Subject;
    use feishu_card_schema::table::{Object, objects};

    feishu_card_schema::root_objects!(objects);
    feishu_card_schema::shared_objects!(objects);
    feishu_card_schema::containers_objects!(objects);
    feishu_card_schema::display_objects!(objects);
    feishu_card_schema::interactive_objects!(objects);
    feishu_card_schema::families!(families);
    feishu_card_schema::choices!(choices);
}
