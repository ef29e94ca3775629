//! How a stream ended.

use super::core::StreamStats;
use crate::client::{CardId, Error};
use feishu_card_core::MessageId;
use std::{fmt, time::Duration};

/// A stream whose whole text is shown.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Delivered {
    /// The messages that show it, in order.
    pub message_ids: Vec<MessageId>,
    /// The card entities, in order; none where messages were patched.
    pub card_ids: Vec<CardId>,
    /// How it got there.
    pub how: How,
    /// Whether the stop button was clicked.
    pub stopped: bool,
    /// Whether the elements of [`finish_with`](crate::CardStream::finish_with) are shown.
    pub extras_shown: bool,
    /// Whether the platform, and not this program, closes a card's streaming mode: 600 seconds after it was opened.
    pub left_open: bool,
    /// Counts, for metrics.
    pub counts: StreamCounts,
}

/// The way by which the text of a stream got there: of several cards, the least of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum How {
    /// Typed into card entities.
    #[default]
    Typed,
    /// By patched messages, since the app may not use card entities.
    Patched,
    /// The end of it replaced an element or the card: typing was not possible any more.
    Replaced,
    /// A part of it came as a plain message: the card could not be changed any more.
    Plain,
}

/// Counts of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamCounts {
    /// How often text or status was wanted.
    pub wanted: u64,
    /// Calls that showed text or status; what came between two of them was shown with the second.
    pub sent: u64,
    /// How often the streaming mode was opened again.
    pub reopened: u64,
    /// How often another writer was ahead.
    pub jumps: u64,
    /// From the first text to the end of the call that showed it.
    pub first_shown: Option<Duration>,
}

impl StreamCounts {
    pub(super) fn of(stats: &StreamStats, first_shown: Option<Duration>) -> Self {
        let StreamStats { frames, wanted, reopened, jumps, .. } = *stats;
        StreamCounts { wanted, sent: frames, reopened, jumps, first_shown }
    }
}

/// A stream of which not all is shown.
#[non_exhaustive]
pub struct StreamError {
    /// The text that did not arrive, as safe Markdown.
    pub missing: String,
    /// What the last of the calls met.
    pub cause: Box<Error>,
    /// What did arrive.
    pub delivered: Box<Delivered>,
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chars = self.missing.chars().count();
        write!(f, "{chars} characters of the stream are not shown (`missing` holds them): {}", self.cause)
    }
}

impl fmt::Debug for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for StreamError {
    /// What is below the cause, whose text this one's holds.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.source()
    }
}
