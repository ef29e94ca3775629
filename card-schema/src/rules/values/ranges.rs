//! Ranges as the table writes them: `1..5`, `0..`, `16..600px`, `1..100%`, `-180`.

use crate::joined;

/// A range of numbers, with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    pub(crate) least: f64,
    pub(crate) most: Option<f64>,
    pub(crate) unit: &'static str,
}

impl Range {
    pub(crate) fn has(&self, n: f64) -> bool {
        n >= self.least && self.most.is_none_or(|most| n <= most)
    }
}

/// Reads a range; `None` for a word.
pub(crate) fn range(text: &'static str) -> Option<Range> {
    let (number, unit) = match text {
        _ if text.ends_with("px") => (text.trim_end_matches("px"), "px"),
        _ if text.ends_with('%') => (text.trim_end_matches('%'), "%"),
        _ => (text, ""),
    };
    let Some((least, most)) = number.split_once("..") else {
        let only = number.parse().ok()?;
        return Some(Range { least: only, most: Some(only), unit });
    };
    let most = if most.is_empty() { None } else { Some(most.parse().ok()?) };
    Some(Range { least: least.parse().ok()?, most, unit })
}

/// `1 to 5`, `0px or more`
pub(crate) fn list(ranges: &[Range]) -> String {
    joined(ranges, " or ", &|range| match range.most {
        Some(most) if most == range.least => format!("{most}{}", range.unit),
        Some(most) => format!("{}{unit} to {most}{unit}", range.least, unit = range.unit),
        None => format!("{}{} or more", range.least, range.unit),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_the_table_is_read() {
        assert_eq!(range("1..5"), Some(Range { least: 1.0, most: Some(5.0), unit: "" }));
        assert_eq!(range("0..px"), Some(Range { least: 0.0, most: None, unit: "px" }));
        assert_eq!(range("1..100%"), Some(Range { least: 1.0, most: Some(100.0), unit: "%" }));
        assert_eq!(range("-99..99px"), Some(Range { least: -99.0, most: Some(99.0), unit: "px" }));
        assert_eq!(range("-180"), Some(Range { least: -180.0, most: Some(-180.0), unit: "" }));
        assert_eq!(range("auto"), None);
    }

    #[test]
    fn ranges_read_as_words() {
        let ranges: Vec<_> = ["0..px", "0..100%"].into_iter().filter_map(range).collect();
        assert_eq!(list(&ranges), "0px or more or 0% to 100%");
    }
}
