//! A sandbox, a card in it, and a bot that is connected.

use crate::support;
use feishu_card_core::Json;
use feishu_card_sandbox::{Api, FrameRecord, Sandbox};
use feishu_card_send::{
    To,
    connection::{ConnectionError, Handle, LongConnection},
};
use std::{future::Future, time::Duration};
use tokio::task::JoinHandle;

/// A connection that runs in a task of its own.
pub struct Bot {
    pub handle: Handle,
    pub task: JoinHandle<Result<(), ConnectionError>>,
}

/// A connection for the sandbox's app, to be given handlers.
pub fn connection(sandbox: &Sandbox) -> LongConnection {
    support::client(sandbox).long_connection()
}

/// Runs it, and waits until it is ready.
pub async fn start(connection: LongConnection) -> Bot {
    let bot = run(connection);
    bot.handle.ready().await.expect("a connection");
    bot
}

/// Runs it.
pub fn run(connection: LongConnection) -> Bot {
    let handle = connection.handle();
    Bot { handle, task: tokio::spawn(connection.run()) }
}

/// A card with one button; `id` comes back with the click.
pub fn card(id: usize) -> Json {
    support::json(&format!(
        r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"button","text":{{"tag":"plain_text","content":"OK"}},
            "behaviors":[{{"type":"callback","value":{{"id":{id}}}}}]}}]}}}}"#
    ))
}

/// What takes a card's place.
pub fn done(text: &str) -> Json {
    support::json(&format!(r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"markdown","content":"{text}"}}]}}}}"#))
}

/// Sends a card; the id of its message.
pub async fn send(sandbox: &Sandbox) -> String {
    let client = support::client(sandbox);
    client.send(To::open_id("ou_1"), &card(7)).await.expect("a message").message_id.into()
}

/// Waits until something is so, for 30 seconds at most.
pub async fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..3000 {
        if so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not within 30 s: {what}");
}

/// What must come soon.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    let outcome = tokio::time::timeout(Duration::from_secs(30), future).await;
    outcome.unwrap_or_else(|_| panic!("not within 30 s: {what}"))
}

/// The answers that clients sent.
pub fn answers(sandbox: &Sandbox) -> Vec<FrameRecord> {
    sandbox.frames().into_iter().filter(|frame| frame.from_client && frame.method == 1).collect()
}

/// What the platform has against what clients sent.
pub fn problems(sandbox: &Sandbox) -> Vec<String> {
    sandbox.frames().into_iter().filter_map(|frame| frame.problem).collect()
}

/// How many connections were opened.
pub fn opened(sandbox: &Sandbox) -> u64 {
    sandbox.calls(Api::ConnectionOpen)
}
