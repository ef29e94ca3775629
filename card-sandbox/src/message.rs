//! A message as the sandbox keeps it: what was sent, what is shown now, and to whom.

use feishu_card_core::Json;

/// What made a message show other content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// It was sent.
    Sent,
    /// `PATCH` of the message.
    Patched,
    /// `PUT` of the message, text and post only.
    Edited,
    /// The answer to a callback.
    Answered,
    /// The answer to a callback that held no card, after the app had patched the message: the card as it was clicked
    /// is shown again.
    JumpedBack,
    /// The delayed update with a callback's token.
    Delayed,
    /// Changes of the card entity that the message shows.
    Entity,
}

/// One state of a message's content.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Revision {
    /// What brought it.
    pub cause: Cause,
    /// When: milliseconds since 1970.
    pub at: u64,
    /// Who sees it: these users (open_ids) when an exclusive card was changed for them, else everyone.
    pub only_for: Option<Vec<String>>,
    /// The content as the JSON text that was sent.
    pub text: String,
}

impl Revision {
    /// The content.
    #[must_use]
    pub fn content(&self) -> Json {
        Json::parse(&self.text).unwrap_or_default()
    }
}

/// A message the sandbox received: a copy, which later changes do not reach.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ChatMessage {
    /// `om_…`
    pub message_id: String,
    /// `open_id`, `union_id`, `user_id`, `email` or `chat_id`; `webhook` for a message of the custom bot.
    pub receive_id_type: String,
    /// Who it was sent to; for a reply, the receiver of the message replied to.
    pub receive_id: String,
    /// The chat it is in; one-to-one chats have one too.
    pub chat_id: String,
    /// The app that sent it, or that a user wrote it to; empty for a message of the custom bot.
    pub app_id: String,
    /// The user (open_id) who wrote it; `None` for what an app or the custom bot sent.
    pub sender: Option<String>,
    /// `interactive` for cards.
    pub msg_type: String,
    /// The sender's idempotency key.
    pub uuid: Option<String>,
    /// The first message of the thread of replies; `None` when it is not a reply.
    pub root_id: Option<String>,
    /// The message it replies to; `None` when it is not a reply.
    pub parent_id: Option<String>,
    /// The topic it is in, `omt_…`.
    pub thread_id: Option<String>,
    /// When it was sent: milliseconds since 1970.
    pub create_time: u64,
    /// When it was last changed: milliseconds since 1970.
    pub update_time: u64,
    /// Whether it was recalled.
    pub deleted: bool,
    /// The only user who sees it, for an ephemeral card.
    pub ephemeral_for: Option<String>,
    /// Who was buzzed: the way (`app`, `sms`, `phone`) and the user.
    pub urgent: Vec<(&'static str, String)>,
    /// The card entity it shows.
    pub card_id: Option<String>,
    /// Every state of the content, the first as sent. Of a card entity only the last state is kept.
    pub history: Vec<Revision>,
}

impl ChatMessage {
    /// The content as it was sent.
    #[must_use]
    pub fn content(&self) -> Json {
        self.history.first().map(Revision::content).unwrap_or_default()
    }

    /// The card as it is shown now to those for whom it was not changed alone.
    #[must_use]
    pub fn card(&self) -> Json {
        self.history.iter().rfind(|revision| revision.only_for.is_none()).map(Revision::content).unwrap_or_default()
    }

    /// The card as this user (open_id) sees it now.
    #[must_use]
    pub fn card_for(&self, open_id: &str) -> Json {
        let seen =
            |revision: &&Revision| revision.only_for.as_ref().is_none_or(|users| users.iter().any(|u| u == open_id));
        self.history.iter().rfind(seen).map(Revision::content).unwrap_or_default()
    }

    /// Whether it was changed since it was sent.
    #[must_use]
    pub fn updated(&self) -> bool {
        self.history.iter().any(|version| version.cause != Cause::Sent)
    }

    /// The content as JSON text, as everyone sees it.
    pub(crate) fn text(&self) -> &str {
        let shared = self.history.iter().rfind(|revision| revision.only_for.is_none());
        shared.map_or("", |revision| &revision.text)
    }
}
