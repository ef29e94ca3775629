//! Which call comes next, and what it says when it leaves.

use super::{
    Core, Flight, Job, Step, StreamCall,
    card::{CardState, Mode, Way},
};
use crate::client::calls::cardkit::change::LAST_SEQUENCE;
use std::time::Duration;

impl Core {
    /// What to do now.
    pub(crate) fn next(&mut self, now: Duration) -> Step {
        if self.flight.is_some() {
            return Step::Wait(None);
        }
        if now < self.not_before {
            return Step::Wait(Some(self.not_before));
        }
        self.sheets.look();
        if self.is_recalled {
            return self.given_up();
        }
        self.step(now)
    }

    /// What a recalled stream does: it waits for its end, and says then what is not shown.
    fn given_up(&mut self) -> Step {
        if self.ending.is_none() {
            return Step::Wait(None);
        }
        let count = self.sheets.count();
        self.lost.retain(|(index, _)| *index < count);
        for index in 0..count {
            let shown = self.cards.get(index).is_some_and(|card| card.shown == Some(self.sheets.version(index)));
            if !shown {
                // what was lost before may be an older text
                self.lost.retain(|(lost, _)| *lost != index);
                self.lost.push((index, self.sheets.text(index).to_owned()));
            }
        }
        Step::Done
    }

    fn step(&self, now: Duration) -> Step {
        let Some(last) = self.cards.len().checked_sub(1) else { return Step::Turn(Job::Begin(0)) };
        // sheets before the last one, whose text was set anew
        let changed = |(index, card): &(usize, &CardState)| {
            // one that is to be taken back is no reason for another message, and neither is a text that still grows
            let is_done = *index < self.sheets.count() && self.sheets.is_full(*index);
            let is_left = is_done || card.way < Way::Plain;
            is_left && card.shown != Some(self.sheets.version(*index))
        };
        if let Some((index, card)) = self.cards.iter().enumerate().take(last).find(changed) {
            return Step::Turn(self.settling(index, card, None));
        }
        let Some(card) = self.cards.get(last) else { return Step::Done };
        if card.gone {
            return Step::Turn(Job::Begin(last));
        }
        let is_surplus = last >= self.sheets.count();
        if !is_surplus && !self.sheets.is_full(last) {
            return self.typing(card, last, now);
        }
        if card.shown != Some(self.sheets.version(last)) && !is_surplus {
            return Step::Turn(self.settling(last, card, Some(now)));
        }
        if !card.closed {
            return Step::Turn(match (card.name.card_id.is_some(), card.end_failed) {
                (false, _) => Job::Whole(last),
                (true, false) => Job::End,
                (true, true) if card.way <= Way::Whole => Job::Whole(last),
                (true, true) => Job::Mode(false),
            });
        }
        if last + 1 < self.sheets.count() {
            return Step::Turn(Job::Begin(last + 1));
        }
        if is_surplus {
            return Step::Turn(Job::Recall(last));
        }
        if self.ending.is_some() { Step::Done } else { Step::Wait(None) }
    }

    /// The call for a card whose sheet still grows.
    fn typing(&self, card: &CardState, index: usize, now: Duration) -> Step {
        let text = !self.sheets.text(index).is_empty() && card.shown != Some(self.sheets.version(index));
        let status = self.plan.has_status && card.status != Some(self.status_version);
        // a text that came as a message is a new message at its end: on the card it would be there twice
        if card.mute || card.sent_plain {
            return Step::Wait(None);
        }
        if card.name.card_id.is_none() {
            return if text || status { Step::Turn(Job::Text) } else { Step::Wait(None) };
        }
        if card.repair {
            return Step::Turn(Job::Whole(index));
        }
        if !card.typing {
            return if text { Step::Turn(Job::Replace(index)) } else { Step::Wait(None) };
        }
        match card.mode {
            Mode::Open(since) if now >= since + self.plan.window => Step::Turn(Job::Mode(false)),
            Mode::Open(_) if status && (self.is_turn_of_status || !text) => Step::Turn(Job::Status),
            Mode::Open(_) if text => Step::Turn(Job::Text),
            Mode::Open(since) => Step::Wait(Some(since + self.plan.window)),
            Mode::Closed if text || status || card.reopens => Step::Turn(Job::Mode(true)),
            Mode::Closed => Step::Wait(None),
        }
    }

    /// The call that brings a full sheet onto its card. `now` is given for the last one: only that may still be typed into.
    fn settling(&self, index: usize, card: &CardState, now: Option<Duration>) -> Job {
        let patched = card.name.card_id.is_none();
        let is_open = match (card.mode, now) {
            (Mode::Open(since), Some(now)) => now < since + self.plan.window,
            _ => false,
        };
        match card.way {
            Way::Text if patched => Job::Whole(index),
            Way::Text if is_open && card.typing && !card.mute => Job::Text,
            Way::Text | Way::Replace if !patched => Job::Replace(index),
            Way::Text | Way::Replace | Way::Whole => Job::Whole(index),
            Way::Plain | Way::Lost => Job::Plain(index),
        }
    }

    /// The call itself, with the text as it is now. `None` if it is not needed any more: ask [`next`](Self::next).
    pub(crate) fn depart(&mut self, job: Job, now: Duration) -> Option<StreamCall> {
        if self.flight.is_some() {
            return None;
        }
        self.sheets.look();
        if self.step(now) != Step::Turn(job) {
            return None;
        }
        let index = self.index_of(job);
        let is_last = self.ending.is_some() && index + 1 >= self.sheets.count();
        let is_final = match job {
            Job::Begin(_) | Job::Text | Job::Status => false,
            Job::Whole(_) | Job::Mode(_) => self.sheets.is_full(index),
            _ => true,
        };
        let text = match (job, self.sheets.text(index)) {
            (Job::Status | Job::Mode(_), _) => String::new(),
            // a card may begin without text, and no call takes an empty one
            (Job::Begin(_), text) => text.to_owned(),
            (_, "") => self.plan.if_empty.clone(),
            (_, text) => text.to_owned(),
        };
        let mut sequence = 0;
        let mut name = None;
        if !matches!(job, Job::Begin(_)) {
            let card = self.cards.get_mut(index)?;
            if card.name.message_id.is_empty() && !card.sent_plain && matches!(job, Job::Recall(_)) {
                // there was no message for it
                self.forget_last();
                return None;
            }
            name = Some(card.name.clone());
            if card.name.card_id.is_some() && !matches!(job, Job::Plain(_) | Job::Recall(_)) {
                if card.sequence >= LAST_SEQUENCE {
                    // nothing can be changed on it any more
                    card.way = card.way.max(Way::Plain);
                    (card.closed, card.mute) = (true, true);
                    return None;
                }
                card.sequence += 1;
                sequence = card.sequence;
                // whatever comes of it, it is to be closed again
                card.closed &= job != Job::Mode(true);
            }
        }
        let version = self.sheets.version(index);
        self.flight = Some(Flight { job, at: now, version, status: self.status_version, is_final });
        if matches!(job, Job::Text | Job::Status | Job::Replace(_) | Job::Whole(_)) {
            self.stats.frames += 1;
            self.is_turn_of_status = job != Job::Status;
        }
        Some(StreamCall { job, card: name, sequence, text, status: self.status.clone(), is_final, is_last })
    }
}
