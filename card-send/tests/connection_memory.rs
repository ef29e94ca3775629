//! How much memory a long connection holds at its peak, counted by the allocator: many messages take no more than few.
//!
//! The allocator counts for one thread. The bot has this one to itself, since its runtime has no other; the sandbox, which
//! keeps every message, and the users have theirs. `FEISHU_CARD_LONG=1` sends 100,000 messages in all.

#[path = "client/support.rs"]
mod support;

use allocation_counter::{AllocationInfo, measure};
use feishu_card_sandbox::Sandbox;
use feishu_card_send::callback::AppEvent;
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc};

/// So many fill what is remembered to tell what comes again: 10,000 ids.
const WARM: usize = 10_500;
const FEW: usize = 1_500;
/// How many users write at the same time.
const USERS: usize = 16;
/// What the peaks may differ by: what is on its way at one moment is chance.
const ALLOWANCE: u64 = 64 << 10;

fn many() -> usize {
    if std::env::var_os("FEISHU_CARD_LONG").is_some() { 100_000 - WARM - FEW } else { 4_500 }
}

#[test]
fn many_messages_take_no_more_memory_than_few() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let sandbox = Arc::new(Sandbox::builder().limit_factor(support::HURRY).start_blocking().unwrap());
    let (tell, mut told) = mpsc::unbounded_channel();
    let handle = runtime.block_on(async {
        let connection = support::client(&sandbox).long_connection().on_event(move |event: AppEvent| {
            let _ = tell.send(event.message().is_some_and(|message| message.text == "hello"));
            async {}
        });
        let handle = connection.handle();
        tokio::spawn(connection.run());
        handle.ready().await.unwrap();
        handle
    });

    let mut run = |count: usize| {
        let users = write(&sandbox, count);
        let used = measure(|| {
            runtime.block_on(async {
                for _ in 0..count {
                    assert!(told.recv().await.unwrap());
                }
                // the last answers leave, so that what is on its way is not counted as kept
                while !users.is_finished() {
                    tokio::task::yield_now().await
                }
            });
        });
        users.join().unwrap();
        used
    };
    run(WARM);
    let few: AllocationInfo = run(FEW);
    let many: AllocationInfo = run(many());
    println!("{FEW}: {few:?}\n{}: {many:?}", self::many());
    assert!(many.bytes_total > 2 * few.bytes_total, "the bot worked elsewhere than in this thread");
    assert!(
        many.bytes_max <= few.bytes_max + ALLOWANCE,
        "a peak of {} bytes for few, of {} for many",
        few.bytes_max,
        many.bytes_max
    );
    assert!(many.bytes_current <= ALLOWANCE as i64, "{} bytes are kept", many.bytes_current);
    assert_eq!(sandbox.connections().len(), 1, "one connection for all");
    runtime.block_on(handle.shutdown());
}

/// Users write, on threads of their own.
fn write(sandbox: &Arc<Sandbox>, count: usize) -> std::thread::JoinHandle<()> {
    let sandbox = Arc::clone(sandbox);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let left = Arc::new(Semaphore::new(count));
            let users: Vec<_> = (0..USERS)
                .map(|number| {
                    let (sandbox, left) = (Arc::clone(&sandbox), Arc::clone(&left));
                    tokio::spawn(async move {
                        let user = sandbox.as_user(&format!("ou_{number}"));
                        while let Ok(one) = left.try_acquire() {
                            one.forget();
                            let said = user.says("hello").await;
                            assert!(said.taken(), "{:?}", said.error);
                        }
                    })
                })
                .collect();
            for user in users {
                user.await.unwrap();
            }
        });
    })
}
