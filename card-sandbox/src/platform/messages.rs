//! Sending messages, and the message object of the answers.

use super::{
    Platform, content,
    reply::{Answer, Refusal, Reply},
    windows::{PER_RECEIVER, WindowKey},
};
use crate::{
    Cause, ChatMessage, Request, Revision,
    json::{object, set, text},
    random::digest,
};
use feishu_card_core::Json;

/// How long the platform remembers a `uuid`.
const UUID_MICROS: u64 = 3600 * 1_000_000;

/// Characters of a `uuid`.
const UUID_CHARS: usize = 50;

/// Where a new message goes.
pub(crate) struct Destination {
    pub(crate) receive_id_type: String,
    pub(crate) receive_id: String,
    pub(crate) chat_id: String,
    pub(crate) root_id: Option<String>,
    pub(crate) parent_id: Option<String>,
    pub(crate) thread_id: Option<String>,
}

impl Platform {
    /// `im.message.create`
    pub(crate) fn create_message(&mut self, app: &str, request: &Request) -> Answer {
        let body = json_body(request)?;
        let kind = request
            .parameter("receive_id_type")
            .ok_or_else(|| Refusal::field("receive_id_type", "receive_id_type is required"))?;
        let receiver =
            text(&body, "receive_id").ok_or_else(|| Refusal::field("receive_id", "receive_id is required"))?;
        check_receiver(&kind, receiver)?;
        // a user with a name has one chat, whichever id the app knows
        let known = self.people.open_id(receiver).filter(|_| kind == "union_id" || kind == "user_id");
        let to = Destination {
            chat_id: chat_of(&kind, known.unwrap_or(receiver)),
            receive_id: receiver.to_owned(),
            receive_id_type: kind,
            root_id: None,
            parent_id: None,
            thread_id: None,
        };
        self.deliver(app, &body, to)
    }

    /// The part that sending and replying share: checks, de-duplication, limits, and the message itself.
    pub(crate) fn deliver(&mut self, app: &str, body: &Json, to: Destination) -> Answer {
        let msg_type = content::msg_type(body)?;
        let uuid = text(body, "uuid").filter(|uuid| !uuid.is_empty());
        if uuid.is_some_and(|uuid| uuid.chars().count() > UUID_CHARS) {
            return Err(Refusal::field("uuid", "the length of uuid is at most 50"));
        }
        self.reachable(&to.receive_id)?;
        let now = self.config.clock.micros();
        let key = uuid.map(|uuid| (app.to_owned(), uuid.to_owned()));
        if let Some(key) = &key
            && let Some(&(first, at)) = self.uuids.get(key)
            && at.saturating_add(UUID_MICROS) > now
        {
            return match (self.config.repeated_uuid, self.messages.get(first)) {
                (None, Some(message)) => Ok(Reply::data("success", self.message_object(message))),
                (code, _) => Err(Refusal::of(code.unwrap_or(230049))),
            };
        }
        let content = self.content(body, msg_type)?.to_owned();
        let entity = match msg_type {
            "interactive" => self.entity_to_send(app, &Json::parse(&content).unwrap_or_default())?,
            _ => None,
        };
        let receiver = WindowKey::Receiver(to.receive_id.clone());
        self.windows.admit(receiver, PER_RECEIVER, now).map_err(|_| Refusal::of(230020))?;
        let index = self.store(app, msg_type, content, uuid, to);
        if let Some(card_id) = entity {
            self.bind(&card_id, index);
        }
        if let Some(key) = key {
            self.uuids.insert(key, (index, now));
        }
        let message = self.messages.get(index).ok_or_else(|| Refusal::of(1500))?;
        Ok(Reply::data("success", self.message_object(message)))
    }

    /// Whether the bot may write there.
    pub(crate) fn reachable(&self, receiver: &str) -> Result<(), Refusal> {
        self.unreachable.get(receiver).map_or(Ok(()), |code| Err(Refusal::of(*code)))
    }

