//! What asks to be left as it is: `#[rustfmt::skip]`, and the comment `// card-fmt: skip`.

use super::leaves;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::ops::Range;

/// The comment, on the line above a call or first in it.
const COMMENT: &str = "card-fmt: skip";

/// The bytes that `#[rustfmt::skip]` is before, of a text with these tokens.
pub(super) fn ranges(text: &str, tokens: TokenStream) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if text.contains("rustfmt") {
        search(tokens, 0..text.len(), &mut found);
    }
    found
}

fn search(stream: TokenStream, around: Range<usize>, found: &mut Vec<Range<usize>>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let TokenTree::Group(group) = token {
            let span = group.span().byte_range();
            search(group.stream(), span, found);
        }
        if is(token, '#') {
            let inner = tokens.get(at + 1).is_some_and(|token| is(token, '!'));
            let group = tokens.get(at + 1 + usize::from(inner));
            if group.is_some_and(is_skip) {
                if inner {
                    found.push(around.clone());
                } else {
                    found.push(token.span().byte_range().start..item_end(&tokens, at + 2, around.end));
                }
            }
        }
        at += 1;
    }
}

fn is(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == punct)
}

/// `[rustfmt::skip]`, or `[cfg_attr(rustfmt, rustfmt::skip)]` as it was written before.
fn is_skip(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let text: String = group.stream().to_string().split_whitespace().collect();
    group.delimiter() == Delimiter::Bracket
        && (text == "rustfmt::skip"
            || (text.starts_with("cfg_attr(")
                && (text.ends_with(",rustfmt::skip)") || text.ends_with(",rustfmt_skip)"))))
}

/// Where the item or statement ends that begins here: at its `;`, or with its block.
fn item_end(tokens: &[TokenTree], first: usize, end: usize) -> usize {
    let mut rest = tokens.get(first..).unwrap_or_default();
    // further attributes
    while let [hash, attribute, behind @ ..] = rest
        && is(hash, '#')
        && matches!(attribute, TokenTree::Group(_))
    {
        rest = behind;
    }
    let is_statement = matches!(rest.first(), Some(TokenTree::Ident(word)) if
        ["let", "const", "static", "type", "use", "return"].iter().any(|keyword| word == keyword));
    // `const fn` ends with its block all the same
    let is_statement =
        is_statement && !rest.iter().take(4).any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"));
    for token in rest {
        let ends = match token {
            TokenTree::Punct(punct) => matches!(punct.as_char(), ';' | ','),
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !is_statement,
            _ => false,
        };
        if ends && !(is_statement && is(token, ',')) {
            return token.span().byte_range().end;
        }
    }
    end
}

/// Whether the comment is on the line above a call, or first in its braces.
pub(super) fn by_comment(text: &str, call: &Range<usize>, body: &Range<usize>) -> bool {
    let inside = text.get(body.clone()).unwrap_or_default();
    let gap = leaves::gap(inside.get(..gap_length(inside)).unwrap_or_default());
    if gap.comments.iter().any(|comment| says_skip(comment.text)) {
        return true;
    }
    let mut lines = text.get(..call.start).unwrap_or_default().rsplit('\n');
    lines.next();
    lines.next().is_some_and(|line| line.trim_start().starts_with("//") && says_skip(line.trim()))
}

fn says_skip(comment: &str) -> bool {
    comment.trim_start_matches(['/', '*', ' ']).trim_end_matches(['/', '*', ' ', '\r']).trim() == COMMENT
}

/// The length of the white space and comments that a text begins with.
fn gap_length(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let blank = rest.len() - rest.trim_start().len();
        at += blank;
        match rest.get(blank..).and_then(leaves::comment_length) {
            Some(length) => at += length,
            None => return at,
        }
    }
    at
}
