//! What the contenders of `serialise` allocate for one body. `cargo bench --bench allocations` prints a Markdown table
//! for each card; `--features peers` adds the peers.

use feishu_card_bench::writers::groups;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    for group in groups() {
        println!("\n{}, {} bytes of body\n", group.card, group.bytes);
        println!("| | counted | allocations | reallocations | bytes allocated |\n|---|---|---:|---:|---:|");
        for contender in &group.contenders {
            let region = Region::new(ALLOCATOR);
            let kept = (contender.run)();
            let stats = region.change();
            drop(kept);
            let job = contender.job.words();
            println!(
                "| {} | {job} | {} | {} | {} |",
                contender.name, stats.allocations, stats.reallocations, stats.bytes_allocated
            );
        }
    }
}
