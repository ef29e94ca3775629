//! What people bring into expressions from JSX and JavaScript: markup, `? :`, arrow functions. It is found before rustc
//! reads the expression, since rustc would report its own grammar.
//!
//! A `<` is markup where an expression must begin, if a name follows and no `::` is behind its matching `>`; `</` and
//! `/>` always are. Bodies of macro calls are not looked into: they have their own grammar. Tried on every expression of
//! the crates in a cargo registry (`card-markup/tests/expressions.rs`).

use super::{
    Parser, Use, bare,
    tokens::Rust,
    written::{self, first_char, written},
};
use crate::rewrite;
use feishu_card_schema::{entries, rules::Wording};
use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};

entries! {
    FOREIGN = "C0025" "an expression in the grammar of another language" [E E E]
        why "What is in braces is Rust. Markup inside of an expression, `? :` and `x => …` come from JSX: control flow is written \
             between the children, with markup in its blocks (markup §1)."
        wrong "card! { <card>{shown && <hr/>}</card> }"
        right "card! { <card>if shown { <hr/> }</card> }"
}

/// What does not belong in an expression, and where it begins.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// Its first token.
    pub span: Span,
    /// What it is.
    pub what: ForeignSyntax,
}

/// What does not belong in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignSyntax {
    /// `<hr/>`
    Markup,
    /// `a ? b : c`
    Ternary,
    /// `a ?? b`
    Nullish,
    /// `a || "text"`
    Or,
    /// `x => …` outside of a `match`
    Arrow,
    /// `"key": value`
    Json,
    /// `#if`, `/if`, `:else`, `@html`
    Template,
}

/// How deep groups are looked into; deeper ones are left to rustc.
const DEEPEST: usize = 100;

/// The first token in an expression that JSX or JavaScript has there, and Rust never.
#[must_use]
pub fn foreign(tokens: &TokenStream) -> Option<Foreign> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    begins_as(&tokens).or_else(|| find(&tokens, Delimiter::Parenthesis, 0).map(|(_, foreign)| foreign))
}

/// What a whole expression is by its first tokens: JSON, or a block of a template.
fn begins_as(tokens: &[TokenTree]) -> Option<Foreign> {
    let what = match tokens {
        [TokenTree::Literal(_), TokenTree::Punct(colon), ..] if colon.as_char() == ':' && !is(tokens, 2, ':') => {
            ForeignSyntax::Json
        }
        [TokenTree::Punct(mark), TokenTree::Ident(_), ..] if matches!(mark.as_char(), '#' | '/' | ':' | '@') => {
            ForeignSyntax::Template
        }
        _ => return None,
    };
    Some(Foreign { span: tokens.first()?.span(), what })
}

/// The first one in a level of tokens, and the index of the token that is or holds it.
fn find(tokens: &[TokenTree], around: Delimiter, depth: usize) -> Option<(usize, Foreign)> {
    let mut skipped = 0;
    for (at, token) in tokens.iter().enumerate() {
        if at < skipped {
            continue;
        }
        match token {
            TokenTree::Group(group) => {
                if depth < DEEPEST && !is_opaque(tokens, at) {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    if let Some((_, foreign)) = find(&inner, group.delimiter(), depth + 1) {
                        return Some((at, foreign));
                    }
                }
            }
            TokenTree::Punct(punct) => {
                let what = match punct.as_char() {
                    '<' if is_shift(tokens, at) => {
                        skipped = at + 2;
                        None
                    }
                    '<' if is_markup(tokens, at) => Some(ForeignSyntax::Markup),
                    '/' if is(tokens, at + 1, '>') => Some(ForeignSyntax::Markup),
                    '?' => conditional(tokens, at),
                    '|' if is_default(tokens, at) => Some(ForeignSyntax::Or),
                    '=' if around != Delimiter::Brace
                        && punct.spacing() == Spacing::Joint
                        && is(tokens, at + 1, '>') =>
                    {
                        Some(ForeignSyntax::Arrow)
                    }
                    _ => None,
                };
                if let Some(what) = what {
                    return Some((at, Foreign { span: punct.span(), what }));
                }
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
    }
    None
}

pub(super) fn is(tokens: &[TokenTree], at: usize, punct: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == punct)
}

/// Whether the group at `at` is the body of a macro call or definition, or an attribute.
pub(super) fn is_opaque(tokens: &[TokenTree], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).and_then(|at| tokens.get(at));
    let bang = |n: usize| matches!(before(n), Some(TokenTree::Punct(bang)) if bang.as_char() == '!');
    let name = |n: usize| matches!(before(n), Some(TokenTree::Ident(name)) if !begins_expression(&name.to_string()));
    let hash = |n: usize| matches!(before(n), Some(TokenTree::Punct(hash)) if hash.as_char() == '#');
    bang(1) && (name(2) || hash(2)) || hash(1) || name(1) && bang(2) && name(3)
}

