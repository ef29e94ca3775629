//! The journal for people who look: a line for each entry, and an entry as a whole. No secret leaves with it.

use super::{Answered, ControlError, whole};
use crate::{
    Api,
    http::shared::Shared,
    json::{object, set, text},
    platform::journal::{CallRecord, DeedRecord, Entry, Kept, PushRecord, Record},
};
use feishu_card_core::{Json, platform_codes::CodeRow};

/// Entries of one answer, unless more are asked for.
const PAGE: u64 = 200;

/// Members whose values are secrets or open something.
const SECRETS: &[&str] = &[
    "app_secret",
    "AppSecret",
    "app_ticket",
    "tenant_access_token",
    "app_access_token",
    "user_access_token",
    "refresh_token",
];

/// A line for each entry after `after`, oldest first; of many the last.
pub(super) fn list(shared: &Shared, members: &Json) -> Json {
    let platform = shared.lock();
    let after = whole(members, "after").ok().flatten().unwrap_or(0);
    let most = whole(members, "last").ok().flatten().unwrap_or(PAGE);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut lines: Vec<Json> =
        platform.journal.iter().rev().take_while(|entry| entry.number > after).take(most).map(line).collect();
    lines.reverse();
    // those that were on their way when they were last asked for
    let open = members.get("open").and_then(Json::as_list).unwrap_or_default();
    let open = open.iter().filter_map(|number| u64::try_from(number.as_i64()?).ok());
    let again = open.filter(|number| *number <= after).filter_map(|number| platform.journal.get(number)).map(line);
    let first = platform.journal.iter().next().map_or(0, |entry| entry.number);
    object([
        ("entries", lines.into()),
        ("again", again.collect::<Vec<_>>().into()),
        ("first", first.into()),
        ("last", platform.journal.last().into()),
        ("journal", platform.journal.on.into()),
    ])
}

/// One entry with all that is known of it.
pub(super) fn entry(shared: &Shared, members: &Json) -> Answered {
    let number = whole(members, "number")?.ok_or_else(|| ControlError::member("number", "the number of an entry"))?;
    let platform = shared.lock();
    let entry = platform.journal.get(number);
    entry.map(whole_entry).ok_or_else(|| ControlError::new(404, format!("entry {number} is not kept")))
}

/// What the list shows.
fn line(entry: &Entry) -> Json {
    let mut json = object([
        ("number", entry.number.into()),
        // milliseconds since 1970
        ("at", (entry.at / 1000).into()),
        ("took_us", entry.took.map_or(Json::Null, Json::from)),
    ]);
    let add = |json: &mut Json, members: Vec<(&'static str, Json)>| {
        members.into_iter().for_each(|(name, value)| set(json, name, value));
    };
    match &entry.record {
        Record::Call(call) => add(&mut json, call_line(call)),
        Record::Push(push) => add(&mut json, push_line(push)),
        Record::Frame(frame) => {
            let kind = frame.header("type").unwrap_or(if frame.method == 0 { "control" } else { "data" });
            let title =
                if frame.from_client && frame.method == 1 { format!("answer to {kind}") } else { kind.to_owned() };
            add(
                &mut json,
                vec![
                    ("record", "frame".into()),
                    ("title", title.into()),
                    ("from_client", frame.from_client.into()),
                    ("bytes", (frame.payload.len() as u64).into()),
                    ("error", frame.problem.is_some().into()),
                    ("note", frame.problem.as_deref().map_or(Json::Null, Json::from)),
                ],
            );
        }
        Record::Deed(deed) => add(&mut json, deed_line(deed)),
    }
    json
}

fn call_line(call: &CallRecord) -> Vec<(&'static str, Json)> {
    let meaning = meaning(call);
    vec![
        ("record", "call".into()),
        ("title", call.api.map_or(call.path.as_str(), |api| api.name()).into()),
        ("method", call.method.as_str().into()),
        ("path", path_of(call).into()),
        ("status", call.status.map_or(Json::Null, |status| u32::from(status).into())),
        ("code", call.code.map_or(Json::Null, Json::int)),
        ("error", (call.fault.is_some() || call.code.is_some_and(|code| code != 0)).into()),
        (
            "note",
            call.fault
                .clone()
                .or_else(|| why(call))
                .or_else(|| meaning.map(|row| row.meaning.to_owned()))
                .map_or(Json::Null, Json::from),
        ),
        ("replayed", call.replayed.into()),
    ]
}

