//! Why a text could not be read into a typed value.

use crate::{Json, JsonError};
use std::{error::Error, fmt};

/// Why a text could not be read into a typed value. `Debug` says what `Display` says, `{:#?}` shows its parts.
#[derive(Clone)]
#[non_exhaustive]
pub enum ReadError {
    /// It is not JSON.
    Json(JsonError),
    /// It is JSON of another kind; here it is.
    Other(Json),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Json(error) => error.fmt(f),
            ReadError::Other(json) => {
                let what = match json {
                    Json::Null => "`null`",
                    Json::Bool(_) => "`true` or `false`",
                    Json::Number(_) => "a number",
                    Json::Str(_) => "a string",
                    Json::List(_) => "an array",
                    Json::Map(_) => "an object of another kind",
                };
                write!(f, "expected an object of this type, found {what}")
            }
        }
    }
}

/// What people read when `main` returns it; `{:#?}` shows what it holds.
impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            _ if !f.alternate() => fmt::Display::fmt(self, f),
            ReadError::Json(error) => f.debug_tuple("Json").field(error).finish(),
            ReadError::Other(json) => f.debug_tuple("Other").field(json).finish(),
        }
    }
}

impl Error for ReadError {}

impl From<JsonError> for ReadError {
    fn from(error: JsonError) -> Self {
        ReadError::Json(error)
    }
}
