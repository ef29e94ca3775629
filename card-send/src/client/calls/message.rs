//! Messages as the platform describes them: get and recall.

use crate::client::{
    Client, Error,
    engine::{
        answer::{Envelope, text},
        api,
        call::Call,
        checks::{self, awaited},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{Card, ChatId, IdOf, Json, MessageId, Typed};

/// A message. What the platform left out is `None`; everything it said is in `raw`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// `om_…`.
    pub message_id: MessageId,
    /// The chat it is in; one-to-one chats have an id too.
    pub chat_id: Option<ChatId>,
    /// The thread it belongs to.
    pub thread_id: Option<String>,
    /// For replies: the first message of the conversation.
    pub root_id: Option<MessageId>,
    /// For replies: the message replied to.
    pub parent_id: Option<MessageId>,
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
    /// Takes the message out of an answer whose result it is.
    pub(crate) fn take(answer: &mut Envelope) -> Option<Message> {
        answer.take_data().and_then(Message::read)
    }

    /// Reads a message object; `None` without a message id.
    pub(crate) fn read(object: Json) -> Option<Message> {
        let mut message = Message {
            message_id: MessageId::from(text(&object, "message_id")?),
            chat_id: None,
            thread_id: None,
            root_id: None,
            parent_id: None,
            msg_type: None,
            create_time: None,
            deleted: false,
            updated: false,
            content: None,
            raw: Json::Null,
        };
        for (name, value) in object.as_map().unwrap_or_default() {
            let text = || value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
            match &**name {
                "chat_id" => message.chat_id = text().map(ChatId::from),
                "thread_id" => message.thread_id = text(),
                "root_id" => message.root_id = text().map(MessageId::from),
                "parent_id" => message.parent_id = text().map(MessageId::from),
                "msg_type" => message.msg_type = text(),
                "create_time" => message.create_time = text(),
                "deleted" => message.deleted = value.as_bool().unwrap_or(false),
                "updated" => message.updated = value.as_bool().unwrap_or(false),
                "body" => message.content = self::text(value, "content"),
                _ => {}
            }
        }
        message.raw = object;
        Some(message)
    }
}

impl Message {
    /// The card of a message that was asked for [as sent](GetMessage::as_sent) or [as shown](GetMessage::as_shown), or
    /// that an answer to sending holds. `None` for other messages, for cards in the simplified form, and for templates
    /// and card entities of which only the reference is there.
    #[must_use]
    pub fn card(&self) -> Option<Card> {
        let content =
            Json::parse(self.content.as_deref()?).ok().filter(|_| self.msg_type.as_deref() == Some("interactive"))?;
        let card = match content.get("json_card") {
            Some(Json::Str(text)) => Json::parse(text).ok()?,
            Some(card) => card.clone(),
            None => content,
        };
        let elements = card.get("elements").and_then(Json::as_list).unwrap_or_default();
        let simplified = elements.iter().any(|line| line.as_list().is_some());
        let a_card = ["schema", "header", "body", "elements", "i18n_elements", "config", "card_link"];
        let fits = !simplified && card.get("type").is_none() && a_card.iter().any(|name| card.get(name).is_some());
        fits.then(|| Card::from_json(card).ok()).flatten()
    }
}

impl Client {
    /// Gets a message: one, or a merged forward and the messages in it. The bot must be in the chat.
    pub fn get<'a>(&'a self, message_id: &'a (impl IdOf<MessageId> + ?Sized)) -> GetMessage<'a> {
        GetMessage { client: self, message_id: message_id.id_text(), form: None, options: CallOptions::default() }
    }

    /// Recalls a message of this bot, within the time that the tenant allows.
    pub fn recall<'a>(&'a self, message_id: &'a (impl IdOf<MessageId> + ?Sized)) -> RecallMessage<'a> {
        RecallMessage { client: self, message_id: message_id.id_text(), options: CallOptions::default() }
    }
}

/// A look-up that is made when it is awaited.
#[must_use = "nothing is asked until it is awaited: `.await`"]
pub struct GetMessage<'a> {
    client: &'a Client,
    message_id: &'a str,
    /// The form that cards are asked for in; else a simplified one for reading.
    form: Option<&'static str>,
    options: CallOptions,
}

impl GetMessage<'_> {
    /// Gets cards as the JSON they were sent as, instead of a simplified form for reading.
    pub fn as_sent(mut self) -> Self {
        self.form = Some("user_card_content");
        self
    }

    /// Gets cards as they are shown now, those of card entities too; [`Message::card`] then reads them. The platform
    /// does not document this form.
    pub fn as_shown(mut self) -> Self {
        self.form = Some("raw_card_content");
        self
    }

    async fn run(self) -> Result<Vec<Message>, Error> {
        let mut url = self.client.url(&["im", "v1", "messages", checks::message_id(self.message_id)?]);
        if let Some(form) = self.form {
            url.query_pairs_mut().append_pair("card_msg_content_type", form);
        }
        self.client.call(&Call::new(&api::GET, url, self.options), items).await
    }
}

/// The messages in an answer; those that cannot be read are left out.
fn items(answer: &mut Envelope) -> Option<Vec<Message>> {
    let items = answer.data()?.get("items")?.as_list()?;
    Some(items.iter().cloned().filter_map(Message::read).collect())
}

call_settings!(GetMessage);
awaited!(GetMessage => Vec<Message>);

/// A recall that is made when it is awaited.
#[must_use = "nothing is recalled until it is awaited: `.await`"]
pub struct RecallMessage<'a> {
    client: &'a Client,
    message_id: &'a str,
    options: CallOptions,
}

impl RecallMessage<'_> {
    async fn run(self) -> Result<(), Error> {
        let url = self.client.url(&["im", "v1", "messages", checks::message_id(self.message_id)?]);
        self.client.call(&Call::new(&api::RECALL, url, self.options), |_| Some(())).await
    }
}

call_settings!(RecallMessage);
awaited!(RecallMessage => ());
