//! Sends a card: `POST /open-apis/im/v1/messages`.

use crate::{Client, Error, Message, To, api, body::Body, call::Call};
use feishu_card_core::{Content, Options};
use std::pin::Pin;

/// A card that was delivered.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sent {
    /// The message: `om_…`.
    pub message_id: String,
    /// The idempotency key it was sent under.
    pub uuid: String,
    /// What the platform says of it.
    pub message: Message,
}

impl Client {
    /// Sends a card, a template or a card entity.
    ///
    /// ```no_run
    /// # async fn example(client: feishu_card_send::Client, card: &feishu_card_core::Json) -> Result<(), feishu_card_send::Error> {
    /// use feishu_card_send::To;
    /// let sent = client.send(To::chat_id("oc_…"), card).uuid("order-17-shipped").await?;
    /// # Ok(()) }
    /// ```
    pub fn send<'a>(&'a self, to: To, content: &'a dyn Content) -> SendCard<'a> {
        SendCard { client: self, to, content, uuid: None, unchecked: false }
    }
}

/// A send that is made when it is awaited.
#[must_use = "nothing is sent until it is awaited"]
pub struct SendCard<'a> {
    client: &'a Client,
    to: To,
    content: &'a dyn Content,
    uuid: Option<String>,
    unchecked: bool,
}

impl SendCard<'_> {
    /// The idempotency key, at most 50 characters: however often it is sent within an hour, the message is delivered once.
    /// A random one unless set.
    pub fn uuid(mut self, uuid: impl Into<String>) -> Self {
        self.uuid = Some(uuid.into());
        self
    }

    /// Sends without asking the rule book.
    pub fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }
}

impl<'a> IntoFuture for SendCard<'a> {
    type Output = Result<Sent, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            if !self.unchecked {
                self.content.validate_with(&Options::default()).into_result().map_err(Error::Card)?;
            }
            let uuid = self.uuid.unwrap_or_else(|| format!("{:032x}", fastrand::u128(..)));
            let body = Body::new().str("receive_id", self.to.id()).str("msg_type", "interactive").content(self.content);
            let path = format!("/open-apis/im/v1/messages?receive_id_type={}", self.to.kind());
            let mut call = Call::new(&api::SEND, path).body(body.str("uuid", &uuid).done());
            call.uuid = Some(uuid.clone());
            let message = self.client.call(call, |answer| answer.data().and_then(Message::read)).await?;
            Ok(Sent { message_id: message.message_id.clone(), uuid, message })
        })
    }
}