/// Whether the `<` at `at` and the next are the operator `<<`, and no beginning of two types.
fn is_shift(tokens: &[TokenTree], at: usize) -> bool {
    let joint = matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Joint);
    joint && is(tokens, at + 1, '<') && !must_begin(tokens, at)
}

fn is_markup(tokens: &[TokenTree], at: usize) -> bool {
    match tokens.get(at + 1) {
        Some(TokenTree::Punct(slash)) => slash.as_char() == '/' || slash.as_char() == '>' && must_begin(tokens, at),
        Some(TokenTree::Ident(_)) => must_begin(tokens, at) && !is_qualified(tokens, at),
        _ => false,
    }
}

/// Whether an expression must begin at `at`, by the token before.
pub(super) fn must_begin(tokens: &[TokenTree], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    match tokens.get(before) {
        None => true,
        Some(TokenTree::Punct(punct)) => match punct.as_char() {
            '>' => before.checked_sub(1).is_some_and(|arrow| is(tokens, arrow, '=')),
            ':' => !before.checked_sub(1).is_some_and(|colon| is(tokens, colon, ':')),
            '.' => before.checked_sub(1).is_some_and(|dot| is(tokens, dot, '.')),
            '?' | '\'' | '#' | '$' => false,
            _ => true,
        },
        Some(TokenTree::Ident(word)) => {
            let lifetime = before.checked_sub(1).is_some_and(|quote| is(tokens, quote, '\'') || is(tokens, quote, '.'));
            !lifetime && begins_expression(&word.to_string())
        }
        Some(TokenTree::Group(_) | TokenTree::Literal(_)) => false,
    }
}

/// Whether an expression follows this keyword.
fn begins_expression(word: &str) -> bool {
    matches!(word, "break" | "else" | "if" | "in" | "match" | "return" | "while" | "yield")
}

/// Whether the `<` at `at` begins a path: `<T as Trait>::name`.
fn is_qualified(tokens: &[TokenTree], at: usize) -> bool {
    let mut depth = 0usize;
    for (n, token) in tokens.iter().enumerate().skip(at) {
        let TokenTree::Punct(punct) = token else { continue };
        match punct.as_char() {
            '<' => depth += 1,
            '>' if n.checked_sub(1).is_some_and(|n| is_arrow(tokens, n)) => {}
            '>' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return is(tokens, n + 1, ':') && is(tokens, n + 2, ':');
                }
            }
            _ => {}
        }
    }
    false
}

/// Whether `-` or `=` is joined to the `>` behind it.
pub(super) fn is_arrow(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct))
        if matches!(punct.as_char(), '-' | '=') && punct.spacing() == Spacing::Joint)
}

