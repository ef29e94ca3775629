//! The long connection as tests see it: how it behaves, who is connected, what went over it.

pub(crate) mod frame;
mod wire;

pub use wire::{Break, ConnectionConfig, Parts, Wire};

/// A client that is connected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connection {
    /// The app.
    pub app_id: String,
    /// The connection's name, `device_id`.
    pub name: String,
    /// Since when: milliseconds since 1970.
    pub since: u64,
    /// When the last ping of the protocol came.
    pub last_ping: Option<u64>,
    /// How many pings of the protocol came.
    pub pings: u64,
}

/// A frame that went over a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrameRecord {
    /// When: milliseconds since 1970.
    pub at: u64,
    /// The connection's name.
    pub connection: String,
    /// Whether the client sent it.
    pub from_client: bool,
    /// 0 control, 1 data.
    pub method: i32,
    /// The headers in order.
    pub headers: Vec<(String, String)>,
    /// The payload as text; of a fragment, its part.
    pub payload: String,
    /// What the platform has against it: an answer that comes too late, or that is not the frame it answers.
    pub problem: Option<String>,
}

impl FrameRecord {
    /// The value of the first header of this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
