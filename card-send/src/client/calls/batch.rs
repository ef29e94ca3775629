//! One card to many users and departments: `POST /open-apis/message/v4/batch_send/`.

use crate::client::{
    Client, Error,
    engine::{
        answer::{Envelope, integer, text},
        api,
        api::Api,
        body::Body,
        call::Call,
        checks::{self, Checks, awaited, card_settings},
        options::{CallOptions, call_settings},
    },
    ids,
};
use feishu_card_core::{Content, Json, OpenId, UnionId, UserId};

impl Client {
    /// Hands one card over for delivery to many users and departments. The platform delivers it later, in order;
    /// 500,000 messages of an app in a day.
    ///
    /// Not repeated when its outcome is unknown: the platform has no key for it, so a repetition may send twice.
    /// Where each must get it once, use [`send_all`](Client::send_all).
    pub fn send_batch<'a>(&'a self, content: &'a dyn Content) -> SendBatch<'a> {
        SendBatch {
            client: self,
            content,
            open_ids: Vec::new(),
            user_ids: Vec::new(),
            union_ids: Vec::new(),
            department_ids: Vec::new(),
            checks: Checks::default(),
            options: CallOptions::default(),
        }
    }

    /// Recalls the messages of a batch (`bm-…`). The platform does so later; see [`batch_progress`](Client::batch_progress).
    pub fn recall_batch<'a>(&'a self, batch_id: &'a str) -> RecallBatch<'a> {
        RecallBatch { client: self, batch_id, options: CallOptions::default() }
    }

    /// How far a batch (`bm-…`) is delivered or recalled; for 30 days.
    pub fn batch_progress<'a>(&'a self, batch_id: &'a str) -> GetBatchProgress<'a> {
        GetBatchProgress { client: self, batch_id, options: CallOptions::default() }
    }

    /// How many have read a batch (`bm-…`); for 30 days.
    pub fn batch_read<'a>(&'a self, batch_id: &'a str) -> GetBatchRead<'a> {
        GetBatchRead { client: self, batch_id, options: CallOptions::default() }
    }

    async fn batch_call<T>(
        &self,
        api: &'static Api,
        batch_id: &str,
        step: Option<&str>,
        options: CallOptions,
        read: impl Fn(&mut Envelope) -> Option<T>,
    ) -> Result<T, Error> {
        let id = checks::id("batch id", batch_id)?;
        let steps: Vec<&str> = ["im", "v1", "batch_messages", id].into_iter().chain(step).collect();
        self.call(&Call::new(api, self.url(&steps), options), read).await
    }
}

/// A batch that was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Batch {
    /// `bm-…`.
    pub batch_id: String,
    /// Those that do not exist or cannot be reached; all others get the card.
    pub invalid_open_ids: Vec<String>,
    /// The same by the tenant's own ids.
    pub invalid_user_ids: Vec<String>,
    /// The same by union id.
    pub invalid_union_ids: Vec<String>,
    /// The same for departments.
    pub invalid_department_ids: Vec<String>,
}

/// A batch that is handed over when it is awaited.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct SendBatch<'a> {
    client: &'a Client,
    content: &'a dyn Content,
    open_ids: Vec<String>,
    user_ids: Vec<String>,
    union_ids: Vec<String>,
    department_ids: Vec<String>,
    checks: Checks,
    options: CallOptions,
}

macro_rules! receivers {
    ($($(#[$doc:meta])* $name:ident: $Id:ident)*) => {
        impl SendBatch<'_> {
            $($(#[$doc])* pub fn $name<I: Into<$Id>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
                self.$name = ids.into_iter().map(|id| String::from(id.into())).collect();
                self
            })*
        }
    };
}

receivers! {
    /// Users by open id (`ou_…`), at most 200.
    open_ids: OpenId
    /// Users by the tenant's own ids, at most 200.
    user_ids: UserId
    /// Users by union id (`on_…`), at most 200.
    union_ids: UnionId
    /// Departments with all that are below them, at most 200; not the root `0`.
    department_ids: String
}

impl SendBatch<'_> {
    async fn run(self) -> Result<Batch, Error> {
        let lists = [
            ("department_ids", &self.department_ids),
            ("open_ids", &self.open_ids),
            ("user_ids", &self.user_ids),
            ("union_ids", &self.union_ids),
        ];
        if lists.iter().all(|(_, ids)| ids.is_empty()) {
            return Err(Error::Request("the batch has no receivers".to_owned()));
        }
        let prepared = self.client.inner.rules.prepared(&self.checks, self.content);
        let content = prepared.content();
        let mut body = Body::draft();
        for (name, ids) in lists {
            ids::check(name.trim_end_matches('s'), ids)?;
            if !ids.is_empty() {
                body = body.list(name, ids);
            }
        }
        let body = body.str("msg_type", "interactive").card(content, &[])?;
        self.client.inner.rules.check(&self.checks, content, &body)?;
        // the path ends with a slash
        let url = self.client.url(&["message", "v4", "batch_send", ""]);
        self.client.call(Call::new(&api::BATCH_SEND, url, self.options).body(body.done()), taken).await
    }
}

