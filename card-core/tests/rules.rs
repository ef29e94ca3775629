//! The rules, case by case: each file in `rules/` is named as its rule and holds inputs and findings.
//!
//! An input line begins with its kind, followed by JSON: `1.0` or `2.0` (elements of such a card), `card` (a whole card), or
//! the name of an object or `components` (a fragment). `markup:` before it reads it as markup does. In JSON, `"$hole"` stands for
//! a run-time value, `{"$branches": [[…], […]]}` for `if`/`match`, `{"$repeat": […]}` for a loop, a member `"$open"` for members
//! that are not visible. The indented lines below are the findings. `UPDATE_EXPECTED=1` writes them anew, to be reviewed.

#[path = "rules/support.rs"]
mod support;

use feishu_card_core::{CheckOptions, Content, Json, Limits, Severity};
use std::{collections::BTreeSet, fs, path::Path};
use support::{Case, cases, findings};

/// The code of a card with too many bytes: its case is made, not written down.
const LARGE: &str = "C0901";

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_case_has_exactly_its_findings() {
    let mut wrong = Vec::new();
    for (path, text) in files() {
        let found = cases(&text).into_iter().map(|case| case.with(findings(&case))).collect::<Vec<Case>>();
        wrong.extend(feishu_card_expected::difference(&path, &support::write(&text, &found)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Files that are about several rules.
const SEVERAL: [&str; 3] =
    ["fragments_are_held_to_what_both_versions_refuse", "markdown_is_read_in_its_places", "markdown_rules"];

/// The sources of the rules, and the names in the lists of rules in `rules/mod.rs`.
fn rules() -> (String, Vec<String>) {
    fn gather(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => gather(&path, text),
                false => text.push_str(&fs::read_to_string(&path).unwrap()),
            }
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../card-schema/src/rules");
    let mut text = String::new();
    gather(&folder, &mut text);
    let lists = fs::read_to_string(folder.join("mod.rs")).unwrap();
    let listed = lists.split("asked(").skip(1).filter_map(|rest| rest.split(',').next()?.trim().rsplit_once("::"));
    let names = listed.map(|(_, name)| name.to_owned()).collect();
    (text, names)
}

#[test]
fn each_rule_has_a_case_file_of_its_name_and_each_file_a_rule() {
    let (sources, listed) = rules();
    let files: BTreeSet<_> =
        files().into_iter().map(|(path, _)| Path::new(&path).file_stem().unwrap().to_owned()).collect();
    let sentences = sources.split("pub(crate) fn every_").skip(1);
    let sentences = sentences.map(|rest| format!("every_{}", rest.split(['<', '(']).next().unwrap()));
    let rules: BTreeSet<_> = listed.iter().cloned().chain(sentences).collect();
    assert!(listed.len() > 40, "the lists of rules are not where this test looks: {listed:?}");
    for rule in &rules {
        assert!(files.contains(rule.as_str().as_ref() as &std::ffi::OsStr), "no case file for the rule `{rule}`");
    }
    for file in files.iter().filter_map(|file| file.to_str()).filter(|file| !SEVERAL.contains(file)) {
        let named = ["<", "("].iter().any(|after| sources.contains(&format!("fn {file}{after}")));
        assert!(named, "no rule of the name of the case file `{file}`");
    }
}

#[test]
fn every_case_file_has_good_and_bad_inputs() {
    for (path, text) in files() {
        let cases = cases(&text);
        assert!(cases.iter().any(|case| case.findings.is_empty()), "{path} has no good input");
        assert!(cases.iter().any(|case| !case.findings.is_empty()), "{path} has no bad input");
    }
}

#[test]
fn a_card_is_not_too_large() {
    let card = |bytes: usize| {
        let around = r#"{"elements":[{"tag":"markdown","content":""}]}"#.len();
        Json::parse(&format!(r#"{{"elements":[{{"tag":"markdown","content":"{}"}}]}}"#, "x".repeat(bytes - around)))
            .unwrap()
    };
    assert!(card(30 * 1024).validate().is_empty());
    let found = card(30 * 1024 + 1).validate();
    let codes: Vec<_> = found.iter().map(|found| (found.code(), found.platform_code())).collect();
    assert_eq!(codes, [(LARGE, Some(230025))]);
    let more = CheckOptions::default().limits(Limits::PLATFORM.card_bytes(40_000));
    assert!(card(40_000).validate_with(&more).is_empty());
}

/// L15. Whatever else is wrong with it: what checking costs is bounded.
#[test]
fn a_card_that_is_far_too_large_is_not_looked_into() {
    let card = |bytes: usize| {
        let text = "**x** ".repeat(bytes / 6);
        Json::parse(&format!(
            r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"markdown","content":"{text}","colour":"red"}}]}}}}"#
        ))
        .unwrap()
    };
    let codes = |card: &Json| card.validate().iter().map(|found| found.code().to_owned()).collect::<Vec<_>>();
    assert_eq!(codes(&card(40 * 1024)), [LARGE, "C0101"]);
    assert_eq!(codes(&card(700 * 1024)), [LARGE]);
}

#[test]
fn one_code_is_lowered_for_one_card() {
    let card = Json::parse(
        r#"{"schema": "2.0", "body": {"elements": [{"tag": "hr", "colour": "red"}, {"tag": "hr", "margin": "1px 2px 3px"}]}}"#,
    );
    let card = card.unwrap();
    let found = card.validate_with(&CheckOptions::default().allow("C0101").allow("C0304"));
    let lines: Vec<_> = found.iter().map(|found| (found.code(), found.severity)).collect();
    assert_eq!(lines, [("C0101", Severity::Warning)]);
    assert!(found.is_ok());
}

#[test]
fn every_entry_of_the_catalogue_is_reached() {
    let reached: BTreeSet<String> = files()
        .iter()
        .flat_map(|(_, text)| cases(text))
        .flat_map(|case| case.findings)
        .filter_map(|finding| finding.split_whitespace().nth(1).map(str::to_owned))
        .collect();
    let missing: Vec<&str> = feishu_card_schema::catalogue::all()
        .map(|entry| entry.code)
        // C00xx and C0725 are raised by the macro: its parser, and the places of values in Markdown
        .filter(|code| !code.starts_with("C00") && ![LARGE, "C0725"].contains(code) && !reached.contains(*code))
        .collect();
    assert!(missing.is_empty(), "no case raises {missing:?}");
}
