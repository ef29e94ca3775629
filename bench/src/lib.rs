//! What the benches share: the cards as each contender makes and writes them, small projects that are checked, the
//! clocks, and servers that are called.
#![forbid(unsafe_code)]

pub mod arrivals;
pub mod interleaved;
pub mod measure;
pub mod server;
pub mod writers;
