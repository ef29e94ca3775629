//! The `card!` calls of a Rust source text, read without a compiler.
//!
//! ```
//! use feishu_card_markup::source;
//!
//! let text = r#"
//!     use feishu_card::{Card, card};
//!
//!     fn done(name: &str) -> Card {
//!         card! { <card><div>"{name}"</div><hr colour=red/></card> }
//!     }
//! "#;
//! let found = source::read(text, |source| {
//!     let call = &source.cards()[0];
//!     assert_eq!(source.function_of(call).map(|function| function.name.as_str()), Some("done"));
//!     assert!(call.is_tail);
//!     source.findings()
//! });
//! assert_eq!(found.len(), 1);
//! assert_eq!(&text[found[0].range.clone()], "colour");
//! assert_eq!(found[0].entry.code, "C0101");
//! ```
//!
//! [`read`] works on a thread of its own and forgets all of it at its end, so that a program may read as many sources
//! as it likes: what leaves it are byte ranges and texts, never spans. Inside of it there is everything that `card!`
//! itself knows: of each [`CardCall`] the [`Reading`] with the syntax, its meaning and the findings. [`range`] and
//! [`Extent::range`](crate::syntax::Extent::range) turn the spans of both into byte ranges of the text.
//!
//! # For those who read the syntax (a formatter)
//!
//! Every node of [`syntax`](crate::syntax) has an extent from its first to its last token, and children, attributes
//! and items come in the order of the source; what lies between two of them is blanks, comments and the punctuation
//! that [`syntax::Element`](crate::syntax::Element) names: the text from one range to the next.
//!
//! # For those who read the meaning (a preview)
//!
//! [`typed`](crate::typed) has objects by rows of the table, with [`Filling::Expr`](crate::typed::Filling::Expr),
//! [`TextPiece::Hole`](crate::typed::TextPiece::Hole), [`Step::Splice`](crate::typed::Step::Splice) where a value is
//! known only at run time, and [`Flow`](crate::syntax::Flow) for `if`, `for` and `match`, heads and patterns as
//! tokens. A function whose body ends in a card is [`CardCall::is_tail`].

mod calls;
mod lex;
mod nodes;

#[doc(inline)]
pub use crate::not_rust::is_not_rust;
use crate::{Reading, Settings, syntax::Extent};
use feishu_card_schema::{Entry, Severity};
use lex::Lexed;
use proc_macro2::{Span, TokenStream};
use std::ops::Range;

/// The room for one source: markup, expressions and JSON nest, and so do the functions that read them.
const STACK: usize = 64 << 20;

/// A Rust source text and the `card!` calls in it.
#[derive(Debug)]
pub struct Source<'t> {
    text: &'t str,
    tokens: TokenStream,
    faults: Vec<SourceFinding>,
    functions: Vec<Function>,
    cards: Vec<CardCall>,
}

/// A `card!` call.
///
/// Found are `card!`, `any::path::card!`, what `use …card as name` calls it, in any brackets; in functions, modules,
/// other macros and in the expressions of another `card!`. Not found, since it is not ours to judge: a body with a
/// `$name` in it (the right side of a `macro_rules!`), and, unless the path or a `use` says `feishu_card`, one that
/// begins with neither `<` nor `#![` (the macro of somebody else).
#[derive(Debug)]
pub struct CardCall {
    /// The whole call, from its path to its last bracket.
    pub range: Range<usize>,
    /// What is between the brackets.
    pub body: Range<usize>,
    /// The bracket: `{`, `(` or `[`.
    pub bracket: char,
    /// The innermost function around it, by its place in [`Source::functions`].
    pub function: Option<usize>,
    /// Whether it is the last expression of that function, or that with `.into()`: what the function gives.
    pub is_tail: bool,
    /// The name that it is bound to: `done` of `let done = card! {…}`, `DONE` of `const DONE: Card = card! {…}`.
    pub binding: Option<String>,
    /// The `card!` around it, by its place in [`Source::cards`].
    pub parent: Option<usize>,
    /// All that is known of it.
    pub reading: Reading,
}

