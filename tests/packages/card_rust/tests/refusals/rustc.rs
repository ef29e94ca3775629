//! That the compiler itself says what the pipeline says in this process.

use crate::compiler::compile;
use feishu_card_card_rust::{Project, cards, rejected};
use feishu_card_core::Json;
use feishu_card_schema::Severity;
use std::{collections::BTreeSet, path::Path};

/// Line, column and code of an error.
type Error = (usize, usize, String);

#[test]
#[ignore = "compiles all cards with errors, which takes half a minute"]
fn rustc_reports_what_the_pipeline_reports() {
    let mut source = String::from("use feishu_card::{Typed, card};\n\nfn main() {}\n");
    let mut wanted = BTreeSet::new();
    for (i, case) in cards().into_iter().chain(rejected()).filter(|case| !case.is_ok()).enumerate() {
        let markup = case.source(true).text;
        source.push_str(&format!("pub fn card_{i}() -> impl Typed {{\n"));
        let lines = source.lines().count();
        let said = compile(&markup).unwrap();
        let errors = said.into_iter().filter(|said| said.severity == Severity::Error);
        wanted.extend(errors.map(|said| (said.start.0 + lines, said.start.1 + 1, said.code.to_owned())));
        source.push_str(&markup);
        source.push_str("}\n");
    }
    if wanted.is_empty() {
        return;
    }
    let project = Project::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "wrong", &source).unwrap();
    let done = project.cargo(&["check", "--message-format=json"]).unwrap();
    let lines = String::from_utf8(done.stdout).unwrap();
    let found: BTreeSet<Error> = lines.lines().filter_map(error).collect();
    println!("{} errors", found.len());
    let only: Vec<_> = found.symmetric_difference(&wanted).collect();
    assert!(only.is_empty(), "{only:#?}\n{}", String::from_utf8_lossy(&done.stderr));
}

/// An error of ours in a message of the compiler.
fn error(line: &str) -> Option<Error> {
    let json = Json::parse(line).ok()?;
    let message = json.get("message")?;
    if message.get("level")?.as_str()? != "error" {
        return None;
    }
    let text = message.get("message")?.as_str()?;
    let code = text.lines().find(|line| line.contains("`card explain "))?.trim().split(':').next()?;
    let span = message.get("spans")?.as_list()?.first()?;
    let number = |name: &str| usize::try_from(span.get(name)?.as_i64()?).ok();
    Some((number("line_start")?, number("column_start")?, code.to_owned()))
}
