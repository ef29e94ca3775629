//! One stream under way: its producer, its core, its turns in the limits, its calls to the platform.

use super::{
    super::{Core, Job, Step, StreamCall, StreamCard},
    platform::{Met, Platform, Streaming, entity_of, lane},
    script::{Act, letters},
};
use crate::client::{
    engine::schedule::{Schedule, ScheduleKey, Turn},
    stream::landing::Landing,
};
use std::{collections::VecDeque, time::Duration};

pub(super) struct Running {
    pub(super) core: Core,
    pub(super) acts: VecDeque<(Duration, Act)>,
    pub(super) wanted: String,
    /// The call whose turn it waits for.
    pub(super) waits: Option<(Job, Option<u64>, Duration)>,
    /// The call under way, and when it lands.
    pub(super) flies: Option<(StreamCall, Option<Met>, Duration)>,
    pub(super) asks: Option<Duration>,
    /// Texts that came as messages, by their cards.
    pub(super) plain: Vec<(usize, String)>,
    pub(super) sequences: Vec<(String, u32)>,
    /// What was done last, for messages.
    pub(super) log: VecDeque<String>,
    pub(super) done: bool,
}

impl Running {
    pub(super) fn next(&self) -> Option<Duration> {
        let act = self.acts.front().map(|(at, _)| *at);
        let call = self.flies.as_ref().map(|(_, _, at)| *at);
        let turn = self.waits.map(|(_, _, at)| at);
        // one that waits for a call or its turn asks nothing
        let asks = self.asks.filter(|_| call.is_none() && turn.is_none());
        [act, call, turn, asks].into_iter().flatten().min()
    }

    pub(super) fn turn(
        &mut self,
        n: usize,
        platform: &mut Platform,
        schedule: &mut Schedule,
        now: Duration,
        random: &mut fastrand::Rng,
    ) {
        while let Some((at, _)) = self.acts.front()
            && *at <= now
        {
            match self.acts.pop_front() {
                Some((_, Act::Push(text))) => self.core.push(&text),
                Some((_, Act::Set(text))) => self.core.set(&text),
                Some((_, Act::Status(text))) => self.core.set_status(&text),
                Some((_, Act::End(footer))) => self.core.end(footer),
                None => {}
            }
            self.asks = Some(now);
        }
        if let Some((_, _, at)) = &self.flies
            && *at <= now
            && let Some((call, Some(met), _)) = self.flies.take()
        {
            match met {
                Met::Card(card) => self.core.begun(card, now, true),
                Met::Landing(landing) => {
                    self.log.push_back(format!("{now:?} {landing:?}"));
                    if let (Job::Plain(index), Landing::Done) = (call.job, landing) {
                        self.plain.retain(|(card, _)| *card != index);
                        self.plain.push((index, call.text.clone()));
                    }
                    self.core.landed(landing, now, random.u32(..), 1_000_000);
                    if let Job::Recall(_) = call.job {
                        // with the message of the card the one with its text is taken back
                        self.plain.retain(|(card, _)| *card < self.core.cards.len());
                    }
                }
            }
            self.asks = Some(now);
        }
        loop {
            if let Some((job, ticket, at)) = self.waits {
                if at > now {
                    return;
                }
                let card = self.core.card_for(job).and_then(entity_of);
                let key = card.map(|card| ScheduleKey { group: 0, id: card as u64 });
                let key = key.filter(|_| !matches!(job, Job::Begin(_) | Job::Plain(_) | Job::Recall(_)));
                match schedule.ask(lane(job), key, ticket, now) {
                    Turn::Wait { ticket, at, .. } => {
                        self.log.push_back(format!("{now:?} waits for {job:?} {key:?} until {at:?}"));
                        if self.log.len() > 60 {
                            self.log.pop_front();
                        }
                        self.waits = Some((job, Some(ticket), at));
                        return;
                    }
                    Turn::Leave => {
                        self.waits = None;
                        self.asks = Some(now);
                        if let Some(call) = self.core.depart(job, now) {
                            self.leaves(&call);
                            let (met, takes) = platform.call(&call, now, random);
                            self.flies = Some((call, Some(met), now + takes));
                            self.asks = None;
                            return;
                        }
                    }
                }
            }
            if self.flies.is_some() || self.asks.is_none_or(|at| at > now) {
                return;
            }
            let step = self.core.next(now);
            if self.log.len() > 40 {
                self.log.pop_front();
            }
            self.log.push_back(format!("{now:?} {step:?}"));
            match step {
                Step::Turn(job) => {
                    self.waits = Some((job, None, now));
                    self.asks = None;
                }
                Step::Wait(until) => {
                    self.asks = until.filter(|until| *until > now);
                    return;
                }
                Step::Done => {
                    self.done = true;
                    return;
                }
            }
            let _ = n;
        }
    }

