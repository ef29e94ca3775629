//! The order of changes of one card: what is shown, what is wanted, the sequence, one call at a time.
//!
//! A plain state machine: no clock, no client. The driver asks it for the next call, makes it, and tells it how it
//! ended.

use super::diff::{Plan, plan};
use crate::client::calls::cardkit::change::LAST_SEQUENCE;
use feishu_card_core::Json;

/// Calls that are made for one wanted card at most.
const MOST_CALLS: u32 = 50;

/// How far the sequence jumps at least when another writer was ahead.
const JUMP: u32 = 100;

/// A call to be made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Departure {
    /// Never used before, and never used again.
    pub(crate) sequence: u32,
    pub(crate) plan: Plan,
    /// The card that is shown when it succeeds.
    pub(crate) card: Json,
    /// Which wish it fulfils.
    pub(crate) version: u64,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Landing {
    /// It took effect.
    Done,
    /// Nobody knows whether it took effect.
    Unknown,
    /// It had no effect and may be made again: the limits, a user at the card, no connection.
    Later,
    /// It was refused with this code.
    Refused(i64),
}

/// What follows a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum After {
    /// The wish is fulfilled.
    Shown,
    /// Ask for the next call at once.
    Again,
    /// Ask for the next call after a pause.
    Pause,
    /// It cannot be fulfilled.
    Failed,
}

#[derive(Debug)]
pub(crate) struct Core {
    shown: Json,
    /// Whether something else may be shown: then the whole card is sent.
    doubt: bool,
    /// Whether the platform has said that the streaming mode is closed, so that text is not typed.
    closed: bool,
    /// The last sequence that was given to a call.
    sequence: u32,
    wanted: Option<(u64, Json)>,
    versions: u64,
    flight: Option<Departure>,
    calls: u32,
}

impl Core {
    /// A card that shows this, after a change with this sequence.
    pub(crate) fn new(shown: Json, sequence: u32, doubt: bool) -> Self {
        Core { shown, doubt, closed: false, sequence, wanted: None, versions: 0, flight: None, calls: 0 }
    }

    pub(crate) fn shown(&self) -> &Json {
        &self.shown
    }

    pub(crate) fn sequence(&self) -> u32 {
        self.sequence
    }

    /// The card is wanted from now on, in place of what was wanted before; gives its version.
    pub(crate) fn want(&mut self, card: Json) -> u64 {
        self.versions += 1;
        self.calls = 0;
        self.wanted = Some((self.versions, card));
        self.versions
    }

    /// The card shows this, by another way than a call of ours.
    pub(crate) fn shows(&mut self, card: Json) {
        self.shown = card;
        // while text streams an answer to a click has no effect
        self.doubt = self.doubt || self.flight.is_some() || is_streaming(&self.shown);
    }

    /// The card may show anything.
    pub(crate) fn lose_track(&mut self) {
        self.doubt = true;
    }

    /// The next call, if one is to be made: never while one is under way. `Err`: the sequences are used up.
    pub(crate) fn next(&mut self) -> Result<Option<Departure>, SequenceEnds> {
        let Some((version, card)) = self.wanted.clone().filter(|_| self.flight.is_none()) else { return Ok(None) };
        let plan = match plan(&self.shown, &card) {
            _ if self.doubt => Plan::Whole,
            Plan::Type { .. } if self.closed => {
                // the same change, without the effect
                super::diff::plan(&closed(&self.shown), &closed(&card))
            }
            plan => plan,
        };
        if plan != Plan::Nothing {
            if self.sequence >= LAST_SEQUENCE {
                return Err(SequenceEnds);
            }
            self.sequence += 1;
        }
        let departure = Departure { sequence: self.sequence, plan, card, version };
        self.flight = Some(departure.clone());
        self.calls += 1;
        Ok(Some(departure))
    }

    /// A call ended. `random` is any number, by which two processes jump apart; `floor` a sequence that rises with
    /// time.
    pub(crate) fn landed(&mut self, landing: Landing, random: u32, floor: u32) -> After {
        let Some(flight) = self.flight.take() else { return After::Again };
        let again = |core: &Core, after| if core.calls >= MOST_CALLS { After::Failed } else { after };
        match landing {
            Landing::Done => {
                self.doubt = false;
                self.closed = self.closed && is_streaming(&flight.card) && is_streaming(&self.shown);
                self.shown = flight.card;
                if self.wanted.as_ref().is_some_and(|(version, _)| *version == flight.version) {
                    self.wanted = None;
                }
                After::Shown
            }
            Landing::Unknown => {
                self.doubt = true;
                again(self, After::Pause)
            }
            Landing::Later => again(self, After::Pause),
            Landing::Refused(300_317) => {
                // another writer was ahead, and what it wrote is not known
                self.doubt = true;
                let jumped = self.sequence.saturating_add(JUMP + random % 900);
                self.sequence = jumped.max(floor).min(LAST_SEQUENCE);
                again(self, After::Again)
            }
            Landing::Refused(200_850 | 300_309) if matches!(flight.plan, Plan::Type { .. }) => {
                self.closed = true;
                again(self, After::Again)
            }
            Landing::Refused(code) if flight.plan != Plan::Whole && of_the_change(code) => {
                self.doubt = true;
                again(self, After::Again)
            }
            Landing::Refused(_) => After::Failed,
        }
    }

    /// The wish of this version is given up; a newer one stays.
    pub(crate) fn give_up(&mut self, version: u64) {
        if self.wanted.as_ref().is_some_and(|(wanted, _)| *wanted == version) {
            self.wanted = None;
        }
        self.flight = None;
    }

    /// Whether a newer card is wanted than this one.
    pub(crate) fn is_outdated(&self, version: u64) -> bool {
        self.wanted.as_ref().is_some_and(|(wanted, _)| *wanted > version)
    }
}

