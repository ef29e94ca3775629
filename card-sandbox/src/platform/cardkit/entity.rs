//! A card entity and its life: made, sent once, streaming for 600 seconds at a time, gone after 14 days.

use super::rules::CardkitRules;
use crate::{Cause, Revision, platform::reply::Refusal};
use feishu_card_core::Json;
use std::collections::{HashMap, HashSet};

/// Whether a card asks for the streaming mode.
pub(super) fn is_streaming(card: &Json) -> bool {
    card.pointer("/config/streaming_mode").and_then(Json::as_bool) == Some(true)
}

/// The place of a call in the order of its entity's changes.
#[derive(Debug, PartialEq)]
pub(super) struct Turn {
    pub(super) sequence: i64,
    pub(super) uuid: Option<String>,
}

/// Milliseconds an entity lives.
const LIFE: u64 = 14 * 24 * 3600 * 1000;

/// Milliseconds after which the streaming mode closes by itself.
const WINDOW: u64 = 600 * 1000;

/// The streaming mode of an entity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    /// It was closed, or never opened.
    Closed,
    /// It was opened then (milliseconds since 1970).
    Open(u64),
    /// It closed by itself.
    TimedOut {
        /// Whether a call was told so: the first one gets another code.
        told: bool,
    },
}

/// What a change works on: a copy that takes the entity's place when all went well.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) card: Json,
    pub(super) template: bool,
    pub(super) mode: Mode,
    /// Texts whose old form was the beginning of the new one, so that clients type the rest.
    pub(super) typed: u64,
    /// Texts that appeared at once.
    pub(super) jumped: u64,
}

/// The state of an entity.
pub(crate) struct EntityState {
    pub(crate) card_id: String,
    pub(crate) app: String,
    pub(super) created_at: u64,
    pub(super) changed_at: Option<u64>,
    /// The message that shows it.
    pub(crate) message: Option<usize>,
    draft: Draft,
    pub(super) sequence: i64,
    pub(super) uuids: HashSet<String>,
    /// A user is at it until then (milliseconds since 1970).
    pub(crate) held_until: u64,
    /// The calls that named it.
    pub(super) calls: u64,
    /// Answers to clicks that had no effect, since it was streaming.
    ignored: u64,
    /// How often its card has changed.
    changes: u64,
}

impl EntityState {
    pub(super) fn new(card_id: &str, app: &str, card: Json, template: bool, now: u64) -> Self {
        let mode = if is_streaming(&card) { Mode::Open(now) } else { Mode::Closed };
        EntityState {
            card_id: card_id.to_owned(),
            app: app.to_owned(),
            created_at: now,
            changed_at: None,
            message: None,
            draft: Draft { card, template, mode, typed: 0, jumped: 0 },
            sequence: 0,
            uuids: HashSet::new(),
            held_until: 0,
            calls: 0,
            ignored: 0,
            changes: 0,
        }
    }