card_settings!(SendBatch);
call_settings!(SendBatch);
awaited!(SendBatch => Batch);

fn taken(answer: &mut Envelope) -> Option<Batch> {
    let data = answer.data();
    Some(Batch {
        batch_id: text(data?, "message_id")?,
        invalid_open_ids: ids::read(data, "invalid_open_ids"),
        invalid_user_ids: ids::read(data, "invalid_user_ids"),
        invalid_union_ids: ids::read(data, "invalid_union_ids"),
        invalid_department_ids: ids::read(data, "invalid_department_ids"),
    })
}

/// A recall that is made when it is awaited.
#[must_use = "nothing is recalled until it is awaited: `.await`"]
pub struct RecallBatch<'a> {
    client: &'a Client,
    batch_id: &'a str,
    options: CallOptions,
}

impl RecallBatch<'_> {
    async fn run(self) -> Result<(), Error> {
        self.client.batch_call(&api::BATCH_RECALL, self.batch_id, None, self.options, |_| Some(())).await
    }
}

call_settings!(RecallBatch);
awaited!(RecallBatch => ());

/// How far a batch is. A count of 0 can mean that it has not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchProgress {
    /// Users who can get it.
    pub valid_users: i64,
    /// Users who have got it.
    pub delivered_users: i64,
    /// Users who have read it.
    pub read_users: i64,
    /// Whether it is being recalled.
    pub recalled: bool,
    /// Messages that were recalled.
    pub recall_count: i64,
}

/// A look-up that is made when it is awaited.
#[must_use = "nothing is asked until it is awaited: `.await`"]
pub struct GetBatchProgress<'a> {
    client: &'a Client,
    batch_id: &'a str,
    options: CallOptions,
}

impl GetBatchProgress<'_> {
    async fn run(self) -> Result<BatchProgress, Error> {
        self.client.batch_call(&api::BATCH_PROGRESS, self.batch_id, Some("get_progress"), self.options, progress).await
    }
}

call_settings!(GetBatchProgress);
awaited!(GetBatchProgress => BatchProgress);

fn progress(answer: &mut Envelope) -> Option<BatchProgress> {
    let data = answer.data()?;
    let (send, recall) = (data.get("batch_message_send_progress"), data.get("batch_message_recall_progress"));
    Some(BatchProgress {
        valid_users: count(send, "valid_user_ids_count"),
        delivered_users: count(send, "success_user_ids_count"),
        read_users: count(send, "read_user_ids_count"),
        recalled: recall.and_then(|r| r.get("recall")).and_then(Json::as_bool).unwrap_or(false),
        recall_count: count(recall, "recall_count"),
    })
}

/// How many have read a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchRead {
    /// Users who have read it.
    pub read_count: i64,
    /// Users who have got it.
    pub total_count: i64,
}

/// A look-up that is made when it is awaited.
#[must_use = "nothing is asked until it is awaited: `.await`"]
pub struct GetBatchRead<'a> {
    client: &'a Client,
    batch_id: &'a str,
    options: CallOptions,
}

impl GetBatchRead<'_> {
    async fn run(self) -> Result<BatchRead, Error> {
        let read = |answer: &mut Envelope| {
            let user = answer.data()?.get("read_user");
            Some(BatchRead { read_count: count(user, "read_count"), total_count: count(user, "total_count") })
        };
        self.client.batch_call(&api::BATCH_READ, self.batch_id, Some("read_user"), self.options, read).await
    }
}

call_settings!(GetBatchRead);
awaited!(GetBatchRead => BatchRead);

/// A count, written as a number or as text; what is missing is 0.
fn count(object: Option<&Json>, name: &str) -> i64 {
    object.and_then(|object| object.get(name)).and_then(integer).unwrap_or(0)
}
