//! Whatever a source is, reading it ends, gives the same twice, and points to bytes of it.
//!
//! A few thousand texts in every run; `FEISHU_CARD_LONG=1` takes 100,000 of each kind.

use feishu_card_markup::{
    Settings,
    source::{self, SourceFinding},
    syntax::{Child, MarkupRoot},
};
use proptest::{prelude::*, sample::Index, test_runner::Config};
use std::{fs, ops::Range, path::Path, sync::LazyLock};

/// Real sources: what users of the macro write, right and wrong.
static SOURCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders =
        ["tests/packages/ui/pass", "tests/packages/ui/fail/markup", "tests/packages/ui/fail/rustc", "examples"];
    let mut texts = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
        files.sort();
        let sources = files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
        texts.extend(sources.filter_map(|path| fs::read_to_string(path).ok()));
    }
    assert!(texts.len() > 25, "{}", texts.len());
    texts
});

fn config(short: u32) -> Config {
    let cases = if std::env::var_os("FEISHU_CARD_LONG").is_some() { 100_000 } else { short };
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// Reads a text twice, and holds everything that is said to the text.
fn hold(text: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(summary(text), summary(text));
    let found = source::check(text, &Settings::default());
    for SourceFinding { range, message, .. } in &found {
        prop_assert!(text.get(range.clone()).is_some(), "{}: {:?} is not in the text", message, range);
    }
    prop_assert!(found.is_sorted_by_key(|finding| finding.range.start));
    Ok(())
}

/// All that leaves a reading.
fn summary(text: &str) -> String {
    source::read(text, |source| {
        for function in source.functions() {
            assert!(text[function.range.clone()].starts_with("fn"));
            assert!(text[function.body.clone()].starts_with('{') || !source.faults().is_empty());
        }
        for call in source.cards() {
            assert!(call.range.start < call.body.start && call.body.end < call.range.end);
            assert!(text.get(call.range.clone()).is_some() && text.get(call.body.clone()).is_some());
            if source.faults().is_empty() {
                hold_syntax(text, &call.body, &call.reading.syntax.root);
            }
        }
        let cards: Vec<_> = source.cards().iter().map(|call| (&call.range, call.function, &call.binding)).collect();
        format!("{cards:?} {:?} {:?}", source.functions(), source.findings())
    })
}

/// Every node is where the text says so, inside of what is around it.
fn hold_syntax(text: &str, body: &Range<usize>, root: &MarkupRoot) {
    match root {
        MarkupRoot::Element(root) => {
            assert!(text[root.extent().range()].starts_with('<'));
            hold_children(text, &root.extent().range(), &root.children);
        }
        MarkupRoot::List { children, .. } | MarkupRoot::Nothing(children) => hold_children(text, body, children),
    }
}

fn hold_children(text: &str, around: &Range<usize>, children: &[Child]) {
    for child in children {
        let range = child.extent().range();
        assert!(!text[range.clone()].is_empty() && around.start <= range.start, "{range:?} in {around:?}");
        match child {
            Child::Element(element) => {
                assert!(text[range.clone()].starts_with('<'), "{}", &text[range]);
                for attribute in &element.attributes {
                    let inside = attribute.extent.range();
                    assert!(range.start < inside.start && inside.end <= range.end, "{}", &text[range]);
                }
                hold_children(text, &range, &element.children);
            }
            Child::Flow(flow) => flow.bodies().into_iter().for_each(|body| hold_children(text, &range, body)),
            Child::Text(_) | Child::Splice(_) | Child::Dead(_) => {}
        }
    }
}

const WORDS: &[&str] = &[
    "card!",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "</",
    "/>",
    "<>",
    "</>",
    "<card>",
    "</card>",
    "<card schema=\"2.0\">",
    "<div>",
    "</div>",
    "<hr/>",
    "<button",
    "<markdown>",
    "</markdown>",
    "<table>",
    "<row",
    "=",
    "==",
    "=>",
    ",",
    ";",
    ":",
    "::",
    ".",
    "!",
    "#",
    "#!",
    "[allow(C0101)]",
    "$",
    "$x",
    "fn",
    "f",
    "use",
    "feishu_card",
    "card",
    "as",
    "c!",
    "let",
    "x",
    "if",
    "else",
    "for",
    "in",
    "match",
    "_",
    "type",
    "name",
    "json:",
    "primary",
    "\"text\"",
    "\"{x}\"",
    "\"**{x}\"",
    "\"",
    "'",
    "'a'",
    "`",
    "//",
    "/*",
    "*/",
    "///",
    "r#\"",
    "\"#",
    "b\"x\"",
    "0x",
    "1e",
    "8px",
    "50%",
    "-",
    "：",
    "“",
    "”",
    "，",
    "（",
    "）",
    "。",
    "、",
    "✅",
    "\u{200b}",
    "\u{3000}",
    "\\",
    "\n",
    "\r\n",
    "macro_rules!",
    "i18n_elements",
    "zh_cn",
    "icon",
    "{{\"a\": 1}}",
    "{[x]}",
    "{x}",
    "{}",
];

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn words_in_any_order(words in prop::collection::vec(prop::sample::select(WORDS), 0..60), apart in any::<bool>()) {
        let text = words.join(if apart { " " } else { "" });
        hold(&text)?;
        hold(&format!("fn f() {{ card! {{ <card>{text}</card> }} }}"))?;
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn real_sources_with_a_few_changes(
        which in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), any::<Index>(), 0..5, prop::sample::select(WORDS)), 1..4),
    ) {
        let mut text = which.get(&SOURCES).clone();
        for (at, length, kind, word) in changes {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            if places.is_empty() {
                break;
            }
            let start = *at.get(&places);
            let end = places.iter().copied().find(|end| *end > start + length.index(12)).unwrap_or(text.len());
            let piece = text[start..end].to_owned();
            match kind {
                0 => text.replace_range(start..end, ""),
                1 => text.insert_str(start, word),
                2 => text.replace_range(start..end, word),
                3 => text.truncate(start),
                _ => text.insert_str(start, &piece),
            }
        }
        hold(&text)?;
    }

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        hold(&format!("card {text}"))?;
        hold(&format!("card! {{ <div>{text}</div> }}"))?;
    }
}

#[test]
fn what_was_written_by_hand_is_read_as_it_is() {
    let mut cards = 0;
    for text in SOURCES.iter() {
        hold(text).unwrap();
        cards += source::read(text, |source| source.cards().len());
    }
    assert!(cards > 40, "{cards} cards");
}
