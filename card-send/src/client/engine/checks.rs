//! What is checked before anything is sent, and the settings and futures that all calls share.

use super::body::Body;
use crate::client::Error;
use feishu_card_core::{Allow, CheckOptions, Content, Json, Limits, Repair, Severity};
use foldhash::quality::RandomState;
use std::{
    hash::BuildHasher,
    sync::atomic::{AtomicU64, Ordering},
};

/// How many good cards are remembered.
const GOOD: usize = 64;

/// How one card is checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checks {
    pub(crate) skip: bool,
    pub(crate) repair: bool,
    pub(crate) allow: Allow,
}

/// What is sent: the content as it was given, or repaired.
pub(crate) struct Prepared<'c> {
    given: &'c dyn Content,
    repaired: Option<Json>,
    /// Every change.
    pub(crate) repairs: Vec<Repair>,
}

impl Prepared<'_> {
    pub(crate) fn content(&self) -> &dyn Content {
        match &self.repaired {
            Some(repaired) => repaired,
            None => self.given,
        }
    }
}

/// The rule book of a client: its limits, and the cards that it has found good.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) limits: Limits,
    hasher: RandomState,
    /// Hashes of texts of cards without a finding, each in the slot it names: a card that goes to many is checked
    /// once, and the memory for it has a fixed size.
    good: [AtomicU64; GOOD],
}

impl Rules {
    pub(crate) fn new(limits: Limits) -> Self {
        Rules { limits, hasher: RandomState::default(), good: [const { AtomicU64::new(0) }; GOOD] }
    }

    /// The content to send: where that is wanted and rules are broken, with the smallest parts neutralised. What is left
    /// then is checked like any other card.
    pub(crate) fn prepared<'c>(&self, checks: &Checks, given: &'c dyn Content) -> Prepared<'c> {
        let mut prepared = Prepared { given, repaired: None, repairs: Vec::new() };
        // one that nests too deep is refused for that
        if checks.skip || !checks.repair || given.nests_too_deep() {
            return prepared;
        }
        let mut options = CheckOptions::default().limits(self.limits);
        options.allow.clone_from(&checks.allow);
        if given.validate_with(&options).is_ok() {
            return prepared;
        }
        let (repaired, repairs) = given.repaired_with(&options);
        for repair in &repairs {
            tracing::warn!(code = repair.code, at = repair.pointer, "{}: {}", repair.change, repair.message);
        }
        prepared.repaired = Some(repaired);
        prepared.repairs = repairs;
        prepared
    }

    /// Asks the rule book about the card in a body.
    pub(crate) fn check(&self, checks: &Checks, content: &dyn Content, body: &Body) -> Result<(), Error> {
        if checks.skip {
            return Ok(());
        }
        self.ask(checks, content, self.hasher.hash_one(body.card_text()))
    }

    /// Asks the rule book about a card that is not in a body.
    pub(crate) fn check_card(&self, checks: &Checks, content: &dyn Content) -> Result<(), Error> {
        if checks.skip {
            return Ok(());
        }
        let mut text = String::new();
        if !content.write_unless_too_deep(true, &mut text) {
            return Err(Error::Card(content.validate()));
        }
        self.ask(checks, content, self.hasher.hash_one(&*text))
    }

    fn ask(&self, checks: &Checks, content: &dyn Content, hash: u64) -> Result<(), Error> {
        let place = self.good.get((hash % GOOD as u64) as usize);
        if place.is_some_and(|place| place.load(Ordering::Relaxed) == hash) {
            return Ok(());
        }
        let mut options = CheckOptions::default().limits(self.limits);
        options.allow.clone_from(&checks.allow);
        let found = content.validate_with(&options);
        if let Some(place) = place.filter(|_| found.is_empty()) {
            place.store(hash, Ordering::Relaxed);
        }
        for finding in found.iter().filter(|finding| finding.severity == Severity::Warning) {
            tracing::debug!(code = finding.code(), at = finding.path, "{}", finding.message);
        }
        found.into_result().map_err(Error::Card)
    }
}

