//! The long connection as users see it: settings, and `run`.

use super::{
    ConnectionError, Handle, State,
    driver::{Task, drive},
    work::Workshop,
};
use crate::{
    callback::{
        Deliver, Event, IntoAnswer,
        callbacks::{Clock, ShownVersion},
        handlers::{self, Handlers, handler_settings},
    },
    client::{Client, ClientBuilder},
};
use feishu_card_core::Version;
use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::sync::watch;
use tracing::Instrument;

/// Clicks and events over a connection that this side opens: no public address, no keys, nothing to verify.
///
/// The handlers are those of `callback::Hook`: an app moves from one to the other by changing one line.
///
/// ```no_run
/// # mod feishu_card { pub use feishu_card_send::{callback, connection}; }
/// use feishu_card::callback::{Answer, AppEvent, BoxError, Event, Toast};
/// use feishu_card::connection::LongConnection;
///
/// async fn on_click(event: Event) -> Result<Answer, BoxError> {
///     let id: u64 = event.action.value()?;
///     Ok(Toast::success(format!("approved {id}")).into())
/// }
///
/// async fn on_event(event: AppEvent) {
///     if let Some(message) = event.message() {
///         println!("{}", message.text);
///     }
/// }
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// LongConnection::new("cli_a1b2…", "the secret").on_card(on_click).on_event(on_event).run().await?;
/// # Ok(()) }
/// ```
///
/// | the handler | the user sees | and then |
/// |---|---|---|
/// | answers in time | the answer | [`Answer::then`](crate::callback::Answer::then) runs |
/// | is slow | nothing, or [`while_working`](Self::while_working) | it runs on; its card comes as a delayed update |
/// | returns an error, panics, answers what the platform would refuse | [`on_failure`](Self::on_failure) | the error is traced |
/// | was quick, but the connection was lost | an error | its card comes as a delayed update |
///
/// Handlers run in tasks of their own and delay neither pings nor each other, as long as they do not block the thread.
///
/// **In the developer console**, *Events & Callbacks*: choose the persistent connection (使用长连接接收) as the mode of
/// *Callback Configuration* (add `card.action.trigger`) and of *Event Configuration* (add `im.message.receive_v1` for
/// messages); the console saves that only while this program is connected. Then publish a version of the app. Only
/// self-built apps have the long connection.
///
/// **Several programs** of one app share what comes: each click and event goes to one of them, at most 50 of them. A
/// forgotten one takes its share too.
///
/// **Lost connections** come back by themselves, with waits that grow and have chance in them; death is noticed within 40
/// seconds. What was said meanwhile comes in one burst: see [`max_age`](Self::max_age). Clicks are not kept.
#[must_use = "nothing happens until `run`"]
pub struct LongConnection {
    app: App,
    handlers: Arc<Handlers>,
    shown: Option<ShownVersion>,
    clock: Clock,
    states: watch::Sender<State>,
    stop: Arc<watch::Sender<bool>>,
}

enum App {
    Settings(Box<ClientBuilder>),
    Client(Client),
}

impl LongConnection {
    /// How long a handler may take unless changed: 2.5 of the platform's 3 seconds, the rest is for the network.
    pub const LIMIT: Duration = handlers::LIMIT;

    /// A connection for an app, with the id and secret from the developer console. A program that has a client takes
    /// [`Client::long_connection`].
    pub fn new(app_id: impl Into<String>, app_secret: impl Into<String>) -> Self {
        Self::of(App::Settings(Box::new(Client::builder(app_id, app_secret))))
    }

    fn of(app: App) -> Self {
        LongConnection {
            app,
            handlers: Arc::default(),
            shown: None,
            clock: Arc::new(SystemTime::now),
            states: watch::Sender::new(State::Idle),
            stop: Arc::default(),
        }
    }

    /// The international platform, `open.larksuite.com`, instead of `open.feishu.cn`.
    pub fn lark(self) -> Self {
        self.client(ClientBuilder::lark)
    }

