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
    pub(crate) fn content<'a>(&self, body: &'a Json, msg_type: &str) -> Result<&'a str, Refusal> {
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
    pub(crate) fn card(&self, card: &Json) -> Result<(), Refusal> {
        match (text(card, "type"), card.get("data")) {
            (Some("template"), Some(data)) => self.template(data),
            // which entity, and whether it may be sent, is asked where messages are made
            (Some("card"), Some(_)) => Ok(()),
            _ if self.config.validate => {
                card_error::refusal(&card.validate_with(&self.config.options)).map_or(Ok(()), Err)
            }
            _ => Ok(()),
        }
    }
}
