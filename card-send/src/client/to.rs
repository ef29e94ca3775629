//! Who gets a message.

use super::engine::connect;
use feishu_card_core::{ChatId, OpenId, UnionId, UserId};
use reqwest::Url;
use std::{fmt, sync::Arc};

/// The receiver of a message: one of the kinds that the platform documents.
///
/// ```
/// # mod feishu_card { pub use feishu_card_send as send; }
/// use feishu_card::send::To;
/// assert_eq!(To::chat_id("oc_1").to_string(), "chat_id oc_1");
/// ```
///
/// Calls take what becomes one: a [`ChatId`], [`OpenId`], [`UnionId`] or [`UserId`] says itself what it is, as that of an
/// event does: `client.send(&message.chat_id, &card)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum To {
    /// A user, by the id that is only valid for this app: `ou_…`.
    OpenId(OpenId),
    /// A user, by the id that is valid for all apps of one developer: `on_…`.
    UnionId(UnionId),
    /// A user, by the tenant's own id. Needs the scope `contact:user.employee_id:readonly`.
    UserId(UserId),
    /// A user, by mail address.
    Email(String),
    /// A chat: `oc_…`.
    ChatId(ChatId),
}

impl To {
    /// A user, by open id (`ou_…`).
    pub fn open_id(id: impl Into<OpenId>) -> Self {
        To::OpenId(id.into())
    }

    /// A user, by union id (`on_…`).
    pub fn union_id(id: impl Into<UnionId>) -> Self {
        To::UnionId(id.into())
    }

    /// A user, by the tenant's own id.
    pub fn user_id(id: impl Into<UserId>) -> Self {
        To::UserId(id.into())
    }

    /// A user, by mail address.
    pub fn email(address: impl Into<String>) -> Self {
        To::Email(address.into())
    }

    /// A chat (`oc_…`).
    pub fn chat_id(id: impl Into<ChatId>) -> Self {
        To::ChatId(id.into())
    }

    /// The platform's word for the kind: the value of `receive_id_type`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            To::OpenId(_) => "open_id",
            To::UnionId(_) => "union_id",
            To::UserId(_) => "user_id",
            To::Email(_) => "email",
            To::ChatId(_) => "chat_id",
        }
    }

    /// The id itself.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            To::OpenId(id) => id,
            To::UnionId(id) => id,
            To::UserId(id) => id,
            To::Email(address) => address,
            To::ChatId(id) => id,
        }
    }

    /// What to say when the id looks like one of another kind.
    pub(crate) fn hint(&self) -> Option<String> {
        let looks = match self.id() {
            id if id.starts_with("ou_") => "open_id",
            id if id.starts_with("on_") => "union_id",
            id if id.starts_with("oc_") => "chat_id",
            id if id.contains('@') => "email",
            _ if matches!(self, To::UserId(_)) => return None,
            _ => {
                return Some(match self {
                    To::OpenId(_) => "an open_id begins with `ou_`".to_owned(),
                    To::UnionId(_) => "a union_id begins with `on_`".to_owned(),
                    To::ChatId(_) => "a chat_id begins with `oc_`".to_owned(),
                    _ => "a mail address contains an `@`".to_owned(),
                });
            }
        };
        let article = if looks.starts_with(['c', 'u']) { "a" } else { "an" };
        (looks != self.kind()).then(|| {
            format!(
                "`{}` looks like {article} {looks}: `To::{looks}(…)` instead of `To::{}(…)`",
                self.id(),
                self.kind()
            )
        })
    }
}

/// The addresses that messages are sent to, one for each kind of receiver: made once, since that takes as long as to
/// write a card.
pub(crate) struct MessageUrls {
    open_id: Arc<Url>,
    union_id: Arc<Url>,
    user_id: Arc<Url>,
    email: Arc<Url>,
    chat_id: Arc<Url>,
}

impl MessageUrls {
    /// Those of a base URL.
    pub(crate) fn below(base: &Url) -> Self {
        let to = |kind: &str| {
            let mut url = connect::below(base, &["im", "v1", "messages"]);
            url.query_pairs_mut().append_pair("receive_id_type", kind);
            Arc::new(url)
        };
        MessageUrls {
            open_id: to("open_id"),
            union_id: to("union_id"),
            user_id: to("user_id"),
            email: to("email"),
            chat_id: to("chat_id"),
        }
    }

    /// The one for this receiver.
    pub(crate) fn of(&self, to: &To) -> &Arc<Url> {
        match to {
            To::OpenId(_) => &self.open_id,
            To::UnionId(_) => &self.union_id,
            To::UserId(_) => &self.user_id,
            To::Email(_) => &self.email,
            To::ChatId(_) => &self.chat_id,
        }
    }
}

macro_rules! receivers {
    ($($Id:ident)*) => {$(
        impl From<$Id> for To {
            fn from(id: $Id) -> Self {
                To::$Id(id)
            }
        }

        impl From<&$Id> for To {
            fn from(id: &$Id) -> Self {
                To::$Id(id.clone())
            }
        }
    )*};
}

receivers!(OpenId UnionId UserId ChatId);

impl From<&To> for To {
    fn from(to: &To) -> Self {
        to.clone()
    }
}

impl fmt::Display for To {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind(), self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::{MessageUrls, To};
    use reqwest::Url;

    #[test]
    fn the_address_of_a_message_says_the_kind_of_its_receiver() {
        let urls = MessageUrls::below(&Url::parse("https://gateway.example/feishu").unwrap());
        for to in
            [To::open_id("ou_1"), To::union_id("on_1"), To::user_id("3e4f"), To::email("a@b.c"), To::chat_id("oc_1")]
        {
            let wanted = "https://gateway.example/feishu/open-apis/im/v1/messages?receive_id_type=";
            assert_eq!(urls.of(&to).as_str(), format!("{wanted}{}", to.kind()));
        }
    }

    #[test]
    fn an_id_of_another_kind_draws_a_hint() {
        for right in
            [To::open_id("ou_1"), To::union_id("on_1"), To::chat_id("oc_1"), To::email("a@b.c"), To::user_id("3e4f")]
        {
            assert_eq!(right.hint(), None, "{right}");
        }
        assert_eq!(
            To::user_id("ou_1").hint().unwrap(),
            "`ou_1` looks like an open_id: `To::open_id(…)` instead of `To::user_id(…)`"
        );
        assert_eq!(To::chat_id("x").hint().unwrap(), "a chat_id begins with `oc_`");
    }
}
