//! Rules on lengths: `8px`, `50%`, `4px 12px`, and the words allowed instead of them.

use super::{
    ranges::{self, Range},
    vocabulary,
};
use crate::{
    Version, entries, joined, nearest,
    rules::{
        walk::{Holder, Walk},
        words,
    },
    table::{Kind, Member, Object, objects},
    tree::Node,
};

entries! {
    LENGTH = "C0303" "a length is malformed or out of its range" [E E E]
        why "Lengths are numbers with `px` (`%` where a table says so), in the range that the field table prints. 2.0 answers for instance \
             \"invalid width\"."
        wrong "<card><column_set><column width=\"1px\"/></column_set></card>"
        right "<card><column_set><column width=120px/></column_set></card>"

    UNSAID_LENGTHS = "C0304" "an undocumented number of lengths" [W W W]
        why "1.0 documents one or four lengths for the sides, 2.0 one, two or four."
        wrong "<card schema=\"2.0\"><hr margin=\"4px 8px 4px\"/></card>"
        right "<card schema=\"2.0\"><hr margin=\"4px 8px 4px 8px\"/></card>"

    DISPUTED_LENGTH = "C0305" "official pages contradict each other on a length" [W W W]
        why "2.0 prints 0 to 99px for `padding` in one place and -99 to 99px in another (card-json-2 §6.2)."
        wrong "<card schema=\"2.0\"><form name=\"f\" padding=-4px><button name=\"b\" form_action_type=submit>\"好\"</button></form></card>"
        right "<card schema=\"2.0\"><form name=\"f\" padding=4px><button name=\"b\" form_action_type=submit>\"好\"</button></form></card>"

    PANEL_PADDING = "C0309" "a padding of the header of a panel that is refused" [E W E] 230099
        why "The header of a collapsible panel takes one length or four; two are refused with \"invalid panel header padding\" (230099, 10002 \
             inside). Other paddings of 2.0 take two as well."
        wrong "<card schema=\"2.0\"><collapsible_panel><header title=\"a\" padding=\"4px 8px\"/><hr/></collapsible_panel></card>"
        right "<card schema=\"2.0\"><collapsible_panel><header title=\"a\" padding=\"4px 8px 4px 8px\"/><hr/></collapsible_panel></card>"
}

/// A length: number and unit; a zero needs no unit.
fn length(text: &str) -> Option<(f64, &'static str)> {
    let unit = match text {
        "0" | "-0" => return Some((0.0, "px")),
        _ if text.ends_with("px") => "px",
        _ if text.ends_with('%') => "%",
        _ => return None,
    };
    let digits = text.strip_suffix(unit)?;
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    if !digits.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit())
        || !digits.trim_start_matches('-').chars().all(plain)
    {
        return None;
    }
    digits.parse().ok().map(|n| (n, unit))
}

/// The words and ranges of a member.
fn takes(holder: Holder) -> (&'static [&'static str], &'static [Range]) {
    (holder.words, ranges_of(holder.member.kind, holder.ranges))
}

/// The ranges of a kind of length, where a row may name none.
fn ranges_of(kind: Kind, ranges: &'static [Range]) -> &'static [Range] {
    const ANY: &[Range] = &[Range { least: 0.0, most: None, unit: "px" }];
    const ANY_OR_PART: &[Range] =
        &[Range { least: 0.0, most: None, unit: "px" }, Range { least: 0.0, most: Some(100.0), unit: "%" }];
    match (ranges, kind) {
        ([], Kind::Px) => ANY_OR_PART,
        ([], _) => ANY,
        (ranges, _) => ranges,
    }
}

/// The length with its unit, if nothing else is missing.
fn with_unit(text: &str) -> String {
    if text.parse::<f64>().is_ok() && length(text).is_none() { format!("{text}px") } else { text.to_owned() }
}

fn fits(ranges: &[Range], text: &str) -> bool {
    length(text).is_some_and(|(n, unit)| ranges.iter().any(|range| range.has(n) && (range.unit == unit || n == 0.0)))
}

/// Two lengths in their range.
fn are_two(ranges: &[Range], text: &str) -> bool {
    let mut lengths = text.split(' ');
    let two = [lengths.next(), lengths.next(), lengths.next()];
    matches!(two, [Some(a), Some(b), None] if fits(ranges, a) && fits(ranges, b))
}

/// What a member accepts, in words.
fn help(allowed: &[&'static str], ranges: &[Range], word: &str) -> String {
    let lengths = ranges::list(ranges);
    match nearest(word, allowed.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if allowed.is_empty() => format!("expected {lengths}"),
        None => format!("expected {}, or {lengths}", words::list(allowed)),
    }
}

/// Whether a text is a length in the range of its member, or a word that is allowed instead; of sides that they fit.
pub(crate) fn fit(kind: Kind, words: &'static [&'static str], ranges: &'static [Range], text: &str) -> bool {
    let ranges = ranges_of(kind, ranges);
    match kind {
        Kind::Px2 | Kind::WordOrPx2 => words.contains(&text) || are_two(ranges, text),
        Kind::Sides => each_side(text).all(|length| fits(ranges, length)),
        _ => words.contains(&text) || fits(ranges, text),
    }
}

/// How many lengths a member with sides may have.
pub(crate) fn sides_of(object: &Object, member: &Member, version: Version) -> &'static [usize] {
    match version {
        Version::V2 if object == &objects::CollapsiblePanelHeader && member.name == "padding" => &[1, 4],
        Version::V2 => &[1, 2, 4],
        Version::V1 => &[1, 4],
    }
}

