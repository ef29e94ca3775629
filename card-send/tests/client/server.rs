//! A server that answers by script, on a thread of its own: what the emulator does not do, such as hanging, closing
//! idle connections and echoing what it got.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Got {
    pub path: String,
    pub head: String,
    pub body: String,
    pub at: Instant,
    /// How many calls, token requests not counted, came before.
    pub number: usize,
}

impl Got {
    pub fn is_token(&self) -> bool {
        self.path.contains("/auth/v3/")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// What the server does next.
#[derive(Clone, Debug)]
pub enum Step {
    Write(String),
    Sleep(Duration),
    /// Waits until the test is over.
    Hang,
    Close,
}

/// An answer with a JSON body.
pub fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Vec<Step> {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    vec![Step::Write(format!("HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\n\r\n{body}"))]
}

pub fn token(value: &str, lives: u64) -> Vec<Step> {
    answer(200, &[], &format!(r#"{{"code":0,"tenant_access_token":"{value}","expire":{lives}}}"#))
}

pub fn sent(number: usize) -> Vec<Step> {
    answer(
        200,
        &[],
        &format!(r#"{{"code":0,"data":{{"message_id":"om_{number}","chat_id":"oc_1","image_key":"img_{number}"}}}}"#),
    )
}

type Script = dyn Fn(&Got) -> Vec<Step> + Send + Sync;

pub struct Server {
    pub base: String,
    got: Arc<Mutex<Vec<Got>>>,
}

impl Server {
    /// Starts; `idle` is how long a connection may be without a request before the server closes it.
    pub fn start(idle: Option<Duration>, script: impl Fn(&Got) -> Vec<Step> + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let got: Arc<Mutex<Vec<Got>>> = Arc::default();
        let (all, script): (_, Arc<Script>) = (got.clone(), Arc::new(script));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (all, script) = (all.clone(), script.clone());
                thread::spawn(move || connection(stream, idle, &all, &*script));
            }
        });
        Server { base, got }
    }

    pub fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    pub fn calls(&self) -> Vec<Got> {
        self.got().into_iter().filter(|got| !got.is_token()).collect()
    }

    pub fn tokens(&self) -> usize {
        self.got().iter().filter(|got| got.is_token()).count()
    }
}

fn connection(mut stream: TcpStream, idle: Option<Duration>, all: &Mutex<Vec<Got>>, script: &Script) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    stream.set_read_timeout(idle).ok()?;
    let mut bytes = Vec::new();
    loop {
        let end = read_until(&mut stream, &mut bytes, |bytes| {
            bytes.windows(4).position(|end| end == b"\r\n\r\n").map(|end| end + 4)
        })?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let length = head.to_ascii_lowercase();
        let length = length.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        let whole = end + length.unwrap_or(0);
        read_until(&mut stream, &mut bytes, |bytes| (bytes.len() >= whole).then_some(whole))?;
        let body = String::from_utf8_lossy(&bytes[end..whole]).into_owned();
        bytes.drain(..whole);
        let path = head.split_whitespace().nth(1).unwrap_or_default().to_owned();
        let got = {
            let mut all = all.lock().unwrap();
            let number = all.iter().filter(|got| !got.is_token()).count();
            all.push(Got { path, head, body, at: Instant::now(), number });
            all.last().cloned()?
        };
        for step in script(&got) {
            match step {
                Step::Write(text) => stream.write_all(text.as_bytes()).ok()?,
                Step::Sleep(time) => thread::sleep(time),
                Step::Hang => loop {
                    thread::sleep(Duration::from_secs(3600));
                },
                Step::Close => return None,
            }
        }
    }
}

fn read_until(stream: &mut TcpStream, bytes: &mut Vec<u8>, end: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
    loop {
        if let Some(end) = end(bytes) {
            return Some(end);
        }
        let mut piece = [0; 16 * 1024];
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&piece[..count]),
        }
    }
}
