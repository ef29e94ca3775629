//! Answers as they go on the wire, whole or spoilt by a fault.

use super::shared::{Disconnect, Shared};
use crate::{
    Failure, Fault,
    platform::{
        Arrived,
        reply::{self, Refusal, Reply},
    },
};
use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Sleep, sleep};

const JSON: &str = "application/json; charset=utf-8";

/// A whole answer.
pub(crate) fn plain(reply: Reply) -> Response {
    let (kind, body) = bytes(&reply);
    respond(reply.status, kind, &reply.headers, Body::from(body))
}

/// A request by another name than this machine's, or of a page of another site.
pub(crate) fn not_local() -> Response {
    plain(Refusal::of(9499).status(403).into_reply())
}

/// A body that is too large to read.
pub(crate) fn too_large() -> Response {
    plain(Refusal::of(9499).status(413).into_reply())
}

/// The answer to a request that a fault hits.
pub(crate) async fn faulty(platform: &Shared, arrived: &Arrived, fault: &Fault) -> Response {
    let answer = || platform.lock().answer(arrived, Some(fault));
    match &fault.failure {
        Failure::Delay(delay) if fault.applied => {
            let reply = answer();
            sleep(*delay).await;
            plain(reply)
        }
        Failure::Delay(delay) => {
            // who gives up meanwhile is gone before the call takes effect
            sleep(*delay).await;
            let reply = platform.lock().answer(arrived, None);
            plain(reply)
        }
        Failure::SlowBody(time) => {
            let reply = answer();
            let (kind, body) = bytes(&reply);
            respond(reply.status, kind, &reply.headers, Body::new(Trickle::slow(body, *time)))
        }
        Failure::CutBody => {
            let reply = answer();
            let (kind, body) = bytes(&reply);
            respond(reply.status, kind, &reply.headers, Body::new(Trickle::cut(body)))
        }
        Failure::Huge(size) => {
            let reply = answer();
            respond(reply.status, JSON, &reply.headers, Body::new(Trickle::huge(*size)))
        }
        Failure::Disconnect => {
            answer();
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(Disconnect);
            response
        }
        Failure::EmptyBody => respond(200, JSON, &answer().headers, Body::empty()),
        Failure::NotJson => respond(200, JSON, &answer().headers, Body::from("this is not JSON")),
        Failure::Status(status) => respond(*status, "", &answer().headers, Body::empty()),
        Failure::Html(status) => {
            let page = format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>");
            respond(*status, "text/html", &answer().headers, Body::from(page))
        }
        Failure::Redirect(to) => {
            let mut headers = answer().headers;
            headers.push(("location", to.clone()));
            respond(302, "", &headers, Body::empty())
        }
        Failure::Json(..) | Failure::Code(_) | Failure::RateLimited(_) | Failure::ExpiredToken => plain(answer()),
    }
}

fn bytes(reply: &Reply) -> (&'static str, Vec<u8>) {
    let kind = match &reply.body {
        reply::Body::Json(_) => JSON,
        reply::Body::Bytes(kind, _) => kind,
    };
    (kind, reply.bytes())
}

fn respond(status: u16, kind: &'static str, headers: &[(&'static str, String)], body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !kind.is_empty() {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// A body that comes in pieces, and may end before its announced length.
struct Trickle {
    pieces: Box<dyn Iterator<Item = Bytes> + Send>,
    /// How long to wait before each piece.
    pause: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
    /// The announced length, when there is one.
    length: Option<u64>,
    /// Whether the connection breaks after the last piece.
    breaks: bool,
}

impl Trickle {
    /// Ten pieces over this much time.
    fn slow(body: Vec<u8>, time: Duration) -> Self {
        let length = Some(body.len() as u64);
        let piece = body.len().div_ceil(10).max(1);
        let pieces: Vec<_> = body.chunks(piece).map(Bytes::copy_from_slice).collect();
        let pause = time / u32::try_from(pieces.len().max(1)).unwrap_or(10);
        Trickle { pieces: Box::new(pieces.into_iter()), pause, sleep: None, length, breaks: false }
    }

    /// The first half of the body.
    fn cut(mut body: Vec<u8>) -> Self {
        let length = Some(body.len() as u64);
        body.truncate(body.len() / 2);
        // the pause lets the first half leave before the connection breaks
        let pieces = Box::new([Bytes::from(body)].into_iter());
        Trickle { pieces, pause: Duration::from_millis(1), sleep: None, length, breaks: true }
    }

    /// A long string in valid JSON.
    fn huge(size: u64) -> Self {
        const PIECE: &[u8] = &[b'x'; 16 << 10];
        let pieces = (0..size / PIECE.len() as u64).map(|_| Bytes::from_static(PIECE));
        let pieces = [Bytes::from_static(br#"{"code":0,"msg":""#)].into_iter().chain(pieces);
        let pieces = Box::new(pieces.chain([Bytes::from_static(br#""}"#)]));
        Trickle { pieces, pause: Duration::ZERO, sleep: None, length: None, breaks: false }
    }
}

impl HttpBody for Trickle {
    type Data = Bytes;
    type Error = Disconnect;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Disconnect>>> {
        if !self.pause.is_zero() {
            let pause = self.pause;
            let waiting = self.sleep.get_or_insert_with(|| Box::pin(sleep(pause)));
            if waiting.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            self.sleep = None;
        }
        match self.pieces.next() {
            Some(piece) => Poll::Ready(Some(Ok(Frame::data(piece)))),
            None if self.breaks => Poll::Ready(Some(Err(Disconnect))),
            None => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
