//! The macros that make typed values out of the rows of the component table.

/// The Rust type of a member, out of the words of its row.
macro_rules! member_type {
    (bool) => { bool };
    (int) => { i64 };
    (number) => { $crate::Number };
    (json) => { $crate::Json };
    (json_or_str) => { $crate::Json };
    (rows) => { $crate::List<$crate::Json> };
    (strs) => { $crate::List<$crate::Str> };
    (user_ids) => { $crate::List<$crate::Str> };
    (locale_strs) => { $crate::Map<$crate::Str> };
    (locale_keys) => { $crate::Map<$crate::Str> };
    (choice $of:ident) => { $of };
    (object $of:ident) => { $crate::Boxed<$of> };
    (family $of:ident) => { $of };
    (list $of:ident) => { $crate::List<$of> };
    (locale_objects $of:ident) => { $crate::Map<$of> };
    (locale_lists $of:ident) => { $crate::Map<$crate::List<$of>> };
    (named $of:ident) => { $crate::Map<$of> };
    ($text:ident) => { $crate::Str };
}

/// A struct per object, with `NEW`, setters, reading and writing.
macro_rules! objects {
    ($(
        $(#[doc = $doc:literal])*
        object $Type:ident ($($fact:ident = $value:expr),* $(,)?) {$(
            $(#[doc = $member_doc:literal])*
            $member:ident : $kind:ident $(($of:ident))?
            $(, $version:ident $({ $($member_fact:ident : $member_value:expr),* $(,)? })?)+ ;
        )*}
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $Type {
            $(
                $(#[doc = $member_doc])*
                pub $member: Option<member_type!($kind $($of)?)>,
            )*
            /// Undocumented members and those with an odd type, as they were read or set by `json:`.
            pub unknown: $crate::Unknown,
        }

        impl $Type {
            /// Nothing is set.
            pub const NEW: $Type = $Type { $($member: None,)* unknown: $crate::Unknown::NONE };

            $(
                $(#[doc = $member_doc])*
                #[must_use]
                pub const fn $member(mut self, value: member_type!($kind $($of)?)) -> Self {
                    set(&mut self.$member, value);
                    self
                }
            )*

            /// Sets the bag of undocumented members.
            #[must_use]
            pub const fn unknown(mut self, unknown: $crate::Unknown) -> Self {
                $crate::typed::put(&mut self.unknown, unknown);
                self
            }

            /// An item that is written as this JSON, unchecked.
            #[must_use]
            pub const fn raw(json: $crate::Json) -> Self {
                $Type::NEW.unknown($crate::Unknown::Instead(json))
            }
        }

        impl $crate::typed::Record for $Type {
            const OBJECT: &'static Object = &objects::$Type;

            fn unknown(&self) -> &$crate::Unknown {
                &self.unknown
            }

            fn slots(&mut self, f: &mut dyn FnMut(&mut [&mut dyn Slot], &mut $crate::Unknown)) {
                f(&mut [$(&mut self.$member),*], &mut self.unknown);
            }

            #[inline]
            fn visit<'a, V: Visit<'a>>(&'a self, visitor: &mut V) {
                $(V::member(visitor, &self.$member, key!($member));)*
            }

            fn open<const ESCAPED: bool>() -> &'static str {
                open!(ESCAPED, $($fact = $value),*)
            }
        }

        impl Default for $Type {
            fn default() -> Self {
                $Type::NEW
            }
        }

        $crate::typed::json_traits!($Type);
    )*};
}

/// Traits that go by the JSON of a value.
macro_rules! json_traits {
    ($Type:ident) => {
        /// Shows the JSON: what is not set is not shown.
        impl std::fmt::Debug for $Type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::typed::debug(stringify!($Type), self, f)
            }
        }

        impl serde_core::Serialize for $Type {
            fn serialize<S: serde_core::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                serde_core::Serialize::serialize(&$crate::typed::MemberValue::to_json(self), s)
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $Type {
            fn deserialize<D: serde_core::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                $crate::typed::deserialize(d)
            }
        }
    };
}

/// An enum per family.
macro_rules! families {
    ($(
        $(#[doc = $doc:literal])*
        family $Type:ident { $($Variant:ident),* $(,)? }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $Type {
            $(
                #[doc = concat!("[`", stringify!($Variant), "`]")]
                $Variant($crate::Boxed<$Variant>),
            )*
            /// Anything else, as JSON.
            Raw($crate::Json),
        }

        impl $crate::typed::MemberValue for $Type {
            fn read(json: $crate::Json) -> Result<Self, $crate::Json> {
                $(let json = match $Variant::read(json) {
                    Ok(value) => return Ok($Type::$Variant($crate::Boxed::new(value))),
                    Err(json) => json,
                };)*
                // an object of an unknown kind is kept here, all else is an odd member
                if json.as_map().is_some() { Ok($Type::Raw(json)) } else { Err(json) }
            }

            fn read_item(json: $crate::Json) -> Result<Self, $crate::Json> {
                Ok($crate::typed::MemberValue::read(json).unwrap_or_else($Type::Raw))
            }

            fn to_json(&self) -> $crate::Json {
                match self {
                    $($Type::$Variant(value) => value.to_json(),)*
                    $Type::Raw(json) => json.clone(),
                }
            }

            fn measure(&self, levels: usize, extent: &mut Extent) {
                match self {
                    $($Type::$Variant(value) => value.measure(levels, extent),)*
                    $Type::Raw(json) => $crate::Json::measure(json, levels, extent),
                }
            }

            fn node<'t>(&'t self, shelf: &mut Shelf<'t>) -> feishu_card_schema::tree::Node<'t> {
                match self {
                    $($Type::$Variant(value) => value.node(shelf),)*
                    $Type::Raw(json) => $crate::json_tree::node(json, shelf),
                }
            }

            fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
                match self {
                    $($Type::$Variant(value) => value.glance(look, at),)*
                    $Type::Raw(json) => $crate::Json::glance(json, look, at),
                }
            }

            fn tally(&self, at: &str, tally: &mut $crate::typed::Tally) {
                match self {
                    $($Type::$Variant(value) => value.tally(at, tally),)*
                    $Type::Raw(_) => tally.untyped.push(at.to_owned()),
                }
            }

            fn bound<const ESCAPED: bool>(&self) -> usize {
                match self {
                    $($Type::$Variant(value) => value.bound::<ESCAPED>(),)*
                    $Type::Raw(json) => $crate::Json::bound::<ESCAPED>(json),
                }
            }

            fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
                match self {
                    $($Type::$Variant(value) => value.write(w),)*
                    $Type::Raw(json) => json.write(w),
                }
            }
        }

        impl $Type {
            /// An item that is written as this JSON, unchecked.
            #[must_use]
            pub const fn raw(json: $crate::Json) -> Self {
                $Type::Raw(json)
            }
        }

        $(
            impl From<$Variant> for $Type {
                fn from(value: $Variant) -> Self {
                    $Type::$Variant($crate::Boxed::new(value))
                }
            }

            impl From<&'static $Variant> for $Type {
                fn from(value: &'static $Variant) -> Self {
                    $Type::$Variant($crate::Boxed::fixed(value))
                }
            }
        )*

        impl $crate::typed::ValidatedValue for $Type {
            fn subject(&self) -> Subject {
                match self {
                    $($Type::$Variant(_) => Subject::Object(&objects::$Variant),)*
                    // without a known tag there is no row: the rule book reports which tags are allowed
                    $Type::Raw(_) => Subject::List(&objects::$Type),
                }
            }
        }

        $crate::typed::json_traits!($Type);
    )*};
}

