//! What users do: work a card, write a text. By the kit of Rust tests, so that it is the same.

use super::{Answered, ControlError, milliseconds, needed, wait};
use crate::{
    Actor, ChatMessage, Entered,
    http::shared::Shared,
    json::{set, text},
    platform::people::ids,
};
use feishu_card_core::Json;
use tokio::time::{Instant, timeout_at};

/// The longest text that a user writes, in bytes.
const LONGEST_TEXT: usize = 150 * 1024;

/// Works a card, and waits `timeout_ms` for it and its component to be there.
pub(super) async fn act(shared: &Shared, members: &Json) -> Answered {
    let limit = milliseconds(members, "timeout_ms")?.unwrap_or_default().min(wait::LONGEST);
    let mut news = shared.lock().news.subscribe();
    let deadline = Instant::now() + limit;
    loop {
        // before the look, so that nothing between is missed
        news.mark_unchanged();
        match act_now(shared, members).await {
            Err(missing) if missing.status == 404 => match timeout_at(deadline, news.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) | Err(_) => return Err(missing),
            },
            done => return done,
        }
    }
}

/// `target` alone is a click, with `entry` something entered, with `fill` a form submitted.
async fn act_now(shared: &Shared, members: &Json) -> Answered {
    let message = message(shared, needed(members, "message_id")?)?;
    let target = needed(members, "target")?;
    let actor = actor(shared, members, Some(&message))?;
    let outcome = match (members.get("fill"), members.get("entry")) {
        (Some(Json::Map(fields)), _) => {
            let mut form = actor.form(&message.message_id);
            for (name, value) in fields {
                let entry = Entered::of_json(value);
                let wrong = || ControlError::member(name, "a text, a list of texts, true or false");
                form = form.fill(name, entry.ok_or_else(wrong)?);
            }
            form.submit(target).await?
        }
        (Some(_), _) => return Err(ControlError::member("fill", "an object of names and entries")),
        (None, Some(value)) => {
            let entry = Entered::of_json(value);
            let wrong = || ControlError::member("entry", "a text, a list of texts, true or false");
            actor.enter(&message.message_id, target, entry.ok_or_else(wrong)?).await?
        }
        (None, None) => actor.click(&message.message_id, target).await?,
    };
    let mut json = outcome.to_json();
    set(&mut json, "message_id", message.message_id.into());
    Ok(json)
}

/// Writes a text: to the bot alone, in a chat, or as a reply.
pub(super) async fn say(shared: &Shared, members: &Json) -> Answered {
    let words = needed(members, "text")?;
    if words.is_empty() || words.len() > LONGEST_TEXT {
        return Err(ControlError::member("text", "1 byte to 150 KB"));
    }
    let said = match (text(members, "reply_to"), text(members, "chat_id")) {
        (Some(id), _) => {
            let message = message(shared, id)?;
            actor(shared, members, Some(&message))?.replies(&message.message_id, words).await?
        }
        (None, Some(chat)) if is_alone(shared, chat) => actor(shared, members, None)?.says_alone_in(chat, words).await,
        (None, Some(chat)) => {
            if !chat.starts_with("oc_") {
                return Err(ControlError::member("chat_id", "an id that begins with `oc_`"));
            }
            actor(shared, members, None)?.says_in(chat, words).await
        }
        (None, None) => actor(shared, members, None)?.says(words).await,
    };
    Ok(said.to_json())
}

/// Whether a chat is one of the bot and one user.
fn is_alone(shared: &Shared, chat_id: &str) -> bool {
    let platform = shared.lock();
    let alone = |message: &ChatMessage| !matches!(message.receive_id_type.as_str(), "chat_id" | "webhook");
    let own = |id: &str| crate::platform::messages::chat_of("open_id", id) == chat_id;
    platform.messages.iter().any(|message| message.chat_id == chat_id && alone(message))
        || platform.people.users.iter().any(|user| own(&user.id))
}

/// The message of this id; `last` is the last card that an app sent.
fn message(shared: &Shared, id: &str) -> Result<ChatMessage, ControlError> {
    let platform = shared.lock();
    let found = match id {
        "last" => {
            let card = |message: &&ChatMessage| message.msg_type == "interactive" && !message.deleted;
            platform.messages.iter().rfind(card).map(|message| platform.copy(message))
        }
        id => platform.message_now(id),
    };
    found.ok_or_else(|| match id {
        "last" => ControlError::new(404, "no card was sent yet"),
        id => ControlError::new(404, format!("unknown message `{id}`")),
    })
}

/// Who does it: `user`, else the one that the message is for, else the first user with a name.
fn actor(shared: &Shared, members: &Json, message: Option<&ChatMessage>) -> Result<Actor, ControlError> {
    let platform = shared.lock();
    let receiver = message.and_then(|message| {
        let only = message.ephemeral_for.as_deref();
        only.or((message.receive_id_type == "open_id").then_some(message.receive_id.as_str()))
            .or_else(|| platform.people.open_id(&message.receive_id))
    });
    let first = platform.people.users.first().map(|user| user.id.as_str());
    let open_id = text(members, "user").or(receiver).or(first).unwrap_or("ou_7d8a6e6df7621556ce0d21922b676706ccs");
    if !open_id.starts_with("ou_") || ids(open_id).contains(&open_id.to_owned()) {
        return Err(ControlError::member("user", "an open_id, which begins with `ou_`"));
    }
    let open_id = open_id.to_owned();
    drop(platform);
    let mut actor = Actor::new(shared, &open_id);
    if let Some(locale) = text(members, "locale") {
        actor = actor.locale(locale);
    }
    match (text(members, "timezone"), text(members, "utc_offset")) {
        (Some(name), Some(offset)) => Ok(actor.timezone(name, offset)),
        (None, None) => Ok(actor),
        _ => Err(ControlError::new(400, "`timezone` and `utc_offset` go together: `Europe/Berlin` and `+0200`")),
    }
}
