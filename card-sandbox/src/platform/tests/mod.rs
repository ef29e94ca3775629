//! Tests of the state machine: no sockets, a stopped clock, one file per part.

mod bench;
mod cardkit;
mod messages;
mod others;
mod tokens;
mod updates;
