//! Text without quotes: what was probably meant, and how it is written.

use super::written::{gap, short, written};
use crate::syntax::Text;
use feishu_card_schema::words::html;
use proc_macro2::{Delimiter, Literal, TokenTree};

/// What is wrong with tokens that are no child, behind a text or not, and what to write.
pub(super) fn said(tokens: &[TokenTree], before: Option<&Text>) -> (&'static str, String) {
    const UNQUOTED: &str = "text must be quoted";
    if let [TokenTree::Punct(only)] = tokens
        && matches!(only.as_char(), ';' | ',')
    {
        return (UNQUOTED, format!("children are not separated: remove the `{only}`"));
    }
    let tokens = match tokens {
        // an entity ends with it as well
        [before @ .., TokenTree::Punct(end)] if end.as_char() == ';' && !before.is_empty() && !is_entity(tokens) => {
            before
        }
        tokens => tokens,
    };
    if let Some(character) = entity(tokens) {
        return (
            UNQUOTED,
            format!("write the character itself: `\"{}\"`; entities are for Markdown", shown(character)),
        );
    }
    if let Some(joined) = concatenation(tokens, before) {
        return ("texts are not joined by `+`", format!("write `{joined}`: texts beside each other are one"));
    }
    if let Some(call) = macro_call(tokens) {
        let inlined = inlined(tokens).map_or_else(String::new, |text| format!(", or `{text}`"));
        return (UNQUOTED, format!("a macro call is an expression: write `{{{call}}}`{inlined}"));
    }
    if let [TokenTree::Ident(only)] = tokens
        && only.to_string().is_ascii()
    {
        return (UNQUOTED, format!("write `\"{only}\"`, or for a variable `{{{only}}}`"));
    }
    if is_expression(tokens) {
        let text = written(tokens);
        let place = borrowed(&text);
        let as_text = if text.contains('"') { String::new() } else { format!(", and text in quotes: `\"{text}\"`") };
        return (UNQUOTED, format!("wrap an expression in braces: `{{{place}}}`{as_text}"));
    }
    (UNQUOTED, format!("write `{}`", quoted(tokens)))
}

/// The tokens as strings of markup: names in braces stay holes, other expressions are between two strings.
fn quoted(tokens: &[TokenTree]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut end = None;
    for (n, token) in tokens.iter().enumerate() {
        let start = match token {
            TokenTree::Group(group) => group.span_open(),
            other => other.span(),
        };
        if end.is_some_and(|end| gap(end, start)) {
            text.push(' ');
        }
        end = Some(match token {
            TokenTree::Group(group) => group.span_close(),
            other => other.span(),
        });
        match token {
            // `${name}` is how JavaScript writes a hole
            TokenTree::Punct(dollar) if dollar.as_char() == '$' && braces(tokens.get(n + 1)).is_some() => {}
            _ => match braces(Some(token)) {
                Some(inner) if matches!(inner.as_slice(), [TokenTree::Ident(_)]) => {
                    text.push_str(&format!("{{{}}}", written(&inner)));
                }
                Some(inner) => {
                    if !text.is_empty() {
                        parts.push(format!("\"{}\"", std::mem::take(&mut text)));
                    }
                    parts.push(format!("{{{}}}", borrowed(&written(&inner))));
                }
                None => text.push_str(&written(std::slice::from_ref(token)).replace('"', "\\\"")),
            },
        }
    }
    if !text.is_empty() || parts.is_empty() {
        parts.push(format!("\"{}\"", without_entities(&text)));
    }
    parts.join(" ")
}

fn braces(token: Option<&TokenTree>) -> Option<Vec<TokenTree>> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            Some(group.stream().into_iter().collect())
        }
        _ => None,
    }
}

/// Whether the tokens end with `&name;`.
fn is_entity(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [.., TokenTree::Punct(and), TokenTree::Ident(_), TokenTree::Punct(_)] if and.as_char() == '&')
}

/// The character of `&name;` alone.
fn entity(tokens: &[TokenTree]) -> Option<char> {
    let text = written(tokens);
    html::entity(text.strip_prefix('&')?.strip_suffix(';')?)
}

