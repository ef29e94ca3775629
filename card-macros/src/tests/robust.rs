//! No input panics, every input gives the same expansion twice, and what is half-typed is always reported.

use super::{expanded, reading};
use crate::run;
use feishu_card_markup::read;
use feishu_card_schema::Severity;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Good cards of every kind, as the markup in `card! { … }`.
const GOOD: &[&str] =
    &[include_str!("good/approval.txt"), include_str!("good/report.txt"), include_str!("good/form.txt")];

/// A small generator of numbers: the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// What `card!` gets: the path of the crate and the markup, each in a group.
fn input(markup: TokenStream) -> TokenStream {
    quote::quote!({ ::feishu_card::__p } { #markup })
}

fn expand_twice(markup: &TokenStream) {
    let first = run(input(markup.clone())).to_string();
    let second = run(input(markup.clone())).to_string();
    assert_eq!(first, second, "{markup}");
}

const WORDS: &[&str] = &[
    "<",
    "</",
    "/>",
    ">",
    "=",
    "card",
    "div",
    "button",
    "action",
    "column_set",
    "column",
    "header",
    "title",
    "markdown",
    "lark_md",
    "if",
    "else",
    "for",
    "in",
    "match",
    "=>",
    ",",
    "\"text\"",
    "\"{x}\"",
    "\"**{x}**\"",
    "{x}",
    "{{\"a\": 1}}",
    "{[1, x]}",
    "type",
    "json:",
    "name",
    "schema",
    "\"2.0\"",
    "5",
    "8px",
    "50%",
    "-",
    "primary",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "r#type",
    "raw",
    "icon",
    "en_us",
    "table",
    "row",
    "::",
    ".",
    ";",
    "#",
    "!",
    "'a'",
    "b\"x\"",
    "1e400",
    "0x1f",
    "_",
    "&",
    "<>",
    "</>",
    "i18n_elements",
    "zh_cn",
    "text_tag",
    "callback",
    "extra",
    "template",
    "let",
    "x",
    "|",
    "select_static",
    "option",
];

fn soup(rounds: usize, seed: u64) {
    let mut random = Random(seed);
    let mut lexed = 0;
    for _ in 0..rounds {
        let length = random.below(24);
        let text: Vec<&str> = (0..length).filter_map(|_| WORDS.get(random.below(WORDS.len())).copied()).collect();
        if let Ok(tokens) = text.join(" ").parse::<TokenStream>() {
            lexed += 1;
            expand_twice(&tokens);
        }
    }
    assert!(lexed * 10 > rounds, "only {lexed} of {rounds} lex");
}

/// Every group opened: a flat list of (depth, token).
fn flatten(stream: TokenStream, path: &mut Vec<usize>, out: &mut Vec<Vec<usize>>) {
    for (n, token) in stream.into_iter().enumerate() {
        path.push(n);
        out.push(path.clone());
        if let TokenTree::Group(group) = token {
            flatten(group.stream(), path, out);
        }
        path.pop();
    }
}

/// One change at a place: drop, double, swap with the next, or another token in its place.
fn change(stream: TokenStream, path: &[usize], kind: usize, other: &TokenTree) -> TokenStream {
    let Some((&here, rest)) = path.split_first() else { return stream };
    let mut tokens: Vec<TokenTree> = stream.into_iter().collect();
    if here >= tokens.len() {
        return tokens.into_iter().collect();
    }
    if !rest.is_empty() {
        if let TokenTree::Group(group) = &tokens[here] {
            let inner = change(group.stream(), rest, kind, other);
            let mut changed = Group::new(group.delimiter(), inner);
            changed.set_span(group.span());
            tokens[here] = TokenTree::Group(changed);
        }
        return tokens.into_iter().collect();
    }
    match kind {
        0 => {
            tokens.remove(here);
        }
        1 => tokens.insert(here, tokens[here].clone()),
        2 if here + 1 < tokens.len() => tokens.swap(here, here + 1),
        _ => tokens[here] = other.clone(),
    }
    tokens.into_iter().collect()
}

fn mutations(rounds: usize, seed: u64) {
    let mut random = Random(seed);
    let others: Vec<TokenTree> = WORDS.iter().filter_map(|word| word.parse::<TokenStream>().ok()).flatten().collect();
    let cards: Vec<(TokenStream, Vec<Vec<usize>>)> = GOOD
        .iter()
        .map(|text| {
            let tokens: TokenStream = text.parse().expect("a good card lexes");
            let mut places = Vec::new();
            flatten(tokens.clone(), &mut Vec::new(), &mut places);
            (tokens, places)
        })
        .collect();
    for _ in 0..rounds {
        let (tokens, places) = &cards[random.below(cards.len())];
        let place = &places[random.below(places.len())];
        let other = &others[random.below(others.len())];
        expand_twice(&change(tokens.clone(), place, random.below(4), other));
    }
}

#[test]
fn good_cards_are_good() {
    for text in GOOD {
        let found = reading(text).findings;
        let errors: Vec<_> = found.iter().filter(|f| f.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn token_soup() {
    soup(2_000, 0x9e37_79b9_7f4a_7c15);
}

#[test]
fn one_token_mutations() {
    mutations(150, 0x2545_f491_4f6c_dd1d);
}

#[test]
#[ignore = "long: 100,000 rounds each"]
fn long_soup_mutations_and_keystrokes() {
    keystrokes(1);
    soup(100_000, 0x1234_5678_9abc_def1);
    mutations(100_000, 0x0fed_cba9_8765_4321);
}

/// At every keystroke of a card that is being typed in front of another mistake: nothing panics, the half-typed
/// text is reported, and the mistake behind it is still found.
fn keystrokes(step: usize) {
    const MISTAKE: &str = "<img_combination combination_mode=duble><image img_key=\"k\"/></img_combination>";
    for text in GOOD {
        let begin = text.find('>').expect("a root tag") + 1;
        let end = text.rfind("</").expect("a closing tag");
        let (root, inside, close) = (&text[..begin], &text[begin..end], &text[end..]);
        let mut checked = 0;
        for (at, _) in inside.char_indices().step_by(step) {
            let typed = format!("{root}\n{MISTAKE}\n{}\n{close}", &inside[..at]);
            let Ok(tokens) = typed.parse::<TokenStream>() else { continue };
            checked += 1;
            let reading = read(tokens);
            expanded(&reading);
            let errors: Vec<_> = reading.findings.iter().filter(|f| f.severity == Severity::Error).collect();
            assert!(errors.iter().any(|f| f.message.contains("duble")), "hidden behind {typed}");
        }
        assert!(checked > 50, "too few states lex");
    }
}

#[test]
fn every_keystroke_is_reported_and_hides_nothing() {
    keystrokes(7);
}

/// The same with the cursor in the middle: what comes after the half-typed tag is still checked.
#[test]
fn a_half_typed_tag_hides_nothing_behind_it() {
    for half in [
        "<",
        "<di",
        "<div",
        "<div ",
        "<div name",
        "<div name=",
        "</",
        "</di",
        "if",
        "if x",
        "if x.",
        "for",
        "for a in",
        "match",
        "match x",
        "{",
        "\"",
        "<div>",
        "<div text_al=",
        "hello",
        "else",
        "<button type=pri",
        "{x.}",
        "{let }",
        "{1 + }",
    ] {
        let typed = format!(
            "<card schema=\"2.0\"><hr/>{half}\n<img_combination combination_mode=duble><image img_key=\"k\"/></img_combination></card>"
        );
        let Ok(tokens) = typed.parse::<TokenStream>() else { continue };
        expand_twice(&tokens);
        let found = read(tokens).findings;
        assert!(found.iter().any(|f| f.message.contains("duble")), "hidden behind {half}: {found:?}");
        let rust_says = half.starts_with('{');
        assert!(
            rust_says || found.iter().filter(|f| f.severity == Severity::Error).count() >= 2,
            "{half} is not reported"
        );
    }
}

/// What a broken expression is, rustc says: its tokens are in the expansion, in their own braces.
#[test]
fn broken_expressions_reach_rustc() {
    let tokens: TokenStream = "<div>\"a\" {item.}</div>".parse().expect("it lexes");
    let expansion = run(input(tokens));
    assert!(holds(expansion, "item ."));
}

fn holds(stream: TokenStream, text: &str) -> bool {
    stream.into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            let own = group.delimiter() != Delimiter::None && group.stream().to_string().trim() == text;
            own || holds(group.stream(), text)
        }
        _ => false,
    })
}

/// The expansion of every good card is one Rust expression.
#[test]
fn expansions_are_balanced() {
    for text in GOOD {
        let out: Vec<_> = expanded(&reading(text)).into_iter().collect();
        assert!(matches!(out.as_slice(), [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace));
    }
}
