//! The calls that change a card entity: each under a `sequence` that must rise, and a `uuid` of its own.

use super::{
    action::{AddAt, CardAction},
    ids::CardId,
    settings::CardSettings,
};
use crate::client::{
    Client, Error,
    engine::{
        api::{self, Api},
        body::Body,
        budget::{Departure, Key},
        call::Call,
        checks::{Checks, awaited},
        options::{CallOptions, call_settings},
    },
};
use feishu_card_core::{Content, ElementId, Json};
use serde_core::Serialize;

/// The largest `sequence`.
pub(crate) const LAST_SEQUENCE: u32 = i32::MAX as u32;

/// Characters of streamed text in one call.
const TEXT_CHARS: usize = 100_000;

impl Client {
    /// The calls that change a card entity. [`LiveCard`](crate::LiveCard) makes them for you, in order and as small as
    /// possible.
    pub fn card<'a>(&'a self, card_id: &'a CardId) -> CardCalls<'a> {
        CardCalls { client: self, card_id }
    }
}

/// The calls that change one card entity.
///
/// Each takes a `sequence`, from 1 to 2147483647, which must be greater than that of any change of this card before;
/// gaps are fine. One call of a card should be under way at a time, else the network may turn them round. The
/// platform takes 10 changes of a card in a second; they wait their turn here.
#[derive(Clone, Copy, Debug)]
pub struct CardCalls<'a> {
    client: &'a Client,
    card_id: &'a CardId,
}

impl<'a> CardCalls<'a> {
    /// Replaces the whole card.
    pub fn update(self, sequence: u32, card: &'a dyn Content) -> ChangeCard<'a> {
        self.change(&api::CARD_UPDATE, sequence, vec![], CardChange::Whole(card))
    }

    /// Changes settings: streaming mode, summary, link.
    pub fn settings(self, sequence: u32, settings: &CardSettings) -> ChangeCard<'a> {
        let change = CardChange::Json("settings", settings.to_json());
        self.change(&api::CARD_SETTINGS, sequence, vec!["settings"], change)
    }