fn push_line(push: &PushRecord) -> Vec<(&'static str, Json)> {
    let note = push.error.as_ref().map(|error| format!("{}: {}", error.code, error.reason));
    vec![
        ("record", "push".into()),
        ("title", push.push.kind.into()),
        ("to", push.to.as_str().into()),
        ("status", push.status.map_or(Json::Null, |status| u32::from(status).into())),
        ("code", push.error.as_ref().map_or(Json::Null, |error| error.code.into())),
        ("error", push.error.is_some().into()),
        ("note", note.map_or(Json::Null, Json::from)),
        ("replayed", push.replayed.into()),
    ]
}

fn deed_line(deed: &DeedRecord) -> Vec<(&'static str, Json)> {
    let error = deed.outcome.as_ref().and_then(|outcome| outcome.get("error")).filter(|error| **error != Json::Null);
    let target: String = deed.target.chars().take(200).collect();
    vec![
        ("record", "deed".into()),
        ("title", deed.what.into()),
        ("user", deed.open_id.as_str().into()),
        ("message_id", deed.message_id.as_str().into()),
        ("target", target.into()),
        ("code", error.and_then(|error| error.get("code")).cloned().unwrap_or_default()),
        ("error", error.is_some().into()),
        ("note", error.and_then(|error| error.get("reason")).cloned().unwrap_or_default()),
    ]
}

/// What an umbrella code says in its text, which names the place and the cause.
fn why(call: &CallRecord) -> Option<String> {
    let answer = Json::parse(&call.answer.text()).ok()?;
    let (_, rest) = text(&answer, "msg")?.split_once("ErrMsg: ")?;
    Some(rest.split("; ErrorValue").next()?.to_owned())
}

/// What the code of the answer means.
fn meaning(call: &CallRecord) -> Option<CodeRow> {
    let code = call.code.filter(|code| *code != 0)?;
    let answer = call.answer.text();
    let msg = Json::parse(&answer).ok();
    let msg = msg.as_ref().and_then(|answer| text(answer, "msg")).unwrap_or_default();
    // an umbrella code says in its text what is meant
    let inner = msg.split_once("ErrCode: ").and_then(|(_, rest)| rest.split(';').next()?.trim().parse().ok());
    inner
        .and_then(|inner| CodeRow::in_content(inner, msg))
        .or_else(|| CodeRow::of_call(code, call.api.map_or("", Api::of_codes), msg))
}

/// An entry as a whole: bodies as JSON where they are, and as the commands and markup that they can be copied as.
pub(super) fn whole_entry(entry: &Entry) -> Json {
    let mut json = line(entry);
    match &entry.record {
        Record::Call(call) => {
            let row = meaning(call);
            let body = without_secrets(&body_of(&call.body));
            set(&mut json, "query", query_of(call).into());
            set(
                &mut json,
                "headers",
                headers(call.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))),
            );
            set(&mut json, "cards", cards(&body).into());
            set(&mut json, "body", body);
            set(&mut json, "body_bytes", (call.body.length as u64).into());
            set(&mut json, "answer", without_secrets(&body_of(&call.answer)));
            set(&mut json, "meaning", row.map_or(Json::Null, |row| row.meaning.into()));
            set(&mut json, "help", row.and_then(|row| row.help()).map_or(Json::Null, Json::from));
            set(&mut json, "curl", curl(call).into());
            set(&mut json, "whole", call.body.is_whole().into());
        }
        Record::Push(push) => {
            let row = push
                .error
                .as_ref()
                .and_then(|error| CodeRow::of_call(i64::from(error.code), "card.action.trigger", &error.reason));
            set(&mut json, "headers", headers(push.push.headers.iter().map(|(name, value)| (*name, value.as_str()))));
            set(&mut json, "body", push.push.event.clone());
            let encrypted = push.push.body.starts_with("{\"encrypt\"");
            set(&mut json, "encrypted", encrypted.into());
            let answer = body_of(&push.answer);
            set(&mut json, "cards", cards(&answer).into());
            set(&mut json, "answer", answer);
            set(&mut json, "meaning", row.map_or(Json::Null, |row| row.meaning.into()));
            set(&mut json, "help", row.and_then(|row| row.help()).map_or(Json::Null, Json::from));
        }
        Record::Frame(frame) => {
            let list = frame.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            set(&mut json, "headers", headers(list));
            set(&mut json, "connection", frame.connection.as_str().into());
            set(&mut json, "method", Json::int(i64::from(frame.method)));
            set(&mut json, "body", body_of(&Kept::of(frame.payload.as_bytes())));
        }
        Record::Deed(deed) => {
            set(&mut json, "entry", deed.entry.clone());
            set(&mut json, "answer", deed.outcome.clone().unwrap_or_default());
        }
    }
    json
}

