//! Checks of message content: the forms a card can travel in, its size and the rule book.

use super::{Platform, card_error, reply::Refusal};
use crate::json::text;
use feishu_card_core::{Content, Json};

/// What `msg_type` may be when sending.
const MSG_TYPES: &[&str] = &[
    "text",
    "post",
    "image",
    "file",
    "audio",
    "media",
    "sticker",
    "interactive",
    "share_chat",
    "share_user",
    "system",
];

/// Bytes of a text message.
const TEXT_BYTES: usize = 150 * 1024;

/// The kind of message, if it is one.
pub(crate) fn msg_type(body: &Json) -> Result<&str, Refusal> {
    let kind = text(body, "msg_type").ok_or_else(|| Refusal::field("msg_type", "msg_type is required"))?;
    if MSG_TYPES.contains(&kind) { Ok(kind) } else { Err(Refusal::parameter("invalid msg_type")) }
}

impl Platform {
    /// The `content` string of a message body, checked for this kind of message.
    pub(crate) fn content<'a>(&mut self, body: &'a Json, msg_type: &str) -> Result<&'a str, Refusal> {
        let content = match body.get("content") {
            None => return Err(Refusal::field("content", "content is required")),
            Some(Json::Str(content)) if content.is_empty() => {
                return Err(Refusal::parameter("content cannot be empty"));
            }
            Some(Json::Str(content)) => content,
            Some(_) => return Err(Refusal::parameter("content is not a string in json format")),
        };
        let limit = if msg_type == "text" { TEXT_BYTES } else { self.config.options.limits.card_bytes };
        if content.len() > limit {
            return Err(Refusal::of(230025));
        }
        let json = Json::parse(content)
            .ok()
            .filter(|json| json.as_map().is_some())
            .ok_or_else(|| Refusal::parameter("content is not a string in json format"))?;
        match msg_type {
            "interactive" => self.card(&json)?,
            "text" if text(&json, "text").is_none() => {
                return Err(Refusal::parameter("invalid message content. validate content fail"));
            }
            _ => {}
        }
        Ok(content)
    }

    /// A card in any of its forms. Refusals are 230099; callers that answer otherwise translate.
    pub(crate) fn card(&mut self, card: &Json) -> Result<(), Refusal> {
        match (text(card, "type"), card.get("data")) {
            (Some("template"), Some(data)) => self.template(data),
            (Some("card"), Some(data)) => self.entity(data),
            _ if self.config.validate => {
                card_error::refusal(&card.validate_with(&self.config.options)).map_or(Ok(()), Err)
            }
            _ => Ok(()),
        }
    }

    /// A card entity can be sent once.
    fn entity(&mut self, data: &Json) -> Result<(), Refusal> {
        let known = |id: &&str| (1..=20).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit());
        let Some(id) = text(data, "card_id").filter(known) else {
            return Err(Refusal::card(200740, "", "card entity does not exist", "card_id"));
        };
        if self.sent_entities.insert(id.to_owned()) {
            Ok(())
        } else {
            // the platform's code for a second sending is not documented
            Err(Refusal::card(200220, "", "card entity has been sent already", id))
        }
    }
}
