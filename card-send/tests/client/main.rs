//! The client over real HTTP on loopback, mostly against the sandbox.

mod bulk;
mod calls;
mod cancel;
mod cardkit;
mod corpus;
mod faults;
mod holds;
mod live;
mod promises;
mod server;
mod setup;
mod stream;
mod support;
mod tokens;
mod troubles;
