//! A card on its way to the user who clicked, in an answer or after it, and why it would not arrive.

use feishu_card_core::{CheckOptions, Content, Diagnostics, Edition, Json, Repair, Version};
use std::{error::Error, fmt};

/// A card or template on its way out, with what the rule book says of it.
#[derive(Clone)]
pub(super) struct Payload {
    pub(super) json: Json,
    pub(super) findings: Diagnostics,
    pub(super) options: CheckOptions,
    pub(super) repairs: Vec<Repair>,
    /// Whether it was not even written, which would take as much stack as it is deep.
    is_too_deep: bool,
}

impl Payload {
    pub(super) fn new(card: &(impl Content + ?Sized), options: &CheckOptions) -> Self {
        let is_too_deep = card.nests_too_deep();
        let mut text = String::new();
        if !is_too_deep {
            card.write_json(&mut text);
        }
        Payload {
            // `check` refuses what is not a JSON object
            json: Json::parse(&text).unwrap_or_default(),
            // no lowered code makes it possible to write what is too deep
            findings: if is_too_deep { card.validate() } else { card.validate_with(options) },
            options: options.clone(),
            repairs: Vec::new(),
            is_too_deep,
        }
    }

    pub(super) fn repair(&mut self) {
        if self.is_too_deep {
            return;
        }
        let (json, repairs) = self.json.repaired_with(&self.options);
        #[cfg(feature = "handlers")]
        for repair in &repairs {
            tracing::warn!(code = repair.code, at = repair.pointer, "{}: {}", repair.change, repair.message);
        }
        self.findings = json.validate_with(&self.options);
        self.json = json;
        self.repairs = repairs;
    }

    pub(super) fn kind(&self) -> Option<&str> {
        self.json.get("data").and(self.json.get("type")).and_then(Json::as_str)
    }

    /// What the edition of a raw card is; a template's is not known here.
    pub(super) fn edition(&self) -> Option<Edition> {
        self.json.edition()
    }

    pub(super) fn check(&self, shown: Option<Version>) -> Result<(), AnswerError> {
        if self.is_too_deep {
            return Err(AnswerError::Card(self.findings.clone()));
        }
        if self.json.as_map().is_none() {
            return Err(AnswerError::NoCard);
        }
        if self.kind() == Some("card") {
            return Err(AnswerError::Entity);
        }
        if !self.findings.is_ok() {
            return Err(AnswerError::Card(self.findings.clone()));
        }
        match (shown, self.edition()) {
            (Some(shown), Some(answer)) if shown != answer.version => {
                Err(AnswerError::Version { shown, answer: answer.version })
            }
            _ => Ok(()),
        }
    }

    /// `{"type": "raw", "data": …}`, or the template, which has this form already.
    pub(super) fn wrapped(&self) -> Json {
        match self.kind() {
            Some(_) => self.json.clone(),
            None => Json::from(vec![("type".into(), Json::str("raw")), ("data".into(), self.json.clone())]),
        }
    }
}

/// Why an answer would be refused by the platform, and does not leave.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AnswerError {
    /// The card breaks rules (200673 at the user's).
    Card(Diagnostics),
    /// The card is of another version than the shown one (200830 at the user's).
    Version {
        /// The version of the shown card.
        shown: Version,
        /// The version of the answer.
        answer: Version,
    },
    /// A card entity (`card_id`) cannot answer a callback; update it through CardKit.
    Entity,
    /// The JSON is not an object.
    NoCard,
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnswerError::Card(findings) => write!(f, "the card of the answer breaks rules (200673):\n{findings}"),
            AnswerError::Version { shown, answer } => write!(
                f,
                "a JSON {shown} card cannot be answered with a JSON {answer} card (200830): {}",
                match shown {
                    Version::V2 => "write `<card schema=\"2.0\">`",
                    Version::V1 => "write `<card>` without `schema=\"2.0\"`",
                }
            ),
            AnswerError::Entity => f.write_str(
                "a card entity (`card_id`) cannot answer a callback: answer nothing and update the entity through CardKit",
            ),
            AnswerError::NoCard => f.write_str("the card of the answer is not a JSON object"),
        }
    }
}

impl Error for AnswerError {}
