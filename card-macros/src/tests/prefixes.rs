//! Every prefix of real cards, closed as an editor closes it: one or two findings, and nothing for rustc's parser.

use crate::expand;
use feishu_card_markup::read;
use proc_macro2::TokenStream;

/// Sources with cards, of which those that hold expressions come first.
const SOURCES: [&str; 16] = [
    include_str!("../../../examples/approval.rs"),
    include_str!("../../../examples/alert.rs"),
    include_str!("../../../examples/report.rs"),
    include_str!("../../../examples/survey.rs"),
    include_str!("../../../examples/i18n.rs"),
    include_str!("../../../examples/progress.rs"),
    include_str!("../../../tests/packages/ui/pass/with_lists.rs"),
    include_str!("../../../tests/packages/ui/pass/with_runtime_values.rs"),
    include_str!("../../../tests/packages/ui/pass/with_fragments.rs"),
    include_str!("../../../tests/packages/ui/pass/checker.rs"),
    include_str!("../../../tests/packages/ui/pass/form_2.rs"),
    include_str!("../../../tests/packages/ui/pass/columns_2.rs"),
    include_str!("../../../tests/packages/ui/pass/interactive_container.rs"),
    include_str!("../../../tests/packages/ui/pass/overflow.rs"),
    include_str!("../../../tests/packages/ui/pass/local_i18n.rs"),
    include_str!("../../../tests/packages/ui/pass/note_link.rs"),
];

/// Of so many prefixes one is read, unless all are: `FEISHU_CARD_LONG=1`.
const ONE_OF: usize = 11;

/// The longest card of a source.
fn card(source: &'static str) -> &'static str {
    let cards = source.match_indices("card! {").filter_map(|(at, begin)| {
        let inside = &source[at + begin.len()..];
        let end = Closer::end(inside)?;
        Some(inside[..end].trim())
    });
    cards.max_by_key(|card| card.len()).expect("a card")
}

/// Reads Rust as far as strings, comments and brackets go.
#[derive(Default)]
struct Closer {
    open: Vec<char>,
    /// What ends the string or the comment that is read.
    until: Option<&'static str>,
    escaped: bool,
}

impl Closer {
    /// Where the bracket that is open before `text` is closed.
    fn end(text: &str) -> Option<usize> {
        let mut closer = Closer::default();
        for (at, c) in text.char_indices() {
            if closer.until.is_none() && closer.open.is_empty() && matches!(c, '}' | ')' | ']') {
                return Some(at);
            }
            closer.take(c, &text[at..]);
        }
        None
    }

    fn take(&mut self, c: char, rest: &str) {
        if let Some(until) = self.until {
            if self.escaped {
                self.escaped = false;
            } else if c == '\\' && until == "\"" {
                self.escaped = true;
            } else if rest.starts_with(until) {
                self.until = None;
            }
            return;
        }
        match c {
            '"' => self.until = Some("\""),
            '/' if rest.starts_with("//") => self.until = Some("\n"),
            '{' => self.open.push('}'),
            '(' => self.open.push(')'),
            '[' => self.open.push(']'),
            '}' | ')' | ']' => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// The prefix with what an editor adds.
    fn closed(prefix: &str) -> String {
        let mut closer = Closer::default();
        for (at, c) in prefix.char_indices() {
            closer.take(c, &prefix[at..]);
        }
        let mut text = prefix.to_owned();
        if closer.escaped {
            text.pop();
        }
        text.push_str(closer.until.unwrap_or_default());
        text.extend(closer.open.iter().rev());
        text
    }
}

#[test]
fn every_prefix_of_a_card_has_one_or_two_findings_and_is_rust() {
    let path = quote::quote!(::feishu_card::__p);
    let all = std::env::var_os("FEISHU_CARD_LONG").is_some();
    let (mut read_ones, mut wrong) = (0, Vec::new());
    // real cards are not perfect: those with a finding of their own are left out
    let clean = |card: &&str| read(card.parse().expect("the card lexes")).findings.is_empty();
    let cards: Vec<&str> = SOURCES.into_iter().map(card).filter(clean).take(10).collect();
    assert_eq!(cards.len(), 10);
    for card in cards {
        let last = card.rfind('>').expect("a tag");
        let mut before = String::new();
        let ends = card.char_indices().map(|(at, _)| at).take_while(|at| *at <= last);
        for at in ends.step_by(if all { 1 } else { ONE_OF }) {
            let text = Closer::closed(&card[..at]);
            let Ok(tokens) = text.parse::<TokenStream>() else { continue };
            let now = tokens.to_string();
            if now == before {
                continue;
            }
            before = now;
            read_ones += 1;
            let reading = read(tokens);
            let found = &reading.findings;
            if !(1..=2).contains(&found.len()) {
                let found: Vec<_> =
                    found.iter().map(|finding| format!("{} {}", finding.entry.code, finding.message)).collect();
                let end: String = text.chars().rev().take(90).collect::<Vec<_>>().into_iter().rev().collect();
                wrong.push(format!("{} findings {found:?}\n…{end}", found.len()));
            }
            let expansion = expand::expand(&path, &reading.typed, &TokenStream::new(), found);
            if let Err(error) = syn::parse2::<syn::Expr>(expansion) {
                wrong.push(format!("rustc's parser: {error}\n{text}"));
            }
            proc_macro2::extra::invalidate_current_thread_spans();
        }
    }
    let count = wrong.len();
    wrong.dedup_by_key(|wrong: &mut String| wrong.chars().take(40).collect::<String>());
    wrong.truncate(12);
    assert!(wrong.is_empty(), "{count} of {read_ones}:\n{}", wrong.join("\n\n"));
    println!("{read_ones} prefixes");
    assert!(read_ones > if all { 3000 } else { 300 }, "{read_ones}");
}
