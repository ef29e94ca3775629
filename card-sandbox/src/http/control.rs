//! The control over HTTP: the name of the command is the last step of the path, its members are the body.

use super::shared::Shared;
use crate::{control, json::object};
use axum::{
    body::Body,
    http::{HeaderValue, Method, StatusCode, header},
    response::Response,
};
use feishu_card_core::Json;

/// What the path begins with; the secret follows, then a slash and the command.
pub(crate) const PATH: &str = "/_sandbox/";

/// Answers a request; `asked` is the rest of the path.
pub(crate) async fn answer(shared: &Shared, method: &Method, asked: &str, body: &[u8]) -> Response {
    let (secret, command) = asked.split_once('/').unwrap_or((asked, ""));
    if !shared.secret().is(secret) {
        return error(403, "the address of the control holds a secret that changes with every run");
    }
    if *method != Method::POST {
        return error(405, "commands are posted");
    }
    let members = match std::str::from_utf8(body) {
        Ok("") => Ok(Json::Null),
        Ok(body) => Json::parse(body).map_err(|error| error.to_string()),
        Err(_) => Err("the body is not UTF-8".to_owned()),
    };
    match members {
        Err(why) => error(400, &why),
        Ok(members) => match control::run(shared, command, &members).await {
            Ok(json) => respond(200, &json),
            Err(refused) => error(refused.status, &refused.message),
        },
    }
}

fn error(status: u16, why: &str) -> Response {
    respond(status, &object([("error", why.into())]))
}

fn respond(status: u16, json: &Json) -> Response {
    let mut response = Response::new(Body::from(json.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
