//! What runs for clicks and events, however they come: the same for the callback URL and for the long connection.

use super::{
    Answer, AppEvent, BoxError, Deliver, Event, Toast,
    inbox::{Arrival, Inbox, REMEMBERED},
};
use crate::fleet::{Seen, Sighting};
use feishu_card_core::Json;
use std::{future::Future, pin::Pin, sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

type Boxed<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;
type OnCard = Arc<dyn Fn(Event) -> Boxed<Answer> + Send + Sync>;
type OnEvent = Arc<dyn Fn(AppEvent) -> Boxed<Json> + Send + Sync>;

/// How long a handler may take unless changed: 2.5 of the platform's 3 seconds, the rest is for the network.
pub(crate) const LIMIT: Duration = Duration::from_millis(2500);

/// The shared memory answers within this time, or cannot be reached: the platform waits for three seconds in all.
pub(super) const STORE_TAKES: Duration = Duration::from_secs(1);

/// A process that has handled something for so long has died: another may begin.
const HANDLED_WITHIN: Duration = Duration::from_secs(600);

/// What runs, and what the user sees meanwhile.
#[derive(Clone)]
pub(crate) struct Handlers {
    pub(super) on_card: Option<OnCard>,
    pub(super) on_event: Option<OnEvent>,
    pub(crate) limit: Duration,
    pub(crate) while_working: Option<Toast>,
    pub(crate) on_failure: Toast,
    pub(crate) deliver: Option<Arc<dyn Deliver>>,
    pub(crate) max_age: Option<Duration>,
    pub(crate) inbox: Arc<Inbox>,
    /// What all processes of the app have seen.
    pub(crate) seen: Option<Arc<dyn Seen>>,
    pub(crate) running: RunningWork,
}

/// How many handlers, with what they do after the answer, run at the same time unless changed.
pub(crate) const MOST_RUNNING: u32 = 1024;

/// The handlers that run.
#[derive(Clone)]
pub(crate) struct RunningWork {
    permits: Arc<Semaphore>,
    most: u32,
}

impl RunningWork {
    pub(crate) fn new(most: u32) -> Self {
        let most = most.max(1);
        RunningWork { permits: Arc::new(Semaphore::new(most as usize)), most }
    }

    /// Room for one more; it is given back when the guard is dropped.
    pub(super) fn begin(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.permits).try_acquire_owned().ok()
    }

    /// Waits until none runs, and lets none begin.
    pub(crate) async fn end(&self) {
        if let Ok(all) = self.permits.acquire_many(self.most).await {
            self.permits.close();
            drop(all);
        }
    }
}

impl Default for Handlers {
    fn default() -> Self {
        Handlers {
            on_card: None,
            on_event: None,
            limit: LIMIT,
            while_working: None,
            on_failure: Toast::failure(),
            deliver: None,
            max_age: None,
            inbox: Arc::default(),
            seen: None,
            running: RunningWork::new(MOST_RUNNING),
        }
    }
}

impl Handlers {
    /// Notes that `id` came, as number `number`, at `now` in seconds: here, and then where all processes of the app
    /// look. The first one is to be [finished](Handlers::finish).
    pub(crate) async fn arrive(&self, id: &str, number: u64, now: u64) -> Result<Arrival, BoxError> {
        let arrival = self.inbox.arrive(id, number, now);
        let Some(seen) = self.seen.as_ref().filter(|_| arrival == Arrival::First) else { return Ok(arrival) };
        let sighting = timeout(STORE_TAKES, seen.begin(id, HANDLED_WITHIN)).await;
        match sighting.unwrap_or_else(|_| Err("the shared memory does not answer".into())) {
            Ok(Sighting::First) => return Ok(Arrival::First),
            Ok(Sighting::Done) => {
                // those that came meanwhile come again, and are told so
                self.inbox.finish(id, true);
                Ok(Arrival::Done)
            }
            Ok(Sighting::Running) => Err("another process is handling it".into()),
            Err(error) => Err(error),
        }
        .inspect_err(|_| drop(self.inbox.finish(id, false)))
    }

    /// Work on `id` is over: the numbers of those that came meanwhile. What was not handled may come again, to any process.
    pub(crate) fn finish(&self, id: &str, handled: bool) -> Vec<u64> {
        if let Some(seen) = self.seen.clone() {
            let id = id.to_owned();
            tokio::spawn(async move {
                let told = async {
                    match handled {
                        true => seen.done(&id, Duration::from_secs(REMEMBERED)).await,
                        false => seen.forget(&id).await,
                    }
                };
                if let Err(error) = timeout(STORE_TAKES, told).await.unwrap_or_else(|_| Err("no answer".into())) {
                    tracing::warn!(handled, %error, "the other processes do not know the end of an event");
                }
            });
        }
        self.inbox.finish(id, handled)
    }

    pub(crate) fn on_card<H, Fut>(&mut self, handler: H)
    where
        H: Fn(Event) -> Fut + Send + Sync + 'static,
        Fut: Future<Output: IntoAnswer> + Send + 'static,
    {
        let handler = Arc::new(handler);
        self.on_card = Some(Arc::new(move |event| {
            let handler = Arc::clone(&handler);
            Box::pin(async move { handler(event).await.into_answer() })
        }));
    }

