//! What a program prints: one JSON object a line, `{"name", "card"}`. A plain state machine, bounded in all it keeps.

use crate::input::{self, Found};
use feishu_card_core::Json;

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// What a run may print, in bytes.
const MOST_BYTES: usize = 64 << 20;

/// Cards that are kept of one run.
pub(crate) const MOST_CARDS: usize = 1000;

/// Lines without a card that a run may print: its debug output, but not for ever.
const MOST_OTHERS: usize = 20_000;

/// A line that was understood.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Line {
    /// A card and its name.
    Card {
        /// The name.
        name: String,
        /// The card, template message or card entity.
        card: Json,
    },
    /// A line that is not a card, cut short, and why.
    Other {
        /// How the line begins.
        text: String,
        /// What is wrong with it.
        why: String,
    },
}

/// The output of one run.
#[derive(Debug, Default)]
pub(crate) struct Output {
    line: Vec<u8>,
    /// Whether the rest of a line that is too long is being skipped.
    skipping: bool,
    bytes: usize,
    cards: usize,
    others: usize,
}

impl Output {
    /// Takes what was printed, and gives the lines that are complete with it.
    pub(crate) fn feed(&mut self, bytes: &[u8]) -> Vec<Line> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        let mut lines = Vec::new();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let ends = piece.ends_with(b"\n");
            if !self.skipping {
                self.line.extend_from_slice(piece);
            }
            if self.line.len() > LONGEST_LINE {
                let why = format!("the line is longer than {} MB", LONGEST_LINE >> 20);
                let start = String::from_utf8_lossy(self.line.get(..400).unwrap_or_default()).into_owned();
                lines.push(self.other(&start, why));
                self.line = Vec::new();
                self.skipping = true;
            }
            if ends {
                if !std::mem::take(&mut self.skipping) {
                    lines.extend(self.complete());
                }
                self.line.clear();
            }
        }
        lines
    }

    /// The last line, when the output ends without a line feed.
    pub(crate) fn end(&mut self) -> Option<Line> {
        let line = if self.skipping { None } else { self.complete() };
        self.line.clear();
        line
    }

    /// Why no more is read, once it is too much.
    pub(crate) fn too_much(&self) -> Option<String> {
        if self.bytes > MOST_BYTES {
            Some(format!("it printed more than {} MB and was stopped", MOST_BYTES >> 20))
        } else if self.others > MOST_OTHERS {
            Some(format!("it printed more than {MOST_OTHERS} lines without a card and was stopped"))
        } else if self.cards > MOST_BYTES / 1000 {
            Some(format!("it printed more than {} cards and was stopped", MOST_BYTES / 1000))
        } else {
            None
        }
    }

    fn complete(&mut self) -> Option<Line> {
        let text = String::from_utf8_lossy(&self.line);
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match named_card(text) {
            Ok((name, card)) => {
                self.cards += 1;
                Some(Line::Card { name, card })
            }
            Err(why) => {
                let text = text.to_owned();
                Some(self.other(&text, why))
            }
        }
    }

    fn other(&mut self, text: &str, why: String) -> Line {
        self.others += 1;
        let short: String = text.chars().take(160).collect();
        let more = if short.len() < text.len() { "…" } else { "" };
        Line::Other { text: format!("{short}{more}"), why }
    }
}

/// The name and the card of a line.
fn named_card(text: &str) -> Result<(String, Json), String> {
    const WANTED: &str = "expected one JSON object a line, {\"name\": …, \"card\": …}";
    let json = Json::parse(text).map_err(|_| WANTED.to_owned())?;
    let (Some(name), Some(card)) = (json.get("name").and_then(Json::as_str), json.get("card")) else {
        return Err(WANTED.to_owned());
    };
    // a card given as a string is read too: many programs hold it as one
    let text = card.as_str().map_or_else(|| card.to_string(), str::to_owned);
    match input::find_card(&text) {
        Ok(Found { card, .. }) => Ok((name.to_owned(), card.into_json())),
        Err(trouble) => Err(format!("`card` of `{name}`: {}", trouble.message)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = r#"{"name":"a","card":{"elements":[{"tag":"hr"}]}}"#;

    fn names(lines: &[Line]) -> Vec<&str> {
        let name = |line: &'_ Line| match line {
            Line::Card { .. } => "card",
            Line::Other { .. } => "other",
        };
        lines.iter().map(name).collect()
    }

    #[test]
    fn lines_come_in_any_pieces() {
        let text = format!("{CARD}\r\n\n  Compiling x\n{CARD}");
        for size in [1, 7, 1000] {
            let mut output = Output::default();
            let mut lines: Vec<_> = text.as_bytes().chunks(size).flat_map(|bytes| output.feed(bytes)).collect();
            lines.extend(output.end());
            assert_eq!(names(&lines), ["card", "other", "card"], "{size}");
            assert_eq!(output.too_much(), None);
        }
    }

    #[test]
    fn what_is_not_a_card_says_why() {
        let why = |text: &str| named_card(text).unwrap_err();
        assert!(why("hello").starts_with("expected one JSON object a line"));
        assert!(why(r#"{"name":1,"card":{}}"#).starts_with("expected one JSON object a line"));
        assert!(why(r#"{"name":"x","card":7}"#).starts_with("`card` of `x`: "));
        let (name, card) = named_card(r#"{"name":"x","card":"{\"elements\":[]}"}"#).unwrap();
        assert_eq!((name.as_str(), card.to_string().as_str()), ("x", r#"{"elements":[]}"#));
    }

    #[test]
    fn garbage_without_end_is_bounded() {
        let mut output = Output::default();
        let long = vec![b'x'; 100_000];
        let mut lines = Vec::new();
        for _ in 0..100 {
            lines.extend(output.feed(&long));
            assert!(output.line.len() <= LONGEST_LINE + long.len());
        }
        lines.extend(output.feed(b"\n"));
        lines.extend(output.feed(CARD.as_bytes()));
        lines.extend(output.end());
        assert_eq!(names(&lines), ["other", "card"]);
        assert_eq!(output.too_much(), None);
        while output.too_much().is_none() {
            output.feed(&long);
        }
        assert!(output.bytes <= MOST_BYTES + long.len());

        let mut output = Output::default();
        (0..=MOST_OTHERS).for_each(|_| drop(output.feed(b"garbage\xff\n")));
        assert!(output.too_much().is_some());
    }
}
