//! The nodes of a file → the `card!` calls in it, and the functions around them.

use super::{
    CardCall, Function,
    nodes::{Brackets, Node, stream},
    range,
};
use crate::{
    Settings, read_call,
    syntax::{Extent, plain},
};
use proc_macro2::{Delimiter, Ident, TokenTree};
use std::collections::BTreeMap;

/// The crate that has the macro, as it is called unless it is renamed.
const OURS: &str = "feishu_card";

/// The functions, in the order in which they begin; `take` gets each `card!` call, in this order too.
pub(super) fn find(nodes: &[Node], settings: &Settings, take: &mut dyn FnMut(CardCall)) -> Vec<Function> {
    let mut names = BTreeMap::from([("card".to_owned(), false)]);
    imports(nodes, &mut names);
    let mut finder = Finder { settings, names, functions: Vec::new(), cards: 0, take };
    finder.level(nodes, Around::default());
    finder.functions
}

/// What `use …::card` and `use …::card as name` call it, and whether it surely is ours.
fn imports(nodes: &[Node], names: &mut BTreeMap<String, bool>) {
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        if node.ident().is_some_and(|import| import == "use") {
            let rest = nodes.get(at + 1..).unwrap_or_default();
            let end = rest.iter().position(|node| node.is_punct(';')).unwrap_or(rest.len());
            let tree = rest.get(..end).unwrap_or_default();
            let first = tree.iter().find_map(Node::ident);
            imported(tree, first.is_some_and(|first| first == OURS), names);
            at += end;
        } else if let Some(brackets) = node.brackets() {
            imports(&brackets.inner, names);
        }
        at += 1;
    }
}

/// The names in one `use`.
fn imported(tree: &[Node], ours: bool, names: &mut BTreeMap<String, bool>) {
    for (n, node) in tree.iter().enumerate() {
        let next = tree.get(n + 1);
        if let Some(brackets) = node.brackets() {
            imported(&brackets.inner, ours, names);
        } else if node.ident().is_some_and(|card| card == "card") {
            let renamed = next.and_then(Node::ident).is_some_and(|word| word == "as");
            let name = match tree.get(n + 2).and_then(Node::ident).filter(|_| renamed) {
                Some(name) if name == "_" => continue,
                Some(name) => plain(name),
                None if next.is_none_or(|next| next.is_punct(',')) => "card".to_owned(),
                None => continue,
            };
            *names.entry(name).or_default() |= ours;
        }
    }
}

/// What is around some nodes.
#[derive(Clone, Copy, Default)]
struct Around {
    function: Option<usize>,
    card: Option<usize>,
    /// Whether they are the body of the function.
    is_body: bool,
}

struct Finder<'s> {
    settings: &'s Settings,
    /// All names of the macro, and whether what has this name surely is ours.
    names: BTreeMap<String, bool>,
    functions: Vec<Function>,
    cards: usize,
    take: &'s mut dyn FnMut(CardCall),
}

impl Finder<'_> {
    /// The nodes of a file, or of what is in brackets.
    fn level(&mut self, nodes: &[Node], around: Around) {
        // the functions whose bodies come at these places
        let mut bodies = BTreeMap::new();
        for (n, node) in nodes.iter().enumerate() {
            match node {
                Node::Token(TokenTree::Ident(keyword)) if keyword == "fn" => {
                    if let Some((body, function)) = function(keyword, nodes, n) {
                        bodies.insert(body, self.functions.len());
                        self.functions.push(function);
                    }
                }
                Node::Token(_) => {}
                Node::Brackets(brackets) => {
                    let body = bodies.get(&n).copied();
                    let card = self.call(nodes, n, brackets, around);
                    let function = body.or(around.function);
                    let inside = Around { function, card: card.or(around.card), is_body: body.is_some() };
                    self.level(&brackets.inner, inside);
                }
            }
        }
    }

    /// The call whose brackets are at `n`, if it is one.
    fn call(&mut self, nodes: &[Node], n: usize, brackets: &Brackets, around: Around) -> Option<usize> {
        let name = nodes.get(n.checked_sub(2)?)?.ident()?;
        let bang = nodes.get(n - 1)?.is_punct('!');
        let sure = *self.names.get(&plain(name)).filter(|_| bang)?;
        let first = path_start(nodes, n - 2);
        let sure = sure || nodes.iter().take(n).skip(first).any(|node| node.ident().is_some_and(|name| name == OURS));
        let inner = brackets.inner.as_slice();
        if !(sure || begins_like_ours(inner)) || has_variables(inner) || brackets.is_deep {
            return None;
        }
        let bracket = match brackets.delimiter {
            Delimiter::Brace => '{',
            Delimiter::Parenthesis => '(',
            Delimiter::Bracket => '[',
            Delimiter::None => return None,
        };
        let whole = Extent { first: nodes.get(first)?.span(), last: brackets.span };
        let call = whole.first.join(whole.last).unwrap_or(whole.first);
        (self.take)(CardCall {
            range: whole.range(),
            body: range(brackets.open).end..range(brackets.close).start,
            bracket,
            function: around.function,
            is_tail: around.is_body && n + 1 == nodes.len(),
            binding: binding(nodes, first),
            parent: around.card,
            reading: read_call(stream(inner), call, self.settings),
        });
        self.cards += 1;
        Some(self.cards - 1)
    }
}

