//! Changing cards that were sent: `PATCH`, the answer to a callback, and the delayed update by its token.

use super::{
    Platform,
    messages::json_body,
    reply::{Answer, Refusal, Reply},
    windows::{PER_MESSAGE, WindowKey},
};
use crate::{
    Cause, ChatMessage, Request, Revision,
    json::{list, object, text},
};
use feishu_card_core::Json;

const DAY: u64 = 24 * 3600 * 1000;

/// Milliseconds after sending in which a card can be updated.
pub(crate) const UPDATE_WINDOW: u64 = 14 * DAY;

/// Milliseconds a callback's token lives, and how often it can be used.
const TOKEN_LIFE: u64 = 30 * 60 * 1000;
const TOKEN_USES: u32 = 2;

/// Bytes of a card after the platform's conversion in a delayed update.
const CONVERTED_BYTES: usize = 100 * 1024;

/// What a user did to a card: the token of its callback.
pub(crate) struct Interaction {
    pub(crate) message: usize,
    pub(crate) at: u64,
    pub(crate) uses: u32,
    /// Whether the app has answered the callback; only then may the token be used.
    pub(crate) answered: bool,
}

impl Platform {
    /// `im.message.patch`
    pub(crate) fn patch_message(&mut self, app: &str, id: &str, request: &Request) -> Answer {
        let body = json_body(request)?;
        let index = self.own_message(app, id)?;
        let message = self.messages.get(index).ok_or_else(|| Refusal::of(1500))?;
        if message.msg_type != "interactive" {
            return Err(Refusal::parameter("This message is NOT a card"));
        }
        if message.deleted {
            return Err(Refusal::of(230011));
        }
        if message.ephemeral_for.is_some() {
            return Err(Refusal::parameter("an ephemeral card can NOT be patched"));
        }
        if self.now().saturating_sub(message.create_time) > UPDATE_WINDOW {
            return Err(Refusal::of(230031));
        }
        if message.card_id.is_some() {
            return Err(Refusal::parameter("the message shows a card entity, change the entity"));
        }
        let old = message.card();
        let content = self.content(&body, "interactive")?.to_owned();
        let new = Json::parse(&content).unwrap_or_default();
        if text(&new, "type") == Some("card") {
            return Err(Refusal::parameter("a card can NOT be patched into a card entity"));
        }
        for card in [&old, &new] {
            if !is_shared(card) {
                return Err(Refusal::parameter("config.update_multi of the card must be true before and after"));
            }
        }
        if is_v2(&old) != is_v2(&new) && text(&old, "type").is_none() && text(&new, "type").is_none() {
            return Err(Refusal::card(200800, "", "create universal card fail", "schema"));
        }
        let now = self.config.clock.micros();
        let key = WindowKey::Message(id.to_owned());
        self.windows.admit(key, PER_MESSAGE, now).map_err(|_| Refusal::of(230020))?;
        self.show(index, Cause::Patched, content, None);
        Ok(Reply::data("ok", object([])))
    }

    /// `interactive.card.update`: the delayed update with the token of a callback.
    pub(crate) fn delayed_update(&mut self, app: &str, request: &Request) -> Answer {
        let body = request.json().ok_or_else(|| Refusal::of(100030))?;
        let token = text(&body, "token").filter(|token| token.starts_with("c-")).ok_or_else(|| Refusal::of(300020))?;
        let card = body.get("card").filter(|card| card.as_map().is_some()).ok_or_else(|| Refusal::of(10002))?;
        let now = self.now();
        let interaction = self.interactions.get(token).ok_or_else(|| Refusal::of(300020))?;
        let (index, at, uses) = (interaction.message, interaction.at, interaction.uses);
        if now.saturating_sub(at) > TOKEN_LIFE {
            return Err(Refusal::of(300030));
        }
        if uses >= TOKEN_USES {
            return Err(Refusal::of(300040));
        }
        if !interaction.answered {
            return Err(Refusal::of(11310));
        }
        let message = self.messages.get(index).ok_or_else(|| Refusal::of(1500))?;
        if message.app_id != app {
            return Err(Refusal::of(200310));
        }
        if message.deleted {
            return Err(Refusal::of(200000));
        }
        let old = self.shown(message.card());
        let only_for = exclusive_readers(card, &old)?;
        let content = without_open_ids(card).to_string();
        if content.len() > CONVERTED_BYTES {
            return Err(Refusal::of(100000));
        }
        if content.len() > self.config.options.limits.card_bytes {
            return Err(Refusal::of(11311).msg("the card is larger than 30 KB"));
        }
        self.card(&without_open_ids(card)).map_err(|refusal| Refusal::of(11311).msg(refusal.card_part()))?;
        if text(&old, "type").is_none() && text(card, "type").is_none() {
            match (is_v2(&old), is_v2(card)) {
                (true, false) => {
                    let msg = "ErrCode: 200830; ErrMsg: a card of schema V2 can not become V1; ";
                    return Err(Refusal::of(11311).msg(msg));
                }
                (false, true) => {
                    return Err(Refusal::of(11311).msg("ErrCode: 200800; ErrMsg: create universal card fail; "));
                }
                _ => {}
            }
        }
        if let Some(interaction) = self.interactions.get_mut(token) {
            interaction.uses += 1;
        }
        // a 1.0 card still answers after 14 days, but an update then has no effect
        if now.saturating_sub(self.messages.get(index).map_or(0, |message| message.create_time)) <= UPDATE_WINDOW {
            self.show(index, Cause::Delayed, content, only_for);
        }
        Ok(Reply::json(200, object([("code", Json::int(0)), ("msg", "ok".into())])))
    }

