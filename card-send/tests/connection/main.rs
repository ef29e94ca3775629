//! The long connection end to end, against the emulator on loopback.

#[path = "../client/support.rs"]
mod support;

mod clicks;
mod console;
mod events;
mod life;
mod parts;
mod rig;
#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
mod tls;
mod transport;
