//! Callbacks: pushed requests, typed values, answers, the axum route, and all of it against the sandbox.

mod answer;
#[cfg(all(feature = "axum", feature = "client"))]
mod bot;
mod corpus;
#[cfg(all(feature = "axum", feature = "client"))]
mod end_to_end;
#[cfg(all(feature = "axum", feature = "client"))]
mod holds;
#[cfg(feature = "axum")]
mod hook;
#[cfg(feature = "axum")]
mod log;
mod push;
mod request;
mod values;
mod vectors;
