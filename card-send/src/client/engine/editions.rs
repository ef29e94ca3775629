//! What the last messages of this client show, as far as it decides what may replace it: the version of card JSON stays for
//! the life of a message, and so does whether all see the same card.

use crate::client::Error;
use feishu_card_core::{Edition, Version};
use foldhash::quality::RandomState;
use std::{
    collections::{HashMap, VecDeque},
    hash::BuildHasher,
    sync::{Mutex, PoisonError},
};

/// How many messages are remembered; what is not known is sent, and the platform decides.
const MOST: usize = 4096;

/// The editions of the cards in the last messages, by the hash of the message's id.
#[derive(Debug, Default)]
pub(crate) struct Editions {
    hasher: RandomState,
    messages: Mutex<Messages>,
}

#[derive(Debug, Default)]
struct Messages {
    editions: HashMap<u64, Edition>,
    /// The oldest first.
    order: VecDeque<u64>,
}

impl Editions {
    /// Notes what a message shows that was sent.
    pub(crate) fn note(&self, message_id: &str, edition: Option<Edition>) {
        let Some(edition) = edition else { return };
        let id = self.hasher.hash_one(message_id);
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        if messages.editions.insert(id, edition).is_some() {
            return;
        }
        messages.order.push_back(id);
        if messages.order.len() > MOST
            && let Some(oldest) = messages.order.pop_front()
        {
            messages.editions.remove(&oldest);
        }
    }

    fn of(&self, message_id: &str) -> Option<Edition> {
        let id = self.hasher.hash_one(message_id);
        self.messages.lock().unwrap_or_else(PoisonError::into_inner).editions.get(&id).copied()
    }

    /// Whether a card may replace what a message shows, as far as both are known.
    pub(crate) fn may_replace(&self, message_id: &str, new: Option<Edition>) -> Result<(), Error> {
        let Some(new) = new else { return Ok(()) };
        let problem = match self.of(message_id) {
            _ if !new.shared => {
                "a 1.0 card replaces another one only if it is shared: write `\"update_multi\": true` in its `config`, and in \
                 that of the card that was sent"
                    .to_owned()
            }
            Some(old) if old.version != new.version => format!(
                "the message shows a JSON {} card, and a JSON {} card cannot replace it (230099, 200800): {}",
                old.version,
                new.version,
                match old.version {
                    Version::V2 => "write `<card schema=\"2.0\">`",
                    Version::V1 => "write `<card>` without `schema=\"2.0\"`, or send a new message",
                }
            ),
            Some(old) if !old.shared => {
                "the message shows a 1.0 card that is not shared, and such a card is never replaced: send it with \
                 `\"update_multi\": true` in its `config`"
                    .to_owned()
            }
            _ => return Ok(()),
        };
        Err(Error::Request(problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const V1: Edition = Edition::new(Version::V1, true);
    const ALONE: Edition = Edition::new(Version::V1, false);
    const V2: Edition = Edition::new(Version::V2, true);

    #[test]
    fn what_is_known_decides_and_what_is_not_is_sent() {
        let editions = Editions::default();
        editions.note("om_1", Some(V1));
        editions.note("om_2", Some(V2));
        editions.note("om_3", Some(ALONE));
        editions.note("om_4", None);
        let may = |id: &str, new| editions.may_replace(id, new).map_err(|error| error.to_string());
        assert!(may("om_1", Some(V1)).is_ok() && may("om_2", Some(V2)).is_ok());
        assert!(may("om_1", Some(V2)).unwrap_err().contains("JSON 1.0 card, and a JSON 2.0 card cannot"));
        assert!(may("om_2", Some(V1)).unwrap_err().contains("JSON 2.0 card, and a JSON 1.0 card cannot"));
        assert!(may("om_3", Some(V1)).unwrap_err().contains("not shared"));
        for id in ["om_1", "om_4", "om_5"] {
            assert!(may(id, Some(ALONE)).unwrap_err().contains("update_multi"), "{id}");
            assert!(may(id, None).is_ok(), "a template or an entity");
        }
        for id in ["om_4", "om_5"] {
            assert!(may(id, Some(V1)).is_ok() && may(id, Some(V2)).is_ok(), "{id}");
        }
    }

    #[test]
    fn the_last_are_remembered_and_no_more() {
        let editions = Editions::default();
        for n in 0..=MOST {
            editions.note(&format!("om_{n}"), Some(V2));
            editions.note("om_0", Some(V2));
        }
        assert_eq!((editions.of("om_1"), editions.of("om_2")), (None, Some(V2)));
        let messages = editions.messages.lock().unwrap();
        assert_eq!((messages.order.len(), messages.editions.len()), (MOST, MOST));
    }
}
