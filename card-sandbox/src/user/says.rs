//! A user writes to the bot: the message, and the event that tells the app of it.

use super::outcome::{Posted, Shown};
use crate::{
    ChatMessage,
    http::deliver::Delivered,
    json::{object, set, text},
    platform::push::{self, Push},
    platform::{Platform, events::Event, messages::Destination, people::ids},
    random::digest,
};
use feishu_card_core::Json;

/// What came of writing to a bot.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Said {
    /// The message, `om_…`.
    pub message_id: String,
    /// The chat it was written in, `oc_…`.
    pub chat_id: String,
    /// The event as it was sent, and the app's answer; `None` when there was nobody to send it to.
    pub posted: Option<Posted>,
    /// Why the app did not take the event. It comes again: when the app connects, or 15 seconds, 5 minutes, an hour
    /// and 6 hours later by the sandbox's clock.
    pub error: Option<Shown>,
}

impl Said {
    pub(super) fn new(message: ChatMessage, delivered: Option<Delivered>) -> Self {
        let (posted, error) = match delivered {
            Some(Delivered { posted, answer, sent, .. }) => {
                let not_200 =
                    |status: u16| Shown { code: 200671, reason: format!("the app answered {status}, not 200") };
                let error = match answer {
                    Ok((200, _)) => None,
                    Ok((status, _)) => Some(not_200(status)),
                    Err(error) => Some(error),
                };
                (sent.then_some(posted), error)
            }
            None => (None, Some(Shown { code: 300000, reason: "the sandbox is shut down".to_owned() })),
        };
        Said { message_id: message.message_id, chat_id: message.chat_id, posted, error }
    }

    /// As the control answers it.
    pub(crate) fn to_json(&self) -> Json {
        object([
            ("message_id", self.message_id.as_str().into()),
            ("chat_id", self.chat_id.as_str().into()),
            ("taken", self.taken().into()),
            ("error", self.error.as_ref().map_or(Json::Null, Shown::to_json)),
        ])
    }

    /// Whether the app took the event.
    #[must_use]
    pub fn taken(&self) -> bool {
        self.error.is_none()
    }
}

/// What is written where.
pub(super) struct Writing<'a> {
    pub(super) chat_id: &'a str,
    pub(super) in_group: bool,
    pub(super) words: &'a str,
    /// The message that is replied to.
    pub(super) parent: Option<&'a ChatMessage>,
}

impl Writing<'_> {
    /// Puts the message into its chat, and makes the event.
    pub(super) fn put(self, platform: &mut Platform, open_id: &str) -> Option<(ChatMessage, Event)> {
        // the app of the message that is replied to, else the first
        let apps = platform.config.apps.first().map(|app| app.id.clone());
        let app_id = self.parent.map(|parent| parent.app_id.clone()).filter(|id| !id.is_empty()).or(apps);
        let app_id = app_id.unwrap_or_default();
        let words = if self.in_group { format!("@_user_1 {}", self.words) } else { self.words.to_owned() };
        let content = object([("text", words.into())]).to_string();
        let to = Destination {
            receive_id_type: if self.in_group { "chat_id" } else { "open_id" }.to_owned(),
            receive_id: if self.in_group { self.chat_id } else { open_id }.to_owned(),
            chat_id: self.chat_id.to_owned(),
            root_id: self.parent.map(|parent| parent.root_id.clone().unwrap_or_else(|| parent.message_id.clone())),
            parent_id: self.parent.map(|parent| parent.message_id.clone()),
            thread_id: self.parent.and_then(|parent| parent.thread_id.clone()),
        };
        let index = platform.store(&app_id, "text", content, None, to);
        let message = platform.write_as(index, open_id)?;
        let event = event(platform, &message, self.in_group);
        Some((message, Event::new(&app_id, event)))
    }
}

/// `im.message.receive_v1`
fn event(platform: &mut Platform, message: &ChatMessage, in_group: bool) -> Push {
    let tenant: Json = platform.config.tenant_key.as_str().into();
    let open_id = message.sender.as_deref().unwrap_or_default();
    let all_ids = |open_id: &str| {
        let [union_id, user_id] = ids(open_id);
        object([("open_id", open_id.into()), ("union_id", union_id.into()), ("user_id", user_id.into())])
    };
    let mut body = object([("message_id", message.message_id.as_str().into())]);
    for (name, id) in
        [("root_id", &message.root_id), ("parent_id", &message.parent_id), ("thread_id", &message.thread_id)]
    {
        if let Some(id) = id {
            set(&mut body, name, id.as_str().into());
        }
    }
    let content = message.content();
    for (name, value) in [
        ("create_time", message.create_time.to_string().into()),
        ("update_time", message.update_time.to_string().into()),
        ("chat_id", message.chat_id.as_str().into()),
        ("chat_type", if in_group { "group" } else { "p2p" }.into()),
        ("message_type", message.msg_type.as_str().into()),
        ("content", content.to_string().into()),
    ] {
        set(&mut body, name, value);
    }
    if in_group && text(&content, "text").is_some_and(|text| text.starts_with("@_user_1 ")) {
        let bot = format!("ou_{}", digest(&message.app_id));
        let mention = object([
            ("key", "@_user_1".into()),
            ("id", all_ids(&bot)),
            ("name", "bot".into()),
            ("tenant_key", tenant.clone()),
        ]);
        set(&mut body, "mentions", Json::from(vec![mention]));
    }
    let sender = object([("sender_id", all_ids(open_id)), ("sender_type", "user".into()), ("tenant_key", tenant)]);
    let event = object([("sender", sender), ("message", body)]);
    push::event(&platform.config, &mut platform.random, "im.message.receive_v1", &message.app_id, event)
}
