//! The server of the page: a thin layer over the engine, on loopback only.
//!
//! | request | what it is |
//! |---|---|
//! | `GET /SECRET/` and its files | the page |
//! | `GET /SECRET/events` | the number of the latest change, whenever it changes (server-sent events) |
//! | `GET /SECRET/state` | the list of cards, programs and notes |
//! | `POST /SECRET/view` | one card, as the toolbar looks at it |
//! | `POST /SECRET/search` | the cards that have a text in them |
//! | `POST /SECRET/choose`, `/reset` | keeps a value for a hole, or forgets all of a card |
//! | `GET /SECRET/chat/events` | the number of the latest thing that happened in the chat |
//! | `POST /SECRET/chat/view` | the chats, and the messages of one with their pictures |
//! | `POST /SECRET/chat/do/COMMAND` | a command of the sandbox's control |
//!
//! No request reads a file that was not found by the watcher, and none starts, changes or ends a program.

mod guard;

pub(crate) use guard::Secret;

use super::{
    chat::Chat,
    engine::Engine,
    page,
    session::{Look, object},
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderName, HeaderValue, Method, Request, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use feishu_card_core::Json;
use guard::Asking;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// The largest body that is read, in bytes.
const LARGEST_BODY: usize = 256 << 10;

/// The largest one for the chat: a whole session that is imported.
const LARGEST_SESSION: usize = 64 << 20;

/// How often an open stream of events shows that it lives.
const ALIVE: Duration = Duration::from_secs(15);

/// What holds for every answer. Scripts and styles come from this server alone; a card can only bring `style`
/// attributes that the preview writes, and pictures that are in the page.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
];

#[derive(Clone)]
struct Served {
    engine: Engine,
    chat: Chat,
    secret: Arc<Secret>,
    port: u16,
}

/// Serves for ever.
///
/// # Errors
/// When the listener fails for good.
pub(crate) async fn serve(listener: TcpListener, engine: Engine, chat: Chat, secret: Secret) -> std::io::Result<()> {
    let port = listener.local_addr()?.port();
    let served = Served { engine, chat, secret: Arc::new(secret), port };
    axum::serve(listener, Router::new().fallback(answer).with_state(served)).await
}

async fn answer(State(served): State<Served>, request: Request<Body>) -> Response {
    let mut response = admitted(&served, request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

async fn admitted(served: &Served, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let named = |name: HeaderName| parts.headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let asking = Asking {
        path: parts.uri.path(),
        host: named(header::HOST),
        origin: named(header::ORIGIN),
        site: named(HeaderName::from_static("sec-fetch-site")),
    };
    let path = match guard::admit(&asking, served.port, &served.secret) {
        Ok(path) => path,
        Err(refusal) => return (StatusCode::FORBIDDEN, refusal.text()).into_response(),
    };
    if parts.method == Method::GET {
        return match path {
            "events" => events(&served.engine).into_response(),
            "chat/events" => chat_events(served.chat.clone()).into_response(),
            "state" => json(served.engine.list().await),
            path => match page::file(path) {
                Some((kind, text)) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
                None => not_found(),
            },
        };
    }
    if parts.method != Method::POST {
        return (StatusCode::METHOD_NOT_ALLOWED, "GET and POST only\n").into_response();
    }
    let largest = if path.starts_with("chat/") { LARGEST_SESSION } else { LARGEST_BODY };
    let Ok(bytes) = axum::body::to_bytes(body, largest).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "the body is too large\n").into_response();
    };
    let Some(asked) = parse(&bytes) else {
        return (StatusCode::BAD_REQUEST, "expected a JSON object\n").into_response();
    };
    if let Some(path) = path.strip_prefix("chat/") {
        return chat(&served.chat, path, &asked).await;
    }
    let text = |name: &str| asked.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let done = |done: bool| json(Some(Json::Bool(done)));
    match path {
        // a card that is gone is no error: the page says so
        "view" => json(Some(served.engine.view(text("card"), Look::of(&asked)).await.unwrap_or_default())),
        "choose" => {
            let value = asked.get("value").cloned().unwrap_or_default();
            done(served.engine.choose(text("card"), text("knob"), value).await)
        }
        "search" => json(served.engine.search(text("text")).await),
        "reset" => done(served.engine.reset(text("card")).await),
        _ => not_found(),
    }
}

/// What the page asks of the chat. What cannot be done is said as JSON, `{"error"}`.
async fn chat(chat: &Chat, path: &str, asked: &Json) -> Response {
    let answer = match path.strip_prefix("do/") {
        Some(command) => chat.command(command, asked).await,
        None if path == "view" => chat.view(asked).await,
        None => return not_found(),
    };
    match answer {
        Ok(answer) => json(Some(answer)),
        Err(error) => {
            let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let text = object([("error", error.message.into())]).to_string();
            (status, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
        }
    }
}

fn parse(bytes: &Bytes) -> Option<Json> {
    let json = Json::parse(std::str::from_utf8(bytes).ok()?).ok()?;
    json.as_map().is_some().then_some(json)
}

fn json(json: Option<Json>) -> Response {
    match json {
        Some(json) => ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], json.to_string()).into_response(),
        None => not_found(),
    }
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "not found\n").into_response()
}

/// The number of the latest change, at once and whenever it changes. Who is slow gets the newest only.
fn events(engine: &Engine) -> Sse<impl futures_util::Stream<Item = Result<Event, Infallible>> + use<>> {
    let stream = futures_util::stream::unfold((engine.revision(), true), |(mut revision, first)| async move {
        if !first {
            revision.changed().await.ok()?;
        }
        let number = *revision.borrow_and_update();
        Some((Ok(Event::default().data(number.to_string())), (revision, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE))
}

/// The number of the latest thing that happened in the chat, in the same way.
fn chat_events(chat: Chat) -> Sse<impl futures_util::Stream<Item = Result<Event, Infallible>> + use<>> {
    let stream = futures_util::stream::unfold((chat, 0, true), |(chat, last, first)| async move {
        // the first comes at once: who opens the page looks anyway
        let number = if first { last } else { chat.news(last).await };
        Some((Ok(Event::default().data(number.to_string())), (chat, number, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE))
}
