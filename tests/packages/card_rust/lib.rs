//! The cards of the corpus and the markup that `card rust` makes of them: what the proofs in `tests/` work on.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod odd;
mod project;
mod variables;

pub use odd::odd_cards;
pub use project::Project;
pub use variables::{cards_with_variables, filled};

use feishu_card_cli::RustSource;
use feishu_card_core::Json;

/// A real card and its markup.
#[derive(Debug)]
pub struct Case {
    /// Its file in the corpus, or a line of `rejected.jsonl`.
    pub name: String,
    /// Its JSON.
    pub json: Json,
}

impl Case {
    /// The markup that `card rust` prints.
    #[must_use]
    pub fn source(&self, strict: bool) -> RustSource {
        feishu_card_cli::rust_source(&self.json, strict)
    }

    /// The function that `card rust --fn made` prints.
    #[must_use]
    pub fn function(&self) -> RustSource {
        feishu_card_cli::rust_function(&self.json, "made", false)
    }

    /// Whether the rule book finds no error.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.json.validate().is_ok()
    }
}

/// Every card of the corpus, sorted by name; none where the corpus is missing.
#[must_use]
pub fn cards() -> Vec<Case> {
    let mut files = feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]);
    files.retain(|file| !file.name.contains("/callbacks/") && !file.name.contains("/fragments/"));
    let case = |file: feishu_card_corpus::File| Some(Case { json: Json::parse(&file.text).ok()?, name: file.name });
    files.into_iter().filter_map(case).collect()
}

/// The cards that the platform refused; a part of a card is put into one.
#[must_use]
pub fn rejected() -> Vec<Case> {
    let lines = feishu_card_corpus::text("corpus/rejected.jsonl").unwrap_or_default();
    let case = |(i, line): (usize, &str)| {
        let line = Json::parse(line).ok()?;
        let fragment = line.get("fragment")?.clone();
        let json = match (fragment.get("tag"), line.get("schema").and_then(Json::as_str)) {
            (None, _) => fragment,
            (Some(_), Some("1.0" | "1")) => map("elements", Json::from(vec![fragment])),
            (Some(_), _) => {
                let body = map("body", map("elements", Json::from(vec![fragment])));
                let mut members = body.as_map()?.to_vec();
                members.insert(0, ("schema".into(), "2.0".into()));
                members.into()
            }
        };
        let known = feishu_card_schema::table::objects::Card.members;
        let is_card = json.as_map()?.iter().any(|(name, _)| known.iter().any(|member| member.name == name));
        is_card.then(|| Case { name: format!("rejected.jsonl:{}", i + 1), json })
    };
    lines.lines().enumerate().filter_map(case).collect()
}

fn map(name: &'static str, value: Json) -> Json {
    vec![(name.into(), value)].into()
}

/// Whether two JSON values are equal: the order of members does not count, how numbers are written does.
#[must_use]
pub fn is_equal(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::List(a), Json::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_equal(a, b)),
        (Json::Map(x), Json::Map(y)) => {
            x.len() == y.len() && x.iter().all(|(name, value)| b.get(name).is_some_and(|other| is_equal(value, other)))
        }
        _ => a == b,
    }
}