/// The lengths for the sides.
pub(crate) fn each_side(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|length| !length.is_empty())
}

/// A length is in the range of its member, or a word that is allowed instead.
pub(crate) fn every_length_is_in_its_range<'t>(
    walk: &mut Walk<'t, '_>,
    holder: Holder,
    text: &'t str,
    node: &'t Node<'t>,
) {
    match holder.member.kind {
        Kind::Px2 | Kind::WordOrPx2 => a_word_or_two_lengths(walk, holder, text, node),
        Kind::Sides => sides(walk, holder, text, node),
        _ => a_word_or_length(walk, holder, text, node),
    }
}

/// A word allowed instead of a length, or one length in its range.
fn a_word_or_length<'t>(walk: &mut Walk<'t, '_>, holder: Holder, text: &'t str, node: &'t Node<'t>) {
    let (allowed, ranges) = takes(holder);
    if allowed.contains(&text) || fits(ranges, text) {
        return;
    }
    let name = holder.member.name;
    let here = walk.here(node.at);
    if matches!(holder.member.kind, Kind::Spacing) {
        // 1.0: two official lists of words contradict each other; 2.0: two samples
        let known = if walk.v2() { &["", "default"][..] } else { &["small", "default", "medium", "large"][..] };
        if known.contains(&text) {
            let message = format!("`{text}` is not documented for `{name}` of {}", walk.name(holder.object));
            return vocabulary::undocumented(walk, node, message, help(allowed, ranges, text));
        }
    }
    let message = format!("`{name}` of {} does not accept `{text}`", walk.name(holder.object));
    let unit = with_unit(text);
    let help = match unit != text && fits(ranges, &unit) {
        true => format!("write {}", walk.set(name, &unit)),
        false => help(allowed, ranges, text),
    };
    walk.report(&LENGTH, here, message, Some(help));
}

/// A word, or two lengths in their range.
fn a_word_or_two_lengths<'t>(walk: &mut Walk<'t, '_>, holder: Holder, text: &'t str, node: &'t Node<'t>) {
    let (allowed, ranges) = takes(holder);
    if are_two(ranges, text) || allowed.contains(&text) {
        return;
    }
    let message = format!("`{}` of {} does not accept `{text}`", holder.member.name, walk.name(holder.object));
    if walk.v2() && holder.is(&objects::Img, "size") && text == "crop_center" {
        // the release notes write it
        let help = format!("write {}", walk.set("scale_type", text));
        return vocabulary::undocumented(walk, node, message, help);
    }
    let lengths = "two lengths such as `16px 16px`, each ";
    let help = match nearest(text, allowed.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if allowed.is_empty() => format!("expected {lengths}{}", ranges::list(ranges)),
        None => format!("expected {}, or {lengths}{}", words::list(allowed), ranges::list(ranges)),
    };
    walk.report(&LENGTH, walk.here(node.at), message, Some(help));
}

/// Lengths for the sides: one or four; in 2.0 also two.
fn sides<'t>(walk: &mut Walk<'t, '_>, holder: Holder, text: &'t str, node: &'t Node<'t>) {
    let (_, ranges) = takes(holder);
    let lengths: Vec<&str> = each_side(text).collect();
    let count = lengths.len();
    let here = walk.here(node.at);
    let name = holder.member.name;
    let wrong = lengths.iter().find(|length| !fits(ranges, length));
    if count == 0 || count > 4 || wrong.is_some() {
        let padding = Range { least: -99.0, most: Some(99.0), unit: "px" };
        let disputed = walk.v2() && name == "padding" && lengths.iter().all(|length| fits(&[padding], length));
        let message = match wrong {
            Some(length) => format!("`{name}` of {} does not accept `{length}`", walk.name(holder.object)),
            None => format!("`{name}` needs one to four lengths"),
        };
        let with_units = joined(&lengths, " ", &|length| with_unit(length));
        let help = match count > 0 && count < 5 && lengths.iter().all(|length| fits(ranges, &with_unit(length))) {
            true if walk.markup() => format!("write `{name}=\"{with_units}\"`"),
            true => format!("write `\"{name}\": \"{with_units}\"`"),
            false => {
                format!("expected {} for each side, separated by spaces: `4px 12px 4px 12px`", ranges::list(ranges))
            }
        };
        let disputed = disputed && count > 0 && count < 5;
        return walk.report(if disputed { &DISPUTED_LENGTH } else { &LENGTH }, here, message, Some(help));
    }
    let said = sides_of(holder.object, holder.member, walk.version);
    if said.contains(&count) {
        return;
    }
    if holder.is(&objects::CollapsiblePanelHeader, "padding") && walk.v2() {
        let message = format!("`padding` of the header of a panel needs one or four lengths, found {count}");
        let help = "write one length for all sides, or four: top, right, bottom, left".to_owned();
        return walk.report(&PANEL_PADDING, here, message, Some(help));
    }
    let message = format!("`{name}` with {count} lengths is not documented");
    let help = "write one length for all sides, or four: top, right, bottom, left".to_owned();
    walk.report(&UNSAID_LENGTHS, here, message, Some(help));
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn lengths_are_read() {
        assert_eq!(length("8px"), Some((8.0, "px")));
        assert_eq!(length("-4px"), Some((-4.0, "px")));
        assert_eq!(length("50%"), Some((50.0, "%")));
        assert_eq!(length("0"), Some((0.0, "px")));
        for wrong in ["8", "px", "8 px", "8em", "--8px", "1e3px", "infpx", ""] {
            assert_eq!(length(wrong), None, "{wrong}");
        }
    }
}
