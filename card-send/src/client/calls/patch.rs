//! Replaces a card that was sent: `PATCH /open-apis/im/v1/messages/:message_id`.

use crate::client::{
    Client, Error,
    engine::{
        api,
        body::Body,
        budget::{Departure, Key},
        call::Call,
        checks::{self, Checks, awaited, card_settings},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{Content, IdOf, MessageId};

impl Client {
    /// Replaces a card that this app sent in the last 14 days, for all who see it.
    ///
    /// Both the old and the new card must be shared: `update_multi` is `true`, which a 1.0 card has to say; and both must
    /// be of the same version of card JSON. What this client knows of the old card, of its last 4,096 messages, it checks
    /// before it sends.
    /// Cards sent in a batch and ephemeral cards cannot be replaced. 5 times a second for one message at most.
    pub fn patch<'a>(
        &'a self,
        message_id: &'a (impl IdOf<MessageId> + ?Sized),
        content: &'a dyn Content,
    ) -> PatchCard<'a> {
        PatchCard {
            client: self,
            message_id: message_id.id_text(),
            content,
            checks: Checks::default(),
            options: CallOptions::default(),
            turn: None,
        }
    }
}

/// A replacement that is made when it is awaited.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct PatchCard<'a> {
    client: &'a Client,
    message_id: &'a str,
    content: &'a dyn Content,
    checks: Checks,
    options: CallOptions,
    turn: Option<Departure>,
}

impl PatchCard<'_> {
    /// The first attempt has its turn already.
    pub(crate) fn with_turn(mut self, turn: Option<Departure>) -> Self {
        self.turn = turn;
        self
    }

    async fn run(self) -> Result<(), Error> {
        let PatchCard { client, message_id, content, checks, options, turn } = self;
        let url = client.url(&["im", "v1", "messages", checks::message_id(message_id)?]);
        let prepared = client.inner.rules.prepared(&checks, content);
        let content = prepared.content();
        let body = Body::draft().content(content)?;
        if !checks.skip {
            client.inner.editions.may_replace(message_id, content.edition())?;
        }
        client.inner.rules.check(&checks, content, &body)?;
        let mut call = Call::new(&api::PATCH, url, options);
        call.body(body.done()).key(Key::Message(message_id)).turn(turn);
        client.call(&call, |_| Some(())).await
    }
}

card_settings!(PatchCard);
call_settings!(PatchCard);
awaited!(PatchCard => ());
