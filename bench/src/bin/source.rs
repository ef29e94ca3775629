//! What it costs to read a Rust source without a compiler: `cargo run [--release] --bin source`.
//!
//! Sources of 140 to 1,120 cards, 8 lines each, are read on a thread of their own as `card check src/` does; then sources
//! that nobody has written, which must not take more than their length asks for. Printed are medians of the process's
//! own CPU time, so that a machine that is busy with other things gives the same.

use feishu_card_markup::{Settings, source};
use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeValLike,
};
use std::fmt::Write;

const ROUNDS: usize = 15;

/// A source with this many cards, right or with a mistake in each.
fn text(cards: usize, attribute: &str) -> String {
    let mut text = String::from("use feishu_card::{Card, card};\n");
    for i in 0..cards {
        let _ = write!(
            text,
            "\nfn card_{i}(name: &str, done: bool) -> Card {{\n    card! {{\n        <card schema=\"2.0\"><header title=\"第 {i} 张\" template=blue/>\n            \
             <markdown>\"**第 {i} 张** {{name}}\"</markdown> if done {{ <hr/> }}\n            \
             <button type=primary name=\"b{i}\" {attribute}>\"好\"<callback value={{{{\"id\": {i}}}}}/></button></card>\n    }}\n}}\n"
        );
    }
    text
}

fn cpu_ms() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("this process");
    (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1000.0
}

/// Median CPU time of reading a text, and how much is found in it.
fn read(text: &str) -> (f64, usize) {
    let mut found = 0;
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let before = cpu_ms();
            found = source::check(text, &Settings::default()).len();
            cpu_ms() - before
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[ROUNDS / 2], found)
}

/// A source of a number of parts.
type Shape = fn(usize) -> String;

fn main() {
    println!("| cards | lines | right, ms | a mistake in each, ms |\n|---|---|---|---|");
    for cards in [140, 280, 560, 1_120] {
        let (right, wrong) = (text(cards, "width=fill"), text(cards, "colour=red"));
        let ((right_ms, none), (wrong_ms, found)) = (read(&right), read(&wrong));
        assert!(none == 0 && found == cards, "{none} and {found} findings in {cards} cards");
        println!("| {cards} | {} | {right_ms:.1} | {wrong_ms:.1} |", right.lines().count());
    }
    println!("\n| a source of | bytes | ms | twice as long, ms |\n|---|---|---|---|");
    let shapes: [(&str, Shape); 7] = [
        ("tags that are never closed", |n| format!("card! {{ <card>{}</card> }}", "<div>".repeat(n))),
        ("tags without their `>`", |n| format!("card! {{ <card>{}</card> }}", "<div ".repeat(n))),
        ("closing tags", |n| format!("card! {{ <card>{}</card> }}", "</div>".repeat(n))),
        ("attributes", |n| format!("card! {{ <card {}/> }}", "a=b ".repeat(n))),
        ("`if` without a block", |n| format!("card! {{ <card>{}</card> }}", "if x ".repeat(n))),
        ("full-width punctuation", |n| format!("card! {{ <card>{}</card> }}", "：".repeat(n))),
        ("open braces", |n| format!("card! {{ {}", "{".repeat(n))),
    ];
    for (name, make) in shapes {
        let (short, long) = (make(5_000), make(10_000));
        println!("| {name} | {} | {:.1} | {:.1} |", short.len(), read(&short).0, read(&long).0);
    }
}
