//! Why there is no connection, and what to do about it.

use std::{fmt, sync::Arc, time::Duration};

/// The app belongs to the platform's other brand.
const OTHER_BRAND: i64 = 1_000_040_351;
/// App id or secret is wrong, or the app was never published.
const BAD_APP: i64 = 1_000_040_345;
/// The app has as many connections as it may have.
pub(crate) const TOO_MANY: i64 = 1_000_040_350;
/// Codes of the ticket call that pass: system busy, internal error.
const PASSING: [i64; 2] = [1, 1_000_040_343];

/// Why there is no connection.
///
/// `Display` says what happened and what to do, with what to click in the developer console where that is the cure;
/// `Debug` says the same. No variant holds a secret, a ticket or the address of a connection.
#[derive(Clone)]
#[non_exhaustive]
pub enum ConnectionError {
    /// The connection cannot be set up: no TLS, or an invalid base URL.
    Setup(String),
    /// The platform refused the ticket for a connection.
    Refused {
        /// The platform's code.
        code: i64,
        /// The platform's text.
        msg: String,
        /// The host that was asked.
        host: String,
    },
    /// The platform refused the connection itself.
    Handshake {
        /// The status: the header `Handshake-Status`, else that of HTTP.
        status: u16,
        /// The header `Handshake-Autherrcode`.
        code: Option<i64>,
        /// The header `Handshake-Msg`.
        msg: String,
    },
    /// What came back is not an answer of the platform.
    Answer {
        /// The HTTP status.
        status: u16,
        /// What is wrong with the answer.
        problem: String,
    },
    /// No connection came about, or it broke.
    Transport(String),
    /// The platform's certificate is not trusted.
    Certificate(String),
    /// The platform closed the connection.
    Closed {
        /// The code of the close frame, if there was one: 1000 when a server is taken down.
        code: Option<u16>,
        /// The reason in it.
        reason: String,
    },
    /// Nothing was heard for this long although the other side was asked: the connection was dead.
    Silent(Duration),
    /// A step of connecting took longer than this.
    Timeout(Duration),
    /// The connection was shut down, or the future of `run` was dropped.
    Ended,
    /// As many tries as the platform allows, and none succeeded.
    GaveUp {
        /// How many.
        tries: u32,
        /// What the last one met.
        last: Arc<ConnectionError>,
    },
}

/// What may follow an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Another try may succeed.
    Again,
    /// The app has too many connections: another try may succeed, but not soon.
    Later,
    /// Every other try fails the same way.
    Final,
}

impl ConnectionError {
    /// The platform's code, if it refused.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        match self {
            ConnectionError::Refused { code, .. } => Some(*code),
            ConnectionError::Handshake { code, .. } => *code,
            ConnectionError::GaveUp { last, .. } => last.code(),
            _ => None,
        }
    }

    /// Whether another try fails the same way: something has to be changed first.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.verdict() == Verdict::Final
    }

    pub(crate) fn verdict(&self) -> Verdict {
        match self {
            _ if self.code() == Some(TOO_MANY) => Verdict::Later,
            ConnectionError::Refused { code, .. } if PASSING.contains(code) => Verdict::Again,
            ConnectionError::Handshake { status, .. } if *status != 403 => Verdict::Again,
            ConnectionError::Setup(_)
            | ConnectionError::Refused { .. }
            | ConnectionError::Handshake { .. }
            | ConnectionError::Certificate(_)
            | ConnectionError::Ended
            | ConnectionError::GaveUp { .. } => Verdict::Final,
            ConnectionError::Answer { .. }
            | ConnectionError::Transport(_)
            | ConnectionError::Closed { .. }
            | ConnectionError::Silent(_)
            | ConnectionError::Timeout(_) => Verdict::Again,
        }
    }

    fn help(&self) -> Option<String> {
        let host = match self {
            ConnectionError::Refused { host, .. } => host.as_str(),
            _ => "",
        };
        Some(match self.code()? {
            BAD_APP => "in the developer console, compare App ID and App Secret under *Credentials & Basic Info*; an app that \
                        was never published is refused too: *Version Management & Release* → *Create a version*, and have \
                        it approved"
                .to_owned(),
            OTHER_BRAND if host.ends_with("feishu.cn") => {
                "this is an app of Lark (console: open.larksuite.com): say `.lark()`, which asks open.larksuite.com".to_owned()
            }
            OTHER_BRAND if host.ends_with("larksuite.com") => {
                "this is an app of Feishu (console: open.feishu.cn): leave `.lark()` out, which then asks open.feishu.cn".to_owned()
            }
            OTHER_BRAND => {
                "the app belongs to the other platform: Feishu is open.feishu.cn, Lark is open.larksuite.com".to_owned()
            }
            TOO_MANY => "an app has at most 50 connections: end the other programs that run with this App ID (one forgotten \
                         on another machine also takes a share of the clicks); those that were killed count for some \
                         minutes more"
                .to_owned(),
            _ => return None,
        })
    }
}

