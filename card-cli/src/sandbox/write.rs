//! What is printed for people.

use feishu_card_core::Json;
use std::io::{self, Write};

pub(super) fn json(answer: &Json) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{}", answer.to_pretty_string())
}

fn text<'a>(json: &'a Json, name: &str) -> &'a str {
    json.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// Each message: who, where, what it says, and what can be worked in it.
pub(super) fn messages(answer: &Json) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let list = answer.get("messages").and_then(Json::as_list).unwrap_or_default();
    if list.is_empty() {
        return writeln!(out, "no messages");
    }
    for message in list {
        let from = match text(message, "from") {
            "user" => text(message, "sender"),
            "webhook" => "custom bot",
            _ => "bot",
        };
        writeln!(
            out,
            "{} {from} → {} ({})",
            text(message, "message_id"),
            text(message, "receive_id"),
            text(message, "chat_id")
        )?;
        let words = if message.get("deleted") == Some(&Json::Bool(true)) { "recalled" } else { text(message, "text") };
        let words = if words.is_empty() { text(message, "msg_type") } else { words };
        for line in words.lines() {
            writeln!(out, "    {line}")?;
        }
        for control in message.get("controls").and_then(Json::as_list).unwrap_or_default() {
            let name = [text(control, "name"), text(control, "text"), text(control, "path")];
            let name = name.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
            let options: Vec<_> = control
                .get("options")
                .and_then(Json::as_list)
                .unwrap_or_default()
                .iter()
                .map(|o| text(o, "value"))
                .collect();
            let options = if options.is_empty() { String::new() } else { format!(": {}", options.join(", ")) };
            let off = if control.get("disabled") == Some(&Json::Bool(true)) { ", disabled" } else { "" };
            writeln!(out, "    · {} {name} ({}{off}){options}", text(control, "tag"), text(control, "does"))?;
        }
    }
    Ok(())
}

/// What came of a text.
pub(super) fn said(answer: &Json) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{} in {}", text(answer, "message_id"), text(answer, "chat_id"))?;
    error(&mut out, "the app did not take it", answer)
}

/// What came of a click, as the user sees it.
pub(super) fn outcome(answer: &Json) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for posted in answer.get("posted").and_then(Json::as_list).unwrap_or_default() {
        if let Some(action) = posted.pointer("/event/event/action").or_else(|| posted.pointer("/event/action")) {
            writeln!(out, "callback: {action}")?;
        }
    }
    if let Some(toast) = answer.get("toast").filter(|toast| **toast != Json::Null) {
        writeln!(out, "toast: {} ({})", text(toast, "content"), text(toast, "type"))?;
    }
    if let Some(card) = answer.get("card").filter(|card| **card != Json::Null) {
        writeln!(out, "the card is now:")?;
        for line in card.to_card_text().lines() {
            writeln!(out, "    {line}")?;
        }
    }
    for (name, words) in [("opened", "opens"), ("stopped", "nothing is sent"), ("local", "nothing is to be sent")] {
        if let Some(what) = answer.get(name).and_then(Json::as_str) {
            writeln!(out, "{words}: {what}")?;
        }
    }
    error(&mut out, "the user sees an error", answer)
}

fn error(out: &mut impl Write, words: &str, answer: &Json) -> io::Result<()> {
    let Some(error) = answer.get("error").filter(|error| **error != Json::Null) else { return Ok(()) };
    let code = error.get("code").map(Json::to_string).unwrap_or_default();
    writeln!(out, "{words}: {code}: {}", text(error, "reason"))?;
    let help = text(error, "help");
    if help.is_empty() { Ok(()) } else { writeln!(out, "    {help}") }
}
