//! What a user pays for the dependency: CPU seconds of a clean `cargo check`, and crates.
//!
//! `cargo run --release --bin dependencies [ROUNDS]` checks small projects that differ in their
//! dependencies only, each in a fresh target folder, in turn, and prints a Markdown table of medians.

use feishu_card_bench::measure::{CheckResult, Project, median};

/// Name, dependencies.
const PROJECTS: &[(&str, &str)] = &[
    ("floor: serde derive + serde_json", "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n"),
    ("feishu-card, cards only", "feishu-card = { path = \"{root}\", default-features = false }\n"),
    (
        "floor: reqwest + tokio, the same features",
        "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\"] }\n\
         tokio = { version = \"1\", default-features = false, features = [\"sync\", \"time\"] }\n\
         serde_json = \"1\"\n",
    ),
    ("feishu-card, default features (send)", "feishu-card = { path = \"{root}\" }\n"),
    ("lark-channel", "lark-channel = \"0.6\"\n"),
    ("larksuite-oapi-sdk-rs", "larksuite-oapi-sdk-rs = \"0.3\"\n"),
];

fn main() {
    let rounds = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(3);
    let projects: Vec<Project> = PROJECTS
        .iter()
        .enumerate()
        .map(|(i, (_, dependencies))| Project::new(&format!("dependencies-{i}"), dependencies, "pub fn nothing() {}\n"))
        .collect();
    let mut results: Vec<Vec<CheckResult>> = projects.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (project, results) in projects.iter().zip(&mut results) {
            results.push(project.clean_check());
        }
    }
    println!("| project | crates | CPU s, clean check (median of {rounds}) |\n|---|---:|---:|");
    for (((name, _), project), results) in PROJECTS.iter().zip(&projects).zip(&results) {
        let cpu = median(results.iter().map(|result| result.cpu_seconds));
        println!("| {name} | {} | {cpu:.1} |", project.crates());
    }
}
