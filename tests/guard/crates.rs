//! How many crates each set of features compiles, our own included. Counted for one platform, so that the number is
//! the same everywhere.

use crate::hold;
use std::{collections::BTreeSet, process::Command};

/// The crates that a user of these features compiles, by name and version.
fn crates(features: &str) -> BTreeSet<String> {
    crates_of("feishu-card", features)
}

fn crates_of(package: &str, features: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", package, "--edges", "normal,build", "--prefix", "none"])
        .args(["--target", "x86_64-unknown-linux-gnu", "--no-default-features", "--features", features])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("text");
    lines.lines().map(|line| line.split(" (").next().unwrap_or(line).to_owned()).collect()
}

#[test]
fn each_set_of_features_stays_within_its_number_of_crates() {
    for (what, features) in [
        ("crates: cards only (no default features)", ""),
        ("crates: send (default features)", "send"),
        ("crates: client without TLS", "client"),
        ("crates: callback", "callback"),
        ("crates: axum", "axum"),
        ("crates: sandbox", "sandbox"),
        ("crates: preview", "preview"),
    ] {
        hold(what, crates(features).len());
    }
}

#[test]
fn the_preview_without_charts_and_the_command_stay_within_theirs() {
    hold("crates: card-preview without charts", crates_of("feishu-card-preview", "").len());
    hold("crates: the command", crates_of("feishu-card-cli", "default").len());
    hold("crates: the command without the page", crates_of("feishu-card-cli", "preview").len());
    hold("crates: the command without preview", crates_of("feishu-card-cli", "").len());
}

#[test]
fn the_long_connection_brings_few_crates_more() {
    let more = crates("send,long-connection").difference(&crates("send,callback")).count();
    hold("crates: long-connection, more than send and callback", more);
}

#[test]
fn cards_alone_bring_no_second_parser_of_rust_and_no_derive() {
    let names = crates("");
    let named = |name: &str| names.iter().any(|line| line.split(' ').next() == Some(name));
    assert!(named("feishu-card-core"), "{names:?}");
    for unwanted in ["serde_derive", "syn-mid", "tokio", "reqwest"] {
        assert!(!named(unwanted), "{unwanted}");
    }
    assert!(!names.iter().any(|line| line.starts_with("syn v2")), "{names:?}");
}