    /// Sequences of a card only rise, and no text is in two places.
    fn leaves(&mut self, call: &StreamCall) {
        let index = self.core.index_of(call.job);
        match call.job {
            Job::Plain(_) => assert!(self.core.sheets.is_full(index), "a message with a text that still grows"),
            Job::Begin(_) | Job::Text | Job::Replace(_) | Job::Whole(_) => {
                let is_plain = self.plain.iter().any(|(card, _)| *card == index);
                assert!(!is_plain, "{:?} for a text that came as a message\n{:#?}", call.job, self.log);
            }
            Job::Status | Job::Mode(_) | Job::End | Job::Recall(_) => {}
        }
        let Some(card) = call.card.as_ref().filter(|_| call.sequence > 0) else { return };
        match self.sequences.iter_mut().find(|(id, _)| *id == card.message_id) {
            Some((_, last)) => {
                assert!(call.sequence > *last);
                *last = call.sequence;
            }
            None => self.sequences.push((card.message_id.clone(), call.sequence)),
        }
    }

    pub(super) fn check(&self, platform: &Platform) {
        let lost = &self.core.lost;
        let cards: Vec<&StreamCard> = self.core.cards().collect();
        let rows = match self.core.is_recalled {
            // a person took a message back, and nothing is done after that: a card without text stays as it is
            true => self.core.sheets.count(),
            false => cards.len().max(lost.iter().map(|(index, _)| index + 1).max().unwrap_or(0)),
        };
        let mut joined = String::new();
        for index in 0..rows {
            let given_up = lost.iter().find(|(card, _)| *card == index).map(|(_, text)| text);
            let plain = self.plain.iter().find(|(card, _)| *card == index).map(|(_, text)| text);
            let shown = cards.get(index).and_then(|card| match entity_of(card) {
                Some(entity) => Some(&platform.entities[entity].text),
                None => Some(&platform.messages[card.message_id.parse::<usize>().ok()?].text),
            });
            joined += given_up.or(plain).or(shown).map_or("", |text| text);
        }
        let joined = letters(&joined);
        let wanted = if letters(&self.wanted).is_empty() && self.wanted.trim().is_empty() {
            "nocontent".to_owned()
        } else {
            letters(&self.wanted)
        };
        if joined != wanted {
            let at = joined.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
            let near = |text: &str| text.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
            let sheets: String = (0..rows).map(|index| letters(self.core.sheets.text(index))).collect();
            let raw = self.core.sheets.raw();
            let whole = feishu_card_core::Markdown::untrusted(raw);
            eprintln!(
                "the sheets hold it: {}, the raw text does: {}, all at once does: {}",
                sheets == wanted,
                letters(raw) == wanted,
                letters(whole.as_str()) == wanted
            );
            for index in 0..rows {
                let is_lost = lost.iter().any(|(card, _)| *card == index);
                let is_plain = self.plain.iter().any(|(card, _)| *card == index);
                let (wanted, state) = (letters(self.core.sheets.text(index)), self.core.cards.get(index));
                eprintln!("card {index}, lost {is_lost}, plain {is_plain}, {} letters wanted: {state:?}", wanted.len());
            }
            eprintln!("{:#?}", self.log);
            panic!(
                "at {at} of {} and {}: {:?} instead of {:?}\n{:?}",
                joined.len(),
                wanted.len(),
                near(&joined),
                near(&wanted),
                self.core.stats()
            );
        }
        if self.core.stats().ended && lost.is_empty() && self.plain.is_empty() {
            for card in &cards {
                if let Some(entity) = entity_of(card).map(|n| &platform.entities[n]) {
                    assert!(
                        entity.streaming == Streaming::Closed || self.core.stats().left_open,
                        "a card was left open: {card:?} of {:#?}\n{:#?}",
                        self.core.cards,
                        self.log
                    );
                }
            }
        }
    }
}
