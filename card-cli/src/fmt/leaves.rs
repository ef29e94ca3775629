//! The tokens of a `card!` as ranges of its source, and the comments in the gaps between them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::{collections::BTreeSet, ops::Range};

/// Every token, delimiters too, as its range of bytes, in the order of the source.
pub(super) fn leaves(stream: TokenStream) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    collect(stream, &mut found);
    found
}

/// The same of what is in the braces that begin at these bytes; the tokens around them are left out.
pub(super) fn leaves_of(stream: TokenStream, braces: &BTreeSet<usize>) -> Vec<Range<usize>> {
    fn search(stream: TokenStream, braces: &BTreeSet<usize>, found: &mut Vec<Range<usize>>) {
        for token in stream {
            let TokenTree::Group(group) = token else { continue };
            if group.delimiter() == Delimiter::Brace && braces.contains(&group.span_open().byte_range().start) {
                collect(TokenTree::from(group).into(), found);
            } else {
                search(group.stream(), braces, found);
            }
        }
    }
    let mut found = Vec::new();
    search(stream, braces, &mut found);
    found
}

fn collect(stream: TokenStream, found: &mut Vec<Range<usize>>) {
    for token in stream {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => collect(group.stream(), found),
            TokenTree::Group(group) => {
                push(group.span_open().byte_range(), found);
                collect(group.stream(), found);
                push(group.span_close().byte_range(), found);
            }
            token => push(token.span().byte_range(), found),
        }
    }
}

/// A documentation comment comes as several tokens of one range: it is one leaf.
fn push(range: Range<usize>, found: &mut Vec<Range<usize>>) {
    if found.last().is_none_or(|last| last.end <= range.start) {
        found.push(range);
    }
}

/// The text of a token. That of a documentation comment goes up to its line end, of which the lexer takes a part.
pub(super) fn text<'a>(source: &'a str, leaf: &Range<usize>) -> &'a str {
    let text = source.get(leaf.clone()).unwrap_or_default();
    if text.starts_with("//") { text.trim_end_matches('\r') } else { text }
}

/// A comment, as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Comment<'a> {
    /// Its text, without the line feed behind it.
    pub(super) text: &'a str,
    /// How many line feeds are between it and what is before it.
    pub(super) lines_before: usize,
}

impl Comment<'_> {
    /// Whether it ends with its line.
    pub(super) fn is_line(&self) -> bool {
        self.text.starts_with("//")
    }
}

/// What is between two tokens.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Gap<'a> {
    /// Its comments, in the order of the source.
    pub(super) comments: Vec<Comment<'a>>,
    /// How many line feeds are behind the last comment; of a gap without comments, how many there are.
    pub(super) lines_after: usize,
}

/// Takes the text between two tokens apart.
pub(super) fn gap(text: &str) -> Gap<'_> {
    let mut gap = Gap::default();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match comment_length(rest) {
            Some(length) => {
                let (comment, _) = rest.split_at(length);
                let comment = if comment.starts_with("//") { comment.trim_end_matches('\r') } else { comment };
                gap.comments.push(Comment { text: comment, lines_before: gap.lines_after });
                gap.lines_after = 0;
                length
            }
            None => {
                gap.lines_after += usize::from(next == '\n');
                next.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    gap
}

/// The length of the comment that the text begins with.
pub(super) fn comment_length(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if !text.starts_with("/*") {
        return None;
    }
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    Some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(gap: &Gap<'a>) -> Vec<&'a str> {
        gap.comments.iter().map(|comment| comment.text).collect()
    }

    #[test]
    fn a_gap_knows_its_comments_and_lines() {
        let found = gap("  // one\r\n\n /* two /* nested */ */ // three");
        assert_eq!(texts(&found), ["// one", "/* two /* nested */ */", "// three"]);
        assert_eq!(found.comments.iter().map(|comment| comment.lines_before).collect::<Vec<_>>(), [0, 2, 0]);
        assert_eq!(found.lines_after, 0);
        assert_eq!(gap("\n \n"), Gap { comments: Vec::new(), lines_after: 2 });
    }

    #[test]
    fn a_documentation_comment_is_one_leaf() {
        let source = "{ || { /// doc\n fn x() {} } }";
        let leaves = leaves(source.parse().unwrap());
        let texts: Vec<_> = leaves.iter().map(|range| &source[range.clone()]).collect();
        assert_eq!(texts, ["{", "|", "|", "{", "/// doc", "fn", "x", "(", ")", "{", "}", "}", "}"]);
    }
}