/// What the `?` at `at` is, if it is no `?` of Rust: something that can only begin an operand follows it.
fn conditional(tokens: &[TokenTree], at: usize) -> Option<ForeignSyntax> {
    let begins_operand = |n: usize| match tokens.get(n) {
        Some(TokenTree::Literal(_)) => true,
        Some(TokenTree::Ident(word)) => !matches!(word.to_string().as_str(), "as" | "else" | "in"),
        _ => false,
    };
    let operand_before = match at.checked_sub(1).and_then(|before| tokens.get(before)) {
        Some(TokenTree::Literal(_) | TokenTree::Group(_)) => true,
        Some(TokenTree::Ident(word)) => !matches!(word.to_string().as_str(), "impl" | "dyn" | "for" | "where"),
        _ => false,
    };
    if !operand_before {
        return None;
    }
    if is(tokens, at + 1, '?') && begins_operand(at + 2) {
        return Some(ForeignSyntax::Nullish);
    }
    if begins_operand(at + 1) {
        return Some(ForeignSyntax::Ternary);
    }
    // `x ? <b/> : …`, where Rust would compare
    let markup = is(tokens, at + 1, '<') && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_)));
    let colon = || tokens.iter().enumerate().skip(at).any(|(n, _)| is(tokens, n, ':') && !is_path(tokens, n));
    (markup && colon()).then_some(ForeignSyntax::Ternary)
}

/// Whether the `|` at `at` begins the `||` of JavaScript: a string at the end is no truth value.
fn is_default(tokens: &[TokenTree], at: usize) -> bool {
    let operand = match at.checked_sub(1).and_then(|before| tokens.get(before)) {
        Some(TokenTree::Ident(word)) => !is_keyword_before_a_closure(&word.to_string()),
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    };
    let text = matches!(tokens.get(at + 2), Some(TokenTree::Literal(text)) if first_char(text) == Some('"'));
    operand && is(tokens, at + 1, '|') && text && tokens.len() == at + 3
}

/// Whether `|| …` behind this word is a closure.
fn is_keyword_before_a_closure(word: &str) -> bool {
    begins_expression(word) || matches!(word, "async" | "move" | "static" | "const" | "let" | "as" | "use")
}

fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    is(tokens, at + 1, ':') || at.checked_sub(1).is_some_and(|before| is(tokens, before, ':'))
}

impl Parser<'_> {
    /// Whether an expression is not Rust.
    pub(super) fn is_foreign(&mut self, rust: &Rust, use_of: Use<'_>) -> bool {
        let Some((said, span)) = wrong(&rust.tokens, use_of) else { return false };
        self.findings.say(said, span);
        self.left_out = true;
        true
    }

    /// The first mark of a block of a template: `{#if ok}`.
    pub(super) fn block_of_a_template(&mut self, mark: Span, help: String) {
        self.findings.add(&FOREIGN, mark, TEMPLATE, help);
        self.left_out = true;
    }
}

/// What is said of the blocks of templates.
const TEMPLATE: &str = "blocks of a template are not Rust";

/// What is wrong with an expression, if it is not Rust.
fn wrong(stream: &TokenStream, use_of: Use<'_>) -> Option<(Wording, Span)> {
    let tokens: Vec<TokenTree> = stream.clone().into_iter().collect();
    let found = begins_as(&tokens).map(|foreign| (0, foreign));
    let (at, Foreign { span, what }) = found.or_else(|| find(&tokens, Delimiter::Parenthesis, 0))?;
    let (message, help) = match what {
        ForeignSyntax::Markup => ("expected an expression, found markup", markup(&tokens, at, use_of)),
        ForeignSyntax::Ternary => ("`? :` is not an operator of Rust", ternary(&tokens, at, use_of.attribute())),
        ForeignSyntax::Nullish => ("`??` is not an operator of Rust", or_else(&tokens, at)),
        ForeignSyntax::Or => ("`||` joins truth values only", or_else(&tokens, at)),
        ForeignSyntax::Json => ("expected markup, found JSON", json(&tokens)),
        ForeignSyntax::Template => {
            (TEMPLATE, "write `if … { … }` or `for item in items { … }` between the children".to_owned())
        }
        ForeignSyntax::Arrow => ("`=>` does not make a closure in Rust", arrow(&tokens, at, use_of)),
    };
    Some((Wording { entry: &FOREIGN, message: message.to_owned(), help: Some(help) }, span))
}

