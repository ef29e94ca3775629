//! Enums of one's own whose values are words of a card: options, names, what comes back.

/// An enum whose values are words, as [`words!`](crate::words!) makes it.
pub trait Words: Copy + 'static {
    /// All values, in the order of the source.
    const ALL: &'static [Self];

    /// The word of a value.
    fn word(self) -> &'static str;

    /// The value of a word.
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// Asks in a constant that no two values of an enum have one word, by which only the first would come back.
///
/// # Panics
/// When two have.
pub const fn distinct(words: &[&str]) {
    let mut left = words;
    while let [word, rest @ ..] = left {
        let mut others = rest;
        while let [other, after @ ..] = others {
            assert!(
                !same(word.as_bytes(), other.as_bytes()),
                "two values have one word: the first alone would come back"
            );
            others = after;
        }
        left = rest;
    }
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let (mut one, mut other) = (one, other);
    while let ([a, one_left @ ..], [b, other_left @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (one_left, other_left);
    }
    one.is_empty() && other.is_empty()
}

/// An enum whose values are words: the card gives them to its options, and what a user chooses comes back as the enum.
///
/// The enum is `Clone`, `Copy`, `Debug`, `PartialEq`, `Eq` and `Hash`, has [`Words`], shows as its word (`Display`), and is
/// read and written as it by serde.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::{Words, words};
///
/// words! {
///     /// Kinds of leave.
///     pub enum Leave {
///         Annual = "annual",
///         Sick = "sick",
///     }
/// }
///
/// // in a card: <option value={Leave::Annual}>"年假"</option>
/// assert_eq!(Leave::Annual.word(), "annual");
/// assert_eq!(Leave::of_word("sick"), Some(Leave::Sick));
/// assert_eq!(Leave::ALL.len(), 2);
/// assert_eq!(serde_json::from_str::<Leave>("\"sick\"")?, Leave::Sick);
/// assert!(serde_json::from_str::<Leave>("\"sik\"").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! words {
    (
        $(#[$meta:meta])*
        $vis:vis enum $Name:ident {
            $($(#[$word_meta:meta])* $Word:ident = $text:literal),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $Name {
            $($(#[$word_meta])* $Word,)+
        }

        const _: () = $crate::markup::distinct(&[$($text),+]);

        impl $crate::Words for $Name {
            const ALL: &'static [Self] = &[$($Name::$Word),+];

            fn word(self) -> &'static str {
                match self {
                    $($Name::$Word => $text,)+
                }
            }
        }

        impl ::core::fmt::Display for $Name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str($crate::Words::word(*self))
            }
        }

        impl $crate::__serde::Serialize for $Name {
            fn serialize<S: $crate::__serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::Words::word(*self))
            }
        }

        impl<'de> $crate::__serde::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let word = <::std::string::String as $crate::__serde::Deserialize>::deserialize(deserializer)?;
                $crate::Words::of_word(&word)
                    .ok_or_else(|| $crate::__serde::de::Error::unknown_variant(&word, &[$($text),+]))
            }
        }

        #[diagnostic::do_not_recommend]
        impl $crate::markup::IntoMember<$crate::Str> for $Name {
            fn into_member(self) -> ::core::option::Option<$crate::Str> {
                ::core::option::Option::Some($crate::Str::Borrowed($crate::Words::word(self)))
            }
        }

        #[diagnostic::do_not_recommend]
        impl $crate::markup::IntoMember<$crate::Str> for &$Name {
            fn into_member(self) -> ::core::option::Option<$crate::Str> {
                ::core::option::Option::Some($crate::Str::Borrowed($crate::Words::word(*self)))
            }
        }

        #[diagnostic::do_not_recommend]
        impl $crate::markup::TextPiece for $Name {
            fn append(&self, out: &mut ::std::string::String) {
                out.push_str($crate::Words::word(*self));
            }
        }
    };
}