/// A body as JSON, else as text; of what is neither, and of images, what it is.
fn body_of(kept: &Kept) -> Json {
    if kept.length == 0 {
        return Json::Null;
    }
    let Ok(written) = std::str::from_utf8(&kept.bytes) else {
        let start = String::from_utf8_lossy(&kept.bytes);
        let start: String = start.chars().filter(|c| !c.is_control()).take(200).collect();
        return format!("{} bytes: {start}…", kept.length).into();
    };
    match Json::parse(written) {
        Ok(json) => json,
        Err(_) if kept.is_whole() => written.into(),
        Err(_) => format!("{written}… ({} bytes)", kept.length).into(),
    }
}

/// The cards that a body holds: itself in an answer, in `content` as a string, in `card`, in `data` of an entity.
fn cards(body: &Json) -> Vec<Json> {
    let is_card = |json: &Json| {
        ["elements", "i18n_elements", "body", "header"].iter().any(|name| json.get(name).is_some())
            || json.get("schema").is_some()
    };
    let text_card = |name: &str| text(body, name).and_then(|text| Json::parse(text).ok());
    let inside = [
        text_card("content"),
        text_card("data"),
        body.get("card").and_then(|card| card.get("data")).cloned(),
        body.get("card").and_then(|card| text(card, "data")).and_then(|text| Json::parse(text).ok()),
        body.get("card").cloned(),
    ];
    let mut found: Vec<Json> = Vec::new();
    for card in inside.into_iter().flatten().chain([body.clone()]).filter(is_card) {
        if found.is_empty() {
            found.push(card);
        }
    }
    found
}

/// The path without what opens something: that of a custom bot is its secret.
fn path_of(call: &CallRecord) -> String {
    match call.api {
        Some(Api::BotHook) => "/open-apis/bot/v2/hook/…".to_owned(),
        _ => call.path.clone(),
    }
}

fn query_of(call: &CallRecord) -> String {
    match call.api {
        Some(Api::ConnectionOpen) if !call.query.is_empty() => "…".to_owned(),
        _ => call.query.clone(),
    }
}

fn headers<'a>(list: impl Iterator<Item = (&'a str, &'a str)>) -> Json {
    let shown = |(name, value): (&str, &str)| {
        let value = if name.eq_ignore_ascii_case("authorization") { "Bearer …" } else { value };
        (name.to_owned().into(), value.into())
    };
    Json::from(list.map(shown).collect::<Vec<_>>())
}

/// The JSON with `…` in place of what opens something.
fn without_secrets(json: &Json) -> Json {
    match json {
        Json::Map(members) => Json::from(
            members
                .iter()
                .map(|(name, value)| {
                    let secret = SECRETS.contains(&name.as_ref()) && value.as_str().is_some();
                    let ticket = name == "URL" && value.as_str().is_some_and(|url| url.contains("ticket="));
                    (name.clone(), if secret || ticket { "…".into() } else { without_secrets(value) })
                })
                .collect::<Vec<_>>(),
        ),
        Json::List(items) => items.iter().map(without_secrets).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}

/// The call as a command for a shell: against the sandbox, with the reader's own token.
fn curl(call: &CallRecord) -> String {
    let host = call.headers.iter().find(|(name, _)| name == "host").map_or("127.0.0.1", |(_, host)| host.as_str());
    let (path, query) = (path_of(call), query_of(call));
    let mark = if query.is_empty() { "" } else { "?" };
    let mut out = format!("curl -X {} {}", call.method, quoted(&format!("http://{host}{path}{mark}{query}")));
    for (name, value) in &call.headers {
        if name == "authorization" {
            out.push_str(" \\\n  -H \"Authorization: Bearer $TENANT_ACCESS_TOKEN\"");
        } else if name == "content-type" {
            out.push_str(&format!(" \\\n  -H {}", quoted(&format!("Content-Type: {value}"))));
        }
    }
    match std::str::from_utf8(&call.body.bytes) {
        Ok("") => {}
        Ok(body) if call.body.is_whole() => {
            let body = Json::parse(body).map_or_else(|_| body.to_owned(), |json| without_secrets(&json).to_string());
            out.push_str(&format!(" \\\n  -d {}", quoted(&body)));
        }
        _ => out.push_str(" \\\n  --data-binary @body"),
    }
    out
}

/// A word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
