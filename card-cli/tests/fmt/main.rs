//! `card fmt` and `card-rustfmt`: pairs of before and after that people have looked at, what holds for every input, and
//! the commands.
#![allow(clippy::unwrap_used)]

mod command;
mod pairs;
mod promises;
mod rustfmt;
