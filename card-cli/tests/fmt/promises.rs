//! What holds for every input: the tokens are the same, the comments too and beside the same tokens, twice is once, and
//! nothing panics. Inputs are cards of the corpus turned into Rust and the sources of the pairs, with their white space
//! and comments thrown about, at random widths; some of them are then cut or damaged.

use feishu_card_cli::{
    fmt::{NewlineStyle, Options, format},
    rust_source,
};
use feishu_card_core::Json;
use proc_macro2::{TokenStream, TokenTree, extra::invalidate_current_thread_spans};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use std::{env, fs, ops::Range, path::Path, sync::LazyLock};

/// A thousand times as many where there is time: `FEISHU_CARD_LONG=1`.
fn cases() -> u32 {
    if env::var_os("FEISHU_CARD_LONG").is_some() { 1_000_000 } else { 600 }
}

/// Sources that are laid out without anything left.
static SOURCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fmt/pairs");
    let mut sources = Vec::new();
    for page in fs::read_dir(pairs).unwrap() {
        let page = fs::read_to_string(page.unwrap().path()).unwrap();
        sources.extend(page.split("## ").skip(1).map(|pair| {
            let (_, source) = pair.split_once('\n').unwrap();
            source.split("\n=>\n").next().unwrap().to_owned()
        }));
    }
    // long ones would take the time of many short ones
    for file in feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]) {
        if file.text.len() < 3000
            && let Ok(card) = Json::parse(&file.text)
        {
            sources.push(format!("fn card() -> Card {{ {} }}", rust_source(&card, false).text));
        }
    }
    assert!(sources.len() >= 60);
    sources
});

/// Small random numbers out of a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// Every token with its bytes. The promise is checked by other means than those it is kept by.
fn tokens(text: &str) -> Option<Vec<Range<usize>>> {
    fn collect(stream: TokenStream, into: &mut Vec<Range<usize>>) {
        for token in stream {
            if let TokenTree::Group(group) = token {
                into.push(group.span_open().byte_range());
                collect(group.stream(), into);
                into.push(group.span_close().byte_range());
            } else {
                into.push(token.span().byte_range());
            }
        }
    }
    let mut all = Vec::new();
    let parsed = text.parse().ok().map(|stream| collect(stream, &mut all));
    // the lexer keeps every text that it has read
    invalidate_current_thread_spans();
    parsed?;
    all.retain(|range| !range.is_empty());
    // a documentation comment is several tokens of the same bytes
    all.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    all.dedup_by(|next, before| next.start < before.end);
    Some(all)
}

/// The tokens, and between them the comments without their blanks. Documentation comments may have other lines.
fn content(text: &str) -> Option<Vec<String>> {
    let blankless = |text: &str| text.split_whitespace().collect::<String>();
    let mut end = 0;
    let mut all = Vec::new();
    let mut between = String::new();
    for range in tokens(text)? {
        between.push_str(&blankless(&text[end..range.start]));
        let token = &text[range.clone()];
        match token.get(3..).filter(|_| token.starts_with("//")) {
            Some(documentation) => between.push_str(&blankless(documentation)),
            None => all.extend([std::mem::take(&mut between), token.to_owned()]),
        }
        end = range.end;
    }
    all.push(between + &blankless(&text[end..]));
    Some(all)
}

/// Throws the white space of a text about.
fn shuffled(text: &str, dice: &mut Dice) -> String {
    let Some(tokens) = tokens(text) else { return text.to_owned() };
    let comments = dice.below(3) * 12;
    let line = if dice.once_in(5) { "\r\n" } else { "\n" };
    let mut out = String::new();
    let mut end = 0;
    for range in tokens {
        let gap = &text[end..range.start];
        let token = &text[range.clone()];
        let glued = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation() && !"{}()[]\"".contains(c));
        let operator = gap.is_empty() && glued(out.chars().next_back()) && glued(token.chars().next());
        if end == 0
            || token.starts_with("//")
            || out.lines().next_back().is_some_and(|line| line.contains("//"))
            || operator
        {
            out.push_str(gap);
        } else if comments > 0 && dice.once_in(comments) {
            out.push_str(dice.pick(&[" ", "", line, "\n\n", "\t"]));
            out.push_str(dice.pick(&[
                "// 注释",
                "/* b */",
                "/* one\n   two */",
                "//",
                "/**/",
                "/* /* in */ out */",
                "// \"<hr/>\"",
            ]));
            out.push_str(dice.pick(&[line, "\n  ", "\n\n\n"]));
        } else if gap.trim().is_empty() && dice.once_in(3) {
            out.push_str(dice.pick(&[" ", line, "\n\n\n", "\t", "   "]));
        } else {
            out.push_str(gap);
        }
        out.push_str(token);
        end = range.end;
    }
    out.push_str(&text[end..]);
    out
}

