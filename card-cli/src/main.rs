//! The `card` command.
#![forbid(unsafe_code)]
fn main() {}