    /// How often its card has changed since it was made.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    pub(crate) fn card(&self) -> &Json {
        &self.draft.card
    }

    pub(super) fn draft(&self) -> Draft {
        self.draft.clone()
    }

    pub(super) fn of_app_and_alive(&self, app: &str, now: u64) -> Result<(), Refusal> {
        if self.app != app {
            return Err(Refusal::of(300311));
        }
        if now.saturating_sub(self.created_at) > LIFE {
            return Err(Refusal::of(200750));
        }
        Ok(())
    }

    /// Closes the streaming mode when its time is over.
    pub(super) fn let_time_pass(&mut self, now: u64, rules: &CardkitRules) {
        if rules.window_begins_with_sending && self.message.is_none() {
            return;
        }
        if let Mode::Open(at) = self.draft.mode
            && now.saturating_sub(at) >= WINDOW
        {
            self.draft.mode = Mode::TimedOut { told: false };
        }
    }

    /// Ends the streaming mode as if another writer had closed it.
    pub(crate) fn close_streaming(&mut self) {
        self.draft.mode = Mode::Closed;
    }

    pub(super) fn sent_as(&mut self, message: usize, now: u64, rules: &CardkitRules) {
        self.message = Some(message);
        if rules.window_begins_with_sending && matches!(self.draft.mode, Mode::Open(_)) {
            self.draft.mode = Mode::Open(now);
        }
    }

    /// Takes a change over.
    pub(super) fn accept(&mut self, draft: Draft, now: u64) {
        self.draft = draft;
        self.changes += 1;
        self.changed_at = Some(now);
    }

    /// A call was told that the time is over.
    pub(super) fn told_of_timeout(&mut self) {
        self.draft.mode = Mode::TimedOut { told: true };
    }

    /// Uses up a call's place in the order.
    pub(super) fn pass(&mut self, turn: Turn) {
        self.sequence = turn.sequence;
        self.uuids.extend(turn.uuid);
    }

    /// Shows the card that an app answered a click with; false while it streams.
    pub(super) fn answered_with(&mut self, card: Json, now: u64) -> bool {
        if matches!(self.draft.mode, Mode::Open(_)) {
            self.ignored += 1;
            return false;
        }
        self.draft.mode = if is_streaming(&card) { Mode::Open(now) } else { Mode::Closed };
        self.draft.card = card;
        self.changes += 1;
        self.changed_at = Some(now);
        true
    }

    /// The card as the last state of its message.
    pub(super) fn version(&self) -> Revision {
        let cause = if self.changed_at.is_some() { Cause::Entity } else { Cause::Sent };
        let at = self.changed_at.unwrap_or(self.created_at);
        Revision { cause, at, only_for: None, text: self.draft.card.to_string() }
    }

    /// What a test sees of it.
    pub(crate) fn snapshot(&self, message_id: Option<String>, now: u64) -> Entity {
        let left = match self.draft.mode {
            Mode::Open(at) => (at + WINDOW).saturating_sub(now),
            Mode::Closed | Mode::TimedOut { .. } => 0,
        };
        Entity {
            card_id: self.card_id.clone(),
            app_id: self.app.clone(),
            message_id,
            created_at: self.created_at,
            card: self.draft.card.clone(),
            sequence: self.sequence,
            streaming_left: left,
            calls: self.calls,
            typed: self.draft.typed,
            jumped: self.draft.jumped,
            ignored_answers: self.ignored,
        }
    }
}

/// A card entity the sandbox holds: a copy, which later changes do not reach.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Entity {
    /// Its id: decimal digits.
    pub card_id: String,
    /// The app that made it.
    pub app_id: String,
    /// The message that shows it; `None` until it is sent.
    pub message_id: Option<String>,
    /// When it was made: milliseconds since 1970.
    pub created_at: u64,
    /// The card as it is now.
    pub card: Json,
    /// The sequence of the last change.
    pub sequence: i64,
    /// Milliseconds until its streaming mode closes by itself; 0 when it is closed.
    pub streaming_left: u64,
    /// How many calls named it, refused ones included.
    pub calls: u64,
    /// How many streamed texts went on from the text before, so that clients typed the rest.
    pub typed: u64,
    /// How many streamed texts did not, and appeared at once.
    pub jumped: u64,
    /// How many answers to clicks had no effect, since it was streaming.
    pub ignored_answers: u64,
}

/// All entities, in the order they were made.
#[derive(Default)]
pub(crate) struct Entities {
    all: Vec<EntityState>,
    by_id: HashMap<String, usize>,
}

impl Entities {
    pub(super) fn add(&mut self, entity: EntityState) {
        self.by_id.insert(entity.card_id.clone(), self.all.len());
        self.all.push(entity);
    }

    pub(crate) fn get(&self, card_id: &str) -> Option<&EntityState> {
        self.by_id.get(card_id).and_then(|&index| self.all.get(index))
    }

    pub(crate) fn get_mut(&mut self, card_id: &str) -> Option<&mut EntityState> {
        self.by_id.get(card_id).and_then(|&index| self.all.get_mut(index))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &EntityState> {
        self.all.iter()
    }
}
