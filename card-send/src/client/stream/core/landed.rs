//! What a stream learns from the end of a call: what is shown, when to try again, and which way is left.

use super::{
    Core, FIRST_PAUSE, Flight, Job, StreamCard,
    card::{CardState, Mode, Way},
};
use crate::client::{
    calls::cardkit::change::LAST_SEQUENCE,
    stream::landing::{Landing, Why},
};
use std::time::Duration;

/// How far the sequence jumps at least when another writer was ahead.
const JUMP: u32 = 100;
/// Attempts of one way to settle a text, before the next way is taken.
const TRIES: u32 = 6;
/// The same where the platform only asks to wait.
const WAITS: u32 = 30;
/// Calls that are refused for their order in a row, before the call counts as refused.
const ORDER_TRIES: u32 = 20;
/// Cards that are begun anew in place of one that is gone.
const ANEW: u32 = 3;
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// A card that could not be typed into for so long is not worth another message.
const WORTH_A_CARD: Duration = Duration::from_secs(60);
/// The pace of text that cannot be typed on a card that could be at first.
const REPLACE_PACE: Duration = Duration::from_millis(500);

impl Core {
    /// A card was begun: the call for it has this result. One that is not fresh was made with an older text.
    pub(crate) fn begun(&mut self, card: StreamCard, now: Duration, is_fresh: bool) {
        let Some(flight) = self.flight.take() else { return };
        let Job::Begin(index) = flight.job else { return };
        let mut state = CardState::new(card, now, flight.version);
        state.mode = Mode::Open(flight.at);
        state.status = Some(flight.status);
        if !is_fresh {
            (state.shown, state.status) = (None, None);
        }
        match self.cards.get_mut(index) {
            Some(old) => *old = state,
            None => self.cards.push(state),
        }
        self.went_well(&flight);
    }

    /// A call ended. `random` is any number, by which two processes jump apart; `floor` a sequence that rises with time.
    pub(crate) fn landed(&mut self, landing: Landing, now: Duration, random: u32, floor: u32) {
        let Some(flight) = self.flight.take() else { return };
        self.pace(&flight);
        match landing {
            Landing::Done => self.done(&flight),
            Landing::Unknown | Landing::Later => self.failed(&flight, landing, now, random),
            Landing::Refused(Why::Order) if self.orders < ORDER_TRIES => {
                self.orders += 1;
                self.stats.jumps += 1;
                if let Some(card) = self.card_of(flight.job) {
                    // what the other one wrote is not known
                    (card.shown, card.status) = (None, None);
                    let jumped = card.sequence.saturating_add(JUMP + random % 900);
                    card.sequence = jumped.max(floor).min(LAST_SEQUENCE);
                }
            }
            Landing::Refused(why) => self.refused(&flight, why, now),
        }
    }

    /// No call of a card comes too soon after the one before.
    fn pace(&mut self, flight: &Flight) {
        let ending = self.ending.is_some();
        let card = self.cards.last();
        let pace = match card {
            Some(card) if card.name.card_id.is_none() && !ending => self.plan.patch_pace,
            Some(card) if !card.typing && !ending => REPLACE_PACE.max(self.plan.pace),
            _ => self.plan.pace,
        };
        self.not_before = flight.at + pace;
    }

    fn went_well(&mut self, flight: &Flight) {
        self.pace(flight);
        (self.tries, self.orders, self.pause) = (0, 0, FIRST_PAUSE);
    }

