//! Everything that can go wrong with a call, and what to do about it.

use super::{Class, Refusal};
use feishu_card_core::Diagnostics;
use std::{fmt, sync::Arc, time::Duration};

/// Why a call failed.
///
/// `Display` says what happened, where, and what to do, and `Debug` says the same: it is what people read when `main`
/// returns the error; `source` is only what the text does not say. No variant ever holds a secret or a token.
#[non_exhaustive]
pub enum Error {
    /// The rule book refuses the card; nothing was sent. All findings, warnings included.
    Card(Diagnostics),
    /// The call is invalid; nothing was sent.
    Request(String),
    /// The client cannot be built; the text says how to fix it.
    Setup(String),
    /// The platform refused.
    Platform(Box<Refusal>),
    /// What came back is not an answer of the platform: an error page, a cut or overlong body.
    Answer {
        /// The HTTP status.
        status: u16,
        /// What is wrong with the answer.
        problem: String,
        /// The platform's log id, from the headers.
        log_id: Option<String>,
    },
    /// The connection failed.
    Transport {
        /// Scheme, host and port of the other side; no path, since a webhook's is a secret.
        to: String,
        /// The first cause and all causes below it.
        problem: String,
        /// Whether it is certain that the request was not sent.
        unsent: bool,
    },
    /// The other side's certificate is not trusted; nothing was sent.
    Certificate(String),
    /// No answer in time.
    Timeout {
        /// How long was waited.
        after: Duration,
    },
    /// The platform's limits, which are kept on this side, or [`max_connections`](crate::ClientBuilder::max_connections)
    /// left no room for the call before its deadline. Nothing was sent.
    Busy {
        /// How long the platform has asked to wait, if it has.
        wait: Option<Duration>,
    },
    /// The platform has not pushed the ticket of a store app yet; it was asked for one. Nothing was sent.
    NoTicket,
    /// An error of the caller's own token source or stream. Nothing was sent.
    Other(Box<dyn std::error::Error + Send + Sync>),
    /// No token: nothing was sent. The error is shared by all calls that waited for it.
    Token(Arc<Error>),
    /// The journal of a bulk cannot be used. Nothing was sent.
    Journal(String),
    /// What the processes of the app [share](crate::fleet) cannot be reached. Nothing was sent.
    Shared(Box<dyn std::error::Error + Send + Sync>),
    /// The client was shut down. Nothing was sent.
    ShutDown,
    /// Nobody knows whether the call took effect: it may have been answered by an error on the way, or not at all.
    OutcomeUnknown {
        /// The platform's log id, if one is known: quote it in support requests.
        log_id: Option<String>,
        /// The idempotency key of the call. With one the call may be repeated within an hour:
        /// what was delivered is not delivered again.
        uuid: Option<String>,
        /// What the last attempt met.
        cause: Box<Error>,
    },
}

