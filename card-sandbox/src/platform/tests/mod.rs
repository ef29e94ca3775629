//! Tests of the state machine: no sockets, a clock that stands still, one file per part.

mod bench;
mod messages;
mod others;
mod tokens;
mod updates;
