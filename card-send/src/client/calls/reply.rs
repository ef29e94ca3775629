//! Replies to a message with a card: `POST /open-apis/im/v1/messages/:message_id/reply`.

use crate::client::{
    Client, Error, Message, Sent,
    engine::{
        api,
        body::Body,
        budget::Key,
        call::Call,
        checks::{self, Checks, awaited, card_settings},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{Content, IdOf, MessageId};

impl Client {
    /// Replies to a message with a card, a template or a card entity.
    pub fn reply<'a>(
        &'a self,
        message_id: &'a (impl IdOf<MessageId> + ?Sized),
        content: &'a dyn Content,
    ) -> ReplyCard<'a> {
        ReplyCard {
            client: self,
            message_id: message_id.id_text(),
            content,
            uuid: None,
            in_thread: false,
            checks: Checks::default(),
            options: CallOptions::default(),
        }
    }
}

/// A reply that is made when it is awaited.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct ReplyCard<'a> {
    client: &'a Client,
    message_id: &'a str,
    content: &'a dyn Content,
    uuid: Option<String>,
    in_thread: bool,
    checks: Checks,
    options: CallOptions,
}

impl ReplyCard<'_> {
    /// The idempotency key, 1 to 50 characters: however often it is sent within an hour, the message is delivered
    /// once. One of its own unless set.
    pub fn uuid(mut self, uuid: impl Into<String>) -> Self {
        self.uuid = Some(uuid.into());
        self
    }

    /// Opens a thread below the message. Without it a message in a thread is still replied to there.
    pub fn in_thread(mut self) -> Self {
        self.in_thread = true;
        self
    }

    async fn run(self) -> Result<Sent, Error> {
        let ReplyCard { client, message_id, content, uuid, in_thread, checks, options } = self;
        let url = client.url(&["im", "v1", "messages", checks::message_id(message_id)?, "reply"]);
        let prepared = client.inner.rules.prepared(&checks, content);
        let content = prepared.content();
        let body = Body::draft().str("msg_type", "interactive").content(content)?.flag("reply_in_thread", in_thread);
        let uuid = client.inner.keys.key(uuid, (message_id, body.text()))?;
        let body = body.str("uuid", &uuid);
        client.inner.rules.check(&checks, content, &body)?;
        let mut call = Call::new(&api::REPLY, url, options);
        call.body(body.done()).uuid(&uuid).key(Key::Replies(message_id));
        let edition = content.edition();
        let message = client.call(&call, Message::take).await?;
        client.inner.editions.note(&message.message_id, edition);
        Ok(Sent::new(message, uuid, prepared.repairs))
    }
}

card_settings!(ReplyCard);
call_settings!(ReplyCard);
awaited!(ReplyCard => Sent);
