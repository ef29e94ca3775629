//! The ids of messages, chats and users. What the platform gave is taken as it is: only the platform knows its ids.

use crate::{Str, markup};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, ops::Deref};

/// What a call takes as an id of the kind `I`: the id, or text, of which nothing says that it is another.
///
/// Text is whatever is `AsRef<str>`: `&str`, `String`, `Cow<str>`. The ids of other kinds are not, so that the id of a chat
/// cannot be taken for that of a message.
#[diagnostic::on_unimplemented(
    message = "expected a `{I}`, found `{Self}`",
    label = "expected `&{I}` or text",
    note = "an id of another kind does not fit; what is known to be one all the same is text: `.as_str()`"
)]
pub trait IdOf<I> {
    /// The id as text.
    fn id_text(&self) -> &str;
}

#[diagnostic::do_not_recommend]
impl<I, T: AsRef<str> + ?Sized> IdOf<I> for T {
    fn id_text(&self) -> &str {
        self.as_ref()
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $Type:ident, $begins:literal, $wrong:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $Type(Str);

        impl $Type {
            /// An id that is known when the program is written; any other comes by `from`.
            ///
            /// # Panics
            /// When it is empty, or does not begin as such ids do: in a `const` an error when compiling.
            #[must_use]
            pub const fn new(id: &'static str) -> Self {
                assert!(begins(id.as_bytes(), $begins.as_bytes()), $wrong);
                $Type(Cow::Borrowed(id))
            }

            /// The id as the platform writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        #[diagnostic::do_not_recommend]
        impl IdOf<$Type> for $Type {
            fn id_text(&self) -> &str {
                &self.0
            }
        }

        #[diagnostic::do_not_recommend]
        impl IdOf<$Type> for &$Type {
            fn id_text(&self) -> &str {
                &self.0
            }
        }

        // for functions that take any text; `AsRef<str>` would make each id one of every kind
        impl Deref for $Type {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $Type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<String> for $Type {
            fn from(id: String) -> Self {
                $Type(Cow::Owned(id))
            }
        }

        impl From<&str> for $Type {
            fn from(id: &str) -> Self {
                $Type(Cow::Owned(id.to_owned()))
            }
        }

        impl From<&String> for $Type {
            fn from(id: &String) -> Self {
                $Type(Cow::Owned(id.clone()))
            }
        }

        impl From<Str> for $Type {
            fn from(id: Str) -> Self {
                $Type(id)
            }
        }

        impl From<&$Type> for $Type {
            fn from(id: &$Type) -> Self {
                id.clone()
            }
        }

        impl From<$Type> for String {
            fn from(id: $Type) -> String {
                id.0.into_owned()
            }
        }

        impl From<$Type> for Str {
            fn from(id: $Type) -> Str {
                id.0
            }
        }

        impl PartialEq<str> for $Type {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $Type {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl PartialEq<String> for $Type {
            fn eq(&self, other: &String) -> bool {
                self.0 == *other
            }
        }

        impl PartialEq<$Type> for str {
            fn eq(&self, other: &$Type) -> bool {
                self == other.0
            }
        }

        impl PartialEq<$Type> for &str {
            fn eq(&self, other: &$Type) -> bool {
                *self == other.0
            }
        }

        impl PartialEq<$Type> for String {
            fn eq(&self, other: &$Type) -> bool {
                *self == other.0
            }
        }

        impl Serialize for $Type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $Type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map($Type::from)
            }
        }

        #[diagnostic::do_not_recommend]
        impl markup::IntoMember<Str> for $Type {
            fn into_member(self) -> Option<Str> {
                Some(self.0)
            }
        }

        #[diagnostic::do_not_recommend]
        impl markup::IntoMember<Str> for &$Type {
            fn into_member(self) -> Option<Str> {
                Some(self.0.clone())
            }
        }

        #[diagnostic::do_not_recommend]
        impl markup::TextPiece for $Type {
            fn append(&self, out: &mut String) {
                out.push_str(&self.0);
            }
        }
    )*};
}

ids! {
    /// The id of a message: `om_…`.
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::{ChatId, MessageId};
    /// let id = MessageId::from("om_dc13264520392913993dd051dba21dcf"); // from a database
    /// assert_eq!(id, "om_dc13264520392913993dd051dba21dcf");
    /// const TEAM: ChatId = ChatId::new("oc_5ad11d72b830411d72b836c20"); // checked when compiling
    /// # let _ = TEAM;
    /// ```
    ///
    /// ```compile_fail
    /// # extern crate feishu_card_core as feishu_card;
    /// const WRONG: feishu_card::MessageId = feishu_card::MessageId::new("oc_5ad11d72b830411d72b836c20");
    /// ```
    MessageId, "om_", "the id of a message begins with `om_`";
    /// The id of a chat: `oc_…`.
    ChatId, "oc_", "the id of a chat begins with `oc_`";
    /// The id of a user for one app: `ou_…`.
    OpenId, "ou_", "the open_id of a user begins with `ou_`";
    /// The id of a user for all apps of one developer: `on_…`.
    UnionId, "on_", "the union_id of a user begins with `on_`";
    /// The id of a user in the tenant, which has no shape of its own.
    UserId, "", "the user_id of a user is not empty";
}

const fn begins(id: &[u8], with: &[u8]) -> bool {
    let (mut id, mut with) = (id, with);
    while let ([wanted, rest @ ..], [first, after @ ..]) = (with, id) {
        if *wanted != *first {
            return false;
        }
        (id, with) = (after, rest);
    }
    // there is more than the beginning
    with.is_empty() && !id.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: MessageId = MessageId::new("om_1");
    const USER: UserId = UserId::new("3e4f");

    fn text(id: &(impl IdOf<MessageId> + ?Sized)) -> &str {
        id.id_text()
    }

    #[test]
    fn an_id_and_text_are_taken() {
        let (borrowed, owned) = ("om_1", String::from("om_1"));
        for taken in [text(&MESSAGE), text(&&MESSAGE), text(borrowed), text(&owned), text(&Cow::Borrowed(borrowed))] {
            assert_eq!(taken, "om_1");
        }
        assert_eq!((USER.as_str(), MESSAGE == "om_1", "om_1" == MESSAGE), ("3e4f", true, true));
    }

    #[test]
    fn constants_begin_as_such_ids_do() {
        for (id, with, fits) in
            [("om_1", "om_", true), ("om_", "om_", false), ("om", "om_", false), ("oc_1", "om_", false)]
        {
            assert_eq!(begins(id.as_bytes(), with.as_bytes()), fits, "{id}");
        }
        assert!(begins(b"3e4f", b"") && !begins(b"", b""));
    }

    #[test]
    #[should_panic(expected = "the user_id of a user is not empty")]
    fn what_is_wrong_with_an_id_without_a_shape_is_said() {
        let _ = UserId::new("");
    }

    #[test]
    fn ids_are_text_in_json() {
        let json = serde_json::to_string(&(MESSAGE, &USER)).unwrap();
        assert_eq!(json, r#"["om_1","3e4f"]"#);
        assert_eq!(serde_json::from_str::<(MessageId, UserId)>(&json).unwrap(), (MESSAGE, USER));
    }
}
