//! CardKit: card entities, the calls that change them, and streamed text (api.md §8, cardkit.md).
//!
//! `entity.rs` is an entity and its life, `order.rs` what every change passes first, `action.rs` the changes,
//! `tree.rs` the elements of a card, `fit.rs` what the changed card is held to, `rules.rs` the switches where the
//! platform's behaviour is not known.

mod action;
mod entity;
mod fit;
mod order;
pub(crate) mod rules;
mod tree;

use super::{
    Platform,
    messages::json_body,
    reply::{Answer, Refusal, Reply},
    windows::{PER_API, PER_ENTITY, PER_SECOND, Rule, WindowKey},
};
use crate::{
    Api, ChatMessage, Request,
    api::decode,
    clock::micros,
    json::{object, text},
};
use action::Action;
use feishu_card_core::Json;
use rules::ContentLimits;
use std::time::Duration;

pub(crate) use entity::Entities;
pub use entity::Entity;
use entity::EntityState;

/// Characters of the texts that hold JSON.
const CREATE_CHARS: usize = 3_000_000;
const CHANGE_CHARS: usize = 1_000_000;
const SETTINGS_CHARS: usize = 100_000;
const CONTENT_CHARS: usize = 100_000;

impl Platform {
    /// One of the calls of CardKit.
    pub(crate) fn cardkit(&mut self, api: Api, app: &str, card_id: &str, request: &Request) -> Answer {
        match api {
            Api::CardkitCreate => return self.create_entity(app, request),
            Api::CardkitIdConvert => return self.convert_id(app, request),
            _ => {}
        }
        if !(1..=20).contains(&card_id.chars().count()) {
            return Err(Refusal::of(10002).status(400).msg("card_id must have 1 to 20 characters"));
        }
        let body = json_body(request).map_err(|_| bad("the body is not a JSON object"));
        let action = body.clone().and_then(|body| one_action(api, &element_id(&request.path), &body));
        self.change_entity(app, card_id, body, action)
    }

