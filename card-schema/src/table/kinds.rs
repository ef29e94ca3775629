//! The types of the table: what an object, a member and a vocabulary say about themselves.

use super::objects;
use crate::{Version, Versions, rules::plan::Plan};
use std::{fmt, sync::OnceLock};

/// An object of card JSON: a component, or a part of one.
#[derive(Debug)]
pub struct Object {
    /// Its name in the reference: a component's tag, else a dotted or prefixed name (`table.column`).
    pub name: &'static str,
    /// The name of its typed value.
    pub type_name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// The versions that have it.
    pub versions: Versions,
    /// The member that tells its kind: `tag` or `type`; empty for an object without one.
    pub key: &'static str,
    /// The value of that member.
    pub tag: &'static str,
    /// Whether that member must be written.
    pub tag_required: bool,
    /// The member that a text child fills, if any.
    pub text: &'static str,
    /// The list that holds the component children, if any.
    pub children: &'static str,
    /// Items with a name of their own: (name of the child, list that holds it).
    pub items: &'static [(&'static str, &'static str)],
    /// For a component: the containers of JSON 1.0 that it is allowed in, by their names in [`crate::nesting`],
    /// separated by spaces. `?name`: official pages contradict each other; `~name`: no page says; all others forbid it.
    pub within_1: &'static str,
    /// The same for JSON 2.0.
    pub within_2: &'static str,
    /// The lowest client, where the reference names one.
    pub client: &'static str,
    /// The page of the platform's documentation.
    pub page: &'static str,
    /// Its members, without the one named by `key`.
    pub members: &'static [Member],
    pub(crate) plan: Option<&'static Resolved>,
}

/// What the rules make of a row, once they are asked about it.
pub(crate) struct Resolved(OnceLock<Plan>);

impl Resolved {
    pub(super) const fn new() -> Self {
        Resolved(OnceLock::new())
    }
}

impl fmt::Debug for Resolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolved")
    }
}

impl Object {
    pub(super) const NONE: Object = Object {
        name: "",
        type_name: "",
        doc: "",
        versions: Versions::Both,
        key: "",
        tag: "",
        tag_required: true,
        text: "",
        children: "",
        items: &[],
        within_1: "",
        within_2: "",
        client: "",
        page: "",
        members: &[],
        plan: None,
    };

    /// What the rules ask of it.
    pub(crate) fn plan(&'static self) -> &'static Plan {
        static NOTHING: Resolved = Resolved::new();
        // every row has one of its own
        self.plan.unwrap_or(&NOTHING).0.get_or_init(|| Plan::of(self))
    }

    /// The member of this name.
    #[must_use]
    #[expect(clippy::manual_find, reason = "an unoptimised build, as that of a macro is, pays for each adapter")]
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        for member in self.members {
            if member.name == name {
                return Some(member);
            }
        }
        None
    }

    /// The member of this name in a version, and what holds for it there. What the reference lists for 2.0 only to
    /// call it wrong does not count as one.
    #[must_use]
    pub fn known(&self, name: &str, version: Version) -> Option<(&'static Member, &'static Facts)> {
        let row = self.member(name)?;
        let facts = row.facts(version)?;
        (version == Version::V1 || facts.status != Status::Deviation).then_some((row, facts))
    }

    /// Whether it is a component, not a part of one.
    #[must_use]
    pub fn is_component(&self) -> bool {
        self.key == "tag" && objects::Component.variant(self.tag).is_some()
    }

    /// Whether users put something in, or click.
    #[must_use]
    pub fn is_interactive(&self) -> bool {
        self.key == "tag" && self.member("name").is_some() && ![&objects::Form, &objects::TableColumn].contains(&self)
    }

    /// As the item of a list.
    #[must_use]
    pub const fn item(&'static self) -> Item {
        Item::Object(self)
    }
}

/// Every object is one static, so its address tells it.
impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Its JSON name.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Per version that has it: what holds there.
    pub facts: &'static [(Versions, Facts)],
}

impl Member {
    /// What holds in a version; `None` when that version does not have the member.
    #[must_use]
    pub fn facts(&self, version: Version) -> Option<&'static Facts> {
        self.facts.iter().find(|(versions, _)| versions.has(version)).map(|(_, facts)| facts)
    }
}

/// What a version says of a member.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Whether it must be there.
    pub required: Required,
    /// The default as documented; empty where none is.
    pub default: &'static str,
    /// Words and ranges, separated by `|`; for a text the tags allowed. Empty for a choice: all its words.
    pub values: &'static str,
    /// The lowest client, where it is above the object's.
    pub client: &'static str,
    /// How well it is documented.
    pub status: Status,
    /// What it needs beside it to have an effect: `width=weighted`, `scale_type=crop_center|crop_top` (another member
    /// with one of these words; absent, it has its default), or `height!=px` (another member that is not a length).
    pub needs: &'static str,
    /// The member that is ignored beside it.
    pub beats: &'static str,
    /// What to write where it is often forgotten: in markup and in JSON; empty for nothing.
    pub write: [&'static str; 2],
}

