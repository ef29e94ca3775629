//! Replying to a message, in the chat or in a thread.

use super::{
    Platform,
    messages::{Destination, json_body},
    reply::{Answer, Refusal},
};
use crate::{Request, json::text, random::digest};
use feishu_card_core::Json;

impl Platform {
    /// `im.message.reply`
    pub(crate) fn reply_message(&mut self, app: &str, id: &str, request: &Request) -> Answer {
        let body = json_body(request)?;
        let target = self.message_in_reach(app, id)?;
        if target.deleted {
            return Err(Refusal::of(230011));
        }
        if target.ephemeral_for.is_some() {
            return Err(Refusal::of(230054));
        }
        if text(&body, "msg_type") == Some("system") {
            return Err(Refusal::parameter("invalid msg_type"));
        }
        let in_thread = body.get("reply_in_thread").and_then(Json::as_bool) == Some(true);
        let root = target.root_id.clone().unwrap_or_else(|| target.message_id.clone());
        let thread = match &target.thread_id {
            Some(thread) => Some(thread.clone()),
            None if in_thread => Some(format!("omt_{}", digest(&target.message_id))),
            None => None,
        };
        let to = Destination {
            receive_id_type: target.receive_id_type.clone(),
            receive_id: target.receive_id.clone(),
            chat_id: target.chat_id.clone(),
            // in a thread both are the message that began it
            parent_id: Some(if thread.is_some() { root.clone() } else { target.message_id.clone() }),
            root_id: Some(root),
            thread_id: thread.clone(),
        };
        let index = self.find(id);
        let answer = self.deliver(app, &body, to)?;
        if let Some(target) = index.and_then(|index| self.messages.get_mut(index)) {
            target.thread_id = thread;
        }
        Ok(answer)
    }
}
