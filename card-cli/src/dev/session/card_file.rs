//! A card in a file of its own: JSON, a message or webhook body, an export of the builder.

use super::finding::{Excerpt, Finding};
use crate::{
    input::{self, Trouble},
    report::Lines,
};
use feishu_card_core::{CheckOptions, Json};
use std::sync::Arc;

/// What such a file holds.
#[derive(Debug)]
pub(crate) enum Held {
    /// A card, and what the rule book says of it.
    Card(Json, Vec<Finding>),
    /// It should hold one, and cannot be read.
    Broken(Finding),
    /// JSON of another kind, which nobody asked for.
    Other,
}

/// Reads the text of a file. `wanted` is whether it was a card before, or somebody named it.
pub(crate) fn read(file: &Arc<str>, text: &str, wanted: bool) -> Held {
    let lines = Lines::of(text);
    match input::find_card(text) {
        Ok(found) if wanted || is_surely_one(found.card.json()) => {
            let mut options = CheckOptions::default();
            if found.webhook {
                options.limits.card_bytes = options.limits.card_bytes.min(options.limits.webhook_bytes);
            }
            let diagnostics = found.card.validate_with(&options);
            let excerpt = |diagnostic| found.span(diagnostic).map(|span| Excerpt::of(file, &lines, &span));
            let findings = diagnostics.iter().map(|diagnostic| Finding::of(diagnostic, excerpt(diagnostic))).collect();
            Held::Card(found.card.into_json(), findings)
        }
        Err(trouble) if wanted || (mentions_a_card(text) && Json::parse(text).is_err()) => {
            Held::Broken(broken(file, &lines, trouble))
        }
        _ => Held::Other,
    }
}

/// A file that cannot be read.
pub(crate) fn broken(file: &Arc<str>, lines: &Lines<'_>, trouble: Trouble) -> Finding {
    let excerpt = trouble.span.map(|span| Excerpt::of(file, lines, &span));
    Finding::trouble(trouble.message, trouble.help, excerpt)
}

/// Whether this is a card and not the settings of some program, which may have a `header` or `config` as well.
fn is_surely_one(json: &Json) -> bool {
    let is_list = |name: &str| matches!(json.get(name), Some(Json::List(_)));
    let is_map = |name: &str| matches!(json.get(name), Some(Json::Map(_)));
    is_list("elements")
        || is_map("i18n_elements")
        || (json.get("schema").and_then(Json::as_str) == Some("2.0") && is_map("body"))
        || (is_map("header")
            && (is_map("config") || json.get("header").is_some_and(|header| header.get("title").is_some())))
        || json.pointer("/data/template_id").is_some()
        || json.pointer("/data/card_id").is_some()
}

/// Whether a text that is not JSON is likely meant as a card.
fn mentions_a_card(text: &str) -> bool {
    text.contains("\"tag\"") && (text.contains("\"elements\"") || text.contains("\"header\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str, wanted: bool) -> Held {
        read(&"a.json".into(), text, wanted)
    }

    #[test]
    fn cards_are_told_from_other_json() {
        for (text, card) in [
            (r#"{"elements":[{"tag":"hr"}]}"#, true),
            (r#"{"schema":"2.0","body":{"elements":[]}}"#, true),
            (r#"{"msg_type":"interactive","card":{"elements":[]}}"#, true),
            (r#"{"header":{"title":{"tag":"plain_text","content":"x"}}}"#, true),
            (r#"{"type":"template","data":{"template_id":"AAq"}}"#, true),
            (r#"{"name":"x","config":{"a":1}}"#, false),
            (r#"{"compilerOptions":{}}"#, false),
            ("{}", false),
            ("[1]", false),
        ] {
            assert_eq!(matches!(held(text, false), Held::Card(..)), card, "{text}");
        }
        assert!(matches!(held("[1]", false), Held::Other));
        assert!(matches!(held("[1]", true), Held::Broken(_)));
        assert!(matches!(held("{ oops", false), Held::Other));
        let Held::Broken(finding) = held("{\"elements\": [\n  {\"tag\": \"hr\",}]}", false) else { panic!("read") };
        let excerpt = finding.excerpt.unwrap();
        assert_eq!((excerpt.line, excerpt.text.as_str()), (2, "  {\"tag\": \"hr\",}]}"));
    }

    #[test]
    fn a_finding_has_its_line() {
        let text = "{\"schema\": \"2.0\", \"body\": {\"elements\": [\n    {\"tag\": \"hr\", \"colour\": \"红\"}\n]}}";
        let Held::Card(_, findings) = held(text, false) else { panic!("no card") };
        let excerpt = findings[0].excerpt.clone().unwrap();
        assert_eq!((findings[0].code, excerpt.line, excerpt.column), ("C0101", 2, 19));
        let marked: String = excerpt.text.chars().skip(excerpt.mark.start).take(excerpt.mark.len()).collect();
        assert_eq!(marked, "\"colour\": \"红\"");
    }
}
