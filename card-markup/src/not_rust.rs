//! What the lexer of Rust does not take: full-width punctuation, other quotes, brackets and strings that are never closed.
//! Pure functions of text; `source` lexes and asks them.
#![cfg_attr(not(feature = "source"), allow(dead_code))] // a compiler hands over what it has lexed

use crate::lookalike::{closing_quote, is_invisible, lookalike};
use feishu_card_schema::{entries, rules::Wording};
use std::ops::Range;

entries! {
    NOT_RUST = "C0024" "the source is not Rust" [E E E]
        why "Outside of quotes a source holds what Rust is made of: full-width punctuation and typographic quotes are not, and every bracket is closed. `card check` reads on behind such a place."
        wrong "let text = “hello”;"
        right "let text = \"hello\";"
}

/// What literals begin with, other than a quote or a digit.
const LITERALS: [&str; 7] = ["r\"", "r#", "b\"", "b'", "br", "c\"", "cr"];

/// What is wrong at one place.
pub(crate) struct Fault {
    pub(crate) range: Range<usize>,
    pub(crate) said: Wording,
    /// What is read in place of bytes of the text; padded with blanks to their number.
    pub(crate) repairs: Vec<(Range<usize>, &'static str)>,
}

/// Whether a code is that of a place which does not lex.
#[must_use]
pub fn is_not_rust(code: &str) -> bool {
    code == NOT_RUST.code
}

/// What is wrong at `at`, where the lexer stopped.
///
/// `innermost_open` finds the innermost bracket that is open at the end of a text which lexes up to there.
pub(crate) fn fault(text: &str, at: usize, innermost_open: fn(&str) -> Option<usize>) -> Fault {
    let rest = text.get(at..).unwrap_or_default();
    let Some(c) = rest.chars().next() else {
        // the lexer stops at the end only where it was told to
        return simple(text.len()..text.len(), "the source ends too early".to_owned(), "close what is open");
    };
    let here = at..at + c.len_utf8();
    match c {
        '{' | '(' | '[' => {
            simple(here, format!("this `{c}` is never closed"), &format!("close it with `{}`", closing(c)))
        }
        '}' | ')' | ']' => bracket(text, here, c, innermost_open),
        '"' => {
            let help = "end it with `\"`; a `\"` inside of it is `\\\"`";
            simple(at..line_end(text, at), "this string is never closed".to_owned(), help)
        }
        '\'' => quoted(text, here, c, '\'', "text is in double quotes, not in single ones"),
        '`' => quoted(text, here, c, '`', "text is in double quotes, not in backticks"),
        '/' => simple(at..line_end(text, at), "this comment is never closed".to_owned(), "end it with `*/`"),
        '0'..='9' => {
            let end = rest.find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| at + length);
            let number = text.get(at..end).unwrap_or_default();
            let help = format!("a text is quoted: `\"{number}\"`");
            simple(at..end, format!("`{number}` is not a number"), &help)
        }
        _ if LITERALS.iter().any(|begin| rest.starts_with(begin)) => {
            simple(at..line_end(text, at), "this literal is never closed".to_owned(), "end it as it begins")
        }
        _ => unknown(text, here, c),
    }
}

/// A character that no token begins with.
fn unknown(text: &str, here: Range<usize>, c: char) -> Fault {
    if let Some(close) = closing_quote(c) {
        return quoted(text, here, c, close, "text is in straight double quotes");
    }
    if let Some(found) = lookalike(c) {
        let message = format!("unexpected {} `{c}` outside of quotes", found.name);
        let help = format!("write `{}`; in a text put it into quotes", found.ascii);
        return Fault { repairs: vec![(here.clone(), found.ascii)], range: here, said: said(message, &help) };
    }
    let (message, help) = if is_invisible(c) {
        (
            format!("unexpected invisible character U+{:04X}", u32::from(c)),
            format!("remove it, or write `\\u{{{:x}}}` in a string", u32::from(c)),
        )
    } else {
        (format!("unexpected character `{c}` outside of quotes"), "a text is quoted: `\"…\"`".to_owned())
    };
    simple(here, message, &help)
}

/// A quote of another kind: the text up to its partner in the same line is read as a string.
fn quoted(text: &str, here: Range<usize>, open: char, close: char, message: &str) -> Fault {
    let line = text.get(here.end..line_end(text, here.end)).unwrap_or_default();
    let partner = line.find(close).map(|length| here.end + length..here.end + length + close.len_utf8());
    let inner = partner.as_ref().and_then(|partner| text.get(here.end..partner.start));
    match (partner, inner) {
        (Some(partner), Some(inner)) if !inner.contains(['"', '\\']) => Fault {
            range: here.start..partner.end,
            said: said(message.to_owned(), &format!("write `\"{inner}\"`")),
            // the blanks come before the first quote: they are no part of the string
            repairs: vec![(here.clone(), blank_before_quote(open)), (partner, "\"")],
        },
        _ => {
            Fault { repairs: vec![(here.clone(), "")], range: here, said: said(message.to_owned(), "write `\"…\"`") }
        }
    }
}

/// A `"` as wide as the quote that it is read for.
fn blank_before_quote(open: char) -> &'static str {
    match open.len_utf8() {
        1 => "\"",
        2 => " \"",
        _ => "  \"",
    }
}

/// A closing bracket that does not belong to the innermost open one: either that is never closed, or this closes
/// nothing.
fn bracket(text: &str, here: Range<usize>, c: char, innermost_open: fn(&str) -> Option<usize>) -> Fault {
    let before = text.get(..here.start).unwrap_or_default();
    if let Some(open) = innermost_open(before)
        && let Some(other) = before.get(open..).and_then(|rest| rest.chars().next())
        && closing(other) != c
    {
        let mut without = before.to_owned();
        repair(&mut without, open..open + 1, "");
        let next = innermost_open(&without).and_then(|next| without.get(next..)?.chars().next());
        if next.is_some_and(|next| closing(next) == c) {
            let help = format!("close it with `{}`", closing(other));
            return simple(open..open + 1, format!("this `{other}` is never closed"), &help);
        }
    }
    simple(here, format!("this `{c}` closes nothing"), "remove it, or write the opening one")
}

/// Writes `with` over these bytes, and blanks over the rest of them. Line ends stay, and every byte keeps its number.
pub(crate) fn repair(text: &mut String, range: Range<usize>, with: &str) {
    let Some(old) = text.get(range.clone()) else { return };
    let mut new = String::with_capacity(old.len());
    if with.len() <= old.len() {
        new.push_str(with);
    }
    new.extend(old.bytes().skip(new.len()).map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    text.replace_range(range, &new);
}

/// A fault that is blanked.
fn simple(range: Range<usize>, message: String, help: &str) -> Fault {
    Fault { repairs: vec![(range.clone(), "")], range, said: said(message, help) }
}

fn closing(open: char) -> char {
    match open {
        '{' => '}',
        '(' => ')',
        _ => ']',
    }
}

/// The end of the line that `at` is in.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length)
}

fn said(message: String, help: &str) -> Wording {
    Wording { entry: &NOT_RUST, message, help: Some(help.to_owned()) }
}
