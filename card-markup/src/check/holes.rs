//! Where the holes of Markdown texts are, which tells how their values are escaped.

use super::tree::part;
use crate::{
    findings::{Finding, Findings},
    syntax::{Json, JsonValue},
    typed::{Filled, Filling, Record, Step, TextPiece, TextPieces, Typed, TypedRoot},
};
use feishu_card_schema::{
    Reader, Version,
    markdown::{Flavour, HoleContext, hole_contexts},
};

/// Finds the place of every hole in every Markdown text of a card; reports those where none is allowed.
pub(crate) fn place_holes(typed: &mut Typed, findings: &mut Findings) {
    let mut placer = Placer { findings };
    match &mut typed.root {
        TypedRoot::Record(record) => placer.record(record),
        TypedRoot::List { body, .. } => placer.body(body),
        TypedRoot::Nothing(_) => {}
    }
}

/// A text that is part of a longer one.
struct Joint<'p> {
    /// Whether it is under control flow.
    conditional: bool,
    text: &'p mut TextPieces,
}

struct Placer<'f> {
    findings: &'f mut Findings,
}

impl Placer<'_> {
    fn record(&mut self, record: &mut Record) {
        self.body(&mut record.body);
        let mut texts = Vec::new();
        gather(&mut record.body, false, &mut texts);
        self.joined(&mut texts);
    }

    fn body(&mut self, body: &mut [Step]) {
        for stmt in body {
            match stmt {
                Step::Set { value, .. } | Step::Push { item: value, .. } | Step::Entry { value, .. } => {
                    self.value(value)
                }
                Step::Flow(flow) => flow.bodies_mut().into_iter().for_each(|body| self.body(body)),
                Step::Splice { .. } | Step::Text(_) | Step::Dead(_) => {}
            }
        }
    }

    fn value(&mut self, value: &mut Filled) {
        match &mut value.with {
            Filling::Str(text) => self.joined(&mut [Joint { conditional: false, text }]),
            Filling::Record(record) => self.record(record),
            Filling::Map(body) | Filling::List(body) => self.body(body),
            Filling::Json(json) => self.json(json),
            _ => {}
        }
    }

    /// Cells of rows.
    fn json(&mut self, json: &mut Json) {
        if let JsonValue::Map(members) = &mut json.value {
            for (_, value) in members {
                if let JsonValue::Text(text) = &mut value.value {
                    self.joined(&mut [Joint { conditional: false, text }]);
                }
            }
        }
    }

    /// Places the holes of a text that is joined of several. A part under control flow is read where it
    /// is, with the parts around it that are surely there.
    fn joined(&mut self, texts: &mut [Joint<'_>]) {
        let Some(flavour) = texts.iter().find_map(|joint| joint.text.markdown) else { return };
        if texts.iter().all(|joint| joint.text.is_known()) {
            return;
        }
        for own in 0..texts.len() {
            let found = self.places_of(own, texts, flavour);
            if let Some(joint) = texts.get_mut(own) {
                self.set(joint.text, found);
            }
        }
    }

    /// The places of the holes in the text `own`.
    fn places_of(
        &self,
        own: usize,
        texts: &[Joint<'_>],
        flavour: Flavour,
    ) -> Vec<Result<HoleContext, feishu_card_schema::markdown::Finding>> {
        let mut parts = Vec::new();
        let (mut before, mut mine) = (0, 0);
        for (n, Joint { conditional, text }) in texts.iter().enumerate() {
            if *conditional && n != own {
                continue;
            }
            let holes = text.pieces.iter().filter(|piece| !matches!(piece, TextPiece::Text(..))).count();
            match n.cmp(&own) {
                std::cmp::Ordering::Less => before += holes,
                std::cmp::Ordering::Equal => mine = holes,
                std::cmp::Ordering::Greater => {}
            }
            text.pieces.iter().for_each(|piece| parts.push(part(piece)));
        }
        let mut found = hole_contexts(&parts, flavour);
        found.truncate(before + mine);
        found.split_off(before.min(found.len()))
    }

    fn set(&mut self, text: &mut TextPieces, found: Vec<Result<HoleContext, feishu_card_schema::markdown::Finding>>) {
        let mut found = found.into_iter();
        for piece in &mut text.pieces {
            let (place, span) = match piece {
                TextPiece::Text(..) => continue,
                TextPiece::Hole { place, literal, .. } => (place, literal.span()),
                TextPiece::Expr(rust, place) => (place, rust.span),
            };
            match found.next() {
                Some(Ok(found)) => *place = found,
                Some(Err(problem)) => self.findings.push(Finding {
                    span,
                    entry: problem.entry,
                    severity: problem.entry.severity(Reader::Markup, Version::V1),
                    message: problem.message.clone(),
                    help: Some(problem.help_with_excerpt()),
                    platform: problem.entry.platform,
                }),
                None => {}
            }
        }
    }
}

/// The texts of a record's main text, and whether each is under control flow.
fn gather<'p>(body: &'p mut [Step], conditional: bool, texts: &mut Vec<Joint<'p>>) {
    for stmt in body {
        match stmt {
            Step::Text(text) => texts.push(Joint { conditional, text }),
            Step::Flow(flow) => flow.bodies_mut().into_iter().for_each(|body| gather(body, true, texts)),
            _ => {}
        }
    }
}
