//! Every Markdown text of the corpus through the reader. Each finding was read by a person: see
//! `markdown_corpus.txt`. No text of the documentation raises an error but those that it calls wrong.

use feishu_card_schema::markdown::{Context, Flavour, check};
use feishu_card_schema::tree::TextPart;
use feishu_card_schema::{Limits, Reader, Severity, Version};
use serde_json::Value;

/// A Markdown text of a card.
struct Text {
    flavour: Flavour,
    text: String,
}

fn texts(value: &Value, version: Version, found: &mut Vec<Text>) {
    match value {
        Value::Object(object) => {
            let flavour = match object.get("tag").and_then(Value::as_str) {
                Some("lark_md") => Some(Flavour::LarkMd),
                Some("markdown") if version == Version::V2 => Some(Flavour::Markdown2),
                Some("markdown") => Some(Flavour::Markdown1),
                _ => None,
            };
            if let Some(flavour) = flavour {
                let local = object.get("i18n_content").and_then(Value::as_object);
                let all = object.get("content").into_iter().chain(local.into_iter().flat_map(|map| map.values()));
                found.extend(all.filter_map(Value::as_str).map(|text| Text { flavour, text: text.to_owned() }));
            }
            object.values().for_each(|value| texts(value, version, found));
        }
        Value::Array(items) => items.iter().for_each(|value| texts(value, version, found)),
        _ => {}
    }
}

fn colors(value: &Value) -> Vec<String> {
    let all = value.pointer("/config/style/color").and_then(Value::as_object);
    all.into_iter().flat_map(|map| map.keys().cloned()).collect()
}

#[test]
fn findings_on_real_cards_are_the_reviewed_ones() {
    let files = feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]);
    let mut report = String::new();
    let mut count = 0;
    for file in &files {
        let card: Value = serde_json::from_str(&file.text).expect(&file.name);
        let second =
            file.text.contains("\"2.0\"") || file.name.starts_with("official-v2") && !file.name.contains("/v1/");
        let version = if second { Version::V2 } else { Version::V1 };
        let colors = colors(&card);
        let colors: Vec<&str> = colors.iter().map(String::as_str).collect();
        let context = Context { colors: Some(&colors), tables: Some(Limits::PLATFORM.markdown_tables) };
        let mut found = Vec::new();
        texts(&card, version, &mut found);
        count += found.len();
        for Text { flavour, text } in found {
            for finding in check(&[TextPart::Text(text.as_str().into())], flavour, &context).findings {
                let severity = finding.entry.severity(Reader::Json, version);
                let official_error = severity == Severity::Error && file.name.starts_with("official");
                assert!(!official_error || file.name.contains("/invalid/"), "{}: {finding:?}", file.name);
                let excerpt = finding.excerpt.to_string().replace('\n', "\n    ");
                let line = format!("{severity}[{}]: {}\n    {excerpt}\n", finding.entry.code, finding.message);
                report += &format!("{} {flavour:?} {line}", file.name);
            }
        }
    }
    println!("{count} texts read");
    if files.is_empty() {
        return;
    }
    assert!(count > 500);
    feishu_card_expected::hold(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/markdown_corpus.txt"), &report);
}
