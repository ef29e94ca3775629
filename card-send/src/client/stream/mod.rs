//! Streams: text that types itself onto cards, however long it takes and however long it is (cardkit.md §4 to §7).
//!
//! `sheets` is the text that is wanted, one card's worth a sheet; `core` decides which call is made when; `landing` is
//! what the end of a call says. Those have no clock and no client. `look` is the cards as JSON, `driver` makes the
//! calls, `start`, `options` and `handle` are what users have in hand, `record` and `resume` are for the next process, `stop` the button beside
//! the stream, `pipe` and `delivered` its beginning and its end, `open` the streams that a shutdown waits for, `gate`
//! how many of them ask for a turn at a time.

pub(crate) mod core;
pub(crate) mod delivered;
mod driver;
pub(crate) mod gate;
pub(crate) mod handle;
pub(crate) mod landing;
mod look;
pub(crate) mod open;
pub(crate) mod options;
pub(crate) mod pipe;
pub(crate) mod record;
pub(crate) mod resume;
pub(crate) mod sheets;
pub(crate) mod start;
pub(crate) mod stop;