    /// Makes several changes in one call.
    pub fn batch(self, sequence: u32, actions: &[CardAction]) -> ChangeCard<'a> {
        let actions: Vec<_> = actions.iter().map(CardAction::to_json).collect();
        let change = CardChange::Json("actions", Json::from(actions));
        self.change(&api::CARD_BATCH, sequence, vec!["batch_update"], change)
    }

    /// Adds elements: a list of typed components, or of JSON.
    pub fn add(self, sequence: u32, at: &AddAt, elements: &(impl Serialize + ?Sized)) -> ChangeCard<'a> {
        let change = json(elements).map_or_else(CardChange::Unfit, |elements| CardChange::Add(at.clone(), elements));
        self.change(&api::ELEMENT_CREATE, sequence, vec!["elements"], change)
    }

    /// Puts another element in the place of one. Give the new one its `element_id` too.
    pub fn replace(self, sequence: u32, id: &'a ElementId, element: &(impl Serialize + ?Sized)) -> ChangeCard<'a> {
        let change = json(element).map_or_else(CardChange::Unfit, |element| CardChange::Json("element", element));
        self.change(&api::ELEMENT_UPDATE, sequence, vec!["elements", id.as_str()], change)
    }

    /// Sets members of an element and leaves the others. The tag cannot change; a given `element_id` renames it.
    pub fn patch(self, sequence: u32, id: &'a ElementId, members: &(impl Serialize + ?Sized)) -> ChangeCard<'a> {
        let change =
            json(members).map_or_else(CardChange::Unfit, |members| CardChange::Json("partial_element", members));
        self.change(&api::ELEMENT_PATCH, sequence, vec!["elements", id.as_str()], change)
    }

    /// Removes an element, with what is in it.
    pub fn delete(self, sequence: u32, id: &'a ElementId) -> ChangeCard<'a> {
        self.change(&api::ELEMENT_DELETE, sequence, vec!["elements", id.as_str()], CardChange::Nothing)
    }

    /// Shows text in a `markdown` or `plain_text` element, 1 to 100,000 characters: always the **whole** text. Where it
    /// begins with the text before, clients type the rest; else it appears at once. The streaming mode must be open.
    pub fn stream_text(self, sequence: u32, id: &'a ElementId, text: &'a str) -> ChangeCard<'a> {
        let steps = vec!["elements", id.as_str(), "content"];
        self.change(&api::ELEMENT_CONTENT, sequence, steps, CardChange::Text(text))
    }

    fn change(self, api: &'static Api, sequence: u32, steps: Vec<&'a str>, change: CardChange<'a>) -> ChangeCard<'a> {
        ChangeCard {
            calls: self,
            api,
            sequence,
            steps,
            change,
            uuid: None,
            turn: None,
            checks: Checks::default(),
            options: CallOptions::default(),
        }
    }
}

/// What a change puts into its body.
enum CardChange<'a> {
    Whole(&'a dyn Content),
    /// A member that is a string which holds this JSON.
    Json(&'static str, Json),
    Add(AddAt, Json),
    Text(&'a str),
    Nothing,
    /// The value given cannot be written as JSON.
    Unfit(String),
}

/// A change of a card entity that is made when it is awaited.
///
/// When the answer is lost it is repeated under the same `sequence` and `uuid`: the platform's 200770 then says that
/// the first attempt took effect, which is success. Any other refusal after a lost answer is
/// [`Error::OutcomeUnknown`].
#[must_use = "nothing is changed until it is awaited: `.await`"]
pub struct ChangeCard<'a> {
    calls: CardCalls<'a>,
    api: &'static Api,
    sequence: u32,
    steps: Vec<&'a str>,
    change: CardChange<'a>,
    uuid: Option<String>,
    turn: Option<Departure>,
    checks: Checks,
    options: CallOptions,
}

impl ChangeCard<'_> {
    /// The id of this change, 1 to 64 characters; one of the card and the sequence unless set.
    pub fn uuid(mut self, uuid: impl Into<String>) -> Self {
        self.uuid = Some(uuid.into());
        self
    }

    /// Makes one attempt only, as `.attempts(1)`; whoever has newer content by then rather sends that.
    pub fn once(self) -> Self {
        self.attempts(1)
    }

    /// The first attempt has its turn already.
    pub(crate) fn with_turn(mut self, turn: Option<Departure>) -> Self {
        self.turn = turn;
        self
    }

    /// Sends a whole card without asking the rule book. Other changes are not held to it.
    pub fn unchecked(mut self) -> Self {
        self.checks.skip = true;
        self
    }

    /// Lowers a code of the rule book for a whole card.
    pub fn allow(mut self, code: impl Into<String>) -> Self {
        self.checks.allow = self.checks.allow.code(code);
        self
    }

    async fn run(self) -> Result<(), Error> {
        let ChangeCard {
            calls: CardCalls { client, card_id },
            api,
            sequence,
            steps,
            change,
            uuid,
            turn,
            checks,
            options,
        } = self;
        if !(1..=LAST_SEQUENCE).contains(&sequence) {
            return Err(Error::Request(format!("the sequence {sequence} is not in 1..={LAST_SEQUENCE}")));
        }
        let uuid = uuid.unwrap_or_else(|| format!("c_{card_id}_{sequence}"));
        if !(1..=64).contains(&uuid.chars().count()) {
            return Err(Error::Request("the uuid of a change has 1 to 64 characters".to_owned()));
        }
        let body = change.body(client, checks)?.str("uuid", &uuid).int("sequence", sequence);
        let mut path = vec!["cardkit", "v1", "cards", card_id.as_str()];
        path.extend(steps);
        let mut call = Call::new(api, client.url(&path), options);
        call.body(body.done()).key(Key::Card(card_id.as_str())).turn(turn);
        client.call(&call, |_| Some(())).await
    }
}

impl CardChange<'_> {
    fn body(self, client: &Client, checks: Checks) -> Result<Body, Error> {
        Ok(match self {
            CardChange::Whole(card) => {
                let body = Body::draft().open("card").str("type", "card_json");
                let body = body.card_string("data", card)?.close();
                client.inner.rules.check(&checks, card, &body)?;
                body
            }
            CardChange::Json(name, json) => Body::draft().card_string(name, &json)?,
            CardChange::Add(at, elements) => {
                let (kind, target) = at.words();
                let body = Body::draft().str("type", kind);
                let body = match target {
                    Some(id) => body.str("target_element_id", id.as_str()),
                    None => body,
                };
                body.card_string("elements", &elements)?
            }
            CardChange::Text(text) => {
                let chars = text.chars().take(TEXT_CHARS + 1).count();
                if !(1..=TEXT_CHARS).contains(&chars) {
                    return Err(Error::Request(format!("streamed text has 1 to {TEXT_CHARS} characters")));
                }
                Body::new(text.len() + text.len() / 8).str("content", text)
            }
            CardChange::Nothing => Body::new(0),
            CardChange::Unfit(problem) => return Err(Error::Request(problem)),
        })
    }
}

call_settings!(ChangeCard);
awaited!(ChangeCard => ());

/// Any serialisable value as JSON.
fn json(value: &(impl Serialize + ?Sized)) -> Result<Json, String> {
    Json::from_serialize(value).map_err(|error| format!("the value cannot be written as JSON: {error}"))
}
