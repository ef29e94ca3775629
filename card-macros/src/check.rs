//! Asks the rule book, and puts its findings beside the markup's own.

use crate::{
    findings::{Finding, Findings},
    plan::{Plan, Root},
    tree::tree,
};
use feishu_card_schema::{
    Allow, Limits, Reader,
    rules::{self, Settings, Subject},
    table::objects,
};

/// Checks a plan.
pub(crate) fn check(plan: &Plan, findings: &mut Findings) {
    let Some((root, spans)) = tree(plan) else { return };
    let subject = match &plan.root {
        Root::Record(record) if [&objects::Card, &objects::Template, &objects::CardEntity].contains(&record.object) => {
            Subject::Card
        }
        Root::Record(record) => Subject::Object(record.object),
        Root::List { .. } => Subject::List(&objects::Component),
        Root::Nothing(_) => return,
    };
    // codes are lowered where all findings are sorted
    let settings =
        Settings { reader: Reader::Markup, version: plan.version, limits: &Limits::PLATFORM, allow: &Allow::NONE };
    for found in rules::check(&root, subject, &settings) {
        findings.push(Finding {
            span: spans.get(found.at),
            code: found.entry.code,
            severity: found.severity,
            message: found.message,
            help: found.help,
        });
    }
}
