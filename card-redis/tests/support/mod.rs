//! A Redis server of its own for each test, a slow way to it, a sandbox and clients.
#![allow(dead_code, reason = "not every program that shares this uses all of it")]

use feishu_card_core::Json;
use feishu_card_redis::RedisFleet;
use feishu_card_sandbox::{Builder, Sandbox};
use feishu_card_send::{Client, ClientBuilder};
use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::sleep,
};

/// A server without persistence.
pub struct Redis {
    port: u16,
    /// What it is started with besides.
    options: Vec<String>,
    /// Where it writes what it must.
    folder: Folder,
    child: Option<Child>,
}

/// The programs that are missing, each said once.
static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Whether a program is installed. Where it is not, one line on stderr says what is skipped; in CI that is a failure.
pub fn installed(program: &str, skipped: &str) -> bool {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok();
    if !found {
        assert!(std::env::var_os("CI").is_none(), "{program} is not installed");
        let first = SAID.lock().is_ok_and(|mut said| said.insert(program.to_owned()));
        if first {
            let tests = env!("CARGO_CRATE_NAME");
            let _ = writeln!(std::io::stderr(), "skipped: no {program} here, so {skipped} in the tests `{tests}`");
        }
    }
    found
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Redis {
    /// `None`, said on stderr, where no server is installed; in CI that is a failure.
    pub fn start() -> Option<Redis> {
        Self::start_with(|_| Vec::new())
    }

    /// With these options, which may depend on its port.
    pub fn start_with(options: impl FnOnce(u16) -> Vec<String>) -> Option<Redis> {
        if !installed("redis-server", "nothing is shared") {
            return None;
        }
        let port = free_port();
        let mut redis = Redis { port, options: options(port), folder: Folder::new(), child: None };
        redis.begin();
        Some(redis)
    }

    pub fn begin(&mut self) {
        let port = self.port.to_string();
        let child = Command::new("redis-server")
            .args(["--port", &port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            .args(&self.options)
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        self.child = Some(child);
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < until, "redis-server does not begin");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// It answers nothing and forgets nothing, until it goes on.
    pub fn freeze(&self, frozen: bool) {
        let Some(child) = &self.child else { return };
        let signal = if frozen { "-STOP" } else { "-CONT" };
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    }

    /// At once, without a farewell.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// What it knew is lost.
    pub fn restart(&mut self) {
        self.stop();
        self.begin();
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub fn fleet(&self) -> RedisFleet {
        RedisFleet::connect(&self.url()).unwrap()
    }

    /// What a command is answered with.
    pub fn command(&self, words: &[&str]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(format!("{}\r\nQUIT\r\n", words.join(" ")).as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// How many scripts were run.
    pub fn commands(&self) -> u64 {
        let said = self.command(&["INFO", "commandstats"]);
        let calls = |name: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix(&format!("cmdstat_{name}:calls=")));
            line.and_then(|line| line.split(',').next()).map_or(0, |count| count.parse().unwrap())
        };
        calls("evalsha") + calls("eval")
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A way to Redis that takes its time, half of it in each direction.
pub struct Slow {
    port: u16,
}

impl Slow {
    pub async fn before(redis: u16, round_trip: Duration) -> Slow {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let Ok(far) = tokio::net::TcpStream::connect(("127.0.0.1", redis)).await else { continue };
                let (near_in, near_out) = near.into_split();
                let (far_in, far_out) = far.into_split();
                tokio::spawn(later(near_in, far_out, round_trip / 2));
                tokio::spawn(later(far_in, near_out, round_trip / 2));
            }
        });
        Slow { port }
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub fn fleet(&self) -> RedisFleet {
        RedisFleet::connect(&self.url()).unwrap()
    }
}

/// What comes in goes out this much later, however much follows it.
async fn later(mut from: impl AsyncReadExt + Unpin, mut to: impl AsyncWriteExt + Unpin + Send + 'static, by: Duration) {
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    tokio::spawn(async move {
        while let Some((at, bytes)) = receiver.recv().await {
            sleep(at.saturating_duration_since(Instant::now())).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
    });
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        let _ = sender.send((Instant::now() + by, bytes[..count].to_vec()));
    }
}

pub async fn sandbox() -> Sandbox {
    start(Sandbox::builder()).await
}

pub async fn start(builder: Builder) -> Sandbox {
    builder.start().await.expect("a free port on loopback")
}

/// A client of an app that runs as several processes.
pub fn client(sandbox: &Sandbox, fleet: Arc<RedisFleet>) -> ClientBuilder {
    Client::builder(sandbox.app_id(), sandbox.app_secret())
        .base_url(sandbox.base_url())
        .limiter(fleet.clone())
        .token_store(fleet)
}

pub fn card() -> Json {
    Json::parse(r#"{"elements":[{"tag":"markdown","content":"发布审核"}]}"#).expect("JSON")
}

/// No window of this period, wherever it begins, holds more.
pub fn not_denser(left: &[Instant], most: usize, period: Duration) {
    for pair in left.windows(most + 1) {
        assert!(pair[most] - pair[0] >= period, "more than {most} in {period:?}: {:?}", pair[most] - pair[0]);
    }
}

/// A folder of a test, gone with it.
pub struct Folder(std::path::PathBuf);

impl Folder {
    pub fn new() -> Folder {
        let folder = std::env::temp_dir().join(format!("feishu-card-redis-{:x}", fastrand::u64(..)));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
