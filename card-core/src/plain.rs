//! Markdown as a person reads it: without marks, tags and entities.

use feishu_card_schema::{
    markdown::{
        Flavour,
        reader::{Mark, Source, Tag, TokenKind, blocks, entity, tokens},
    },
    sort_by,
    tree::TextPart,
};
use std::ops::Range;

/// The text that a reader sees, on the same lines: marks and tags left out, entities read, targets of links in brackets
/// behind their text, mentions as `@id`.
#[must_use]
pub(crate) fn plain(text: &str, flavour: Flavour) -> String {
    let source = Source::new(&[TextPart::Text(text.into())]);
    let blocks = blocks(&source, flavour);
    // what is in place of which characters
    let mut pieces: Vec<(Range<usize>, String)> = Vec::new();
    for (mark, range) in &blocks.marks {
        if *mark == Mark::Heading {
            let blank = source.get(range.end).is_some_and(|c| c == ' ' || c == '\t');
            pieces.push((range.start..range.end + usize::from(blank), String::new()));
        }
    }
    for fence in &blocks.fences {
        let body = source.text(fence.body.clone());
        let end = fence.closing.as_ref().map_or(fence.body.end, |closing| closing.end);
        pieces.push((fence.opening.start..end, body.trim_end_matches('\n').to_owned()));
    }
    for run in &blocks.runs {
        let mut targets = Vec::new();
        for token in tokens(&source, run, flavour) {
            let written = || source.text(token.range.clone());
            let piece = match &token.kind {
                TokenKind::Text | TokenKind::TagText | TokenKind::Emoji | TokenKind::OpenTag(_) => continue,
                TokenKind::Character => match entity(&source, token.range.start) {
                    Some((c, _)) if source.get(token.range.start) == Some('&') => c.to_string(),
                    _ => written()
                        .trim_start_matches('\\')
                        .to_owned()
                        .chars()
                        .next()
                        .map_or_else(|| "\\".to_owned(), String::from),
                },
                TokenKind::Break => "\n".to_owned(),
                TokenKind::Code => written().trim_matches('`').to_owned(),
                TokenKind::Address => written().trim_matches(['<', '>']).to_owned(),
                // single ones occur in names and sums
                TokenKind::Marks(c) if *c == '_' && token.range.len() == 1 => continue,
                TokenKind::Marks(_) => String::new(),
                TokenKind::LinkStart { image } => {
                    targets.push(*image);
                    String::new()
                }
                TokenKind::LinkEnd { image: true, .. } => {
                    targets.pop();
                    String::new()
                }
                TokenKind::LinkEnd { target, .. } => {
                    targets.pop();
                    format!(" ({})", source.text(target.clone()))
                }
                TokenKind::Tag(tag) if tag.is(&source, "at") && !tag.closing => mentioned(&source, tag),
                TokenKind::Tag(_) => String::new(),
            };
            pieces.push((token.range, piece));
        }
    }
    sort_by(&mut pieces, |(a, _), (b, _)| a.start.cmp(&b.start));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (range, piece) in pieces {
        if range.start >= at {
            out.push_str(&source.text(at..range.start));
            out.push_str(&piece);
            at = range.end;
        }
    }
    out.push_str(&source.text(at..source.chars.len()));
    out
}

/// `@` and whom a mention is for.
fn mentioned(source: &Source, tag: &Tag) -> String {
    let ids = ["id", "ids", "user_id", "email"];
    let id = tag.attributes.iter().find(|attribute| ids.contains(&source.text(attribute.name.clone()).as_str()));
    let id = id.and_then(|attribute| attribute.value.clone()).map(|value| source.text(value)).unwrap_or_default();
    id.split(',').map(|id| format!("@{}", id.trim())).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reader_sees_no_marks() {
        for (text, wanted) in [
            ("# **Done**\n[log](https://a.b) by <at id=ou_1></at> &amp; co", "Done\nlog (https://a.b) by @ou_1 & co"),
            ("**a** ~~b~~ *c* snake_case", "a b c snake_case"),
            ("- one\n- <font color='red'>two</font>", "- one\n- two"),
            ("&#60;b&#62; \\* `x < y`", "<b> * x < y"),
            ("![plan](img_1) [a](https://b.c)", "plan a (https://b.c)"),
            ("```rust\nfn a() {}\n```\nafter", "fn a() {}\nafter"),
            ("<at id=all></at> <at ids=ou_1,ou_2></at>", "@all @ou_1 @ou_2"),
            ("|a|b|\n|-|-|\n|**c**|d|", "|a|b|\n|-|-|\n|c|d|"),
            ("", ""),
        ] {
            assert_eq!(plain(text, Flavour::Markdown2), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[-a*_~`<>\\[\\]()!&#;|\n \\\\=x]{0,40}") {
            for flavour in [Flavour::LarkMd, Flavour::Markdown1, Flavour::Markdown2] {
                let _ = plain(&text, flavour);
            }
        }
    }
}
