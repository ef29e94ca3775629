//! Messages as a user sees them: text or card, what can be worked in it, how it got to be so.

use super::{Answered, whole};
use crate::{
    ChatMessage,
    http::shared::Shared,
    json::{object, text},
    platform::{Platform, messages::chat_of, people::ids},
    user::{action_of, controls},
};
use feishu_card_core::{Json, List};

/// Messages of one answer, unless more are asked for.
const PAGE: u64 = 50;

/// The messages that fit, oldest first; of many the last.
pub(super) fn list(shared: &Shared, members: &Json) -> Answered {
    let platform = shared.lock();
    let wanted = Wanted::of(members);
    let most = whole(members, "last")?.unwrap_or(PAGE);
    let from = whole(members, "from")?.unwrap_or(0);
    let fitting: Vec<usize> = (0..platform.messages.len())
        .filter(|index| *index as u64 >= from)
        .filter(|index| platform.messages.get(*index).is_some_and(|message| wanted.fits(&platform, message)))
        .collect();
    let surplus = fitting.len().saturating_sub(usize::try_from(most).unwrap_or(usize::MAX));
    let shown = fitting.iter().skip(surplus).filter_map(|index| {
        platform.messages.get(*index).map(|message| one(&platform, *index, message, wanted.user, wanted.locale))
    });
    let messages: Vec<_> = shown.collect();
    Ok(object([
        ("messages", messages.into()),
        ("earlier", (surplus as u64).into()),
        ("next", (platform.messages.len() as u64).into()),
    ]))
}

/// Which messages are meant.
pub(super) struct Wanted<'a> {
    user: Option<&'a str>,
    locale: &'a str,
    chat_id: Option<&'a str>,
    message_id: Option<&'a str>,
    reply_to: Option<&'a str>,
    holds: Option<&'a str>,
    /// `app` or `user`.
    from: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    pub(super) fn of(members: &'a Json) -> Self {
        Wanted {
            user: text(members, "user"),
            locale: text(members, "locale").unwrap_or("zh_cn"),
            chat_id: text(members, "chat_id"),
            message_id: text(members, "message_id"),
            reply_to: text(members, "reply_to"),
            holds: text(members, "holds"),
            from: text(members, "sender"),
        }
    }

    pub(super) fn fits(&self, platform: &Platform, message: &ChatMessage) -> bool {
        let is = |wanted: Option<&str>, value: &str| wanted.is_none_or(|wanted| wanted == value);
        let sender = if message.sender.is_some() { "user" } else { "app" };
        is(self.chat_id, &message.chat_id)
            && is(self.message_id, &message.message_id)
            && is(self.reply_to, message.parent_id.as_deref().unwrap_or_default())
            && is(self.from, sender)
            // whoever looks into a chat is in it
            && self.user.is_none_or(|user| if self.chat_id.is_some() { is_for(message, user) } else { is_seen(message, user) })
            && self.holds.is_none_or(|holds| shown(platform, message, self.user).to_string().contains(holds))
    }

    pub(super) fn show(&self, platform: &Platform, index: usize, message: &ChatMessage) -> Json {
        one(platform, index, message, self.user, self.locale)
    }
}

/// Whether a message is not for somebody else alone.
fn is_for(message: &ChatMessage, user: &str) -> bool {
    message.ephemeral_for.as_ref().is_none_or(|only| only == user || ids(user).contains(only))
}

/// Whether a user sees a message: those of groups all users, others whom they were sent to, by any of the user's ids.
fn is_seen(message: &ChatMessage, user: &str) -> bool {
    if matches!(message.receive_id_type.as_str(), "chat_id" | "webhook") {
        return is_for(message, user);
    }
    message.receive_id == user || message.chat_id == chat_of("open_id", user) || ids(user).contains(&message.receive_id)
}

/// The content that a user sees.
fn shown(platform: &Platform, message: &ChatMessage, user: Option<&str>) -> Json {
    platform.shown(match user {
        Some(user) => message.card_for(user),
        None => message.card(),
    })
}