/// A function with a body.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name, without `r#`.
    pub name: String,
    /// From `fn` to the last brace.
    pub range: Range<usize>,
    /// The name in the source.
    pub name_range: Range<usize>,
    /// The parentheses around the parameters.
    pub parameters: Range<usize>,
    /// The body with its braces.
    pub body: Range<usize>,
}

/// A finding at its bytes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SourceFinding {
    /// The bytes of the text that are wrong; whole characters, and never outside of the text.
    pub range: Range<usize>,
    /// The rule.
    pub entry: &'static Entry,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
    /// The platform's own code for it, where known and where this version of card JSON is refused.
    pub platform: Option<u32>,
}

/// Reads a source text and hands what is in it to `look`.
///
/// Never fails: what the lexer of Rust does not take is a finding, and is read as what was probably meant. Neither does
/// it panic, unless `look` does or the system has no room for another thread. It takes time in proportion to the text,
/// and at most fifty times that if the text is not Rust at all.
pub fn read<'t, T: Send>(text: &'t str, look: impl FnOnce(&Source<'t>) -> T + Send) -> T {
    read_with(text, &Settings::default(), look)
}

/// As [`read`], with other limits or allowed codes.
pub fn read_with<'t, T: Send>(text: &'t str, settings: &Settings, look: impl FnOnce(&Source<'t>) -> T + Send) -> T {
    on_a_thread(|| look(&Source::new(text, settings)))
}

/// Spans are kept for the life of a thread, and only there they lead to the text.
fn on_a_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
        Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        // the system has no thread left, and no value of `T` says so
        Err(error) => std::panic::resume_unwind(Box::new(error.to_string())),
    })
}

/// The findings in a source text, in the order of the text.
pub fn check(text: &str, settings: &Settings) -> Vec<SourceFinding> {
    if !may_call(text) {
        return Vec::new();
    }
    on_a_thread(|| {
        let mut found = Vec::new();
        // what is known of a call goes before the next is read
        let Lexed { tokens, faults } = lexed(text, settings);
        calls::find(&mut nodes::nodes(tokens), settings, &mut |call| {
            found.extend(located(text, &call.reading, || call.whole.range()));
        });
        let mut faults = faults;
        settle(&mut faults, &mut found);
        sorted(faults.into_iter().chain(found).collect())
    })
}

/// Whether a `card!` may be in a text: a cheap question, which spares to lex what has none.
pub fn may_call(text: &str) -> bool {
    text.contains("card")
}

/// The bytes of a span in the text that is read.
///
/// Of use only inside of [`read`], on spans that come from there; that of any other is `0..0`.
pub fn range(span: Span) -> Range<usize> {
    span.byte_range()
}

impl Extent {
    /// The bytes from the first to the last token, in the text that is read by [`read`].
    pub fn range(&self) -> Range<usize> {
        let (first, last) = (range(self.first), range(self.last));
        first.start..last.end.max(first.end)
    }
}

impl<'t> Source<'t> {
    fn new(text: &'t str, settings: &Settings) -> Self {
        let mut cards: Vec<CardCall> = Vec::new();
        let Lexed { tokens, mut faults } = lexed(text, settings);
        let mut nodes = nodes::nodes(tokens.clone());
        let functions = calls::find(&mut nodes, settings, &mut |call| cards.push(call.located()));
        let mut functions: Vec<_> = functions.into_iter().map(calls::FoundFunction::located).collect();
        if !faults.is_empty() {
            // what is read for a character of more bytes has fewer
            for function in &mut functions {
                for range in [&mut function.range, &mut function.parameters, &mut function.body] {
                    *range = floor(text, range.start)..ceil(text, range.end);
                }
            }
            for call in &mut cards {
                call.range = floor(text, call.range.start)..ceil(text, call.range.end);
                call.body = ceil(text, call.body.start)..floor(text, call.body.end);
                settle(&mut faults, &mut located(text, &call.reading, || call.range.clone()).collect());
            }
        }
        Source { text, tokens, faults, functions, cards }
    }