impl Facts {
    pub(super) const NONE: Facts = Facts {
        required: Required::No,
        default: "",
        values: "",
        client: "",
        status: Status::Documented,
        needs: "",
        beats: "",
        write: [""; 2],
    };

    /// The single words and ranges.
    #[must_use]
    pub fn values(&self) -> Vec<&'static str> {
        match self.values {
            "" => Vec::new(),
            whole if whole.starts_with('/') => vec![whole],
            several => several.split('|').collect(),
        }
    }
}

/// Whether a member must be there, once its object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// It is optional.
    No,
    /// It must be there.
    Yes,
    /// The tables say it must, official samples leave it out.
    Lenient,
    /// It must be there inside a form.
    Form,
    /// One of a group: `url,platforms` (`url`, or all three platform links), `initial,placeholder`.
    OneOf(&'static str),
}

pub(super) const YES: Required = Required::Yes;
pub(super) const LENIENT: Required = Required::Lenient;
pub(super) const FORM: Required = Required::Form;
pub(super) const fn one_of(group: &'static str) -> Required {
    Required::OneOf(group)
}

/// How well a member is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In a field table.
    Documented,
    /// Only in official samples.
    ExampleOnly,
    /// Listed, but superseded.
    Historic,
    /// Official passages contradict each other.
    Disagree,
    /// Only in a sample that is wrong elsewhere.
    Deviation,
    /// Superseded by the member (and word) named here; `none` when it has no effect.
    Deprecated(&'static str),
}

/// What a member takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// Any text.
    Str,
    /// An address.
    Url,
    /// A key from the upload API.
    Key,
    /// The id of a user.
    UserId,
    /// A token of the icon library.
    IconToken,
    /// A colour name, or a name from `config.style.color`.
    Color,
    /// One length.
    Px,
    /// Two lengths.
    Px2,
    /// Lengths for the sides.
    Sides,
    /// A spacing word or one length.
    Spacing,
    /// A text size, or a name from `config.style.text_size`.
    TextSize,
    /// A word or one length.
    WordOrPx,
    /// A word or two lengths.
    WordOrPx2,
    /// Free JSON, documented as an object.
    Json,
    /// Free JSON: an object or a string.
    JsonOrStr,
    /// Rows of a table: objects with free keys.
    Rows,
    /// An array of strings.
    Strs,
    /// An array of user ids.
    UserIds,
    /// A word of a closed vocabulary.
    Choice(&'static Choice),
    /// One object.
    Object(&'static Object),
    /// One object of a family.
    Family(&'static Family),
    /// An array.
    List(Item),
    /// A map from locale to string.
    LocaleStrs,
    /// A map from locale to key.
    LocaleKeys,
    /// A map from locale to object.
    LocaleObjects(Item),
    /// A map from locale to array.
    LocaleLists(Item),
    /// A map from a free name to object.
    Named(Item),
}

impl Kind {
    /// Whether it is one object of this family.
    #[must_use]
    pub fn is_family(self, family: &Family) -> bool {
        matches!(self, Kind::Family(of) if of == family)
    }

    /// Whether it is a list of items of this family.
    #[must_use]
    pub fn is_list_of(self, family: &Family) -> bool {
        matches!(self, Kind::List(item) if item.is_family(family))
    }

    /// Whether it is a map, from locales or from free names.
    #[must_use]
    pub const fn is_map(self) -> bool {
        matches!(
            self,
            Kind::LocaleStrs | Kind::LocaleKeys | Kind::LocaleObjects(_) | Kind::LocaleLists(_) | Kind::Named(_)
        )
    }

    /// Whether it is one string, whatever its form.
    #[must_use]
    pub const fn is_string(self) -> bool {
        matches!(
            self,
            Kind::Str | Kind::Url | Kind::Key | Kind::UserId | Kind::IconToken | Kind::Color | Kind::TextSize
        ) || self.is_length()
    }

    /// Whether it is one string that holds lengths, or words instead of them.
    #[must_use]
    pub const fn is_length(self) -> bool {
        matches!(self, Kind::Px | Kind::Px2 | Kind::Sides | Kind::Spacing | Kind::WordOrPx | Kind::WordOrPx2)
    }
}

/// What an array or map holds.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// Objects of one kind.
    Object(&'static Object),
    /// Objects of a family.
    Family(&'static Family),
}

impl Item {
    /// Whether it is any object of this family.
    #[must_use]
    pub fn is_family(self, family: &Family) -> bool {
        matches!(self, Item::Family(of) if of == family)
    }
}

/// Objects of several kinds that are allowed in the same place.
#[derive(Debug)]
pub struct Family {
    /// The name of its typed value.
    pub type_name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// The objects.
    pub variants: &'static [&'static Object],
}

impl Family {
    /// The object with this tag.
    #[must_use]
    #[expect(clippy::manual_find, reason = "an unoptimised build, as that of a macro is, pays for each adapter")]
    pub fn variant(&self, tag: &str) -> Option<&'static Object> {
        for object in self.variants {
            if object.tag == tag {
                return Some(object);
            }
        }
        None
    }

    /// The tags of the objects that have one.
    #[must_use]
    pub fn tags(&self) -> Vec<&'static str> {
        let mut tags = Vec::with_capacity(self.variants.len());
        self.variants.iter().for_each(|object| tags.push(object.tag));
        tags.retain(|tag| !tag.is_empty());
        tags
    }

    /// As the item of a list.
    #[must_use]
    pub const fn item(&'static self) -> Item {
        Item::Family(self)
    }
}

