//! Every real card comes back as it was: read into typed values, written, compared as JSON.

use feishu_card_core::{Card, CardEntity, Content, Json, Template, Typed};

fn cards() -> Vec<feishu_card_corpus::File> {
    let mut files = feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]);
    files.retain(|file| !file.name.contains("/callbacks/") && !file.name.contains("/fragments/"));
    files
}

/// Reads any message content; writes it back.
fn through_types(json: Json) -> (Json, String, String) {
    fn all<T: Typed + Content>(value: &T) -> (Json, String, String) {
        let mut escaped = String::new();
        value.write_escaped(&mut escaped);
        (value.to_json(), value.to_json_string(), escaped)
    }
    match json.get("type").and_then(Json::as_str) {
        Some("template") => all(&Template::from_json(json).unwrap()),
        Some("card") => all(&CardEntity::from_json(json).unwrap()),
        _ => all(&Card::from_json(json).unwrap()),
    }
}

#[test]
fn every_card_of_the_corpus_comes_back_equal() {
    let files = cards();
    for file in &files {
        let before: serde_json::Value = serde_json::from_str(&file.text).unwrap();
        let (tree, text, escaped) = through_types(Json::parse(&file.text).unwrap());
        assert_eq!(serde_json::Value::from(tree), before, "{}", file.name);
        let after: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(after, before, "{}", file.name);
        let inside: String = serde_json::from_str(&escaped).unwrap();
        assert_eq!(inside, text, "{}", file.name);
    }
    println!("{} cards came back equal", files.len());
    assert!(files.is_empty() || files.len() > 300);
}

#[test]
fn the_writer_equals_serde_on_the_corpus() {
    for file in cards() {
        let Ok(card) = Card::parse(&file.text) else { panic!("{}", file.name) };
        assert_eq!(card.to_json_string(), serde_json::to_string(&card).unwrap(), "{}", file.name);
        let again: Card = serde_json::from_str(&file.text).unwrap();
        assert_eq!(again, card, "{}", file.name);
    }
}

#[test]
fn numbers_stay_as_written_through_a_card() {
    let text = concat!(
        r#"{"elements":[{"tag":"checker","checked_style":{"opacity":1.0}},{"tag":"button","value":"#,
        r#"{"z":1,"a":1.0,"long":123456789012345678901234567890,"huge":1e400,"neg":-0}}]}"#
    );
    assert_eq!(Card::parse(text).unwrap().to_json_string(), text);
    assert!(Card::parse("[]").unwrap_err().to_string().contains("an array"));
    let _ = Card::NEW.validate_with(&feishu_card_core::CheckOptions::default());
}
