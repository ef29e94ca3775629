//! A message as the platform describes it.

use crate::answer::text;
use feishu_card_core::Json;

/// A message. What the platform left out is `None`; everything it said is in `raw`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// `om_…`.
    pub message_id: String,
    /// The chat it stands in, for one-to-one chats too.
    pub chat_id: Option<String>,
    /// The thread it belongs to.
    pub thread_id: Option<String>,
    /// For replies: the first message of the conversation.
    pub root_id: Option<String>,
    /// For replies: the message replied to.
    pub parent_id: Option<String>,
    /// `interactive` for cards.
    pub msg_type: Option<String>,
    /// Milliseconds since 1970, as the platform writes them.
    pub create_time: Option<String>,
    /// Whether it was recalled.
    pub deleted: bool,
    /// Whether it was changed.
    pub updated: bool,
    /// Its content: JSON as text.
    pub content: Option<String>,
    /// The whole object.
    pub raw: Json,
}

impl Message {
    /// Reads a message object; `None` without a message id.
    pub(crate) fn read(object: &Json) -> Option<Message> {
        let named = |name| text(object, name);
        let flag = |name| object.get(name).and_then(Json::as_bool).unwrap_or(false);
        Some(Message {
            message_id: named("message_id")?,
            chat_id: named("chat_id"),
            thread_id: named("thread_id"),
            root_id: named("root_id"),
            parent_id: named("parent_id"),
            msg_type: named("msg_type"),
            create_time: named("create_time"),
            deleted: flag("deleted"),
            updated: flag("updated"),
            content: object.get("body").and_then(|body| text(body, "content")),
            raw: object.clone(),
        })
    }
}
