//! How a call of a stream ended, and what that says: one row for each code of the platform (cardkit.md §6).

use crate::client::{Class, Error, Refusal};

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Landing {
    /// It took effect.
    Done,
    /// Nobody knows whether it took effect.
    Unknown,
    /// It had no effect, and may be made again later: the limits, a user at the card, no connection.
    Later,
    /// It was refused.
    Refused(Why),
}

/// Why a call was refused, as far as a stream goes on in another way for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The streaming mode is closed.
    Closed,
    /// Another writer was ahead.
    Order,
    /// The card is not there any more, or of another app.
    Gone,
    /// The message was taken back by a person.
    Recalled,
    /// The text, or the card with it, is too large.
    Large,
    /// It has too many tables.
    Tables,
    /// The element is not in the card.
    Element,
    /// The app may not make the call.
    Permission,
    /// Anything else: the same call would be refused again.
    Other,
}

/// What codes mean here; what is not in the list has its class's meaning.
const CODES: &[(i64, Landing)] = &[
    // the id of a call is never used for another: it is this call that took effect
    (200_770, Landing::Done),
    (200_850, Landing::Refused(Why::Closed)),
    (300_309, Landing::Refused(Why::Closed)),
    (200_510, Landing::Refused(Why::Closed)),
    (300_317, Landing::Refused(Why::Order)),
    (200_810, Landing::Later),
    (230_020, Landing::Later),
    (99_991_400, Landing::Later),
    (300_120, Landing::Unknown),
    (300_313, Landing::Refused(Why::Element)),
    (300_121, Landing::Refused(Why::Element)),
    (300_310, Landing::Refused(Why::Element)),
    (300_314, Landing::Refused(Why::Element)),
    (200_860, Landing::Refused(Why::Large)),
    (300_305, Landing::Refused(Why::Large)),
    (230_025, Landing::Refused(Why::Large)),
    (11_310, Landing::Refused(Why::Tables)),
    (200_740, Landing::Refused(Why::Gone)),
    (200_750, Landing::Refused(Why::Gone)),
    (200_780, Landing::Refused(Why::Gone)),
    (300_311, Landing::Refused(Why::Gone)),
    (230_011, Landing::Refused(Why::Recalled)),
    (200_000, Landing::Refused(Why::Recalled)),
    (99_991_672, Landing::Refused(Why::Permission)),
    (99_991_679, Landing::Refused(Why::Permission)),
];

impl Landing {
    /// What a code says.
    pub(crate) fn of_code(code: i64) -> Option<Landing> {
        CODES.iter().find(|(known, _)| *known == code).map(|(_, landing)| *landing)
    }

    /// What an error says.
    pub(crate) fn of(error: &Error) -> Landing {
        match error {
            Error::Platform(refusal) => of_refusal(refusal),
            Error::OutcomeUnknown { .. } | Error::Timeout { .. } | Error::Transport { unsent: false, .. } => {
                Landing::Unknown
            }
            Error::Answer { status: 429, .. } => Landing::Later,
            // an address that is not there: the calls of card entities are not known to this platform
            Error::Answer { status: 404, .. } => Landing::Refused(Why::Permission),
            Error::Answer { .. } if error.is_retryable() => Landing::Unknown,
            error if error.is_retryable() => Landing::Later,
            _ => Landing::Refused(Why::Other),
        }
    }
}

fn of_refusal(refusal: &Refusal) -> Landing {
    match refusal.sub_code {
        // somebody is using the card
        Some(_) if refusal.class == Class::Retry => return Landing::Later,
        // one code for several limits, which the text tells apart
        Some(11_310) if !refusal.msg.contains("table") => return Landing::Refused(Why::Large),
        _ => {}
    }
    let known = refusal.sub_code.and_then(Landing::of_code).or_else(|| Landing::of_code(refusal.code));
    known.unwrap_or(match refusal.class {
        Class::RateLimit => Landing::Later,
        Class::Retry => Landing::Unknown,
        _ if !refusal.scopes.is_empty() => Landing::Refused(Why::Permission),
        _ => Landing::Refused(Why::Other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_said_once() {
        for (at, (code, _)) in CODES.iter().enumerate() {
            assert!(CODES.iter().skip(at + 1).all(|(other, _)| other != code), "{code}");
        }
        assert_eq!(Landing::of_code(300_309), Some(Landing::Refused(Why::Closed)));
        assert_eq!(Landing::of(&Error::Timeout { after: std::time::Duration::ZERO }), Landing::Unknown);
        assert_eq!(Landing::of(&Error::ShutDown), Landing::Refused(Why::Other));
    }
}