    fn done(&mut self, flight: &Flight) {
        self.went_well(flight);
        let settled = self.ending.is_some() || self.cards.len() < self.sheets.count();
        let patched_status = flight.status;
        if matches!(flight.job, Job::Text | Job::Replace(_) | Job::Whole(_) | Job::Plain(_)) {
            // what was given up before is there now
            let index = self.index_of(flight.job);
            self.lost.retain(|(card, _)| *card != index);
        }
        let index = self.index_of(flight.job);
        // another text came while it was ended: it goes on, and has another end
        let grows = index < self.sheets.count() && !self.sheets.is_full(index);
        let Some(card) = self.card_of(flight.job) else { return };
        match flight.job {
            Job::Begin(_) => {}
            Job::Text => {
                card.shown = Some(flight.version);
                card.proven = true;
                if card.name.card_id.is_none() {
                    card.status = Some(patched_status);
                }
            }
            Job::Status => {
                card.status = Some(flight.status);
                card.proven = true;
            }
            Job::Mode(true) => {
                (card.mode, card.reopens, card.proven) = (Mode::Open(flight.at), false, false);
                card.closed = false;
                self.stats.reopened += 1;
            }
            Job::Mode(false) => {
                card.mode = Mode::Closed;
                card.closed = flight.is_final && !grows;
                card.reopens = !card.closed;
            }
            Job::Replace(_) => {
                card.shown = Some(flight.version);
                self.stats.replaced += u64::from(settled);
            }
            Job::Whole(_) => {
                card.shown = Some(flight.version);
                card.status = Some(flight.status);
                card.repair = false;
                card.closed |= flight.is_final && !grows;
                card.mode = match card.mode {
                    _ if flight.is_final => Mode::Closed,
                    Mode::Closed => Mode::Open(flight.at),
                    open => open,
                };
                self.stats.ended |= flight.is_final;
            }
            Job::Plain(_) => {
                (card.shown, card.sent_plain) = (Some(flight.version), true);
            }
            Job::End => {
                (card.mode, card.closed) = (Mode::Closed, !grows);
                self.stats.ended = true;
            }
            Job::Recall(_) => {
                self.forget_last();
            }
        }
    }

    /// The call may succeed another time.
    fn failed(&mut self, flight: &Flight, landing: Landing, now: Duration, random: u32) {
        let pause = self.pause + self.pause.mul_f64(f64::from(random % 1024) / 1024.0);
        self.not_before = self.not_before.max(now + pause);
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        self.tries += 1;
        if landing == Landing::Unknown
            && let Some(card) = self.card_of(flight.job)
        {
            // an end may have taken effect, and twice it must not
            card.end_failed |= flight.job == Job::End || matches!(flight.job, Job::Whole(_)) && flight.is_final;
            match flight.job {
                Job::Status => card.status = None,
                // a card that is written as a whole once more shows the same text in either case
                Job::Text | Job::Replace(_) | Job::Whole(_) if card.shown != Some(flight.version) => card.shown = None,
                _ => {}
            }
        }
        // while text comes there is always another time
        let typing = matches!(flight.job, Job::Text | Job::Status | Job::Replace(_) | Job::Mode(_) | Job::Whole(_));
        let most = if landing == Landing::Later { WAITS } else { TRIES };
        if self.tries >= most && !(typing && !flight.is_final && self.is_typing()) {
            self.escalate(flight, now);
        }
    }

    fn refused(&mut self, flight: &Flight, why: Why, now: Duration) {
        let is_typing = self.is_typing();
        let index = self.index_of(flight.job);
        let is_last = index + 1 == self.cards.len();
        let patched = self.cards.get(index).is_some_and(|card| card.name.card_id.is_none());
        let of_text = matches!(flight.job, Job::Text | Job::Replace(_) | Job::Whole(_) | Job::Begin(_));
        match (flight.job, why) {
            (_, Why::Large) if of_text && self.sheets.shrink(index) => self.doubt(index),
            (_, Why::Tables) if of_text && self.sheets.fewer_tables(index) => self.doubt(index),
            (Job::Begin(_) | Job::Plain(_) | Job::Recall(_), _) => self.escalate(flight, now),
            (_, Why::Recalled) => self.is_recalled = true,
            (_, Why::Gone) if patched => self.is_recalled = true,
            (_, Why::Gone) => {
                self.anew += 1;
                let version = self.sheets.version(index);
                let Some(card) = self.cards.get_mut(index) else { return };
                card.closed = true;
                // its text is beside it as a message, or was given up: the card is not needed for it
                if card.shown == Some(version) && (card.sent_plain || card.way == Way::Lost) {
                    card.mute = true;
                    return;
                }
                card.shown = None;
                // only the last one can be begun anew: messages stay in their order
                card.gone = self.anew <= ANEW && is_last && !card.sent_plain;
                if !card.gone {
                    (card.way, card.mute) = (Way::Plain, true);
                }
            }
            (Job::Text | Job::Status, Why::Closed) => {
                let Some(card) = self.cards.last_mut() else { return };
                card.mode = Mode::Closed;
                // it was opened, and was closed before any text could be typed
                if !card.proven && is_typing {
                    self.cannot_type(now);
                }
            }
            (Job::Mode(true), _) => self.cannot_type(now),
            (Job::Mode(false), _) if is_typing => {
                if let Some(card) = self.cards.last_mut() {
                    // it is opened again in any case
                    (card.mode, card.reopens) = (Mode::Closed, true);
                }
            }
            // a status that cannot be shown keeps no text from being shown
            (Job::Status, _) => self.plan.has_status = false,
            (Job::Text | Job::Replace(_), Why::Element) if is_typing && is_last => {
                if let Some(card) = self.cards.last_mut() {
                    card.repair = true;
                }
            }
            _ if of_text && is_typing && is_last => {
                if let Some(card) = self.cards.last_mut() {
                    (card.mute, card.repair, card.way) = (true, false, Way::Replace);
                }
            }
            _ => self.escalate(flight, now),
        }
    }
    /// What a card shows is not what is wanted.
    fn doubt(&mut self, index: usize) {
        if let Some(card) = self.cards.get_mut(index) {
            card.shown = None;
        }
    }
    /// Text cannot be typed on the last card any more: the next one takes what comes, if it is worth that.
    fn cannot_type(&mut self, now: Duration) {
        let Some(card) = self.cards.last_mut() else { return };
        card.mode = Mode::Closed;
        card.reopens = false;
        let lasted = now.saturating_sub(card.began) >= WORTH_A_CARD;
        // what is shown of it is settled by replacing the element
        card.typing = false;
        if lasted {
            self.sheets.move_on();
        }
    }