/// Every family is one static, so its address tells it.
impl PartialEq for Family {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A closed vocabulary.
#[derive(Debug)]
pub struct Choice {
    /// Its name in the reference.
    pub name: &'static str,
    /// The name of its typed value.
    pub type_name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its words.
    pub words: &'static [Word],
}

impl Choice {
    /// The words of a version.
    pub fn words(&self, version: Version) -> impl Iterator<Item = &'static Word> {
        self.words.iter().filter(move |word| word.versions.has(version))
    }

    /// The word with this spelling.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<&'static Word> {
        self.words.iter().find(|w| w.word == word)
    }
}

/// Every vocabulary is one static, so its address tells it.
impl PartialEq for Choice {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A word of a closed vocabulary.
#[derive(Debug)]
pub struct Word {
    /// As it is in JSON.
    pub word: &'static str,
    /// The name of its typed value.
    pub variant: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// The versions that have it.
    pub versions: Versions,
}

/// The sixteen words for text sizes.
pub(super) const TEXT_SIZES: &str = "heading-0|heading-1|heading-2|heading-3|heading-4|heading|normal|notation|\
    xxxx-large|xxx-large|xx-large|x-large|large|medium|small|x-small";
/// The form of an `element_id`.
pub(crate) const ELEMENT_ID: &str = "/^[A-Za-z][A-Za-z0-9_]{0,19}$/";
/// Spacings of 2.0.
pub(super) const SPACINGS: &str = "small|medium|large|extra_large|0..99px";
/// Where most components of 2.0 are allowed.
pub(super) const EVERYWHERE: &str = "body column form interactive_container collapsible_panel";
/// Widths of interactive components.
pub(super) const WIDTHS: &str = "default|fill|100..px";

/// A member's JSON name out of its Rust name, which may be raw.
pub(super) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// The kind of a member out of the words of its row.
macro_rules! kind {
    (bool) => {
        $crate::table::Kind::Bool
    };
    (int) => {
        $crate::table::Kind::Int
    };
    (number) => {
        $crate::table::Kind::Number
    };
    (str) => {
        $crate::table::Kind::Str
    };
    (url) => {
        $crate::table::Kind::Url
    };
    (key) => {
        $crate::table::Kind::Key
    };
    (user_id) => {
        $crate::table::Kind::UserId
    };
    (icon_token) => {
        $crate::table::Kind::IconToken
    };
    (color) => {
        $crate::table::Kind::Color
    };
    (px) => {
        $crate::table::Kind::Px
    };
    (px2) => {
        $crate::table::Kind::Px2
    };
    (sides) => {
        $crate::table::Kind::Sides
    };
    (spacing) => {
        $crate::table::Kind::Spacing
    };
    (text_size) => {
        $crate::table::Kind::TextSize
    };
    (word_or_px) => {
        $crate::table::Kind::WordOrPx
    };
    (word_or_px2) => {
        $crate::table::Kind::WordOrPx2
    };
    (json) => {
        $crate::table::Kind::Json
    };
    (json_or_str) => {
        $crate::table::Kind::JsonOrStr
    };
    (rows) => {
        $crate::table::Kind::Rows
    };
    (strs) => {
        $crate::table::Kind::Strs
    };
    (user_ids) => {
        $crate::table::Kind::UserIds
    };
    (locale_strs) => {
        $crate::table::Kind::LocaleStrs
    };
    (locale_keys) => {
        $crate::table::Kind::LocaleKeys
    };
    (choice $of:ident) => {
        $crate::table::Kind::Choice(&$of)
    };
    (object $of:ident) => {
        $crate::table::Kind::Object(&$of)
    };
    (family $of:ident) => {
        $crate::table::Kind::Family(&$of)
    };
    (list $of:ident) => {
        $crate::table::Kind::List($of.item())
    };
    (locale_objects $of:ident) => {
        $crate::table::Kind::LocaleObjects($of.item())
    };
    (locale_lists $of:ident) => {
        $crate::table::Kind::LocaleLists($of.item())
    };
    (named $of:ident) => {
        $crate::table::Kind::Named($of.item())
    };
}
pub(super) use kind;
