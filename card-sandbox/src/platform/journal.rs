//! The journal: calls, pushes, frames and what users did, in one order, each with its answer and its time.
//!
//! It is for people who look at what happens; tests of one call have [`Sandbox::requests`](crate::Sandbox::requests). It
//! is kept only where it was asked for, and bounded: the oldest entries go first, and of a long body the beginning stays.

use super::{Arrived, push::Push};
use crate::{Api, FrameRecord, Request, Shown};
use feishu_card_core::Json;
use std::collections::VecDeque;

/// Entries that are kept.
const MOST_ENTRIES: usize = 2000;

/// Bytes of all entries together.
const MOST_BYTES: usize = 48 << 20;

/// Bytes that are kept of one body.
const LONGEST_BODY: usize = 256 << 10;

/// A body, or its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) bytes: Vec<u8>,
    /// How long it was.
    pub(crate) length: usize,
}

impl Kept {
    pub(crate) fn of(body: &[u8]) -> Self {
        Kept { bytes: body.get(..LONGEST_BODY).unwrap_or(body).to_vec(), length: body.len() }
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.bytes.len() == self.length
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// A call of an app.
#[derive(Clone)]
pub(crate) struct CallRecord {
    pub(crate) api: Option<Api>,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Kept,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<i64>,
    pub(crate) answer: Kept,
    /// What went wrong by order.
    pub(crate) fault: Option<String>,
    /// Whether it was made by the page, not by the app.
    pub(crate) replayed: bool,
}

/// A callback or an event on its way to an app.
#[derive(Clone)]
pub(crate) struct PushRecord {
    pub(crate) app_id: String,
    pub(crate) push: Push,
    /// The callback address, or `long connection`.
    pub(crate) to: String,
    pub(crate) status: Option<u16>,
    pub(crate) answer: Kept,
    /// What the user sees of it.
    pub(crate) error: Option<Shown>,
    /// Who did it on which message, where it is a click.
    pub(crate) deed: Option<Doer>,
    pub(crate) replayed: bool,
}

/// A user who worked a card.
#[derive(Clone, Debug)]
pub(crate) struct Doer {
    pub(crate) open_id: String,
    pub(crate) locale: String,
    pub(crate) message_id: String,
    /// The token for delayed updates that the callback carries.
    pub(crate) token: String,
}

/// What a user did, and what came of it.
#[derive(Clone, Debug)]
pub(crate) struct DeedRecord {
    pub(crate) open_id: String,
    pub(crate) message_id: String,
    /// `click`, `enter`, `submit`, `says`.
    pub(crate) what: &'static str,
    /// The component, or the text.
    pub(crate) target: String,
    /// What was entered.
    pub(crate) entry: Json,
    /// What came of it; `None` while it is on its way.
    pub(crate) outcome: Option<Json>,
}

/// One thing that happened.
#[derive(Clone)]
pub(crate) enum Record {
    Call(CallRecord),
    Push(PushRecord),
    Frame(FrameRecord),
    Deed(DeedRecord),
}

impl Record {
    fn weight(&self) -> usize {
        match self {
            Record::Call(call) => call.body.bytes.len() + call.answer.bytes.len() + call.query.len() + 512,
            // the event is there as sent and as JSON
            Record::Push(push) => 3 * push.push.body.len() + push.answer.bytes.len() + 512,
            Record::Frame(frame) => frame.payload.len() + 512,
            Record::Deed(deed) => deed.target.len() + 1024,
        }
    }
}

/// An entry of the journal.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) number: u64,
    /// Microseconds since 1970.
    pub(crate) at: u64,
    /// Microseconds until the answer.
    pub(crate) took: Option<u64>,
    pub(crate) record: Record,
    weight: usize,
}

/// The journal; its entries are numbered from 1 without a gap.
#[derive(Default)]
pub(crate) struct Journal {
    /// Whether anybody wants it.
    pub(crate) on: bool,
    entries: VecDeque<Entry>,
    /// The number of the entry that comes next, less one.
    last: u64,
    bytes: usize,
}

impl Journal {
    pub(crate) fn new(on: bool) -> Self {
        Journal { on, ..Journal::default() }
    }

    /// A new entry; its number, if it is kept.
    pub(crate) fn begin(&mut self, at: u64, record: impl FnOnce() -> Record) -> Option<u64> {
        if !self.on {
            return None;
        }
        let record = record();
        self.last += 1;
        let weight = record.weight();
        self.bytes += weight;
        self.entries.push_back(Entry { number: self.last, at, took: None, record, weight });
        while self.entries.len() > MOST_ENTRIES || (self.bytes > MOST_BYTES && self.entries.len() > 1) {
            let gone = self.entries.pop_front();
            self.bytes -= gone.map_or(0, |entry| entry.weight);
        }
        Some(self.last)
    }

