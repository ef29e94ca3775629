//! Names, words, lengths and strings as Rust's lexer reads them.

use feishu_card_markup::{syntax::is_keyword, typed::name_in_double_braces};
use std::{fmt::Write, str::FromStr};

/// How wide a line may be.
pub(super) const COLUMNS: usize = 100;

/// A piece of a string of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextPiece<'t> {
    /// Known text.
    Text(&'t str),
    /// The value of the parameter of this name.
    Hole(&'t str),
}

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

/// A string of markup, which is a format string: braces of text are doubled. Before a name the first is an escape, which says
/// that braces are meant and no hole; so is a dollar before a hole.
pub(super) fn format_string(pieces: &[TextPiece<'_>]) -> String {
    let mut written = String::from("\"");
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            TextPiece::Text(text) => {
                let before_hole = matches!(pieces.get(i + 1), Some(TextPiece::Hole(_)));
                let dollar = text.strip_suffix('$').filter(|_| before_hole);
                push_escaped(&dollar.unwrap_or(text).replace('{', "{{").replace('}', "}}"), &mut written);
                written.push_str(if dollar.is_some() { "\\u{24}" } else { "" });
            }
            TextPiece::Hole(name) => {
                let _ = write!(written, "{{{name}}}");
            }
        }
    }
    written.push('"');
    let mut out = String::with_capacity(written.len());
    let mut rest = written.as_str();
    while let Some((at, _)) = name_in_double_braces(rest) {
        let (before, braces) = rest.split_at(at);
        out.push_str(before);
        out.push_str("\\u{7b}{");
        rest = braces.strip_prefix("{{").unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// A name of Rust, in its case, for a name of anything: `user.name` is `user_name`, `userName` too, `type` is `type_`.
pub(super) fn identifier(text: &str) -> String {
    let mut name = String::new();
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let ends_capitals = before.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (before.is_lowercase() || before.is_numeric() || ends_capitals) {
            name.push('_');
        }
        // some capitals have no small letter
        let small = c.to_lowercase().map(|c| if is_name_char(c) && !c.is_uppercase() { c } else { '_' });
        name.extend(small);
        before = c;
    }
    while name.contains("__") {
        name = name.replace("__", "_");
    }
    let name = name.strip_suffix('_').unwrap_or(&name);
    if name.is_empty() {
        return "value".to_owned();
    }
    let forms = [name.to_owned(), format!("{name}_"), format!("_{name}")];
    forms.into_iter().find(|name| is_identifier(name)).unwrap_or_else(|| "value".to_owned())
}

/// Whether a text is a name that a function or parameter may have.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut tokens = proc_macro2::TokenStream::from_str(text).unwrap_or_default().into_iter();
    let named = matches!(tokens.next(), Some(proc_macro2::TokenTree::Ident(ident)) if ident == text);
    named && tokens.next().is_none() && !is_keyword(text)
}

/// Whether a name may go on with this.
fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && is_identifier(&format!("_{c}")))
}

/// A string literal. What cannot be seen is written as an escape.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    push_escaped(text, &mut out);
    out.push('"');
    out
}

fn push_escaped(text: &str, out: &mut String) {
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
}

/// Characters without width, those that change the direction of text (rustc refuses them), and noncharacters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        format_string(&[TextPiece::Text(text)])
    }

    #[test]
    fn braces_around_a_name_are_told_to_be_meant() {
        assert_eq!(text("a {name}"), r#""a \u{7b}{name}}""#);
        assert_eq!(text("{ a b } {{name}} ${x} {}"), r#""{{ a b }} {{{{name}}}} ${{x}} {{}}""#);
        assert_eq!(text("{名字} {a} {b}"), r#""\u{7b}{名字}} \u{7b}{a}} \u{7b}{b}}""#);
    }

    #[test]
    fn a_dollar_before_a_hole_is_told_to_be_meant() {
        let pieces = [TextPiece::Text("cost $"), TextPiece::Hole("n"), TextPiece::Text(" {$}")];
        assert_eq!(format_string(&pieces), r#""cost \u{24}{n} {{$}}""#);
        assert_eq!(text("cost $"), r#""cost $""#);
    }

    #[test]
    fn names_are_those_of_parameters() {
        for (variable, name) in [
            ("userName", "user_name"),
            ("HTTPServer", "http_server"),
            ("userID2Name", "user_id2_name"),
            ("Ok", "ok"),
            ("Some", "some"),
            ("Self", "self_"),
            ("a..b", "a_b"),
            ("a[0]", "a_0"),
            ("_x", "_x"),
            ("m²", "m"),
            ("①", "value"),
            ("²m", "_m"),
            ("-", "value"),
            ("7", "_7"),
            ("ϒ", "value"),
            ("名字", "名字"),
        ] {
            assert_eq!(identifier(variable), name, "{variable}");
        }
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
        assert_eq!(text("a\"\\{b}\n\u{200b}\u{202e}🏳️\u{7}"), r#""a\"\\\u{7b}{b}}\n\u{200b}\u{202e}🏳️\u{7}""#);
        assert_eq!(text("\u{fdd0}x\u{fdd1}"), r#""\u{fdd0}x\u{fdd1}""#);
    }
}
