//! What another process needs to end a stream, or to go on with it.

use crate::client::{CardId, Error, To};
use feishu_card_core::{ElementId, Json, MessageId};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// What is kept of a [`CardStream`](crate::CardStream) so that another process, or the next one, can end it or go on:
/// [`Client::stream_resume`](crate::Client::stream_resume). Serialisable, and as small as the text on one card.
///
/// It need not be the newest: what is shown is then the text of the record.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StreamRecord {
    /// The last card entity; `None` for an ordinary message.
    pub card_id: Option<CardId>,
    /// The message that shows it.
    pub message_id: MessageId,
    /// A sequence that was given to a call.
    pub sequence: u32,
    /// The text of the last card: what is complete as it is shown, and the rest as it came.
    pub text: String,
    /// Where further cards go.
    pub(super) target: StreamTarget,
    /// The card without text, and the elements to type into.
    pub(super) card: Json,
    pub(super) answer: ElementId,
    pub(super) status: Option<ElementId>,
    pub(super) drops_status: bool,
}

/// Where the cards of a stream go.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum StreamTarget {
    To(To),
    Reply { message_id: String, in_thread: bool },
}

impl StreamTarget {
    fn to_json(&self) -> Json {
        let (kind, id, in_thread) = match self {
            StreamTarget::To(to) => (to.kind(), to.id(), false),
            StreamTarget::Reply { message_id, in_thread } => ("reply", message_id.as_str(), *in_thread),
        };
        Json::Map(
            vec![
                ("kind".into(), kind.into()),
                ("id".into(), id.to_owned().into()),
                ("in_thread".into(), in_thread.into()),
            ]
            .into(),
        )
    }

    fn read(json: &Json) -> Option<StreamTarget> {
        let id = json.get("id")?.as_str()?;
        Some(match json.get("kind")?.as_str()? {
            "open_id" => StreamTarget::To(To::open_id(id)),
            "union_id" => StreamTarget::To(To::union_id(id)),
            "user_id" => StreamTarget::To(To::user_id(id)),
            "email" => StreamTarget::To(To::email(id)),
            "chat_id" => StreamTarget::To(To::chat_id(id)),
            "reply" => {
                let in_thread = json.get("in_thread").and_then(Json::as_bool).unwrap_or(false);
                StreamTarget::Reply { message_id: id.to_owned(), in_thread }
            }
            _ => return None,
        })
    }
}

impl Serialize for StreamRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = vec![("message_id", Json::from(self.message_id.to_string()))];
        members.extend(self.card_id.as_ref().map(|id| ("card_id", Json::from(id.as_str().to_owned()))));
        members.push(("sequence", Json::int(i64::from(self.sequence))));
        members.push(("text", self.text.clone().into()));
        members.push(("target", self.target.to_json()));
        members.push(("card", self.card.clone()));
        members.push(("answer", self.answer.as_str().to_owned().into()));
        members.extend(self.status.as_ref().map(|id| ("status", Json::from(id.as_str().to_owned()))));
        members.push(("drops_status", self.drops_status.into()));
        Json::Map(members.into_iter().map(|(name, value)| (name.into(), value)).collect()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for StreamRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        let text = |name: &'static str| json.get(name).and_then(Json::as_str);
        let needed = |name: &'static str| text(name).ok_or_else(|| D::Error::missing_field(name));
        let unfit = |error: Error| D::Error::custom(error);
        let sequence = json.get("sequence").and_then(Json::as_i64).and_then(|n| u32::try_from(n).ok());
        Ok(StreamRecord {
            card_id: text("card_id").map(CardId::new).transpose().map_err(unfit)?,
            message_id: needed("message_id")?.into(),
            sequence: sequence.ok_or_else(|| D::Error::missing_field("sequence"))?,
            text: needed("text")?.to_owned(),
            target: json.get("target").and_then(StreamTarget::read).ok_or_else(|| D::Error::missing_field("target"))?,
            card: json.get("card").cloned().ok_or_else(|| D::Error::missing_field("card"))?,
            answer: ElementId::try_from(needed("answer")?).map_err(D::Error::custom)?,
            status: text("status").map(ElementId::try_from).transpose().map_err(D::Error::custom)?,
            drops_status: json.get("drops_status").and_then(Json::as_bool).unwrap_or(true),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_goes_through_json() {
        for target in [
            StreamTarget::To(To::chat_id("oc_1")),
            StreamTarget::Reply { message_id: "om_1".to_owned(), in_thread: true },
        ] {
            let record = StreamRecord {
                card_id: Some(CardId::new("7").unwrap()),
                message_id: MessageId::new("om_2"),
                sequence: 3,
                text: "so far".to_owned(),
                target,
                card: Json::parse(r#"{"schema":"2.0"}"#).unwrap(),
                answer: ElementId::new("answer"),
                status: None,
                drops_status: false,
            };
            let json = Json::from_serialize(&record).unwrap();
            assert_eq!(json.deserialize_into::<StreamRecord>().unwrap(), record);
        }
        let broken = Json::parse(r#"{"message_id":"om_1","sequence":1}"#).unwrap();
        assert!(broken.deserialize_into::<StreamRecord>().is_err());
    }
}
