//! Where the examples play: on the embedded sandbox, or on the real platform when the environment names an app.
//!
//! | variable | |
//! |---|---|
//! | `FEISHU_APP_ID`, `FEISHU_APP_SECRET` | the app: with them the example talks to the real platform |
//! | `FEISHU_BASE_URL` | another address of the platform: that of `card dev`, in whose chat the example appears |
//! | `FEISHU_RECEIVE_ID` | who gets the cards: `ou_…`, `on_…`, `oc_…` or a mail address; several with commas between |
//! | `FEISHU_VERIFICATION_TOKEN`, `FEISHU_ENCRYPT_KEY` | of the app, to take clicks |
//! | `FEISHU_LISTEN` | where to take them, else `0.0.0.0:8080`; the console needs a public URL that leads there |
//!
//! With `--long-connection` clicks come over a connection that the example opens: none of the last two lines is needed.
//! With `--lark` the real platform is the international one.
#![allow(dead_code, reason = "each example uses a part")]

use feishu_card::{
    callback::{Callbacks, Event, Hook, IntoAnswer},
    connection::{ConnectionError, LongConnection, State},
    sandbox::{Outcome, Request, Sandbox},
    send::{Client, Sent, To},
};
use std::{env, error::Error, fmt, net::SocketAddr};
use tokio::net::TcpListener;

/// The result of an example.
pub type Result<T = ()> = std::result::Result<T, Failure>;

/// Any error, shown by `main` as it is meant for people.
pub struct Failure(Box<dyn Error + Send + Sync>);

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure(error.into())
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The platform, a client for it, and the receivers.
pub struct Stage {
    pub client: Client,
    receivers: Vec<To>,
    sandbox: Option<Sandbox>,
}

impl Stage {
    /// The real platform if the environment names an app, else a sandbox in which these users live. Without users there
    /// are no receivers.
    pub async fn set(users: &[&str]) -> Result<Stage> {
        let Some((app_id, secret)) = variable("FEISHU_APP_ID").zip(variable("FEISHU_APP_SECRET")) else {
            println!("# on the embedded sandbox; examples/README.md says how to use the real platform");
            let sandbox = Sandbox::builder().seed(1).encrypt_key("the sandbox's key").start().await?;
            let client =
                Client::builder(sandbox.app_id(), sandbox.app_secret()).base_url(sandbox.base_url()).build()?;
            let receivers = users.iter().map(|id| receiver(id)).collect();
            return Ok(Stage { client, receivers, sandbox: Some(sandbox) });
        };
        let receivers = match variable("FEISHU_RECEIVE_ID") {
            _ if users.is_empty() => Vec::new(),
            Some(receivers) => receivers.split(',').map(receiver).collect(),
            None => return Err("FEISHU_RECEIVE_ID is missing: who gets the card?".into()),
        };
        let builder = Client::builder(app_id, secret);
        let builder = if flag("--lark") { builder.lark() } else { builder };
        let builder = match variable("FEISHU_BASE_URL") {
            Some(url) => builder.base_url(url),
            None => builder,
        };
        Ok(Stage { client: builder.build()?, receivers, sandbox: None })
    }

    /// The receivers, as many as were asked for: one person may have to play several.
    pub fn receivers(&self, count: usize) -> impl Iterator<Item = To> {
        self.receivers.iter().cycle().take(count).cloned()
    }

    /// The sandbox, if it is one.
    pub fn sandbox(&self) -> Option<&Sandbox> {
        self.sandbox.as_ref()
    }

    /// Takes clicks from now on, if it is known how to check them.
    pub async fn take_clicks<H, F>(&self, handler: H) -> Result<bool>
    where
        H: Fn(Event) -> F + Send + Sync + 'static,
        F: Future<Output: IntoAnswer> + Send + 'static,
    {
        if flag("--long-connection") {
            let connection = self.client.long_connection().on_card(handler);
            self.connect(connection).await?;
            return Ok(true);
        }
        let (callbacks, address) = match &self.sandbox {
            Some(sandbox) => {
                let callbacks = Callbacks::new(sandbox.verification_token()).encrypt_key("the sandbox's key");
                (callbacks, SocketAddr::from(([127, 0, 0, 1], 0)))
            }
            None => {
                let Some(token) = variable("FEISHU_VERIFICATION_TOKEN") else {
                    println!("# FEISHU_VERIFICATION_TOKEN is not set: the card will be sent, and clicks not taken");
                    return Ok(false);
                };
                let callbacks = Callbacks::new(token);
                let callbacks = match variable("FEISHU_ENCRYPT_KEY") {
                    Some(key) => callbacks.encrypt_key(key),
                    None => callbacks,
                };
                (callbacks, variable("FEISHU_LISTEN").as_deref().unwrap_or("0.0.0.0:8080").parse()?)
            }
        };
        let listener = TcpListener::bind(address).await?;
        match &self.sandbox {
            Some(sandbox) => sandbox.set_callback_url(format!("http://{}/card", listener.local_addr()?)),
            None => println!("# taking clicks on http://{address}/card; set its public URL in the developer console"),
        }
        let app = Hook::new(callbacks, handler).deliver(self.client.clone()).router("/card");
        tokio::spawn(async move { axum::serve(listener, app).await });
        Ok(true)
    }

    /// Runs a long connection in the background, and waits until it is ready: what is wrong in the console shows here.
    pub async fn connect(&self, connection: LongConnection) -> Result {
        let mut handle = connection.handle();
        tokio::spawn(connection.run());
        loop {
            match handle.state() {
                State::Ready { .. } => break,
                State::Failed(error) => return Err(ConnectionError::clone(&error).into()),
                State::Waiting { cause, .. } => println!("# not connected yet: {cause}"),
                _ => {}
            }
            handle.changed().await;
        }
        println!("# connected: clicks and events come without a public address");
        Ok(())
    }

    /// Prints what went out and what came back: the whole request where the sandbox has seen it.
    pub fn show_sent(&self, sent: &Sent) {
        self.show_last();
        println!("answer: message_id {}", sent.message_id);
    }

    /// Prints the last request, where the sandbox has seen it.
    pub fn show_last(&self) {
        if let Some(request) = self.sandbox.as_ref().and_then(|sandbox| sandbox.requests().pop()) {
            show_request(&request);
        }
    }
}

/// Prints method, address and body as they were on the wire.
pub fn show_request(request: &Request) {
    let mark = if request.query.is_empty() { "" } else { "?" };
    println!("\n{} {}{mark}{}", request.method, request.path, request.query);
    println!("{}", String::from_utf8_lossy(&request.body));
}

/// Prints what the user did and got to see.
pub fn show_click(outcome: &Outcome) {
    for posted in &outcome.posted {
        if let Some(action) = posted.event.pointer("/event/action") {
            println!("callback: {action}");
        }
    }
    if let Some(toast) = &outcome.toast {
        println!("toast: {} ({})", toast.content, toast.kind);
    }
    if let Some(card) = &outcome.card {
        println!("the card is now: {card}");
    }
    if let Some(error) = &outcome.error {
        println!("the user sees error {}: {}", error.code, error.reason);
    }
}

/// The receiver that an id is meant for, by its shape.
fn receiver(id: &str) -> To {
    match id.trim() {
        id if id.starts_with("ou_") => To::open_id(id),
        id if id.starts_with("on_") => To::union_id(id),
        id if id.starts_with("oc_") => To::chat_id(id),
        id if id.contains('@') => To::email(id),
        id => To::user_id(id),
    }
}

/// Whether the command line has this word.
pub fn flag(name: &str) -> bool {
    env::args().any(|arg| arg == name)
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
