//! From what the front end of `card!` understands to a sketch: spans become bytes of the file, tokens its text.

use super::parameters::{arguments, parameters};
use crate::dev::sketch::{
    Arm, Call, Cell, CellKey, Choose, Filled, Hole, Piece, Record, Sketch, SketchRoot, Span as Bytes, Step, Text,
};
use feishu_card_core::Json;
use feishu_card_markup::{
    source::{CardCall, Source},
    syntax::{self, Flow, JsonKey, JsonValue, Rust},
    typed::{self, Filling, TextPiece, TextPieces, TypedRoot},
};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use std::{cell::Cell as Counted, sync::Arc};

/// The longest label of a hole, in characters.
const LONGEST_LABEL: usize = 80;

/// How deep cards within cards are drawn.
const DEEPEST: usize = 8;

/// Cards within one card that are drawn at most: those that name others multiply.
const MOST_CARDS: usize = 500;

/// The sketch of the nth `card!` of a source; `None` for one without a root.
pub(super) fn sketch(source: &Source<'_>, nth: usize, file: &Arc<str>) -> Option<Sketch> {
    inner(source, nth, file, 0, &Counted::new(MOST_CARDS))
}

fn inner(source: &Source<'_>, nth: usize, file: &Arc<str>, depth: usize, left: &Counted<usize>) -> Option<Sketch> {
    let call = source.cards().get(nth)?;
    let convert = Convert { source, file, call, nth, depth, left };
    let root = match &call.reading.typed.root {
        TypedRoot::Record(record) => SketchRoot::Record(convert.record(record)),
        TypedRoot::List { body, .. } => SketchRoot::List(convert.steps(body)),
        TypedRoot::Nothing(_) => return None,
    };
    let taken = source.function_of(call).and_then(|function| source.text().get(function.parameters.clone()));
    let parameters = parameters(taken.unwrap_or_default());
    Some(Sketch { file: Arc::clone(file), at: call.range.clone(), parameters, root })
}

struct Convert<'s, 't> {
    source: &'s Source<'t>,
    file: &'s Arc<str>,
    call: &'s CardCall,
    /// Its place among the cards of the source.
    nth: usize,
    depth: usize,
    /// How many cards within the outermost one may still be drawn.
    left: &'s Counted<usize>,
}

impl Convert<'_, '_> {
    fn record(&self, record: &typed::Record) -> Record {
        Record {
            object: record.object,
            at: record.at.byte_range(),
            steps: self.steps(&record.body),
            json: record.json.iter().map(|member| (member.name.clone(), self.cell(&member.json))).collect(),
            in_body: record.in_body,
        }
    }

    fn steps(&self, steps: &[typed::Step]) -> Vec<Step> {
        steps.iter().filter_map(|step| self.step(step)).collect()
    }

    fn step(&self, step: &typed::Step) -> Option<Step> {
        Some(match step {
            typed::Step::Set { member, value, .. } => Step::Set { member, value: self.filled(value) },
            typed::Step::Push { list, item } => Step::Push { list: *list, item: self.filled(item) },
            typed::Step::Splice { list, expr } => Step::Splice { list: *list, hole: self.rust(expr) },
            typed::Step::Entry { key, value, .. } => Step::Entry { key: key.clone(), value: self.filled(value) },
            typed::Step::Text(pieces) => Step::Text(self.pieces(pieces)),
            typed::Step::Flow(flow) => self.flow(flow),
            // it has no place in the card, which a finding says
            typed::Step::Dead(_) => return None,
        })
    }

