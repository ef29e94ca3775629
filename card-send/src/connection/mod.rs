//! The long connection: clicks and events without a public address.
//!
//! The protocol is in files without I/O: `codec` and `frame` (bytes), `parts` (messages in several frames), `heart` (is
//! the other side alive), `pace` (when to try again), `machine` (all of it together).

mod codec;
mod config;
mod error;
mod frame;
mod heart;
mod machine;
mod pace;
mod parts;
mod state;

pub use error::ConnectionError;
pub use state::State;
