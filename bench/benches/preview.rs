//! What drawing a card costs: 60 components without charts to HTML (budget: 1 ms), and what it allocates.
//! `cargo bench --bench preview`.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use feishu_card_core::Card;
use feishu_card_preview::{Options, fragment, html};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::{alloc::System, hint::black_box};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Ten rounds of six: a text, Markdown with tags, a column set of a text and a divider, a button.
fn sixty() -> Card {
    let rounds: Vec<String> = (0..10)
        .map(|n| {
            format!(
                r#"{{"tag":"div","text":{{"tag":"plain_text","content":"line {n} of the report"}},"icon":{{"tag":"standard_icon","token":"chat_outlined","color":"blue"}}}},
                {{"tag":"markdown","content":"**service-{n}** is <font color='green'>live</font> <at id=ou_{n}></at>\n- one `a`\n- two [x](https://example.com/{n})"}},
                {{"tag":"column_set","flex_mode":"bisect","columns":[{{"tag":"column","width":"weighted","elements":[{{"tag":"markdown","content":"left"}}]}},{{"tag":"column","width":"weighted","elements":[{{"tag":"hr"}}]}}]}},
                {{"tag":"button","type":"primary","text":{{"tag":"plain_text","content":"open {n}"}},"behaviors":[{{"type":"open_url","default_url":"https://example.com/{n}"}}]}}"#
            )
        })
        .collect();
    Card::parse(&format!(r#"{{"schema":"2.0","header":{{"title":{{"tag":"plain_text","content":"report"}},"template":"blue"}},"body":{{"elements":[{}]}}}}"#, rounds.join(",")))
        .expect("a card")
}

fn preview(c: &mut Criterion) {
    let (card, options) = (sixty(), Options::new());
    let region = Region::new(ALLOCATOR);
    let drawn = fragment(&card, &options);
    let stats = region.change();
    println!(
        "60 components: {} bytes of HTML, {} allocations, {} reallocations, {} bytes allocated",
        drawn.len(),
        stats.allocations,
        stats.reallocations,
        stats.bytes_allocated
    );
    let mut group = c.benchmark_group("preview, 60 components");
    group.bench_function("fragment", |b| {
        b.iter_batched(|| (), |()| fragment(black_box(&card), &options), BatchSize::SmallInput)
    });
    group.bench_function("page", |b| {
        b.iter_batched(|| (), |()| html(black_box(&card), &options), BatchSize::SmallInput)
    });
    group.finish();
}

criterion_group!(benches, preview);
criterion_main!(benches);
