//! `card messages`, `card say`, `card click`: a user of a running sandbox, from a shell.
//!
//! They ask its control, as the page of `card dev` does; the address is in `CARD_SANDBOX`.

mod write;

use crate::{
    Outcome,
    args::{Click, Messages, Say, Who},
    report,
};
use feishu_card_core::{Json, Str};
use feishu_card_sandbox::{ControlError, ask};
use std::{io, time::Duration};

/// The variable that holds the address of the control.
const VARIABLE: &str = "CARD_SANDBOX";

/// How long an answer may take: an app has three seconds, and two callbacks may be posted.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a message or a component is waited for.
const WAIT_MS: u64 = 120_000;

/// Lists messages.
pub(crate) fn messages(args: &Messages) -> io::Result<Outcome> {
    let mut wanted = members(&args.who);
    put(&mut wanted, "chat_id", args.chat.as_deref());
    wanted.push(("last".into(), args.last.into()));
    let before = match args.wait.then(|| done(&args.who, "messages", wanted.clone())) {
        None => None,
        Some(Ok(answer)) => answer.get("next").cloned(),
        Some(Err(error)) => return failed(&error),
    };
    if let Some(next) = before {
        let mut waited = wanted.clone();
        waited.extend([
            ("for".into(), "message".into()),
            ("sender".into(), "app".into()),
            ("after".into(), next),
            ("timeout_ms".into(), WAIT_MS.into()),
        ]);
        if let Err(error) = done(&args.who, "wait", waited) {
            return failed(&error);
        }
    }
    match done(&args.who, "messages", wanted) {
        Ok(answer) if args.who.json => write::json(&answer).map(|()| Outcome::Fine),
        Ok(answer) => write::messages(&answer).map(|()| Outcome::Fine),
        Err(error) => failed(&error),
    }
}

/// Writes a text.
pub(crate) fn say(args: &Say) -> io::Result<Outcome> {
    let mut wanted = members(&args.who);
    put(&mut wanted, "chat_id", args.chat.as_deref());
    put(&mut wanted, "reply_to", args.reply_to.as_deref());
    put(&mut wanted, "text", Some(&args.text));
    match done(&args.who, "say", wanted) {
        Ok(answer) => {
            if args.who.json { write::json(&answer) } else { write::said(&answer) }?;
            Ok(if answer.get("taken") == Some(&Json::Bool(true)) { Outcome::Fine } else { Outcome::Errors })
        }
        Err(error) => failed(&error),
    }
}

/// Works a card.
pub(crate) fn click(args: &Click) -> io::Result<Outcome> {
    let mut wanted = members(&args.who);
    put(&mut wanted, "message_id", Some(&args.message));
    put(&mut wanted, "target", Some(&args.target));
    if args.wait {
        wanted.push(("timeout_ms".into(), WAIT_MS.into()));
    }
    if let Some(text) = &args.enter {
        wanted.push(("entry".into(), entry(text)));
    }
    if !args.fill.is_empty() {
        let mut fields: Vec<(Str, Json)> = Vec::new();
        for field in &args.fill {
            let Some((name, text)) = field.split_once('=') else {
                return failed(&ControlErrorText(format!("`{field}`: write name=entry, such as nights=3")));
            };
            fields.push((name.to_owned().into(), entry(text)));
        }
        wanted.push(("fill".into(), fields.into()));
    }
    match done(&args.who, "act", wanted) {
        Ok(answer) => {
            if args.who.json { write::json(&answer) } else { write::outcome(&answer) }?;
            let failed = |name: &str| answer.get(name).is_some_and(|what| *what != Json::Null);
            // what the client refuses, a required field say, never reached the app
            Ok(if failed("error") || failed("stopped") { Outcome::Errors } else { Outcome::Fine })
        }
        Err(error) => failed(&error),
    }
}

/// A text, `true`, `false`, or a JSON list.
fn entry(text: &str) -> Json {
    match text {
        "true" => true.into(),
        "false" => false.into(),
        text if text.starts_with('[') => Json::parse(text).unwrap_or_else(|_| text.into()),
        text => text.into(),
    }
}

fn members(who: &Who) -> Vec<(Str, Json)> {
    let mut members = Vec::new();
    put(&mut members, "user", who.user.as_deref());
    members
}

fn put(members: &mut Vec<(Str, Json)>, name: &'static str, value: Option<&str>) {
    members.extend(value.map(|value| (name.into(), value.into())));
}

/// Something that went wrong, in words.
struct ControlErrorText(String);

impl From<ControlError> for ControlErrorText {
    fn from(error: ControlError) -> Self {
        ControlErrorText(error.to_string())
    }
}

fn failed(error: &ControlErrorText) -> io::Result<Outcome> {
    report::say(&format!("error: {}\n", error.0));
    Ok(Outcome::Unreadable)
}

/// Asks the control, and waits for its answer.
fn done(who: &Who, command: &str, members: Vec<(Str, Json)>) -> Result<Json, ControlErrorText> {
    let named = who.sandbox.clone().or_else(|| std::env::var(VARIABLE).ok()).filter(|address| !address.is_empty());
    let address = named.ok_or_else(|| {
        ControlErrorText(format!(
            "no sandbox is named: start `card dev` and set {VARIABLE} to the address that it prints, or give --sandbox"
        ))
    })?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| ControlErrorText(format!("the request cannot be made: {error}")))?;
    let waits = members.iter().any(|(name, _)| name == "timeout_ms");
    let limit = if waits { Duration::from_millis(WAIT_MS) + PATIENCE } else { PATIENCE };
    Ok(runtime.block_on(ask(&address, command, &Json::from(members), limit))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_text_a_tick_or_a_list() {
        assert_eq!(entry("3"), Json::from("3"));
        assert_eq!(entry("true"), Json::Bool(true));
        assert_eq!(entry(r#"["a","b"]"#).to_string(), r#"["a","b"]"#);
        assert_eq!(entry("[x"), Json::from("[x"));
    }
}
