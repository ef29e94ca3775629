//! The thin layer of HTTP: requests in, faults on the wire, callbacks out.

pub(crate) mod client;
pub(crate) mod control;
pub(crate) mod deliver;
pub(crate) mod server;
pub(crate) mod shared;
mod websocket;
mod wire;
