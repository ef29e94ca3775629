//! The chats there are: those with messages, and those of users and groups with names.

use crate::{
    ChatMessage,
    http::shared::Shared,
    json::{object, text},
    platform::{Platform, messages::chat_of},
    random::digest,
};
use feishu_card_core::Json;
use std::collections::HashMap;

/// Characters of the last message that are told.
const SNIPPET: usize = 80;

/// All chats, the one with the newest message first.
pub(super) fn list(shared: &Shared) -> Json {
    let platform = shared.lock();
    let mut chats: Vec<Chat<'_>> = Vec::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for message in &platform.messages {
        let index = *by_id.entry(&message.chat_id).or_insert_with(|| {
            chats.push(Chat::of(&platform, message));
            chats.len() - 1
        });
        if let Some(chat) = chats.get_mut(index) {
            chat.count += 1;
            chat.last = Some(message);
        }
    }
    let known = |chats: &[Chat<'_>], id: &str| chats.iter().any(|chat| chat.id == id);
    for user in &platform.people.users {
        let id = chat_of("open_id", &user.id);
        if !known(&chats, &id) {
            chats.push(Chat {
                id,
                kind: "p2p",
                name: user.name.clone(),
                user: Some(user.id.clone()),
                count: 0,
                last: None,
            });
        }
    }
    for group in &platform.people.groups {
        if !known(&chats, &group.id) {
            let (id, name) = (group.id.clone(), group.name.clone());
            chats.push(Chat { id, kind: "group", name, user: None, count: 0, last: None });
        }
    }
    // a stable sort: chats without messages stay in their order
    chats.sort_by_key(|chat| std::cmp::Reverse(chat.last.map(|message| message.create_time)));
    object([("chats", chats.iter().map(|chat| chat.json(&platform)).collect::<Vec<_>>().into())])
}

struct Chat<'a> {
    id: String,
    kind: &'static str,
    name: String,
    /// The open_id of the one user of a one-to-one chat.
    user: Option<String>,
    count: u64,
    last: Option<&'a ChatMessage>,
}

impl<'a> Chat<'a> {
    fn of(platform: &Platform, message: &'a ChatMessage) -> Self {
        let receiver = message.receive_id.as_str();
        let (kind, name, user) = match message.receive_id_type.as_str() {
            "chat_id" => {
                let known = platform.people.groups.iter().find(|group| group.id == message.chat_id);
                ("group", known.map_or(message.chat_id.as_str(), |group| &group.name), None)
            }
            "webhook" => ("webhook", "custom bot", None),
            kind => {
                let open_id = match kind {
                    "open_id" => receiver.to_owned(),
                    // somebody who is known by another id only
                    _ => platform
                        .people
                        .open_id(receiver)
                        .map_or_else(|| format!("ou_{}", digest(receiver)), str::to_owned),
                };
                ("p2p", platform.people.name(receiver).unwrap_or(receiver), Some(open_id))
            }
        };
        Chat { id: message.chat_id.clone(), kind, name: name.to_owned(), user, count: 0, last: Some(message) }
    }

    fn json(&self, platform: &Platform) -> Json {
        let said = self.last.map(|message| {
            let content = platform.shown(message.card());
            let all = match message.msg_type.as_str() {
                _ if message.deleted => String::new(),
                "interactive" => content.to_card_text(),
                _ => text(&content, "text").unwrap_or(&message.msg_type).replace("@_user_1 ", "@bot "),
            };
            all.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SNIPPET).collect::<String>()
        });
        object([
            ("chat_id", self.id.as_str().into()),
            ("type", self.kind.into()),
            ("name", self.name.as_str().into()),
            ("user", self.user.as_deref().map_or(Json::Null, Json::from)),
            ("messages", self.count.into()),
            ("last_at", self.last.map_or(Json::Null, |message| message.create_time.into())),
            ("last", said.map_or(Json::Null, Json::from)),
        ])
    }
}
