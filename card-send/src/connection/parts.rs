//! Joins messages that came in several frames.
//!
//! Parts may come in any order and more than once. A set that stays incomplete is forgotten; what a sender can make us
//! hold is bounded.

use super::frame::Frame;
use std::{collections::HashMap, fmt, time::Duration};

/// How long after its last part an incomplete set is kept.
const KEPT: Duration = Duration::from_secs(5);
/// The most parts of one message.
const MAX_PARTS: u32 = 256;
/// The most incomplete sets; beyond it the oldest goes.
const MAX_SETS: usize = 64;
/// The most bytes of all incomplete sets together.
const MAX_BYTES: usize = 16 << 20;

/// The sets that wait for their parts, by message id.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    sets: HashMap<String, Set>,
    bytes: usize,
}

#[derive(Debug)]
struct Set {
    parts: Vec<Option<Vec<u8>>>,
    missing: usize,
    bytes: usize,
    /// When its last part came.
    at: Duration,
}

/// Why a part belongs to no message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PartError {
    /// A header that should be a number is none, or is missing.
    Header(&'static str),
    TooManyParts(u32),
    /// `seq` is not below `sum`.
    Beyond {
        seq: u32,
        sum: u32,
    },
    /// Another part of the same message named another number of parts.
    Sum {
        first: usize,
        now: u32,
    },
    TooLong,
}

impl Parts {
    /// Takes the payload of a frame: gives the whole payload if the frame is a whole message or completes one.
    pub(crate) fn take(&mut self, frame: &mut Frame, now: Duration) -> Result<Option<Vec<u8>>, PartError> {
        let payload = frame.payload.take().unwrap_or_default();
        let sum = number(frame, "sum")?.unwrap_or(1);
        if sum <= 1 {
            return Ok(Some(payload));
        }
        if sum > MAX_PARTS {
            return Err(PartError::TooManyParts(sum));
        }
        let seq = number(frame, "seq")?.ok_or(PartError::Header("seq"))?;
        let id = frame.header("message_id").filter(|id| !id.is_empty()).ok_or(PartError::Header("message_id"))?;
        if seq >= sum {
            return Err(PartError::Beyond { seq, sum });
        }
        if let Some(set) = self.sets.get(id)
            && set.parts.len() != sum as usize
        {
            return Err(PartError::Sum { first: set.parts.len(), now: sum });
        }
        if self.bytes + payload.len() > MAX_BYTES {
            self.forget(id);
            return Err(PartError::TooLong);
        }
        if !self.sets.contains_key(id) && self.sets.len() == MAX_SETS {
            self.forget_oldest();
        }
        let set = self.sets.entry(id.to_owned()).or_insert_with(|| Set {
            parts: vec![None; sum as usize],
            missing: sum as usize,
            bytes: 0,
            at: now,
        });
        set.at = now;
        // a part that came before changes nothing
        if let Some(place) = set.parts.get_mut(seq as usize).filter(|place| place.is_none()) {
            set.missing -= 1;
            set.bytes += payload.len();
            self.bytes += payload.len();
            *place = Some(payload);
        }
        if set.missing > 0 {
            return Ok(None);
        }
        Ok(self.forget(id).map(|set| set.parts.into_iter().flatten().flatten().collect()))
    }

    /// Forgets sets whose other parts did not come; how many.
    pub(crate) fn expire(&mut self, now: Duration) -> usize {
        let old = |set: &Set| now.saturating_sub(set.at) >= KEPT;
        let gone: Vec<String> = self.sets.iter().filter(|(_, set)| old(set)).map(|(id, _)| id.clone()).collect();
        gone.iter().filter_map(|id| self.forget(id)).count()
    }

    /// When the next set is to be forgotten.
    pub(crate) fn next_expiry(&self) -> Option<Duration> {
        self.sets.values().map(|set| set.at + KEPT).min()
    }

    pub(crate) fn clear(&mut self) {
        *self = Parts::default();
    }

    fn forget(&mut self, id: &str) -> Option<Set> {
        let set = self.sets.remove(id)?;
        self.bytes -= set.bytes;
        Some(set)
    }

    fn forget_oldest(&mut self) {
        if let Some(id) = self.sets.iter().min_by_key(|(_, set)| set.at).map(|(id, _)| id.clone()) {
            self.forget(&id);
        }
    }
}

fn number(frame: &Frame, name: &'static str) -> Result<Option<u32>, PartError> {
    let text = frame.header(name).filter(|text| !text.is_empty());
    text.map(|text| text.parse().map_err(|_| PartError::Header(name))).transpose()
}

