//! The cards that programs print.

use super::{Body, Finding, Sheet, Stale};
use crate::dev::program::{End, Event, Line, MOST_CARDS};
use feishu_card_core::Json;

/// Lines without a card that are shown.
const SHOWN_OTHERS: usize = 5;

/// How much of a line that says why a run failed is shown beside it, in characters.
const LONGEST_SAID: usize = 200;

/// A command, its last run, and the cards it printed.
#[derive(Debug)]
pub(crate) struct Program {
    command: String,
    state: State,
    cards: Vec<Printed>,
    /// Lines that are not cards: the first of them, and how many there are.
    others: Vec<(String, String)>,
    other_count: usize,
    /// Cards that are not kept.
    surplus: usize,
}

#[derive(Debug)]
enum State {
    Running,
    Ended(End),
}

#[derive(Debug)]
struct Printed {
    sheet: Sheet,
    /// Whether this run has printed it.
    fresh: bool,
}

impl Program {
    pub(crate) fn new(command: String) -> Self {
        Program { command, state: State::Running, cards: Vec::new(), others: Vec::new(), other_count: 0, surplus: 0 }
    }

    pub(crate) fn command(&self) -> &str {
        &self.command
    }

    pub(crate) fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.cards.iter().map(|card| &card.sheet)
    }

    /// Takes note of what happened. While a run has not printed a card again it keeps its old picture.
    pub(crate) fn apply(&mut self, event: Event, prefix: &str) {
        match event {
            Event::Started => {
                self.state = State::Running;
                (self.others, self.other_count, self.surplus) = (Vec::new(), 0, 0);
                for card in &mut self.cards {
                    card.fresh = false;
                    card.sheet.stale = Some(Stale::Running);
                }
            }
            Event::Printed(lines) => lines.into_iter().for_each(|line| self.line(line, prefix)),
            Event::Ended(end) => {
                // what a good run leaves out is gone; what a bad one did not come to is not
                match &end.trouble {
                    None => self.cards.retain(|card| card.fresh),
                    Some(trouble) => {
                        for card in self.cards.iter_mut().filter(|card| !card.fresh) {
                            card.sheet.stale = Some(Stale::Failed(why(trouble, &end.error)));
                        }
                    }
                }
                self.state = State::Ended(end);
            }
        }
    }

    fn line(&mut self, line: Line, prefix: &str) {
        match line {
            Line::Other { text, why } => {
                self.other_count += 1;
                if self.others.len() < SHOWN_OTHERS {
                    self.others.push((text, why));
                }
            }
            Line::Card { name, card } => {
                let id = format!("{prefix}{name}");
                let findings = card.validate().iter().map(|diagnostic| Finding::of(diagnostic, None)).collect();
                let body = Body::Card(card);
                let sheet = Sheet {
                    id,
                    name,
                    body,
                    findings,
                    stale: None,
                    place: None,
                    source: None,
                    function: None,
                    gives: None,
                };
                let room = self.cards.len() < MOST_CARDS;
                match self.cards.iter_mut().find(|card| card.sheet.id == sheet.id) {
                    Some(card) => *card = Printed { sheet, fresh: true },
                    None if room => self.cards.push(Printed { sheet, fresh: true }),
                    None => self.surplus += 1,
                }
            }
        }
    }

    /// For the page.
    pub(crate) fn to_json(&self) -> Json {
        let (state, trouble, error) = match &self.state {
            State::Running => ("running", None, ""),
            State::Ended(End { trouble: None, error }) => ("ended", None, error.as_str()),
            State::Ended(End { trouble: Some(trouble), error }) => ("failed", Some(trouble.as_str()), error.as_str()),
        };
        let others = self
            .others
            .iter()
            .map(|(text, why)| super::object([("text", text.as_str().into()), ("why", why.as_str().into())]));
        super::object([
            ("command", self.command.as_str().into()),
            ("state", state.into()),
            ("trouble", super::or_null(trouble)),
            ("why", super::or_null(trouble.map(|trouble| why(trouble, error)).as_deref())),
            ("error", error.into()),
            ("others", others.collect::<Vec<_>>().into()),
            ("other_count", super::number(self.other_count)),
            ("surplus", super::number(self.surplus)),
            ("cards", super::number(self.cards.len())),
        ])
    }
}

/// How a run ended, with what its output says of it: the first line that says `error`, as compilers write it, else the
/// last one.
fn why(trouble: &str, output: &str) -> String {
    let mut lines = output.lines().map(str::trim).filter(|line| !line.is_empty());
    let said = lines.clone().find(|line| line.starts_with("error")).or_else(|| lines.next_back());
    match said {
        Some(said) => format!("{trouble}: {}", said.chars().take(LONGEST_SAID).collect::<String>()),
        None => trouble.to_owned(),
    }
}
