//! What can be done with a sent message besides updating its card: recall, edit, urgent.

use super::{
    Platform,
    messages::json_body,
    reply::{Answer, Refusal, Reply},
};
use crate::{
    Cause, Request,
    json::{list, object, text, texts},
};

/// How often a text can be edited.
const EDITS: usize = 20;

/// Users of one urgent call, and unread urgent messages of one user.
const URGENT_USERS: usize = 200;
const URGENT_UNREAD: usize = 200;

impl Platform {
    /// `im.message.delete`
    pub(crate) fn recall_message(&mut self, app: &str, id: &str) -> Answer {
        let index = self.own_message(app, id)?;
        let now = self.now();
        let message = self.messages.get_mut(index).ok_or_else(|| Refusal::of(1500))?;
        if message.deleted {
            return Err(Refusal::of(230110));
        }
        if message.ephemeral_for.is_some() {
            return Err(Refusal::of(230054));
        }
        message.deleted = true;
        message.update_time = now;
        Ok(Reply::data("success", object([])))
    }

    /// `im.message.update`: text and post only; cards are patched.
    pub(crate) fn edit_message(&mut self, app: &str, id: &str, request: &Request) -> Answer {
        let body = json_body(request)?;
        let kind = text(&body, "msg_type").filter(|kind| ["text", "post"].contains(kind));
        let kind = kind.ok_or_else(|| Refusal::parameter("invalid msg_type"))?;
        let message = self.message_in_reach(app, id)?;
        if message.sender.is_some() {
            return Err(Refusal::of(230012));
        }
        if message.deleted {
            return Err(Refusal::of(230110));
        }
        if !["text", "post"].contains(&message.msg_type.as_str()) {
            return Err(Refusal::of(230054));
        }
        if message.history.len() > EDITS {
            return Err(Refusal::of(230072).msg("The message has been edited the maximum number of times."));
        }
        let content = self.content(&body, kind)?.to_owned();
        let index = self.find(id).ok_or_else(|| Refusal::of(1500))?;
        self.show(index, Cause::Edited, content, None);
        let message = self.messages.get(index).ok_or_else(|| Refusal::of(1500))?;
        Ok(Reply::data("success", self.message_object(message)))
    }

    /// `im.message.urgent_app`, `urgent_sms`, `urgent_phone`
    pub(crate) fn urgent(&mut self, app: &str, id: &str, request: &Request, way: &'static str) -> Answer {
        let kind = request.parameter("user_id_type").unwrap_or_default();
        if !["open_id", "union_id", "user_id"].contains(&kind.as_str()) {
            return Err(Refusal::field("user_id_type", "user_id_type is required: open_id, union_id or user_id"));
        }
        let body = json_body(request)?;
        let users = list(&body, "user_id_list");
        if users.is_empty() || users.len() > URGENT_USERS {
            return Err(Refusal::parameter("user_id_list takes 1 to 200 users"));
        }
        if !id.starts_with("om_") {
            return Err(Refusal::of(99992354));
        }
        let index = self.find(id).ok_or_else(|| Refusal::parameter("invalid message_id"))?;
        let message = self.messages.get(index).ok_or_else(|| Refusal::of(1500))?;
        if message.app_id != app {
            return Err(Refusal::of(230012));
        }
        if message.deleted {
            return Err(Refusal::of(230110));
        }
        // in a one-to-one chat there is one user to buzz, in a group any
        let group = message.receive_id_type == "chat_id";
        let valid = |user: &String| match kind.as_str() {
            "open_id" => user.starts_with("ou_"),
            "union_id" => user.starts_with("on_"),
            _ => !user.starts_with("ou_") && !user.starts_with("on_"),
        };
        let present = |user: &String| group || message.receive_id_type != kind || message.receive_id == *user;
        let there = |user: &String| valid(user) && present(user) && !self.unreachable.contains_key(user);
        let (buzzed, invalid): (Vec<_>, Vec<_>) = users.into_iter().partition(there);
        if buzzed.is_empty() {
            return Err(Refusal::parameter("all users of user_id_list are invalid"));
        }
        let unread = |user: &String| self.messages.iter().flat_map(|m| &m.urgent).filter(|(_, to)| to == user).count();
        if buzzed.iter().any(|user| unread(user) >= URGENT_UNREAD) {
            return Err(Refusal::of(230023));
        }
        if let Some(message) = self.messages.get_mut(index) {
            message.urgent.extend(buzzed.into_iter().map(|user| (way, user)));
        }
        Ok(Reply::data("success", object([("invalid_user_id_list", texts(&invalid))])))
    }
}