    /// Changes an entry that is still there.
    pub(crate) fn change(&mut self, number: Option<u64>, now: u64, change: impl FnOnce(&mut Record)) {
        let Some(index) = number.and_then(|number| self.index(number)) else { return };
        let Some(entry) = self.entries.get_mut(index) else { return };
        change(&mut entry.record);
        entry.took = entry.took.or(Some(now.saturating_sub(entry.at)));
        let weight = entry.record.weight();
        self.bytes = self.bytes + weight - entry.weight;
        entry.weight = weight;
    }

    pub(crate) fn get(&self, number: u64) -> Option<&Entry> {
        self.index(number).and_then(|index| self.entries.get(index))
    }

    fn index(&self, number: u64) -> Option<usize> {
        let first = self.entries.front()?.number;
        usize::try_from(number.checked_sub(first)?).ok()
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The number of the newest entry.
    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// Forgets all entries; the numbers go on.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.bytes = 0;
    }
}

impl super::Platform {
    /// Takes a call down.
    pub(super) fn note_call(&mut self, request: &Request, fault: Option<String>, replayed: bool) -> Option<u64> {
        let now = self.config.clock.micros();
        self.journal.begin(now, || {
            Record::Call(CallRecord {
                api: request.api,
                method: request.method.clone(),
                path: request.path.clone(),
                query: request.query.clone(),
                headers: request.headers.clone(),
                body: Kept::of(&request.body),
                status: None,
                code: None,
                answer: Kept::default(),
                fault,
                replayed,
            })
        })
    }

    /// How a call was answered: by HTTP status, and a body where it is one of the platform.
    pub(crate) fn note_answer(&mut self, arrived: &Arrived, status: u16, code: Option<i64>, body: &[u8]) {
        let now = self.config.clock.micros();
        self.journal.change(arrived.entry, now, |record| {
            if let Record::Call(call) = record {
                (call.status, call.code, call.answer) = (Some(status), code, Kept::of(body));
            }
        });
        self.tell();
    }

    /// Takes down the frames that went over connections since the last look.
    pub(super) fn note_frames(&mut self) {
        let frames = std::mem::take(&mut self.connections.unnoted);
        for frame in frames {
            let at = frame.at.saturating_mul(1000);
            self.journal.begin(at, || Record::Frame(frame));
        }
        self.tell();
    }

    /// Something is new: who waits looks again.
    pub(crate) fn tell(&self) {
        self.news.send_modify(|number| *number += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deed(target: &str) -> Record {
        Record::Deed(DeedRecord {
            open_id: "ou_1".to_owned(),
            message_id: String::new(),
            what: "says",
            target: target.to_owned(),
            entry: Json::Null,
            outcome: None,
        })
    }

    #[test]
    fn the_oldest_entries_go_first() {
        let mut journal = Journal::new(true);
        for n in 0..MOST_ENTRIES as u64 + 10 {
            assert_eq!(journal.begin(n, || deed("x")), Some(n + 1));
        }
        assert_eq!((journal.iter().count(), journal.last()), (MOST_ENTRIES, MOST_ENTRIES as u64 + 10));
        assert!(journal.get(10).is_none() && journal.get(11).is_some() && journal.get(journal.last() + 1).is_none());
        journal.change(Some(11), 25, |_| {});
        journal.change(Some(1), 25, |_| panic!("it is gone"));
        assert_eq!(journal.get(11).unwrap().took, Some(15));
        let large = "x".repeat(MOST_BYTES / 2);
        for _ in 0..5 {
            journal.begin(0, || deed(&large));
        }
        assert!(journal.iter().count() < 5 && journal.bytes <= MOST_BYTES);
        journal.clear();
        assert_eq!((journal.iter().count(), journal.bytes), (0, 0));
        assert_eq!(Journal::new(false).begin(0, || panic!("nobody wants it")), None);
    }

    #[test]
    fn of_a_long_body_the_beginning_is_kept() {
        let kept = Kept::of(&vec![b'x'; LONGEST_BODY + 1]);
        assert_eq!((kept.bytes.len(), kept.length, kept.is_whole()), (LONGEST_BODY, LONGEST_BODY + 1, false));
        assert!(Kept::of(b"{}").is_whole());
    }
}