const BETWEEN: &str = "between the children, without the braces around it";

/// The control flow to write for markup in an expression.
fn markup(tokens: &[TokenTree], at: usize, use_of: Use<'_>) -> String {
    let own = |markup: &str| format!("markup inside of an expression is a `card!` of its own: `card! {{ {markup} }}`");
    if let Use::Attribute { name: attribute, flag } = use_of {
        let markup = element(tokens, at).unwrap_or_else(|| "…".to_owned());
        if flag && at >= 3 && is(tokens, at - 1, '&') && is(tokens, at - 2, '&') {
            let condition = tokens.get(..at - 2).map(written::short).unwrap_or_default();
            return format!("write `{attribute}={{{condition}}}`, and `{markup}` as a child if it is meant");
        }
        return format!("write `{markup}` as a child, or `{attribute}={{card! {{ {markup} }}}}`");
    }
    if let Some(TokenTree::Ident(word)) = tokens.first()
        && matches!(word.to_string().as_str(), "if" | "for" | "match")
    {
        let whole = written(tokens);
        return match whole.chars().count() <= written::SHORT * 2 && !whole.contains('\n') {
            true => format!("write `{whole}` {BETWEEN}"),
            false => format!("write the `{word}` {BETWEEN}"),
        };
    }
    let Some(found) = element(tokens, at) else {
        return in_a_closure(tokens, at).unwrap_or_else(|| own("…"));
    };
    let operator = |c: char| at >= 3 && is(tokens, at - 1, c) && is(tokens, at - 2, c);
    let condition = |end: usize| tokens.get(..end).map(written::short).unwrap_or_default();
    if operator('&') {
        return format!("write `if {} {{ {found} }}` {BETWEEN}", condition(at - 2));
    }
    if operator('|') {
        let condition = negated(tokens.get(..at - 2).unwrap_or_default());
        return format!("write `if {condition} {{ {found} }}` {BETWEEN}");
    }
    if let Some(question) = (0..at).rev().find(|n| is(tokens, *n, '?')) {
        return ternary(tokens, question, None);
    }
    own(&found)
}

/// `list.iter().map(|x| <div/>)`: the group at `at` holds the markup.
fn in_a_closure(tokens: &[TokenTree], at: usize) -> Option<String> {
    let TokenTree::Group(group) = tokens.get(at)? else { return None };
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let (begin, _) = find(&inner, group.delimiter(), 1)?;
    let (pattern, begin) = closure(&inner, begin)?;
    let body = element(&inner, begin)?;
    let (condition, repeated) = repeated(tokens, at, pattern, &body)?;
    Some(match condition {
        Some(condition) => format!("write `if {condition} {{ {repeated} }}` {BETWEEN}"),
        None => format!("write `{repeated}` {BETWEEN}, or `card! {{ {body} }}` in the closure"),
    })
}

