//! What streams leave behind, however they end: no task, and no memory that grows with their number.
//!
//! The allocator counts for one thread. The client has this one to itself, since its runtime has no other; the sandbox,
//! which keeps every card, has its own.

#[path = "client/support.rs"]
mod support;

use allocation_counter::{AllocationInfo, measure};
use feishu_card_core::Json;
use feishu_card_sandbox::{Api, Failure, Fault, Sandbox};
use feishu_card_send::{Client, To};
use futures_util::{StreamExt, stream};
use std::{pin::pin, time::Duration};
use tokio::{
    runtime::Handle,
    time::{sleep, timeout},
};

const FEW: usize = 40;
const MANY: usize = 240;
/// At the same time, those that end in the background too.
const TOGETHER: usize = 20;
/// Connections stay open, each with a task of its own; one more task looks after those that are idle.
const CONNECTIONS: usize = 4;
/// What one stream writes: were it kept, or anything that holds it, that would be found.
const TEXT: usize = 4_000;
/// Pieces of memory that are kept in tables of a bounded size, or are on their way: fewer than one for three streams, and
/// of those with a stop button there is one in five.
const ALLOWANCE: i64 = (MANY / 3) as i64;

/// One stream, with one of the ends that there are, until its card is closed.
async fn one(client: Client, sandbox: &Sandbox, n: usize) {
    let start = client.stream(To::open_id(format!("ou_{n}")));
    let start = if n.is_multiple_of(5) { start.stop_button("Stop") } else { start };
    let card = start.await.unwrap();
    let card_id = card.record().and_then(|record| record.card_id).unwrap();
    card.status("searching…");
    card.push(&"word ".repeat(TEXT / 5));
    match n % 4 {
        0 => drop(card.finish().await.unwrap()),
        1 => drop(card),
        // polled once: it has told the stream to end
        2 => {
            let mut finish = pin!(card.fail("it broke"));
            assert!(futures_util::poll!(finish.as_mut()).is_pending());
        }
        _ => {
            let buttons = Json::parse(r#"[{"tag":"hr"}]"#).unwrap();
            drop(card.finish_with(&buttons).await.unwrap());
        }
    }
    while sandbox.entity(card_id.as_str()).unwrap().streaming_left > 0 {
        sleep(Duration::from_millis(10)).await;
    }
}

/// Waits until no more tasks than these are there.
async fn tasks_end(most: usize) {
    let alive = || Handle::current().metrics().num_alive_tasks();
    let ended = async {
        while alive() > most {
            sleep(Duration::from_millis(10)).await;
        }
    };
    assert!(timeout(Duration::from_secs(60), ended).await.is_ok(), "{} tasks are left", alive());
}

/// As many streams, and their ends in the background.
async fn streams(client: &Client, sandbox: &Sandbox, count: usize) {
    stream::iter(0..count).for_each_concurrent(TOGETHER, |n| one(client.clone(), sandbox, n)).await;
    tasks_end(CONNECTIONS + 1).await;
}

#[test]
fn streams_leave_no_task_and_no_memory_behind() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let sandbox = Sandbox::builder().limit_factor(support::HURRY).start_blocking().unwrap();
    let client = support::builder(&sandbox).max_connections(CONNECTIONS).build().unwrap();
    sandbox.inject(Fault::new(Failure::Html(502)).on(Api::ElementContent).chance(0.1));
    let run = |count| measure(|| runtime.block_on(streams(&client, &sandbox, count)));
    run(FEW);
    let few: AllocationInfo = run(FEW);
    let many: AllocationInfo = run(MANY);
    println!("{FEW}: {few:?}\n{MANY}: {many:?}");
    assert_eq!(sandbox.entities().len(), 2 * FEW + MANY);
    assert!(many.bytes_total > 4 * few.bytes_total, "the client worked elsewhere than in this thread");
    assert!(many.count_current <= ALLOWANCE, "{} pieces of memory are kept of {MANY} streams", many.count_current);
    // less than a tenth of the texts
    let texts = (MANY * TEXT / 10) as i64;
    assert!(many.bytes_current <= texts, "{} bytes are kept of {MANY} streams", many.bytes_current);
    // as many are there at the same time in both
    let peaks = (few.bytes_max, many.bytes_max);
    assert!(peaks.1 <= peaks.0 + peaks.0 / 4, "a peak of {} for few, of {} for many", peaks.0, peaks.1);
    // whatever of them is still there holds the client, and with it its connections
    drop(client);
    runtime.block_on(tasks_end(0));
}
