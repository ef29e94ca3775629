//! Holes: places in a text that are not known yet, drawn as labelled chips.

/// What marks a hole in a text: characters of a private use plane, which no card holds by design.
pub(crate) const OPEN: char = '\u{10fff0}';
pub(crate) const CLOSE: char = '\u{10fff1}';

/// A text that is drawn as a chip with this label, where [`Options::holes`](crate::Options::holes) is on. It may be
/// alone or within any text of a card: plain, Markdown, a URL, an option, a cell.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::Json;
/// use feishu_card_preview::{Options, fragment, hole};
/// let text = format!(r#"{{"elements":[{{"tag":"markdown","content":"**{}** is live"}}]}}"#, hole("service"));
/// let html = fragment(&Json::parse(&text)?, &Options::new().holes(true));
/// assert!(html.contains(r#"<strong><span class="fc-hole">service</span></strong> is live"#));
/// # Ok::<(), feishu_card::JsonError>(())
/// ```
#[must_use]
pub fn hole(label: &str) -> String {
    let mut marked = String::with_capacity(label.len() + 8);
    marked.push(OPEN);
    marked.extend(label.chars().filter(|c| !matches!(*c, OPEN | CLOSE)));
    marked.push(CLOSE);
    marked
}

/// A piece of a text with holes.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece<'t> {
    Text(&'t str),
    Hole(&'t str),
}

/// Splits a text at its holes; a marker without its partner belongs to no hole and is dropped.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = rest.strip_prefix(CLOSE).unwrap_or(rest);
            if let Some(inside) = rest.strip_prefix(OPEN) {
                let end = inside.find([OPEN, CLOSE]).unwrap_or(inside.len());
                let closed = inside.get(end..).is_some_and(|after| after.starts_with(CLOSE));
                let piece = inside.get(..end).unwrap_or_default();
                rest = inside.get(end..).unwrap_or_default();
                if closed {
                    return Some(Piece::Hole(piece));
                }
                if !piece.is_empty() {
                    return Some(Piece::Text(piece));
                }
            } else if rest.is_empty() {
                return None;
            } else if !rest.starts_with(CLOSE) {
                let end = rest.find([OPEN, CLOSE]).unwrap_or(rest.len());
                let piece = rest.get(..end).unwrap_or_default();
                rest = rest.get(end..).unwrap_or_default();
                return Some(Piece::Text(piece));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_splits_at_its_holes() {
        let text = format!("a{}b{}", hole("x y"), hole(""));
        assert_eq!(
            pieces(&text).collect::<Vec<_>>(),
            [Piece::Text("a"), Piece::Hole("x y"), Piece::Text("b"), Piece::Hole("")]
        );
        let broken = format!("{CLOSE}{CLOSE}a{OPEN}b{OPEN}c{CLOSE}{OPEN}");
        assert_eq!(pieces(&broken).collect::<Vec<_>>(), [Piece::Text("a"), Piece::Text("b"), Piece::Hole("c")]);
    }
}
