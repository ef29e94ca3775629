//! Idempotency keys: by its `uuid` the platform knows a message that it has got already.

use crate::client::Error;
use foldhash::quality::RandomState;
use std::{
    hash::{BuildHasher, Hash},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// The longest `uuid`, in characters.
const UUID_CHARS: usize = 50;

/// The keys of a client.
///
/// No two are the same, or the platform would drop one of two messages and say nothing. Within a client they are told
/// apart by a number, and clients by a secret from the system. After a fork, or when the snapshot of a machine is restored
/// twice, two processes have the same secret and go on with the same number: there it is what is sent, and when, that
/// makes the difference. A generator would give both the same keys.
#[derive(Debug)]
pub(crate) struct Keys {
    secret: u128,
    hasher: RandomState,
    count: AtomicU64,
}

impl Keys {
    pub(crate) fn new() -> Self {
        let mut bytes = [0; 16];
        // a system without randomness still has the generator, seeded by the process
        let secret = getrandom::fill(&mut bytes).map_or_else(|_| fastrand::u128(..), |()| u128::from_ne_bytes(bytes));
        Keys { secret, hasher: RandomState::default(), count: AtomicU64::new(0) }
    }

    /// Checks the key that the caller gave, or makes one for what is sent.
    pub(crate) fn key(&self, given: Option<String>, sent: impl Hash) -> Result<String, Error> {
        match given {
            Some(uuid) if uuid.is_empty() => Err(Error::Request("the uuid is empty".to_owned())),
            Some(uuid) if uuid.chars().count() > UUID_CHARS => {
                let chars = uuid.chars().count();
                Err(Error::Request(format!(
                    "the uuid has {chars} characters, the platform takes {UUID_CHARS}: use a hash of it"
                )))
            }
            Some(uuid) => Ok(uuid),
            None => Ok(self.made(sent, SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())),
        }
    }

    fn made(&self, sent: impl Hash, now: Duration) -> String {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let what = self.hasher.hash_one((number, now, sent));
        // the number is added to one half alone, so that within a client no hash makes two of them equal
        let [high, low] = [(self.secret >> 64) as u64 ^ what, (self.secret as u64).wrapping_add(number)];
        hex((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
    }
}

/// Two digits a byte; the formatting of numbers takes longer than all else that a key needs.
fn hex(bytes: [u8; 16]) -> String {
    let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + half - 10 };
    let mut digits = [0; 32];
    for (two, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        two.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
    }
    std::str::from_utf8(&digits).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// What a process has after a fork, or after the snapshot of its machine was restored.
    fn twin(keys: &Keys) -> Keys {
        Keys {
            secret: keys.secret,
            hasher: keys.hasher.clone(),
            count: AtomicU64::new(keys.count.load(Ordering::Relaxed)),
        }
    }

    #[test]
    fn no_key_comes_twice() {
        let (keys, now) = (Keys::new(), Duration::from_secs(1));
        let made: HashSet<_> = (0..10_000).map(|_| keys.made("the same", now)).collect();
        assert_eq!(made.len(), 10_000);
        assert!(!made.contains(&Keys::new().made("the same", now)), "of another client");
    }

    /// L5. The next key of both is for another message, or of another moment.
    #[test]
    fn after_a_fork_and_a_restored_snapshot_keys_differ() {
        let (keys, now) = (Keys::new(), Duration::from_secs(1));
        keys.made("before", now);
        let other = twin(&keys);
        for (one, two) in [(("to a", now), ("to b", now)), (("to a", now), ("to a", now + Duration::from_nanos(1)))] {
            assert_ne!(keys.made(one.0, one.1), other.made(two.0, two.1));
        }
        fastrand::seed(7);
        let secret = Keys::new().secret;
        fastrand::seed(7);
        assert_ne!(secret, Keys::new().secret, "it is from the system, not from the generator");
    }

    #[test]
    fn a_key_has_all_digits_of_its_number() {
        for number in [0, 1, 0x0123_4567_89ab_cdef, u128::MAX - 7] {
            assert_eq!(hex(u128::to_be_bytes(number)), format!("{number:032x}"));
        }
    }

    #[test]
    fn a_key_of_the_callers_is_kept_or_refused() {
        let keys = Keys::new();
        let key = |given: &str| keys.key(Some(given.to_owned()), "x").map_err(|error| error.to_string());
        assert_eq!(key("order-17"), Ok("order-17".to_owned()));
        assert_eq!(key(&"单".repeat(50)), Ok("单".repeat(50)));
        assert!(key("").unwrap_err().contains("empty"));
        assert!(key(&"x".repeat(51)).unwrap_err().contains("51 characters"));
    }
}
