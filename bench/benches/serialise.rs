//! A typed value becomes a request body: ours against borrowed serde structs through two `to_string` calls,
//! `json!`, and the copy of a finished body. Prints the allocations of one run of each.

use criterion::{Criterion, criterion_group, criterion_main};
use feishu_card_bench::{cards, serde_card};
use feishu_card_core::{Card, Typed};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::{alloc::System, hint::black_box};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn ours(card: &Card) -> String {
    let mut out = String::with_capacity(160 + card.escaped_bound());
    out.push_str(r#"{"receive_id":"ou_9e03c5d0","msg_type":"interactive","content":"#);
    card.write_escaped(&mut out);
    out.push_str(r#","uuid":"0f7c2b1e-8d6a-4c53-9d2b-6b1f7a3c5e90"}"#);
    out
}

fn two_to_strings<T: serde::Serialize>(card: &T) -> String {
    let content = serde_json::to_string(card).expect("serialises");
    serde_json::to_string(&serde_card::Body {
        receive_id: "ou_9e03c5d0",
        msg_type: "interactive",
        content: &content,
        uuid: "0f7c2b1e-8d6a-4c53-9d2b-6b1f7a3c5e90",
    })
    .expect("serialises")
}

fn allocations<T>(name: &str, run: impl Fn() -> T) {
    let region = Region::new(ALLOCATOR);
    let kept = run();
    let stats = region.change();
    drop(kept);
    println!("{name}: {} allocations, {} reallocations", stats.allocations, stats.reallocations);
}

fn serialise(c: &mut Criterion) {
    let tutorial = Card::parse(cards::TUTORIAL).expect("a card");
    let dashboard = cards::dashboard();
    let structs = serde_card::dashboard();
    let value = serde_json::to_value(&structs).expect("serialises");
    let body = ours(&dashboard);
    println!("dashboard body: {} bytes", body.len());
    let same: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    let floor: serde_json::Value = serde_json::from_str(&two_to_strings(&structs)).expect("JSON");
    let content = |body: &serde_json::Value| -> serde_json::Value {
        serde_json::from_str(body["content"].as_str().expect("a string")).expect("JSON")
    };
    assert_eq!(content(&same), content(&floor));

    allocations("ours", || ours(&dashboard));
    allocations("serde structs", || two_to_strings(&structs));
    allocations("serde_json::Value", || two_to_strings(&value));

    let mut group = c.benchmark_group("dashboard");
    group.bench_function("ours", |b| b.iter(|| ours(black_box(&dashboard))));
    group.bench_function("serde structs twice", |b| b.iter(|| two_to_strings(black_box(&structs))));
    group.bench_function("serde_json::Value twice", |b| b.iter(|| two_to_strings(black_box(&value))));
    group.bench_function("copy of the body", |b| b.iter(|| black_box(&body).clone()));
    group.finish();
    c.bench_function("tutorial/ours", |b| b.iter(|| ours(black_box(&tutorial))));
}

criterion_group!(benches, serialise);
criterion_main!(benches);
