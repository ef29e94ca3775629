//! The id of an element of a card.

use crate::Str;
use std::{borrow::Cow, error::Error, fmt, str::FromStr};

/// The most characters of an id.
const CHARS: usize = 20;

/// The id of an element of a card, its `element_id`: a letter, then letters, digits or `_`, at most 20.
///
/// As a constant it is checked when compiling, and card and calls cannot differ:
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::{ElementId, MarkdownBlock};
/// const ANSWER: ElementId = ElementId::new("answer");
/// // in the card: <markdown element_id={ANSWER}>"…"</markdown>
/// let text = MarkdownBlock::NEW.element_id(ANSWER.into());
/// assert_eq!(text.element_id.as_deref(), Some(ANSWER.as_str()));
/// ```
///
/// ```compile_fail
/// # extern crate feishu_card_core as feishu_card;
/// const WRONG: feishu_card::ElementId = feishu_card::ElementId::new("the-answer");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(Str);

/// A text is not an `element_id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementIdError(String);

impl fmt::Display for ElementIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not an element_id: a letter, then letters, digits or `_`, at most {CHARS} characters",
            self.0
        )
    }
}

impl Error for ElementIdError {}

impl ElementId {
    /// An id that is known when the program is written; for any other there is `parse` and `try_from`.
    ///
    /// # Panics
    /// When it does not have the shape of one: in a `const` an error when compiling.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        assert!(fits(id.as_bytes()), "an element_id is a letter, then letters, digits or `_`, at most 20 characters");
        ElementId(Cow::Borrowed(id))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const fn fits(id: &[u8]) -> bool {
    let [b'a'..=b'z' | b'A'..=b'Z', rest @ ..] = id else { return false };
    let mut rest = rest;
    while let [b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_', after @ ..] = rest {
        rest = after;
    }
    rest.is_empty() && id.len() <= CHARS
}

impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ElementId {
    type Error = ElementIdError;

    fn try_from(id: String) -> Result<Self, ElementIdError> {
        if fits(id.as_bytes()) { Ok(ElementId(Cow::Owned(id))) } else { Err(ElementIdError(id)) }
    }
}

impl TryFrom<&str> for ElementId {
    type Error = ElementIdError;

    fn try_from(id: &str) -> Result<Self, ElementIdError> {
        id.to_owned().try_into()
    }
}

impl FromStr for ElementId {
    type Err = ElementIdError;

    fn from_str(id: &str) -> Result<Self, ElementIdError> {
        id.try_into()
    }
}

impl From<ElementId> for Str {
    fn from(id: ElementId) -> Str {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_platforms_shape() {
        for id in ["a", "answer_1", "abcdefghijklmnopqrst"] {
            assert_eq!(id.parse::<ElementId>().unwrap().to_string(), id);
        }
        for id in ["", "1a", "_a", "a-b", "ä", "abcdefghijklmnopqrstu"] {
            assert!(id.parse::<ElementId>().unwrap_err().to_string().contains("is not an element_id"), "{id}");
        }
    }
}
