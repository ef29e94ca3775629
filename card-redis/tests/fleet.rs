//! Four processes of one app with 64 tasks each, over a real Redis: the limits hold at the platform, most of them is used,
//! and one token is fetched; whatever happens to Redis or to a clock, no limit is exceeded, every call ends by its deadline
//! and nothing is lost.
//!
//! The processes are this program again, with the ignored test below. In the long run (`FEISHU_CARD_LONG=1`) they send for
//! 130 s at the platform's real limits; else for 20 s, with the limit of the minute lifted.

mod support;

use feishu_card_redis::RedisFleet;
use feishu_card_sandbox::{Api, Sandbox};
use feishu_card_send::{
    Client, Error, To,
    fleet::{LimitedCall, Limiter, Permission, SharedFuture},
};
use futures_util::future::join_all;
use std::{
    env,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};
use support::{Redis, Slow, card, installed, start};
use tokio::{sync::Mutex, time::sleep};

const PROCESSES: u64 = 4;
const TASKS: u64 = 64;
const SECOND: Duration = Duration::from_secs(1);
/// How far a clock is off, in seconds.
const OFF: i64 = 600;

/// One test at a time: each of them keeps a machine busy.
static ALONE: Mutex<()> = Mutex::const_new(());

/// The limits of a second alone.
struct SecondsOnly(Arc<RedisFleet>);

impl Limiter for SecondsOnly {
    fn ask<'a>(&'a self, call: &'a LimitedCall<'a>) -> SharedFuture<'a, Permission> {
        Box::pin(async move {
            let mut seconds = LimitedCall::new(call.owner, call.name, &call.limits[..1]).since(call.since);
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

/// One of the processes: sends until its time is over, and says what came of it.
#[test]
#[ignore = "is started by the tests below"]
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
        let patience: Option<u64> = env::var("DEADLINE").ok().map(|seconds| seconds.parse().unwrap());
        let (card, until) = (card(), Instant::now() + time);
        let tasks = (0..TASKS).map(|task| {
            let (client, card) = (&client, &card);
            async move {
                let mut end = End::default();
                while let Some(left) = until.checked_duration_since(Instant::now()) {
                    let to = To::open_id(format!("ou_{}_{task}_{}", std::process::id(), end.sent));
                    let deadline = patience.map_or(left + 2 * SECOND, Duration::from_secs);
                    let began = Instant::now();
                    match client.send(to, card).deadline(deadline).await {
                        Ok(_) => end.sent += 1,
                        Err(error) if error.had_no_effect() => end.failed += 1,
                        // it left just before its deadline: on a busy machine the answer comes later
                        Err(Error::OutcomeUnknown { cause, .. })
                            if matches!(*cause, Error::Timeout { after } if after < SECOND / 2) =>
                        {
                            end.unknown += 1;
                        }
                        Err(error) => panic!("{error}"),
                    }
                    end.overdue = end.overdue.max(began.elapsed().saturating_sub(deadline).as_millis() as u64);
                }
                end
            }
        });
        let clock = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        let End { sent, failed, unknown, overdue, .. } =
            join_all(tasks).await.into_iter().fold(End::default(), End::and);
        println!("sent {sent} failed {failed} unknown {unknown} overdue {overdue} clock {clock} end");
    });
}

/// What came of the sends of a process, or of all.
#[derive(Debug, Default)]
struct End {
    sent: u64,
    /// Those that had no effect.
    failed: u64,
    /// Those of which nobody knows.
    unknown: u64,
    /// How much longer than its deadline the latest took, in milliseconds.
    overdue: u64,
    /// The seconds since 1970 when it began.
    clock: u64,
}

impl End {
    fn and(self, other: End) -> End {
        End {
            sent: self.sent + other.sent,
            failed: self.failed + other.failed,
            unknown: self.unknown + other.unknown,
            overdue: self.overdue.max(other.overdue),
            clock: self.clock.max(other.clock),
        }
    }

    async fn of(child: Child) -> End {
        let said = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap();
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        let words: Vec<_> = said.split_whitespace().collect();
        let number = |name: &str| {
            let at = words.iter().position(|word| *word == name).unwrap_or_else(|| panic!("a process says: {said}"));
            words[at + 1].parse().unwrap()
        };
        End {
            sent: number("sent"),
            failed: number("failed"),
            unknown: number("unknown"),
            overdue: number("overdue"),
            clock: number("clock"),
        }
    }
}

