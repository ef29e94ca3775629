//! An app whose clicks come from the sandbox over real HTTP.

use feishu_card_core::Json;
use feishu_card_sandbox::{Builder, Cause, ChatMessage, Sandbox};
use feishu_card_send::{
    Client, To,
    callback::{Callbacks, Event, Hook, IntoAnswer},
};
use std::{future::Future, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub const USER: &str = "ou_8f1c2d3e4a5b6c7d8e9f0a1b2c3d4e5f";

/// A sandbox, a client of its app, and a server for its callbacks.
pub struct Bot {
    pub sandbox: Sandbox,
    pub client: Client,
    address: SocketAddr,
}

impl Bot {
    /// Starts all three; `change` may adjust the hook.
    pub async fn start<F, Fut>(sandbox: Builder, handler: F, change: impl FnOnce(Hook, &Client) -> Hook) -> Bot
    where
        F: Fn(Event) -> Fut + Send + Sync + 'static,
        Fut: Future + Send + 'static,
        Fut::Output: IntoAnswer,
    {
        const KEY: &str = "an encrypt key";
        let sandbox = sandbox.encrypt_key(KEY).start().await.unwrap();
        let client =
            Client::builder(sandbox.app_id(), sandbox.app_secret()).base_url(sandbox.base_url()).build().unwrap();
        let callbacks = Callbacks::new(sandbox.verification_token()).encrypt_key(KEY).accept_old();
        let hook = change(Hook::new(callbacks, handler), &client);

        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        sandbox.set_callback_url(format!("http://{address}/card"));
        tokio::spawn(async move { axum::serve(listener, hook.router("/card")).await });
        Bot { sandbox, client, address }
    }

    /// Sends a card and gives its message id.
    pub async fn send(&self, card: &Json) -> String {
        self.client.send(To::open_id(USER), card).await.unwrap().message_id.into()
    }

    /// Posts something to the callback address, and gives the whole answer as it is on the wire.
    pub async fn post(&self, headers: &[(&str, String)], body: &str) -> String {
        let mut request =
            format!("POST /card HTTP/1.1\r\nhost: bot\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(format!("{request}\r\n{body}").as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    /// The message once it was changed so many times by delayed updates.
    pub async fn updated(&self, message_id: &str, times: usize) -> ChatMessage {
        for _ in 0..400 {
            let message = self.sandbox.message(message_id).unwrap();
            if message.history.iter().filter(|version| version.cause == Cause::Delayed).count() == times {
                return message;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("no delayed update came: {:?}", self.sandbox.message(message_id));
    }
}
