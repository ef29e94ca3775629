//! Real cards, turned into markup, compiled, run, and compared with what they were.
//!
//! All cards go into one crate that knows nothing but `feishu-card` without its default features. The sample
//! is small enough for every run; `cargo test -p feishu-card-card-rust --test compiled -- --ignored` takes all.

use feishu_card_card_rust::{Case, Project, cards, cards_with_variables, filled, is_equal, odd_cards};
use feishu_card_core::Json;
use std::{fmt::Write, path::Path};

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

#[test]
fn a_sample_of_functions_gives_cards_with_their_values() {
    give_cards_with_values("functions", cards().into_iter().skip(1).step_by(SAMPLE).collect());
}

#[test]
#[ignore = "compiles every card of the corpus, which takes a minute"]
fn every_function_gives_a_card_with_its_values() {
    give_cards_with_values("functions-all", cards());
}

fn give_cards_with_values(name: &str, cards: Vec<Case>) {
    let cards = cards_with_variables(cards, 0);
    let Some(lines) = printed(name, &cards, &functions(&cards)) else { return };
    for (case, line) in cards.iter().zip(lines) {
        let (came, wanted) = (Json::parse(&line).unwrap(), filled(&case.json, VALUE));
        assert!(is_equal(&came, &wanted), "{}\n{wanted}\n{came}\n{}", case.name, case.function().text);
    }
}

/// What every parameter is.
const VALUE: &str = "Vx";

/// A program with a module for each function, that prints the JSON of its card, one a line.
fn functions(cards: &[Case]) -> String {
    let mut source = String::from("//! Made of the corpus of real cards.\n#![deny(warnings)]\n#![allow(deprecated)]\n");
    source.push_str("fn main() {\n");
    let functions: Vec<_> = cards.iter().map(|case| case.function().text).collect();
    for (i, function) in functions.iter().enumerate() {
        let head = function.split_once(" -> ").map_or("", |(head, _)| head);
        let values = vec![format!("{VALUE:?}"); head.matches(": &str").count()].join(", ");
        writeln!(source, "    println!(\"{{}}\", card_{i}::made({values}).to_json_string());").unwrap();
    }
    source.push_str("}\n");
    for (i, (case, function)) in cards.iter().zip(functions).enumerate() {
        writeln!(source, "\n/// {}\nmod card_{i} {{\n{function}}}", case.name).unwrap();
    }
    source
}

/// The lines that a program prints, one for each card; `None` where there is no corpus.
fn printed(name: &str, cards: &[Case], program: &str) -> Option<Vec<String>> {
    if cards.is_empty() {
        return None;
    }
    let project = Project::new(Path::new(env!("CARGO_TARGET_TMPDIR")), name, program).unwrap();
    let done = project.cargo(&["run", "--quiet"]).unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let out = String::from_utf8(done.stdout).unwrap();
    let lines: Vec<_> = out.lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), cards.len());
    Some(lines)
}

fn come_back_equal(name: &str, cards: Vec<Case>) {
    let Some(came) = printed(name, &cards, &program(&cards)) else { return };
    let (right, wrong): (Vec<&Case>, Vec<&Case>) = cards.iter().partition(|case| case.is_ok());
    let mut different = Vec::new();
    for (case, line) in cards.iter().zip(came) {
        if !is_equal(&Json::parse(&line).unwrap(), &case.json) {
            different.push(format!("{}\n{}\n{line}\n", case.name, case.json));
        }
    }
    assert!(different.is_empty(), "{} came back different:\n{}", different.len(), different.join("\n"));
    println!("{} cards without errors and {} with came back equal", right.len(), wrong.len());
}

/// A program with a function for each card, that prints their JSON, one a line.
fn program(cards: &[Case]) -> String {
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
    source
}
