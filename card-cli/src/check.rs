//! `card check`: the rule book over many files, cards in JSON and `card!` in Rust.

use crate::{
    Outcome,
    args::{Check, Format},
    input::{self, Found},
    report::{self, Finding, Report},
};
use feishu_card_core::{Allow, CheckOptions, Diagnostic, Limits, Severity};
use feishu_card_markup::{Settings, source};
use std::io;

/// What was found in all files together.
#[derive(Debug, Default)]
struct Count {
    files: usize,
    errors: usize,
    warnings: usize,
    unreadable: usize,
}

pub(crate) fn run(args: &Check) -> io::Result<Outcome> {
    let mut limits = Limits::PLATFORM;
    for (limit, value) in &args.limits {
        if let Some(limit) = limits.named(limit) {
            *limit = *value;
        }
    }
    let allow = args.allow.iter().fold(Allow::NONE, |allow, entry| allow.code(entry.code));
    let mut options = CheckOptions::default().limits(limits);
    options.allow = allow;
    let mut report = Report::new(args.format);
    let mut count = Count::default();
    for input in input::expand(&args.paths) {
        let name = input.name();
        count.files += 1;
        let text = match input.read() {
            Ok(text) => text,
            Err(trouble) => {
                count.unreadable += 1;
                report.findings(&name, None, &[Finding::from(&trouble)])?;
                continue;
            }
        };
        if input.is_rust() {
            one_source(&name, &text, &options, &mut report, &mut count)?;
            continue;
        }
        match input::find_card(&text) {
            Ok(found) => one_card(&name, &text, &found, &options, &mut report, &mut count)?,
            Err(trouble) => {
                count.unreadable += 1;
                report.findings(&name, Some(&text), &[Finding::from(&trouble)])?;
            }
        }
    }
    report.finish()?;
    if args.format == Format::Human {
        report::say(&summary(&count));
    }
    Ok(match count {
        Count { unreadable: 1.., .. } => Outcome::Unreadable,
        Count { errors: 1.., .. } => Outcome::Errors,
        _ => Outcome::Fine,
    })
}

/// The `card!` calls of a Rust source.
fn one_source(
    name: &str,
    text: &str,
    options: &CheckOptions,
    report: &mut Report,
    count: &mut Count,
) -> io::Result<()> {
    let mut settings = Settings::default();
    settings.limits.clone_from(&options.limits);
    settings.allow.clone_from(&options.allow);
    let found = source::check(text, &settings);
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error).count();
    count.errors += errors;
    count.warnings += found.len() - errors;
    let findings: Vec<_> = found
        .iter()
        .map(|finding| Finding {
            severity: finding.severity,
            code: finding.entry.code,
            message: &finding.message,
            help: finding.help.as_deref(),
            pointer: "",
            path: "",
            platform: finding.platform,
            card: "",
            span: Some(finding.range.clone()),
        })
        .collect();
    report.findings(name, Some(text), &findings)
}

fn one_card(
    name: &str,
    text: &str,
    found: &Found,
    options: &CheckOptions,
    report: &mut Report,
    count: &mut Count,
) -> io::Result<()> {
    let mut options = options.clone();
    if found.webhook {
        options.limits.card_bytes = options.limits.card_bytes.min(options.limits.webhook_bytes);
    }
    let diagnostics = found.card.validate_with(&options);
    let errors = diagnostics.errors().count();
    count.errors += errors;
    count.warnings += diagnostics.len() - errors;
    if diagnostics.is_empty() {
        return Ok(());
    }
    let helps: Vec<Option<String>> = diagnostics.iter().map(Diagnostic::full_help).collect();
    let findings: Vec<_> = diagnostics
        .iter()
        .zip(&helps)
        .map(|(diagnostic, help)| Finding {
            card: &found.at,
            span: found.span(diagnostic),
            help: help.as_deref(),
            ..finding(diagnostic)
        })
        .collect();
    report.findings(name, Some(text), &findings)
}

fn finding(diagnostic: &Diagnostic) -> Finding<'_> {
    Finding {
        severity: diagnostic.severity,
        code: diagnostic.code(),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        pointer: &diagnostic.pointer,
        path: &diagnostic.path,
        platform: diagnostic.platform_code(),
        card: "",
        span: None,
    }
}

fn summary(count: &Count) -> String {
    let Count { files, errors, warnings, unreadable } = count;
    let plural = |n: &usize, word: &str| format!("{n} {word}{}", if *n == 1 { "" } else { "s" });
    let mut text = format!("{} checked: ", plural(files, "file"));
    if errors + warnings == 0 {
        text.push_str("nothing found");
    } else {
        text.push_str(&format!("{}, {}", plural(errors, "error"), plural(warnings, "warning")));
    }
    if *unreadable > 0 {
        text.push_str(&format!("; {unreadable} could not be read as a card"));
    }
    text.push('\n');
    text
}
