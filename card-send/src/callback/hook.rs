//! Callbacks as an axum route: verified, answered in time, whatever the handler does.

use super::{
    BoxError, Callbacks, Deliver, Event, Generation, Push, UpdateToken,
    answer::{only_toast, respond},
    handlers::{self, Handlers, IntoAnswer, STORE_TAKES, handler_settings},
    response::OutgoingBody,
    run,
};
use crate::fleet::Sighting;
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, rejection::BytesRejection},
    response::Response,
    routing::{MethodRouter, post},
};
use feishu_card_core::Json;
use http::{HeaderMap, StatusCode};
use std::{future::Future, sync::Arc, time::Duration};

/// The route for the callback URL, around `async fn(Event) -> Answer`.
///
/// It answers the URL check, refuses what is not from the platform, and calls the handler for each click. The user
/// always gets an answer in time:
///
/// | the handler | the user sees | and then |
/// |---|---|---|
/// | answers in time | the answer | [`Answer::then`] runs |
/// | is slow | nothing, or [`Hook::while_working`] | it runs on; its card comes by [`Hook::deliver`] |
/// | returns an error, panics, answers what the platform would refuse | [`Hook::on_failure`] | the error is traced |
///
/// What still runs when the runtime stops is lost: let it end before you do.
///
/// [`Answer::then`]: super::Answer::then
///
/// ```no_run
/// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send::callback; }
/// use feishu_card::Version;
/// use feishu_card::callback::{Answer, BoxError, Callbacks, Event, Hook, Toast};
/// # fn secret(name: &str) -> String { name.into() }
/// # async fn approve(id: u64) -> Result<(), std::io::Error> { Ok(()) }
/// async fn on_click(event: Event) -> Result<Answer, BoxError> {
///     let id: u64 = event.action.value()?;
///     approve(id).await?;
///     Ok(Toast::success("done").into())
/// }
///
/// let callbacks = Callbacks::new(secret("VERIFICATION_TOKEN"))
///     .encrypt_key(secret("ENCRYPT_KEY"))
///     .shown(|_| Some(Version::V2)); // all cards of this app
/// let app: axum::Router = Hook::new(callbacks, on_click).router("/card");
/// ```
#[derive(Clone)]
#[must_use = "a hook takes nothing until it is a route"]
pub struct Hook {
    callbacks: Callbacks,
    handlers: Arc<Handlers>,
}

impl Hook {
    /// How long a handler may take unless changed: 2.5 of the platform's 3 seconds, the rest is for the network.
    pub const LIMIT: Duration = handlers::LIMIT;

    /// Calls `handler` for each verified click.
    pub fn new<H, Fut>(callbacks: Callbacks, handler: H) -> Self
    where
        H: Fn(Event) -> Fut + Send + Sync + 'static,
        Fut: Future<Output: IntoAnswer> + Send + 'static,
    {
        let mut handlers = Handlers::default();
        handlers.on_card(handler);
        Hook { callbacks, handlers: Arc::new(handlers) }
    }

    /// How updates are delivered after the answer: by a client, or any `async fn(Delayed) -> Result<(), E>`.
    /// Needed by [`Answer::then`] and for the cards of handlers that take longer than the limit.
    ///
    /// [`Answer::then`]: super::Answer::then
    pub fn deliver(self, deliver: impl Deliver) -> Self {
        self.set(|handlers| handlers.deliver = Some(Arc::new(deliver)))
    }

    /// A router with this one route.
    pub fn router<S: Clone + Send + Sync + 'static>(self, path: &str) -> Router<S> {
        Router::new().route(path, self.route())
    }

    /// The route, for a router of your own: `Router::new().route("/card", hook.route())`.
    pub fn route<S: Clone + Send + Sync + 'static>(self) -> MethodRouter<S> {
        let limit = self.callbacks.max_body;
        post(move |headers: HeaderMap, body: Result<Bytes, BytesRejection>| {
            let hook = self.clone();
            async move { hook.handle(headers, body).await }
        })
        .layer(DefaultBodyLimit::max(limit))
    }

    async fn handle(self, headers: HeaderMap, body: Result<Bytes, BytesRejection>) -> Response {
        let body = match body {
            Ok(body) => body,
            Err(cut) => {
                tracing::warn!(status = cut.status().as_u16(), "callback body not read: {}", cut.body_text());
                return plain(respond(cut.status(), r#"{"msg":"body not read"}"#.to_owned()));
            }
        };
        match self.callbacks.read(&headers, &body) {
            Ok(Push::Event(event)) if !self.is_first(&event).await => {
                plain(respond(StatusCode::OK, only_toast(&self.handlers.on_failure)))
            }
            Ok(Push::Event(event)) => {
                let clock = Arc::clone(&self.callbacks.clock);
                let answer = run::click(self.handlers, clock, *event).await;
                respond(StatusCode::OK, answer).map(OutgoingBody::of)
            }
            Ok(Push::Challenge(challenge)) => plain(challenge.response()),
            Ok(Push::Other(event)) => {
                let now = (self.callbacks.clock)();
                let callbacks = self.callbacks.clone();
                // the same request may come again, and is not a replay then
                let comes_again = move || callbacks.forget(&headers);
                plain(event_response(run::event_once(&self.handlers, now, event, comes_again).await))
            }
            Err(rejection) => {
                tracing::warn!(status = rejection.status().as_u16(), "callback refused: {rejection}");
                plain(rejection.response())
            }
        }
    }
}

impl Hook {
    /// Whether no other process of the app had this click; a copied request goes to any of them.
    async fn is_first(&self, event: &Event) -> bool {
        let (Some(seen), Some(id)) = (&self.handlers.seen, click_id(event)) else { return true };
        let window = 2 * self.callbacks.window;
        let sighting = tokio::time::timeout(STORE_TAKES, seen.begin(&id, window)).await;
        match sighting.unwrap_or_else(|_| Err("the shared memory does not answer".into())) {
            Ok(Sighting::First) => return true,
            Ok(_) => tracing::warn!("callback refused: another process had this click"),
            Err(error) => {
                tracing::error!(%error, "a click is not handled: nobody knows whether another process had it")
            }
        }
        false
    }
}

/// What tells a click from others in all processes.
fn click_id(event: &Event) -> Option<String> {
    let id = match event.generation {
        Generation::Old => event.token.as_ref().map(UpdateToken::as_str),
        _ => event.id.as_deref(),
    };
    id.map(|id| format!("click {id}"))
}

handler_settings!(Hook);

impl std::fmt::Debug for Hook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hook").field("callbacks", &self.callbacks).finish_non_exhaustive()
    }
}

/// An error is answered with 500, so that the platform sends the event again.
fn event_response(outcome: Result<Json, BoxError>) -> http::Response<String> {
    match outcome {
        Ok(answer) => respond(StatusCode::OK, answer.to_string()),
        Err(_) => respond(StatusCode::INTERNAL_SERVER_ERROR, r#"{"msg":"failed"}"#.to_owned()),
    }
}

fn plain(response: http::Response<String>) -> Response {
    response.map(axum::body::Body::from)
}
