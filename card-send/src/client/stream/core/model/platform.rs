//! A small model of the platform, after cardkit.md §9 and §10: cards and messages, what goes wrong, and readings of what
//! the documentation leaves open.

use super::super::{Job, StreamCall, StreamCard};
use crate::client::stream::landing::{Landing, Why};
use std::time::Duration;

pub(super) const SECOND: Duration = Duration::from_secs(1);
/// When the streaming mode closes by itself.
pub(super) const WINDOW: Duration = Duration::from_secs(600);
/// The platform's limits: of a card, and of a kind of call.
pub(super) const PER_CARD: usize = 10;
pub(super) const PER_APP: usize = 50;
/// The kinds of calls, as lanes of the schedule.
pub(super) const LANES: usize = 8;

/// How the platform behaves where that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) reopening_extends: bool,
    pub(super) window_begins_with_sending: bool,
    pub(super) silent_after_timeout: bool,
    pub(super) refusals_use_sequence: bool,
    /// The largest text, if it is smaller than documented.
    pub(super) bytes: usize,
}

/// What goes wrong, each with its chance in 1000.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Faults {
    pub(super) lost_answer: u32,
    pub(super) lost_call: u32,
    pub(super) limited: u32,
    pub(super) broken: u32,
    pub(super) busy: u32,
    pub(super) closed: u32,
    pub(super) other_writer: u32,
    pub(super) gone: u32,
    pub(super) recalled: u32,
    pub(super) no_reopening: bool,
    pub(super) no_cards: bool,
    /// Nothing works from then on for so long.
    pub(super) outage: (Duration, Duration),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Streaming {
    Closed,
    Open(Duration),
    TimedOut { told: bool },
}

#[derive(Debug)]
pub(super) struct Entity {
    pub(super) streaming: Streaming,
    pub(super) sequence: u32,
    pub(super) text: String,
    pub(super) buttons: bool,
    pub(super) gone: bool,
    pub(super) busy_until: Duration,
    pub(super) calls: Vec<Duration>,
    /// Calls with text since the platform said that the mode is closed, and nothing was done about it.
    pub(super) deaf: u32,
}

#[derive(Debug)]
pub(super) struct Message {
    pub(super) text: String,
    pub(super) recalled: bool,
    pub(super) ended: bool,
    pub(super) calls: Vec<Duration>,
}

pub(super) struct Platform {
    pub(super) rules: Rules,
    pub(super) faults: Faults,
    pub(super) entities: Vec<Entity>,
    pub(super) messages: Vec<Message>,
    /// When calls of each kind came.
    pub(super) calls: Vec<Vec<Duration>>,
}

/// What a call met.
pub(super) enum Met {
    Landing(Landing),
    Card(StreamCard),
}

impl Platform {
    fn code(&mut self, call: &StreamCall, entity: usize, now: Duration) -> i64 {
        let rules = self.rules;
        let Some(entity) = self.entities.get_mut(entity) else { return 200_740 };
        if entity.gone {
            return 200_740;
        }
        if call.sequence <= entity.sequence {
            return 300_317;
        }
        if entity.busy_until > now {
            return 200_810;
        }
        if let Streaming::Open(since) = entity.streaming
            && now >= since + WINDOW
        {
            entity.streaming = Streaming::TimedOut { told: false };
        }
        let code = match call.job {
            Job::Text | Job::Status => match entity.streaming {
                Streaming::TimedOut { .. } if rules.silent_after_timeout => return self.pass(call, 0),
                Streaming::TimedOut { told: false } => {
                    entity.streaming = Streaming::TimedOut { told: true };
                    200_850
                }
                Streaming::Closed | Streaming::TimedOut { told: true } => 300_309,
                Streaming::Open(_) if call.text.len() > rules.bytes => 200_860,
                Streaming::Open(_) => 0,
            },
            Job::Mode(true) if self.faults.no_reopening => 300_122,
            Job::Replace(_) | Job::Whole(_) if call.text.len() > rules.bytes => 200_860,
            _ => 0,
        };
        self.pass(call, code)
    }

