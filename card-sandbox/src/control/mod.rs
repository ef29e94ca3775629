//! The control: one way to drive a sandbox for everything that is not Rust code beside it.
//!
//! A command has a name and members, a JSON object, and answers with JSON. [`Sandbox::control`](crate::Sandbox::control)
//! takes them from Rust, `http/control.rs` over HTTP; the page of `card dev` and its shell commands use the same. What
//! users do is done by [`Actor`](crate::Actor), the kit of Rust tests, so that all of them do the same.
//!
//! `docs/control.md` lists the commands for those who use them.

mod answers;
mod chats;
mod client;
mod deeds;
mod faults;
mod messages;
mod replay;
mod secret;
mod session;
mod timeline;
mod wait;

pub use client::ask;
pub(crate) use secret::Secret;

use crate::{
    ActError, Shown,
    http::{client::address, deliver, shared::Shared},
    json::{object, text},
};
use feishu_card_core::Json;
use std::{fmt, time::Duration};

/// Why a command was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ControlError {
    /// The HTTP status of the answer: 400 for wrong members, 404 for what does not exist, 408 for what never came, 409 for
    /// what this user cannot do, 502 for an answer that cannot be read.
    pub status: u16,
    /// Why, in words.
    pub message: String,
}

impl ControlError {
    pub(crate) fn new(status: u16, message: impl Into<String>) -> Self {
        ControlError { status, message: message.into() }
    }

    /// A member that is missing or of the wrong kind.
    fn member(name: &str, expected: &str) -> Self {
        ControlError::new(400, format!("`{name}`: expected {expected}"))
    }
}

impl fmt::Display for ControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ControlError {}

impl From<ActError> for ControlError {
    fn from(error: ActError) -> Self {
        let missing = matches!(error, ActError::NoMessage(_) | ActError::NotFound { .. });
        let status = if missing { 404 } else { 409 };
        ControlError::new(status, error.to_string())
    }
}

impl From<Shown> for ControlError {
    fn from(shown: Shown) -> Self {
        ControlError::new(409, shown.to_string())
    }
}

/// What a command answers.
type Answered = Result<Json, ControlError>;

/// The names of all commands.
const COMMANDS: &[&str] = &[
    "act",
    "call",
    "callback",
    "chats",
    "clock",
    "connections",
    "entry",
    "export",
    "faults",
    "import",
    "messages",
    "people",
    "replay",
    "requests",
    "reset",
    "say",
    "state",
    "wait",
];

/// Does a command.
pub(crate) async fn run(shared: &Shared, command: &str, members: &Json) -> Answered {
    if !matches!(members, Json::Map(_) | Json::Null) {
        return Err(ControlError::new(400, "expected a JSON object"));
    }
    match command {
        "state" => Ok(answers::state(shared)),
        "people" => people(shared, members),
        "chats" => Ok(chats::list(shared)),
        "messages" => messages::list(shared, members),
        "act" => deeds::act(shared, members).await,
        "say" => deeds::say(shared, members).await,
        "wait" => wait::wait(shared, members).await,
        "faults" => faults::change(shared, members),
        "connections" => faults::connections(shared, members),
        "callback" => callback(shared, members).await,
        "requests" => Ok(timeline::list(shared, members)),
        "entry" => timeline::entry(shared, members),
        "replay" => replay::replay(shared, members).await,
        "call" => replay::call(shared, members),
        "clock" => clock(shared, members),
        "reset" => {
            shared.lock().reset();
            Ok(object([]))
        }
        "export" => Ok(session::export(shared)),
        "import" => session::import(shared, members),
        other => {
            Err(ControlError::new(404, format!("unknown command `{other}`; expected one of {}", COMMANDS.join(", "))))
        }
    }
}

/// Adds or renames a user or a group; all of them are the answer.
fn people(shared: &Shared, members: &Json) -> Answered {
    let mut platform = shared.lock();
    for (member, prefix) in [("user", "ou_"), ("group", "oc_")] {
        let Some(id) = text(members, member) else { continue };
        if !id.starts_with(prefix) || id.len() == prefix.len() || id.len() > 128 {
            return Err(ControlError::member(member, &format!("an id that begins with `{prefix}`")));
        }
        let name = text(members, "name").unwrap_or(id);
        let kept = if member == "user" { platform.people.user(id, name) } else { platform.people.group(id, name) };
        if !kept {
            return Err(ControlError::new(409, "there are 1000 already"));
        }
    }
    platform.tell();
    Ok(answers::people(&platform))
}

/// Saves the callback address after the app gave the challenge back; `null` takes it away.
async fn callback(shared: &Shared, members: &Json) -> Answered {
    match members.get("url") {
        None | Some(Json::Null) => {
            let mut platform = shared.lock();
            platform.config.callback_url = None;
            platform.tell();
        }
        Some(Json::Str(url)) if members.get("unasked") == Some(&Json::Bool(true)) => {
            address(url).map_err(|why| ControlError::new(400, why))?;
            let mut platform = shared.lock();
            platform.config.callback_url = Some(url.to_string());
            platform.tell();
        }
        Some(Json::Str(url)) => deliver::register(shared, url).await?,
        Some(_) => return Err(ControlError::member("url", "an address, or null")),
    }
    Ok(answers::state(shared))
}

/// Moves the sandbox's clock ahead.
fn clock(shared: &Shared, members: &Json) -> Answered {
    let platform = shared.lock();
    if let Some(by) = milliseconds(members, "advance_ms")? {
        platform.config.clock.advance(by);
    }
    platform.tell();
    Ok(object([("now", platform.now().into())]))
}

/// A time in whole milliseconds; at most ten years.
fn milliseconds(members: &Json, name: &str) -> Result<Option<Duration>, ControlError> {
    const MOST: i64 = 10 * 365 * 24 * 3600 * 1000;
    match members.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(json) => match json.as_i64().filter(|millis| (0..=MOST).contains(millis)) {
            Some(millis) => Ok(Some(Duration::from_millis(millis.unsigned_abs()))),
            None => Err(ControlError::member(name, "milliseconds, a whole number")),
        },
    }
}

/// A whole number that is not negative.
fn whole(members: &Json, name: &str) -> Result<Option<u64>, ControlError> {
    match members.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(json) => match json.as_i64().and_then(|n| u64::try_from(n).ok()) {
            Some(n) => Ok(Some(n)),
            None => Err(ControlError::member(name, "a whole number")),
        },
    }
}

/// A text that must be there.
fn needed<'a>(members: &'a Json, name: &str) -> Result<&'a str, ControlError> {
    text(members, name).ok_or_else(|| ControlError::member(name, "a text"))
}

#[cfg(test)]
mod tests;
