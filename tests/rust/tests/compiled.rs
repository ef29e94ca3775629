//! Real cards, turned into markup, compiled, run, and compared with what they were.
//!
//! All cards go into one crate that knows nothing but `feishu-card` without its default features. The sample
//! is small enough for every run; `cargo test -p feishu-card-rust --test compiled -- --ignored` takes all.

use feishu_card_core::Json;
use feishu_card_rust::{Case, cards, is_equal, odd_cards};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// One of this many cards is in the sample.
const SAMPLE: usize = 12;

#[test]
fn a_sample_of_cards_comes_back_equal() {
    come_back_equal("sample", cards().into_iter().step_by(SAMPLE).collect());
}

#[test]
#[ignore = "compiles every card of the corpus, which takes a minute"]
fn every_card_comes_back_equal() {
    come_back_equal("all", cards());
}

#[test]
#[ignore = "compiles every card of the corpus, which takes a minute"]
fn cards_with_odd_values_come_back_equal() {
    come_back_equal("odd", odd_cards(cards(), 0));
}

fn come_back_equal(name: &str, cards: Vec<Case>) {
    if cards.is_empty() {
        return;
    }
    let out = run(&project(name, &cards));
    let came: Vec<_> = out.lines().collect();
    assert_eq!(came.len(), cards.len());
    let (right, wrong): (Vec<&Case>, Vec<&Case>) = cards.iter().partition(|case| case.is_ok());
    let mut different = Vec::new();
    for (case, line) in cards.iter().zip(came) {
        if !is_equal(&Json::parse(line).unwrap(), &case.json) {
            different.push(format!("{}\n{}\n{line}\n", case.name, case.json));
        }
    }
    assert!(different.is_empty(), "{} came back different:\n{}", different.len(), different.join("\n"));
    println!("{} cards without errors and {} with came back equal", right.len(), wrong.len());
}

/// A crate with a function for each card, that prints their JSON, one a line.
fn project(name: &str, cards: &[Case]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"cards-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\n\n\
         [dependencies]\nfeishu-card = {{ path = {:?}, default-features = false }}\n",
        root.canonicalize().unwrap()
    );
    let mut source = String::from(
        "//! Made of the corpus of real cards.\n#![deny(warnings)]\n#![allow(deprecated)]\n\
         use feishu_card::{Typed, card};\n\nfn main() {\n",
    );
    for i in 0..cards.len() {
        writeln!(source, "    println!(\"{{}}\", card_{i}().to_json_string());").unwrap();
    }
    source.push_str("}\n");
    for (i, case) in cards.iter().enumerate() {
        let body = case.source(false).text.replace('\n', "\n    ");
        writeln!(source, "\n/// {}\nfn card_{i}() -> impl Typed {{\n    {}\n}}", case.name, body.trim_end()).unwrap();
    }
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::write(folder.join("src/main.rs"), source).unwrap();
    folder
}

/// What a crate prints.
fn run(folder: &Path) -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("target");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(cargo)
        .args(["run", "--quiet", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}
