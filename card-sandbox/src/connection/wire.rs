//! How the platform's side of the long connection behaves, and how it breaks.

use std::time::Duration;

/// How the platform's side of the long connection behaves from now on; changed by
/// [`Sandbox::wire`](crate::Sandbox::wire). What goes wrong with the request for a ticket is a
/// [`Fault`](crate::Fault) on [`Api::ConnectionTicket`](crate::Api::ConnectionTicket).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Wire {
    /// Payloads of more bytes are sent in parts of this size; `None`: all are sent whole.
    pub split: Option<usize>,
    /// In which order parts are sent, and which.
    pub parts: Parts,
    /// Every push is sent twice.
    pub twice: bool,
    /// Clicks come as `card` frames, as while the console's callback subscription is not in effect.
    pub card_frames: bool,
    /// Nothing is pushed, as while nothing is subscribed in the console.
    pub unsubscribed: bool,
    /// How long the answers to pings of the protocol take.
    pub pong_delay: Duration,
    /// What clients are told about pings and reconnects.
    pub config: ConnectionConfig,
    /// Each how many answers to pings carry `config`; 0 for none.
    pub config_every: u64,
    /// How long a ticket is good, by the sandbox's clock; 60 seconds unless changed.
    pub ticket_life: Duration,
    /// How many connections an app may have; 50 unless changed.
    pub most: usize,
    /// Connections are refused with this `Handshake-Status` and, if there is one, `Handshake-Autherrcode`.
    pub refuse: Option<(u16, Option<u32>)>,
    /// What the addresses of connections begin with, `wss://localhost:1234`, for a TLS proxy in front of the sandbox;
    /// `None`: `ws://` and the host that was asked for the ticket.
    pub url: Option<String>,
}

/// What clients are told about pings and reconnects: whole seconds, and odd values as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectionConfig {
    /// How many tries a reconnect has; negative for no end.
    pub reconnect_count: i64,
    /// The longest wait between two tries.
    pub reconnect_interval: i64,
    /// The longest random wait before the first try.
    pub reconnect_nonce: i64,
    /// How often the protocol's ping is due.
    pub ping_interval: i64,
}

/// In which order the parts of a message are sent, and which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parts {
    /// All, in order.
    #[default]
    InOrder,
    /// All, the last one first.
    Reversed,
    /// All, each twice.
    Doubled,
    /// All but the last.
    LastMissing,
    /// All, and before them one with a number beyond the last.
    OneTooMany,
}

/// How connections break.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Break {
    /// They are closed in order, with this code: 1000 when a server of the platform is taken down.
    Close(u16),
    /// They are reset, without a word.
    Reset,
    /// They stay open, and nothing comes back any more: half-open.
    Silent,
}

impl Default for Wire {
    fn default() -> Self {
        Wire {
            split: None,
            parts: Parts::default(),
            twice: false,
            card_frames: false,
            unsubscribed: false,
            pong_delay: Duration::ZERO,
            config: ConnectionConfig::default(),
            config_every: 1,
            ticket_life: Duration::from_secs(60),
            most: 50,
            refuse: None,
            url: None,
        }
    }
}

impl Default for ConnectionConfig {
    /// What the platform tells.
    fn default() -> Self {
        ConnectionConfig { reconnect_count: -1, reconnect_interval: 120, reconnect_nonce: 30, ping_interval: 120 }
    }
}
