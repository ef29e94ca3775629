//! What is known of one card of a stream.

use super::StreamCard;
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    /// Opened then.
    Open(Duration),
    Closed,
}

/// The ways to bring a text onto a card, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Text,
    Replace,
    Whole,
    Plain,
    Lost,
}

#[derive(Debug)]
pub(super) struct CardState {
    pub(super) name: StreamCard,
    pub(super) began: Duration,
    /// The last sequence that was given to a call.
    pub(super) sequence: u32,
    pub(super) mode: Mode,
    /// Whether the mode is to be opened again though nothing waits to be shown.
    pub(super) reopens: bool,
    /// Whether text was typed since the mode was opened.
    pub(super) proven: bool,
    /// Whether text can be typed here at all.
    pub(super) typing: bool,
    /// Whether nothing is shown before the end: the platform refuses the text.
    pub(super) mute: bool,
    /// Whether the card has lost its element and is written as a whole.
    pub(super) repair: bool,
    /// The number of the text that is shown; `None` when that is not known.
    pub(super) shown: Option<u64>,
    pub(super) status: Option<u64>,
    pub(super) way: Way,
    /// Whether its end was made; then nothing of it is to be closed any more.
    pub(super) closed: bool,
    /// Whether the call for its end failed once: it is not repeated, since it may have taken effect in part.
    pub(super) end_failed: bool,
    pub(super) gone: bool,
    /// Whether its text was sent as a message of its own, which is taken back with it.
    pub(super) sent_plain: bool,
}

impl CardState {
    pub(super) fn new(name: StreamCard, began: Duration, shown: u64) -> Self {
        CardState {
            name,
            began,
            sequence: 0,
            mode: Mode::Closed,
            reopens: false,
            proven: true,
            typing: true,
            mute: false,
            repair: false,
            shown: Some(shown),
            status: None,
            way: Way::Text,
            closed: false,
            end_failed: false,
            gone: false,
            sent_plain: false,
        }
    }
}
