//! Batch messages: one card to many users and departments, with progress and recall.

use super::{
    Platform,
    messages::json_body,
    reply::{Answer, Refusal, Reply},
};
use crate::{
    Request,
    json::{list, object, text, texts},
};
use feishu_card_core::Json;

/// Ids of one list.
const LIST: usize = 200;

/// Messages per app and day.
const DAILY: usize = 500_000;

const DAY: u64 = 24 * 3600 * 1000;

/// Milliseconds for which progress can be asked for.
const PROGRESS_WINDOW: u64 = 30 * DAY;

/// A batch message the sandbox received: a copy, which later changes do not reach.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SentBatch {
    /// `bm-…`
    pub message_id: String,
    /// The app that sent it.
    pub app_id: String,
    /// `interactive` for cards.
    pub msg_type: String,
    /// The card, or the content of another kind of message.
    pub content: Json,
    /// The users and departments it went to.
    pub receivers: Vec<String>,
    /// When it was sent: milliseconds since 1970.
    pub create_time: u64,
    /// Whether it was recalled.
    pub recalled: bool,
}

impl Platform {
    /// `message.v4.batch_send`. All its failures come with HTTP 200.
    pub(crate) fn send_batch(&mut self, app: &str, request: &Request) -> Answer {
        let body = json_body(request).map_err(|_| Refusal::of(10003))?;
        let bad = |why: &str| Refusal::of(10003).msg(format!("invalid param: {why}"));
        let kind = text(&body, "msg_type").unwrap_or_default();
        if !["text", "image", "post", "share_chat", "interactive"].contains(&kind) {
            return Err(bad("msg_type"));
        }
        let member = if kind == "interactive" { "card" } else { "content" };
        let content = body.get(member).filter(|content| content.as_map().is_some());
        let content = content.ok_or_else(|| bad(&format!("{member} is missing or not an object")))?;
        let lists = ["department_ids", "open_ids", "user_ids", "union_ids"].map(|name| list(&body, name));
        if lists.iter().all(Vec::is_empty) {
            return Err(bad("one of department_ids, open_ids, user_ids and union_ids is needed"));
        }
        if lists.iter().any(|ids| ids.len() > LIST) {
            return Err(bad("a list takes at most 200 ids"));
        }
        if kind == "interactive" {
            if content.to_string().len() > self.config.options.limits.card_bytes {
                return Err(Refusal::of(10002).msg("the card is larger than 30 KB"));
            }
            self.card(content).map_err(|refusal| Refusal::of(11246).msg(refusal.card_part()))?;
        }
        let [departments, open_ids, user_ids, union_ids] = lists;
        let split = |ids: Vec<String>, fits: fn(&str) -> bool| -> (Vec<String>, Vec<String>) {
            ids.into_iter().partition(|id| fits(id) && !self.unreachable.contains_key(id))
        };
        let departments = split(departments, |id| !id.is_empty() && id != "0");
        let open_ids = split(open_ids, |id| id.starts_with("ou_"));
        let user_ids = split(user_ids, |id| !id.is_empty() && !id.starts_with("ou_") && !id.starts_with("on_"));
        let union_ids = split(union_ids, |id| id.starts_with("on_"));
        let receivers = [departments.0, open_ids.0, user_ids.0, union_ids.0].concat();
        let now = self.now();
        let recent = self.batches.iter().filter(|batch| batch.app_id == app && batch.create_time + DAY > now);
        if recent.map(|batch| batch.receivers.len()).sum::<usize>() + receivers.len() > DAILY {
            return Err(Refusal::of(11247));
        }
        let message_id = self.random.id("bm-");
        self.batches.push(SentBatch {
            message_id: message_id.clone(),
            app_id: app.to_owned(),
            msg_type: kind.to_owned(),
            content: content.clone(),
            receivers,
            create_time: now,
            recalled: false,
        });
        let data = object([
            ("message_id", message_id.into()),
            ("invalid_department_ids", texts(&departments.1)),
            ("invalid_open_ids", texts(&open_ids.1)),
            ("invalid_user_ids", texts(&user_ids.1)),
            ("invalid_union_ids", texts(&union_ids.1)),
        ]);
        Ok(Reply::data("ok", data))
    }

    /// `im.batch_message.delete`
    pub(crate) fn recall_batch(&mut self, app: &str, id: &str) -> Answer {
        let index = self.batch(id)?;
        let batch = self.batches.get_mut(index).ok_or_else(|| Refusal::of(230030))?;
        if batch.app_id != app {
            return Err(Refusal::of(230026));
        }
        batch.recalled = true;
        Ok(Reply::data("ok", object([])))
    }

    /// `im.batch_message.get_progress`. The emulator delivers at once, so that all users count as reached.
    pub(crate) fn batch_progress(&mut self, app: &str, id: &str) -> Answer {
        let batch = self.own_batch(app, id)?;
        let count = Json::from(batch.receivers.len() as u64);
        let sent = object([
            ("valid_user_ids_count", count.clone()),
            ("success_user_ids_count", count.clone()),
            ("read_user_ids_count", Json::int(0)),
        ]);
        let recalled = object([
            ("recall", batch.recalled.into()),
            ("recall_count", if batch.recalled { count } else { Json::int(0) }),
        ]);
        let data = object([("batch_message_send_progress", sent), ("batch_message_recall_progress", recalled)]);
        Ok(Reply::data("success", data))
    }

    /// `im.batch_message.read_user`
    pub(crate) fn batch_readers(&mut self, app: &str, id: &str) -> Answer {
        let batch = self.own_batch(app, id)?;
        let total = batch.receivers.len().to_string();
        let read = object([("read_count", "0".into()), ("total_count", total.into())]);
        Ok(Reply::data("ok", object([("read_user", read)])))
    }

    fn own_batch(&self, app: &str, id: &str) -> Result<&SentBatch, Refusal> {
        let batch = self.batches.get(self.batch(id)?).ok_or_else(|| Refusal::of(230030))?;
        if batch.app_id == app { Ok(batch) } else { Err(Refusal::of(230012)) }
    }

    fn batch(&self, id: &str) -> Result<usize, Refusal> {
        let recent = |batch: &SentBatch| self.now().saturating_sub(batch.create_time) <= PROGRESS_WINDOW;
        let index = self.batches.iter().position(|batch| batch.message_id == id && recent(batch));
        index.ok_or_else(|| Refusal::of(230030))
    }
}
