//! Does something once more: a call as it was or changed, a callback or an event with a signature of now.

use super::{Answered, ControlError, needed, whole};
use crate::{
    Actor, Request,
    http::{deliver, shared::Shared},
    json::{object, text},
    platform::{
        Platform,
        journal::{CallRecord, Record},
    },
    request::ORIGIN,
};
use feishu_card_core::Json;

/// The largest body of a call that is made here, in bytes.
const LARGEST: usize = 4 << 20;

/// Makes an entry of the journal happen again.
pub(super) async fn replay(shared: &Shared, members: &Json) -> Answered {
    let number = whole(members, "number")?.ok_or_else(|| ControlError::member("number", "the number of an entry"))?;
    let gone = || ControlError::new(404, format!("entry {number} is not kept"));
    let record = shared.lock().journal.get(number).map(|entry| entry.record.clone()).ok_or_else(gone)?;
    match record {
        Record::Call(call) => {
            if !call.body.is_whole() {
                return Err(ControlError::new(409, "the body was too large to be kept as a whole"));
            }
            Ok(answer(&mut shared.lock(), again(&call)))
        }
        Record::Push(push) => match push.deed.clone() {
            Some(doer) => {
                let outcome = Actor::again(shared, &push, &doer).await;
                let outcome = outcome.ok_or_else(|| ControlError::new(409, "the message shows no card any more"))?;
                Ok(outcome.to_json())
            }
            None => {
                let (app_id, signed) = {
                    let mut platform = shared.lock();
                    let Platform { config, random, .. } = &mut *platform;
                    (push.app_id.clone(), crate::platform::push::signed_again(config, random, &push.push))
                };
                let (again, app) = (shared.clone(), app_id);
                let delivered =
                    shared.spawn(async move { deliver::push(&again, &app, signed, None, true).await }).await;
                let error = delivered.and_then(|delivered| delivered.answer.err());
                Ok(object([("error", error.map_or(Json::Null, |error| error.to_json()))]))
            }
        },
        Record::Frame(_) | Record::Deed(_) => {
            Err(ControlError::new(409, "calls, callbacks and events can be repeated, this is neither"))
        }
    }
}

/// Makes a call in the name of an app: `method`, `path`, `query` and `body`, as a text or as JSON.
pub(super) fn call(shared: &Shared, members: &Json) -> Answered {
    let (method, path) = (needed(members, "method")?, needed(members, "path")?);
    if !path.starts_with("/open-apis/") {
        return Err(ControlError::member("path", "a path that begins with `/open-apis/`"));
    }
    let body = match members.get("body") {
        None | Some(Json::Null) => String::new(),
        Some(Json::Str(body)) => body.to_string(),
        Some(json) => json.to_string(),
    };
    if body.len() > LARGEST {
        return Err(ControlError::new(413, "the body is larger than 4 MB"));
    }
    let mut platform = shared.lock();
    let app = text(members, "app_id").map(str::to_owned);
    let app = app.or_else(|| platform.config.apps.first().map(|app| app.id.clone())).unwrap_or_default();
    if !platform.config.apps.iter().any(|known| known.id == app) {
        return Err(ControlError::new(404, format!("unknown app `{app}`")));
    }
    let token = platform.token_of(&app);
    let header = |name: &str, value: String| (name.to_owned(), value);
    let request = Request {
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        query: text(members, "query").unwrap_or_default().trim_start_matches('?').to_owned(),
        headers: vec![
            header("host", ORIGIN.to_owned()),
            header("authorization", format!("Bearer {token}")),
            header("content-type", "application/json; charset=utf-8".to_owned()),
        ],
        body: body.into_bytes(),
        ..Request::default()
    };
    Ok(answer(&mut platform, request))
}

fn again(call: &CallRecord) -> Request {
    Request {
        method: call.method.clone(),
        path: call.path.clone(),
        query: call.query.clone(),
        headers: call.headers.clone(),
        body: call.body.bytes.clone(),
        ..Request::default()
    }
}

fn answer(platform: &mut Platform, request: Request) -> Json {
    let arrived = platform.arrive_again(request);
    let reply = platform.answer(&arrived, None);
    let body = String::from_utf8_lossy(&reply.bytes()).into_owned();
    object([
        ("entry", arrived.entry.map_or(Json::Null, Json::from)),
        ("status", u32::from(reply.status).into()),
        ("code", reply.code().map_or(Json::Null, Json::int)),
        ("answer", Json::parse(&body).unwrap_or_else(|_| body.into())),
    ])
}