impl fmt::Display for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConnectionError::Setup(problem) => write!(f, "the long connection cannot be set up: {problem}"),
            ConnectionError::Refused { code, msg, host } => {
                write!(f, "{host} refused a long connection: code {code}: {msg}")
            }
            ConnectionError::Handshake { status, code, msg } => {
                write!(f, "the platform refused the connection: status {status}")?;
                code.map_or(Ok(()), |code| write!(f, ", code {code}"))?;
                if msg.is_empty() { Ok(()) } else { write!(f, ": {msg}") }
            }
            ConnectionError::Answer { status, problem } => {
                write!(f, "not an answer of the platform (HTTP {status}): {problem}")
            }
            ConnectionError::Transport(problem) => write!(f, "the connection failed: {problem}"),
            ConnectionError::Certificate(problem) => write!(
                f,
                "the platform's certificate is not trusted: {problem}\n  help: for a company's own \
                 certificates use `.http(|http| http.tls_certs_merge(…))`; check the clock too"
            ),
            ConnectionError::Closed { code, reason } => {
                f.write_str("the platform closed the connection")?;
                code.map_or(Ok(()), |code| write!(f, " with code {code}"))?;
                if reason.is_empty() { Ok(()) } else { write!(f, ": {reason}") }
            }
            ConnectionError::Silent(time) => {
                write!(f, "the connection was dead: nothing was heard for {} s", time.as_secs())
            }
            ConnectionError::Timeout(time) => write!(f, "no answer within {} s", time.as_secs()),
            ConnectionError::Ended => f.write_str("the connection was shut down"),
            ConnectionError::GaveUp { tries, last } => write!(f, "gave up after {tries} tries; the last one: {last}"),
        }?;
        match (self, self.help()) {
            // the last error has said it
            (ConnectionError::GaveUp { .. }, _) | (_, None) => Ok(()),
            (_, Some(help)) => write!(f, "\n  help: {help}"),
        }
    }
}

impl fmt::Debug for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// the text says what is inside
impl std::error::Error for ConnectionError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: i64, host: &str) -> ConnectionError {
        ConnectionError::Refused { code, msg: "m".to_owned(), host: host.to_owned() }
    }

    fn handshake(status: u16, code: Option<i64>) -> ConnectionError {
        ConnectionError::Handshake { status, code, msg: String::new() }
    }

    #[test]
    fn what_may_follow_is_what_the_platform_means() {
        for (error, verdict) in [
            (refused(1, ""), Verdict::Again),
            (refused(1_000_040_343, ""), Verdict::Again),
            (refused(1_000_040_344, ""), Verdict::Final),
            (refused(BAD_APP, ""), Verdict::Final),
            (refused(OTHER_BRAND, ""), Verdict::Final),
            (refused(TOO_MANY, ""), Verdict::Later),
            (refused(10_003, ""), Verdict::Final),
            (handshake(403, None), Verdict::Final),
            (handshake(514, Some(TOO_MANY)), Verdict::Later),
            (handshake(514, Some(1_000_040_346)), Verdict::Again),
            (handshake(502, None), Verdict::Again),
            (ConnectionError::Silent(Duration::from_secs(35)), Verdict::Again),
            (ConnectionError::Closed { code: Some(1000), reason: String::new() }, Verdict::Again),
        ] {
            assert_eq!(error.verdict(), verdict, "{error}");
        }
    }

    #[test]
    fn the_mistakes_of_a_first_run_say_what_to_click() {
        for (error, words) in [
            (refused(BAD_APP, "open.feishu.cn"), ["Credentials & Basic Info", "Create a version"]),
            (refused(OTHER_BRAND, "open.feishu.cn"), ["an app of Lark", "say `.lark()`"]),
            (refused(OTHER_BRAND, "open.larksuite.com"), ["an app of Feishu", "leave `.lark()` out"]),
            (refused(OTHER_BRAND, "gateway.local"), ["open.feishu.cn", "open.larksuite.com"]),
            (refused(TOO_MANY, "open.feishu.cn"), ["at most 50 connections", "end the other programs"]),
            (handshake(514, Some(TOO_MANY)), ["at most 50 connections", "end the other programs"]),
        ] {
            let said = error.to_string();
            for word in words {
                assert!(said.contains(word), "{said}");
            }
            assert_eq!(format!("{error:?}"), said);
        }
        let gave_up = ConnectionError::GaveUp { tries: 3, last: Arc::new(refused(TOO_MANY, "h")) };
        assert_eq!(gave_up.to_string().matches("help:").count(), 1, "{gave_up}");
    }
}
