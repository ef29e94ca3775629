//! Words of closed vocabularies: what all have in common, once for all of them, and the error for any other word.

use crate::Json;
use feishu_card_schema::{
    table::Choice,
    tree::{Known, Node},
};
use std::{error::Error, fmt, str::FromStr};

/// The value of a word: `all` has the values of a vocabulary in the order of its words.
pub(crate) fn known<T: Copy>(all: &[T], choice: &'static Choice, word: &str) -> Result<T, UnknownWord> {
    let nth = choice.words.iter().position(|known| known.word == word);
    let value = nth.and_then(|nth| all.get(nth)).copied();
    value.ok_or_else(|| UnknownWord { choice, word: word.to_owned() })
}

/// Reads a word; gives the JSON back when the vocabulary does not have it.
pub(crate) fn read<T: FromStr>(json: Json) -> Result<T, Json> {
    json.as_str().and_then(|word| word.parse().ok()).ok_or(json)
}

/// A word as the rules read it.
pub(crate) fn node(word: &'static str) -> Node<'static> {
    Node::new(Known::Str(word.into()))
}

/// A word that its vocabulary does not have.
#[derive(Clone, Debug)]
pub struct UnknownWord {
    choice: &'static Choice,
    word: String,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown word `{}` for `{}`; expected ", self.word, self.choice.name)?;
        for (i, word) in self.choice.words.iter().enumerate() {
            write!(f, "{}`{}`", if i > 0 { ", " } else { "" }, word.word)?;
        }
        Ok(())
    }
}

impl Error for UnknownWord {}
