//! Fast tests of the whole language on text, without rustc: what is found, and at which token.

mod catalogue;
mod grammar;
mod samples;

use crate::{Finding, line_column, read};

/// The findings in a text that rustc's lexer takes.
fn findings(text: &str) -> Vec<Finding> {
    read(text.parse().expect("the text lexes")).findings
}

/// `line:column severity code message | help`, with columns from 1 as rustc counts them.
fn lines(text: &str) -> Vec<String> {
    let line = |finding: &Finding| {
        let (line, column) = line_column::start(finding.span);
        let help = finding
            .help
            .as_ref()
            .map_or_else(String::new, |help| format!("\n    help: {}", help.replace('\n', "\n          ")));
        format!("{line}:{} {} {} {}{help}", column + 1, finding.severity, finding.entry.code, finding.message)
    };
    findings(text).iter().map(line).collect()
}