/// Whether what is between the brackets begins as markup does.
fn begins_like_ours(inner: &[Node]) -> bool {
    let punct = |n: usize, c: char| inner.get(n).is_some_and(|node| node.is_punct(c));
    let attribute = || punct(1, '!') && inner.get(2).is_some_and(|node| node.brackets().is_some());
    inner.is_empty() || punct(0, '<') || punct(0, '#') && attribute()
}

/// Whether a `$name` or a `$(…)` is in it.
fn has_variables(nodes: &[Node]) -> bool {
    nodes.iter().enumerate().any(|(n, node)| match node {
        Node::Brackets(brackets) => has_variables(&brackets.inner),
        Node::Token(_) => {
            let next = || nodes.get(n + 1).is_some_and(|next| next.ident().is_some() || next.brackets().is_some());
            node.is_punct('$') && next()
        }
    })
}

/// Where the path begins whose last name is at `n`.
fn path_start(nodes: &[Node], n: usize) -> usize {
    let is_colon = |n: usize| nodes.get(n).is_some_and(|node| node.is_punct(':'));
    let mut start = n;
    while start >= 2 && is_colon(start - 1) && is_colon(start - 2) {
        start -= 2;
        let before = start.checked_sub(1);
        if before.and_then(|before| nodes.get(before)?.ident()).is_none() {
            break;
        }
        start -= 1;
        if start.checked_sub(1).and_then(|before| nodes.get(before)).is_some_and(|node| node.is_punct('$')) {
            start -= 1;
        }
    }
    start
}

/// The name in `let name = …`, `const NAME: Card = …` or `static NAME: Card = …`, for what begins at `n`.
fn binding(nodes: &[Node], n: usize) -> Option<String> {
    if !nodes.get(n.checked_sub(1)?)?.is_punct('=') {
        return None;
    }
    let before = nodes.get(..n - 1)?;
    let ends = |node: &Node| match node {
        Node::Token(_) => node.is_punct(';'),
        Node::Brackets(brackets) => brackets.delimiter == Delimiter::Brace,
    };
    let start = before.iter().rposition(ends).map_or(0, |end| end + 1);
    let keyword = |node: &&Node| !node.ident().is_some_and(|word| word == "let" || word == "const" || word == "static");
    let mut behind = before.get(start..)?.iter().skip_while(keyword).skip(1).peekable();
    behind.next_if(|node| node.ident().is_some_and(|word| word == "mut"));
    let name = plain(behind.next()?.ident()?);
    // a pattern is not a name
    behind.next().is_none_or(|next| next.is_punct(':')).then_some(name)
}

/// The function whose `fn` is at `n`, and the place of its body.
fn function(keyword: &Ident, nodes: &[Node], n: usize) -> Option<(usize, Function)> {
    let name = nodes.get(n + 1)?.ident()?;
    let mut parameters = None;
    for (at, node) in nodes.iter().enumerate().skip(n + 2) {
        let Some(brackets) = node.brackets() else {
            if node.is_punct(';') {
                return None;
            }
            continue;
        };
        // `-> Buffer<{ N }>`: braces of a type
        let goes_on = || nodes.get(at + 1).is_some_and(|next| next.is_punct('>') || next.is_punct(','));
        match brackets.delimiter {
            Delimiter::Parenthesis => parameters = parameters.or(Some(range(brackets.span))),
            Delimiter::Brace if !goes_on() => {
                let body = range(brackets.span);
                let function = Function {
                    name: plain(name),
                    range: range(keyword.span()).start..body.end,
                    name_range: range(name.span()),
                    parameters: parameters?,
                    body,
                };
                return Some((at, function));
            }
            _ => {}
        }
    }
    None
}