    pub(crate) fn on_event<H, Fut>(&mut self, handler: H)
    where
        H: Fn(AppEvent) -> Fut + Send + Sync + 'static,
        Fut: Future<Output: IntoReply> + Send + 'static,
    {
        let handler = Arc::new(handler);
        self.on_event = Some(Arc::new(move |event| {
            let handler = Arc::clone(&handler);
            Box::pin(async move { handler(event).await.into_reply() })
        }));
    }
}

/// What a handler of clicks may return.
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

/// What a handler of events may return: nothing, or the JSON that a few of them are answered with, such as
/// `url.preview.get`.
pub trait IntoReply {
    /// The body of the answer, or why the handler failed. The platform sends an event again whose handler failed.
    ///
    /// # Errors
    /// When the handler failed.
    fn into_reply(self) -> Result<Json, BoxError>;
}

impl IntoReply for () {
    fn into_reply(self) -> Result<Json, BoxError> {
        Ok(Json::Map(Vec::new().into()))
    }
}

impl IntoReply for Json {
    fn into_reply(self) -> Result<Json, BoxError> {
        Ok(self)
    }
}

impl<R: IntoReply, E: Into<BoxError>> IntoReply for Result<R, E> {
    fn into_reply(self) -> Result<Json, BoxError> {
        self.map_err(Into::into)?.into_reply()
    }
}

/// The setters of a builder that has `handlers: Arc<Handlers>`.
macro_rules! handler_settings {
    ($Builder:ident) => {
        impl $Builder {
            /// How long to wait for a handler before the user gets [`while_working`](Self::while_working);
            #[doc = concat!("[`", stringify!($Builder), "::LIMIT`] unless set.")]
            pub fn limit(self, limit: std::time::Duration) -> Self {
                self.set(|handlers| handlers.limit = limit)
            }

            /// What the user sees when a handler takes longer than the limit; nothing unless set.
            pub fn while_working(self, toast: $crate::callback::Toast) -> Self {
                self.set(|handlers| handlers.while_working = Some(toast))
            }

            /// What the user sees when a handler fails; a sentence in Chinese, English and Japanese unless set.
            pub fn on_failure(self, toast: $crate::callback::Toast) -> Self {
                self.set(|handlers| handlers.on_failure = toast)
            }

            /// What to do with events: messages received ([`AppEvent::message`]), the `app_ticket` of store apps
            /// ([`AppEvent::app_ticket`]), `url.preview.get`, and all others that the app is subscribed to. Unless
            /// set, they are taken and nothing is done.
            ///
            /// The platform sends an event again when it was not taken, and sometimes when it was: one that was
            /// handled, or is being handled, is not handled again, by its id. A handler that returns an error gets the
            /// event once more. One that takes longer than the limit runs on; over HTTP the platform asks again later,
            /// and is told that the event was taken, or, if the handler failed by then, it gets the event once more.
            ///
            /// [`AppEvent::message`]: crate::callback::AppEvent::message
            /// [`AppEvent::app_ticket`]: crate::callback::AppEvent::app_ticket
            pub fn on_event<H, Fut>(self, handler: H) -> Self
            where
                H: Fn($crate::callback::AppEvent) -> Fut + Send + Sync + 'static,
                Fut: Future<Output: $crate::callback::IntoReply> + Send + 'static,
            {
                self.set(|handlers| handlers.on_event(handler))
            }

            /// Events that are older when they come are taken and not handled, and a line in the log says so; unless
            /// set, all are handled. What was said to a bot during an outage comes in one burst when it is back,
            /// looking like new: a bot that carries out commands should set this.
            pub fn max_age(self, age: std::time::Duration) -> Self {
                self.set(|handlers| handlers.max_age = Some(age))
            }

            /// What all processes of the app have seen, for one that runs as several: a click or event that comes again,
            /// or is copied, to another process is handled once. See [`Seen`]($crate::fleet::Seen).
            pub fn seen(self, seen: std::sync::Arc<dyn $crate::fleet::Seen>) -> Self {
                self.set(|handlers| handlers.seen = Some(seen))
            }

            /// How many handlers, with what they do after the answer, run at the same time; 1024 unless set. A click
            /// beyond that is answered with [`on_failure`](Self::on_failure) and not handled; an event is not taken,
            /// so that the platform sends it again.
            pub fn max_running(self, handlers: u32) -> Self {
                self.set(|all| all.running = $crate::callback::handlers::RunningWork::new(handlers))
            }

            /// Waits until all handlers have ended, with what they do after the answer. Clicks and events that come
            /// from then on are not handled.
            pub async fn shutdown(&self) {
                self.handlers.running.end().await;
            }

            fn set(mut self, change: impl FnOnce(&mut $crate::callback::handlers::Handlers)) -> Self {
                change(std::sync::Arc::make_mut(&mut self.handlers));
                self
            }
        }
    };
}

pub(crate) use handler_settings;