/// An enum per closed vocabulary.
macro_rules! choices {
    ($(
        $(#[doc = $doc:literal])*
        choice $Type:ident ($name:literal) {$(
            $(#[doc = $word_doc:literal])*
            $Word:ident = $word:literal $($version:ident)?
        ),* $(,)?}
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $Type {
            $($(#[doc = $word_doc])* $Word,)*
        }

        impl $Type {
            /// All words, in the order of the table.
            pub const ALL: &'static [$Type] = &[$($Type::$Word),*];

            /// The word as it is in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($Type::$Word => $word,)*
                }
            }
        }

        impl $crate::typed::MemberValue for $Type {
            fn read(json: $crate::Json) -> Result<Self, $crate::Json> {
                word::read(json)
            }

            fn measure(&self, _: usize, extent: &mut Extent) {
                extent.text(self.as_str());
            }

            fn node<'t>(&'t self, _: &mut Shelf<'t>) -> feishu_card_schema::tree::Node<'t> {
                word::node(self.as_str())
            }

            fn glance(&self, look: &mut Glance<'_>, at: Expected) -> Option<()> {
                look.text(at, self.as_str())
            }

            fn to_json(&self) -> $crate::Json {
                $crate::Json::str(self.as_str())
            }

            fn bound<const ESCAPED: bool>(&self) -> usize {
                self.as_str().len() + 4
            }

            fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
                w.word(self.as_str());
            }
        }

        impl std::fmt::Display for $Type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $Type {
            type Err = $crate::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                word::known(Self::ALL, &objects::$Type, word)
            }
        }
    )*};
}

pub(crate) use {choices, families, json_traits, member_type, objects};