    /// The limits of a call that are counted before anything else is looked at.
    pub(crate) fn limits_of(&self, api: Api) -> &'static [Rule] {
        match (api, self.config.cardkit.content_limits) {
            (Api::ElementContent, ContentLimits::Free) => &[],
            (Api::ElementContent, ContentLimits::PerSecond) => PER_SECOND,
            _ => PER_API,
        }
    }

    /// `cardkit.card.create`
    fn create_entity(&mut self, app: &str, request: &Request) -> Answer {
        let body = json_body(request).map_err(|_| bad("the body is not a JSON object"))?;
        let kind = text(&body, "type").filter(|kind| ["card_json", "template"].contains(kind));
        let kind = kind.ok_or_else(|| bad("type must be `card_json` or `template`"))?;
        let data = json_text(&body, "data", CREATE_CHARS)?;
        let (now, template) = (self.now(), kind == "template");
        let card = match template {
            false => data,
            true => {
                self.template(&data).map_err(|refusal| Refusal::of(200220).msg(refusal.card_part()))?;
                let content = object([("type", "template".into()), ("data", data)]);
                self.shown(content)
            }
        };
        if !(template && text(&card, "type") == Some("template")) {
            // what an unregistered template holds is known to the platform only
            fit::whole(&card, &self.config)?;
        }
        // decimal digits, as many as the platform's
        let card_id = format!("7{:018}", self.random.next() % 1_000_000_000_000_000_000);
        self.entities.add(EntityState::new(&card_id, app, card, template, now));
        Ok(success(object([("card_id", card_id.into())])))
    }

    /// `cardkit.card.id_convert`: the entity behind a message. An ordinary 2.0 card becomes one.
    fn convert_id(&mut self, app: &str, request: &Request) -> Answer {
        let body = json_body(request).map_err(|_| bad("the body is not a JSON object"))?;
        let message_id = text(&body, "message_id").ok_or_else(|| bad("message_id is required"))?;
        if !self.config.cardkit.id_convert {
            return Err(Refusal::of(10002).status(400).msg("the call is out of service"));
        }
        let index = self.own_message(app, message_id)?;
        let message = self.messages.get(index).ok_or_else(|| Refusal::of(1500))?;
        if let Some(card_id) = &message.card_id {
            return Ok(success(object([("card_id", card_id.as_str().into())])));
        }
        let (card, now) = (self.shown(message.card()), self.now());
        if message.msg_type != "interactive" || message.deleted {
            return Err(bad("the message shows no card"));
        }
        fit::whole(&card, &self.config)?;
        let card_id = format!("7{:018}", self.random.next() % 1_000_000_000_000_000_000);
        self.entities.add(EntityState::new(&card_id, app, card, false, now));
        self.bind(&card_id, index);
        Ok(success(object([("card_id", card_id.into())])))
    }

    /// Any call that changes an entity: the checks in their order, then the changes on a copy of the card.
    fn change_entity(
        &mut self,
        app: &str,
        card_id: &str,
        body: Result<Json, Refusal>,
        action: Result<Vec<Action>, Refusal>,
    ) -> Answer {
        let (now, exact) = (self.now(), self.config.clock.micros());
        let Platform { entities, config, windows, .. } = self;
        let entity = entities.get_mut(card_id).ok_or_else(|| Refusal::of(200740))?;
        entity.calls += 1;
        entity.of_app_and_alive(app, now)?;
        let (body, actions) = (body?, action?);
        let Some(turn) = order::turn(&body, entity, &config.cardkit)? else {
            // a repeated uuid, where that is answered as the first time
            return Ok(success(object([])));
        };
        if entity.held_until > now {
            return Err(Refusal::of(200810));
        }
        let streams = matches!(actions[..], [Action::Content { .. }]);
        if !streams || config.cardkit.content_limits != ContentLimits::Free {
            let per_card = windows.admit(WindowKey::Entity(card_id.to_owned()), PER_ENTITY, exact);
            per_card.map_err(|_| Refusal::of(config.cardkit.rate_code))?;
        }
        entity.let_time_pass(now, &config.cardkit);
        let mut draft = entity.draft();
        let (mut done, mut outcome) = (0, Ok(()));
        let rules = &config.cardkit;
        let each = !rules.batch_is_atomic || rules.batch_checks_each_step;
        for (index, action) in actions.iter().enumerate() {
            // what comes before a refused action may stay
            let before = (!rules.batch_is_atomic).then(|| draft.clone());
            let last = index + 1 == actions.len();
            let checked = each || last || matches!(action, Action::Settings { .. });
            outcome = action.apply(&mut draft, now, config);
            if checked && outcome.is_ok() {
                outcome = fit::changed(&draft, action, config);
            }
            if outcome.is_err() {
                done = before.as_ref().map_or(0, |_| done);
                draft = before.unwrap_or(draft);
                break;
            }
            done += 1;
        }
        if done > 0 {
            entity.accept(draft, now);
        }
        if outcome.as_ref().is_err_and(|refusal| refusal.code == 200850) {
            entity.told_of_timeout();
        }
        if outcome.is_ok() || config.cardkit.refusals_use_sequence {
            entity.pass(turn);
        }
        outcome.map(|()| success(object([])))
    }

    /// The entity that this content refers to, if it can be sent by this app.
    pub(crate) fn entity_to_send(&self, app: &str, content: &Json) -> Result<Option<String>, Refusal> {
        let Some(data) = content.get("data").filter(|_| text(content, "type") == Some("card")) else {
            return Ok(None);
        };
        let card_id = text(data, "card_id").unwrap_or_default();
        let refused = |code: u32| Refusal::card(code, "", super::codes::usual(code).1, "card_id");
        let entity = self.entities.get(card_id).ok_or_else(|| refused(200740))?;
        entity.of_app_and_alive(app, self.now()).map_err(|refusal| refused(refusal.code))?;
        match entity.message {
            Some(_) => Err(Refusal::card(200780, "", "card binding biz count over limit", "card_id")),
            None => Ok(Some(card_id.to_owned())),
        }
    }

    /// The message shows this entity from now on.
    pub(crate) fn bind(&mut self, card_id: &str, index: usize) {
        let (now, rules) = (self.now(), &self.config.cardkit);
        if let (Some(entity), Some(message)) = (self.entities.get_mut(card_id), self.messages.get_mut(index)) {
            entity.sent_as(index, now, rules);
            message.card_id = Some(card_id.to_owned());
        }
    }

    /// Shows another card in place of an entity's, as the answer to a click does; false while it streams.
    pub(crate) fn replace_entity(&mut self, card_id: &str, card: Json) -> bool {
        let now = self.now();
        let Some(entity) = self.entities.get_mut(card_id) else { return false };
        entity.let_time_pass(now, &self.config.cardkit);
        entity.answered_with(card, now)
    }

    /// A user is at the card for this long.
    pub(crate) fn hold_entity(&mut self, card_id: &str, time: Duration) {
        let until = self.now().saturating_add(micros(time) / 1000);
        if let Some(entity) = self.entities.get_mut(card_id) {
            entity.held_until = until;
        }
    }

    pub(crate) fn entities_now(&self) -> Vec<Entity> {
        self.entities.iter().map(|entity| self.snapshot(entity)).collect()
    }

    pub(crate) fn entity_now(&self, card_id: &str) -> Option<Entity> {
        self.entities.get(card_id).map(|entity| self.snapshot(entity))
    }

    fn snapshot(&self, entity: &EntityState) -> Entity {
        let message = entity.message.and_then(|index| self.messages.get(index));
        entity.snapshot(message.map(|message| message.message_id.clone()), self.now())
    }

    /// A copy of a message for the test: with the card that its entity shows now.
    pub(crate) fn copy(&self, message: &ChatMessage) -> ChatMessage {
        let mut copy = message.clone();
        let entity = message.card_id.as_ref().and_then(|card_id| self.entities.get(card_id));
        if let Some(entity) = entity {
            copy.history.push(entity.version());
        }
        copy
    }
}

