//! News for many people: cards made one by one while they are sent, within the platform's limits, with a progress bar.
//! The run can be repeated: what was delivered within the hour is not delivered twice.
//!
//! `cargo run --example broadcast` needs no account: see `common/mod.rs` for the real platform.

mod common;

use common::{Result, Stage};
use feishu_card::{
    Card, card,
    send::{Error, To},
};
use futures_util::StreamExt;
use indicatif::{ProgressBar, ProgressStyle};
use std::{collections::BTreeMap, pin::pin};

fn news(number: usize) -> Card {
    card! {
        <card schema="2.0">
            <header template=blue title="新版本已上线"/>
            <markdown en_us="Dear user no. {number}, version 3 is here.">
                "第 {number} 位用户，您好：3.0 版已上线。"
            </markdown>
        </card>
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let users: Vec<String> = (0..100).map(|number| format!("ou_{number:016x}")).collect();
    let stage = Stage::set(&users.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    let receivers: Vec<To> = match stage.sandbox() {
        Some(sandbox) => {
            // two have left the company
            sandbox.refuse_receiver(&users[7], 230013);
            sandbox.refuse_receiver(&users[42], 230013);
            stage.receivers(users.len()).collect()
        }
        None => stage.receivers(1).collect(),
    };

    let bar = ProgressBar::new(receivers.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta}")?);
    let items = receivers.iter().cloned().enumerate().map(|(number, to)| (to, news(number + 1)));
    let bulk = stage.client.send_all().uuid(|_, to| format!("news-3.0-{}", to.id()));
    let mut deliveries = pin!(bulk.iter(items));
    let (mut delivered, mut refused) = (0, BTreeMap::<String, Vec<usize>>::new());
    while let Some(delivery) = deliveries.next().await {
        bar.inc(1);
        match delivery.result {
            Ok(_) => delivered += 1,
            Err(error) => refused.entry(reason(&error)).or_default().push(delivery.index),
        }
    }
    bar.finish();

    println!("delivered: {delivered}");
    for (reason, mut indexes) in refused {
        println!("not delivered to {}: {reason}", indexes.len());
        indexes.sort_unstable(); // results come in the order of completion
        for index in indexes {
            println!("  {}", receivers[index]);
        }
    }
    Ok(())
}

/// The first line, which is the same for all who are refused alike.
fn reason(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
