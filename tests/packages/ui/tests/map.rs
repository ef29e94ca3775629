//! Every row of the markup map: each example compiles in every version that has it, as a constant, and gives
//! its JSON. The examples as Rust, `generated/map.rs`, are made of `markup-map.tsv`; after a change of the
//! table write them anew: `UPDATE_EXPECTED=1 cargo test -p feishu-card-ui --test map`.

use feishu_card::Json;
use std::{fmt::Write, path::Path};

#[path = "../generated/map.rs"]
mod generated;

const TABLE: &str = include_str!("../markup-map.tsv");

struct Case {
    markup: String,
    json: serde_json::Value,
}

/// The examples of the table, each in every version that its row names.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for row in TABLE.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (markup, json) = cells[5].split_once("  ⇒  ").expect("markup ⇒ JSON");
        let json: serde_json::Value = Json::parse(json).expect(json).into();
        let case = |markup: String, json| Case { markup, json };
        let message = ["<template", "<entity"].iter().any(|root| markup.starts_with(root));
        if message || markup.contains("schema=") {
            cases.push(case(markup.to_owned(), json));
            continue;
        }
        let is_card = markup.starts_with("<card>") || markup.starts_with("<card/>");
        if is_card && cells[0] != "2" || cells[0] == "both" {
            cases.push(case(markup.to_owned(), json.clone()));
        }
        let end = markup.find([' ', '>', '/']).expect("a tag");
        for (version, schema) in [("1", "1.0"), ("2", "2.0")] {
            if cells[0] != "both" && cells[0] != version {
                continue;
            }
            let written = format!("{} schema=\"{schema}\"{}", &markup[..end], &markup[end..]);
            cases.push(case(written, if is_card { as_card(json.clone(), schema) } else { json.clone() }));
        }
    }
    cases
}

/// The JSON of a card when `schema` is written.
fn as_card(mut json: serde_json::Value, schema: &str) -> serde_json::Value {
    let card = json.as_object_mut().expect("a card");
    card.insert("schema".into(), schema.into());
    if schema == "2.0"
        && let Some(elements) = card.remove("elements")
    {
        card.insert("body".into(), serde_json::json!({ "elements": elements }));
    }
    json
}

/// The examples as Rust.
fn rust(cases: &[Case]) -> String {
    let mut out = String::from(
        "//! Made of `markup-map.tsv` by the test `map`; not to be edited.\n\
         #![allow(deprecated)]\n\n\
         use feishu_card::{Typed, card};\n\n\
         /// The JSON of every example.\n\
         pub fn all() -> Vec<String> {\n    vec![\n",
    );
    for case in cases {
        // an example shows one thing: what else its object needs is left out
        let allow = "#![allow(C0103, C0107, C0201, C0401, C0503, C0908)]";
        writeln!(out, "        (const {{ card! {{ {allow} {} }} }}).to_json_string(),", case.markup).expect("a String");
    }
    out.push_str("    ]\n}\n");
    out
}

#[test]
fn every_example_gives_its_json() {
    let cases = cases();
    let written = generated::all();
    assert_eq!(cases.len(), written.len());
    for (case, written) in cases.iter().zip(written) {
        let written: serde_json::Value = Json::parse(&written).expect(&written).into();
        assert_eq!(written, case.json, "{}", case.markup);
    }
}

#[test]
fn the_examples_are_those_of_the_table() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/map.rs");
    feishu_card_expected::hold(file, &rust(&cases()));
}
