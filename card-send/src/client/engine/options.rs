//! What can be set for one call: times, attempts, headers.

use crate::client::Error;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::time::Duration;

/// The header that carries the caller's own id of a request, as the platform's other libraries send it.
const REQUEST_ID: HeaderName = HeaderName::from_static("oapi-sdk-request-id");

/// Headers that the client sets itself.
const OURS: &[HeaderName] = &[
    header::AUTHORIZATION,
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::HOST,
    header::CONNECTION,
];

/// What is set for one call; what is not comes from the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) attempts: Option<u32>,
    /// Headers of the caller; few calls have any.
    pub(crate) headers: Option<Box<HeaderMap>>,
    /// Whether waits for room, and pauses that the platform asks for, do not count against the deadline.
    pub(crate) patient: bool,
    /// Why the call cannot be made.
    pub(crate) problem: Option<String>,
}

impl CallOptions {
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        let (name, value) = (HeaderName::try_from(name), HeaderValue::try_from(value));
        match (name, value) {
            (Ok(name), _) if OURS.contains(&name) => {
                self.problem = Some(format!("the header `{name}` is set by the client"));
            }
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(true);
                self.headers.get_or_insert_default().insert(name, value);
            }
            _ => self.problem = Some("a header has a name or value that HTTP does not allow".to_owned()),
        }
    }

    pub(crate) fn request_id(&mut self, id: &str) {
        self.header(REQUEST_ID.as_str(), id);
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        self.problem.clone().map_or(Ok(()), |problem| Err(Error::Request(problem)))
    }
}

/// The settings that every call has: for a type with `options: CallOptions`.
macro_rules! call_settings {
    ($Type:ident) => {
        impl $Type<'_> {
            /// How long one attempt of this call may take, in place of the client's setting.
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.options.timeout = Some(timeout);
                self
            }

            /// How long this call may take with all its attempts and waits, in place of the client's setting.
            pub fn deadline(mut self, deadline: std::time::Duration) -> Self {
                self.options.deadline = Some(deadline);
                self
            }

            /// How many attempts this call has at most, in place of the client's setting; at least one.
            pub fn attempts(mut self, attempts: u32) -> Self {
                self.options.attempts = Some(attempts);
                self
            }

            /// A header of this call, for gateways between here and the platform. Its value never shows in logs
            /// or errors. One that the client sets itself, or that HTTP does not allow, makes the call fail with
            /// [`Error::Request`](crate::Error::Request).
            pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.options.header(name.as_ref(), value.as_ref());
                self
            }

            /// Your own id of this request, sent as `Oapi-Sdk-Request-Id`.
            pub fn request_id(mut self, id: impl AsRef<str>) -> Self {
                self.options.request_id(id.as_ref());
                self
            }
        }
    };
}

pub(crate) use call_settings;
