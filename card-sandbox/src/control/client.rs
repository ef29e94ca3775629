//! Asks the control of a sandbox that runs in another process.

use super::ControlError;
use crate::{
    http::client::{self, PostError},
    json::text,
};
use feishu_card_core::Json;
use std::time::Duration;

/// Sends a command to the control at an address that [`Sandbox::control_url`](crate::Sandbox::control_url) gave, and waits
/// `limit` for the answer.
///
/// # Errors
/// What the other side says, or that it cannot be reached.
pub async fn ask(address: &str, command: &str, members: &Json, limit: Duration) -> Result<Json, ControlError> {
    let url = format!("{}/{command}", address.trim_end_matches('/'));
    let posted = client::post_for(&url, &[], members.to_string(), limit, client::LARGE_BYTES).await;
    // the address holds the secret, and errors are shown
    let posted = posted.map_err(|error| {
        let why = match error {
            PostError::Connect(why) => format!("no TCP connection to the sandbox, which may have ended: {why}"),
            error => error.to_string(),
        };
        ControlError::new(502, why.replace(address, "the address"))
    })?;
    let body = std::str::from_utf8(&posted.body).ok().and_then(|body| Json::parse(body).ok());
    let Some(body) = body else {
        return Err(ControlError::new(502, format!("an answer that is not JSON, HTTP {}", posted.status)));
    };
    match posted.status {
        200 => Ok(body),
        status => Err(ControlError::new(status, text(&body, "error").unwrap_or("refused"))),
    }
}
