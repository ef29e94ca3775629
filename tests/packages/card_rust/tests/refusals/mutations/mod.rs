//! Right cards made wrong: the compiler must say so, at the wrong place.

mod kinds;
mod markup;
mod table;

use crate::compiler::{Said, compile};
use feishu_card_card_rust::cards;
use feishu_card_schema::Severity;
use kinds::{MISTAKES, Mutant};
use markup::Markup;
use std::ops::Range;

/// How a mutant fared.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    /// Refused, where it is wrong.
    Refused,
    /// Refused elsewhere only.
    Elsewhere(String),
    /// Not refused, and why.
    Survived(String, String),
}

#[test]
fn wrong_cards_are_refused_where_they_are_wrong() {
    mutate(3, 1);
}

#[test]
#[ignore = "makes ten thousands of wrong cards, which takes a minute"]
fn all_wrong_cards_are_refused_where_they_are_wrong() {
    mutate(1, 6);
}

/// Takes one of `step` right cards, and of each kind of mistake at most `most` for each card, spread over it.
fn mutate(step: usize, most: usize) {
    let cards: Vec<_> = cards().into_iter().filter(|case| case.is_ok()).step_by(step).collect();
    if cards.is_empty() {
        return;
    }
    assert!(cards.len() >= 100, "{} cards", cards.len());
    let sources: Vec<_> = cards.iter().map(|case| (case.name.as_str(), case.source(false).text)).collect();
    let (mut made, mut survivors) = (0, Vec::new());
    for (mistake, mutants) in MISTAKES {
        let (mut count, before) = (0, survivors.len());
        for (name, source) in &sources {
            let mutants = mutants(&Markup::read(source));
            let every = mutants.len().div_ceil(most).max(1);
            for mutant in mutants.iter().skip(every / 2).step_by(every) {
                count += 1;
                match fate(mutant) {
                    Fate::Refused => {}
                    other => survivors.push(format!("{mistake}: {name}: {other:?}")),
                }
            }
        }
        println!("{mistake}: {count} made, {} not refused there", survivors.len() - before);
        assert!(count > 10, "{mistake}");
        made += count;
    }
    println!("{made} wrong cards of {} right ones, survivors {}:", sources.len(), survivors.len());
    survivors.iter().for_each(|survivor| println!("  {survivor}"));
    assert!(survivors.len() * 50 <= made, "{} of {made} are not refused where they are wrong", survivors.len());
}

fn fate(mutant: &Mutant) -> Fate {
    // what the lexer refuses never reaches the macro
    let Ok(said) = compile(&mutant.source) else { return Fate::Refused };
    let errors: Vec<&Said> = said.iter().filter(|said| said.severity == Severity::Error).collect();
    let line = line_of(mutant);
    match errors.iter().find(|said| is_there(mutant, said)) {
        Some(_) => Fate::Refused,
        None if errors.is_empty() => Fate::Survived(line, reason(mutant, &said)),
        None => Fate::Elsewhere(format!("{line} said: {:?}", errors.first().map(|said| (said.start, &said.message)))),
    }
}

/// Why a mutant is not refused.
fn reason(mutant: &Mutant, said: &[Said]) -> String {
    let text = &mutant.source[mutant.places[0].clone()];
    match said.iter().find(|said| is_there(mutant, said)) {
        Some(warning) if warning.code == "C0202" => "a warning: official samples leave the member out".to_owned(),
        Some(warning) => format!("a warning: {} {}", warning.code, warning.message),
        None if text.contains("${") => "a variable of the builder may close the tag".to_owned(),
        None => "unknown".to_owned(),
    }
}

/// Whether a finding begins in a mutated place, or covers it.
fn is_there(mutant: &Mutant, said: &Said) -> bool {
    let covered = offset(&mutant.source, said.start)..offset(&mutant.source, said.end);
    let touches = |place: &Range<usize>| covered.start <= place.end && place.start <= covered.end;
    mutant.places.iter().any(touches)
}

/// The place in bytes of a line and column.
fn offset(source: &str, (line, column): (usize, usize)) -> usize {
    let start: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &source[start..];
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

/// The line of the mutated place.
fn line_of(mutant: &Mutant) -> String {
    let place = &mutant.places[0];
    let start = mutant.source[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = mutant.source[place.start..].find('\n').map_or(mutant.source.len(), |at| place.start + at);
    mutant.source[start..end.max(start)].trim().to_owned()
}