/// The id of the element in the path.
fn element_id(path: &str) -> String {
    let id = path.split_once("/elements/").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
    decode(id)
}

/// What a call of its own does, or each step of a batch.
fn one_action(api: Api, element_id: &str, body: &Json) -> Result<Vec<Action>, Refusal> {
    let named = || match element_id.chars().count() {
        1..=20 => Ok(element_id.to_owned()),
        _ => Err(bad("element_id must have 1 to 20 characters")),
    };
    Ok(vec![match api {
        Api::CardkitUpdate => {
            let card = body.get("card").ok_or_else(|| bad("card is required"))?;
            if text(card, "type") != Some("card_json") {
                return Err(bad("card.type must be `card_json`"));
            }
            Action::Whole { card: json_text(card, "data", CHANGE_CHARS)? }
        }
        Api::CardkitSettings => Action::Settings { settings: json_text(body, "settings", SETTINGS_CHARS)? },
        Api::CardkitBatch => return action::batch(&json_text(body, "actions", CHANGE_CHARS)?),
        Api::ElementCreate => Action::add(body, json_text(body, "elements", CHANGE_CHARS)?)?,
        Api::ElementUpdate => Action::Replace { id: named()?, element: json_text(body, "element", CHANGE_CHARS)? },
        Api::ElementPatch => Action::Patch { id: named()?, members: json_text(body, "partial_element", CHANGE_CHARS)? },
        Api::ElementDelete => Action::Delete { ids: vec![named()?] },
        Api::ElementContent => {
            let content =
                text(body, "content").filter(|content| (1..=CONTENT_CHARS).contains(&content.chars().count()));
            let content = content.ok_or_else(|| bad("content must be a text of 1 to 100000 characters"))?;
            Action::Content { id: named()?, text: content.to_owned() }
        }
        _ => return Err(Refusal::of(1500)),
    }])
}

/// A member that is a text which holds JSON.
fn json_text(body: &Json, name: &str, most: usize) -> Result<Json, Refusal> {
    let written = match body.get(name) {
        Some(Json::Str(written)) => written,
        Some(_) => return Err(bad(&format!("{name} must be a string that holds JSON"))),
        None => return Err(bad(&format!("{name} is required"))),
    };
    if !(1..=most).contains(&written.chars().count()) {
        return Err(bad(&format!("{name} must have 1 to {most} characters")));
    }
    let json = Json::parse(written).map_err(|error| {
        Refusal::of(200220).msg(format!("ErrMsg: {name} is not JSON: {}; ", error.to_string().replace("; ", ", ")))
    })?;
    match json {
        Json::Map(members) if members.is_empty() => Err(Refusal::of(300307)),
        json => Ok(json),
    }
}

/// 10002 with a reason. (The older message service answers this code with 200, CardKit with 400.)
fn bad(why: &str) -> Refusal {
    Refusal::of(10002).status(400).msg(format!("invalid request parameter: {why}"))
}

fn success(data: Json) -> Reply {
    Reply::data("success", data)
}
