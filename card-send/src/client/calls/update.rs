//! Changes a card after an interaction: `POST /open-apis/interactive/v1/card/update`.

use crate::client::{
    Client, Error,
    engine::{
        api,
        body::Body,
        call::Call,
        checks::{self, Checks, awaited, card_settings},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{Content, OpenId};

impl Client {
    /// Changes the card that a user has acted on, by the token (`c-…`) of the callback.
    ///
    /// The token lives for 30 minutes and is good for 2 updates. The call must come after the callback was answered.
    /// Not repeated when its outcome is unknown: each repetition uses the token up.
    pub fn update<'a>(&'a self, token: &'a str, content: &'a dyn Content) -> UpdateCard<'a> {
        UpdateCard {
            client: self,
            token,
            content,
            open_ids: Vec::new(),
            checks: Checks::default(),
            options: CallOptions::default(),
        }
    }
}

/// An update that is made when it is awaited.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct UpdateCard<'a> {
    client: &'a Client,
    token: &'a str,
    content: &'a dyn Content,
    open_ids: Vec<String>,
    checks: Checks,
    options: CallOptions,
}

impl UpdateCard<'_> {
    /// The users whose card changes: needed for an exclusive 1.0 card (`update_multi` is `false`), refused for a
    /// shared one.
    pub fn open_ids<I: Into<OpenId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.open_ids = ids.into_iter().map(|id| id.into().into()).collect();
        self
    }

    async fn run(self) -> Result<(), Error> {
        let UpdateCard { client, token, content, open_ids, checks, options } = self;
        let url = client.url(&["interactive", "v1", "card", "update"]);
        let token = checks::click_token(token)?;
        let prepared = client.inner.rules.prepared(&checks, content);
        let content = prepared.content();
        let body = Body::draft().str("token", token).card(content, &open_ids)?;
        client.inner.rules.check(&checks, content, &body)?;
        client.call(Call::new(&api::UPDATE, url, options).body(body.done()).secret(token), |_| Some(())).await
    }
}

card_settings!(UpdateCard);
call_settings!(UpdateCard);
awaited!(UpdateCard => ());