fn process(program: Option<&[&str]>, sandbox: &Sandbox, redis: &str, seconds: u64, minute: &str) -> Command {
    let own = env::current_exe().unwrap();
    let mut command = match program {
        Some([first, rest @ ..]) => {
            let mut command = Command::new(first);
            command.args(rest).arg(own);
            command
        }
        _ => Command::new(own),
    };
    command
        .args(["--exact", "one_process", "--ignored", "--nocapture"])
        .envs([("APP", sandbox.app_id()), ("SECRET", sandbox.app_secret()), ("SECONDS", seconds.to_string())])
        .envs([("BASE", sandbox.base_url()), ("REDIS", redis), ("MINUTE", minute)])
        .env_remove("DEADLINE")
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn four_processes_keep_the_limits_of_one_app() {
    let _alone = ALONE.lock().await;
    let Some(redis) = Redis::start() else { return };
    let (seconds, minute) = match env::var_os("FEISHU_CARD_LONG") {
        Some(_) => (130, "kept"),
        None => (20, "lifted"),
    };
    let sandbox = start(Sandbox::builder()).await;
    let children: Vec<_> =
        (0..PROCESSES).map(|_| process(None, &sandbox, &redis.url(), seconds, minute).spawn().unwrap()).collect();
    let End { sent, unknown, .. } =
        join_all(children.into_iter().map(End::of)).await.into_iter().fold(End::default(), End::and);
    let (second, whole_minute) = (sandbox.busiest_call(SECOND), sandbox.busiest_call(60 * SECOND));
    let calls = sandbox.calls(Api::MessageCreate);
    // in the first second nothing leaves, since Redis does not know what left before
    let (per_second, span) = if minute == "kept" { (1000.0 / 60.0, seconds) } else { (50.0, seconds - 1) };
    let used = sent as f64 / (per_second * span as f64);
    // those about the token are some
    let asked = redis.commands() as f64 / calls as f64;
    println!(
        "{sent} sent by {PROCESSES} processes in {seconds} s, {unknown} unknown, {:.1} % of the limit; {second} in the \
         busiest second, {whole_minute} in the busiest minute; {asked:.2} questions to Redis for each of {calls} calls; \
         {} token requests",
        100.0 * used,
        sandbox.token_requests()
    );
    assert!(second <= 50, "{second} in a second");
    assert!(whole_minute <= 1000, "{whole_minute} in a minute");
    assert_eq!(sandbox.token_requests(), 1);
    each_is_delivered_once(&sandbox, sent, unknown);
    assert!(used >= 0.85, "{used} of the limit is used");
    // a busy machine lets a moment pass now and then, which is asked for again
    assert!(asked <= 1.1, "{asked} questions for each call");
}

/// What ended well arrived once, what failed did not, and what left too late for an answer may have.
fn each_is_delivered_once(sandbox: &Sandbox, sent: u64, unknown: u64) {
    let arrived = sandbox.messages().len() as u64;
    let ended = sent..=sent + unknown;
    assert!(
        ended.contains(&arrived),
        "each that ended well is delivered once, and none that did not: {arrived} of {ended:?}"
    );
    assert!(unknown * 10 <= sent, "{unknown} of {sent} left too late");
}

/// Sends for ten seconds by four processes, whose calls give up after three, through whatever `happens` to Redis meanwhile.
async fn through(
    what: &str,
    redis: &mut Redis,
    url: &str,
    programs: [Option<&[&str]>; PROCESSES as usize],
    happens: impl AsyncFnOnce(&mut Redis),
) -> Vec<End> {
    let sandbox = start(Sandbox::builder()).await;
    let children =
        programs.map(|program| process(program, &sandbox, url, 10, "kept").env("DEADLINE", "3").spawn().unwrap());
    let (ends, ()) = tokio::join!(join_all(children.into_iter().map(End::of)), happens(redis));
    let (second, minute) = (sandbox.busiest_call(SECOND), sandbox.busiest_call(60 * SECOND));
    let sum = |count: fn(&End) -> u64| ends.iter().map(count).sum::<u64>();
    let (sent, failed, unknown) = (sum(|end| end.sent), sum(|end| end.failed), sum(|end| end.unknown));
    let overdue = ends.iter().map(|end| end.overdue).max().unwrap_or_default();
    println!(
        "{what}: {sent} sent, {failed} not, {unknown} unknown, {second} in the busiest second, {minute} in the busiest \
         minute; {overdue} ms overdue"
    );
    assert!(second <= 50, "{second} in a second");
    assert!(minute <= 1000, "{minute} in a minute");
    each_is_delivered_once(&sandbox, sent, unknown);
    assert!(sent >= 30 && ends.iter().all(|end| end.sent > 0), "{ends:?}");
    // on a busy machine a call is late for that alone, but not so late
    assert!(overdue < 3_000, "{overdue} ms after its deadline");
    ends
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_redis() {
    let _alone = ALONE.lock().await;
    let Some(mut redis) = Redis::start() else { return };
    let slow = Slow::before(redis.port(), Duration::from_millis(200)).await;
    through("200 ms to Redis", &mut redis, &slow.url(), [None; 4], async |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_is_restarted_and_one_that_is_gone() {
    let _alone = ALONE.lock().await;
    let Some(mut redis) = Redis::start() else { return };
    let url = redis.url();
    let restarted = async |redis: &mut Redis| {
        for _ in 0..2 {
            sleep(3 * SECOND).await;
            redis.restart();
        }
    };
    through("Redis restarted twice", &mut redis, &url, [None; 4], restarted).await;
    let gone = async |redis: &mut Redis| {
        sleep(3 * SECOND).await;
        redis.stop();
        sleep(4 * SECOND).await;
        redis.begin();
    };
    through("Redis gone for four seconds", &mut redis, &url, [None; 4], gone).await;
    let hangs = async |redis: &mut Redis| {
        sleep(3 * SECOND).await;
        redis.freeze(true);
        sleep(4 * SECOND).await;
        redis.freeze(false);
    };
    through("Redis silent for four seconds", &mut redis, &url, [None; 4], hangs).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_whose_clock_is_off_by_ten_minutes() {
    let _alone = ALONE.lock().await;
    let Some(mut redis) = Redis::start() else { return };
    if !installed("faketime", "no clock is off") {
        return;
    }
    let url = redis.url();
    // timers go on as they do: what is off is the time of day
    let ahead: &[&str] = &["env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-m", "-f", "+600s"];
    let behind: &[&str] = &["env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-m", "-f", "-600s"];
    for program in [ahead, behind] {
        let programs = [Some(program), None, None, None];
        let ends = through("a clock off by ten minutes", &mut redis, &url, programs, async |_| {}).await;
        let off = ends[0].clock as i64 - ends[1].clock as i64;
        assert!((off.abs() - OFF).abs() < 30, "the clock of the first is {off} s off");
        redis.restart();
    }
}
