//! Why a pushed request is not accepted: precise for the log, bare for the sender.

use super::{DecryptError, Generation, ShapeError};
use feishu_card_core::JsonError;
use http::{Response, StatusCode};
use std::{error::Error, fmt, time::Duration};

/// Why a pushed request is not accepted.
///
/// The text says what to look at and holds no secret, so it may be logged. What goes back over the wire
/// ([`Rejection::response`]) is the same for everything that concerns keys, so that a stranger learns nothing from it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Rejection {
    /// The Verification Token or the Encrypt Key given to [`Callbacks`](super::Callbacks) is the empty string.
    NotConfigured(&'static str),
    /// The body is larger than allowed, in bytes.
    TooLarge {
        /// The bound.
        limit: usize,
    },
    /// The body is not UTF-8.
    NotUtf8,
    /// The body is not JSON.
    NotJson(JsonError),
    /// The body is JSON, but nothing the platform pushes.
    Shape(ShapeError),
    /// The callback is of the generation that [`Callbacks::only`](super::Callbacks::only) rules out.
    Generation(Generation),
    /// The body is encrypted, and no Encrypt Key was given.
    NoEncryptKey,
    /// The encrypted body cannot be decrypted.
    Decrypt(DecryptError),
    /// The decrypted body is not JSON in UTF-8.
    Plaintext,
    /// A header of the signature is missing or not text.
    MissingHeader(&'static str),
    /// The header `X-Lark-Request-Timestamp` is not a number of seconds.
    Timestamp,
    /// The request is older than the time window: by how much it is old.
    Stale(Duration),
    /// The request is further in the future than the time window: by how much.
    Future(Duration),
    /// The signature is not the one of this body under our key.
    Signature,
    /// The Verification Token in the body is missing or another one.
    Token,
    /// The same request was accepted before.
    Replayed,
}

impl Rejection {
    /// The status to answer with: 413 too large, 400 not readable, 500 our own configuration, 401 everything that
    /// has to do with keys and time.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Rejection::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Rejection::NotUtf8 | Rejection::NotJson(_) | Rejection::Shape(_) => StatusCode::BAD_REQUEST,
            Rejection::NotConfigured(_) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::UNAUTHORIZED,
        }
    }

    /// The answer to send. It says no more than the status.
    #[must_use]
    pub fn response(&self) -> Response<String> {
        let status = self.status();
        let msg = status.canonical_reason().unwrap_or("refused").to_ascii_lowercase();
        super::answer::respond(status, format!(r#"{{"msg":"{msg}"}}"#))
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rejection::NotConfigured(what) => write!(f, "the {what} of these callbacks is empty: nothing can be verified"),
            Rejection::TooLarge { limit } => write!(f, "the body is larger than {limit} bytes"),
            Rejection::NotUtf8 => f.write_str("the body is not UTF-8"),
            Rejection::NotJson(wrong) => write!(f, "the body is not JSON: {wrong}"),
            Rejection::Shape(wrong) => write!(f, "{wrong}"),
            Rejection::Generation(Generation::Old) => f.write_str("old callbacks (`card.action.trigger_v1`) are not accepted here"),
            Rejection::Generation(Generation::New) => f.write_str("new callbacks (`card.action.trigger`) are not accepted here"),
            Rejection::NoEncryptKey => f.write_str(
                "the body is encrypted, but no Encrypt Key was given: see `Encryption Strategy` in the developer console",
            ),
            Rejection::Decrypt(wrong) => write!(f, "the body cannot be decrypted: {wrong}"),
            Rejection::Plaintext => f.write_str("the decrypted body is not JSON: does the Encrypt Key belong to this app?"),
            Rejection::MissingHeader(name) => write!(f, "the header `{name}` is missing, so the signature cannot be checked"),
            Rejection::Timestamp => f.write_str("the header `X-Lark-Request-Timestamp` is not a number of seconds"),
            Rejection::Stale(age) => write!(f, "the request is {} s old: a replay, or our clock is fast", age.as_secs()),
            Rejection::Future(ahead) => {
                write!(f, "the request comes {} s from the future: is our clock slow?", ahead.as_secs())
            }
            Rejection::Signature => f.write_str(
                "the signature does not match: the body was changed on its way, or the key belongs to another app",
            ),
            Rejection::Token => f.write_str("the Verification Token in the body is missing or that of another app"),
            Rejection::Replayed => f.write_str("the same request was accepted before"),
        }
    }
}

// the text says what is inside
impl Error for Rejection {}

impl From<DecryptError> for Rejection {
    fn from(wrong: DecryptError) -> Self {
        Rejection::Decrypt(wrong)
    }
}

impl From<ShapeError> for Rejection {
    fn from(wrong: ShapeError) -> Self {
        Rejection::Shape(wrong)
    }
}
