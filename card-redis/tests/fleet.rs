//! Four processes of one app with 64 tasks each, over a real Redis: the limits hold at the platform, most of them is used,
//! and one token is fetched.
//!
//! The processes are this program again, with the ignored test below. In the long run (`FEISHU_CARD_LONG=1`) they send for
//! 130 s at the platform's real limits; else for 20 s, with the limit of the minute lifted.

mod support;

use feishu_card_redis::RedisFleet;
use feishu_card_sandbox::{Api, Sandbox};
use feishu_card_send::{
    Client, To,
    fleet::{LimitedCall, Limiter, Permission, SharedFuture},
};
use futures_util::future::join_all;
use std::{
    env,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use support::{Redis, card, start};

const PROCESSES: u64 = 4;
const TASKS: u64 = 64;

/// The limits of a second alone.
struct SecondsOnly(Arc<RedisFleet>);

impl Limiter for SecondsOnly {
    fn ask<'a>(&'a self, call: &'a LimitedCall<'a>) -> SharedFuture<'a, Permission> {
        Box::pin(async move {
            let mut seconds = LimitedCall::new(call.owner, call.name, &call.limits[..1]);
            if let Some(receiver) = call.receiver {
                seconds = seconds.receiver(receiver.id, receiver.limit);
            }
            self.0.ask(&seconds).await
        })
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap()
}

/// One of the processes: sends until its time is over, and says how often.
#[test]
#[ignore = "is started by the test below"]
fn one_process() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let fleet = Arc::new(RedisFleet::connect(&variable("REDIS")).unwrap());
        let limiter: Arc<dyn Limiter> = match variable("MINUTE").as_str() {
            "kept" => fleet.clone(),
            _ => Arc::new(SecondsOnly(fleet.clone())),
        };
        let client = Client::builder(variable("APP"), variable("SECRET")).base_url(variable("BASE"));
        let client = client.limiter(limiter).token_store(fleet).build().unwrap();
        let time = Duration::from_secs(variable("SECONDS").parse().unwrap());
        let (card, until) = (card(), Instant::now() + time);
        let tasks = (0..TASKS).map(|task| {
            let (client, card) = (&client, &card);
            async move {
                let mut sent = 0;
                while let Some(left) = until.checked_duration_since(Instant::now()) {
                    let to = To::open_id(format!("ou_{}_{task}_{sent}", std::process::id()));
                    if client.send(to, card).deadline(left + Duration::from_secs(2)).await.is_ok() {
                        sent += 1;
                    }
                }
                sent
            }
        });
        println!("sent {}", join_all(tasks).await.into_iter().sum::<u64>());
    });
}

fn spawn(sandbox: &Sandbox, redis: &Redis, seconds: u64, minute: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "one_process", "--ignored", "--nocapture"])
        .envs([("APP", sandbox.app_id()), ("SECRET", sandbox.app_secret()), ("SECONDS", seconds.to_string())])
        .envs([("BASE", sandbox.base_url().to_owned()), ("REDIS", redis.url()), ("MINUTE", minute.to_owned())])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn four_processes_keep_the_limits_of_one_app() {
    let Some(redis) = Redis::start() else { return };
    let (seconds, minute) = match env::var_os("FEISHU_CARD_LONG") {
        Some(_) => (130, "kept"),
        None => (20, "lifted"),
    };
    let sandbox = start(Sandbox::builder()).await;
    let children: Vec<_> = (0..PROCESSES).map(|_| spawn(&sandbox, &redis, seconds, minute)).collect();
    let mut sent = 0;
    for child in children {
        let said = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap();
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        let count = said.lines().find_map(|line| line.split_once("sent ")?.1.parse::<u64>().ok());
        sent += count.unwrap_or_else(|| panic!("a process says: {said}"));
    }
    let (second, whole_minute) =
        (sandbox.busiest_call(Duration::from_secs(1)), sandbox.busiest_call(Duration::from_secs(60)));
    let calls = sandbox.calls(Api::MessageCreate);
    // in the first second nothing leaves, since Redis does not know what left before
    let (per_second, span) = if minute == "kept" { (1000.0 / 60.0, seconds) } else { (50.0, seconds - 1) };
    let used = sent as f64 / (per_second * span as f64);
    println!(
        "{sent} sent by {PROCESSES} processes in {seconds} s, {:.1} % of the limit; {second} in the busiest second, \
         {whole_minute} in the busiest minute; {} questions to Redis for {calls} calls; {} token requests",
        100.0 * used,
        redis.commands(),
        sandbox.token_requests()
    );
    assert!(second <= 50, "{second} in a second");
    assert!(whole_minute <= 1000, "{whole_minute} in a minute");
    assert_eq!(sandbox.token_requests(), 1);
    assert_eq!(sandbox.messages().len() as u64, sent, "each is delivered once");
    assert!(used >= 0.85, "{used} of the limit is used");
}