/// The text with its entities read.
fn without_entities(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = after.split_once(';').and_then(|(name, rest)| html::entity(name).map(|c| (c, rest)));
        match found {
            Some((c, after)) => {
                out.push_str(&shown(c));
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A character as one writes it in a string.
fn shown(c: char) -> String {
    match c {
        '"' => "\\\"".to_owned(),
        '{' => "{{".to_owned(),
        '}' => "}}".to_owned(),
        c if c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}') => format!("\\u{{{:x}}}", u32::from(c)),
        c => c.to_string(),
    }
}

/// `"a{name}b"` for `"a" + name + "b"`, of which the first may be a text before the tokens.
fn concatenation(tokens: &[TokenTree], before: Option<&Text>) -> Option<String> {
    let plus = |token: &TokenTree| matches!(token, TokenTree::Punct(plus) if plus.as_char() == '+');
    let mut operands: Vec<&[TokenTree]> = tokens.split(plus).collect();
    if operands.len() < 2 {
        return None;
    }
    let continues = tokens.first().is_some_and(plus);
    if continues {
        operands.remove(0);
    }
    let is_string =
        |operand: &&[TokenTree]| matches!(operand, [TokenTree::Literal(text)] if text.to_string().starts_with('"'));
    if !continues && !operands.iter().any(is_string) {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut text = String::new();
    if let Some(before) = before.filter(|_| continues) {
        text.push_str(&inside(&before.literal));
    }
    for operand in operands {
        match operand {
            [TokenTree::Literal(literal)] => text.push_str(&inside(literal)),
            [TokenTree::Ident(name)] => text.push_str(&format!("{{{name}}}")),
            [] => {}
            expression => {
                if !text.is_empty() {
                    parts.push(format!("\"{}\"", std::mem::take(&mut text)));
                }
                let expression = match expression {
                    [TokenTree::Group(group)] => written(&group.stream().into_iter().collect::<Vec<_>>()),
                    expression => written(expression),
                };
                parts.push(format!("{{{}}}", borrowed(&expression)));
            }
        }
    }
    if !text.is_empty() {
        parts.push(format!("\"{text}\""));
    }
    Some(parts.join(" "))
}

/// An expression as a child: a field is borrowed, since it is behind a variable or a reference.
pub(super) fn borrowed(expression: &str) -> String {
    let is_field =
        expression.contains('.') && expression.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_'));
    if is_field { format!("&{expression}") } else { expression.to_owned() }
}

/// What is between the quotes of a literal, or what it shows.
fn inside(literal: &Literal) -> String {
    let text = literal.to_string();
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map_or(text.clone(), str::to_owned)
}

/// `format!("…", name)` alone.
fn macro_call(tokens: &[TokenTree]) -> Option<String> {
    let [path @ .., TokenTree::Punct(bang), TokenTree::Group(_)] = tokens else { return None };
    let is_path = path.iter().all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(colon) => colon.as_char() == ':',
        _ => false,
    });
    (bang.as_char() == '!' && is_path && !path.is_empty()).then(|| short(tokens))
}

/// The format string with its arguments in it, where they are names.
fn inlined(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Ident(name), _, TokenTree::Group(group)] = tokens else { return None };
    if name != "format" {
        return None;
    }
    let comma = |token: &TokenTree| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',');
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let mut arguments = inner.split(comma);
    let [TokenTree::Literal(format)] = arguments.next()? else { return None };
    let mut text = format.to_string();
    for argument in arguments {
        match argument {
            [TokenTree::Ident(name)] if text.contains("{}") => text = text.replacen("{}", &format!("{{{name}}}"), 1),
            [] => {}
            _ => return None,
        }
    }
    (text.starts_with('"') && !text.contains("{}")).then_some(text)
}

/// Whether the tokens can hardly be text: a call, a path, a field, a reference.
fn is_expression(tokens: &[TokenTree]) -> bool {
    let text = written(tokens);
    let begins = |token: &TokenTree| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => matches!(punct.as_char(), '&' | '*'),
        _ => false,
    };
    let rest = tokens.get(1..).unwrap_or_default();
    let within = rest.iter().all(|token| match token {
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        TokenTree::Punct(punct) => matches!(punct.as_char(), '.' | ':' | '?' | '&'),
        TokenTree::Group(group) => matches!(group.delimiter(), Delimiter::Parenthesis | Delimiter::Bracket),
    });
    let outside = text.split(['(', '[']).next().unwrap_or_default();
    let last_is_operand = !matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.as_char() != '?');
    tokens.first().is_some_and(begins)
        && rest.len() > 1 - usize::from(text.starts_with(['&', '*']) || text.contains('('))
        && within
        && last_is_operand
        && !outside.contains(' ')
        && outside.is_ascii()
}