    /// The effect of a call that is accepted.
    fn pass(&mut self, call: &StreamCall, code: i64) -> i64 {
        let rules = self.rules;
        let Some(entity) = call.card.as_ref().and_then(entity_of).and_then(|n| self.entities.get_mut(n)) else {
            return code;
        };
        if code == 0 || rules.refusals_use_sequence {
            entity.sequence = call.sequence;
        }
        code
    }

    /// The client hears this code: once it knows that the mode is closed, it does something about it.
    fn is_heard(&mut self, call: &StreamCall, code: i64) {
        let Some(entity) = call.card.as_ref().and_then(entity_of).and_then(|n| self.entities.get_mut(n)) else {
            return;
        };
        if matches!(call.job, Job::Text | Job::Status) {
            entity.deaf += u32::from(code == 300_309 || code == 200_850);
        }
        assert!(entity.deaf <= 1, "text again after the mode was said to be closed");
    }

    fn effect(&mut self, call: &StreamCall, now: Duration) {
        let rules = self.rules;
        let Some(entity) = call.card.as_ref().and_then(entity_of).and_then(|n| self.entities.get_mut(n)) else {
            return;
        };
        match call.job {
            Job::Text => {
                if matches!(entity.streaming, Streaming::Open(_)) {
                    entity.text.clone_from(&call.text);
                }
            }
            Job::Replace(_) => entity.text.clone_from(&call.text),
            Job::Whole(_) => {
                entity.text.clone_from(&call.text);
                entity.buttons = call.is_last && call.is_final;
                entity.streaming = match (call.is_final, entity.streaming) {
                    (true, _) => Streaming::Closed,
                    (false, Streaming::Open(since)) => Streaming::Open(since),
                    (false, _) => Streaming::Open(now),
                };
            }
            Job::Mode(true) => {
                entity.streaming = match entity.streaming {
                    Streaming::Open(since) if !rules.reopening_extends => Streaming::Open(since),
                    _ => Streaming::Open(now),
                };
            }
            Job::Mode(false) => entity.streaming = Streaming::Closed,
            Job::End => {
                entity.streaming = Streaming::Closed;
                assert!(!entity.buttons, "the buttons were put onto the card twice");
                entity.buttons = call.is_last;
            }
            _ => {}
        }
    }