    /// What was tried does not work: the next way is taken, or it is given up.
    fn escalate(&mut self, flight: &Flight, now: Duration) {
        (self.tries, self.orders, self.pause) = (0, 0, FIRST_PAUSE);
        self.not_before = self.not_before.max(now);
        let plan_typing = self.plan.typing;
        match flight.job {
            Job::Begin(index) => {
                // no card for it: as a message, and if there is none either it is lost
                let name = StreamCard { card_id: None, message_id: String::new() };
                let mut state = CardState::new(name, now, 0);
                (state.shown, state.way, state.mute, state.closed) = (None, Way::Plain, true, true);
                match self.cards.get_mut(index) {
                    Some(old) => *old = state,
                    None => self.cards.push(state),
                }
            }
            Job::End => {
                if let Some(card) = self.cards.last_mut() {
                    card.end_failed = true;
                    card.way = card.way.min(Way::Whole);
                }
            }
            Job::Mode(false) if flight.is_final => {
                if let Some(card) = self.cards.last_mut() {
                    card.closed = true;
                }
                self.stats.left_open = true;
            }
            Job::Mode(_) => self.cannot_type(now),
            Job::Status => self.plan.has_status = false,
            Job::Recall(_) => {
                self.forget_last();
            }
            Job::Text | Job::Replace(_) | Job::Whole(_) | Job::Plain(_) => {
                let index = self.index_of(flight.job);
                let (version, text) = (self.sheets.version(index), self.sheets.text(index).to_owned());
                let Some(card) = self.cards.get_mut(index) else { return };
                let tried = match flight.job {
                    Job::Text => Way::Text,
                    Job::Replace(_) => Way::Replace,
                    Job::Whole(_) => Way::Whole,
                    _ => Way::Plain,
                };
                if tried == Way::Whole && card.shown == Some(version) {
                    // the text is there, only its end is not
                    card.way = Way::Plain;
                    card.end_failed = true;
                    card.closed = card.name.card_id.is_none();
                    return;
                }
                card.way = match tried.max(card.way) {
                    Way::Text if plan_typing => Way::Replace,
                    Way::Text | Way::Replace => Way::Whole,
                    Way::Whole => Way::Plain,
                    Way::Plain | Way::Lost => Way::Lost,
                };
                if card.way == Way::Plain && card.name.card_id.is_none() {
                    card.closed = true;
                }
                if card.way == Way::Lost {
                    card.shown = Some(version);
                    card.closed |= card.name.card_id.is_none();
                    self.lost.retain(|(card, _)| *card != index);
                    self.lost.push((index, text));
                }
            }
        }
    }
}
