//! Sends a card: `POST /open-apis/im/v1/messages`.

use crate::client::{
    Class, Client, Error, Message, To,
    engine::{
        api,
        body::Body,
        budget::Key,
        call::{Call, Leaves},
        checks::{Checks, awaited, card_settings},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{Content, MessageId, Repair};
use std::{mem, sync::Arc};

/// A card that was delivered.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sent {
    /// The message: `om_…`.
    pub message_id: MessageId,
    /// The idempotency key it was sent under.
    pub uuid: String,
    /// What the platform says of it.
    pub message: Message,
    /// What was changed before it was sent: nothing, unless the call was [`repaired`](SendCard::repaired).
    pub repairs: Vec<Repair>,
}

impl Sent {
    pub(crate) fn new(message: Message, uuid: String, repairs: Vec<Repair>) -> Self {
        Sent { message_id: message.message_id.clone(), uuid, message, repairs }
    }
}

impl Client {
    /// Sends a card, a template or a card entity.
    ///
    /// The bot must be able to reach the receiver: a user in the app's range of availability, or a chat it is in.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client, card: &feishu_card::Json) -> Result<(), feishu_card::send::Error> {
    /// use feishu_card::send::To;
    /// let sent = client.send(To::chat_id("oc_…"), card).uuid("order-17-shipped").await?;
    /// # Ok(()) }
    /// ```
    pub fn send<'a>(&'a self, to: impl Into<To>, content: &'a dyn Content) -> SendCard<'a> {
        SendCard {
            client: self,
            to: to.into(),
            content,
            uuid: None,
            checks: Checks::default(),
            options: CallOptions::default(),
            leaves: None,
        }
    }
}

/// A send that is made when it is awaited.
///
/// Without `.await` nothing is sent, and rustc says so:
///
/// ```
/// # use feishu_card_core::Card;
/// # use feishu_card_send::{Client, Error, To};
/// # #[deny(unused_must_use)]
/// # async fn f(client: &Client, card: &Card) -> Result<(), Error> {
/// client.send(To::open_id("ou_1"), card).await?;
/// # Ok(()) }
/// ```
///
/// ```compile_fail
/// # use feishu_card_core::Card;
/// # use feishu_card_send::{Client, Error, To};
/// # #[deny(unused_must_use)]
/// # async fn f(client: &Client, card: &Card) -> Result<(), Error> {
/// client.send(To::open_id("ou_1"), card);
/// # Ok(()) }
/// ```
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct SendCard<'a> {
    client: &'a Client,
    to: To,
    content: &'a dyn Content,
    uuid: Option<String>,
    checks: Checks,
    options: CallOptions,
    leaves: Option<Leaves>,
}

impl SendCard<'_> {
    /// The idempotency key, 1 to 50 characters: however often it is sent within an hour, the message is delivered
    /// once. One of its own unless set. Use a new one for new content.
    pub fn uuid(mut self, uuid: impl Into<String>) -> Self {
        self.uuid = Some(uuid.into());
        self
    }

    pub(crate) fn with_options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// What is done before it leaves for the first time.
    #[cfg(feature = "journal")]
    pub(crate) fn with_leaves(mut self, leaves: Leaves) -> Self {
        self.leaves = Some(leaves);
        self
    }

    #[expect(
        clippy::manual_async_fn,
        reason = "the future of an `async fn` holds what it takes apart twice, and this one is moved as it begins"
    )]
    fn run(mut self) -> impl Future<Output = Result<Sent, Error>> {
        async move {
            let SendCard { client, to, content, uuid, checks, options, leaves } = &mut self;
            let hint = to.hint();
            if let Some(hint) = &hint {
                warn(to, hint);
            }
            let prepared = client.inner.rules.prepared(checks, *content);
            let content = prepared.content();
            let body = Body::draft().str("receive_id", to.id()).str("msg_type", "interactive").content(content)?;
            let uuid = client.inner.keys.key(uuid.take(), body.text())?;
            let body = body.str("uuid", &uuid);
            client.inner.rules.check(checks, content, &body)?;
            let url = Arc::clone(client.inner.messages.of(to));
            let mut call = Call::new(&api::SEND, url, mem::take(options));
            call.leaves(leaves.take()).body(body.done()).uuid(&uuid).key(Key::Receiver(to.kind(), to.id()));
            let edition = content.edition();
            let message = client.call(&call, Message::take).await.map_err(|error| hinted(error, hint))?;
            client.inner.editions.note(&message.message_id, edition);
            Ok(Sent::new(message, uuid, prepared.repairs))
        }
    }
}

card_settings!(SendCard);
call_settings!(SendCard);
awaited!(SendCard => Sent);

#[cold]
fn warn(to: &To, hint: &str) {
    tracing::warn!(kind = to.kind(), "{hint}");
}

/// Puts the hint about the receiver's id into a refusal that it may explain.
#[cold]
pub(super) fn hinted(mut error: Error, hint: Option<String>) -> Error {
    if let (Error::Platform(refusal), Some(hint)) = (&mut error, hint)
        && refusal.class == Class::CallerBug
    {
        refusal.help = Some(hint);
    }
    error
}
