//! What the end-to-end tests share: a tiny HTTP client, and a tiny bot that answers callbacks.
#![allow(dead_code, reason = "each test file uses a part")]

use feishu_card_core::Json;
use feishu_card_sandbox::Sandbox;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// An answer as it came over the wire.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Json {
        let text = String::from_utf8_lossy(&self.body);
        Json::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    pub fn code(&self) -> i64 {
        self.json().get("code").and_then(Json::as_i64).expect("a code")
    }

    pub fn text(&self, pointer: &str) -> String {
        let json = self.json();
        let text = json.pointer(pointer).and_then(Json::as_str);
        text.unwrap_or_else(|| panic!("no {pointer} in {json}")).to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Sends one request on a connection of its own and reads until it ends.
pub fn raw(base_url: &str, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let host = base_url.strip_prefix("http://").expect("an http:// address");
    let mut stream = TcpStream::connect(host).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    let mut head = format!(
        "{method} {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    let request = [head.as_bytes(), b"\r\n", body].concat();
    stream.write_all(&request).expect("a request");
    let mut answer = Vec::new();
    // a cut answer ends with an error; what came before it counts
    let _ = stream.read_to_end(&mut answer);
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap_or(answer.len());
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head, body: answer.get(end + 4..).unwrap_or_default().to_vec() }
}

/// A client of one app.
pub struct Client {
    pub base_url: String,
    pub token: String,
}

impl Client {
    pub fn new(sandbox: &Sandbox) -> Self {
        let body = format!(r#"{{"app_id":"{}","app_secret":"{}"}}"#, sandbox.app_id(), sandbox.app_secret());
        let path = "/open-apis/auth/v3/tenant_access_token/internal";
        let answer = raw(sandbox.base_url(), "POST", path, &[], body.as_bytes());
        Client { base_url: sandbox.base_url().to_owned(), token: answer.text("/tenant_access_token") }
    }

    pub fn call(&self, method: &str, target: &str, body: &str) -> Answer {
        let authorization = format!("Bearer {}", self.token);
        let headers = [("authorization", authorization.as_str()), ("content-type", "application/json; charset=utf-8")];
        raw(&self.base_url, method, target, &headers, body.as_bytes())
    }

    /// Sends a card to a user; the whole answer.
    pub fn send(&self, card: &str, uuid: &str) -> Answer {
        let card = Json::from(card);
        let body = format!(r#"{{"receive_id":"ou_1","msg_type":"interactive","content":{card},"uuid":"{uuid}"}}"#);
        self.call("POST", "/open-apis/im/v1/messages?receive_id_type=open_id", &body)
    }

    /// Sends a card to a user; the message's id.
    pub fn sent(&self, card: &str) -> String {
        self.send(card, "").text("/data/message_id")
    }
}

/// A bot that gives every callback the same answer and remembers what it got.
pub struct Bot {
    pub url: String,
    pub seen: Arc<Mutex<Vec<String>>>,
}

impl Bot {
    /// Answers with this status and body after this time.
    pub fn start(status: u16, answer: &str, delay: Duration) -> Self {
        let answer = answer.to_owned();
        Bot::serve(status, delay, move |_| answer.clone())
    }

    /// Answers a request, after this time, with this status and what it makes of the request.
    pub fn serve(status: u16, delay: Duration, answer: impl Fn(&str) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/callback?a=b", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = seen.clone();
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let request = read_request(&mut stream);
                let answer = answer(&request);
                log.lock().expect("no panic").push(request);
                thread::sleep(delay);
                let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{answer}", answer.len());
                let _ = stream.write_all(head.as_bytes());
            }
        });
        Bot { url, seen }
    }

    pub fn answering(answer: &str) -> Self {
        Bot::start(200, answer, Duration::ZERO)
    }

    /// Gives each challenge back.
    pub fn echoing_the_challenge() -> Self {
        Bot::serve(200, Duration::ZERO, |request| {
            let body = request.split("\r\n\r\n").nth(1).unwrap_or_default();
            let challenge = Json::parse(body).ok().and_then(|body| body.get("challenge").cloned());
            format!(r#"{{"challenge":{}}}"#, challenge.unwrap_or_default())
        })
    }

    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("no panic").clone()
    }
}

/// Head and body of one request.
fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).unwrap_or(0);
        request.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return text.into_owned();
            }
        }
        if read == 0 {
            return text.into_owned();
        }
    }
}
