//! The secret of a run: who does not know it cannot drive the sandbox.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
};

/// 128 bits that no other program of this machine can guess.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    /// A new one. It does not come out of the sandbox's seed, which tests choose: the keys of the standard library's hasher
    /// come from the system's random numbers, and what it makes of two different inputs tells nothing of them.
    pub(crate) fn new() -> Self {
        let keyed = RandomState::new();
        Secret(format!("{:016x}{:016x}", keyed.hash_one("the first half"), keyed.hash_one("the second half")))
    }

    /// For the address that is printed, and for nothing else.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Compares in a time that does not tell how much was right.
    pub(crate) fn is(&self, other: &str) -> bool {
        let differing = self.0.bytes().zip(other.bytes()).fold(0, |found, (a, b)| found | (a ^ b));
        self.0.len() == other.len() && differing == 0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_do_not_show() {
        let (one, other) = (Secret::new(), Secret::new());
        assert_ne!(one, other);
        assert_eq!((one.reveal().len(), format!("{one:?}").as_str()), (32, "Secret(…)"));
        assert!(
            one.is(one.reveal()) && !one.is(other.reveal()) && !one.is("") && !one.is(&format!("{}0", one.reveal()))
        );
    }
}
