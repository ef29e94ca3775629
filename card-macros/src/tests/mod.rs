//! Fast tests of the whole pipeline on text, without rustc: what is found, and at which token.

mod catalogue;
mod editor;
mod grammar;
mod guard;
mod robust;
mod samples;

use crate::{
    ast, check,
    findings::{Finding, Findings},
    lower, markdown, parse,
    plan::Plan,
};
use feishu_card_schema::Allow;
use proc_macro2::TokenStream;

/// The findings in a text that rustc's lexer takes.
fn findings(text: &str) -> Vec<Finding> {
    pipeline(&text.parse().expect("the text lexes")).1
}

/// The syntax tree, plan and findings of tokens.
fn pipeline(tokens: &TokenStream) -> ((ast::Input, Plan), Vec<Finding>) {
    let mut findings = Findings::default();
    let input = parse::parse(tokens.clone(), &mut findings);
    let mut plan = lower::lower(&input, &mut findings);
    markdown::place_holes(&mut plan, &mut findings);
    check::check(&plan, &mut findings);
    let allow = input.allow.iter().fold(Allow::NONE, |allow, (code, _)| allow.code(code));
    ((input, plan), findings.sorted(&allow))
}

/// `line:column severity code message | help`, with columns from 1 as rustc counts them.
fn lines(text: &str) -> Vec<String> {
    let line = |finding: &Finding| {
        let (line, column) = crate::place::start(finding.span);
        let help = finding
            .help
            .as_ref()
            .map_or_else(String::new, |help| format!("\n    help: {}", help.replace('\n', "\n          ")));
        format!("{line}:{} {} {} {}{help}", column + 1, finding.severity, finding.entry.code, finding.message)
    };
    findings(text).iter().map(line).collect()
}
