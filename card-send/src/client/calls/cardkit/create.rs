//! Makes a card entity: `POST /open-apis/cardkit/v1/cards`.

use super::ids::CardId;
use crate::client::{
    Client, Error,
    engine::{
        answer::{Envelope, text},
        api,
        body::Body,
        call::Call,
        checks::{Checks, awaited, card_settings},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{Content, Template, Typed};

impl Client {
    /// Makes a card entity of a card of schema 2.0, to be sent once by its id and then changed in parts.
    ///
    /// Needs the scope `cardkit:card:write`. An entity lives for 14 days. Making one has no idempotency key: when the
    /// answer is lost an entity may be left over, which nobody sees and which expires by itself.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client, card: feishu_card::Json) -> Result<(), feishu_card::send::Error> {
    /// use feishu_card::{ElementId, send::To};
    /// let card_id = client.create_card(&card).await?;
    /// client.send(To::chat_id("oc_…"), &card_id).await?;
    /// let answer = ElementId::new("answer");
    /// client.card(&card_id).stream_text(1, &answer, "The whole text so far").await?;
    /// # Ok(()) }
    /// ```
    ///
    /// The platform's page: <https://open.feishu.cn/document/cardkit-v1/card/create>.
    pub fn create_card<'a>(&'a self, card: &'a dyn Content) -> CreateCard<'a> {
        CreateCard { client: self, card, checks: Checks::default(), options: CallOptions::default() }
    }

    /// Makes a card entity of a template of the visual builder.
    pub fn create_card_of_template<'a>(&'a self, template: &'a Template) -> CreateTemplateCard<'a> {
        CreateTemplateCard { client: self, template, options: CallOptions::default() }
    }
}

/// The making of a card entity, which happens when it is awaited.
#[must_use = "nothing is made until it is awaited: `.await`"]
pub struct CreateCard<'a> {
    client: &'a Client,
    card: &'a dyn Content,
    checks: Checks,
    options: CallOptions,
}

impl CreateCard<'_> {
    async fn run(self) -> Result<CardId, Error> {
        let CreateCard { client, card, checks, options } = self;
        let prepared = client.inner.rules.prepared(&checks, card);
        let card = prepared.content();
        let body = Body::draft().str("type", "card_json").card_string("data", card)?;
        client.inner.rules.check(&checks, card, &body)?;
        create(client, body, options).await
    }
}

card_settings!(CreateCard);
call_settings!(CreateCard);
awaited!(CreateCard => CardId);

/// The making of a card entity of a template, which happens when it is awaited.
#[must_use = "nothing is made until it is awaited: `.await`"]
pub struct CreateTemplateCard<'a> {
    client: &'a Client,
    template: &'a Template,
    options: CallOptions,
}

impl CreateTemplateCard<'_> {
    async fn run(self) -> Result<CardId, Error> {
        let data = Typed::to_json(self.template).get("data").cloned().unwrap_or_default();
        let body = Body::draft().str("type", "template").card_string("data", &data)?;
        create(self.client, body, self.options).await
    }
}

call_settings!(CreateTemplateCard);
awaited!(CreateTemplateCard => CardId);

async fn create(client: &Client, body: Body, options: CallOptions) -> Result<CardId, Error> {
    let url = client.url(&["cardkit", "v1", "cards"]);
    client.call(Call::new(&api::CARD_CREATE, url, options).body(body.done()), card_id).await
}

/// The id in an answer.
pub(super) fn card_id(answer: &mut Envelope) -> Option<CardId> {
    CardId::given(&text(answer.data()?, "card_id")?)
}
