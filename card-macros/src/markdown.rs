//! Where the holes of Markdown texts stand, which tells how their values are escaped.

use crate::{
    ast::{Json, JsonValue},
    findings::{Finding, Findings},
    format::{Piece, TextPlan},
    plan::{Plan, Record, Root, Stmt, Value, ValueKind},
};
use feishu_card_schema::{
    Reader, Version,
    markdown::{Flavour, HoleContext, hole_contexts},
    tree::TextPart,
};

/// Finds the place of every hole in every Markdown text of a plan; reports those where none can stand.
pub(crate) fn place_holes(plan: &mut Plan, findings: &mut Findings) {
    let mut placer = Placer { findings };
    match &mut plan.root {
        Root::Record(record) => placer.record(record),
        Root::List { body, .. } => placer.body(body),
        Root::Nothing(_) => {}
    }
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

    fn body(&mut self, body: &mut [Stmt]) {
        for stmt in body {
            match stmt {
                Stmt::Set { value, .. } | Stmt::Push { item: value, .. } | Stmt::Entry { value, .. } => {
                    self.value(value)
                }
                Stmt::If { branches, otherwise } => {
                    branches.iter_mut().for_each(|branch| self.body(&mut branch.body));
                    otherwise.iter_mut().for_each(|(_, body)| self.body(body));
                }
                Stmt::For { body, .. } => self.body(body),
                Stmt::Match { arms, .. } => arms.iter_mut().for_each(|arm| self.body(&mut arm.body)),
                Stmt::Splice { .. } | Stmt::Text(_) | Stmt::Dead(_) => {}
            }
        }
    }

    fn value(&mut self, value: &mut Value) {
        match &mut value.kind {
            ValueKind::Str(text) => self.joined(&mut [(false, text)]),
            ValueKind::Record(record) => self.record(record),
            ValueKind::Map(body) | ValueKind::List(body) => self.body(body),
            ValueKind::Json(json) => self.json(json),
            _ => {}
        }
    }

    /// Cells of rows.
    fn json(&mut self, json: &mut Json) {
        if let JsonValue::Map(members) = &mut json.value {
            for (_, value) in members {
                if let JsonValue::Text(text) = &mut value.value {
                    self.joined(&mut [(false, text)]);
                }
            }
        }
    }

    /// Places the holes of a text that is joined of several. A part under control flow is read where it
    /// stands, with the parts around it that are surely there.
    fn joined(&mut self, texts: &mut [(bool, &mut TextPlan)]) {
        let Some(flavour) = texts.iter().find_map(|(_, text)| text.markdown) else { return };
        if texts.iter().all(|(_, text)| text.known().is_some()) {
            return;
        }
        for own in 0..texts.len() {
            let found = self.places_of(own, texts, flavour);
            if let Some((_, text)) = texts.get_mut(own) {
                self.set(text, found);
            }
        }
    }

    /// The places of the holes in the text `own`.
    fn places_of(
        &self,
        own: usize,
        texts: &[(bool, &mut TextPlan)],
        flavour: Flavour,
    ) -> Vec<Result<HoleContext, feishu_card_schema::markdown::Finding>> {
        let mut parts = Vec::new();
        let (mut before, mut mine) = (0, 0);
        for (n, (conditional, text)) in texts.iter().enumerate() {
            if *conditional && n != own {
                continue;
            }
            let holes = text.pieces.iter().filter(|piece| !matches!(piece, Piece::Text(..))).count();
            match n.cmp(&own) {
                std::cmp::Ordering::Less => before += holes,
                std::cmp::Ordering::Equal => mine = holes,
                std::cmp::Ordering::Greater => {}
            }
            parts.extend(text.pieces.iter().map(|piece| match piece {
                Piece::Text(text, _) => TextPart::Text(text.as_str().into()),
                Piece::Hole { .. } | Piece::Expr(..) => TextPart::Hole,
            }));
        }
        hole_contexts(&parts, flavour).into_iter().skip(before).take(mine).collect()
    }

    fn set(&mut self, text: &mut TextPlan, found: Vec<Result<HoleContext, feishu_card_schema::markdown::Finding>>) {
        let mut found = found.into_iter();
        for piece in &mut text.pieces {
            let (place, span) = match piece {
                Piece::Text(..) => continue,
                Piece::Hole { place, literal, .. } => (place, literal.span()),
                Piece::Expr(rust, place) => (place, rust.span),
            };
            match found.next() {
                Some(Ok(found)) => *place = found,
                Some(Err(problem)) => self.findings.push(Finding {
                    span,
                    entry: problem.entry,
                    severity: problem.entry.severity(Reader::Markup, Version::V1),
                    message: problem.message.clone(),
                    help: Some(problem.help_with_excerpt()),
                }),
                None => {}
            }
        }
    }
}

/// The texts of a record's main text, and whether each stands under control flow.
fn gather<'p>(body: &'p mut [Stmt], conditional: bool, texts: &mut Vec<(bool, &'p mut TextPlan)>) {
    for stmt in body {
        match stmt {
            Stmt::Text(text) => texts.push((conditional, text)),
            Stmt::If { branches, otherwise } => {
                branches.iter_mut().for_each(|branch| gather(&mut branch.body, true, texts));
                otherwise.iter_mut().for_each(|(_, body)| gather(body, true, texts));
            }
            Stmt::For { body, .. } => gather(body, true, texts),
            Stmt::Match { arms, .. } => arms.iter_mut().for_each(|arm| gather(&mut arm.body, true, texts)),
            _ => {}
        }
    }
}