    /// The text that is read.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The tokens of the text, where the lexer takes all of it; else those of what is read in its place.
    pub fn tokens(&self) -> TokenStream {
        self.tokens.clone()
    }

    /// What the lexer of Rust does not take. Where it is not empty, rustc shows no card at all, and a formatter leaves
    /// the text as it is.
    pub fn faults(&self) -> &[SourceFinding] {
        &self.faults
    }

    /// The functions, in the order in which they begin.
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// The `card!` calls, in the order in which they begin.
    pub fn cards(&self) -> &[CardCall] {
        &self.cards
    }

    /// The innermost function around a call.
    pub fn function_of(&self, call: &CardCall) -> Option<&Function> {
        self.functions.get(call.function?)
    }

    /// All findings, in the order of the text: what the lexer does not take, then those of the cards.
    pub fn findings(&self) -> Vec<SourceFinding> {
        let cards = self.cards.iter().flat_map(|call| self.findings_of(call));
        sorted(self.faults.iter().cloned().chain(cards).collect())
    }

    /// The findings of one card, in the order of the text; without what is a fault of the text already.
    pub fn findings_of(&self, call: &CardCall) -> Vec<SourceFinding> {
        let found = located(self.text, &call.reading, || call.range.clone());
        found.filter(|finding| !repeats(&self.faults, finding)).collect()
    }
}

/// The tokens of a text, with what the settings leave of its faults.
fn lexed(text: &str, settings: &Settings) -> Lexed {
    let mut lexed = lex::lex(text);
    lexed.faults.retain_mut(|fault| match settings.allow.lower(fault.entry.code, fault.severity) {
        Some(severity) => {
            fault.severity = severity;
            fault.range = floor(text, fault.range.start)..ceil(text, fault.range.end);
            true
        }
        None => false,
    });
    lexed
}

/// The findings of a call at their bytes, those on the whole at that of the call.
fn located(text: &str, reading: &Reading, call: impl Fn() -> Range<usize>) -> impl Iterator<Item = SourceFinding> {
    reading.findings.iter().map(move |finding| {
        let range = range(finding.span);
        let range = if range.is_empty() { call() } else { range };
        SourceFinding {
            range: floor(text, range.start)..ceil(text, range.end),
            entry: finding.entry,
            severity: finding.severity,
            message: finding.message.clone(),
            help: finding.help.clone(),
            platform: finding.platform,
        }
    })
}

/// Takes out of the findings what is a fault of the text already. What the grammar says of the very place is the better
/// help: the fault's own leads to the character of ASCII, which would be the next mistake.
fn settle(faults: &mut [SourceFinding], findings: &mut Vec<SourceFinding>) {
    for fault in faults.iter_mut() {
        let same = |finding: &&SourceFinding| is_grammar(finding) && finding.range.start == fault.range.start;
        if let Some(help) = findings.iter().find(same).and_then(|finding| finding.help.clone()) {
            fault.help = Some(help);
        }
    }
    findings.retain(|finding| !repeats(faults, finding));
}

/// Whether a finding only says what a fault of the text led to: the grammar does not like what was read in its place, or
/// what follows that.
fn repeats(faults: &[SourceFinding], finding: &SourceFinding) -> bool {
    let touches = |fault: &SourceFinding| (fault.range.start..=fault.range.end).contains(&finding.range.start);
    is_grammar(finding) && faults.iter().any(touches)
}

fn is_grammar(finding: &SourceFinding) -> bool {
    finding.entry.code.starts_with("C00")
}

fn sorted(mut findings: Vec<SourceFinding>) -> Vec<SourceFinding> {
    findings.sort_by_key(|finding| finding.range.start);
    findings
}

/// The start of the character that this byte is in.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The start of the next character, unless this byte is one.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests;
