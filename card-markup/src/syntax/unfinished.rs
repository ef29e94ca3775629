//! Expressions that surely end too early, as they do while one types: `item.`, `1 +`, `if ok`. Rustc would report its own
//! grammar, at tokens of the expansion; so they are told here, and kept for editors only.
//!
//! What is reported is never Rust: tried on every expression of the crates in a cargo registry, as `foreign` is.

use super::{
    Use,
    foreign::{is, is_arrow, is_opaque, must_begin},
    written,
};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// How deep groups are looked into.
const DEEPEST: usize = 100;

/// Keywords that nothing ends with.
const NEVER_LAST: [&str; 19] = [
    "as", "async", "const", "dyn", "else", "for", "if", "impl", "in", "let", "loop", "match", "move", "mut", "ref",
    "static", "unsafe", "where", "while",
];

/// Keywords that no field, method or item is called.
const NEVER_NAMES: [&str; 29] = [
    "as", "async", "break", "const", "continue", "dyn", "else", "enum", "extern", "false", "fn", "for", "if", "impl",
    "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "static", "struct", "true", "type",
    "while",
];

/// Keywords that a block follows.
const WITH_BLOCK: [&str; 7] = ["else", "for", "if", "loop", "match", "unsafe", "while"];

/// Where the tokens of a level are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// In the braces of markup, which are those of a block.
    Nothing,
    /// In parentheses or brackets.
    Parentheses,
    /// In braces.
    Braces,
    /// In the braces of a `match`.
    Match,
}

/// The last token of an expression that surely goes on, or of the part of it that does.
#[must_use]
pub fn unfinished(tokens: &TokenStream) -> Option<Span> {
    of_these(&tokens.clone().into_iter().collect::<Vec<_>>())
}

/// The same of tokens that are looked at elsewhere too.
pub(super) fn of_these(tokens: &[TokenTree]) -> Option<Span> {
    match tokens {
        // most are one name
        [TokenTree::Ident(word)] => NEVER_LAST.iter().any(|keyword| word == keyword).then(|| word.span()),
        tokens => check(tokens, Around::Nothing, 0),
    }
}

/// What to write for an expression that is not finished.
pub(super) fn help(tokens: &TokenStream, use_of: Use<'_>) -> String {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let text = written::short(&tokens);
    let keyword = match tokens.first() {
        Some(TokenTree::Ident(word)) if tokens.len() > 1 => word.to_string(),
        _ => String::new(),
    };
    let ends_with_value = !matches!(tokens.last(), Some(TokenTree::Punct(_)));
    let no_block = ends_with_value && lacks_block(&tokens, Around::Nothing);
    match (keyword.as_str(), use_of) {
        ("if", Use::Attribute { name, flag: true }) if no_block => {
            let condition = text.trim_start_matches("if ");
            format!("write `{name}={{{condition}}}`")
        }
        ("if", Use::Child { text: false }) if no_block => {
            format!("write `{text} {{ <div>\"…\"</div> }}` without braces around it")
        }
        ("if", _) if no_block => format!("a block is missing: write `{{{text} {{ \"yes\" }} else {{ \"no\" }}}}`"),
        ("match", _) if no_block => format!("a block is missing: write `{{{text} {{ _ => \"…\" }}}}`"),
        _ => {
            let last = tokens.last().map_or_else(String::new, |last| match last {
                TokenTree::Group(_) => "…".to_owned(),
                last => last.to_string(),
            });
            format!("expected more after `{last}`")
        }
    }
}

fn check(tokens: &[TokenTree], around: Around, depth: usize) -> Option<Span> {
    let last = tokens.last()?;
    let ends = match last {
        TokenTree::Punct(_) => !may_be_last(tokens, around),
        TokenTree::Ident(word) => {
            is_keyword(tokens, tokens.len() - 1, &NEVER_LAST) && *word != "_" || is_keyword_as_name(tokens)
        }
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    };
    if ends || lacks_block(tokens, around) || lacks_semicolon(tokens, around) || lacks_bracket(tokens, around) {
        return Some(last.span());
    }
    if around == Around::Match && lacks_arrow(tokens) {
        return Some(last.span());
    }
    if depth == DEEPEST {
        return None;
    }
    let mut in_match = false;
    for (at, token) in tokens.iter().enumerate() {
        in_match |= is_keyword(tokens, at, &["match"]);
        let TokenTree::Group(group) = token else { continue };
        let inside = match group.delimiter() {
            Delimiter::Brace if in_match && holds_arms(tokens, at) => {
                in_match = false;
                Around::Match
            }
            Delimiter::Brace => Around::Braces,
            _ => Around::Parentheses,
        };
        if is_opaque(tokens, at) {
            continue;
        }
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        if let Some(span) = check(&inner, inside, depth + 1) {
            return Some(span);
        }
    }
    None
}

/// Whether the braces at `at`, behind a `match`, are those of its arms, and no block in what is matched.
fn holds_arms(tokens: &[TokenTree], at: usize) -> bool {
    let of_block = at
        .checked_sub(1)
        .is_some_and(|before| is_keyword(tokens, before, &["async", "const", "else", "loop", "move", "unsafe"]));
    let goes_on = is_keyword(tokens, at + 1, &["else"])
        || matches!(tokens.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
    let has_arrow = match tokens.get(at) {
        Some(TokenTree::Group(group)) => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            (1..inner.len()).any(|n| is(&inner, n, '>') && is(&inner, n - 1, '=') && is_arrow(&inner, n - 1))
        }
        _ => false,
    };
    has_arrow || !of_block && !goes_on
}