/// One message as this user sees it, else as everyone does.
fn one(platform: &Platform, index: usize, message: &ChatMessage, user: Option<&str>, locale: &str) -> Json {
    let or_null = |text: &Option<String>| text.as_deref().map_or(Json::Null, Json::from);
    let content = shown(platform, message, user);
    let card = message.msg_type == "interactive" && !message.deleted;
    let (from, sender) = match (&message.sender, message.app_id.as_str()) {
        (Some(user), _) => ("user", user.as_str()),
        (None, "") => ("webhook", ""),
        (None, app) => ("app", app),
    };
    let chat_type = match message.receive_id_type.as_str() {
        "chat_id" => "group",
        "webhook" => "webhook",
        _ => "p2p",
    };
    let cause = message.history.last().map_or(Json::Null, |revision| format!("{:?}", revision.cause).into());
    let entity = message.card_id.as_deref().and_then(|card_id| platform.entity_now(card_id));
    let urgent =
        message.urgent.iter().map(|(way, user)| object([("way", (*way).into()), ("user", user.as_str().into())]));
    object([
        ("message_id", message.message_id.as_str().into()),
        ("number", (index as u64).into()),
        ("chat_id", message.chat_id.as_str().into()),
        ("chat_type", chat_type.into()),
        ("receive_id_type", message.receive_id_type.as_str().into()),
        ("receive_id", message.receive_id.as_str().into()),
        ("from", from.into()),
        ("sender", sender.into()),
        ("msg_type", message.msg_type.as_str().into()),
        ("create_time", message.create_time.into()),
        ("update_time", message.update_time.into()),
        ("changes", changes(platform, message).into()),
        ("cause", cause),
        ("deleted", message.deleted.into()),
        ("ephemeral_for", or_null(&message.ephemeral_for)),
        ("root_id", or_null(&message.root_id)),
        ("parent_id", or_null(&message.parent_id)),
        ("thread_id", or_null(&message.thread_id)),
        ("card_id", or_null(&message.card_id)),
        ("streaming_left_ms", entity.map_or(0, |entity| entity.streaming_left).into()),
        ("urgent", urgent.collect::<Vec<_>>().into()),
        ("text", words(message, &content, card).into()),
        ("controls", if card { workable(&content, locale) } else { Json::List(List::EMPTY) }),
        ("card", if card { content.clone() } else { Json::Null }),
        ("content", if card || message.deleted { Json::Null } else { content }),
    ])
}

/// How often a message has changed since it was sent, its entity included.
pub(super) fn changes(platform: &Platform, message: &ChatMessage) -> u64 {
    let own = message.history.len().saturating_sub(1) as u64 + u64::from(message.deleted);
    let entity = message.card_id.as_deref().and_then(|card_id| platform.entities.get(card_id));
    own + entity.map_or(0, |entity| entity.changes())
}

/// What a person reads: of a text the words with names in place of mentions, of a card all that it says.
fn words(message: &ChatMessage, content: &Json, card: bool) -> String {
    if message.deleted {
        return String::new();
    }
    match (card, message.msg_type.as_str()) {
        (true, _) => content.to_card_text(),
        (_, "text") => text(content, "text").unwrap_or_default().replace("@_user_1 ", "@bot "),
        (_, "post") => {
            let mut out = String::new();
            said(content, &mut out);
            out
        }
        _ => String::new(),
    }
}

/// The texts of a post, a line for each paragraph.
fn said(json: &Json, out: &mut String) {
    match json {
        Json::List(items) => {
            let paragraph = items.iter().any(|item| item.get("tag").is_some());
            items.iter().for_each(|item| said(item, out));
            if paragraph {
                out.push('\n');
            }
        }
        Json::Map(members) => {
            for (name, value) in members {
                match value {
                    Json::Str(text) if matches!(name.as_ref(), "text" | "title" | "user_name") && !text.is_empty() => {
                        out.push_str(text);
                        if name == "title" {
                            out.push('\n');
                        }
                    }
                    Json::List(_) | Json::Map(_) => said(value, out),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// The components that can be worked: where they are, what they are, and what they take.
fn workable(card: &Json, locale: &str) -> Json {
    let found = controls(card, locale);
    let list = found.iter().map(|control| {
        let flag = |name: &str| control.element.get(name).and_then(Json::as_bool).unwrap_or(false);
        let options = control.element.get("options").and_then(Json::as_list).unwrap_or_default().iter().map(|option| {
            let shown = option.pointer("/text/content").cloned().unwrap_or_default();
            object([("value", option.get("value").cloned().unwrap_or_default()), ("text", shown)])
        });
        let label = ["/text/content", "/label/content", "/placeholder/content"];
        let label = label.iter().find_map(|pointer| control.element.pointer(pointer)).cloned().unwrap_or_default();
        let form = if control.form_at.is_empty() { Json::Null } else { control.form_at.as_str().into() };
        object([
            ("path", control.pointer.as_str().into()),
            ("tag", control.tag().into()),
            ("name", control.name().into()),
            ("text", label),
            ("form", form),
            ("does", action_of(control).into()),
            ("required", flag("required").into()),
            ("disabled", (control.disabled || flag("disabled")).into()),
            ("options", options.collect::<Vec<_>>().into()),
        ])
    });
    list.collect::<Vec<_>>().into()
}