/// The loop for `list.map(…)`, whose parentheses are at `at`, and the condition of `ok && list.map(…)`.
fn repeated(tokens: &[TokenTree], at: usize, pattern: String, body: &str) -> Option<(Option<String>, String)> {
    let method = at.checked_sub(1).and_then(|n| tokens.get(n)).map(ToString::to_string)?;
    let list = at.checked_sub(2).filter(|dot| is(tokens, *dot, '.')).and_then(|dot| tokens.get(..dot))?;
    if !matches!(method.as_str(), "map" | "flat_map" | "flatMap" | "filter_map" | "for_each" | "forEach") {
        return None;
    }
    let and = list.windows(2).rposition(
        |pair| matches!(pair, [TokenTree::Punct(a), TokenTree::Punct(b)] if a.as_char() == '&' && b.as_char() == '&'),
    );
    let condition = and.and_then(|and| list.get(..and)).map(written::short);
    let list = written::short(and.and_then(|and| list.get(and + 2..)).unwrap_or(list));
    let (pattern, list) = match pattern.split_once(',') {
        // JavaScript hands the index as the second
        Some((item, index)) if !pattern.contains('(') => {
            let list = if list.ends_with(')') { list } else { format!("{list}.iter()") };
            (format!("({}, {})", index.trim(), item.trim()), format!("{list}.enumerate()"))
        }
        _ => (pattern, list),
    };
    Some((condition, format!("for {pattern} in {list} {{ {body} }}")))
}

/// The parameters of `|x| <…` or `x => <…` and where its body begins, which may be in a group at `begin`.
fn closure(tokens: &[TokenTree], begin: usize) -> Option<(String, usize)> {
    let first_bar = tokens.iter().position(|token| matches!(token, TokenTree::Punct(bar) if bar.as_char() == '|'));
    if let Some(first) = first_bar
        && let Some(last) = (first + 1..tokens.len()).find(|n| is(tokens, *n, '|'))
    {
        return Some((written(tokens.get(first + 1..last)?), begin.max(last + 1)));
    }
    let arrow = (1..tokens.len()).find(|n| is(tokens, *n, '>') && is(tokens, n - 1, '='))?;
    let parameters = match tokens.get(..arrow - 1)? {
        [TokenTree::Group(group)] => written(&group.stream().into_iter().collect::<Vec<_>>()),
        parameters => written(parameters),
    };
    Some((parameters, begin.max(arrow + 1)))
}

/// The element at `at`, as it is written, or shortened.
fn element(tokens: &[TokenTree], at: usize) -> Option<String> {
    if let TokenTree::Group(group) = tokens.get(at)? {
        // `(<div/>)`, `{ <div/> }`
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        return if matches!(inner.first(), Some(TokenTree::Punct(first)) if first.as_char() == '<') {
            element(&inner, 0)
        } else {
            None
        };
    }
    if !is(tokens, at, '<') {
        return None;
    }
    let end = end_of_element(tokens, at);
    let whole = written(tokens.get(at..end)?);
    if whole.chars().count() <= written::SHORT && !whole.contains('\n') {
        return Some(whole);
    }
    let Some(TokenTree::Ident(name)) = tokens.get(at + 1) else { return Some("<>…</>".to_owned()) };
    let closed = end >= 3 && is(tokens, end - 2, '/');
    Some(if closed { format!("<{name} …/>") } else { format!("<{name}>…</{name}>") })
}

/// The index behind the element that begins at `at`.
fn end_of_element(tokens: &[TokenTree], at: usize) -> usize {
    let mut depth = 0usize;
    let mut n = at;
    while n < tokens.len() {
        if is(tokens, n, '<') && is(tokens, n + 1, '/') {
            depth = depth.saturating_sub(1);
            while n < tokens.len() && !is(tokens, n, '>') {
                n += 1;
            }
        } else if is(tokens, n, '/') && is(tokens, n + 1, '>') {
            depth = depth.saturating_sub(1);
            n += 1;
        } else if is(tokens, n, '<') {
            depth += 1;
        } else {
            n += 1;
            continue;
        }
        n += 1;
        if depth == 0 {
            break;
        }
    }
    n.min(tokens.len())
}

