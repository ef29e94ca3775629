//! Finds the entity of a message: `POST /open-apis/cardkit/v1/cards/id_convert`.

use super::{create::card_id, ids::CardId};
use crate::client::{
    Client, Error,
    engine::{
        api,
        body::Body,
        call::Call,
        checks::{self, awaited},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{IdOf, MessageId};

impl Client {
    /// Asks for the card entity behind a message. An ordinary card of schema 2.0 becomes one.
    ///
    /// Reports disagree on this call: some use it, others call it out of service, and its page is under historic
    /// versions. Keep the id from [`Client::create_card`] wherever possible.
    pub fn convert_id<'a>(&'a self, message_id: &'a (impl IdOf<MessageId> + ?Sized)) -> ConvertId<'a> {
        ConvertId { client: self, message_id: message_id.id_text(), options: CallOptions::default() }
    }
}

/// A look-up that is made when it is awaited.
#[must_use = "nothing is asked until it is awaited: `.await`"]
pub struct ConvertId<'a> {
    client: &'a Client,
    message_id: &'a str,
    options: CallOptions,
}

impl ConvertId<'_> {
    async fn run(self) -> Result<CardId, Error> {
        let url = self.client.url(&["cardkit", "v1", "cards", "id_convert"]);
        let body = Body::new(0).str("message_id", checks::message_id(self.message_id)?);
        let mut call = Call::new(&api::CARD_ID_CONVERT, url, self.options);
        self.client.call(call.body(body.done()), card_id).await
    }
}

call_settings!(ConvertId);
awaited!(ConvertId => CardId);