/// There is no greater sequence: the card cannot be changed any more.
#[derive(Debug, PartialEq)]
pub(crate) struct SequenceEnds;

/// Whether a refusal is about a part of the card or the way it is changed, so that the whole card may be taken.
fn of_the_change(code: i64) -> bool {
    matches!(code, 10_002 | 200_220 | 200_510 | 200_860 | 300_121 | 300_122 | 300_301..=300_315)
        && !matches!(code, 300_302 | 300_303 | 300_307 | 300_311)
}

fn is_streaming(card: &Json) -> bool {
    card.pointer("/config/streaming_mode").and_then(Json::as_bool) == Some(true)
}

/// The card without its config, which is the same in both of two cards that differ in a text only.
fn closed(card: &Json) -> Json {
    let members = card.as_map().unwrap_or_default();
    Json::Map(members.iter().filter(|(name, _)| name != "config").cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(text: &str, streaming: bool) -> Json {
        Json::parse(&format!(
            r#"{{"schema":"2.0","config":{{"streaming_mode":{streaming}}},"body":{{"elements":[
                {{"tag":"markdown","element_id":"a","content":"{text}"}},{{"tag":"hr","element_id":"b"}}]}}}}"#
        ))
        .unwrap()
    }

    fn next(core: &mut Core) -> Departure {
        core.next().unwrap().expect("a call")
    }

    #[test]
    fn one_call_is_under_way_and_the_newest_card_wins() {
        let mut core = Core::new(card("1", false), 0, false);
        assert_eq!(core.next(), Ok(None));
        core.want(card("2", false));
        let first = next(&mut core);
        assert!(matches!(first.plan, Plan::Steps(_)));
        core.want(card("3", false));
        let newest = core.want(card("4", false));
        assert_eq!(core.next(), Ok(None), "one at a time");
        assert_eq!(core.landed(Landing::Done, 0, 0), After::Shown);
        let second = next(&mut core);
        assert_eq!((first.sequence, second.sequence, second.version), (1, 2, newest));
        assert_eq!(core.landed(Landing::Done, 0, 0), After::Shown);
        assert_eq!((core.next(), core.shown()), (Ok(None), &card("4", false)));
    }

    #[test]
    fn after_any_doubt_the_whole_card_is_sent_under_a_new_sequence() {
        for (landing, after) in [
            (Landing::Unknown, After::Pause),
            (Landing::Refused(300_313), After::Again),
            (Landing::Refused(300_317), After::Again),
        ] {
            let mut core = Core::new(card("1", false), 7, false);
            core.want(card("2", false));
            assert_eq!(next(&mut core).sequence, 8);
            assert_eq!(core.landed(landing, 0, 0), after);
            let again = next(&mut core);
            assert_eq!(again.plan, Plan::Whole, "{landing:?}");
            assert!(again.sequence > 8);
            assert_eq!(core.landed(Landing::Done, 0, 0), After::Shown);
            core.want(card("3", false));
            assert!(matches!(next(&mut core).plan, Plan::Steps(_)), "the doubt is over");
        }
    }

    #[test]
    fn what_may_be_made_again_stays_as_small_as_it_was() {
        let mut core = Core::new(card("1", false), 0, false);
        core.want(card("2", false));
        let first = next(&mut core);
        assert_eq!(core.landed(Landing::Later, 0, 0), After::Pause);
        let again = next(&mut core);
        assert_eq!((again.plan, again.sequence), (first.plan, 2), "and never under the same sequence");
    }

    #[test]
    fn two_writers_jump_apart_and_time_is_a_floor() {
        let jumped = |random, floor| {
            let mut core = Core::new(card("1", false), 5, false);
            core.want(card("2", false));
            next(&mut core);
            core.landed(Landing::Refused(300_317), random, floor);
            next(&mut core).sequence
        };
        assert_ne!(jumped(1, 0), jumped(2, 0));
        assert_eq!(jumped(0, 1_000_000), 1_000_001);
    }

    #[test]
    fn text_is_typed_while_the_mode_is_open_and_patched_when_it_was_closed() {
        let mut core = Core::new(card("1", true), 0, false);
        core.want(card("12", true));
        assert!(matches!(next(&mut core).plan, Plan::Type { .. }));
        assert_eq!(core.landed(Landing::Refused(300_309), 0, 0), After::Again);
        assert!(matches!(next(&mut core).plan, Plan::Steps(_)));
        core.landed(Landing::Done, 0, 0);
        core.want(card("123", true));
        assert!(matches!(next(&mut core).plan, Plan::Steps(_)), "no second call against a closed mode");
    }

    #[test]
    fn an_end_comes_in_any_case() {
        let mut core = Core::new(card("1", false), 0, false);
        let version = core.want(card("2", false));
        let mut calls = 0;
        while core.next().unwrap().is_some() {
            calls += 1;
            if core.landed(Landing::Unknown, 0, 0) == After::Failed {
                core.give_up(version);
            }
        }
        assert_eq!(calls, MOST_CALLS);
        let mut core = Core::new(card("1", false), LAST_SEQUENCE, false);
        core.want(card("2", false));
        assert_eq!(core.next(), Err(SequenceEnds));
    }

    #[test]
    fn an_answer_to_a_click_is_what_is_shown_unless_it_may_have_been_ignored() {
        let mut core = Core::new(card("1", false), 0, false);
        core.shows(card("2", false));
        core.want(card("2", false));
        assert_eq!(next(&mut core).plan, Plan::Nothing);
        core.landed(Landing::Done, 0, 0);
        core.shows(card("3", true));
        core.want(card("3", true));
        assert_eq!(next(&mut core).plan, Plan::Whole);
    }
}
