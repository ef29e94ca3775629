//! Strings of the markup as format strings: `"第 {week} 周"`, `"{total:.2}"`, `{{` and `}}`; and what other languages write
//! for a hole.

use super::TextPiece;
use crate::{findings::Findings, syntax::Text};
use feishu_card_schema::{entries, markdown::HoleContext};

entries! {
    FORMAT_STRING = "C0007" "an invalid format string" [E E E]
        why "Strings of the markup are format strings: `{name}` or `{name:.2}` puts in a variable, `{{` and `}}` are \
             braces. An expression is a child or value in braces of its own (markup §6)."
        wrong "card! { <div>\"{user.name}\"</div> }"
        right "card! { <div>{user.name}</div> }"

    DOLLAR = "C0026" "a dollar before a hole" [W W W]
        why "A hole is `{name}`; the dollar of JavaScript's `${name}` is text and is shown. Where it is meant, `\\u{24}` or a string of \
             its own says so (markup §6)."
        wrong "card! { <div>\"for ${name}\"</div> }"
        right "card! { <div>\"for {name}\"</div> }"

    DOUBLE_BRACES = "C0027" "a name in double braces" [W W W]
        why "A hole is `{name}`; `{{name}}`, the hole of Vue, Angular and Handlebars, shows the name in braces. Where braces are meant, \
             `\\u{7b}{name}}` says so (markup §6)."
        wrong "card! { <div>\"for {{name}}\"</div> }"
        right "card! { <div>\"for {name}\"</div> }"
}

/// The pieces of a literal. What is not a format string is reported and kept as text.
pub(crate) fn pieces(text: &Text, findings: &mut Findings) -> Vec<TextPiece> {
    if !b"{}".iter().any(|byte| text.value.as_bytes().contains(byte)) {
        return vec![TextPiece::Text(text.value.clone(), text.span)];
    }
    match split(&text.value) {
        Ok(parts) => {
            if let Some(hole) = dollar(text, &parts) {
                let message = format!("the dollar before `{hole}` is shown");
                let right = repeated(text, &format!("${hole}"), hole);
                let help = format!(
                    "write `{right}`; where a dollar is meant, write `\"\\u{{24}}{hole}\"` or a string of its own: `\"$\" \"{hole}\"`"
                );
                findings.add(&DOLLAR, text.span, message, help);
            }
            // what is written next to each other is so in the value, and that is at hand
            let written = if text.value.contains("{{") { text.literal.to_string() } else { String::new() };
            if let Some((_, name)) = name_in_double_braces(&written) {
                let right = repeated(text, &format!("{{{{{name}}}}}"), &format!("{{{name}}}"));
                let message = format!("`{{{{{name}}}}}` shows the name in braces, not the value");
                let help = format!("write `{right}`; where braces are meant, write `\"\\u{{7b}}{{{name}}}}}\"`");
                findings.add(&DOUBLE_BRACES, text.span, message, help);
            }
            let mut pieces = Vec::with_capacity(parts.len());
            for part in parts {
                pieces.push(match part {
                    FormatPart::Text(known) => TextPiece::Text(known, text.span),
                    FormatPart::Hole(format) => {
                        TextPiece::Hole { format, literal: text.literal.clone(), place: HoleContext::Text }
                    }
                });
            }
            if pieces.is_empty() {
                pieces.push(TextPiece::Text(String::new(), text.span));
            }
            pieces
        }
        Err(problem) => {
            findings.add(&FORMAT_STRING, text.span, problem.message, problem.help);
            vec![TextPiece::Text(text.value.clone(), text.span)]
        }
    }
}

enum FormatPart {
    Text(String),
    Hole(String),
}

struct Problem {
    message: String,
    help: String,
}

