//! Rules on numbers: whole where they must be, and in their range.

use super::{
    ranges::{self, Range},
    vocabulary,
};
use crate::{
    entries,
    rules::walk::{Holder, Walk},
    table::{Kind, Status},
    tree::{Known, Node},
};

entries! {
    OUT_OF_RANGE = "C0302" "a number is out of its range" [E E E]
        why "The field tables print the range; only `max_rows` of an input is documented to be corrected (card-json-1 §17)."
        wrong "<card><column_set><column width=weighted weight=9/></column_set></card>"
        right "<card><column_set><column width=weighted weight=5/></column_set></card>"
}

/// Whether a number is whole where it must be, and in its range.
pub(crate) fn is_right(n: f64, whole: bool, ranges: &[Range]) -> bool {
    !(whole && n.is_finite() && n.fract() != 0.0) && (ranges.is_empty() || ranges.iter().any(|range| range.has(n)))
}

/// A number is whole where it must be, and in its range.
pub(crate) fn every_number_is_in_its_range<'t>(walk: &mut Walk<'t, '_>, holder: Holder, node: &'t Node<'t>) {
    let whole = matches!(holder.member.kind, Kind::Int);
    let historic = holder.facts.status == Status::Historic;
    let Known::Number(text) = &node.value else {
        if historic && node.as_str().is_some_and(|text| text.trim_end_matches("px").parse::<f64>().is_ok()) {
            // one official sample writes it so
            let message = format!("`{}` must be a number, found text", holder.member.name);
            return vocabulary::undocumented(walk, node, message, "write it without quotes".to_owned());
        }
        return walk.wrong_kind(if whole { "a whole number" } else { "a number" }, node);
    };
    let Ok(n) = text.parse::<f64>() else { return };
    let ranges = holder.ranges;
    if is_right(n, whole, ranges) {
        return;
    }
    let wanted = if is_right(n, whole, &[]) { ranges::list(ranges) } else { "a whole number".to_owned() };
    let message = format!("`{}` must be {wanted}, found {text}", holder.member.name);
    walk.report(&OUT_OF_RANGE, walk.here(node.at), message, None);
}
