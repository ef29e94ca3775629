//! The error for a word that is not in its vocabulary.

use feishu_card_schema::table::Choice;
use std::{error::Error, fmt};

/// A word that its vocabulary does not have.
#[derive(Clone, Debug)]
pub struct UnknownWord {
    choice: &'static Choice,
    word: String,
}

impl UnknownWord {
    pub(crate) fn new(choice: &'static Choice, word: &str) -> Self {
        UnknownWord { choice, word: word.to_owned() }
    }
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
