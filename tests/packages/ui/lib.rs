//! Holds the user-interface tests of `card!` (see `tests/`).
#![forbid(unsafe_code)]
#![deny(missing_docs)]
