//! Tokens of a whole file → the `card!` calls in it, and the functions around them.

use super::{CardCall, Function, range};
use crate::{
    Settings, read_call,
    syntax::{Extent, plain},
};
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// The crate that has the macro, as it is called unless it is renamed.
const OURS: &str = "feishu_card";

/// How deep brackets are looked into: no source that was written by hand has more, and rustc refuses it.
const DEEPEST: usize = 256;

/// The functions and the `card!` calls, each in the order in which they begin.
pub(super) fn find(tokens: TokenStream, settings: &Settings) -> (Vec<Function>, Vec<CardCall>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut names = BTreeMap::from([("card".to_owned(), false)]);
    imports(&tokens, 0, &mut names);
    let mut finder = Finder { settings, names, functions: Vec::new(), cards: Vec::new() };
    finder.level(&tokens, Around::default(), 0);
    (finder.functions, finder.cards)
}

/// What `use …::card` and `use …::card as name` call it, and whether it surely is ours.
fn imports(tokens: &[TokenTree], depth: usize, names: &mut BTreeMap<String, bool>) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Ident(import) if import == "use" => {
                let end = tokens.iter().skip(at).position(|token| is_punct(token, ';'));
                let end = end.map_or(tokens.len(), |length| at + length);
                let tree = tokens.get(at + 1..end).unwrap_or_default();
                let first = tree.iter().find_map(|token| match token {
                    TokenTree::Ident(name) => Some(name == OURS),
                    _ => None,
                });
                imported(tree, first.unwrap_or(false), 0, names);
                at = end;
            }
            TokenTree::Group(group) if depth < DEEPEST => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                imports(&inner, depth + 1, names);
            }
            _ => {}
        }
        at += 1;
    }
}

/// The names in one `use`.
fn imported(tree: &[TokenTree], ours: bool, depth: usize, names: &mut BTreeMap<String, bool>) {
    for (n, token) in tree.iter().enumerate() {
        match (token, tree.get(n + 1), tree.get(n + 2)) {
            (TokenTree::Ident(card), Some(TokenTree::Ident(renamed)), Some(TokenTree::Ident(name)))
                if card == "card" && renamed == "as" && name != "_" =>
            {
                *names.entry(plain(name)).or_default() |= ours;
            }
            (TokenTree::Ident(card), next, _) if card == "card" && next.is_none_or(|next| is_punct(next, ',')) => {
                *names.entry("card".to_owned()).or_default() |= ours;
            }
            (TokenTree::Group(group), ..) if depth < DEEPEST => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                imported(&inner, ours, depth + 1, names);
            }
            _ => {}
        }
    }
}

fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}

/// What is around a group of tokens.
#[derive(Clone, Copy, Default)]
struct Around {
    function: Option<usize>,
    card: Option<usize>,
    /// Whether it is the body of the function.
    is_body: bool,
}

struct Finder<'s> {
    settings: &'s Settings,
    /// All names of the macro, and whether what has this name surely is ours.
    names: BTreeMap<String, bool>,
    functions: Vec<Function>,
    cards: Vec<CardCall>,
}