    /// A message that this app sent.
    pub(crate) fn own_message(&self, app: &str, id: &str) -> Result<usize, Refusal> {
        if !id.starts_with("om_") {
            return Err(Refusal::of(99992354));
        }
        let index = self.find(id).ok_or_else(|| Refusal::parameter("invalid message_id"))?;
        match self.messages.get(index) {
            Some(ChatMessage { app_id, sender: None, .. }) if app_id == app => Ok(index),
            Some(ChatMessage { sender: Some(_), .. }) => Err(Refusal::of(230012)),
            _ => Err(Refusal::parameter("the message was sent by another app")),
        }
    }

    /// The answer to a click wins over a patch that was made before it: where it holds no card, the message shows again
    /// what it showed when it had `before` states. Whether it does.
    pub(crate) fn jump_back(&mut self, index: usize, before: usize) -> bool {
        let at = self.now();
        let Some(message) = self.messages.get_mut(index).filter(|message| message.card_id.is_none()) else {
            return false;
        };
        let (old, new) = message.history.split_at(before.min(message.history.len()));
        let shown = old.iter().rfind(|revision| revision.only_for.is_none());
        let Some(text) = shown.map(|revision| revision.text.clone()) else { return false };
        if !new.iter().any(|revision| revision.cause == Cause::Patched) {
            return false;
        }
        message.update_time = at;
        message.history.push(Revision { cause: Cause::JumpedBack, at, only_for: None, text });
        true
    }

    /// Shows other content in a message; in one that shows an entity, another card in that. False for an entity
    /// that streams: it takes no answers.
    pub(crate) fn show(&mut self, index: usize, cause: Cause, text: String, only_for: Option<Vec<String>>) -> bool {
        let at = self.now();
        if let Some(card_id) = self.messages.get(index).and_then(|message| message.card_id.clone()) {
            return self.replace_entity(&card_id, Json::parse(&text).unwrap_or_default());
        }
        if let Some(message) = self.messages.get_mut(index) {
            message.update_time = at;
            message.history.push(Revision { cause, at, only_for, text });
        }
        true
    }
}

/// Whether a card declares schema 2.0.
pub(crate) fn is_v2(card: &Json) -> bool {
    text(card, "schema") == Some("2.0")
}

/// Whether everyone sees the same card: always in 2.0, in 1.0 only with `update_multi`. What a template holds
/// is known to the platform's builder only, so that it counts as shared.
pub(crate) fn is_shared(card: &Json) -> bool {
    let written = card.pointer("/config/update_multi").and_then(Json::as_bool);
    written.unwrap_or_else(|| is_v2(card) || text(card, "type").is_some())
}

/// Who a delayed update is for: `card.open_ids`, needed for an exclusive card and wrong for a shared one.
fn exclusive_readers(card: &Json, old: &Json) -> Result<Option<Vec<String>>, Refusal> {
    let users = list(card, "open_ids");
    match (is_shared(old), card.get("open_ids").is_some()) {
        (true, false) => Ok(None),
        (true, true) => Err(Refusal::of(200320)),
        (false, false) => Err(Refusal::of(300090)),
        (false, true) if users.is_empty() || users.iter().any(|user| !user.starts_with("ou_")) => {
            Err(Refusal::of(200320))
        }
        (false, true) => Ok(Some(users)),
    }
}

/// The card without the envelope's `open_ids` in it.
fn without_open_ids(card: &Json) -> Json {
    let members = card.as_map().unwrap_or_default();
    Json::Map(members.iter().filter(|(name, _)| name != "open_ids").cloned().collect())
}

impl Platform {
    /// The callback with this token has been answered, well or badly.
    pub(crate) fn settle(&mut self, token: &str) {
        if let Some(interaction) = self.interactions.get_mut(token) {
            interaction.answered = true;
        }
    }
}