impl fmt::Display for PartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartError::Header(name) => write!(f, "the header `{name}` is missing or invalid"),
            PartError::TooManyParts(sum) => write!(f, "a message in {sum} parts; at most {MAX_PARTS} are accepted"),
            PartError::Beyond { seq, sum } => write!(f, "part {seq} of a message in {sum} parts, counted from 0"),
            PartError::Sum { first, now } => write!(f, "a message first in {first} parts, now in {now}"),
            PartError::TooLong => write!(f, "incomplete messages of more than {} MiB", MAX_BYTES >> 20),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::frame::{DATA, Header};
    use proptest::prelude::*;

    fn part(id: &str, sum: &str, seq: &str, payload: &[u8]) -> Frame {
        let headers = [("type", "event"), ("message_id", id), ("sum", sum), ("seq", seq)];
        Frame {
            method: DATA,
            headers: headers.iter().map(|(key, value)| Header::new(*key, *value)).collect(),
            payload: Some(payload.to_vec()),
            ..Frame::default()
        }
    }

    const NOW: Duration = Duration::from_secs(100);

    #[test]
    fn a_whole_message_passes() {
        let mut parts = Parts::default();
        for sum in ["", "0", "1"] {
            assert_eq!(parts.take(&mut part("m", sum, "", b"x"), NOW), Ok(Some(b"x".to_vec())));
        }
        assert_eq!(parts.take(&mut Frame::default(), NOW), Ok(Some(Vec::new())), "neither headers nor payload");
    }

    #[test]
    fn a_part_that_fits_nowhere_is_refused() {
        let mut parts = Parts::default();
        let mut take = |sum: &str, seq: &str| parts.take(&mut part("m", sum, seq, b"x"), NOW);
        assert_eq!(take("2", "0"), Ok(None));
        assert_eq!(take("2", "2"), Err(PartError::Beyond { seq: 2, sum: 2 }));
        assert_eq!(take("3", "1"), Err(PartError::Sum { first: 2, now: 3 }));
        assert_eq!(take("two", "1"), Err(PartError::Header("sum")));
        assert_eq!(take("-1", "1"), Err(PartError::Header("sum")));
        assert_eq!(take("2", ""), Err(PartError::Header("seq")));
        assert_eq!(take("2", "99999999999"), Err(PartError::Header("seq")));
        assert_eq!(take("4000000000", "1"), Err(PartError::TooManyParts(4_000_000_000)));
        assert_eq!(take("2", "1"), Ok(Some(b"xx".to_vec())), "the set is unharmed");
        assert_eq!(parts.take(&mut part("", "2", "0", b"x"), NOW), Err(PartError::Header("message_id")));
    }

    #[test]
    fn an_incomplete_set_is_forgotten_five_seconds_after_its_last_part() {
        let mut parts = Parts::default();
        let later = NOW + Duration::from_secs(4);
        assert_eq!(parts.take(&mut part("m", "3", "0", b"a"), NOW), Ok(None));
        assert_eq!(parts.take(&mut part("m", "3", "1", b"b"), later), Ok(None));
        assert_eq!(parts.next_expiry(), Some(later + KEPT));
        assert_eq!(parts.expire(NOW + KEPT), 0);
        assert_eq!(parts.expire(later + KEPT), 1);
        assert_eq!((parts.sets.len(), parts.bytes, parts.next_expiry()), (0, 0, None));
    }

    #[test]
    fn what_is_held_is_bounded() {
        let mut parts = Parts::default();
        for n in 0..1000_u64 {
            let at = NOW + Duration::from_millis(n);
            assert_eq!(parts.take(&mut part(&n.to_string(), "2", "0", b"x"), at), Ok(None));
        }
        assert_eq!((parts.sets.len(), parts.bytes), (MAX_SETS, MAX_SETS));
        assert!(parts.sets.contains_key("999") && !parts.sets.contains_key("0"), "the oldest went");
        let big = vec![0; 3 << 20];
        let outcomes: Vec<_> = (0..8).map(|n| parts.take(&mut part("big", "8", &n.to_string(), &big), NOW)).collect();
        assert!(outcomes.contains(&Err(PartError::TooLong)), "{outcomes:?}");
        assert!(parts.bytes <= MAX_BYTES);
    }

    proptest! {
        /// Messages cut into parts, the parts of all in one random order, some twice: each comes out whole, once.
        #[test]
        fn any_order_and_repetition_gives_each_message_once(
            messages in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..60), 1..5),
            size in 1_usize..9,
            order in proptest::collection::vec(any::<u32>(), 400),
            twice in any::<u64>(),
        ) {
            let mut frames = Vec::new();
            for (id, message) in messages.iter().enumerate() {
                let pieces: Vec<&[u8]> = message.chunks(size).collect();
                for (seq, piece) in pieces.iter().enumerate() {
                    let frame = part(&id.to_string(), &pieces.len().to_string(), &seq.to_string(), piece);
                    if twice >> (frames.len() % 64) & 1 == 1 && pieces.len() > 1 {
                        frames.push(frame.clone());
                    }
                    frames.push(frame);
                }
            }
            let mut keys = order.iter().cycle();
            frames.sort_by_cached_key(|_| keys.next().copied());
            let mut parts = Parts::default();
            let mut whole: Vec<(String, Vec<u8>)> = Vec::new();
            for mut frame in frames {
                if let Some(message) = parts.take(&mut frame, NOW).unwrap() {
                    whole.push((frame.header("message_id").unwrap().to_owned(), message));
                }
            }
            for (id, message) in messages.iter().enumerate() {
                let found: Vec<_> = whole.iter().filter(|(of, _)| *of == id.to_string()).collect();
                prop_assert!(!found.is_empty());
                prop_assert!(found.iter().all(|(_, joined)| joined == message));
                // only where every part came twice could it come out twice
                prop_assert!(found.len() <= 2);
            }
            parts.expire(NOW + KEPT);
            prop_assert_eq!(parts.bytes, 0);
        }

        #[test]
        fn with_a_part_missing_nothing_comes_out(sum in 2_u32..20, missing in any::<u32>()) {
            let mut parts = Parts::default();
            for seq in (0..sum).filter(|seq| *seq != missing % sum) {
                let taken = parts.take(&mut part("m", &sum.to_string(), &seq.to_string(), b"x"), NOW);
                prop_assert_eq!(taken, Ok(None));
            }
        }
    }
}
