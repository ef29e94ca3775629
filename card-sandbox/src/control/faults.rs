//! What goes wrong by order, as JSON: faults of calls, and how long connections behave and break.

use super::{Answered, ControlError, milliseconds, whole};
use crate::{
    Api, Break, Failure, Fault,
    http::shared::Shared,
    json::{object, set, text},
    platform::Platform,
};
use feishu_card_core::Json;
use std::time::Duration;

/// Adds a fault, or takes all away; those there are now are the answer.
pub(super) fn change(shared: &Shared, members: &Json) -> Answered {
    let add = match members.get("add") {
        None | Some(Json::Null) => None,
        Some(add) => Some(read(add)?),
    };
    let mut platform = shared.lock();
    if members.get("clear") == Some(&Json::Bool(true)) {
        platform.faults.clear();
    }
    if let Some(remove) = whole(members, "remove")? {
        let index = usize::try_from(remove).unwrap_or(usize::MAX);
        if index >= platform.faults.len() {
            return Err(ControlError::new(404, format!("unknown fault {remove}")));
        }
        platform.faults.remove(index);
    }
    platform.faults.extend(add);
    if let (Some(receiver), Some(code)) = (text(members, "refuse_receiver"), whole(members, "code")?) {
        let code = u32::try_from(code).map_err(|_| ControlError::member("code", "a code of the platform"))?;
        platform.unreachable.insert(receiver.to_owned(), code);
    }
    if members.get("revoke_tokens") == Some(&Json::Bool(true)) {
        platform.tokens.clear();
    }
    platform.tell();
    Ok(object([("faults", list(&platform))]))
}

/// Breaks connections, or changes how they behave.
pub(super) fn connections(shared: &Shared, members: &Json) -> Answered {
    let mut platform = shared.lock();
    let flag = |name: &str| match members.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(ControlError::member(name, "true or false")),
    };
    let (twice, card_frames, unsubscribed) = (flag("twice")?, flag("card_frames")?, flag("unsubscribed")?);
    let (pong, split) = (milliseconds(members, "pong_delay_ms")?, whole(members, "split")?);
    let how = match text(members, "break") {
        None => None,
        Some("close") => Some(Break::Close(1000)),
        Some("reset") => Some(Break::Reset),
        Some("silent") => Some(Break::Silent),
        Some(_) => return Err(ControlError::member("break", "`close`, `reset` or `silent`")),
    };
    let wire = &mut platform.connections.wire;
    wire.twice = twice.unwrap_or(wire.twice);
    wire.card_frames = card_frames.unwrap_or(wire.card_frames);
    wire.unsubscribed = unsubscribed.unwrap_or(wire.unsubscribed);
    wire.pong_delay = pong.unwrap_or(wire.pong_delay);
    match split {
        Some(0) => wire.split = None,
        Some(size) => wire.split = usize::try_from(size).ok(),
        None => {}
    }
    if let Some(how) = how {
        platform.break_connections(&how);
    }
    platform.tell();
    Ok(wire_json(&platform))
}

/// How long connections behave now.
pub(super) fn wire(platform: &Platform) -> Json {
    wire_json(platform)
}

fn wire_json(platform: &Platform) -> Json {
    let wire = &platform.connections.wire;
    object([
        ("twice", wire.twice.into()),
        ("card_frames", wire.card_frames.into()),
        ("unsubscribed", wire.unsubscribed.into()),
        ("pong_delay_ms", u64::try_from(wire.pong_delay.as_millis()).unwrap_or(u64::MAX).into()),
        ("split", wire.split.map_or(Json::Null, |size| Json::from(size as u64))),
    ])
}

/// The faults there are now, in the order in which they are looked at.
pub(super) fn list(platform: &Platform) -> Json {
    platform.faults.iter().map(write).collect::<Vec<_>>().into()
}

fn write(fault: &Fault) -> Json {
    let mut json = object([("label", fault.label().into()), ("applied", fault.applied.into())]);
    if let Some(api) = fault.api {
        set(&mut json, "api", api.name().into());
    }
    if let Some(path) = &fault.path {
        set(&mut json, "path", path.as_str().into());
    }
    if fault.times != u64::MAX {
        set(&mut json, "times", fault.times.into());
    }
    if fault.chance < 1.0 {
        set(&mut json, "chance", fault.chance.into());
    }
    json
}

fn read(json: &Json) -> Result<Fault, ControlError> {
    let time = |name: &str, usual: u64| -> Result<Duration, ControlError> {
        Ok(milliseconds(json, name)?.unwrap_or(Duration::from_millis(usual)))
    };
    let status = |usual: u16| {
        let status = whole(json, "status")?.map_or(Some(usual), |status| u16::try_from(status).ok());
        status
            .filter(|status| (200..600).contains(status))
            .ok_or_else(|| ControlError::member("status", "an HTTP status from 200 to 599"))
    };
    let code = |usual: u32| {
        let code = whole(json, "code")?.map_or(Some(usual), |code| u32::try_from(code).ok());
        code.ok_or_else(|| ControlError::member("code", "a code of the platform"))
    };
    let failure = match text(json, "failure").unwrap_or_default() {
        "delay" => Failure::Delay(time("ms", 4000)?),
        "slow_body" => Failure::SlowBody(time("ms", 4000)?),
        "cut_body" => Failure::CutBody,
        "disconnect" => Failure::Disconnect,
        "empty_body" => Failure::EmptyBody,
        "not_json" => Failure::NotJson,
        "html" => Failure::Html(status(502)?),
        "status" => Failure::Status(status(500)?),
        "json" => Failure::Json(status(400)?, code(1500)?, text(json, "msg").unwrap_or_default().to_owned()),
        "code" => Failure::Code(code(1500)?),
        "rate_limited" => Failure::RateLimited(milliseconds(json, "reset_ms")?),
        "expired_token" => Failure::ExpiredToken,
        "redirect" => Failure::Redirect(text(json, "to").unwrap_or("http://127.0.0.1:9/").to_owned()),
        "huge" => Failure::Huge(whole(json, "bytes")?.unwrap_or(64 << 20)),
        other => {
            const KNOWN: &str = "delay, slow_body, cut_body, disconnect, empty_body, not_json, html, status, json, \
                                 code, rate_limited, expired_token, redirect, huge";
            return Err(ControlError::new(400, format!("unknown failure `{other}`; expected one of {KNOWN}")));
        }
    };
    let mut fault = Fault::new(failure);
    if let Some(name) = text(json, "api").filter(|name| !name.is_empty()) {
        let api = Api::named(name).ok_or_else(|| ControlError::new(400, format!("unknown call `{name}`")))?;
        fault = fault.on(api);
    }
    if let Some(path) = text(json, "path") {
        fault = fault.path(path);
    }
    if let Some(times) = whole(json, "times")? {
        fault = fault.times(times);
    }
    if let Some(nth) = whole(json, "nth")? {
        fault = fault.nth(nth);
    }
    if let Some(Json::Number(chance)) = json.get("chance") {
        fault = fault.chance(chance.as_f64().clamp(0.0, 1.0));
    }
    Ok(if json.get("applied") == Some(&Json::Bool(true)) { fault.applied() } else { fault })
}