/// Checks the id of a message. What is plainly the id of something else is named: the platform says only that no such
/// message exists.
pub(crate) fn message_id(id: &str) -> Result<&str, Error> {
    let other = [
        ("c-", "the token of a click: `update` takes it, and the click has its `message_id` too"),
        ("oc_", "the id of a chat"),
        ("ou_", "the id of a user"),
        ("on_", "the id of a user"),
        ("bm-", "the id of a batch: `recall_batch` takes it"),
    ];
    match other.iter().find(|(start, _)| id.starts_with(start)) {
        Some((start, what)) => {
            Err(Error::Request(format!("`{start}…` is {what}; the id of a message is `om_…` (99992354)")))
        }
        None => self::id("message id", id),
    }
}

/// Checks the token of a click.
pub(crate) fn click_token(token: &str) -> Result<&str, Error> {
    if token.starts_with("om_") {
        let problem = "`om_…` is the id of a message: `patch` takes it; the token of a click is `c-…` (300020)";
        return Err(Error::Request(problem.to_owned()));
    }
    Ok(token)
}

/// Checks an id that goes into the path of a URL.
pub(crate) fn id<'a>(what: &str, id: &'a str) -> Result<&'a str, Error> {
    match id {
        // as a step of a path these mean something else
        "" | "." | ".." => Err(Error::Request(format!("`{id}` is not a {what}"))),
        id => Ok(id),
    }
}

/// The settings of calls that send a card.
macro_rules! card_settings {
    ($Type:ident) => {
        impl $Type<'_> {
            /// Sends without asking the rule book.
            pub fn unchecked(mut self) -> Self {
                self.checks.skip = true;
                self
            }

            /// Sends what can be sent of a card that breaks rules, instead of refusing it: the smallest part that the
            /// rules refuse is taken out, see [`Card::repaired`](feishu_card_core::Card::repaired). Every change is logged
            /// as a warning, and `Sent::repairs` lists them. A card with nothing left to show is still refused.
            pub fn repaired(mut self) -> Self {
                self.checks.repair = true;
                self
            }

            /// Lowers a code of the rule book for this card: a warning is dropped, an error becomes a warning.
            pub fn allow(mut self, code: impl Into<String>) -> Self {
                self.checks.allow = self.checks.allow.code(code);
                self
            }
        }
    };
}

/// Makes a call awaitable: `run` is its `async fn`.
macro_rules! awaited {
    ($Type:ident => $Output:ty) => {
        impl<'a> IntoFuture for $Type<'a> {
            type Output = Result<$Output, $crate::Error>;
            type IntoFuture = $crate::BoxFuture<'a, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.run())
            }
        }
    };
}

pub(crate) use {awaited, card_settings};

#[cfg(test)]
mod tests {
    use super::*;
    use feishu_card_core::{Diagnostics, Json};
    use std::sync::atomic::AtomicUsize;

    /// A card that counts how often it is checked.
    struct Counted(Json, AtomicUsize);

    impl Content for Counted {
        fn validate_with(&self, options: &CheckOptions) -> Diagnostics {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.validate_with(options)
        }
        fn write_json(&self, out: &mut String) {
            self.0.write_json(out);
        }
        fn escaped_bound(&self) -> usize {
            self.0.escaped_bound()
        }
        fn write_escaped(&self, out: &mut String) {
            self.0.write_escaped(out);
        }
    }

    #[test]
    fn a_good_card_is_checked_once_and_a_bad_one_each_time() {
        let rules = Rules::new(Limits::PLATFORM);
        let check = |card: &Counted| rules.check(&Checks::default(), card, &Body::new(0).content(card).unwrap());
        let counted = |text| Counted(Json::parse(text).unwrap(), AtomicUsize::new(0));
        let good = counted(r#"{"elements":[{"tag":"hr"}]}"#);
        let bad = counted(r#"{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}"#);
        for _ in 0..3 {
            assert!(check(&good).is_ok());
            assert!(check(&bad).is_err());
        }
        assert_eq!((good.1.into_inner(), bad.1.into_inner()), (1, 3));
    }
}
