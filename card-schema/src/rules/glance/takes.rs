//! What a member takes, as far as a look at it tells: its kind, resolved for a version.

use crate::{
    Version,
    markdown::Flavour,
    rules::{
        forms::unique,
        nesting::kinds,
        texts,
        values::{lengths, strings},
    },
    table::{self, Facts, Family, Item, Kind, Member, Object, objects},
};

/// What may be at a place.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    Bool,
    Number {
        whole: bool,
    },
    /// Any text.
    Text,
    /// Plain text, which shows what is typed.
    Plain,
    Markdown(Flavour),
    /// A name that is unique in the card.
    Name,
    ElementId,
    /// One of the words of the member.
    Word,
    /// The version of the card.
    Schema,
    Color,
    TextSize,
    Icon,
    Url,
    Key,
    Length(Kind),
    /// Lengths for the sides, so many.
    Sides(&'static [usize]),
    /// What a component calls back with.
    Data,
    Object(&'static Object),
    Family(&'static Family),
    /// A list.
    Items,
    /// A map from locales.
    Locales,
    /// What only the rules read.
    Unread,
}

/// What is special about the texts in a member.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Texts {
    Any,
    /// They must be short.
    Short,
    /// They are set in a header of a card.
    OfHeader,
    /// Their sizes are fewer.
    OfChecker,
}

impl Texts {
    pub(crate) fn of(object: &Object, member: &Member) -> Self {
        match member {
            _ if strings::holds_a_short_text(object, member) => Texts::Short,
            _ if kinds::is_of_a_header(object, member) => Texts::OfHeader,
            _ if object == &objects::Checker => Texts::OfChecker,
            _ => Texts::Any,
        }
    }
}

/// What a member takes; then what a list or a map in it holds, and a list in a map.
pub(crate) fn takes(object: &Object, member: &Member, facts: &Facts, version: Version) -> [Takes; 3] {
    use Takes::Unread;
    let text = || match texts::flavour(object, member, version) {
        Some(flavour) => Takes::Markdown(flavour),
        None if object == &objects::PlainText => Takes::Plain,
        None => Takes::Text,
    };
    let item = |item| match item {
        Item::Object(object) => Takes::Object(object),
        Item::Family(family) => Takes::Family(family),
    };
    let one = match member.kind {
        Kind::List(of) => return [Takes::Items, item(of), Unread],
        Kind::LocaleStrs => return [Takes::Locales, text(), Unread],
        Kind::LocaleKeys => return [Takes::Locales, Takes::Key, Unread],
        Kind::LocaleObjects(of) => return [Takes::Locales, item(of), Unread],
        Kind::LocaleLists(of) => return [Takes::Locales, Takes::Items, item(of)],
        Kind::Bool => Takes::Bool,
        Kind::Int => Takes::Number { whole: true },
        Kind::Number => Takes::Number { whole: false },
        Kind::Str if facts.values == table::ELEMENT_ID => Takes::ElementId,
        Kind::Str if !facts.values.is_empty() => Unread,
        Kind::Str if unique::is_a_name(object, member) => Takes::Name,
        Kind::Str => text(),
        Kind::UserId => Takes::Text,
        Kind::Choice(choice) if choice == &objects::Schema => Takes::Schema,
        Kind::Choice(_) => Takes::Word,
        Kind::Color => Takes::Color,
        Kind::TextSize => Takes::TextSize,
        Kind::IconToken => Takes::Icon,
        Kind::Url => Takes::Url,
        Kind::Key => Takes::Key,
        Kind::Sides => Takes::Sides(lengths::sides_of(object, member, version)),
        kind if kind.is_length() => Takes::Length(kind),
        Kind::Json | Kind::JsonOrStr if unique::comes_back(object, member) => Takes::Data,
        // what a card defines for itself changes what is right elsewhere
        Kind::Object(object) if object == &objects::Style => Unread,
        Kind::Object(object) => Takes::Object(object),
        Kind::Family(family) => Takes::Family(family),
        _ => Unread,
    };
    [one, Unread, Unread]
}
