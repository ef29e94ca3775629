//! Callbacks as an axum route: verified, answered in time, whatever the handler does.

use super::{
    Answer, BoxError, Callbacks, Deliver, Event, Other, Push, Toast,
    after::Answered,
    answer::respond,
    run::{self, Handlers, OnOther},
};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, rejection::BytesRejection},
    response::Response,
    routing::{MethodRouter, post},
};
use feishu_card_core::Json;
use http::HeaderMap;
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
pub struct Hook {
    callbacks: Callbacks,
    handlers: Arc<Handlers>,
}

/// What a handler may return.
pub trait IntoAnswer {
    /// The answer, or why the handler has none.
    ///
    /// # Errors
    /// When the handler failed.
    fn into_answer(self) -> Result<Answer, BoxError>;
}

impl<A: Into<Answer>> IntoAnswer for A {
    fn into_answer(self) -> Result<Answer, BoxError> {
        Ok(self.into())
    }
}

impl<A: Into<Answer>, E: Into<BoxError>> IntoAnswer for Result<A, E> {
    fn into_answer(self) -> Result<Answer, BoxError> {
        self.map(Into::into).map_err(Into::into)
    }
}

impl Hook {
    /// How long a handler may take unless changed: 2.5 of the platform's 3 seconds, the rest is for the network.
    pub const LIMIT: Duration = Duration::from_millis(2500);

    /// Calls `handler` for each verified click.
    pub fn new<H, Fut>(callbacks: Callbacks, handler: H) -> Self
    where
        H: Fn(Event) -> Fut + Send + Sync + 'static,
        Fut: Future + Send + 'static,
        Fut::Output: IntoAnswer,
    {
        let handler = Arc::new(handler);
        let handlers = Handlers {
            on_click: Arc::new(move |event| {
                let handler = Arc::clone(&handler);
                Box::pin(async move { handler(event).await.into_answer() })
            }),
            on_other: None,
            limit: Self::LIMIT,
            while_working: None,
            on_failure: Toast::failure(),
            deliver: None,
        };
        Hook { callbacks, handlers: Arc::new(handlers) }
    }

    /// How long to wait for the handler before the user gets [`Hook::while_working`]; [`Hook::LIMIT`] unless set.
    #[must_use]
    pub fn limit(self, limit: Duration) -> Self {
        self.set(|handlers| handlers.limit = limit)
    }

    /// What the user sees when the handler takes longer than the limit; nothing unless set.
    #[must_use]
    pub fn while_working(self, toast: Toast) -> Self {
        self.set(|handlers| handlers.while_working = Some(toast))
    }

    /// What the user sees when the handler fails; a sentence in Chinese, English and Japanese unless set.
    #[must_use]
    pub fn on_failure(self, toast: Toast) -> Self {
        self.set(|handlers| handlers.on_failure = toast)
    }

    /// How updates are delivered after the answer: by a client, or any `async fn(Delayed) -> Result<(), E>`.
    /// Needed by [`Answer::then`] and for the cards of handlers that take longer than the limit.
    #[must_use]
    pub fn deliver(self, deliver: impl Deliver) -> Self {
        self.set(|handlers| handlers.deliver = Some(Arc::new(deliver)))
    }

    /// What to do with pushes to the same URL that are not clicks: `url.preview.get`, the `app_ticket` of store apps.
    /// The JSON is the body of the answer; `Json::Map(List::EMPTY)` where the platform expects none. Unless set, they
    /// are answered with `{}`.
    #[must_use]
    pub fn on_other<H, Fut, E>(self, handler: H) -> Self
    where
        H: Fn(Other) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Json, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let handler = Arc::new(handler);
        let handler: OnOther = Arc::new(move |push| {
            let handler = Arc::clone(&handler);
            Box::pin(async move { handler(push).await.map_err(Into::into) })
        });
        self.set(|handlers| handlers.on_other = Some(handler))
    }

    fn set(mut self, change: impl FnOnce(&mut Handlers)) -> Self {
        change(Arc::make_mut(&mut self.handlers));
        self
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
            Ok(Push::Event(event)) => {
                let clock = Arc::clone(&self.callbacks.clock);
                run::click(self.handlers, clock, *event).await.map(Answered::into_body)
            }
            Ok(Push::Challenge(challenge)) => plain(challenge.response()),
            Ok(Push::Other(other)) => plain(run::other(&self.handlers, other).await),
            Err(rejection) => {
                tracing::warn!(status = rejection.status().as_u16(), "callback refused: {rejection}");
                plain(rejection.response())
            }
        }
    }
}

impl std::fmt::Debug for Hook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hook").field("callbacks", &self.callbacks).finish_non_exhaustive()
    }
}

fn plain(response: http::Response<String>) -> Response {
    response.map(axum::body::Body::from)
}
