//! Cards that only one user of a group sees.

use super::{
    Platform,
    messages::{Destination, json_body},
    reply::{Answer, Refusal, Reply},
    windows::{PER_EPHEMERAL_GROUP, WindowKey},
};
use crate::{
    Request,
    json::{object, text},
};
use feishu_card_core::Json;

impl Platform {
    /// `ephemeral.send`. The platform documents no error table for it; 10003 is used for bad parameters.
    pub(crate) fn send_ephemeral(&mut self, app: &str, request: &Request) -> Answer {
        let body = json_body(request)?;
        let bad = |why: &str| Refusal::of(10003).status(400).msg(format!("invalid param: {why}"));
        let chat = text(&body, "chat_id").filter(|chat| chat.starts_with("oc_"));
        let chat = chat.ok_or_else(|| bad("chat_id must be an oc_… id of a group"))?;
        // if several are given, this is the order
        let user = ["open_id", "user_id", "email"].into_iter().find_map(|kind| text(&body, kind));
        let user = user.filter(|user| !user.is_empty());
        let user = user.ok_or_else(|| bad("one of open_id, user_id and email is needed"))?;
        if text(&body, "msg_type") != Some("interactive") {
            return Err(bad("msg_type must be interactive"));
        }
        let card = body.get("card").filter(|card| card.as_map().is_some());
        let card = card.ok_or_else(|| bad("card is missing or not an object"))?;
        self.reachable(chat)?;
        self.reachable(user)?;
        let content = card.to_string();
        if content.len() > self.config.options.limits.card_bytes {
            return Err(Refusal::of(230025));
        }
        self.card(card)?;
        let now = self.config.clock.micros();
        let key = WindowKey::Ephemeral(chat.to_owned());
        self.windows.admit(key, PER_EPHEMERAL_GROUP, now).map_err(|_| Refusal::of(230020))?;
        let to = Destination {
            receive_id_type: "chat_id".to_owned(),
            receive_id: chat.to_owned(),
            chat_id: chat.to_owned(),
            root_id: None,
            parent_id: None,
            thread_id: None,
        };
        let index = self.store(app, "interactive", content, None, to);
        let message = self.messages.get_mut(index).ok_or_else(|| Refusal::of(1500))?;
        message.ephemeral_for = Some(user.to_owned());
        let data = object([("message_id", message.message_id.as_str().into())]);
        Ok(Reply::data("ok", data))
    }

    /// `ephemeral.delete`
    pub(crate) fn delete_ephemeral(&mut self, app: &str, request: &Request) -> Answer {
        let body = json_body(request)?;
        let id = text(&body, "message_id").unwrap_or_default();
        let message = self.find(id).and_then(|index| self.messages.get_mut(index));
        let message = message.filter(|message| message.ephemeral_for.is_some() && message.app_id == app);
        let unknown = || Refusal::of(10003).status(400).msg("invalid param: no ephemeral card has this message_id");
        let message = message.ok_or_else(unknown)?;
        if std::mem::replace(&mut message.deleted, true) {
            return Err(Refusal::of(18051));
        }
        Ok(Reply::json(200, object([("code", Json::int(0)), ("msg", "ok".into())])))
    }
}
