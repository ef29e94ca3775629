//! Begins a card that changes: sends one, replies with one, goes on with one.

use super::{
    card::{LiveCard, LiveTarget, by_time, json_of},
    core::Core,
    ids::with_ids,
    record::LiveRecord,
};
use crate::client::{
    Client, Error, To,
    engine::checks::{Checks, awaited, card_settings},
};
use feishu_card_core::{Content, IdOf, Json, MessageId};

impl Client {
    /// Sends a card of schema 2.0 that will change: as a card entity, whose elements can be changed one by one.
    ///
    /// Needs the scope `cardkit:card:write`.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client, first: feishu_card::Json, second: feishu_card::Json) -> Result<(), feishu_card::send::Error> {
    /// use feishu_card::send::To;
    /// let live = client.live(To::chat_id("oc_…"), &first).await?;
    /// live.update(&second).await?;
    /// # Ok(()) }
    /// ```
    pub fn live<'a>(&'a self, to: impl Into<To>, card: &'a dyn Content) -> SendLive<'a> {
        self.begin(LivePlace::To(to.into()), card)
    }

    /// Replies to a message with a card of schema 2.0 that will change.
    pub fn live_reply<'a>(
        &'a self,
        message_id: &'a (impl IdOf<MessageId> + ?Sized),
        card: &'a dyn Content,
    ) -> SendLive<'a> {
        self.begin(LivePlace::Reply(message_id.id_text()), card)
    }

    fn begin<'a>(&'a self, place: LivePlace<'a>, card: &'a dyn Content) -> SendLive<'a> {
        SendLive { client: self, place, card, uuid: None, in_thread: false, checks: Checks::default() }
    }

    /// Goes on with a card that another process began. The first update sends the whole card.
    #[must_use]
    pub fn live_resume(&self, record: &LiveRecord) -> LiveCard {
        // far above what the other process has used, and apart from a third one with the same record
        let sequence = by_time().max(record.sequence).saturating_add(fastrand::u32(1..1000));
        let target = record.card_id.clone().map_or(LiveTarget::Message, LiveTarget::Entity);
        let nothing = Json::Map(Vec::new().into());
        LiveCard::new(self, target, record.message_id.clone(), Core::new(nothing, sequence, true))
    }

    /// An ordinary message that shows this card, to be updated by `PATCH`: the whole card each time, one call at a
    /// time, and none when nothing changes.
    #[must_use]
    pub fn live_message(&self, message_id: &(impl IdOf<MessageId> + ?Sized), shown: &dyn Content) -> LiveCard {
        LiveCard::new(self, LiveTarget::Message, message_id.id_text().into(), Core::new(json_of(shown), 0, false))
    }

    /// The card with ids for its elements, unless they make it too large.
    pub(super) fn with_ids_that_fit(&self, card: &Json, shown: &Json) -> Json {
        let with = with_ids(card, shown);
        if with.to_string().len() <= self.inner.rules.limits.card_bytes { with } else { card.clone() }
    }
}

/// Where a card goes.
enum LivePlace<'a> {
    To(To),
    Reply(&'a str),
}

/// The sending of a card that will change, which happens when it is awaited.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct SendLive<'a> {
    client: &'a Client,
    place: LivePlace<'a>,
    card: &'a dyn Content,
    uuid: Option<String>,
    in_thread: bool,
    checks: Checks,
}

impl SendLive<'_> {
    /// The idempotency key of the message, 1 to 50 characters. One of its own unless set.
    pub fn uuid(mut self, uuid: impl Into<String>) -> Self {
        self.uuid = Some(uuid.into());
        self
    }

    /// Opens a thread below the message that is replied to.
    pub fn in_thread(mut self) -> Self {
        self.in_thread = true;
        self
    }

    async fn run(self) -> Result<LiveCard, Error> {
        let SendLive { client, place, card, uuid, in_thread, checks } = self;
        let prepared = client.inner.rules.prepared(&checks, card);
        client.inner.rules.check_card(&checks, prepared.content())?;
        let card = json_of(prepared.content());
        if !is_v2(&card) {
            return Err(Error::Request("a card that changes in parts must be of schema 2.0".to_owned()));
        }
        let uuid = client.inner.keys.key(uuid, card.to_string())?;
        let card = client.with_ids_that_fit(&card, &Json::Null);
        let card_id = client.create_card(&card).unchecked().await?;
        let sent = match place {
            LivePlace::To(to) => client.send(to, &card_id).uuid(uuid).await?,
            LivePlace::Reply(message_id) => {
                let reply = client.reply(message_id, &card_id).uuid(uuid);
                if in_thread { reply.in_thread().await? } else { reply.await? }
            }
        };
        Ok(LiveCard::new(client, LiveTarget::Entity(card_id), sent.message_id, Core::new(card, 0, false)))
    }
}

card_settings!(SendLive);
awaited!(SendLive => LiveCard);

/// Whether a card is one of schema 2.0.
pub(super) fn is_v2(card: &Json) -> bool {
    card.get("schema").and_then(Json::as_str) == Some("2.0")
}
