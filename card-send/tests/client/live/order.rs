//! Many at once, and everything that can go wrong on the way: the last card wanted is shown, no sequence is used
//! twice, the limit of the card is kept.

use super::{card, live, shown, text};
use crate::support::{builder, start};
use feishu_card_sandbox::{Api, Failure, Fault, Sandbox};
use feishu_card_send::{Client, To, Updated};
use futures_util::future::join_all;
use std::{collections::BTreeSet, time::Duration};

/// The faults of one run: lost answers with and without effect, limits, troubles, wrong order, a user at the card.
fn faults(chance: f64) -> Vec<Fault> {
    let all = |failure: Failure| {
        [
            Api::CardkitUpdate,
            Api::CardkitBatch,
            Api::CardkitSettings,
            Api::ElementCreate,
            Api::ElementUpdate,
            Api::ElementPatch,
            Api::ElementDelete,
        ]
        .map(|api| Fault::new(failure.clone()).on(api).chance(chance))
    };
    let mut faults = Vec::new();
    for failure in [
        Failure::Disconnect,
        Failure::CutBody,
        Failure::Html(502),
        Failure::Delay(Duration::from_millis(400)),
        Failure::RateLimited(Some(Duration::from_millis(20))),
        Failure::Code(300_317),
        Failure::Code(200_810),
        Failure::Code(300_120),
    ] {
        let lost = matches!(failure, Failure::Disconnect | Failure::CutBody | Failure::Html(_) | Failure::Delay(_));
        faults.extend(all(failure.clone()));
        if lost {
            faults.extend(all(failure).map(Fault::applied));
        }
    }
    faults
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_tasks_change_one_card_while_much_goes_wrong() {
    let rounds = if std::env::var_os("FEISHU_CARD_LONG").is_some() { 40 } else { 3 };
    for round in 0..rounds {
        let sandbox = start(Sandbox::builder().seed(round)).await;
        let client = builder(&sandbox).timeout(Duration::from_millis(150)).build().unwrap();
        let live = live(&client, &card(&text("start"))).await;
        faults(0.03).into_iter().for_each(|fault| sandbox.inject(fault));
        let tasks = (0..64u64).map(|n| {
            let live = live.clone();
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis((n * 7919 + round * 31) % 640)).await;
                let wanted = card(&[text(&format!("task {n}")), text("stays"), text(&format!("{}", n % 5))].join(","));
                live.update(&wanted).await.unwrap()
            })
        });
        let ends: Vec<_> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();
        assert!(ends.iter().any(|end| *end != Updated::Superseded));
        sandbox.clear_faults();
        // a call that nobody heard of may still be on its way: the last word settles it
        let last = card(&[text("last"), text("stays")].join(","));
        live.update(&last).await.unwrap();
        tokio::time::sleep(Duration::from_millis(450)).await;
        assert_eq!(shown(&sandbox, &live), live.shown(), "round {round}");
        let numbers: Vec<_> =
            sandbox.requests().iter().filter_map(|request| request.json()?.get("sequence")?.as_i64()).collect();
        assert_eq!(
            numbers.iter().collect::<BTreeSet<_>>().len(),
            numbers.len(),
            "no number is used twice: {numbers:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_of_a_card_is_kept_whoever_changes_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::builder(sandbox.app_id(), sandbox.app_secret()).base_url(sandbox.base_url()).build().unwrap();
    let live = client.live(To::open_id("ou_1"), &card(&text("start"))).await.unwrap();
    let tasks = (0..64u64).map(|n| {
        let live = live.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(n * 25)).await;
            live.update(&card(&text(&format!("task {n}")))).await.unwrap()
        })
    });
    join_all(tasks).await.into_iter().for_each(|end| drop(end.unwrap()));
    assert_eq!(shown(&sandbox, &live), live.shown());
    let busiest = sandbox.busiest_entity(Duration::from_secs(1));
    assert!(busiest <= 10, "{busiest} in a second");
    assert!(sandbox.requests().iter().all(|request| request.code == Some(0)), "none was refused");
}

/// Clicks, delayed updates and another process between the updates.
#[tokio::test]
async fn what_is_believed_is_what_is_shown_whoever_else_writes() {
    let sandbox = start(Sandbox::builder()).await;
    let client = builder(&sandbox).build().unwrap();
    let live = live(&client, &card(&text("start"))).await;
    for n in 0..60u32 {
        let wanted = card(&[text(&format!("{n}")), text("stays")].join(","));
        match n % 4 {
            0 => drop(client.live_resume(&live.record()).update(&wanted).await.unwrap()),
            1 => {
                // another writer with a plain call, under a number far ahead
                let sequence = live.record().sequence + 50;
                client.card(live.card_id().unwrap()).update(sequence, &wanted).await.unwrap();
            }
            2 => sandbox.hold_card(live.card_id().unwrap().as_str(), Duration::from_millis(5)),
            _ => {}
        }
        live.update(&card(&[text(&format!("mine {n}")), text("stays")].join(","))).await.unwrap();
        assert_eq!(shown(&sandbox, &live), live.shown(), "round {n}");
    }
}
