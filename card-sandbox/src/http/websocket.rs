//! The sockets of long connections: the upgrade, and bytes in and out until one side ends it.

use super::shared::Shared;
use crate::{
    Break, Request,
    platform::connections::{Refused, ToClient},
};
use axum::{body::Body, response::Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::{
    SinkExt, StreamExt,
    future::{Either, select},
};
use hyper::{StatusCode, header, upgrade::Upgraded};
use hyper_util::rt::TokioIo;
use sha1::{Digest, Sha1};
use std::{pin::pin, time::Duration};
use tokio::{
    io::AsyncReadExt,
    net::TcpStream,
    sync::mpsc,
    time::{sleep, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message,
        protocol::{CloseFrame, Role},
    },
};

type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// Where connections are opened.
pub(crate) const PATH: &str = "/ws/v2";
/// How long the other side may take to answer a close frame.
const LAST_WORD: Duration = Duration::from_secs(1);

/// Answers a handshake; the connection begins when the answer has left.
pub(crate) fn open(shared: &Shared, request: &Request, upgrade: hyper::upgrade::OnUpgrade) -> Response {
    let key = request.header("sec-websocket-key").map(str::to_owned);
    let wants = request.header("upgrade").is_some_and(|value| value.eq_ignore_ascii_case("websocket"));
    let Some(key) = key.filter(|_| wants && request.header("sec-websocket-version") == Some("13")) else {
        return respond(StatusCode::UPGRADE_REQUIRED);
    };
    let admitted = match shared.lock().admit_connection(request) {
        Ok(admitted) => admitted,
        Err(refused) => return refuse(&refused),
    };
    let (send, to_client) = mpsc::unbounded_channel();
    let (shared, later, name) = (shared.clone(), send.clone(), admitted.name.clone());
    // it is known before the answer leaves: whoever has the answer can be reached
    shared.lock().open_connection(admitted, send);
    tokio::spawn(async move {
        if let Ok(upgraded) = upgrade.await {
            let socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, None).await;
            serve(socket, &name, &shared, to_client, later).await;
        }
        shared.lock().close_connection(&name);
    });
    let accept =
        STANDARD.encode(Sha1::new().chain_update(key).chain_update("258EAFA5-E914-47DA-95CA-C5AB0DC85B11").finalize());
    let mut response = respond(StatusCode::SWITCHING_PROTOCOLS);
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, header::HeaderValue::from_static("Upgrade"));
    headers.insert(header::UPGRADE, header::HeaderValue::from_static("websocket"));
    if let Ok(accept) = accept.parse() {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

fn refuse(refused: &Refused) -> Response {
    let mut response = respond(StatusCode::FORBIDDEN);
    let code = refused.code.map(|code| code.to_string());
    for (name, value) in [
        ("handshake-status", Some(refused.status.to_string())),
        ("handshake-autherrcode", code),
        ("handshake-msg", Some(refused.msg.to_owned())),
    ] {
        if let Some(value) = value.and_then(|value| value.parse().ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn respond(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Carries messages until one side ends the connection.
async fn serve(
    mut socket: Socket,
    name: &str,
    shared: &Shared,
    mut to_client: mpsc::UnboundedReceiver<ToClient>,
    later: mpsc::UnboundedSender<ToClient>,
) {
    loop {
        let news = match select(pin!(to_client.recv()), socket.next()).await {
            Either::Left((out, _)) => Either::Left(out),
            Either::Right((message, _)) => Either::Right(message),
        };
        match news {
            Either::Left(None) => return,
            Either::Left(Some(ToClient::Frame(bytes))) => {
                if socket.send(Message::Binary(bytes.into())).await.is_err() {
                    return;
                }
            }
            Either::Left(Some(ToClient::Break(how))) => return end(socket, &how).await,
            Either::Right(Some(Ok(Message::Binary(bytes)))) => {
                let (following, delay) = {
                    let mut platform = shared.lock();
                    (platform.connection_frame(name, &bytes), platform.connections.wire.pong_delay)
                };
                if let Some(reply) = following.reply {
                    let later = later.clone();
                    tokio::spawn(async move {
                        sleep(delay).await;
                        let _ = later.send(ToClient::Frame(reply));
                    });
                }
                if let Some((code, reason)) = following.close {
                    return close(socket, code, reason).await;
                }
            }
            Either::Right(Some(Ok(Message::Close(_)))) => {
                // the answer leaves with the next look
                let _ = timeout(LAST_WORD, socket.next()).await;
                return;
            }
            // pings of RFC 6455 are answered below; texts mean nothing
            Either::Right(Some(Ok(_))) => {}
            Either::Right(Some(Err(_)) | None) => return,
        }
    }
}

async fn close(mut socket: Socket, code: u16, reason: String) {
    let _ = socket.close(Some(CloseFrame { code: code.into(), reason: reason.into() })).await;
    let _ = timeout(LAST_WORD, async { while let Some(Ok(_)) = socket.next().await {} }).await;
}

async fn end(socket: Socket, how: &Break) {
    match how {
        Break::Close(code) => close(socket, *code, "the server is taken down".to_owned()).await,
        Break::Reset => {
            let upgraded = socket.into_inner().into_inner();
            if let Ok(parts) = upgraded.downcast::<TokioIo<TcpStream>>() {
                let _ = parts.io.into_inner().set_zero_linger();
            }
        }
        Break::Silent => {
            let (mut raw, mut unread) = (socket.into_inner(), [0; 4096]);
            while raw.read(&mut unread).await.is_ok_and(|count| count > 0) {}
        }
    }
}
