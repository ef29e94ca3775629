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
const MANY: usize = 160;
/// At the same time.
const TOGETHER: usize = 20;
/// Connections stay open, each with a task of its own.
const CONNECTIONS: usize = 4;
/// What one stream writes: were it kept, or anything that holds it, that would be found.
const TEXT: usize = 4_000;
/// What is kept in tables of a bounded size, and what is on its way.
const ALLOWANCE: i64 = 64 << 10;

/// One stream, with one of the ends that there are.
async fn one(client: Client, n: usize) {
    let start = client.stream(To::open_id(format!("ou_{n}")));
    let start = if n.is_multiple_of(5) { start.stop_button("Stop") } else { start };
    let card = start.await.unwrap();
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
}

/// As many streams, and their ends in the background.
async fn streams(client: &Client, sandbox: &Sandbox, count: usize) {
    stream::iter(0..count).for_each_concurrent(TOGETHER, |n| one(client.clone(), n)).await;
    let all_end = async {
        // connections, and whoever is about to give one back; the last streams hide among as many, so their cards are
        // looked at too
        let streams = || sandbox.entities().iter().any(|entity| entity.streaming_left > 0);
        while Handle::current().metrics().num_alive_tasks() > 2 * CONNECTIONS || streams() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    let ended = timeout(Duration::from_secs(60), all_end).await;
    let left = Handle::current().metrics().num_alive_tasks();
    assert!(ended.is_ok(), "{left} tasks are left of {count} streams, or a card still streams");
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
    assert!(many.bytes_total > 2 * few.bytes_total, "the client worked elsewhere than in this thread");
    assert!(many.bytes_current <= ALLOWANCE, "{} bytes are kept of {MANY} streams", many.bytes_current);
    // as many are there at the same time in both
    assert!(many.bytes_max <= 2 * few.bytes_max, "a peak of {} for few, of {} for many", few.bytes_max, many.bytes_max);
}