/// Whether the token at `at` is one of these keywords, and no field or lifetime.
fn is_keyword(tokens: &[TokenTree], at: usize, words: &[&str]) -> bool {
    let Some(TokenTree::Ident(word)) = tokens.get(at) else { return false };
    let named = at.checked_sub(1).is_some_and(|before| is(tokens, before, '.') || is(tokens, before, '\''));
    !named && words.contains(&word.to_string().as_str())
}

/// Whether the last token is a keyword where a name must be: `words.ref`, of which `words.reject` may become.
fn is_keyword_as_name(tokens: &[TokenTree]) -> bool {
    let [before @ .., TokenTree::Ident(word)] = tokens else { return false };
    let at = before.len();
    let dot = |n: usize| at.checked_sub(n).is_some_and(|at| is(tokens, at, '.'));
    let colon = |n: usize| at.checked_sub(n).is_some_and(|at| is(tokens, at, ':'));
    ((dot(1) && !dot(2)) || (colon(1) && colon(2))) && NEVER_NAMES.contains(&word.to_string().as_str())
}

/// Whether the punctuation at the end may be the end.
fn may_be_last(tokens: &[TokenTree], around: Around) -> bool {
    let Some(at) = tokens.len().checked_sub(1) else { return true };
    let Some(TokenTree::Punct(last)) = tokens.get(at) else { return true };
    let before = at.checked_sub(1);
    match last.as_char() {
        '?' => true,
        ';' => around != Around::Parentheses,
        ',' => true,
        '.' => before.is_some_and(|before| is(tokens, before, '.')),
        // `use a::*` and `fn() -> !`
        '*' => before.is_some_and(|before| is(tokens, before, ':')),
        '!' => before.is_some_and(|before| is(tokens, before, '>')),
        '>' => !before.is_some_and(|before| is_arrow(tokens, before)) && (0..at).any(|n| is(tokens, n, '<')),
        _ => false,
    }
}

/// Whether a keyword has no block behind it. An `if` in a `match` may be a guard.
fn lacks_block(tokens: &[TokenTree], around: Around) -> bool {
    let is_block =
        |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let Some(at) = (0..tokens.len()).rev().find(|at| is_keyword(tokens, *at, &WITH_BLOCK)) else { return false };
    // `for<'a>` begins a type, `unsafe fn` an item, `(if a, b)` is no Rust at all
    let other = is(tokens, at + 1, '<')
        || matches!(tokens.get(at + 1), Some(TokenTree::Ident(word)) if word == "fn" || word == "extern" || word == "impl");
    let blocks = tokens.get(at..).unwrap_or_default().iter().any(is_block);
    around != Around::Match && !other && !blocks
}

/// Whether the last statement is a `let` without its `;`.
fn lacks_semicolon(tokens: &[TokenTree], around: Around) -> bool {
    let statement = tokens.iter().rposition(|token| matches!(token, TokenTree::Punct(end) if end.as_char() == ';'));
    let begin = statement.map_or(0, |end| end + 1);
    matches!(around, Around::Nothing | Around::Braces) && is_keyword(tokens, begin, &["let"])
}

/// Whether a `::<` or the parameters of a closure are not closed.
fn lacks_bracket(tokens: &[TokenTree], around: Around) -> bool {
    let turbofish = (2..tokens.len())
        .filter(|at| is(tokens, *at, '<') && is(tokens, at - 1, ':') && is(tokens, at - 2, ':'))
        .any(|at| !closes(tokens, at));
    turbofish || around != Around::Match && lacks_bar(tokens)
}

/// Whether the parameters of a closure are not closed.
fn lacks_bar(tokens: &[TokenTree]) -> bool {
    let bar = |at: usize| is(tokens, at, '|');
    let mut at = 0;
    while at < tokens.len() {
        if !bar(at) {
            at += 1;
        } else if !must_begin(tokens, at) {
            // `a | b`, `a || b`
            at += if bar(at + 1) { 2 } else { 1 };
        } else {
            match (at + 1..tokens.len()).find(|n| bar(*n)) {
                Some(close) => at = close + 1,
                None => return true,
            }
        }
    }
    false
}

/// Whether the `<` at `at` has its `>`.
fn closes(tokens: &[TokenTree], at: usize) -> bool {
    let mut depth = 0usize;
    for n in at..tokens.len() {
        if is(tokens, n, '<') {
            depth += 1;
        } else if is(tokens, n, '>') && !n.checked_sub(1).is_some_and(|before| is_arrow(tokens, before)) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return true;
            }
        }
    }
    false
}

/// Whether the last arm of a `match` has a pattern only. A comma may be in generics or in the parameters of a closure.
fn lacks_arrow(tokens: &[TokenTree]) -> bool {
    let arrow =
        (1..tokens.len()).rev().find(|n| is(tokens, *n, '>') && is_arrow(tokens, n - 1) && is(tokens, n - 1, '='));
    let Some(arrow) = arrow else { return !is(tokens, 0, '#') };
    let body = tokens.get(arrow + 1..).unwrap_or_default();
    let rest = match body {
        [TokenTree::Group(block), rest @ ..] if block.delimiter() == Delimiter::Brace => match rest {
            [TokenTree::Punct(comma), rest @ ..] if comma.as_char() == ',' => rest,
            [TokenTree::Ident(word), ..] if *word != "as" => return true,
            [TokenTree::Literal(_), ..] => return true,
            _ => return false,
        },
        body => {
            let comma = body.iter().position(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == ','));
            match comma.and_then(|comma| body.get(comma + 1..)) {
                Some(rest) => rest,
                None => return false,
            }
        }
    };
    let doubtful = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if matches!(p.as_char(), '|' | '>' | '#'));
    !rest.is_empty()
        && !rest.iter().any(doubtful)
        && !body.iter().any(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == '|'))
}