impl Finder<'_> {
    /// The tokens of one group.
    fn level(&mut self, tokens: &[TokenTree], around: Around, depth: usize) {
        // the bodies of functions, by the place of their group
        let mut bodies = BTreeMap::new();
        for (n, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(keyword) if keyword == "fn" => {
                    if let Some((body, function)) = function(keyword, tokens, n) {
                        bodies.insert(body, self.functions.len());
                        self.functions.push(function);
                    }
                }
                TokenTree::Group(group) => {
                    let inside = match bodies.get(&n) {
                        Some(function) => Around { function: Some(*function), is_body: true, ..around },
                        None => Around { is_body: false, ..around },
                    };
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    let inside = match self.call(tokens, n, group, &inner, around) {
                        Some(card) => Around { card: Some(card), ..inside },
                        None => inside,
                    };
                    if depth < DEEPEST {
                        self.level(&inner, inside, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    /// The call whose group is at `n`, if it is one.
    fn call(
        &mut self,
        tokens: &[TokenTree],
        n: usize,
        group: &Group,
        inner: &[TokenTree],
        around: Around,
    ) -> Option<usize> {
        let (TokenTree::Ident(name), TokenTree::Punct(bang)) = (tokens.get(n.checked_sub(2)?)?, tokens.get(n - 1)?)
        else {
            return None;
        };
        let sure = *self.names.get(&plain(name)).filter(|_| bang.as_char() == '!')?;
        let first = path_start(tokens, n - 2);
        let sure = sure || tokens.iter().take(n).skip(first).any(|t| matches!(t, TokenTree::Ident(i) if i == OURS));
        if !(sure || begins_like_ours(inner)) || has_variables(inner, 0) || is_deep(inner) {
            return None;
        }
        let bracket = match group.delimiter() {
            Delimiter::Brace => '{',
            Delimiter::Parenthesis => '(',
            Delimiter::Bracket => '[',
            Delimiter::None => return None,
        };
        let whole = Extent { first: tokens.get(first)?.span(), last: group.span() };
        let call = whole.first.join(whole.last).unwrap_or(whole.first);
        self.cards.push(CardCall {
            range: whole.range(),
            body: range(group.span_open()).end..range(group.span_close()).start,
            bracket,
            function: around.function,
            is_tail: around.is_body && n + 1 == tokens.len(),
            binding: binding(tokens, first),
            parent: around.card,
            reading: read_call(group.stream(), call, self.settings),
        });
        Some(self.cards.len() - 1)
    }
}

/// Whether what is between the brackets begins as markup does.
fn begins_like_ours(inner: &[TokenTree]) -> bool {
    let punct = |n: usize, c: char| inner.get(n).is_some_and(|token| is_punct(token, c));
    inner.is_empty()
        || punct(0, '<')
        || punct(0, '#') && punct(1, '!') && matches!(inner.get(2), Some(TokenTree::Group(_)))
}

/// Whether a `$name` or a `$(…)` is in it.
fn has_variables(tokens: &[TokenTree], depth: usize) -> bool {
    tokens.iter().enumerate().any(|(n, token)| match token {
        TokenTree::Punct(dollar) => {
            dollar.as_char() == '$' && matches!(tokens.get(n + 1), Some(TokenTree::Ident(_) | TokenTree::Group(_)))
        }
        TokenTree::Group(group) if depth < DEEPEST => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            has_variables(&inner, depth + 1)
        }
        _ => false,
    })
}

/// Whether brackets nest deeper than anything that is read.
fn is_deep(tokens: &[TokenTree]) -> bool {
    let mut level: Vec<Group> = groups(tokens.iter().cloned());
    for _ in 0..DEEPEST {
        if level.is_empty() {
            return false;
        }
        level = level.iter().flat_map(|group| groups(group.stream())).collect();
    }
    true
}

fn groups(tokens: impl IntoIterator<Item = TokenTree>) -> Vec<Group> {
    let group = |token| match token {
        TokenTree::Group(group) => Some(group),
        _ => None,
    };
    tokens.into_iter().filter_map(group).collect()
}

/// Where the path begins whose last name is at `n`.
fn path_start(tokens: &[TokenTree], n: usize) -> usize {
    let colon = |n: usize| matches!(tokens.get(n), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    let mut start = n;
    while start >= 2 && colon(start - 1) && colon(start - 2) {
        start -= 2;
        match start.checked_sub(1).and_then(|before| tokens.get(before)) {
            Some(TokenTree::Ident(_)) => start -= 1,
            _ => break,
        }
        let dollar = start.checked_sub(1).and_then(|before| tokens.get(before));
        if matches!(dollar, Some(TokenTree::Punct(punct)) if punct.as_char() == '$') {
            start -= 1;
        }
    }
    start
}

/// The name in `let name = …`, `const NAME: Card = …` or `static NAME: Card = …`, for what begins at `n`.
fn binding(tokens: &[TokenTree], n: usize) -> Option<String> {
    let equals = tokens.get(n.checked_sub(1)?)?;
    if !matches!(equals, TokenTree::Punct(punct) if punct.as_char() == '=') {
        return None;
    }
    let before = tokens.get(..n - 1)?;
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let start = before.iter().rposition(ends).map_or(0, |end| end + 1);
    let statement = before.get(start..)?;
    let keyword =
        |token: &TokenTree| matches!(token, TokenTree::Ident(i) if i == "let" || i == "const" || i == "static");
    let mut behind = statement.iter().skip_while(|token| !keyword(token)).skip(1);
    let name = behind.find_map(|token| match token {
        TokenTree::Ident(name) if name == "mut" => None,
        TokenTree::Ident(name) => Some(Some(plain(name))),
        _ => Some(None),
    })??;
    // a pattern is not a name
    match behind.next() {
        None => Some(name),
        Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => Some(name),
        Some(_) => None,
    }
}

/// The function whose `fn` is at `n`, and the place of its body.
fn function(keyword: &Ident, tokens: &[TokenTree], n: usize) -> Option<(usize, Function)> {
    let TokenTree::Ident(name) = tokens.get(n + 1)? else { return None };
    let mut parameters = None;
    for (at, token) in tokens.iter().enumerate().skip(n + 2) {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                parameters = parameters.or(Some(range(group.span())));
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                // `-> Buffer<{ N }>`: braces of a type
                let goes_on =
                    matches!(tokens.get(at + 1), Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '>' | ','));
                if goes_on {
                    continue;
                }
                let body = range(group.span());
                let function = Function {
                    name: plain(name),
                    range: range(keyword.span()).start..body.end,
                    name_range: range(name.span()),
                    parameters: parameters?,
                    body,
                };
                return Some((at, function));
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => return None,
            _ => {}
        }
    }
    None
}
