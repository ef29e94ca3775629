//! Serves the platform on a listener: one task per connection, so that a fault can end just that one.

use super::{
    control, deliver,
    shared::{Disconnect, Shared},
    websocket, wire,
};
use crate::{Failure, Fault, Request};
use axum::{Router, body::Body, extract::State, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::Service};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::net::TcpListener;

/// Larger requests are refused unread.
const BODY_BYTES: usize = 16 << 20;

/// Accepts connections for ever.
pub(crate) async fn serve(listener: TcpListener, platform: Shared) {
    let router = Router::new().fallback(answer).with_state(platform);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // out of file handles, or the peer was gone again: neither ends the server
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            continue;
        };
        // small answers go out at once, as on any real server
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            let answer = service.call(request.map(Body::new));
            async move {
                let answer = answer.await.map_err(|never| match never {})?;
                if answer.extensions().get::<Disconnect>().is_some() { Err(Disconnect) } else { Ok(answer) }
            }
        });
        // a connection that fails is the client's to notice; headers are spelt as the platform's, by which some clients
        // look them up
        let mut http = http1::Builder::new();
        http.title_case_headers(true);
        tokio::spawn(http.serve_connection(TokioIo::new(stream), service).with_upgrades());
    }
}

/// Whether a request is for this machine and not made by a page of another site: a browser that looks at one must not
/// be able to fill the memory, or to read what tests sent.
fn is_local(request: &hyper::Request<Body>) -> bool {
    let local = |authority: &str| {
        let authority = authority.rsplit('/').next().unwrap_or_default();
        let name = match authority.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => authority,
        };
        name.eq_ignore_ascii_case("localhost")
            || name.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    };
    let value = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    value(hyper::header::HOST).is_none_or(local) && value(hyper::header::ORIGIN).is_none_or(local)
}

/// One request, from arrival to answer.
async fn answer(State(platform): State<Shared>, mut request: hyper::Request<Body>) -> Response {
    if !is_local(&request) {
        return wire::not_local();
    }
    let upgrade = hyper::upgrade::on(&mut request);
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_BYTES).await else {
        return wire::too_large();
    };
    let headers = parts.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
    if let Some(asked) = parts.uri.path().strip_prefix(control::PATH) {
        return control::answer(&platform, &parts.method, asked, &body).await;
    }
    let request = Request {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: body.into(),
        ..Request::default()
    };
    let opens = request.path == websocket::PATH;
    let arrived = platform.lock().arrive(request);
    let response = match &arrived.fault {
        None if opens => websocket::open(&platform, &arrived.request, upgrade),
        Some(Fault { failure: Failure::Delay(delay), .. }) if opens => {
            tokio::time::sleep(*delay).await;
            websocket::open(&platform, &arrived.request, upgrade)
        }
        None => wire::plain(platform.lock().answer(&arrived, None)),
        Some(fault) => wire::faulty(&platform, &arrived, fault).await,
    };
    let spoilt = arrived.fault.as_ref().is_some_and(Fault::spoils);
    // what goes out, if anything does
    let is_sent = response.extensions().get::<Disconnect>().is_none();
    if (opens || spoilt) && is_sent && arrived.entry.is_some() {
        platform.lock().note_answer(&arrived, response.status().as_u16(), None, b"");
    }
    let push = platform.lock().ticket_push();
    if let Some(event) = push {
        tokio::spawn(async move { deliver::event(&platform, event).await });
    }
    response
}
