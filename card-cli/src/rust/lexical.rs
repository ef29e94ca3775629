//! Names, words, lengths and strings as Rust's lexer reads them.

use std::{fmt::Write, str::FromStr};

/// Before the name of a parameter in a string: a noncharacter, which Unicode keeps out of texts.
pub(super) const OPEN: char = '\u{fdd0}';
/// Behind it.
pub(super) const CLOSE: char = '\u{fdd1}';

/// Whether a text may be written as a name: `margin-top`, `cus-0`.
pub(super) fn is_name(text: &str) -> bool {
    let mut segments = text.split('-');
    segments.next().is_some_and(is_ident) && segments.all(|segment| is_ident(segment) || is_digits(segment))
}

/// Whether a text may be written as a bare word: `true`, `false` and `null` would be literals.
pub(super) fn is_word(text: &str) -> bool {
    is_name(text) && !matches!(text, "true" | "false" | "null")
}

/// Whether a text may be written as a bare length: `8px`, `-4px`, `50%`.
pub(super) fn is_length(text: &str) -> bool {
    let digits = match text.strip_suffix('%') {
        Some(digits) => Some(digits),
        None => text.strip_suffix("px").map(|number| number.strip_prefix('-').unwrap_or(number)),
    };
    digits.is_some_and(|digits| is_digits(digits) && (digits == "0" || !digits.starts_with('0')))
}

fn is_ident(text: &str) -> bool {
    let rest = text.strip_prefix(|c: char| c.is_ascii_alphabetic() || c == '_');
    rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')) && text != "_"
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.len() < 18 && text.bytes().all(|b| b.is_ascii_digit())
}

/// A string of markup, which is a format string: braces are doubled. Before a name the first is an escape, which says that
/// braces are meant and no hole. The marks of parameters are the braces of one.
pub(super) fn format_string(text: &str) -> String {
    let doubled = string(&text.replace('{', "{{").replace('}', "}}"));
    let mut out = String::with_capacity(doubled.len());
    let mut rest = doubled.as_str();
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let is_hole = after.split_once("}}").is_some_and(|(name, _)| is_ident(name.trim()));
        let goes_on = before.ends_with(['$', '{']) || before.is_empty() && out.ends_with('{');
        out.push_str(if is_hole && !goes_on { "\\u{7b}{" } else { "{{" });
        rest = after;
    }
    out.push_str(rest);
    out.replace(OPEN, "{").replace(CLOSE, "}")
}

/// A name of Rust for a name of anything: `user.name` is `user_name`, `type` is `type_`.
pub(super) fn identifier(text: &str) -> String {
    let mut name: String = text.chars().map(|c| if is_name_char(c) { c } else { '_' }).collect();
    let first = name.chars().next();
    if first.is_none_or(|first| first.is_numeric()) {
        name.insert(0, '_');
    }
    if !is_identifier(&name) {
        name.push('_');
    }
    name
}

/// Whether a text is a name that a function or parameter may have.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut tokens = proc_macro2::TokenStream::from_str(text).unwrap_or_default().into_iter();
    // the card is made of names of the language too; those that begin with a capital are not for functions
    let named = matches!(tokens.next(), Some(proc_macro2::TokenTree::Ident(ident)) if ident == text);
    named && tokens.next().is_none() && !KEYWORDS.contains(&text) && text != "_"
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The words that the language keeps for itself.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A string literal. What cannot be seen is written as an escape.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_invisible(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters without width, and those that change the direction of text (rustc refuses them).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_around_a_name_are_told_to_be_meant() {
        assert_eq!(format_string("a {name}"), r#""a \u{7b}{name}}""#);
        assert_eq!(format_string("{ a b } {{name}} ${x} {}"), r#""{{ a b }} {{{{name}}}} ${{x}} {{}}""#);
    }

    #[test]
    fn words_are_what_the_lexer_takes() {
        for word in ["primary", "grey-200", "chat_outlined", "cus-0", "type", "a-b-1"] {
            assert!(is_word(word), "{word}");
        }
        for text in ["", "_", "16:9", "2", "0b", "a-0b", "a-1e", "a--b", "a-", "true", "null", "红", "a b", "1px"] {
            assert!(!is_word(text), "{text}");
        }
    }

    #[test]
    fn lengths_are_one_number_with_a_unit() {
        for length in ["8px", "-4px", "0px", "50%", "100%"] {
            assert!(is_length(length), "{length}");
        }
        for text in ["8", "px", "08px", "-5%", "1.5px", "8px 8px", "+1px"] {
            assert!(!is_length(text), "{text}");
        }
    }

    #[test]
    fn strings_show_what_cannot_be_seen() {
        assert_eq!(format_string("a\"\\{b}\n\u{200b}\u{202e}🏳️\u{7}"), r#""a\"\\\u{7b}{b}}\n\u{200b}\u{202e}🏳️\u{7}""#);
    }
}
