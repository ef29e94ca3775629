//! The client over real HTTP on loopback, mostly against the sandbox.

mod bulk;
mod calls;
mod cancel;
mod cardkit;
mod corpus;
mod faults;
mod live;
mod setup;
mod support;
mod tokens;
