//! The long connection: clicks and events without a public address.
//!
//! [`LongConnection`] is the whole of it; a [`Handle`] looks at it and ends it. The platform calls it *persistent
//! connection* (长连接): a WebSocket that the app opens, over which it gets what would else be posted to its callback URL.
//!
//! <https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/request-url-configuration-case>

// Files without I/O: `codec` and `frame` (bytes), `parts` (messages in several frames), `heart` (is the other side
// alive), `pace` (when to try again), `machine` (all of it together). `ticket`, `upgrade` and `work` are what is done on
// the way, `driver` does it.
mod codec;
mod config;
mod driver;
mod error;
mod frame;
mod handle;
mod heart;
mod long_connection;
mod machine;
mod moment;
mod pace;
mod parts;
mod state;
mod ticket;
mod upgrade;
mod work;

pub use error::ConnectionError;
pub use handle::Handle;
pub use long_connection::LongConnection;
pub use state::State;
