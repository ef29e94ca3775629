//! The ids of card entities.

use crate::client::Error;
use feishu_card_core::{CardEntity, CardEntityData, CheckOptions, Content, Diagnostics};
use std::fmt;

/// The most digits of an id.
const CHARS: usize = 20;

/// The id of a card entity: 1 to 20 decimal digits, from [`Client::create_card`](crate::Client::create_card).
///
/// It can be sent as a message, once, by the app that made it and within 14 days:
/// `client.send(To::chat_id("oc_…"), &card_id)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CardId(String);

impl CardId {
    /// An id that was kept, as text.
    ///
    /// # Errors
    /// [`Error::Request`] when it does not have 1 to 20 decimal digits.
    pub fn new(id: impl Into<String>) -> Result<Self, Error> {
        let id = id.into();
        match (1..=CHARS).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Ok(CardId(id)),
            false => Err(Error::Request(format!("`{id}` is not a card id: 1 to 20 decimal digits"))),
        }
    }

    /// The id as the platform writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id that the platform gave: whatever it is, it is what the platform wants to hear again.
    pub(crate) fn given(id: &str) -> Option<Self> {
        (!id.is_empty()).then(|| CardId(id.to_owned()))
    }

    fn message(&self) -> CardEntity {
        CardEntity::NEW.data(CardEntityData::NEW.card_id(self.0.clone().into()).into())
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Content for CardId {
    fn validate_with(&self, options: &CheckOptions) -> Diagnostics {
        self.message().validate_with(options)
    }

    fn write_json(&self, out: &mut String) {
        self.message().write_json(out);
    }

    fn escaped_bound(&self) -> usize {
        self.message().escaped_bound()
    }

    fn write_escaped(&self, out: &mut String) {
        self.message().write_escaped(out);
    }
}

impl TryFrom<&str> for CardId {
    type Error = Error;

    fn try_from(id: &str) -> Result<Self, Error> {
        CardId::new(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_platforms_shapes() {
        for id in ["7355372766134157313", "7"] {
            assert_eq!(CardId::new(id).unwrap().as_str(), id);
        }
        for id in ["", "x", "7/8", "../8", "111111111111111111111"] {
            assert!(CardId::new(id).is_err(), "{id}");
        }
    }

    #[test]
    fn a_card_id_is_sent_as_the_reference_to_its_entity() {
        let id = CardId::new("7371713483664506900").unwrap();
        let mut escaped = String::new();
        id.write_escaped(&mut escaped);
        assert_eq!(escaped, r#""{\"type\":\"card\",\"data\":{\"card_id\":\"7371713483664506900\"}}""#);
        assert!(id.escaped_bound() >= escaped.len() && id.validate().is_empty());
    }
}
