//! What is read, and what is refused with which words.

use super::{card, card_with, folder};
use std::fs;

const GOOD: &str = r#"{"elements":[{"tag":"div","text":{"tag":"plain_text","content":"好"}}]}"#;

/// Checks a text from a file; it must be refused with exit code 2 and these words.
fn refused(test: &str, text: impl AsRef<[u8]>, words: &[&str]) {
    let folder = folder(test);
    fs::write(folder.join("in.json"), text).unwrap();
    let ran = card(&folder, &["check", "in.json"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    for word in words {
        assert!(ran.err.contains(word), "`{word}` is not in:\n{}", ran.err);
    }
}

#[test]
fn a_missing_file() {
    let ran = card(&folder("missing"), &["check", "no.json"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("no.json") && ran.err.contains("file not found"), "{}", ran.err);
}

#[test]
fn an_empty_folder() {
    let folder = folder("empty");
    fs::create_dir(folder.join("sub")).unwrap();
    fs::write(folder.join("sub/readme.md"), "x").unwrap();
    let ran = card(&folder, &["check", "."]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("no .json, .card or .rs files"), "{}", ran.err);
}

#[test]
fn a_text_that_is_not_utf8() {
    refused("utf8", b"{\n \"a\": \"\xe4\xbd\xa0\xff\"}", &["line 2 column 9", "not UTF-8"]);
}

#[test]
fn a_text_that_is_not_json() {
    refused("json", "{\n  \"elements\": [1,]\n}", &["in.json:2:18", "expected a value", "\"elements\": [1,]"]);
    refused("nothing", "", &["in.json:1:1", "found the end of the text"]);
}

#[test]
fn json_of_another_kind() {
    refused("array", " [1]", &["in.json:1:2", "expected a card, found an array"]);
    refused("package", r#"{"name":"x","version":"1"}"#, &["does not contain a card", "`elements`"]);
    refused("text", r#"{"msg_type":"text","content":{"text":"x"}}"#, &["a message of type \"text\""]);
    refused("part", r#"{"tag":"button"}"#, &["in.json:1:2", "expected a whole card, found a `button`"]);
    refused("callback", r#"{"schema":"2.0","header":{},"event":{}}"#, &["a callback"]);
    refused("number", r#"{"msg_type":"interactive","card":3}"#, &["expected a card, found a number", "in.json:1:27"]);
}

#[test]
fn a_text_that_is_too_large() {
    refused("large", vec![b' '; 50 << 20], &["larger than 1 MB, the most that is read"]);
}

#[test]
fn json_that_is_too_deep() {
    refused("deep", "[".repeat(10_000), &["in.json:1:129", "nested deeper than 128 levels"]);
}

#[test]
fn a_duplicate_name() {
    let text = "{\"elements\": [],\n \"config\": {\"a\": 1,\n   \"b\": 2, \"a\": 3}}";
    refused("twice", text, &["in.json:3:12", "duplicate name `a`", "\"a\": 3"]);
}

#[test]
fn mistakes_inside_a_string_are_shown_in_the_file() {
    let text = "{\"msg_type\": \"interactive\",\n \"content\": \"{\\\"a\\\":1,}\"}";
    refused("inside", text, &["in.json:2:23", "in double quotes"]);
    let text = "{\"msg_type\": \"interactive\",\n \"content\": \"{\\\"a\\\":1,\\\"a\\\":1}\"}";
    refused("inside twice", text, &["in.json:2:23", "duplicate name `a`"]);
}

#[test]
fn every_form_in_which_cards_travel_is_read() {
    let escaped = feishu_card_core::Json::from(GOOD).to_string();
    let folder = folder("forms");
    for text in [
        GOOD.to_owned(),
        format!("\u{feff}{GOOD}"),
        format!(r#"{{"msg_type":"interactive","card":{GOOD}}}"#),
        format!(r#"{{"receive_id":"ou_1","msg_type":"interactive","content":{escaped}}}"#),
        format!(r#"{{"content":{escaped}}}"#),
        format!(r#"{{"token":"c-1","card":{GOOD}}}"#),
        format!(r#"{{"type":"card_json","data":{escaped}}}"#),
        format!(r#"{{"toast":{{}},"card":{{"type":"raw","data":{GOOD}}}}}"#),
        format!(r#"{{"name":"x","dsl":{GOOD},"variables":[]}}"#),
        r#"{"type":"template","data":{"template_id":"AAq1"}}"#.to_owned(),
        r#"{"msg_type":"interactive","content":"{\"type\":\"card\",\"data\":{\"card_id\":\"73\"}}"}"#.to_owned(),
    ] {
        let ran = card_with(&folder, &["check", "-"], text.as_bytes());
        assert_eq!(ran.code, Some(0), "{text}\n{}{}", ran.out, ran.err);
        assert!(ran.err.contains("1 file checked"), "{}", ran.err);
    }
}

/// A wrapper that the platform does not unwrap is a finding, in the words of the rule book.
#[test]
fn a_wrapper_that_is_one_too_many_is_named() {
    let escaped = |text: &str| feishu_card_core::Json::from(text).to_string();
    let message = format!(r#"{{"receive_id":"oc_1","msg_type":"interactive","content":{}}}"#, escaped(GOOD));
    let folder = folder("wrappers");
    let mut cases = vec![
        (format!(r#"{{"card":{GOOD}}}"#), "card"),
        (format!(r#"{{"receive_id":"oc_1","msg_type":"interactive","content":{}}}"#, escaped(&message)), "content"),
        (format!(r#"{{"msg_type":"interactive","card":{{"card":{GOOD}}}}}"#), "card"),
        (format!(r#"{{"msg_type":"interactive","card":{{"msg_type":"interactive","card":{GOOD}}}}}"#), "card"),
        (format!(r#"{{"msg_type":"interactive","card":{{"type":"raw","data":{GOOD}}}}}"#), "data"),
        (format!(r#"{{"msg_type":"interactive","content":{}}}"#, escaped(&format!(r#"{{"card":{GOOD}}}"#))), "card"),
    ];
    for (file, name) in [("card-wrapper", "card"), ("double-envelope", "content")] {
        cases.extend(feishu_card_corpus::text(&format!("field/cards/{file}.json")).map(|text| (text, name)));
    }
    for (text, name) in cases {
        let ran = card_with(&folder, &["check", "-"], text.as_bytes());
        assert_eq!(ran.code, Some(1), "{text}\n{}{}", ran.out, ran.err);
        let words = format!("`{name}` is one wrapper too many");
        assert!(ran.out.contains("C0902") && ran.out.contains(&words), "{text}\n{}{}", ran.out, ran.err);
    }
}

#[test]
fn folders_are_searched_and_what_is_unreadable_wins() {
    let folder = folder("many");
    fs::create_dir_all(folder.join("a/b")).unwrap();
    fs::create_dir_all(folder.join(".hidden")).unwrap();
    fs::write(folder.join("a/b/good.json"), GOOD).unwrap();
    fs::write(folder.join("a/export.card"), format!(r#"{{"dsl":{GOOD}}}"#)).unwrap();
    fs::write(folder.join("a/notes.txt"), "no card").unwrap();
    fs::write(folder.join(".hidden/x.json"), "no card").unwrap();
    let ran = card(&folder, &["check", "."]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("2 files checked"), "{}", ran.err);
    fs::write(folder.join("a/z.json"), "no card").unwrap();
    let ran = card(&folder, &["check", "a/b/good.json", "a", "gone.json"]);
    assert_eq!(ran.code, Some(2));
    // the first is in the folder too
    assert!(ran.err.contains("4 files checked"), "{}", ran.err);
    assert!(ran.err.contains("2 could not be read as a card"), "{}", ran.err);
}
