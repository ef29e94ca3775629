//! Reading sources leaves nothing behind, however many there are. `FEISHU_CARD_LONG=1` reads 5,000.

use feishu_card_markup::{Settings, source};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::{alloc::System, fmt::Write};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A source of about 120 kB, with mistakes.
fn text() -> String {
    let mut text = String::from("use feishu_card::{Card, card};\n");
    for i in 0..380 {
        let _ = write!(
            text,
            "\n/// 第 {i} 张卡片。\nfn card_{i}(name: &str, done: bool) -> Card {{\n    card! {{\n        \
             <card schema=\"2.0\">\n            <markdown>\"**第 {i} 张** {{name}}\"</markdown>\n            \
             if done {{ <hr/> }}\n            <button type=primary name=\"b{i}\" colour=red>\"好\"\
             <callback value={{{{\"id\": {i}}}}}/></button>\n        </card>\n    }}\n}}\n"
        );
    }
    text.push_str("fn f() { g（1）; }\n");
    text
}

/// Bytes that are held now.
fn held() -> usize {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated.saturating_sub(stats.bytes_deallocated)
}

#[test]
fn memory_is_flat() {
    let text = text();
    let rounds = if std::env::var_os("FEISHU_CARD_LONG").is_some() { 5_000 } else { 12 };
    let read = || source::check(&text, &Settings::default()).len();
    // what is made once for all
    let found = read();
    assert_eq!(read(), found);
    let before = held();
    (0..rounds).for_each(|_| assert_eq!(read(), found));
    let after = held();
    println!("{found} findings in {} bytes; {before} bytes held before {rounds} readings, {after} after", text.len());
    assert!(found >= 382 && text.len() >= 120_000, "{found} in {}", text.len());
    assert!(after <= before + 1024, "{before} bytes before {rounds} readings, {after} after");
}