    /// Keeps a new message; gives its index.
    pub(crate) fn store(
        &mut self,
        app: &str,
        msg_type: &str,
        content: String,
        uuid: Option<&str>,
        to: Destination,
    ) -> usize {
        let (now, message_id) = (self.now(), self.random.id("om_"));
        let index = self.messages.len();
        self.by_id.insert(message_id.clone(), index);
        self.messages.push(ChatMessage {
            message_id,
            receive_id_type: to.receive_id_type,
            receive_id: to.receive_id,
            chat_id: to.chat_id,
            app_id: app.to_owned(),
            sender: None,
            msg_type: msg_type.to_owned(),
            uuid: uuid.map(str::to_owned),
            root_id: to.root_id,
            parent_id: to.parent_id,
            thread_id: to.thread_id,
            create_time: now,
            update_time: now,
            deleted: false,
            ephemeral_for: None,
            urgent: Vec::new(),
            card_id: None,
            history: vec![Revision { cause: Cause::Sent, at: now, only_for: None, text: content }],
        });
        index
    }

    /// A copy of the message with this id.
    pub(crate) fn message_now(&self, message_id: &str) -> Option<ChatMessage> {
        self.find(message_id).and_then(|index| self.messages.get(index)).map(|message| self.copy(message))
    }

    /// Notes that a user wrote this message; gives it.
    pub(crate) fn write_as(&mut self, index: usize, open_id: &str) -> Option<ChatMessage> {
        let message = self.messages.get_mut(index)?;
        message.sender = Some(open_id.to_owned());
        Some(message.clone())
    }

    /// The message object of answers (api.md §4.1), with the content as sent.
    pub(crate) fn message_object(&self, message: &ChatMessage) -> Json {
        let mut json = object([("message_id", message.message_id.as_str().into())]);
        let ids = [("root_id", &message.root_id), ("parent_id", &message.parent_id), ("thread_id", &message.thread_id)];
        for (name, id) in ids {
            if let Some(id) = id {
                set(&mut json, name, id.as_str().into());
            }
        }
        let (id, id_type, sender_type) = match &message.sender {
            Some(user) => (user, "open_id", "user"),
            None => (&message.app_id, "app_id", "app"),
        };
        let sender = object([
            ("id", id.as_str().into()),
            ("id_type", id_type.into()),
            ("sender_type", sender_type.into()),
            ("tenant_key", self.config.tenant_key.as_str().into()),
        ]);
        for (name, value) in [
            ("msg_type", message.msg_type.as_str().into()),
            ("create_time", message.create_time.to_string().into()),
            ("update_time", message.update_time.to_string().into()),
            ("deleted", message.deleted.into()),
            ("updated", message.updated().into()),
            ("chat_id", message.chat_id.as_str().into()),
            ("sender", sender),
        ] {
            set(&mut json, name, value);
        }
        if !message.deleted {
            set(&mut json, "body", object([("content", message.text().into())]));
        }
        json
    }
}

/// The body as a JSON object.
pub(crate) fn json_body(request: &Request) -> Result<Json, Refusal> {
    request.json().filter(|body| body.as_map().is_some()).ok_or_else(|| Refusal::of(9499))
}

/// Whether an id has the shape of its kind.
fn check_receiver(kind: &str, id: &str) -> Result<(), Refusal> {
    const PREFIXES: [&str; 3] = ["ou_", "on_", "oc_"];
    if id.is_empty() {
        return Err(Refusal::parameter("invalid receive_id"));
    }
    let fits = match kind {
        "open_id" => id.starts_with("ou_"),
        "union_id" => id.starts_with("on_"),
        "chat_id" => id.starts_with("oc_"),
        "email" => id.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')),
        "user_id" => !PREFIXES.iter().any(|prefix| id.starts_with(prefix)) && !id.contains('@'),
        _ => return Err(Refusal::parameter("invalid receive_id_type")),
    };
    if fits { Ok(()) } else { Err(Refusal::of(230034)) }
}

/// The chat that a message to this receiver is in.
pub(crate) fn chat_of(kind: &str, id: &str) -> String {
    if kind == "chat_id" { id.to_owned() } else { format!("oc_{}", digest(id)) }
}