/// `if a { b } else { c }` for `a ? b : c`.
fn ternary(tokens: &[TokenTree], question: usize, attribute: Option<&str>) -> String {
    let colon = (question + 1..tokens.len()).rev().find(|n| is(tokens, *n, ':') && !is_path(tokens, *n));
    let end = colon.unwrap_or(tokens.len());
    let part = |part: Option<&[TokenTree]>| match part {
        // a string keeps its quotes, markup its tags
        Some(part) if !part.is_empty() => element(part, 0).unwrap_or_else(|| written::short(part)),
        _ => "…".to_owned(),
    };
    let condition = written::short(tokens.get(..question).unwrap_or_default());
    let then = part(tokens.get(question + 1..end));
    let otherwise = part(colon.and_then(|colon| tokens.get(colon + 1..)));
    let nothing = |text: &str| matches!(text, "null" | "undefined" | "None" | "\"\"" | "false" | "…");
    let expression = match (nothing(&then), nothing(&otherwise)) {
        (true, false) => format!("if {} {{ {otherwise} }}", negated(tokens.get(..question).unwrap_or_default())),
        (_, true) => format!("if {condition} {{ {then} }}"),
        _ => format!("if {condition} {{ {then} }} else {{ {otherwise} }}"),
    };
    match attribute {
        Some(_) => format!("write `{{if {condition} {{ {then} }} else {{ {otherwise} }}}}`"),
        None if then.starts_with('<') || otherwise.starts_with('<') || nothing(&then) || nothing(&otherwise) => {
            format!("write `{expression}` {BETWEEN}")
        }
        None => format!("write `{{{expression}}}`"),
    }
}

/// The element for `"tag": "hr"`, or the way around markup.
fn json(tokens: &[TokenTree]) -> String {
    let group = Group::new(Delimiter::Brace, tokens.iter().cloned().collect());
    match rewrite::json(&Parser::json_of(&group)) {
        Some(element) => format!("write `{element}`"),
        None => "JSON as it is needs `<raw json={{…}}/>`".to_owned(),
    }
}

/// The closure for `x => …`, or the loop where that gives markup.
fn arrow(tokens: &[TokenTree], at: usize, use_of: Use<'_>) -> String {
    if let Some(repeated) = in_a_closure(tokens, at) {
        return repeated;
    }
    let inner = match tokens.get(at) {
        Some(TokenTree::Group(group)) => group.stream().into_iter().collect(),
        _ => tokens.to_vec(),
    };
    let Some((parameters, body)) = closure(&inner, 0) else { return "write `|x| …`".to_owned() };
    let body = written::short(inner.get(body..).unwrap_or_default());
    if let Use::Child { text } = use_of {
        let value = format!("{{{}}}", bare::borrowed(&body));
        let child = if text { value } else { format!("<div>{value}</div>") };
        if let Some((condition, repeated)) = repeated(tokens, at, parameters.clone(), &child) {
            let whole = condition.map_or(repeated.clone(), |condition| format!("if {condition} {{ {repeated} }}"));
            return format!("write `{whole}` {BETWEEN}");
        }
    }
    format!("write `|{parameters}| {body}`")
}

/// `a.unwrap_or(b)` for `a ?? b` and `a || "b"`, whose operator is at `at`.
fn or_else(tokens: &[TokenTree], at: usize) -> String {
    let value = written::short(tokens.get(..at).unwrap_or_default());
    let other = tokens.get(at + 2..).unwrap_or_default();
    let is_text = matches!(other, [TokenTree::Literal(text)] if first_char(text) == Some('"'));
    let as_text = if is_text { ".as_deref()" } else { "" };
    format!("write `{{{value}{as_text}.unwrap_or({})}}`", written::short(other))
}

/// The condition that holds when this one does not.
fn negated(condition: &[TokenTree]) -> String {
    let text = written::short(condition);
    let simple = condition.iter().all(|token| match token {
        TokenTree::Ident(_) | TokenTree::Group(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == '.',
        TokenTree::Literal(_) => false,
    });
    match (text.strip_prefix('!'), simple) {
        (Some(rest), _) if condition.len() == 2 => rest.to_owned(),
        (_, true) => format!("!{text}"),
        _ => format!("!({text})"),
    }
}
