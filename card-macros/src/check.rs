//! Asks the rule book, and puts its findings beside the markup's own.

use crate::{
    findings::{Finding, Findings},
    place,
    plan::{Plan, Record, Root},
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
        Root::Record(record) if *record.object == objects::Card => Subject::Card,
        Root::Record(record) => Subject::Object(record.object),
        Root::List { .. } => Subject::List(&objects::Component),
        Root::Nothing(_) => return,
    };
    // codes are lowered where all findings are sorted
    let settings =
        Settings { reader: Reader::Markup, version: plan.version, limits: &Limits::PLATFORM, allow: &Allow::NONE };
    for found in rules::check(&root, subject, &settings) {
        let help = match (found.help, found.earlier) {
            (Some(help), Some(earlier)) => {
                let (line, column) = place::start(spans.get(earlier));
                Some(format!("{help}; first used at {line}:{}", column + 1))
            }
            (help, _) => help,
        };
        // the help of a finding in Markdown ends in the line and a row of carets
        let excerpt = help.as_deref().and_then(|help| help.lines().rev().nth(1).filter(|_| help.lines().count() > 2));
        let span = excerpt.map_or_else(|| spans.get(found.at), |line| spans.line(found.at, line));
        findings.push(Finding {
            span,
            entry: found.entry,
            severity: found.severity,
            message: named(found.message, plan),
            help,
        });
    }
}

/// `<template>` and `<entity>` are written with the members of their `data`: the names are the markup's.
fn named(message: String, plan: &Plan) -> String {
    let Root::Record(Record { object, .. }) = &plan.root else { return message };
    let tag = match *object {
        object if *object == objects::Template => "`<template>`",
        object if *object == objects::CardEntity => "`<entity>`",
        _ => return message,
    };
    ["`<data>`", "`<template_message>`", "`<card_message>`"].iter().fold(message, |text, name| text.replace(name, tag))
}
