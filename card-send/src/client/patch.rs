//! Replaces a card that was sent: `PATCH /open-apis/im/v1/messages/:message_id`.

use crate::{Client, Error, api, body::Body, call::Call};
use feishu_card_core::{Content, Options};
use std::pin::Pin;

impl Client {
    /// Replaces a card that this app sent in the last 14 days. Both the old and the new card must be shared
    /// (`update_multi`).
    pub fn patch<'a>(&'a self, message_id: &'a str, content: &'a dyn Content) -> PatchCard<'a> {
        PatchCard { client: self, message_id, content, unchecked: false }
    }
}

/// A replacement that is made when it is awaited.
#[must_use = "nothing is sent until it is awaited"]
pub struct PatchCard<'a> {
    client: &'a Client,
    message_id: &'a str,
    content: &'a dyn Content,
    unchecked: bool,
}

impl PatchCard<'_> {
    /// Sends without asking the rule book.
    pub fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }
}

impl<'a> IntoFuture for PatchCard<'a> {
    type Output = Result<(), Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            if !self.unchecked {
                self.content.validate_with(&Options::default()).into_result().map_err(Error::Card)?;
            }
            let path = format!("/open-apis/im/v1/messages/{}", self.message_id);
            let call = Call::new(&api::PATCH, path).body(Body::new().content(self.content).done());
            self.client.call(call, |_| Some(())).await
        })
    }
}
