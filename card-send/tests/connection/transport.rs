//! The ways to the platform that companies have, in plain HTTP: through a proxy on loopback.

use crate::{
    rig::{send, start},
    support,
};
use feishu_card_sandbox::Sandbox;
use feishu_card_send::{Client, callback::Toast};
use reqwest::ClientBuilder;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};

/// What a proxy was asked for: the first line of each request.
pub type Asked = Arc<Mutex<Vec<String>>>;

/// An HTTP proxy: `CONNECT`, and plain requests with the whole address in their first line.
pub async fn proxy() -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Asked::default();
    let asks = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let asks = Arc::clone(&asks);
            tokio::spawn(async move { relay(client, asks).await });
        }
    });
    (address, asked)
}

async fn relay(mut client: TcpStream, asked: Asked) -> Option<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        head.push(client.read_u8().await.ok()?);
    }
    let text = String::from_utf8(head.clone()).ok()?;
    let line = text.lines().next()?.to_owned();
    asked.lock().unwrap().push(line.clone());
    let mut words = line.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    let host = match method {
        "CONNECT" => target,
        _ => target.strip_prefix("http://")?.split('/').next()?,
    };
    let mut server = TcpStream::connect(host).await.ok()?;
    match method {
        "CONNECT" => client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?,
        _ => server.write_all(&head).await.ok()?,
    }
    copy_bidirectional(&mut client, &mut server).await.ok()?;
    Some(())
}

/// A client for the sandbox at this address, whose HTTP client is changed so.
pub fn through(
    sandbox: &Sandbox,
    base_url: &str,
    change: impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static,
) -> Client {
    let builder = Client::builder(sandbox.app_id(), sandbox.app_secret()).base_url(base_url).scale_limits(1000.0);
    builder.http(change).build().unwrap()
}

/// A click over this client's long connection is answered.
pub async fn a_click_is_answered(sandbox: &Sandbox, client: &Client) {
    let message = send(sandbox).await;
    let bot = start(client.long_connection().on_card(|_| async { Toast::success("here") })).await;
    let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
    assert_eq!(outcome.toast.unwrap().content, "here");
    bot.handle.shutdown().await;
    assert!(bot.task.await.unwrap().is_ok());
}

#[tokio::test]
async fn through_a_proxy_in_plain_http() {
    #[cfg(feature = "rustls-no-provider")]
    crate::tls::install();
    let sandbox = support::sandbox().await;
    let (address, asked) = proxy().await;
    let client =
        through(&sandbox, sandbox.base_url(), move |http| http.proxy(reqwest::Proxy::all(address.as_str()).unwrap()));
    a_click_is_answered(&sandbox, &client).await;
    // the connection of the ticket became the one of the WebSocket, so the first line is all that is seen
    let asked = asked.lock().unwrap();
    assert!(!asked.is_empty() && asked.iter().all(|line| line.contains(" http://127.0.0.1:")), "{asked:?}");
}