    fn flow(&self, flow: &Flow<Vec<typed::Step>>) -> Step {
        match flow {
            Flow::If { branches, otherwise } => {
                let mut arms: Vec<_> = branches
                    .iter()
                    .enumerate()
                    .map(|(nth, branch)| {
                        let word = if nth == 0 { "if" } else { "else if" };
                        Arm {
                            label: format!("{word} {}", self.label(&branch.head)),
                            at: branch.span.byte_range(),
                            steps: self.steps(&branch.body),
                        }
                    })
                    .collect();
                if let Some(otherwise) = otherwise {
                    let (at, steps) = (otherwise.span.byte_range(), self.steps(&otherwise.body));
                    arms.push(Arm { label: "else".to_owned(), at, steps });
                }
                let label = arms.first().map(|arm| arm.label.clone()).unwrap_or_default();
                let at = branches.first().map(|branch| branch.keyword.span().byte_range()).unwrap_or_default();
                Step::Choose(Choose { hole: Hole::plain(label, at), arms, may_be_none: otherwise.is_none() })
            }
            Flow::Match { keyword, head, arms, span } => {
                let hole = Hole::plain(format!("match {}", self.label(head)), keyword.span().byte_range());
                // an arm without braces ends where the next one begins
                let start = |arm: &syntax::Arm<_>| range(&arm.pattern).unwrap_or(arm.span.byte_range()).start;
                let ends = arms.iter().skip(1).map(start).chain([span.byte_range().end]);
                let arms = arms.iter().zip(ends).map(|(arm, end)| Arm {
                    label: self.label(&arm.pattern),
                    at: start(arm)..end,
                    steps: self.steps(&arm.body),
                });
                let arms = arms.collect();
                Step::Choose(Choose { hole, arms, may_be_none: false })
            }
            Flow::For { keyword, pattern, head, body, span, .. } => {
                let label = format!("for {} in {}", self.label(pattern), self.label(head));
                let hole = Hole::plain(label, keyword.span().byte_range());
                Step::Repeat { hole, at: span.byte_range(), steps: self.steps(body) }
            }
        }
    }

    fn filled(&self, filled: &typed::Filled) -> Filled {
        match &filled.with {
            Filling::Bool(value) => Filled::Known(Json::Bool(*value)),
            Filling::Number(number) => Filled::Known(json_number(number)),
            Filling::Word(_, word) => Filled::Known(Json::str(word.word)),
            Filling::Str(pieces) => Filled::Text(self.pieces(pieces)),
            Filling::Record(record) => Filled::Record(self.record(record)),
            Filling::Raw { json, .. } | Filling::Json(json) => Filled::Cell(self.cell(json)),
            Filling::Map(steps) => Filled::Map(self.steps(steps)),
            Filling::List(steps) => Filled::List(self.steps(steps)),
            Filling::Expr(rust) | Filling::TextExpr(rust) => Filled::Hole(self.rust(rust)),
        }
    }

    fn pieces(&self, pieces: &TextPieces) -> Text {
        let piece = |piece: &TextPiece| match piece {
            TextPiece::Text(known, _) => Piece::Known(known.clone()),
            TextPiece::Hole { format, literal, place } => {
                let name = format.trim_matches(['{', '}']).split(':').next().unwrap_or_default().trim();
                Piece::Hole(Hole::plain(name.to_owned(), literal.span().byte_range()), *place)
            }
            TextPiece::Expr(rust, place) => match literal(&rust.tokens) {
                Some(known) => Piece::Known(known),
                None => Piece::Hole(self.rust(rust), *place),
            },
        };
        Text { pieces: pieces.pieces.iter().map(piece).collect(), markdown: pieces.markdown }
    }

    fn cell(&self, json: &syntax::Json) -> Cell {
        match &json.value {
            JsonValue::Null => Cell::Known(Json::Null),
            JsonValue::Bool(value) => Cell::Known(Json::Bool(*value)),
            JsonValue::Number(number) => Cell::Known(json_number(number)),
            JsonValue::Str(text) => Cell::Known(text.as_str().into()),
            JsonValue::Text(pieces) => Cell::Text(self.pieces(pieces)),
            JsonValue::List(items) => Cell::List(items.iter().map(|item| self.cell(item)).collect()),
            JsonValue::Map(members) => Cell::Map(
                members
                    .iter()
                    .map(|(key, value)| {
                        let key = match key {
                            JsonKey::Str(key, _) | JsonKey::Cell(key, _) => CellKey::Known(key.clone()),
                            JsonKey::Rust(tokens, span) => {
                                CellKey::Hole(Hole::plain(self.label(tokens), span.byte_range()))
                            }
                        };
                        (key, self.cell(value))
                    })
                    .collect(),
            ),
            JsonValue::Rust(tokens) => match literal(tokens) {
                Some(known) => Cell::Known(known.into()),
                None => Cell::Hole(Hole::plain(self.label(tokens), json.span.byte_range())),
            },
        }
    }

