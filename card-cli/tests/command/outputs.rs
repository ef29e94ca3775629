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
    assert!(ran.err.contains("unknown limit `tabels`") && ran.err.contains("markdown_tables"), "{}", ran.err);
}

#[test]
fn an_input_that_is_not_a_card_is_an_object_and_an_annotation_too() {
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
fn a_card_becomes_rust() {
    let folder = folder("rust");
    let card = |text: &str, args: &[&str]| card_with(&folder, args, text.as_bytes());
    let text = r#"{"msg_type":"interactive","card":{"elements":[{"tag":"hr","colour":"red"}]}}"#;
    let ran = card(text, &["rust", "-"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.out, "card! {\n    <card>\n        <hr json:colour=\"red\"/>\n    </card>\n}\n");
    assert!(ran.err.contains("1 place is not checked by the compiler"), "{}", ran.err);
    let ran = card(text, &["rust", "--strict", "-"]);
    assert_eq!(ran.err, "");
    assert_eq!(ran.out, "card! {\n    <card>\n        <hr colour=\"red\"/>\n    </card>\n}\n");
    let template = r#"{"type":"template","data":{"template_id":"AAq1"}}"#;
    assert_eq!(card(template, &["rust", "-"]).out, "card! {\n    <template template_id=\"AAq1\"/>\n}\n");
    assert_eq!(card("[]", &["rust", "-"]).code, Some(2));
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

#[test]
fn codes_are_explained() {
    let folder = folder("explain");
    let ran = card(&folder, &["explain", "c0101"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for word in ["C0101: ", "Severity: ", "Wrong", "Right", "Since: "] {
        assert!(ran.out.contains(word), "`{word}` is not in:\n{}", ran.out);
    }
    let list = card(&folder, &["explain"]).out;
    assert_eq!(list.lines().count(), feishu_card_markup::catalogue::all().count());
    let ran = card(&folder, &["explain", "200570"]).out;
    for part in ["200570: a code of the platform", "img_key", "to do: upload the picture", "C0728"] {
        assert!(ran.contains(part), "{ran}");
    }
    let ran = card(&folder, &["explain", "11310"]).out;
    assert!(ran.contains("where the text says: `table number over limit`") && ran.contains("C0408"), "{ran}");
    for code in ["200340", "230099", "300309"] {
        assert!(card(&folder, &["explain", code]).out.contains("to do: "), "{code}");
    }
    let ran = card(&folder, &["explain", "123"]);
    assert!(ran.err.contains("no documented code of the platform"), "{}", ran.err);
    let ran = card(&folder, &["explain", "C9999"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("unknown code"), "{}", ran.err);
}

#[test]
fn a_finding_shows_the_source_in_every_format() {
    let folder = folder("findings");
    let text = "{\"schema\": \"2.0\", \"body\": {\"elements\": [\n  {\"tag\": \"hr\", \"colour\": \"red\"}\n]}}";
    fs::write(folder.join("hr.json"), text).unwrap();
    let ran = card(&folder, &["check", "hr.json"]);
    assert_eq!(ran.code, Some(1));
    for word in ["error[C0101]", "--> hr.json:2:17", "2 |   {\"tag\": \"hr\", \"colour\": \"red\"}", "^^^^^", "200621"]
    {
        assert!(ran.out.contains(word), "`{word}` is not in:\n{}", ran.out);
    }
    let ran = card(&folder, &["check", "--format", "json", "hr.json"]);
    let line = Json::parse(&ran.out).unwrap();
    assert_eq!(line.get("pointer").and_then(Json::as_str), Some("/body/elements/0/colour"));
    assert_eq!((line.get("line"), line.get("column")), (Some(&Json::int(2)), Some(&Json::int(17))));
    let ran = card(&folder, &["check", "--format", "github", "hr.json"]);
    assert!(ran.out.starts_with("::error file=hr.json,line=2,col=17,endColumn=32,title=C0101::"), "{}", ran.out);
    let ran = card(&folder, &["check", "--allow", "C0101", "hr.json"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("warning[C0101]"), "{}", ran.out);
    assert_eq!(card(&folder, &["check", "--allow", "C9999", "hr.json"]).code, Some(2));

    let inside = Json::from(vec![("msg_type".into(), "interactive".into()), ("content".into(), text.into())]);
    let inside = inside.to_string();
    fs::write(folder.join("inside.json"), &inside).unwrap();
    let ran = card(&folder, &["check", "--format", "json", "inside.json"]);
    let line = Json::parse(&ran.out).unwrap();
    assert_eq!(line.get("card").and_then(Json::as_str), Some("/content"));
    let column = inside.find(r#"\"colour"#).unwrap() as i64 + 1;
    assert_eq!((line.get("line"), line.get("column")), (Some(&Json::int(1)), Some(&Json::int(column))), "{}", ran.out);
}

#[test]
fn people_see_the_first_hundred_findings_of_a_file() {
    let folder = folder("hundred");
    // of one kind no more than a hundred are listed at all
    let items = [vec![r#"{"tag":"x"}"#; 70], vec![r#"{"tag":"hr","colour":"red"}"#; 70]].concat().join(",");
    fs::write(folder.join("x.json"), format!(r#"{{"schema":"2.0","body":{{"elements":[{items}]}}}}"#)).unwrap();
    let ran = card(&folder, &["check", "x.json"]);
    let shown = ran.out.matches("error[").count();
    assert_eq!(shown, 100);
    let all = card(&folder, &["check", "--format", "json", "x.json"]).out.lines().count();
    assert!(ran.out.contains(&format!("{} more in x.json", all - shown)), "{}", ran.out);
    assert!(ran.err.contains(&format!("{all} errors")), "{}", ran.err);
}

#[test]
fn limits_can_be_raised_and_webhooks_have_their_own() {
    let folder = folder("limits");
    let rows = vec![Json::from("字"); 8000];
    let card_json = format!(r#"{{"elements":[{{"tag":"raw","rows":{}}}]}}"#, Json::from(rows));
    fs::write(folder.join("x.json"), format!(r#"{{"msg_type":"interactive","card":{card_json}}}"#)).unwrap();
    let message = |args: &[&str]| card(&folder, &[&["check", "x.json"], args].concat()).out;
    assert!(message(&[]).contains("at most 20480 in a message"), "{}", message(&[]));
    assert!(message(&["--limits", "webhook_bytes=999999"]).contains("at most 30720 in a message"));
    assert!(!message(&["--limits", "webhook_bytes=999999,card_bytes=99999"]).contains("the card is too large"));
}
