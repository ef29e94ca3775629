//! Lengths, boxes and spacings as cards write them, within the ranges that the platform documents.

use std::fmt;

/// `"12px"`, or `"0"`: a whole number of pixels.
pub(crate) fn px(text: &str) -> Option<i32> {
    let text = text.trim();
    match text.strip_suffix("px") {
        Some(number) => number.trim().parse().ok(),
        None => (text == "0" || text == "-0").then_some(0),
    }
}

/// Pixels within a range; what is outside of it is not accepted.
pub(crate) fn px_in(text: &str, low: i32, high: i32) -> Option<i32> {
    px(text).filter(|pixels| (low..=high).contains(pixels))
}

/// Four sides: top, right, bottom, left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sides([i32; 4]);

impl Sides {
    /// One, two or four lengths; each is brought into the range.
    pub(crate) fn parse(text: &str, low: i32, high: i32) -> Option<Sides> {
        let mut sides = [0; 4];
        let mut count = 0;
        for part in text.split([' ', ',']).filter(|part| !part.is_empty()) {
            *sides.get_mut(count)? = px(part)?.clamp(low, high);
            count += 1;
        }
        match (count, sides) {
            (1, [all, ..]) => Some(Sides([all; 4])),
            (2, [v, h, ..]) => Some(Sides([v, h, v, h])),
            (4, sides) => Some(Sides(sides)),
            _ => None,
        }
    }

    pub(crate) fn is_zero(self) -> bool {
        self.0 == [0; 4]
    }
}

impl fmt::Display for Sides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [top, right, bottom, left] = self.0;
        if top == right && right == bottom && bottom == left {
            write!(f, "{top}px")
        } else {
            write!(f, "{top}px {right}px {bottom}px {left}px")
        }
    }
}

/// A spacing: a word of the card's version, or pixels.
pub(crate) fn spacing(text: &str, second: bool) -> Option<i32> {
    match (text.trim(), second) {
        ("small", _) => Some(4),
        ("medium" | "default", _) => Some(8),
        ("large", true) => Some(12),
        // of the two figures that the pages of 1.0 print, the one of the table of columns
        ("large", false) => Some(12),
        ("extra_large", true) => Some(16),
        (other, true) => px_in(other, 0, 99),
        (other, false) => px_in(other, 0, 28),
    }
}

/// A radius: pixels, or per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Radius {
    Px(i32),
    Percent(i32),
}

impl Radius {
    pub(crate) fn parse(text: &str) -> Option<Radius> {
        match text.trim().strip_suffix('%') {
            Some(number) => number.trim().parse().ok().filter(|n| (0..=100).contains(n)).map(Radius::Percent),
            None => px(text).filter(|n| *n >= 0).map(|n| Radius::Px(n.min(999))),
        }
    }
}

impl fmt::Display for Radius {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Radius::Px(n) => write!(f, "{n}px"),
            Radius::Percent(n) => write!(f, "{n}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_boxes_and_spacings() {
        assert_eq!(
            (px("12px"), px(" -4px"), px("0"), px("12"), px("1.5px"), px("px")),
            (Some(12), Some(-4), Some(0), None, None, None)
        );
        assert_eq!(Sides::parse("4px 0", -99, 99).map(|s| s.to_string()).as_deref(), Some("4px 0px 4px 0px"));
        assert_eq!(Sides::parse("200px", 0, 99), Some(Sides([99; 4])));
        assert_eq!(Sides::parse("1px 2px 3px", 0, 99), None);
        assert_eq!(Sides::parse("", 0, 99), None);
        assert_eq!(Sides::parse("1px 2px 3px 4px 5px", 0, 99), None);
        assert_eq!(
            (spacing("large", true), spacing("28px", false), spacing("29px", false), spacing("x", true)),
            (Some(12), Some(28), None, None)
        );
        assert_eq!(
            (Radius::parse("50%"), Radius::parse("8px"), Radius::parse("-1px")),
            (Some(Radius::Percent(50)), Some(Radius::Px(8)), None)
        );
    }
}
