//! Attributes under a condition, and conditions as values without braces: `<button if ok { disabled }>`,
//! `type=if ok { primary } else { danger }`. One finding each, with the value to write.

use super::{
    Parser,
    written::{self, written, written_with},
};
use crate::syntax::Element;
use feishu_card_schema::table::{Choice, Kind, names::named};
use proc_macro2::{Delimiter, Group, TokenTree};

/// How far ahead the block of a condition is looked for.
const SIGHT: usize = 48;

/// One `if … { … }` or `else { … }`.
pub(super) struct Block {
    /// Nothing for `else`.
    condition: Vec<TokenTree>,
    body: Vec<TokenTree>,
}

impl Parser<'_> {
    /// The blocks of an `if` with its `else`s, or that of a `match` or loop, whose keyword is next. Nothing is taken where
    /// no block is in sight.
    pub(super) fn take_blocks(&mut self) -> Option<Vec<Block>> {
        let begin = self.cursor.mark();
        let mut blocks: Vec<Block> = Vec::new();
        loop {
            let is_else = self.cursor.is_word(0, "else");
            if !blocks.is_empty() && !is_else {
                return Some(blocks);
            }
            let Some(n) = self.block_ahead() else {
                if blocks.is_empty() {
                    self.cursor.reset(begin);
                    return None;
                }
                return Some(blocks);
            };
            let keywords = if is_else && self.cursor.is_word(1, "if") { 2 } else { 1 };
            let mut head = Vec::with_capacity(n);
            (0..n).for_each(|_| head.extend(self.cursor.bump()));
            let Some(TokenTree::Group(group)) = self.cursor.bump() else { return None };
            let condition = head.get(keywords..).unwrap_or_default().to_vec();
            blocks.push(Block { condition, body: group.stream().into_iter().collect() });
        }
    }

    /// How many tokens are before the next block in braces, if that is before the end of the tag.
    fn block_ahead(&mut self) -> Option<usize> {
        for n in 0..SIGHT {
            self.cursor.peek(n)?;
            if self.cursor.group(n, Delimiter::Brace).is_some() {
                return (n > 0).then_some(n);
            }
            let ends = self.cursor.is(n, '/') && self.cursor.is(n + 1, '>');
            let tag = self.cursor.is(n, '<') && (self.cursor.is(n + 1, '/') || self.cursor.is(n + 2, '>'));
            if ends || tag {
                return None;
            }
        }
        None
    }
}

/// The vocabulary of an attribute, if it has one that is a type.
pub(super) fn choice(element: &Element, attribute: &str) -> Option<&'static Choice> {
    let name = element.name.as_ref()?;
    named(&name.text).into_iter().find_map(|object| match object.member(attribute)?.kind {
        Kind::Choice(choice) => Some(choice),
        _ => None,
    })
}

/// Whether the token `at` is all that a branch gives: alone in braces, or behind `=>`.
fn is_tail(level: &[TokenTree], at: usize, around: Option<Delimiter>) -> bool {
    let punct = |at: Option<usize>, c: char| matches!(at.and_then(|at| level.get(at)), Some(TokenTree::Punct(punct)) if punct.as_char() == c);
    let alone = around == Some(Delimiter::Brace) && level.len() == 1;
    let arrow = punct(at.checked_sub(1), '>') && punct(at.checked_sub(2), '=');
    let last = at + 1 == level.len() || punct(Some(at + 1), ',');
    alone || arrow && last
}

/// The tokens as written, with the words of the vocabulary in its branches as paths; how many those are, and how many
/// branches give another single token.
pub(super) fn with_words(tokens: &[TokenTree], choice: &'static Choice) -> (String, usize, usize) {
    let (mut words, mut others) = (0, 0);
    let text = written_with(tokens, &mut |level, at, around| {
        let token = level.get(at)?;
        if !is_tail(level, at, around) || matches!(token, TokenTree::Group(_)) {
            return None;
        }
        let word = match token {
            TokenTree::Ident(word) => choice.word(&word.to_string()),
            _ => None,
        };
        match word {
            Some(_) => words += 1,
            None => others += 1,
        }
        word.map(|word| format!("{}::{}", choice.type_name, word.variant))
    });
    (text, words, others)
}

/// The first branch's only token.
pub(super) fn first_tail(tokens: &[TokenTree]) -> Option<TokenTree> {
    let group = tokens.iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    })?;
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    (0..inner.len()).find(|at| is_tail(&inner, *at, Some(Delimiter::Brace))).and_then(|at| inner.get(at)).cloned()
}

/// `disabled={ok}` for `if ok { disabled }`, `name={ok.then_some("x")}` for `if ok { name="x" }`.
pub(super) fn conditional_value(blocks: &[Block], element: &Element) -> Option<String> {
    let [Block { condition, body }, rest @ ..] = blocks else { return None };
    let condition_text = written::short(condition);
    let (name, value) = attribute(body)?;
    let Some(value) = value else { return Some(format!("{name}={{{condition_text}}}")) };
    let value = in_rust(&value, element, &name);
    match rest {
        [] => {
            let simple = condition.iter().all(|token| match token {
                TokenTree::Punct(punct) => matches!(punct.as_char(), '.' | ':'),
                _ => true,
            });
            let condition = if simple { condition_text } else { format!("({condition_text})") };
            Some(format!("{name}={{{condition}.then_some({value})}}"))
        }
        [Block { condition: otherwise, body }] if otherwise.is_empty() => {
            let (other, other_value) = attribute(body)?;
            let other_value = in_rust(&other_value?, element, &other);
            (other == name).then(|| format!("{name}={{if {condition_text} {{ {value} }} else {{ {other_value} }}}}"))
        }
        _ => None,
    }
}

/// The name and the value of the first attribute in these tokens.
fn attribute(tokens: &[TokenTree]) -> Option<(String, Option<Vec<TokenTree>>)> {
    let equals = tokens.iter().position(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '='));
    let is_name = |tokens: &[TokenTree]| {
        !tokens.is_empty()
            && tokens.iter().all(|token| match token {
                TokenTree::Ident(_) => true,
                TokenTree::Punct(punct) => punct.as_char() == '-',
                _ => false,
            })
    };
    let name = tokens.get(..equals.unwrap_or(tokens.len())).filter(|name| is_name(name))?;
    let value = equals.and_then(|equals| tokens.get(equals + 1..)).map(|rest| {
        // one token, or a path; the next attribute begins with a name
        let next = (1..rest.len()).find(|n| matches!(rest.get(*n), Some(TokenTree::Ident(_))));
        rest.get(..next.unwrap_or(rest.len())).unwrap_or_default().to_vec()
    });
    Some((written(name), value))
}

/// A value of markup as Rust has it.
fn in_rust(value: &[TokenTree], element: &Element, attribute: &str) -> String {
    match value {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => in_braces(group),
        [TokenTree::Ident(word)] if !matches!(word.to_string().as_str(), "true" | "false") => {
            let choice = choice(element, attribute);
            match choice.and_then(|choice| choice.word(&word.to_string()).map(|word| (choice, word))) {
                Some((choice, word)) => format!("{}::{}", choice.type_name, word.variant),
                None => format!("\"{word}\""),
            }
        }
        value => written(value),
    }
}

fn in_braces(group: &Group) -> String {
    written(&group.stream().into_iter().collect::<Vec<_>>())
}
