//! Typed values: a struct per object, an enum per family and per vocabulary, all made of the component table.

mod boxed;
mod generate;
mod map;
mod read_error;
mod record;
mod texts;
mod unknown;
mod value;
mod word;

pub use boxed::Boxed;
pub use map::Map;
pub use read_error::ReadError;
pub use unknown::Unknown;
pub use word::UnknownWord;

pub(crate) use generate::json_traits;
pub(crate) use record::Record;
pub(crate) use value::{MemberValue, Slot, ValidatedValue};

use crate::{
    CheckOptions, Diagnostics, Json, check,
    shelf::{Extent, Shelf},
    write::Writer,
};
use feishu_card_schema::{
    rules::{Expected, Glance},
    tree::Node,
};
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
///
/// All of them have it, and nothing else can.
pub trait Typed: Sized {
    /// Reads it. Nothing is lost: what the table does not know is kept in `unknown`.
    ///
    /// # Errors
    /// Returns the JSON when it is not such an object.
    fn from_json(json: Json) -> Result<Self, Json>;

    /// Its JSON: the tag, members in the order of the table, then the unknown ones.
    #[must_use]
    fn to_json(&self) -> Json;

    /// Every finding of the rule book, in document order. A part of a card is held to the version that only it
    /// can belong to, else to what both versions refuse.
    #[must_use]
    fn validate_with(&self, options: &CheckOptions) -> Diagnostics;

    /// As [`validate_with`](Typed::validate_with), with the platform's limits and nothing lowered.
    #[must_use]
    fn validate(&self) -> Diagnostics {
        self.validate_with(&CheckOptions::default())
    }

    /// What reading put into typed members, and what it kept as raw JSON.
    #[doc(hidden)]
    #[must_use]
    fn tally(&self) -> Tally;

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
    /// When the text is not JSON, or not such an object.
    fn parse(text: &str) -> Result<Self, ReadError> {
        Self::from_json(Json::parse(text)?).map_err(ReadError::Other)
    }
}

// not by a supertrait, whose methods would come into scope with this one
impl<T: ValidatedValue> Typed for T {
    fn from_json(json: Json) -> Result<Self, Json> {
        MemberValue::read(json)
    }

    fn to_json(&self) -> Json {
        MemberValue::to_json(self)
    }

    fn validate_with(&self, options: &CheckOptions) -> Diagnostics {
        check::check(self, self.subject(), options)
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        MemberValue::tally(self, "", &mut tally);
        tally
    }

    fn to_json_string(&self) -> String {
        let mut out = String::with_capacity(MemberValue::bound::<false>(self));
        MemberValue::write(self, &mut Writer::<false>::new(&mut out));
        out
    }
}

impl<T: ValidatedValue> check::Checked for T {
    fn measure(&self, levels: usize, extent: &mut Extent) {
        MemberValue::measure(self, levels, extent);
    }

    fn tree<'t>(&'t self, mut shelf: Shelf<'t>) -> Node<'t> {
        self.node(&mut shelf)
    }

    fn glance(&self, look: &mut Glance<'_>) -> Option<()> {
        MemberValue::glance(self, look, Expected::CARD)
    }

    fn bound(&self) -> usize {
        MemberValue::bound::<false>(self)
    }

    fn text(&self) -> String {
        self.to_json_string()
    }
}

/// How much of a value is typed.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Members in typed fields, tags included.
    pub typed: usize,
    /// The places of members and items that are kept as raw JSON: `/elements/0/new_member`.
    pub untyped: Vec<String>,
}

/// Puts a value into a member. What was there is not dropped, since a `const fn` cannot.
pub(crate) const fn put<T>(slot: &mut T, value: T) {
    std::mem::forget(std::mem::replace(slot, value));
}

pub(crate) fn debug<T: MemberValue>(name: &str, value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name} {}", value.to_json())
}

pub(crate) fn deserialize<'de, T: MemberValue, D: serde_core::Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    let json = <Json as serde_core::Deserialize>::deserialize(d)?;
    T::read(json).map_err(|_| serde_core::de::Error::custom("not such an object of a card"))
}

/// The values themselves.
pub mod values {
    use super::generate::{choices, families, member_type, objects};
    use super::record::{Visit, set};
    use super::{Slot, word};
    use crate::shelf::{Extent, Shelf};
    use crate::write::{Writer, key, open};
    use feishu_card_schema::rules::{Expected, Glance, Subject};
    use feishu_card_schema::table::{Object, objects};

    feishu_card_schema::every_object!(objects);
    feishu_card_schema::families!(families);
    feishu_card_schema::choices!(choices);
}
