//! What the front end says of a Rust source is what rustc says of it: the same findings, at the same bytes, in the same
//! words, and no other.

use feishu_card_card_rust::{Case, Project, cards, rejected};
use feishu_card_core::Json;
use feishu_card_markup::{
    Settings,
    source::{self, SourceFinding},
};
use feishu_card_schema::Severity;
use std::{
    collections::BTreeSet,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// File, first and last byte, and all that is shown.
type Said = (String, usize, usize, String);

/// Sources of one crate: the name of the file, and its text.
type Files = Vec<(String, String)>;

#[test]
fn of_the_cards_that_users_of_the_macro_are_shown() {
    let mut files = files("../ui/fail/markup");
    files.extend(self::files("../ui/fail/types"));
    files.extend(self::files("../ui/fail/rustc"));
    files.extend(self::files("../ui/pass"));
    assert!(files.len() > 30, "{}", files.len());
    compare("ui_errors", &files, Severity::Error);
    // rustc reports warnings of a crate without errors only
    let is_right =
        |(name, text): &(String, String)| !name.starts_with("types") && !name.starts_with("rustc") && errors(text) == 0;
    files.retain(is_right);
    compare("ui_warnings", &files, Severity::Warning);
}

#[test]
#[ignore = "compiles all cards with errors, which takes half a minute"]
fn of_every_real_card_with_errors() {
    let wrong: Vec<Case> = cards().into_iter().chain(rejected()).filter(|case| !case.is_ok()).collect();
    compare_cards("real_errors", &wrong, true, Severity::Error);
}

#[test]
#[ignore = "compiles every card of the corpus, which takes a minute"]
fn of_every_real_card() {
    compare_cards("real_warnings", &cards(), false, Severity::Warning);
}

#[test]
#[ignore = "builds the examples with all that they need"]
fn of_the_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let files = self::files("../../../examples");
    assert!(files.len() > 3, "{}", files.len());
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["build", "--offline", "--package", "feishu-card", "--examples", "--message-format=json"];
    let done = Command::new(cargo).args(arguments).current_dir(root).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let out = String::from_utf8(done.stdout).unwrap();
    let shown: BTreeSet<Said> = out.lines().filter_map(|line| said(line, Severity::Warning, "examples/")).collect();
    let mut wanted = BTreeSet::new();
    for (name, text) in &files {
        wanted.extend(front_end(name, text, Severity::Warning));
        assert_eq!(errors(text), 0, "{name}");
    }
    assert_eq!(shown, wanted);
}

/// All sources in a folder and those below.
fn files(folder: &str) -> Files {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.file_stem().unwrap().to_string_lossy().replace('-', "_");
                let kind = folder.file_name().unwrap().to_string_lossy().into_owned();
                found.push((format!("{kind}_{name}.rs"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// One crate with these files as modules.
fn compare(name: &str, files: &Files, severity: Severity) {
    let mut main = String::from("#![allow(dead_code, unused)]\nfn main() {}\n");
    for (file, _) in files {
        writeln!(main, "mod {};", file.trim_end_matches(".rs")).unwrap();
    }
    let project = Project::new(Path::new(env!("CARGO_TARGET_TMPDIR")), name, &main).unwrap();
    for (file, text) in files {
        project.write(file, text).unwrap();
    }
    let shown = rustc(&project, severity);
    let mut wanted = BTreeSet::new();
    for (file, text) in files {
        wanted.extend(front_end(file, text, severity));
    }
    assert!(!wanted.is_empty(), "{name}: nothing to compare");
    let only = |a: &BTreeSet<Said>, b: &BTreeSet<Said>| a.difference(b).cloned().collect::<Vec<_>>();
    let (rustc, ours) = (only(&shown, &wanted), only(&wanted, &shown));
    assert!(rustc.is_empty() && ours.is_empty(), "{name}: rustc alone: {rustc:#?}\nthe front end alone: {ours:#?}");
    println!("{name}: {} findings in {} files are the same", wanted.len(), files.len());
}

/// One source with a function for each card.
fn compare_cards(name: &str, cards: &[Case], strict: bool, severity: Severity) {
    if cards.is_empty() {
        return;
    }
    let mut source = String::from("use feishu_card::{Typed, card};\n");
    for (i, case) in cards.iter().enumerate() {
        writeln!(source, "\npub fn card_{i}() -> impl Typed {{\n{}\n}}", case.source(strict).text.trim_end()).unwrap();
    }
    compare(name, &vec![("cards.rs".to_owned(), source)], severity);
}

/// What the front end says of this severity.
fn front_end(file: &str, text: &str, severity: Severity) -> Vec<Said> {
    let found = source::check(text, &Settings::default());
    assert!(found.iter().all(|finding| text.get(finding.range.clone()).is_some_and(|wrong| !wrong.is_empty())));
    let of = found.iter().filter(|finding| finding.severity == severity);
    of.map(|f| (file.to_owned(), f.range.start, f.range.end, shown(f))).collect()
}

fn errors(text: &str) -> usize {
    let found = source::check(text, &Settings::default());
    found.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// A finding as the macro hands it to rustc.
fn shown(finding: &SourceFinding) -> String {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n  help: {}", help.replace('\n', "\n        ")));
    }
    let code = finding.entry.code;
    text.push_str(&format!("\n  {code}: `card explain {code}` tells more"));
    if let Some(platform) = finding.platform {
        text.push_str(&format!("; the platform answers {platform}"));
    }
    text
}

/// What rustc says of this severity, with a code of ours.
fn rustc(project: &Project, severity: Severity) -> BTreeSet<Said> {
    let done = project.cargo(&["check", "--message-format=json"]).unwrap();
    let out = String::from_utf8(done.stdout).unwrap();
    let found = out.lines().filter_map(|line| said(line, severity, "src/")).collect();
    if severity == Severity::Warning && !done.status.success() {
        // some sources deny our warnings; any other error would hide warnings
        let errors = out.lines().filter(|line| line.contains("\"level\":\"error\"")).collect::<Vec<_>>();
        let denied = |line: &&str| {
            line.contains("use of deprecated constant")
                || line.contains("could not compile")
                || line.contains("aborting")
        };
        assert!(errors.iter().all(denied), "{errors:#?}");
    }
    found
}

/// A finding of ours in a message of the compiler. A lint that a source denies is an error to rustc.
fn said(line: &str, severity: Severity, folder: &str) -> Option<Said> {
    let json = Json::parse(line).ok()?;
    let message = json.get("message")?;
    let text = message.get("message")?.as_str()?;
    if !text.contains("`card explain ") {
        return None;
    }
    let (of, text) = match text.strip_prefix("use of deprecated constant `") {
        Some(rest) => (Severity::Warning, rest.split_once("`: ")?.1),
        None => (Severity::Error, text),
    };
    if of != severity {
        return None;
    }
    let spans = message.get("spans")?.as_list()?;
    let mut span = spans.iter().find(|span| span.get("is_primary") == Some(&Json::Bool(true)))?;
    // what is said of the whole call has its span in the macro's own definition
    let file = loop {
        if let Some(file) = span.get("file_name")?.as_str()?.strip_prefix(folder) {
            break file.to_owned();
        }
        span = span.get("expansion")?.get("span")?;
    };
    let byte = |name: &str| usize::try_from(span.get(name)?.as_i64()?).ok();
    let file = if folder == "examples/" { format!("examples_{file}") } else { file };
    Some((file, byte("byte_start")?, byte("byte_end")?, text.to_owned()))
}
