//! What another process needs to go on with a card.

use crate::client::{CardId, Error};
use feishu_card_core::{Json, MessageId};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// What is kept of a [`LiveCard`](crate::LiveCard) so that another process, or the next one, can go on with it:
/// serialisable, and small.
///
/// The sequence need not be the last one that was used: whoever goes on begins far above it. Two processes with one
/// record do not hold each other up; the card shows what was wanted last.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LiveRecord {
    /// The card entity; `None` for an ordinary message.
    pub card_id: Option<CardId>,
    /// The message that shows it.
    pub message_id: MessageId,
    /// A sequence that was given to a call.
    pub sequence: u32,
}

impl LiveRecord {
    pub(crate) fn new(card_id: Option<CardId>, message_id: MessageId, sequence: u32) -> Self {
        LiveRecord { card_id, message_id, sequence }
    }
}

impl Serialize for LiveRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let card_id = self.card_id.as_ref().map(|id| ("card_id".into(), Json::from(id.as_str())));
        let mut members: Vec<_> = card_id.into_iter().collect();
        members.push(("message_id".into(), self.message_id.as_str().into()));
        members.push(("sequence".into(), Json::int(i64::from(self.sequence))));
        Json::Map(members.into()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for LiveRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        let text = |name: &str| json.get(name).and_then(Json::as_str);
        let card_id = text("card_id").map(CardId::new).transpose().map_err(|error: Error| D::Error::custom(error))?;
        let message_id = text("message_id").ok_or_else(|| D::Error::missing_field("message_id"))?;
        let sequence = json.get("sequence").and_then(Json::as_i64).and_then(|n| u32::try_from(n).ok());
        let sequence = sequence.ok_or_else(|| D::Error::missing_field("sequence"))?;
        Ok(LiveRecord::new(card_id, message_id.into(), sequence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_goes_through_json() {
        for text in [r#"{"card_id":"7","message_id":"om_1","sequence":3}"#, r#"{"message_id":"om_1","sequence":0}"#] {
            let record: LiveRecord = Json::parse(text).unwrap().deserialize_into().unwrap();
            assert_eq!(Json::from_serialize(&record).unwrap().to_string(), text);
        }
        for text in
            [r#"{"message_id":"om_1"}"#, r#"{"sequence":1}"#, r#"{"card_id":"x","message_id":"om_1","sequence":1}"#]
        {
            assert!(Json::parse(text).unwrap().deserialize_into::<LiveRecord>().is_err(), "{text}");
        }
    }
}
