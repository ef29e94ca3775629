//! Cards in Rust sources: found, read and sketched, without compiling.

mod convert;
mod parameters;

use super::{
    session::{Body, Excerpt, Finding, Sheet, Stale},
    sketch::Span,
};
use crate::report::Lines;
use feishu_card_markup::source::{self, CardCall, Source, SourceFinding};
use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// The largest source with cards that is read, in bytes: nobody writes such a file by hand.
const LARGEST: usize = 2 << 20;

/// What a Rust file holds.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) sheets: Vec<Sheet>,
    /// What is wrong outside of all cards.
    pub(crate) findings: Vec<Finding>,
    /// All places where it does not lex, so that cards may be hidden; the same within cards makes those old.
    pub(crate) faults: Vec<Finding>,
}

/// Reads the text of a file.
pub(crate) fn read(file: &Arc<str>, text: &str) -> Reading {
    let failed = |message: String, help: &str| {
        let finding = Finding::trouble(message, Some(help.to_owned()), None);
        Reading { sheets: Vec::new(), findings: vec![finding.clone()], faults: vec![finding] }
    };
    if !source::may_call(text) {
        return Reading::default();
    }
    if text.len() > LARGEST {
        if !text.contains("card!") {
            return Reading::default();
        }
        let message = format!("the file is larger than {} MB, the most that is read", LARGEST >> 20);
        return failed(message, "its cards are not shown: move them to a file of their own");
    }
    // a panic of the front end would be a bug of ours: it costs the cards of this file, not the page
    catch_unwind(AssertUnwindSafe(|| source::read(text, |source| Reader::new(file, source).read()))).unwrap_or_else(
        |_| {
            failed(
                "reading this file failed: this is a bug of feishu-card".to_owned(),
                "please report it with this file",
            )
        },
    )
}

struct Reader<'s, 't> {
    file: &'s Arc<str>,
    source: &'s Source<'t>,
    lines: Lines<'t>,
}

impl<'s, 't> Reader<'s, 't> {
    fn new(file: &'s Arc<str>, source: &'s Source<'t>) -> Self {
        Reader { file, source, lines: Lines::of(source.text()) }
    }

    fn read(&self) -> Reading {
        let faults = self.source.faults();
        let mut sheets = Vec::new();
        let mut taken: HashMap<String, usize> = HashMap::new();
        for (nth, call) in self.source.cards().iter().enumerate() {
            // a card within a card is drawn there
            if call.parent.is_none() {
                sheets.push(self.sheet(nth, call, &mut taken));
            }
        }
        let inside = |fault: &&SourceFinding| self.roots().any(|call| holds(&call.range, &fault.range));
        let findings = faults.iter().filter(|fault| !inside(fault)).map(|fault| self.finding(fault)).collect();
        Reading { sheets, findings, faults: faults.iter().map(|fault| self.finding(fault)).collect() }
    }

    fn roots(&self) -> impl Iterator<Item = &'s CardCall> {
        self.source.cards().iter().filter(|call| call.parent.is_none())
    }

    fn sheet(&self, nth: usize, call: &CardCall, taken: &mut HashMap<String, usize>) -> Sheet {
        let function = self.source.function_of(call).map(|function| function.name.as_str());
        let name = match (function, call.binding.as_deref()) {
            (Some(function), None) => function.to_owned(),
            (Some(function), Some(binding)) => format!("{function} · {binding}"),
            (None, Some(binding)) => binding.to_owned(),
            (None, None) => "card!".to_owned(),
        };
        let count = taken.entry(name.clone()).or_default();
        *count += 1;
        let again = if *count > 1 { format!(" ~{count}") } else { String::new() };
        let faults: Vec<_> = self.source.faults().iter().filter(|fault| holds(&call.range, &fault.range)).collect();
        let own = self.source.cards().iter().filter(|other| holds(&call.range, &other.range));
        let own: Vec<_> = own.flat_map(|call| self.source.findings_of(call)).collect();
        let mut findings: Vec<_> = faults.iter().copied().chain(&own).map(|finding| self.finding(finding)).collect();
        findings.sort_by_key(|finding| finding.excerpt.as_ref().map(|excerpt| excerpt.span.start));
        let body = convert::sketch(self.source, nth, self.file).map_or(Body::Nothing, Body::Sketch);
        Sheet {
            id: format!("{}#{name}{again}", self.file),
            name: format!("{name}{again}"),
            body,
            findings,
            stale: faults.first().map(|fault| Stale::Source(Box::new(self.finding(fault)))),
            place: Some(Excerpt::of(self.file, &self.lines, &call.range)),
            source: Some(self.dedented(&call.range)),
            gives: function.filter(|_| call.is_tail).map(str::to_owned),
            function: function.map(str::to_owned),
        }
    }

    fn finding(&self, found: &SourceFinding) -> Finding {
        Finding {
            severity: found.severity,
            code: found.entry.code,
            message: found.message.clone(),
            help: found.help.clone(),
            why: found.entry.why,
            platform: found.platform,
            pointer: None,
            excerpt: Some(Excerpt::of(self.file, &self.lines, &found.range)),
        }
    }

    /// A piece of the source, without the blanks that its first line begins with.
    fn dedented(&self, range: &Span) -> String {
        let text = self.source.text();
        let piece = text.get(range.clone()).unwrap_or_default();
        let before = text.get(..range.start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        let blanks = before.len() - before.trim_start().len();
        let cut = |line: &str| {
            let own = line.len() - line.trim_start().len();
            line.get(own.min(blanks)..).unwrap_or_default().to_owned()
        };
        let mut lines = piece.split('\n');
        let first = lines.next().unwrap_or_default().to_owned();
        std::iter::once(first).chain(lines.map(cut)).collect::<Vec<_>>().join("\n")
    }
}

fn holds(outer: &Span, inner: &Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests;
