//! A bulk with a journal whose process is killed at random moments: each item is delivered once, or said to be unknown.
//!
//! The process that is killed is this program again, with the ignored test below. In the long run
//! (`FEISHU_CARD_LONG=1`) it is killed 200 times over 2,000 items.

#[path = "client/support.rs"]
mod support;

use feishu_card_sandbox::{Api, Failure, Fault, Sandbox};
use feishu_card_send::{Client, Error, To};
use futures_util::StreamExt;
use std::{
    collections::{HashMap, HashSet},
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use support::card;

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("feishu-card-{name}-{}.journal", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

fn items(count: usize) -> impl Iterator<Item = To> + Send {
    (0..count).map(|i| To::open_id(format!("ou_{i}")))
}

async fn sandbox() -> Sandbox {
    let sandbox = support::start(Sandbox::builder().seed(7)).await;
    for failure in [Failure::Html(502), Failure::CutBody] {
        sandbox.inject(Fault::new(failure.clone()).on(Api::MessageCreate).chance(0.0125));
        sandbox.inject(Fault::new(failure).on(Api::MessageCreate).chance(0.0125).applied());
    }
    sandbox
}

/// The process that is killed: runs the bulk, and says which items it reports as unknown.
#[test]
#[ignore = "is started and killed by the test below"]
fn run_until_killed() {
    let variable = |name: &str| std::env::var(name).unwrap();
    let client = Client::builder(variable("APP"), variable("SECRET")).base_url(variable("BASE"));
    let client = client.scale_limits(support::HURRY).build().unwrap();
    let count: usize = variable("COUNT").parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let card = card();
        let bulk = client.send_all().in_flight(16).journal(variable("JOURNAL")).unwrap();
        println!("begins");
        bulk.for_each(items(count).map(|to| (to, &card)), async |delivery| match delivery.result {
            Ok(_) => {}
            Err(Error::OutcomeUnknown { .. }) => println!("unknown {}", delivery.index),
            Err(error) => panic!("{}: {error}", delivery.index),
        })
        .await;
        println!("done");
    });
}

#[tokio::test]
async fn killed_at_any_moment_each_item_is_delivered_once_or_unknown() {
    let (kills, count) = match std::env::var_os("FEISHU_CARD_LONG") {
        Some(_) => (200, 2_000),
        None => (6, 200),
    };
    let sandbox = sandbox().await;
    let journal = file("killed");
    let mut random = fastrand::Rng::with_seed(11);
    let (mut unknown, mut killed, mut done) = (HashSet::new(), 0, false);
    while !done {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "run_until_killed", "--ignored", "--nocapture"])
            .envs([("APP", sandbox.app_id()), ("SECRET", sandbox.app_secret()), ("COUNT", count.to_string())])
            .env("BASE", sandbox.base_url())
            .env("JOURNAL", &journal)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        assert!(lines.by_ref().any(|line| line.ends_with("begins")), "it does not begin");
        if killed < kills {
            // a moment somewhere in the sending of some of the items
            let before = sandbox.calls(Api::MessageCreate);
            let calls = random.u64(0..=2 * count as u64 / kills);
            let until = Instant::now() + Duration::from_secs(20);
            while sandbox.calls(Api::MessageCreate) < before + calls && Instant::now() < until {
                tokio::time::sleep(Duration::from_micros(200)).await;
                if child.try_wait().unwrap().is_some() {
                    break;
                }
            }
            tokio::time::sleep(Duration::from_micros(random.u64(0..2_000))).await;
            child.kill().unwrap();
            killed += 1;
        }
        for line in lines {
            match line.strip_prefix("unknown ") {
                Some(index) => drop(unknown.insert(index.parse::<usize>().unwrap())),
                None => done |= line.ends_with("done") && killed == kills,
            }
        }
        child.wait().unwrap();
    }
    let mut arrived: HashMap<String, usize> = HashMap::new();
    for message in sandbox.messages() {
        *arrived.entry(message.receive_id).or_default() += 1;
    }
    println!("{killed} kills, {} calls, {} unknown", sandbox.calls(Api::MessageCreate), unknown.len());
    for (index, to) in items(count).enumerate() {
        match arrived.get(to.id()) {
            Some(times) => assert_eq!(*times, 1, "item {index} arrived {times} times"),
            None => assert!(unknown.contains(&index), "item {index} is lost"),
        }
    }
    let _ = std::fs::remove_file(journal);
}

#[tokio::test]
async fn what_has_ended_is_not_sent_again() {
    let sandbox = support::sandbox().await;
    let client = support::client(&sandbox);
    let (journal, card) = (file("again"), card());
    let run = async |count| {
        let bulk = client.send_all().journal(&journal).unwrap();
        let results: Vec<_> = bulk.iter(items(count).map(|to| (to, &card))).collect().await;
        results.iter().filter(|delivery| delivery.result.is_ok()).count()
    };
    assert_eq!(run(20).await, 20);
    assert_eq!(run(20).await, 0, "all had ended");
    assert_eq!(run(25).await, 5, "the list has grown");
    assert_eq!(sandbox.messages().len(), 25);

    // another list is said at the first item that differs, and then nothing more is sent
    let others = (0..25).map(|i| (To::open_id(format!("ou_other_{i}")), &card));
    let bulk = client.send_all().in_flight(1).journal(&journal).unwrap();
    let results: Vec<_> = bulk.iter(others).collect().await;
    assert!(matches!(&results[0].result, Err(Error::Journal(problem)) if problem.contains("another list")));
    assert!(results.len() < 25, "it went on");
    assert_eq!(sandbox.messages().len(), 25);
    let _ = std::fs::remove_file(journal);
}

/// What a journal costs for each item, in bytes and time; printed, not asserted.
#[tokio::test]
async fn what_an_item_costs() {
    let sandbox = support::sandbox().await;
    let client = support::client(&sandbox);
    let (journal, card) = (file("cost"), card());
    const COUNT: usize = 500;
    let mut times = Vec::new();
    for with in [false, true, false, true] {
        let since = Instant::now();
        let mut bulk = client.send_all();
        if with {
            bulk = bulk.journal(&journal).unwrap();
        }
        let sent = bulk.iter(items(COUNT).map(|to| (to, &card))).count().await;
        times.push((with, sent, since.elapsed() / COUNT as u32));
        if with {
            println!("{} bytes an item", std::fs::metadata(&journal).unwrap().len() as usize / COUNT);
            std::fs::remove_file(&journal).unwrap();
        }
        assert_eq!(sent, COUNT);
    }
    println!("{times:?}");
}
