//! Asks the rule book, and puts its findings beside the markup's own.

pub(crate) mod holes;
mod tree;

use crate::{
    findings::{Finding, Findings},
    line_column,
    typed::{Typed, TypedRoot},
};
use feishu_card_schema::{
    Allow, Limits, Reader,
    rules::{self, Settings, Subject},
    table::objects,
};
use proc_macro2::Span;

/// Checks what markup means.
pub(crate) fn check(typed: &Typed, call: Span, limits: &Limits, findings: &mut Findings) {
    let Some((root, spans)) = tree::tree(typed, call) else { return };
    let subject = match &typed.root {
        TypedRoot::Record(record) if *record.object == objects::Card => Subject::Card,
        TypedRoot::Record(record) => Subject::Object(record.object),
        TypedRoot::List { .. } => Subject::List(&objects::Component),
        TypedRoot::Nothing(_) => return,
    };
    // codes are lowered where all findings are sorted
    let settings = Settings { reader: Reader::Markup, version: typed.version, limits, allow: &Allow::NONE };
    // what a mistake of the markup has taken out is not missing
    let damaged = findings.has_errors();
    for found in rules::check(&root, subject, &settings) {
        if damaged && found.entry.code == "C0908" {
            continue;
        }
        let help = match (found.full_help(), found.earlier) {
            (Some(help), Some(earlier)) => {
                let (line, column) = line_column::start(spans.get(earlier));
                Some(format!("{help}; first used at {line}:{}", column + 1))
            }
            (help, _) => help,
        };
        let span = match &found.excerpt {
            Some(excerpt) => spans.literal(found.at, excerpt.offset),
            None => spans.get(found.at),
        };
        let help = findings.advised(found.entry.code, span).or(help);
        let platform = found.platform;
        let (entry, severity, message) = (found.entry, found.severity, found.message);
        findings.push(Finding { span, entry, severity, message, help, platform });
    }
}
