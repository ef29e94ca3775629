//! The running sandbox and what tests ask of it.

use crate::{
    ActError, Actor, Api, Break, ChatMessage, Clock, Connection, ControlError, Entity, Fault, FrameRecord, Image,
    Outcome, Request, SentBatch, Shown, Target, Wire,
    config::Config,
    control,
    http::{
        client::address,
        deliver::{self, again},
        server::serve,
        shared::Shared,
    },
    platform::{Platform, Recorded, windows::WindowKey},
};
use feishu_card_core::Json;
use std::{fmt, future::Future, io, net::Ipv4Addr, time::Duration};
use tokio::{runtime, sync::oneshot};

/// An emulated platform that runs on its own thread, on loopback only, until it is dropped.
pub struct Sandbox {
    shared: Shared,
    base_url: String,
    clock: Clock,
    runtime: runtime::Handle,
    /// Ends the thread when it is dropped.
    _stop: oneshot::Sender<()>,
}

impl Sandbox {
    /// Starts a sandbox with the platform's own limits on a free port.
    ///
    /// # Errors
    /// When no port is free, or no thread can be started.
    pub async fn start() -> io::Result<Sandbox> {
        Sandbox::builder().start().await
    }

    pub(crate) fn run(config: Config) -> io::Result<Sandbox> {
        if let Some(Err(why)) = config.callback_url.as_deref().map(address) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("the callback address {why}")));
        }
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, config.port))?;
        listener.set_nonblocking(true)?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (clock, shared) = (config.clock.clone(), Shared::new(Platform::new(config), handle.clone()));
        let (stop, stopped) = oneshot::channel();
        let platform = shared.clone();
        // a thread of its own: it serves even while the code under test blocks, and whatever runtime that uses
        std::thread::Builder::new().name("feishu-card-sandbox".to_owned()).spawn(move || {
            runtime.block_on(async move {
                // without a reactor nothing can be served, and callers see refused connections
                if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                    tokio::spawn(again(platform.clone()));
                    tokio::spawn(serve(listener, platform));
                }
                let _ = stopped.await;
            });
        })?;
        Ok(Sandbox { shared, base_url, clock, runtime: handle, _stop: stop })
    }

    /// The address to use in place of `https://open.feishu.cn`: `http://127.0.0.1:41234`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The id of the app, `cli_…`.
    #[must_use]
    pub fn app_id(&self) -> String {
        self.shared.lock().config.apps.first().map(|app| app.id.clone()).unwrap_or_default()
    }

    /// The secret of the app.
    #[must_use]
    pub fn app_secret(&self) -> String {
        self.shared.lock().config.apps.first().map(|app| app.secret.clone()).unwrap_or_default()
    }

    /// The verification token that pushed requests carry.
    #[must_use]
    pub fn verification_token(&self) -> String {
        self.shared.lock().config.verification_token.clone()
    }

    /// The address of a custom bot, secret token included.
    #[must_use]
    pub fn webhook_url(&self) -> String {
        format!("{}/open-apis/bot/v2/hook/{}", self.base_url, self.shared.lock().config.hook.token)
    }

    /// The tenant that the app is installed in.
    #[must_use]
    pub fn tenant_key(&self) -> String {
        self.shared.lock().config.tenant_key.clone()
    }

    /// The current ticket of a store app. It is also pushed to the callback address when the app asks for it.
    #[must_use]
    pub fn app_ticket(&self) -> String {
        self.shared.lock().app_ticket.clone()
    }

    /// The clock; advance it to let tokens and windows expire.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// All messages, in order of sending.
    #[must_use]
    pub fn messages(&self) -> Vec<ChatMessage> {
        let platform = self.shared.lock();
        platform.messages.iter().map(|message| platform.copy(message)).collect()
    }

    /// The message with this id.
    #[must_use]
    pub fn message(&self, message_id: &str) -> Option<ChatMessage> {
        self.shared.lock().message_now(message_id)
    }

    /// All batch messages, in order of sending.
    #[must_use]
    pub fn batches(&self) -> Vec<SentBatch> {
        self.shared.lock().batches.clone()
    }

    /// All card entities, in order of creation.
    #[must_use]
    pub fn entities(&self) -> Vec<Entity> {
        self.shared.lock().entities_now()
    }

    /// The card entity with this id.
    #[must_use]
    pub fn entity(&self, card_id: &str) -> Option<Entity> {
        self.shared.lock().entity_now(card_id)
    }

    /// A user is at a card entity for this long: calls that change it are refused with 200810.
    pub fn hold_card(&self, card_id: &str, time: Duration) {
        self.shared.lock().hold_entity(card_id, time);
    }

    /// Closes the streaming mode of a card entity, as another writer or the platform may at any time.
    pub fn close_streaming(&self, card_id: &str) {
        if let Some(entity) = self.shared.lock().entities.get_mut(card_id) {
            entity.close_streaming();
        }
    }

    /// The most calls that changed any one card entity in any window of this length, refused ones included.
    #[must_use]
    pub fn busiest_entity(&self, window: Duration) -> usize {
        self.shared.lock().windows.busiest(window, |key| matches!(key, WindowKey::Entity(_)))
    }

    /// All images, in order of upload.
    #[must_use]
    pub fn images(&self) -> Vec<Image> {
        self.shared.lock().images.clone()
    }

    /// The requests received, in order of arrival: the last 10,000, or as many as the builder was told to keep.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.lock().requests.iter().map(Recorded::request).collect()
    }

    /// How often this call was made, faults and refusals included.
    #[must_use]
    pub fn calls(&self, api: Api) -> u64 {
        self.shared.lock().calls.get(&api).copied().unwrap_or(0)
    }

    /// How often a token was asked for, at any of the token endpoints.
    #[must_use]
    pub fn token_requests(&self) -> u64 {
        let apis = [Api::TenantToken, Api::AppToken, Api::StoreAppToken, Api::StoreTenantToken];
        apis.into_iter().map(|api| self.calls(api)).sum()
    }

    /// Makes the tokens handed out so far invalid, as when they are revoked early.
    pub fn revoke_tokens(&self) {
        self.shared.lock().tokens.clear();
    }

    /// Lets something go wrong from now on.
    pub fn inject(&self, fault: Fault) {
        self.shared.lock().faults.push(fault);
    }

    /// Changes how the platform's side of long connections behaves from now on:
    /// `sandbox.wire(|wire| wire.split = Some(1024))`.
    pub fn wire(&self, change: impl FnOnce(&mut Wire)) {
        change(&mut self.shared.lock().connections.wire);
    }

    /// Breaks every long connection.
    pub fn break_connections(&self, how: Break) {
        self.shared.lock().break_connections(&how);
    }

    /// The clients that are connected by a long connection.
    #[must_use]
    pub fn connections(&self) -> Vec<Connection> {
        self.shared.lock().connections.list()
    }

    /// Waits until at least so many clients are connected.
    pub async fn connected(&self, clients: usize) {
        let mut count = self.shared.lock().connections.count.subscribe();
        // an error means that the sandbox is gone, and it is not while this is borrowed
        let _ = count.wait_for(|count| *count >= clients).await;
    }

    /// The frames that went over long connections, the last 10,000.
    #[must_use]
    pub fn frames(&self) -> Vec<FrameRecord> {
        self.shared.lock().connections.frames.iter().cloned().collect()
    }

    /// Nothing goes wrong any more.
    pub fn clear_faults(&self) {
        self.shared.lock().faults.clear();
    }

    /// Messages to this receiver are refused with this code: 230013 for a user the bot may not write to,
    /// 230002 for a group it is not in, 232009 for one that was dissolved.
    pub fn refuse_receiver(&self, receive_id: &str, code: u32) {
        self.shared.lock().unreachable.insert(receive_id.to_owned(), code);
    }

    /// The most requests of any one call that arrived in any window of this length.
    #[must_use]
    pub fn busiest_call(&self, window: Duration) -> usize {
        self.shared.lock().windows.busiest(window, |key| matches!(key, WindowKey::Api(..)))
    }

    /// The most messages to any one receiver that arrived in any window of this length.
    #[must_use]
    pub fn busiest_receiver(&self, window: Duration) -> usize {
        self.shared.lock().windows.busiest(window, |key| matches!(key, WindowKey::Receiver(_)))
    }

    /// Where callbacks and events are posted from now on: `http://127.0.0.1:8080/callback`. Without an address they go
    /// to the clients that are connected by a long connection. The address is not asked
    /// first, as it is by [`Sandbox::register_callback`].
    pub fn set_callback_url(&self, url: impl Into<String>) {
        let mut platform = self.shared.lock();
        platform.config.callback_url = Some(url.into());
        platform.tell();
    }

    /// Saves a callback address as the platform's console does: the app must give the challenge back within one
    /// second.
    ///
    /// # Errors
    /// When the app does not answer, or not with the challenge; the address is not saved then.
    pub async fn register_callback(&self, url: impl Into<String>) -> Result<(), Shown> {
        deliver::register(&self.shared, &url.into()).await
    }

    /// A user (open_id) who works cards.
    #[must_use]
    pub fn as_user(&self, open_id: &str) -> Actor {
        Actor::new(&self.shared, open_id)
    }

    /// Clicks a button as some user; see [`Actor::click`].
    ///
    /// # Errors
    /// As [`Actor::click`].
    pub async fn click(&self, message_id: &str, target: impl Into<Target>) -> Result<Outcome, ActError> {
        self.as_user("ou_7d8a6e6df7621556ce0d21922b676706ccs").click(message_id, target).await
    }

    /// Waits for a future, from code that is not async: `sandbox.block_on(sandbox.click(&id, "OK"))`.
    ///
    /// # Panics
    /// When it is called from async code.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    /// Drives the sandbox by a command of the control: what test suites of other languages, the page of `card dev` and its
    /// shell commands ask for. `docs/control.md` lists the commands, their members and answers.
    ///
    /// ```
    /// # mod feishu_card { pub use feishu_card_sandbox as sandbox; pub use feishu_card_core::Json; }
    /// use feishu_card::{Json, sandbox::Sandbox};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::start().await?;
    /// let answer = sandbox.control("say", &Json::parse(r#"{"user": "ou_1", "text": "hello"}"#)?).await?;
    /// assert_eq!(answer.get("taken"), Some(&Json::Bool(false)), "nobody is connected");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the command is unknown, its members are wrong, or the user cannot do this.
    pub async fn control(&self, command: &str, members: &Json) -> Result<Json, ControlError> {
        control::run(&self.shared, command, members).await
    }

    /// The address of the control, secret included: `POST` to it, a slash and the name of the command.
    #[must_use]
    pub fn control_url(&self) -> String {
        format!("{}{}{}", self.base_url, crate::http::control::PATH, self.shared.secret().reveal())
    }

    /// Waits until something is new since this number, and gives the next: messages, answers, frames, connections. It
    /// begins at 0.
    pub async fn news(&self, since: u64) -> u64 {
        let mut news = self.shared.lock().news.subscribe();
        // an error means that the sandbox is gone, and it is not while this is borrowed
        let newest = news.wait_for(|number| *number > since).await;
        newest.map_or(since, |number| *number)
    }

    /// The image of this key.
    #[must_use]
    pub fn image(&self, image_key: &str) -> Option<Image> {
        self.shared.lock().images.iter().find(|image| image.image_key == image_key).cloned()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}
