//! The nodes of a file → the `card!` calls in it, and the functions around them.

use super::{CardCall, Function, nodes::Node, range};
use crate::{
    Reading, Settings, read_call,
    syntax::{Extent, plain},
};
use proc_macro2::{Delimiter, Ident, Span, TokenTree};
use std::collections::BTreeMap;

/// The crate that has the macro, as it is called unless it is renamed.
const OURS: &str = "feishu_card";

/// A call, as long as its places are spans: to learn the bytes of one costs more than to read a small card.
pub(super) struct FoundCall {
    pub(super) whole: Extent,
    open: Span,
    close: Span,
    bracket: char,
    function: Option<usize>,
    is_tail: bool,
    binding: Option<String>,
    parent: Option<usize>,
    pub(super) reading: Reading,
}

/// A function, as long as its places are spans.
pub(super) struct FoundFunction {
    keyword: Span,
    name: Ident,
    parameters: Span,
    body: Span,
}

/// The functions, in the order in which they begin; `take` gets each `card!` call, in this order too. What is in most
/// calls is taken out of the nodes.
pub(super) fn find(nodes: &mut [Node], settings: &Settings, take: &mut dyn FnMut(FoundCall)) -> Vec<FoundFunction> {
    let mut names = BTreeMap::from([("card".to_owned(), false)]);
    imports(nodes, &mut names);
    let mut finder = Finder { settings, names, functions: Vec::new(), cards: 0, take };
    finder.level(nodes, Around::default());
    finder.functions
}

impl FoundCall {
    /// The call with its bytes.
    pub(super) fn located(self) -> CardCall {
        CardCall {
            range: self.whole.range(),
            body: range(self.open).end..range(self.close).start,
            bracket: self.bracket,
            function: self.function,
            is_tail: self.is_tail,
            binding: self.binding,
            parent: self.parent,
            reading: self.reading,
        }
    }
}

impl FoundFunction {
    /// The function with its bytes.
    pub(super) fn located(self) -> Function {
        let body = range(self.body);
        Function {
            name: plain(&self.name),
            range: range(self.keyword).start..body.end,
            name_range: range(self.name.span()),
            parameters: range(self.parameters),
            body,
        }
    }
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
    functions: Vec<FoundFunction>,
    cards: usize,
    take: &'s mut dyn FnMut(FoundCall),
}

impl Finder<'_> {
    /// The nodes of a file, or of what is in brackets.
    fn level(&mut self, nodes: &mut [Node], around: Around) {
        // the functions whose bodies come at these places: mostly one, which ends before the next begins
        let mut bodies: Vec<(usize, usize)> = Vec::new();
        for n in 0..nodes.len() {
            match nodes.get(n) {
                Some(Node::Token(TokenTree::Ident(keyword))) if keyword == "fn" => {
                    if let Some((body, function)) = function(keyword, nodes, n) {
                        bodies.push((body, self.functions.len()));
                        self.functions.push(function);
                    }
                }
                Some(Node::Brackets(_)) => {
                    let body = bodies.pop_if(|(at, _)| *at == n).map(|(_, function)| function);
                    let card = self.call(nodes, n, around);
                    let function = body.or(around.function);
                    let inside = Around { function, card: card.or(around.card), is_body: body.is_some() };
                    if let Some(Node::Brackets(brackets)) = nodes.get_mut(n) {
                        self.level(&mut brackets.inner, inside);
                    }
                }
                _ => {}
            }
        }
    }

    /// The call whose brackets are at `n`, if it is one.
    fn call(&mut self, nodes: &mut [Node], n: usize, around: Around) -> Option<usize> {
        let name =
            nodes.get(n.checked_sub(2)?)?.ident().filter(|_| nodes.get(n - 1).is_some_and(|n| n.is_punct('!')))?;
        let sure = *self.names.get(&plain(name))?;
        let first = path_start(nodes, n - 2);
        let sure = sure || nodes.iter().take(n).skip(first).any(|node| node.ident().is_some_and(|name| name == OURS));
        let brackets = nodes.get(n)?.brackets()?;
        let inner = brackets.inner.as_slice();
        if !(sure || !brackets.markup.is_empty() || begins_like_ours(inner))
            || brackets.holds.variables
            || brackets.holds.too_deep
        {
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
        let (open, close) = (brackets.open, brackets.close);
        let (is_tail, binding) =
            (around.is_body && is_last(nodes.get(n + 1..).unwrap_or_default()), binding(nodes, first));
        let tokens = match nodes.get_mut(n)? {
            Node::Brackets(brackets) if !brackets.markup.is_empty() => std::mem::take(&mut brackets.markup),
            // it is looked into again
            Node::Brackets(brackets) => brackets.inner.iter().map(Node::token).collect(),
            Node::Token(_) => return None,
        };
        let reading = read_call(tokens, call, self.settings);
        let (function, parent) = (around.function, around.card);
        (self.take)(FoundCall { whole, open, close, bracket, function, is_tail, binding, parent, reading });
        self.cards += 1;
        Some(self.cards - 1)
    }
}

/// Whether what follows a call leaves its value to the function: nothing, or `.into()`.
fn is_last(rest: &[Node]) -> bool {
    match rest {
        [] => true,
        [dot, into, Node::Brackets(brackets)] => {
            dot.is_punct('.') && into.ident().is_some_and(|name| name == "into") && brackets.inner.is_empty()
        }
        _ => false,
    }
}

/// Whether what is between the brackets begins as markup does.
fn begins_like_ours(inner: &[Node]) -> bool {
    let punct = |n: usize, c: char| inner.get(n).is_some_and(|node| node.is_punct(c));
    let attribute = || punct(1, '!') && inner.get(2).is_some_and(|node| node.brackets().is_some());
    inner.is_empty() || punct(0, '<') || punct(0, '#') && attribute()
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
fn function(keyword: &Ident, nodes: &[Node], n: usize) -> Option<(usize, FoundFunction)> {
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
            Delimiter::Parenthesis => parameters = parameters.or(Some(brackets.span)),
            Delimiter::Brace if !goes_on() => {
                let (keyword, name, body) = (keyword.span(), name.clone(), brackets.span);
                let function = FoundFunction { keyword, name, parameters: parameters?, body };
                return Some((at, function));
            }
            _ => {}
        }
    }
    None
}