    fn rust(&self, rust: &Rust) -> Hole {
        let mut calls = Vec::new();
        called(rust.tokens.clone(), &mut calls);
        let at = rust.span.byte_range();
        let label = self.label(&rust.tokens);
        let card = self.card_in(&at).or_else(|| self.card_named(&label));
        Hole { card: card.map(Box::new), label, at, calls }
    }

    /// A `card!` within an expression.
    fn card_in(&self, at: &Bytes) -> Option<Sketch> {
        let within =
            |call: &CardCall| call.parent == Some(self.nth) && at.start <= call.range.start && call.range.end <= at.end;
        self.card(self.source.cards().iter().position(within)?)
    }

    /// What `let name = card! {…}` of the same function holds.
    fn card_named(&self, name: &str) -> Option<Sketch> {
        let bound = |call: &CardCall| {
            call.binding.as_deref() == Some(name)
                && call.function == self.call.function
                && call.range != self.call.range
        };
        self.card(self.source.cards().iter().position(bound)?)
    }

    fn card(&self, nth: usize) -> Option<Sketch> {
        let left = self.left.get().checked_sub(1).filter(|_| self.depth < DEEPEST)?;
        self.left.set(left);
        inner(self.source, nth, self.file, self.depth + 1, self.left)
    }

    /// Tokens as the author wrote them, blanks evened out.
    fn label(&self, tokens: &TokenStream) -> String {
        let range = range(tokens);
        let text = range.and_then(|range| self.source.text().get(range)).unwrap_or_default();
        let even = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if even.chars().count() <= LONGEST_LABEL {
            return even;
        }
        even.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
    }
}

impl Hole {
    /// A hole that no function draws.
    fn plain(label: String, at: Bytes) -> Self {
        Hole { label, at, calls: Vec::new(), card: None }
    }
}

/// The bytes of some tokens.
fn range(tokens: &TokenStream) -> Option<Bytes> {
    let spans: Vec<Span> = tokens.clone().into_iter().map(|token| token.span()).collect();
    let (first, last) = (spans.first()?.byte_range(), spans.last()?.byte_range());
    Some(first.start..last.end)
}

/// The text of an expression that is a string literal.
fn literal(tokens: &TokenStream) -> Option<String> {
    let mut tokens = tokens.clone().into_iter();
    let (Some(TokenTree::Literal(literal)), None) = (tokens.next(), tokens.next()) else { return None };
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

/// The functions that an expression calls or hands on, outermost first: `f(x)?`, `Some(f(x))`, `xs.iter().map(f)`.
fn called(tokens: TokenStream, found: &mut Vec<Call>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for (nth, token) in tokens.iter().enumerate() {
        if let TokenTree::Ident(name) = token
            && let Some(TokenTree::Group(group)) = tokens.get(nth + 1)
            && group.delimiter() == Delimiter::Parenthesis
        {
            found.push(Call { function: name.to_string(), arguments: arguments(group.stream()) });
        }
    }
    for (nth, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let mapped = nth.checked_sub(1).and_then(|before| tokens.get(before));
        if matches!(mapped, Some(TokenTree::Ident(name)) if name == "map" || name == "flat_map" || name == "filter_map")
        {
            let last = group.stream().into_iter().last();
            if let Some(TokenTree::Ident(name)) = last {
                found.push(Call { function: name.to_string(), arguments: Vec::new() });
            }
        }
        called(group.stream(), found);
    }
}

/// A number of markup, which is spelt as JSON spells it.
fn json_number(text: &str) -> Json {
    Json::parse(text).unwrap_or_default()
}
