//! What can be chosen on the page: values of holes, arms, counts.

use super::Span;
use feishu_card_core::Json;
use std::{collections::BTreeMap, sync::Arc};

/// What was chosen for one card, by the key of the knob. A key holds the expression, not its place, so that what was
/// typed outlives the edit above it.
pub(crate) type Choices = BTreeMap<String, Json>;

/// How often a loop runs at first.
pub(crate) const COUNT: u32 = 2;

/// How often a loop runs at most.
pub(crate) const MOST_COUNT: u32 = 30;

/// Something to choose.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Knob {
    pub(crate) key: String,
    /// The expression.
    pub(crate) label: String,
    pub(crate) control: Control,
    /// What holds now.
    pub(crate) value: Json,
    /// The file and bytes where it is first written.
    pub(crate) file: Arc<str>,
    pub(crate) at: Span,
}

/// How it is chosen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Control {
    /// Any text; null is a hole.
    Text,
    /// A number; null is a hole.
    Number,
    /// One of these words, or null for none.
    Words(Vec<String>),
    /// `true` or `false`, or null for none.
    Bool,
    /// Any JSON.
    Json,
    /// On or off.
    Switch,
    /// How often.
    Count,
    /// The number of the arm: one of these.
    Arms(Vec<String>),
}

impl Control {
    /// The word for it on the wire, and the first part of keys.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Control::Text => "text",
            Control::Number => "number",
            Control::Words(_) => "words",
            Control::Bool => "bool",
            Control::Json => "json",
            Control::Switch => "switch",
            Control::Count => "count",
            Control::Arms(_) => "arms",
        }
    }

    /// Whether it fills in a value that only the running program knows.
    pub(crate) fn is_value(&self) -> bool {
        !matches!(self, Control::Switch | Control::Count | Control::Arms(_))
    }

    /// What holds as long as nothing was chosen.
    pub(crate) fn default(&self) -> Json {
        match self {
            Control::Text | Control::Number | Control::Words(_) | Control::Bool | Control::Json => Json::Null,
            Control::Switch => Json::Bool(true),
            Control::Count => Json::from(COUNT),
            Control::Arms(_) => Json::int(0),
        }
    }

    /// Whether this can be chosen: what the page sends is checked.
    pub(crate) fn takes(&self, value: &Json) -> bool {
        match (self, value) {
            (_, Json::Null) => true,
            (Control::Text, Json::Str(_)) | (Control::Number, Json::Number(_)) | (Control::Json, _) => true,
            (Control::Bool | Control::Switch, Json::Bool(_)) => true,
            (Control::Words(words), Json::Str(word)) => words.iter().any(|known| known == word),
            (Control::Count, n) => n.as_i64().is_some_and(|n| (0..=i64::from(MOST_COUNT)).contains(&n)),
            (Control::Arms(arms), n) => {
                n.as_i64().and_then(|n| usize::try_from(n).ok()).is_some_and(|n| n < arms.len())
            }
            _ => false,
        }
    }
}