fn split(text: &str) -> Result<Vec<FormatPart>, Problem> {
    let mut parts = Vec::new();
    let mut known = String::new();
    let mut rest = text;
    while let Some(at) = rest.as_bytes().iter().position(|byte| matches!(byte, b'{' | b'}')) {
        let (before, brace) = rest.split_at(at);
        known.push_str(before);
        if let Some(after) = brace.strip_prefix("{{") {
            known.push('{');
            rest = after;
        } else if let Some(after) = brace.strip_prefix("}}") {
            known.push('}');
            rest = after;
        } else if let Some(inner) = brace.strip_prefix('{') {
            let Some((hole, after)) = inner.split_once('}') else {
                return Err(Problem {
                    message: format!("the `{{` before `{}` is never closed", shorten(inner)),
                    help: "close it with `}`, or write `{{` for a brace".to_owned(),
                });
            };
            check(hole)?;
            if !known.is_empty() {
                parts.push(FormatPart::Text(std::mem::take(&mut known)));
            }
            parts.push(FormatPart::Hole(format!("{{{hole}}}")));
            rest = after;
        } else {
            return Err(Problem {
                message: format!("the `}}` after `{}` closes nothing", shorten_end(before)),
                help: match before
                    .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .filter(|name| is_name(name))
                {
                    Some(name) => format!("write `{{{name}}}` for the value of `{name}`, or `}}}}` for a brace"),
                    None => "write `}}` for a brace".to_owned(),
                },
            });
        }
    }
    known.push_str(rest);
    if !known.is_empty() {
        parts.push(FormatPart::Text(known));
    }
    Ok(parts)
}

/// A hole is a name, with a format behind a colon.
fn check(hole: &str) -> Result<(), Problem> {
    let (name, spec) = hole.split_once(':').unwrap_or((hole, ""));
    let message = if name.trim().is_empty() {
        "expected a name in `{}`".to_owned()
    } else if is_name(name.trim()) && !spec.contains(['{', '*']) {
        return Ok(());
    } else {
        let kind = if name.chars().all(|c| c.is_ascii_digit()) { "a position" } else { "an expression" };
        format!("expected a name in `{{{hole}}}`, found {kind}")
    };
    let name = name.trim();
    let inner = match name {
        "" => "expression".to_owned(),
        digits if digits.chars().all(|c| c.is_ascii_digit()) => "expression".to_owned(),
        // a field is behind its variable: it is borrowed, as format strings borrow
        place if place.split('.').all(|part| is_name(part) || is_position(part)) => format!("&{place}"),
        other => other.to_owned(),
    };
    Err(Problem {
        message,
        help: format!(
            "bind it to a name with `let`, or, as a child, end the string and write `{{{inner}}}` next to it; to show a brace, write `{{{{`"
        ),
    })
}

/// The first hole that `$` is before, as JavaScript writes one. `\u{24}` is a dollar that is meant.
fn dollar<'p>(text: &Text, parts: &'p [FormatPart]) -> Option<&'p str> {
    let hole = parts.windows(2).find_map(|pair| match pair {
        [FormatPart::Text(before), FormatPart::Hole(hole)] if before.ends_with('$') => Some(hole.as_str()),
        _ => None,
    })?;
    let written = text.literal.to_string();
    written.contains(&format!("${hole}")).then_some(hole)
}

/// The first name in double braces of a literal, as templates of the web write a hole, and where its braces are. It is
/// reported (C0027): where braces are meant, the first is written as an escape.
pub fn name_in_double_braces(written: &str) -> Option<(usize, &str)> {
    let mut from = 0;
    while let Some((before, after)) = written.get(from..)?.split_once("{{") {
        let at = from + before.len();
        let (name, behind) = after.split_once("}}")?;
        let alone = !before.ends_with(['{', '$', '}']) && !behind.starts_with(['}', '{']);
        if alone && is_name(name.trim()) {
            return Some((at, name));
        }
        from = at + 2;
    }
    None
}

/// The literal with another text instead of one in it; the other text alone where the literal is long.
fn repeated(text: &Text, wrong: &str, right: &str) -> String {
    let whole = text.literal.to_string();
    if whole.chars().count() <= 60 && !whole.contains('\n') {
        whole.replace(wrong, right)
    } else {
        format!("\"{right}\"")
    }
}

fn is_position(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

fn is_name(text: &str) -> bool {
    let text = text.strip_prefix("r#").unwrap_or(text);
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn shorten(text: &str) -> String {
    text.chars().take(12).collect()
}

fn shorten_end(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(12);
    text.chars().skip(skip).collect()
}
