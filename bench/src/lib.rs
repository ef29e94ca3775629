//! What the benches share: the cards as each contender makes and writes them, small projects that are checked, and the
//! clocks.
#![forbid(unsafe_code)]

pub mod interleaved;
pub mod measure;
pub mod writers;
