//! Reads the case files, and runs their inputs through the rules.

use feishu_card_core::{Allow, CheckOptions, Content, Json, Limits, Subject};
use feishu_card_schema::{
    Diagnostic, Reader,
    rules::{self, Settings},
    table::{self, objects},
    tree::{Field, Fields, Known, Node, TextPart},
};

/// An input and its findings.
#[derive(Clone)]
pub struct Case {
    line: usize,
    kind: String,
    json: String,
    pub findings: Vec<String>,
}

impl Case {
    pub fn with(&self, findings: Vec<String>) -> Case {
        Case { findings, ..self.clone() }
    }
}

/// The cases of a file.
pub fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (line, content) in text.lines().enumerate() {
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if let Some(finding) = content.strip_prefix("    ") {
            cases.last_mut().expect("an input first").findings.push(finding.to_owned());
        } else {
            let (kind, json) = content.split_once(' ').expect("kind and JSON");
            cases.push(Case { line, kind: kind.to_owned(), json: json.to_owned(), findings: Vec::new() });
        }
    }
    cases
}

/// The file with other findings.
pub fn write(text: &str, cases: &[Case]) -> String {
    let mut out = String::new();
    for (line, content) in text.lines().enumerate() {
        if content.starts_with("    ") {
            continue;
        }
        out.push_str(content);
        out.push('\n');
        if let Some(case) = cases.iter().find(|case| case.line == line) {
            for finding in &case.findings {
                out.push_str(&format!("    {finding}\n"));
            }
        }
    }
    out
}

/// What the rules find in the input of a case.
pub fn findings(case: &Case) -> Vec<String> {
    let (reader, kind) = match case.kind.strip_prefix("markup:") {
        Some(kind) => (Reader::Markup, kind),
        None => (Reader::Json, case.kind.as_str()),
    };
    let (json, subject) = match kind {
        "1.0" => (format!(r#"{{"elements": [{}]}}"#, case.json), Subject::Card),
        "2.0" => (format!(r#"{{"schema": "2.0", "body": {{"elements": [{}]}}}}"#, case.json), Subject::Card),
        "card" => (case.json.clone(), Subject::Card),
        "components" => (case.json.clone(), Subject::List(&objects::Component)),
        name => (case.json.clone(), Subject::Object(table::object(name).expect("an object of the table"))),
    };
    let json = Json::parse(&json).unwrap_or_else(|error| panic!("line {}: {error}", case.line + 1));
    if reader == Reader::Json && matches!(subject, Subject::Card) && !case.json.contains('$') {
        return json.validate_with(&CheckOptions::default()).iter().map(line).collect();
    }
    let settings = Settings { reader, version: None, limits: &Limits::PLATFORM, allow: &Allow::NONE };
    rules::check(&node(&json), subject, &settings).iter().map(line).collect()
}

fn line(found: &Diagnostic) -> String {
    let help = found.full_help().map(|help| format!(" | {help}")).unwrap_or_default();
    let pointer = if found.pointer.is_empty() { "(root)" } else { &found.pointer };
    format!("{} {} {pointer}: {}{help}", found.severity, found.code(), found.message).replace('\n', "\\n")
}

/// The tree of JSON with the special spellings of the case files.
pub fn node(json: &Json) -> Node<'static> {
    Node::new(match json {
        Json::Null => Known::Null,
        Json::Bool(b) => Known::Bool(*b),
        Json::Number(n) => Known::Number(n.to_string().into()),
        Json::Str(text) if text == "$hole" => Known::Hole,
        Json::Str(text) if text.contains("$hole") => Known::Template(parts(text)),
        Json::Str(text) => Known::Str(text.to_string().into()),
        Json::List(items) => Known::List(items.iter().map(node).collect()),
        Json::Map(members) => match (json.get("$branches"), json.get("$repeat")) {
            (Some(Json::List(arms)), _) => Known::Branches(arms.iter().map(nodes).collect()),
            (_, Some(body)) => Known::Repeat(nodes(body)),
            _ => Known::Object(Fields {
                open: json.get("$open").is_some(),
                members: members
                    .iter()
                    .filter(|(name, _)| name != "$open")
                    .map(|(name, value)| Field {
                        name: name.to_string().into(),
                        at: Default::default(),
                        node: node(value),
                        sure: value.get("$branches").is_none(),
                    })
                    .collect(),
            }),
        },
    })
}

fn nodes(json: &Json) -> Vec<Node<'static>> {
    json.as_list().unwrap_or_default().iter().map(node).collect()
}

fn parts(text: &str) -> Vec<TextPart<'static>> {
    let mut parts = Vec::new();
    for (n, piece) in text.split("$hole").enumerate() {
        if n > 0 {
            parts.push(TextPart::Hole);
        }
        if !piece.is_empty() {
            parts.push(TextPart::Text(piece.to_owned().into()));
        }
    }
    parts
}
