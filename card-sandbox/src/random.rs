//! A small seeded generator: ids, nonces and the dice of faults come out the same for the same seed.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Not for secrets: the emulator's tokens guard nothing.
#[derive(Clone, Debug)]
pub(crate) struct Random(fastrand::Rng);

impl Random {
    pub(crate) fn seeded(seed: u64) -> Self {
        Random(fastrand::Rng::with_seed(seed))
    }

    /// A seed that differs from sandbox to sandbox, so that no token of one opens another.
    pub(crate) fn fresh_seed() -> u64 {
        RandomState::new().build_hasher().finish()
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0.u64(..)
    }

    /// A number from 0 up to, not with, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        self.0.f64()
    }

    /// `prefix` and 32 hexadecimal digits, the shape of the platform's ids.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        format!("{prefix}{:016x}{:016x}", self.next(), self.next())
    }

    pub(crate) fn bytes16(&mut self) -> [u8; 16] {
        self.0.u128(..).to_be_bytes()
    }
}

/// Hexadecimal digits that depend only on `text`: the same user always gets the same derived ids.
pub(crate) fn digest(text: &str) -> String {
    let mut seed = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        seed = (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Random::seeded(seed).id("")
}