    /// Makes a call. `random` decides what goes wrong.
    pub(super) fn call(&mut self, call: &StreamCall, now: Duration, random: &mut fastrand::Rng) -> (Met, Duration) {
        let quick = Duration::from_millis(random.u64(20..200));
        let timeout = Duration::from_secs(20);
        let f = self.faults;
        let mut hits = |chance: u32| chance > 0 && random.u32(0..1000) < chance;
        self.count(call, now);
        if !matches!(call.job, Job::Text | Job::Status)
            && let Some(entity) = call.card.as_ref().and_then(entity_of).and_then(|n| self.entities.get_mut(n))
        {
            entity.deaf = 0;
        }
        let out = (f.outage.0..f.outage.0 + f.outage.1).contains(&now);
        let (lost_call, lost_answer) = (out || hits(f.lost_call), hits(f.lost_answer));
        if let Some(entity) = call.card.as_ref().and_then(entity_of).and_then(|n| self.entities.get_mut(n)) {
            if hits(f.busy) {
                entity.busy_until = now + 2 * SECOND;
            }
            if hits(f.closed) {
                entity.streaming = Streaming::Closed;
            }
            if hits(f.other_writer) {
                entity.sequence = entity.sequence.saturating_add(150);
            }
            if hits(f.gone) {
                entity.gone = true;
            }
        }
        if lost_call {
            let met = if matches!(call.job, Job::Begin(_) | Job::Plain(_)) {
                Landing::Refused(Why::Other)
            } else {
                Landing::Unknown
            };
            return (Met::Landing(met), if hits(500) { timeout } else { quick });
        }
        if hits(f.limited) {
            return (Met::Landing(Landing::Later), quick);
        }
        if hits(f.broken) {
            let met = if matches!(call.job, Job::Begin(_) | Job::Plain(_)) {
                Landing::Refused(Why::Other)
            } else {
                Landing::Unknown
            };
            return (Met::Landing(met), quick);
        }
        let landing = |code: i64| {
            if code == 0 { Landing::Done } else { Landing::of_code(code).unwrap_or(Landing::Refused(Why::Other)) }
        };
        match (&call.job, &call.card) {
            (Job::Begin(_), _) => {
                let entity = (!f.no_cards).then(|| {
                    self.entities.push(Entity {
                        streaming: Streaming::Open(if self.rules.window_begins_with_sending {
                            now + quick
                        } else {
                            now
                        }),
                        sequence: 0,
                        text: call.text.clone(),
                        buttons: false,
                        gone: false,
                        busy_until: Duration::ZERO,
                        calls: Vec::new(),
                        deaf: 0,
                    });
                    self.entities.len() - 1
                });
                let text = call.text.clone();
                self.messages.push(Message { text, recalled: false, ended: false, calls: Vec::new() });
                let message_id = (self.messages.len() - 1).to_string();
                (Met::Card(StreamCard { card_id: entity.map(|n| n.to_string()), message_id }), quick)
            }
            // a message is taken back, whatever it shows
            (Job::Plain(_) | Job::Recall(_), _) => match lost_answer {
                true => (Met::Landing(Landing::Unknown), timeout),
                false => (Met::Landing(Landing::Done), quick),
            },
            (_, Some(card)) => {
                let code = match entity_of(card) {
                    Some(entity) => self.code(call, entity, now),
                    None => {
                        let recall = hits(f.recalled);
                        let message = card.message_id.parse::<usize>().ok().and_then(|n| self.messages.get_mut(n));
                        let message = message.expect("a message that was sent");
                        message.recalled |= recall;
                        match call.job {
                            _ if message.recalled => 230_011,
                            _ if call.text.len() > self.rules.bytes => 230_025,
                            _ => {
                                message.text.clone_from(&call.text);
                                message.ended |= call.is_final;
                                0
                            }
                        }
                    }
                };
                if code == 0 {
                    self.effect(call, now);
                }
                if !lost_answer {
                    self.is_heard(call, code);
                }
                match lost_answer {
                    true => (Met::Landing(Landing::Unknown), timeout),
                    false => (Met::Landing(landing(code)), quick),
                }
            }
            (job, None) => panic!("{job:?} without a card"),
        }
    }

    fn count(&mut self, call: &StreamCall, now: Duration) {
        if let Some(lane) = self.calls.get_mut(lane(call.job)) {
            lane.push(now);
        }
        let Some(card) = call.card.as_ref().filter(|_| !matches!(call.job, Job::Plain(_) | Job::Recall(_))) else {
            return;
        };
        match entity_of(card) {
            Some(entity) => self.entities[entity].calls.push(now),
            None => self.messages[card.message_id.parse::<usize>().unwrap()].calls.push(now),
        }
    }
}

pub(super) fn entity_of(card: &StreamCard) -> Option<usize> {
    card.card_id.as_ref().and_then(|id| id.parse().ok())
}

pub(super) fn lane(job: Job) -> usize {
    match job {
        Job::Begin(_) => 0,
        Job::Text | Job::Status => 1,
        Job::Mode(_) => 2,
        Job::Replace(_) => 3,
        Job::Whole(_) => 4,
        Job::Plain(_) => 5,
        Job::End => 6,
        Job::Recall(_) => 7,
    }
}

/// The most in any second.
pub(super) fn busiest(times: &[Duration]) -> usize {
    let mut times = times.to_vec();
    times.sort();
    let mut first = 0;
    times.iter().enumerate().fold(0, |most, (last, at)| {
        while times[first] + SECOND <= *at {
            first += 1;
        }
        most.max(last + 1 - first)
    })
}