    /// Another base URL, for example a sandbox's. On plain `http` no proxy is used and no certificates are read.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        self.client(|builder| builder.base_url(url))
    }

    /// Changes how the HTTP client is built, as [`ClientBuilder::http`] does: a proxy, a company's certificates.
    pub fn http(
        self,
        change: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.client(|builder| builder.http(change))
    }

    /// Changes the settings of the client; a client that was given has its own.
    fn client(mut self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        if let App::Settings(builder) = self.app {
            self.app = App::Settings(Box::new(change(*builder)));
        }
        self
    }

    /// What to do with a click: `async fn(Event) -> Answer`, as for `Hook`. Unless set, nothing changes for the user.
    pub fn on_card<H, Fut>(self, handler: H) -> Self
    where
        H: Fn(Event) -> Fut + Send + Sync + 'static,
        Fut: Future<Output: IntoAnswer> + Send + 'static,
    {
        self.set(|handlers| handlers.on_card(handler))
    }

    /// How updates are delivered after the answer, if not by a client of this app: any
    /// `async fn(Delayed) -> Result<(), E>`.
    pub fn deliver(self, deliver: impl Deliver) -> Self {
        self.set(|handlers| handlers.deliver = Some(Arc::new(deliver)))
    }

    /// Which version of card JSON the shown card has; see [`Callbacks::shown`](crate::callback::Callbacks::shown).
    pub fn shown(mut self, version: impl Fn(&Event) -> Option<Version> + Send + Sync + 'static) -> Self {
        self.shown = Some(Arc::new(version));
        self
    }

    /// Another clock, for tests: it tells the age of events.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(now);
        self
    }

    /// Looks at the connection and ends it, from elsewhere: take it before `run`.
    #[must_use]
    pub fn handle(&self) -> Handle {
        Handle::new(self.states.subscribe(), Arc::clone(&self.stop))
    }

    /// Keeps the connection until [`Handle::shutdown`]; needs a tokio runtime with I/O and time.
    ///
    /// The connection lives in tasks of its own: it goes on while nobody polls this future. When this future is dropped,
    /// the connection ends at once, and what is being worked on is not answered.
    ///
    /// # Errors
    /// What another try would not change: wrong id or secret, the other platform's app, too many connections on the
    /// first try, a certificate that is not trusted. The error says what to do. Anything else is tried again.
    pub async fn run(self) -> Result<(), ConnectionError> {
        let LongConnection { app, mut handlers, shown, clock, states, stop } = self;
        let client = match app {
            App::Client(client) => client,
            App::Settings(builder) => match builder.build() {
                Ok(client) => client,
                Err(error) => {
                    let error = ConnectionError::Setup(match error {
                        crate::client::Error::Setup(problem) => problem,
                        other => other.to_string(),
                    });
                    states.send_replace(State::Failed(Arc::new(error.clone())));
                    return Err(error);
                }
            },
        };
        if handlers.deliver.is_none() {
            Arc::make_mut(&mut handlers).deliver = Some(Arc::new(client.clone()));
        }
        let workshop = Arc::new(Workshop { handlers, shown, clock });
        let span = tracing::info_span!("long_connection", app_id = &*client.inner.access.auth.app_id);
        let driver = drive(client, workshop, states.clone(), stop.subscribe());
        let mut running = Running { task: Task(tokio::spawn(driver.instrument(span))), states };
        match (&mut running.task.0).await {
            Ok(outcome) => outcome.map_err(Arc::unwrap_or_clone),
            Err(ended) => match ended.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(ConnectionError::Ended),
            },
        }
    }
}

impl Client {
    /// A long connection for this client's app, through the same HTTP client. Slow handlers are finished by updates of
    /// this client.
    pub fn long_connection(&self) -> LongConnection {
        LongConnection::of(App::Client(self.clone()))
    }
}

handler_settings!(LongConnection);

/// A running connection. Dropped before its end, it says that it is over.
struct Running {
    task: Task<Result<(), Arc<ConnectionError>>>,
    states: watch::Sender<State>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.states.send_if_modified(|state| {
            let over = state.is_end();
            if !over {
                *state = State::Closed;
            }
            !over
        });
    }
}

impl fmt::Debug for LongConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("LongConnection");
        match &self.app {
            App::Settings(builder) => debug.field("client", builder),
            App::Client(client) => debug.field("client", client),
        };
        debug.field("state", &*self.states.borrow()).finish_non_exhaustive()
    }
}
