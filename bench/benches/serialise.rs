//! A card becomes a request body: ours against serde structs, `json!`, the copy of a finished body and, with
//! `--features peers`, larksuite-oapi-sdk-rs and lark-channel. `cargo bench --bench serialise [-- ROUNDS]` prints a
//! Markdown table for each card. Allocations are counted by the bench of that name, as counting costs time.

use feishu_card_bench::{
    interleaved::{nanoseconds, ratio},
    measure::median,
    writers::groups,
};

fn main() {
    let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(31);
    for group in groups() {
        let runs: Vec<_> = group.contenders.iter().map(|contender| &*contender.run).collect();
        let times = nanoseconds(&runs, rounds);
        println!("\n{}, {} bytes of body, median of {rounds} rounds\n", group.card, group.bytes);
        println!("| | in the measured time | µs | ÷ ours for the same |\n|---|---|---:|---:|");
        for (contender, own) in group.contenders.iter().zip(&times) {
            let job = contender.job.words();
            let ratio = ratio(own, &times[group.ours(contender.job)]);
            println!("| {} | {job} | {:.2} | {ratio:.2} |", contender.name, median(own.iter().copied()) / 1e3);
        }
    }
}
