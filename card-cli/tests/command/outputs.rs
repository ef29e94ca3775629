//! What the command writes: help, findings in three formats, cards.

use super::{card, card_with, folder};
use feishu_card_core::Json;
use std::{fs, time::Instant};

#[test]
fn help_teaches() {
    let folder = folder("help");
    let ran = card(&folder, &["--help"]);
    assert_eq!(ran.code, Some(0));
    for word in ["check", "print", "completions", "card check --format github", "msg_type"] {
        assert!(ran.out.contains(word), "`{word}` is not in:\n{}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'), "colours outside of a terminal");
    assert!(card(&folder, &["check", "--help"]).out.contains("Exit codes"));
    assert_eq!(card(&folder, &[]).code, Some(2));
    let ran = card(&folder, &["check", "--limits", "tabels=9", "x.json"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("no limit `tabels`") && ran.err.contains("markdown_tables"), "{}", ran.err);
}

#[test]
fn an_input_that_is_no_card_is_an_object_and_an_annotation_too() {
    let folder = folder("formats");
    fs::write(folder.join("x.json"), "{\n 1}").unwrap();
    let ran = card(&folder, &["check", "--format", "json", "x.json"]);
    assert_eq!(ran.code, Some(2));
    let line = Json::parse(&ran.out).unwrap();
    for (name, value) in [("file", "x.json"), ("severity", "error"), ("code", "input"), ("pointer", "")] {
        assert_eq!(line.get(name).and_then(Json::as_str), Some(value), "{}", ran.out);
    }
    assert_eq!(line.get("line"), Some(&Json::int(2)));
    let ran = card(&folder, &["check", "--format", "github", "x.json"]);
    assert!(ran.out.starts_with("::error file=x.json,line=2,col=2"), "{}", ran.out);
}

#[test]
fn cards_are_printed_in_the_order_of_the_table() {
    let text = br#"{"msg_type":"interactive","card":{"elements":[{"new":1.0,"type":"primary","tag":"button"}]}}"#;
    let ran = card_with(&folder("print"), &["print", "-"], text);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let wanted = "{\n  \"elements\": [\n    {\n      \"tag\": \"button\",\n      \"type\": \"primary\",\n      \
                  \"new\": 1.0\n    }\n  ]\n}\n";
    assert_eq!(ran.out, wanted);
    assert_eq!(card(&folder("print"), &["print", "no.json"]).code, Some(2));
}

#[test]
fn completions_are_written_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = card(&folder("completions"), &["completions", shell]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.out.contains("format"), "{shell}");
    }
}

#[test]
fn the_whole_corpus_is_read() {
    let Some(shared) = feishu_card_corpus::shared() else { return };
    let corpus = shared.join("corpus");
    let started = Instant::now();
    let ran = card(&corpus, &["check", "--format", "json", "official-v1", "wild", "official-v2/invalid"]);
    println!("checked in {:?}", started.elapsed());
    assert_ne!(ran.code, Some(2), "{}", ran.err);
    for line in ran.out.lines() {
        let line = Json::parse(line).unwrap();
        for name in ["file", "severity", "code", "pointer", "message", "help"] {
            assert!(line.get(name).is_some(), "{line}");
        }
        assert_ne!(line.get("line"), Some(&Json::Null), "no place: {line}");
    }
}
