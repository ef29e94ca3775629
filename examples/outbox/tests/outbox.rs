//! Workers are killed at random moments, calls fail, clocks move: each message is delivered once, or said to be unknown.
//!
//! In the long run (`FEISHU_CARD_LONG=1`) there are 5,000 messages. Over SQLite, and over Postgres and Redis where
//! `OUTBOX_TEST_DATABASES` names them, with blanks between.

use feishu_card::sandbox::{Api, Failure, Fault, Sandbox};
use std::{
    collections::HashMap,
    env,
    io::Write,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

const HURRY: f64 = 1000.0;
/// Longer than any of it takes, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(300);

struct Outbox {
    sandbox: Sandbox,
    database: String,
    folder: PathBuf,
}

impl Outbox {
    fn new(database: Option<&str>) -> Outbox {
        let sandbox = Sandbox::builder().limit_factor(HURRY).seed(7).start_blocking().unwrap();
        let folder = env::temp_dir().join(format!("feishu-card-outbox-{}-{:x}", std::process::id(), fastrand::u64(..)));
        std::fs::create_dir_all(&folder).unwrap();
        let own = format!("sqlite://{}?mode=rwc", folder.join("outbox.db").display());
        Outbox { sandbox, database: database.map_or(own, str::to_owned), folder }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feishu-card-outbox"));
        command
            .args(arguments)
            .env("DATABASE_URL", &self.database)
            .env("FEISHU_APP_ID", self.sandbox.app_id())
            .env("FEISHU_APP_SECRET", self.sandbox.app_secret())
            .env("FEISHU_BASE_URL", self.sandbox.base_url())
            .env("SCALE_LIMITS", HURRY.to_string())
            .env_remove("REDIS_URL")
            .stdout(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, .. } = self.command(arguments).output().unwrap();
        assert!(status.success(), "{arguments:?}");
        String::from_utf8(stdout).unwrap()
    }

    fn enqueue(&self, name: &str, count: usize) -> String {
        let mut child = self.command(&["enqueue", name, "hello"]).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        for i in 0..count {
            writeln!(stdin, "ou_{i}").unwrap();
        }
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    }

    fn worker(&self, minutes_ahead: i64) -> Worker {
        let mut command = self.command(&["work"]);
        Worker(command.env("NOW_PLUS", (60 * minutes_ahead).to_string()).stdout(Stdio::null()).spawn().unwrap())
    }

    /// How many are in a state.
    fn count(&self, name: &str, state: &str) -> usize {
        let said = self.run(&["progress", name]);
        let part = said.trim().split(", ").find_map(|part| part.strip_suffix(&format!(" {state}")));
        part.map_or(0, |count| count.parse().unwrap())
    }

    fn until(&self, what: &str, mut done: impl FnMut(&Outbox) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !done(self) {
            assert!(Instant::now() < until, "{what} does not come: {}", self.run(&["progress", "news"]));
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn arrived(&self) -> HashMap<String, usize> {
        let mut arrived = HashMap::new();
        for message in self.sandbox.messages() {
            *arrived.entry(message.receive_id).or_default() += 1;
        }
        arrived
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A worker, which does not outlive the test.
struct Worker(Child);

impl Worker {
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn killed_workers(database: Option<&str>) {
    let long = env::var_os("FEISHU_CARD_LONG").is_some();
    // a queue in Redis takes no more
    let most = if database.is_some_and(|url| url.starts_with("redis")) { 3_500 } else { 5_000 };
    let count = if long { most } else { 300 };
    let outbox = Outbox::new(database);
    for failure in [Failure::Html(502), Failure::CutBody] {
        outbox.sandbox.inject(Fault::new(failure.clone()).on(Api::MessageCreate).chance(0.0125));
        outbox.sandbox.inject(Fault::new(failure).on(Api::MessageCreate).chance(0.0125).applied());
    }
    let name = format!("news-{:x}", fastrand::u64(..));
    assert_eq!(outbox.enqueue(&name, count), format!("{count} messages\n"));
    assert_eq!(outbox.enqueue(&name, count), format!("{count} messages\n"), "again adds none");
    let began = Instant::now();
    let mut workers: Vec<_> = (0..3).map(|_| outbox.worker(0)).collect();
    for _ in 0..2 {
        // at some moment in the middle of it
        let calls = outbox.sandbox.calls(Api::MessageCreate) + fastrand::u64(0..count as u64 / 4);
        outbox.until("a moment to kill a worker", |outbox| {
            outbox.sandbox.calls(Api::MessageCreate) >= calls || outbox.count(&name, "waiting") == 0
        });
        workers.swap_remove(0).kill();
        workers.push(outbox.worker(0));
    }
    outbox.until("the end", |outbox| outbox.count(&name, "delivered") == count);
    let calls = outbox.sandbox.calls(Api::MessageCreate);
    println!("{count} messages, {calls} calls, two workers killed, {:.1} s", began.elapsed().as_secs_f64());
    let arrived = outbox.arrived();
    assert_eq!(arrived.len(), count);
    assert!(arrived.values().all(|times| *times == 1), "{:?}", arrived.iter().find(|(_, times)| **times != 1));
    assert_eq!(outbox.run(&["report", &name]), "");
}

#[test]
fn each_message_is_delivered_once_though_workers_are_killed() {
    killed_workers(None);
}

#[test]
fn the_same_over_other_databases() {
    let named = env::var("OUTBOX_TEST_DATABASES").unwrap_or_default();
    if named.is_empty() {
        let _ = writeln!(std::io::stderr(), "skipped: OUTBOX_TEST_DATABASES names no Postgres and no Redis");
    }
    for database in named.split_whitespace() {
        killed_workers(Some(database));
    }
}

/// A broadcast to 20 whose worker died: 16 are delivered, the calls of four were taken and their answers never came.
fn four_that_were_leaving() -> Outbox {
    let outbox = Outbox::new(None);
    let stuck = Fault::new(Failure::Delay(PATIENCE)).on(Api::MessageCreate).applied().times(4);
    outbox.sandbox.inject(stuck);
    outbox.enqueue("news", 20);
    let worker = outbox.worker(0);
    outbox.until("the others", |outbox| outbox.count("news", "delivered") == 16);
    worker.kill();
    assert_eq!(outbox.count("news", "leaving"), 4);
    outbox
}

#[test]
fn what_was_leaving_when_its_worker_died_is_unknown_after_the_hour_and_sent_before() {
    for (minutes, states) in [(30, ("delivered", 20)), (70, ("unknown", 4))] {
        let outbox = four_that_were_leaving();
        let _later = outbox.worker(minutes);
        outbox.until("the end", |outbox| outbox.count("news", "leaving") == 0);
        let (state, count) = states;
        assert_eq!(outbox.count("news", state), count, "{minutes} minutes later");
        let report = outbox.run(&["report", "news"]);
        assert_eq!(
            report.lines().filter(|line| line.contains("\tunknown\t")).count(),
            if state == "unknown" { 4 } else { 0 }
        );
        assert!(outbox.arrived().values().all(|times| *times == 1));
        assert_eq!(outbox.arrived().len(), 20, "the stuck ones had arrived");
    }
}

/// The platform has forgotten the key, and the clock of the worker that finds the message says that there is time left.
#[test]
fn a_clock_that_is_ten_minutes_behind_delivers_nothing_twice() {
    let outbox = four_that_were_leaving();
    outbox.sandbox.clock().advance(Duration::from_secs(64 * 60));
    let _behind = outbox.worker(54);
    outbox.until("the end", |outbox| outbox.count("news", "leaving") == 0);
    assert_eq!(outbox.count("news", "unknown"), 4);
    assert_eq!((outbox.arrived().len(), outbox.arrived().values().max()), (20, Some(&1)));
}

#[test]
fn a_paused_broadcast_waits_and_what_is_refused_is_reported() {
    let outbox = Outbox::new(None);
    outbox.sandbox.refuse_receiver("ou_3", 230_013);
    outbox.enqueue("news", 10);
    outbox.run(&["pause", "news"]);
    let _worker = outbox.worker(0);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!((outbox.count("news", "waiting"), outbox.sandbox.calls(Api::MessageCreate)), (10, 0));
    outbox.run(&["resume", "news"]);
    outbox.until("the end", |outbox| outbox.count("news", "delivered") == 9);
    outbox.until("the refusal", |outbox| outbox.count("news", "refused") == 1);
    let report = outbox.run(&["report", "news"]);
    assert!(report.starts_with("ou_3\trefused\t") && report.contains("230013"), "{report}");
}