/// Cuts a text, or damages it.
fn damaged(text: &str, dice: &mut Dice) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = dice.below(chars.len().max(1));
    let (head, tail) = chars.split_at(at.min(chars.len()));
    let (head, tail): (String, String) = (head.iter().collect(), tail.iter().collect());
    match dice.below(4) {
        0 => head,
        1 => head + tail.get(tail.chars().next().map_or(0, char::len_utf8)..).unwrap_or(""),
        2 => {
            head + dice.pick(&["<", "/>", "\"", "{", "}", "：", "</", "'", "#", "//", "/*", "if", "=", "<hr/>", " "])
                + &tail
        }
        _ => tail,
    }
}

fn options(dice: &mut Dice) -> Options {
    let mut options = Options::default();
    options.max_width = dice.pick(&[&20usize, &40, &60, &80, &100, &120, &1000]).to_owned();
    options.tab_spaces = 1 + dice.below(8);
    options.hard_tabs = dice.once_in(4);
    options.newline_style = *dice.pick(&[&NewlineStyle::Auto, &NewlineStyle::Unix, &NewlineStyle::Windows]);
    options
}

#[test]
fn nothing_but_white_space_changes() {
    let mut runner = TestRunner::new(Config { cases: cases(), failure_persistence: None, ..Config::default() });
    runner
        .run(&any::<u64>(), |seed| {
            let mut dice = Dice(seed);
            let mut source = SOURCES[dice.below(SOURCES.len())].clone();
            source = shuffled(&source, &mut dice);
            let whole = dice.below(4) > 0;
            if !whole {
                source = damaged(&source, &mut dice);
            }
            let options = options(&mut dice);
            let formatted = format(&source, &options);
            prop_assert_eq!(content(&formatted.text), content(&source), "{}\n=>\n{}", source, formatted.text);
            let bug = formatted.left.iter().find(|left| left.why.contains("bug"));
            prop_assert!(bug.is_none(), "{:?}\n{}", bug, source);
            let twice = format(&formatted.text, &options);
            prop_assert_eq!(&twice.text, &formatted.text, "twice is not once\n{}", source);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn what_has_no_place_in_an_attribute_is_kept() {
    let options = Options::default();
    for inner in
        ["allow( C0302 ) * one\n   two */", "allow(a  b)", "allow(C0302 / * x)", "allow(1 2)", "a=  b", "\"a\"  \"b\""]
    {
        let source = format!("card!  {{ #![ {inner}\n] <card><hr /></card > }}");
        let formatted = format(&source, &options);
        assert_eq!(content(&formatted.text), content(&source), "{source}\n=>\n{}", formatted.text);
        assert!(formatted.left.iter().all(|left| !left.why.contains("bug")), "{:?}\n{source}", formatted.left);
        assert_eq!(format(&formatted.text, &options).text, formatted.text);
    }
    let known = format("card! {\n#![allow( C0302,C0303 )]<card><hr /></card > }", &options).text;
    assert!(known.contains("    #![allow(C0302, C0303)]\n"), "{known}");
}

#[test]
fn what_card_rust_writes_is_laid_out_already() {
    let mut cards = 0;
    for file in feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]) {
        let Ok(card) = Json::parse(&file.text) else { continue };
        let source = rust_source(&card, false).text;
        let formatted = format(&source, &Options::default());
        if formatted.left.is_empty() {
            assert_eq!(formatted.text, source, "{}", file.name);
            cards += 1;
        }
    }
    assert!(cards > 380 || cards == 0, "{cards}");
}

#[test]
fn documentation_in_an_expression_ends_with_its_line() {
    let source = "fn card() -> Card { card! { <card schema=\"2.0\"><hr margin={ y\n/// why\n}/></card> } }";
    for newline in [NewlineStyle::Unix, NewlineStyle::Windows] {
        let mut options = Options::default();
        options.newline_style = newline;
        let formatted = format(source, &options);
        assert!(formatted.left.is_empty(), "{newline:?}: {:?}", formatted.left);
        assert_eq!(content(&formatted.text), content(source));
    }
}
