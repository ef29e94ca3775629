//! The figures of a client unless set otherwise, one row each: where they are set, and why they are so.
//! `docs/defaults.md` is made from them.

use super::{
    engine::{budget, exchange, retry, token},
    stream::{open, options},
};
use std::time::Duration;

/// One figure: its name, its value, where it is set, and what it is.
#[non_exhaustive]
pub struct DefaultSetting {
    /// What it is called.
    pub name: &'static str,
    /// The value as text, with its unit.
    pub value: fn() -> String,
    /// The setters, or why it is fixed.
    pub set: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// How long a connection may take to come about.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long one attempt may take.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(20);
/// How long a call may take with all its attempts and waits.
pub(crate) const DEADLINE: Duration = Duration::from_secs(120);
/// How long an idle connection is kept: shorter than servers and gateways keep theirs.
pub(crate) const IDLE: Duration = Duration::from_secs(30);
/// How many sends of a bulk are in flight.
pub(crate) const IN_FLIGHT: usize = 128;

fn time(duration: Duration) -> String {
    match duration.as_secs_f64() {
        seconds if seconds >= 60.0 && seconds % 60.0 == 0.0 => format!("{} min", seconds / 60.0),
        seconds => format!("{seconds} s"),
    }
}

/// All of them, in the order of a call.
pub static DEFAULTS: &[DefaultSetting] = &[
    DefaultSetting {
        name: "deadline",
        value: || time(DEADLINE),
        set: "`.deadline(…)` of client, bot and call",
        doc: "a call with all its attempts and waits; a bulk has none",
    },
    DefaultSetting {
        name: "timeout",
        value: || time(TIMEOUT),
        set: "`.timeout(…)` of client, bot and call",
        doc: "one attempt, connection and answer included",
    },
    DefaultSetting {
        name: "connect timeout",
        value: || time(CONNECT_TIMEOUT),
        set: "`.connect_timeout(…)` of client and bot",
        doc: "a connection that comes about; never longer than the timeout",
    },
    DefaultSetting {
        name: "attempts",
        value: || retry::ATTEMPTS.to_string(),
        set: "`.attempts(…)` of client, bot and call",
        doc: "waits of a second or more that the platform asks for do not count, unless the number is set",
    },
    DefaultSetting {
        name: "pause between attempts",
        value: || format!("{}, doubled to {}", time(retry::FIRST_PAUSE), time(retry::LONGEST_PAUSE)),
        set: "fixed",
        doc: "with a random part of as much again; a wait that the platform asks for is kept, and up to a fifth longer",
    },
    DefaultSetting {
        name: "pause at a limit",
        value: || time(retry::LIMIT_PAUSE),
        set: "fixed",
        doc: "the shortest, where the platform names no time",
    },
    DefaultSetting {
        name: "longest pause asked for",
        value: || time(exchange::MAX_WAIT),
        set: "fixed",
        doc: "a longer one is cut to this; one of more than an hour, a moment since 1970 say, counts as not named",
    },
    DefaultSetting {
        name: "retry budget",
        value: || retry::RETRY_BUDGET.to_string(),
        set: "`.retry_budget(…)` of client and bot",
        doc: "a repetition takes 5, one after a timeout 10; a call that succeeds at once gives 1, a repetition that succeeds what it took",
    },
    DefaultSetting {
        name: "memory of a `uuid`",
        value: || time(retry::UUID_LIVES),
        set: "the platform's",
        doc: "no message is repeated later than this after its first attempt, by either clock",
    },
    DefaultSetting {
        name: "calls of an app",
        value: || "50 in a second, 1000 in a minute".to_owned(),
        set: "`.scale_limits(…)` of client and bot",
        doc: "each kind of call for itself; a custom bot has 5 and 100",
    },
    DefaultSetting {
        name: "one receiver, one message",
        value: || format!("{} in a second", budget::PER_RECEIVER),
        set: "`.scale_limits(…)`",
        doc: "messages to a user or group, changes of a message, replies to a message",
    },
    DefaultSetting {
        name: "cards that one user sees",
        value: || format!("{} in a second", budget::PER_EPHEMERAL_GROUP),
        set: "`.scale_limits(…)`",
        doc: "for each group",
    },
    DefaultSetting {
        name: "changes of a card entity",
        value: || format!("{} in a second", budget::PER_CARD),
        set: "`.scale_limits(…)`",
        doc: "for each card",
    },
    DefaultSetting {
        name: "renewal of a token",
        value: || format!("{} before its end", time(token::AHEAD)),
        set: "fixed",
        doc: "in the background; a token that lives for a short time is renewed at half of it",
    },
    DefaultSetting {
        name: "idle connections",
        value: || time(IDLE),
        set: "`.http(…)`",
        doc: "shorter than servers and gateways keep theirs",
    },
    DefaultSetting {
        name: "connections",
        value: || "not bounded".to_owned(),
        set: "`.max_connections(…)` of client and bot",
        doc: "HTTP/1.1: as many as there are calls in flight",
    },
    DefaultSetting {
        name: "in flight of a bulk",
        value: || IN_FLIGHT.to_string(),
        set: "`.in_flight(…)`",
        doc: "most of them wait for the limits",
    },
    DefaultSetting {
        name: "pace of a stream",
        value: || time(options::PACE),
        set: "`.pace(…)` of the stream",
        doc: "from one call of a card to the next, and no faster; the newest text wins",
    },
    DefaultSetting {
        name: "pace of patched messages",
        value: || time(options::PATCH_PACE),
        set: "`.pace(…)` of the stream",
        doc: "where the app may not use card entities",
    },
    DefaultSetting {
        name: "window of a stream",
        value: || time(options::WINDOW),
        set: "`.window(…)` of the stream",
        doc: "then the streaming mode is opened again; the platform closes it after 600 seconds",
    },
    DefaultSetting {
        name: "card of a stream",
        value: || format!("{} bytes, {} characters", options::CARD_BYTES, options::CARD_CHARS),
        set: "`.card_bytes(…)` of the stream",
        doc: "behind them the text goes on in the next card",
    },
    DefaultSetting {
        name: "end of a stream at a shutdown",
        value: || time(open::LAST_WORDS),
        set: "fixed",
        doc: "for one that is still written to after the client's deadline",
    },
];
