//! What the compiler says of wrong cards, compared with `card check`, and of right ones that were made wrong.
//!
//! The front end of `card!` runs in this process.

mod compiler;
mod mutations;
mod strict;
