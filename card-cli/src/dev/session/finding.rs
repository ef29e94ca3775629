//! What is wrong, with the line that shows it: as data, for the page.

use crate::report::Lines;
use feishu_card_core::{Diagnostic, Json, Severity};
use std::{ops::Range, sync::Arc};

/// The longest line that the page is given, in characters.
const LONGEST: usize = 400;

/// One finding of the rule book, of the grammar, or of reading.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Finding {
    pub(crate) severity: Severity,
    /// A code of ours; empty for what could not be read.
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// Why there is such a rule.
    pub(crate) why: &'static str,
    pub(crate) platform: Option<u32>,
    /// The place in the card, where the finding itself knows it.
    pub(crate) pointer: Option<String>,
    /// The place in the file.
    pub(crate) excerpt: Option<Excerpt>,
}

/// A place in a file, and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    pub(crate) file: Arc<str>,
    /// In bytes.
    pub(crate) span: Range<usize>,
    /// From 1, columns in characters.
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The line, or the piece around the place.
    pub(crate) text: String,
    /// The place in it, in characters.
    pub(crate) mark: Range<usize>,
}

impl Finding {
    /// Something that could not be read.
    pub(crate) fn trouble(message: impl Into<String>, help: Option<String>, excerpt: Option<Excerpt>) -> Self {
        Finding {
            severity: Severity::Error,
            code: "",
            message: message.into(),
            help,
            why: "",
            platform: None,
            pointer: None,
            excerpt,
        }
    }

    /// A finding of the rule book in JSON.
    pub(crate) fn of(diagnostic: &Diagnostic, excerpt: Option<Excerpt>) -> Self {
        Finding {
            severity: diagnostic.severity,
            code: diagnostic.entry.code,
            message: diagnostic.message.clone(),
            help: diagnostic.full_help(),
            why: diagnostic.entry.why,
            platform: diagnostic.platform_code(),
            pointer: Some(diagnostic.pointer.clone()),
            excerpt,
        }
    }

    /// For the page: with the place in the card as it is drawn now, or the knob and the value that show it.
    pub(crate) fn to_json(&self, pointer: Option<&str>, hidden: Option<(&str, &Json)>) -> Json {
        let place = self.excerpt.as_ref();
        super::object([
            ("severity", self.severity.to_string().into()),
            ("code", self.code.into()),
            ("message", self.message.as_str().into()),
            ("help", super::or_null(self.help.as_deref())),
            ("why", self.why.into()),
            ("platform", self.platform.map_or(Json::Null, Json::from)),
            ("pointer", super::or_null(pointer)),
            ("knob", super::or_null(hidden.map(|(knob, _)| knob))),
            ("value", hidden.map_or(Json::Null, |(_, value)| value.clone())),
            ("file", super::or_null(place.map(|place| &*place.file))),
            ("line", super::number(place.map_or(0, |place| place.line))),
            ("column", super::number(place.map_or(0, |place| place.column))),
            ("text", super::or_null(place.map(|place| place.text.as_str()))),
            ("from", super::number(place.map_or(0, |place| place.mark.start))),
            ("to", super::number(place.map_or(0, |place| place.mark.end))),
        ])
    }
}

impl Excerpt {
    /// The line of a place.
    pub(crate) fn of(file: &Arc<str>, lines: &Lines<'_>, span: &Range<usize>) -> Self {
        let spot = lines.spot(span.start);
        let shown = lines.excerpt(span);
        let chars = |bytes: Range<usize>| shown.text.get(bytes).map_or(0, |text| text.chars().count());
        let (before, marked) = (chars(0..shown.span.start), chars(shown.span.clone()));
        // a very long line is cut around the place once more, for the page
        let skip = before.saturating_sub(LONGEST / 2);
        Excerpt {
            file: Arc::clone(file),
            span: span.clone(),
            line: spot.line,
            column: spot.column,
            text: shown.text.chars().skip(skip).take(LONGEST).collect(),
            mark: before - skip..(before - skip + marked.max(1)).min(LONGEST),
        }
    }
}