impl Error {
    /// Takes an error of another crate, from a token source.
    pub fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Error::Other(error.into())
    }

    /// The platform's code, if the platform refused.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.refusal().map(|refusal| refusal.code)
    }

    /// What the platform said, if it refused.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Error::Platform(refusal) => Some(refusal),
            Error::Token(cause) => cause.refusal(),
            Error::OutcomeUnknown { cause, .. } => cause.refusal(),
            _ => None,
        }
    }

    /// The platform's log id, if one is known: quote it in support requests.
    #[must_use]
    pub fn log_id(&self) -> Option<&str> {
        match self {
            Error::Platform(refusal) => refusal.log_id.as_deref(),
            Error::Answer { log_id, .. } => log_id.as_deref(),
            Error::Token(cause) => cause.log_id(),
            Error::OutcomeUnknown { log_id, cause, .. } => log_id.as_deref().or(cause.log_id()),
            _ => None,
        }
    }

    /// A copy, of what an attempt can meet.
    pub(crate) fn copy(&self) -> Option<Error> {
        Some(match self {
            Error::Platform(refusal) => Error::Platform(refusal.clone()),
            Error::Answer { status, problem, log_id } => {
                Error::Answer { status: *status, problem: problem.clone(), log_id: log_id.clone() }
            }
            Error::Transport { to, problem, unsent } => {
                Error::Transport { to: to.clone(), problem: problem.clone(), unsent: *unsent }
            }
            Error::Certificate(problem) => Error::Certificate(problem.clone()),
            Error::Timeout { after } => Error::Timeout { after: *after },
            _ => return None,
        })
    }

    /// Whether it is certain that the call had no effect: it was refused, or it never left.
    #[must_use]
    pub fn had_no_effect(&self) -> bool {
        match self {
            Error::OutcomeUnknown { .. } | Error::Timeout { .. } => false,
            Error::Transport { unsent, .. } => *unsent,
            Error::Answer { status, .. } => !matches!(status, 200..=299 | 408 | 500..),
            Error::Platform(refusal) => refusal.class != Class::Retry || refusal.sub_code.is_some(),
            Error::Card(_)
            | Error::Request(_)
            | Error::Setup(_)
            | Error::Certificate(_)
            | Error::Busy { .. }
            | Error::NoTicket
            | Error::Other(_)
            | Error::Token(_)
            | Error::Journal(_)
            | Error::Shared(_)
            | Error::ShutDown => true,
        }
    }

    /// Whether the same call may succeed later without doing anything twice.
    ///
    /// An unknown outcome is retryable only with the same `uuid`, and within an hour.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Error::Platform(refusal) => matches!(refusal.class, Class::Retry | Class::RateLimit),
            Error::Answer { status, .. } => matches!(status, 200..=299 | 408 | 429 | 500..),
            Error::Transport { .. }
            | Error::Timeout { .. }
            | Error::Busy { .. }
            | Error::NoTicket
            | Error::Shared(_) => true,
            Error::Token(cause) => cause.is_retryable(),
            Error::OutcomeUnknown { uuid, .. } => uuid.is_some(),
            Error::Card(_)
            | Error::Request(_)
            | Error::Setup(_)
            | Error::Other(_)
            | Error::Certificate(_)
            | Error::Journal(_)
            | Error::ShutDown => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Card(found) => write!(f, "the card was not sent, it breaks rules:\n{found}"),
            Error::Request(problem) => write!(f, "nothing was sent: {problem}"),
            Error::Setup(problem) => write!(f, "the client cannot be built: {problem}"),
            Error::Platform(refusal) => refusal.fmt(f),
            Error::Answer { status, problem, log_id } => {
                write!(f, "not an answer of the platform (HTTP {status}): {problem}")?;
                log_id.as_ref().map_or(Ok(()), |id| write!(f, "\n  log id: {id}"))
            }
            Error::Transport { to, problem, unsent: true } => {
                let help = match to.starts_with("https:") {
                    true => "the proxy (HTTPS_PROXY, or `.http(|http| http.proxy(…))`)",
                    false => "that something listens there; on plain `http` no proxy is used",
                };
                write!(f, "no connection to {to}: {problem}\n  help: check the URL (`base_url`), the network, and {help}")
            }
            Error::Transport { to, problem, unsent: false } => write!(f, "the connection to {to} failed: {problem}"),
            Error::Certificate(problem) => write!(
                f,
                "nothing was sent, the platform's certificate is not trusted: {problem}\n  help: for a company's own \
                 certificates use `.http(|http| http.tls_certs_merge(…))`; check the clock too"
            ),
            Error::Timeout { after } => write!(f, "no answer within {after:?}"),
            Error::Busy { wait: Some(wait) } => {
                write!(f, "nothing was sent: the platform has asked for a pause of another {wait:.1?}, longer than the deadline")
            }
            Error::Busy { wait: None } => f.write_str(
                "nothing was sent: the platform's limits, or `max_connections`, left no room before the deadline",
            ),
            Error::NoTicket => f.write_str(
                "nothing was sent: no app_ticket has come yet; the platform was asked to push one, give it to `StoreApp::set_ticket`",
            ),
            Error::Other(error) => write!(f, "nothing was sent: {error}"),
            Error::Journal(problem) => write!(f, "the journal of the bulk: {problem}"),
            Error::Shared(error) => {
                write!(f, "nothing was sent: what the processes of this app share cannot be reached: {error}")
            }
            Error::ShutDown => f.write_str("nothing was sent: the client was shut down"),
            Error::Token(cause) => write!(f, "nothing was sent, no token could be had: {cause}"),
            Error::OutcomeUnknown { uuid, cause, log_id } => {
                write!(f, "it is not known whether the call took effect: {cause}")?;
                if let Some(id) = log_id {
                    write!(f, "\n  log id: {id}")?;
                }
                match uuid {
                    Some(uuid) => write!(
                        f,
                        "\n  help: repeat it with .uuid(\"{uuid}\") within an hour; what was delivered is not delivered again"
                    ),
                    None => f.write_str("\n  help: look before repeating it; a repetition may take effect twice"),
                }
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<feishu_card_core::ElementIdError> for Error {
    fn from(error: feishu_card_core::ElementIdError) -> Self {
        Error::Request(error.to_string())
    }
}

// what is inside of the boxed ones is only shown
impl std::panic::UnwindSafe for Error {}
impl std::panic::RefUnwindSafe for Error {}

impl std::error::Error for Error {
    /// What is below the error inside, whose text this one's holds: whoever prints an error with all its sources
    /// prints each once.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Other(error) | Error::Shared(error) => error.source(),
            Error::Token(cause) => cause.source(),
            Error::OutcomeUnknown { cause, .. } => cause.source(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{error::Error as _, io};

    #[derive(Debug)]
    struct Caller(io::Error);

    impl fmt::Display for Caller {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the vault is sealed")
        }
    }

    impl std::error::Error for Caller {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn an_error_and_its_sources_say_each_thing_once() {
        let caller = || Caller(io::Error::other("connection refused"));
        let token = Error::Token(Arc::new(Error::other(caller())));
        let unknown =
            Error::OutcomeUnknown { log_id: None, uuid: None, cause: Box::new(Error::Shared(caller().into())) };
        for error in [Error::other(caller()), token, unknown] {
            let mut said = error.to_string();
            let mut next = error.source();
            while let Some(cause) = next {
                said = format!("{said}\n{cause}");
                next = cause.source();
            }
            for text in ["the vault is sealed", "connection refused"] {
                assert_eq!(said.matches(text).count(), 1, "{said}");
            }
        }
    }
}
