//! Sends plain text: messages of the kind `text`.

use super::send::hinted;
use crate::client::{
    Client, Error, Message, Sent, To,
    engine::{
        api,
        body::Body,
        budget::Key,
        call::Call,
        checks::{self, awaited},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{IdOf, Json, MessageId};
use std::{borrow::Cow, sync::Arc};

/// Bytes of the content of a text message (api.md §3.1).
const TEXT_BYTES: usize = 150 * 1024;

impl Client {
    /// Sends plain text, shown as it is: at most 150 KB.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client) -> Result<(), feishu_card::send::Error> {
    /// use feishu_card::send::To;
    /// client.send_text(To::open_id("ou_…"), "the build is done").await?;
    /// # Ok(()) }
    /// ```
    pub fn send_text<'a>(&'a self, to: impl Into<To>, text: &'a str) -> SendText<'a> {
        SendText { client: self, to: to.into(), text, uuid: None, mentions: false, options: CallOptions::default() }
    }

    /// Replies to a message with plain text, shown as it is: at most 150 KB.
    pub fn reply_text<'a>(&'a self, message_id: &'a (impl IdOf<MessageId> + ?Sized), text: &'a str) -> ReplyText<'a> {
        ReplyText {
            client: self,
            message_id: message_id.id_text(),
            text,
            uuid: None,
            in_thread: false,
            mentions: false,
            options: CallOptions::default(),
        }
    }
}

/// A text that is sent when it is awaited.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct SendText<'a> {
    client: &'a Client,
    to: To,
    text: &'a str,
    uuid: Option<String>,
    mentions: bool,
    options: CallOptions,
}

/// A reply that is made when it is awaited.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct ReplyText<'a> {
    client: &'a Client,
    message_id: &'a str,
    text: &'a str,
    uuid: Option<String>,
    in_thread: bool,
    mentions: bool,
    options: CallOptions,
}

macro_rules! text_settings {
    ($Type:ident) => {
        impl $Type<'_> {
            /// The idempotency key, 1 to 50 characters: however often it is sent within an hour, the message is
            /// delivered once. One of its own unless set.
            pub fn uuid(mut self, uuid: impl Into<String>) -> Self {
                self.uuid = Some(uuid.into());
                self
            }

            /// Lets `<at user_id="ou_…"></at>` in the text mention people. Else it notifies nobody and is shown as
            /// written: texts often come from others.
            pub fn mentions(mut self) -> Self {
                self.mentions = true;
                self
            }
        }
    };
}

text_settings!(SendText);
text_settings!(ReplyText);

impl SendText<'_> {
    async fn run(self) -> Result<Sent, Error> {
        let SendText { client, to, text, uuid, mentions, options } = self;
        let hint = to.hint();
        let url = Arc::clone(client.inner.messages.of(&to));
        let body = Body::new(text.len()).str("receive_id", to.id());
        let mut call = Call::new(&api::SEND, url, options);
        call.key(Key::Receiver(to.kind(), to.id()));
        let sent = deliver(client, call, body, (text, mentions), uuid).await;
        sent.map_err(|error| hinted(error, hint))
    }
}

impl ReplyText<'_> {
    /// Opens a thread below the message. Without it a message in a thread is still replied to there.
    pub fn in_thread(mut self) -> Self {
        self.in_thread = true;
        self
    }

    async fn run(self) -> Result<Sent, Error> {
        let ReplyText { client, message_id, text, uuid, in_thread, mentions, options } = self;
        let url = client.url(&["im", "v1", "messages", checks::message_id(message_id)?, "reply"]);
        let body = Body::new(text.len()).flag("reply_in_thread", in_thread);
        let mut call = Call::new(&api::REPLY, url, options);
        call.key(Key::Replies(message_id));
        deliver(client, call, body, (text, mentions), uuid).await
    }
}

call_settings!(SendText);
awaited!(SendText => Sent);
call_settings!(ReplyText);
awaited!(ReplyText => Sent);

async fn deliver(
    client: &Client,
    call: Call<'_>,
    body: Body,
    (text, mentions): (&str, bool),
    uuid: Option<String>,
) -> Result<Sent, Error> {
    let text = if mentions { Cow::Borrowed(text) } else { without_mentions(text) };
    let content = Json::Map(vec![("text".into(), Json::from(text.into_owned()))].into());
    let bytes = content.to_string().len();
    if bytes > TEXT_BYTES {
        return Err(Error::Request(format!("the text has {bytes} bytes, a message takes {TEXT_BYTES}")));
    }
    let body = body.str("msg_type", "text").card_string("content", &content)?;
    let mut call = call;
    let uuid = client.inner.keys.key(uuid, (call.url(), body.text()))?;
    let body = body.str("uuid", &uuid);
    let message = client.call(call.body(body.done()).uuid(&uuid), Message::take).await?;
    Ok(Sent::new(message, uuid, Vec::new()))
}

/// The text with a character without width in each `<at`, so that it is no mention. (The page on text messages knows
/// no way to escape one.)
fn without_mentions(text: &str) -> Cow<'_, str> {
    const BREAK: &str = "\u{200b}";
    let is_at = |at: usize| text.get(at + 1..at + 3).is_some_and(|word| word.eq_ignore_ascii_case("at"));
    let mut out = Cow::Borrowed(text);
    for (at, _) in text.match_indices('<').filter(|(at, _)| is_at(*at)) {
        let added = out.len() - text.len();
        out.to_mut().insert_str(at + 1 + added, BREAK);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_in_text_are_broken_and_nothing_else_is() {
        for plain in ["", "a < b", "<b>", "<a", "x<", "成<就"] {
            assert!(matches!(without_mentions(plain), Cow::Borrowed(text) if text == plain));
        }
        let text = without_mentions("<at user_id=\"all\"></at> and <AT id=1>");
        assert_eq!(text, "<\u{200b}at user_id=\"all\"></at> and <\u{200b}AT id=1>");
    }
}
