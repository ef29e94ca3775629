//! Text → tokens. What the lexer of Rust does not take is reported and read as what was probably meant: one character
//! that it does not know hides no card of the file.

use super::{
    SourceFinding,
    lookalike::{closing_quote, is_invisible, lookalike},
};
use feishu_card_schema::{Reader, Version, grammar as codes};
use proc_macro2::{TokenStream, extra::invalidate_current_thread_spans};
use std::ops::Range;

/// How many places are repaired: a text with more is not Rust, and each costs another pass.
const MOST: usize = 50;

/// What literals begin with, other than a quote or a digit.
const LITERALS: [&str; 7] = ["r\"", "r#", "b\"", "b'", "br", "c\"", "cr"];

/// The tokens of a text.
pub(super) struct Lexed {
    /// All tokens; none, if too much is wrong. Their bytes are those of the text.
    pub(super) tokens: TokenStream,
    /// What the lexer does not take, in the order of the text.
    pub(super) faults: Vec<SourceFinding>,
}

/// What is wrong at one place.
struct Fault {
    range: Range<usize>,
    message: String,
    help: String,
    /// What is read in place of bytes of the text; padded with blanks to their number.
    repairs: Vec<(Range<usize>, &'static str)>,
}

/// Lexes a text.
pub(super) fn lex(text: &str) -> Lexed {
    let mut faults = Vec::new();
    let mut read = without_shebang(text);
    let tokens = loop {
        let error = match read.parse::<TokenStream>() {
            Ok(tokens) => break tokens,
            Err(error) => error,
        };
        let at = error.span().byte_range().start;
        // the lexer keeps every text that it has read
        drop(error);
        invalidate_current_thread_spans();
        let fault = fault(&read, at);
        for (range, with) in &fault.repairs {
            repair(&mut read, range.clone(), with);
        }
        faults.push(SourceFinding {
            range: fault.range,
            entry: &codes::SOURCE,
            severity: codes::SOURCE.severity(Reader::Markup, Version::V1),
            message: fault.message,
            help: Some(fault.help),
            platform: None,
        });
        if faults.len() == MOST {
            break TokenStream::new();
        }
    };
    faults.sort_by_key(|fault| fault.range.start);
    Lexed { tokens, faults }
}

/// `#!/usr/bin/env …` is for the shell.
fn without_shebang(text: &str) -> String {
    let mut read = text.to_owned();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    if text.get(start..).is_some_and(|rest| rest.starts_with("#!") && !rest.starts_with("#![")) {
        let end = line_end(text, start);
        repair(&mut read, start..end, "");
    }
    read
}

/// Writes `with` over these bytes, and blanks over the rest of them. Line ends stay, and every byte keeps its number.
fn repair(text: &mut String, range: Range<usize>, with: &str) {
    let Some(old) = text.get(range.clone()) else { return };
    let mut new = String::with_capacity(old.len());
    if with.len() <= old.len() {
        new.push_str(with);
    }
    new.extend(old.bytes().skip(new.len()).map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    text.replace_range(range, &new);
}

/// What is wrong at `at`, where the lexer stopped.
fn fault(text: &str, at: usize) -> Fault {
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
        '}' | ')' | ']' => bracket(text, here, c),
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
        return Fault { repairs: vec![(here.clone(), found.ascii)], range: here, message, help };
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
            message: message.to_owned(),
            help: format!("write `\"{inner}\"`"),
            // the blanks come before the first quote: they are no part of the string
            repairs: vec![(here.clone(), blank_before_quote(open)), (partner, "\"")],
        },
        _ => Fault {
            repairs: vec![(here.clone(), "")],
            range: here,
            message: message.to_owned(),
            help: "write `\"…\"`".to_owned(),
        },
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
fn bracket(text: &str, here: Range<usize>, c: char) -> Fault {
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

/// The innermost bracket that is open at the end of a text which lexes up to there.
fn innermost_open(before: &str) -> Option<usize> {
    let error = before.parse::<TokenStream>().err()?;
    let at = error.span().byte_range().start;
    drop(error);
    invalidate_current_thread_spans();
    before.get(at..)?.starts_with(['{', '(', '[']).then_some(at)
}

/// A fault that is blanked.
fn simple(range: Range<usize>, message: String, help: &str) -> Fault {
    Fault { repairs: vec![(range.clone(), "")], range, message, help: help.to_owned() }
}

fn closing(open: char) -> char {
    match open {
        '{' => '}',
        '(' => ')',
        _ => ']',
    }
}

/// The end of the line that `at` is in.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length)
}
