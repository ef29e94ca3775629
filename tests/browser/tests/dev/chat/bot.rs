//! A bot that speaks plain HTTP: it sends cards, and answers callbacks as it is told.

use super::super::bench::Bench;
use serde_json::Value;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::Duration,
};

/// How callbacks are answered.
#[derive(Clone, Debug)]
pub enum Answer {
    /// With this status and body.
    With(u16, String),
    /// With `{}`, this much later.
    Late(Duration),
}

pub struct Bot {
    base_url: String,
    token: String,
    pub url: String,
    /// The callbacks that came, as they came.
    pub got: Arc<Mutex<Vec<Value>>>,
    pub answer: Arc<Mutex<Answer>>,
}

impl Bot {
    /// A bot with what `card dev` printed.
    pub fn start(bench: &Bench) -> Bot {
        let base_url = bench.told("base URL");
        let body = serde_json::json!({"app_id": bench.told("app id"), "app_secret": bench.told("app secret")});
        let path = "/open-apis/auth/v3/tenant_access_token/internal";
        let answer = call(&base_url, "POST", path, "", &body.to_string());
        let token = answer["tenant_access_token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/card", listener.local_addr().unwrap());
        let got = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::new(Mutex::new(Answer::With(200, "{}".to_owned())));
        let (kept, how) = (got.clone(), told.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (kept, how) = (kept.clone(), how.clone());
                std::thread::spawn(move || take(stream, &kept, &how));
            }
        });
        Bot { base_url, token, url, got, answer: told }
    }

    pub fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        call(&self.base_url, method, path, &self.token, &body.to_string())
    }

    /// Sends a card; the id of the message.
    pub fn send(&self, receiver: &str, card: &str) -> String {
        let kind = if receiver.starts_with("oc_") { "chat_id" } else { "open_id" };
        let body = serde_json::json!({"receive_id": receiver, "msg_type": "interactive", "content": card});
        let answer = self.call("POST", &format!("/open-apis/im/v1/messages?receive_id_type={kind}"), &body);
        answer["data"]["message_id"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    pub fn answers(&self, status: u16, body: &str) {
        *self.answer.lock().unwrap() = Answer::With(status, body.to_owned());
    }

    /// Answers with another card.
    pub fn replaces(&self, card: &str) {
        let card: Value = serde_json::from_str(card).unwrap();
        self.answers(200, &serde_json::json!({"card": {"type": "raw", "data": card}}).to_string());
    }

    pub fn count(&self) -> usize {
        self.got.lock().unwrap().len()
    }

    /// The last callback, when there are so many.
    pub async fn got(&self, count: usize) -> Value {
        for _ in 0..6000 {
            if self.count() >= count {
                return self.got.lock().unwrap()[count - 1].clone();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} callbacks of {count}", self.count());
    }
}

fn take(mut stream: TcpStream, got: &Mutex<Vec<Value>>, how: &Mutex<Answer>) {
    let Some(body) = read(&mut stream) else { return };
    let json: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    let (status, body) = if json.get("challenge").is_some() {
        (200, serde_json::json!({"challenge": json["challenge"]}).to_string())
    } else {
        got.lock().unwrap().push(json);
        let answer = how.lock().unwrap().clone();
        match answer {
            Answer::With(status, body) => (status, body),
            Answer::Late(by) => {
                std::thread::sleep(by);
                (200, "{}".to_owned())
            }
        }
    };
    let _ = write!(stream, "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
}

/// The body of a request.
fn read(stream: &mut TcpStream) -> Option<String> {
    let mut all = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
        all.extend_from_slice(&buffer[..count]);
        let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&all[..end]).to_lowercase();
        let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length:"))?.trim().parse().ok()?;
        if all.len() >= end + 4 + length {
            return Some(String::from_utf8_lossy(&all[end + 4..]).into_owned());
        }
    }
}

/// One request to the platform.
fn call(base_url: &str, method: &str, path: &str, token: &str, body: &str) -> Value {
    let host = base_url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\ncontent-type: application/json; charset=utf-8\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer}"));
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
}
