//! The block that `card!` writes for editors, compiled by rustc: every name in it leads somewhere, or editors would
//! complete nothing there and underline good cards.

use feishu_card_card_rust::Project;
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// The block names the members of a value by a literal of its struct. Editors take that from any crate; rustc refuses
/// it after it has looked the members up.
const LITERAL: &str = "error[E0639]";

/// The examples of every component and object, and the whole cards of the markup's tests.
fn good_files() -> Vec<PathBuf> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui").canonicalize().unwrap();
    let pass = fs::read_dir(ui.join("pass")).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = pass.filter(|file| file.extension().is_some_and(|end| end == "rs")).collect();
    files.sort();
    files.push(ui.join("generated/map.rs"));
    files
}

#[test]
fn every_name_in_the_block_for_editors_resolves() {
    let mut main = String::from("#![allow(deprecated)]\n");
    for (i, file) in good_files().iter().enumerate() {
        write!(main, "#[path = {file:?}]\nmod file_{i};\n").unwrap();
    }
    main.push_str("fn main() {}\n");
    let project = Project::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "editor", &main).unwrap();
    let check = ["rustc", "--quiet", "--profile", "check", "--message-format", "short"];
    let done = project.cargo(&[&check[..], &["--", "--cfg", "rust_analyzer"]].concat()).unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    let (literals, errors): (Vec<&str>, Vec<&str>) = said
        .lines()
        .filter(|line| line.contains("error") && !line.contains("could not compile"))
        .partition(|line| line.contains(LITERAL));
    assert!(literals.len() > 300, "the block is not there: {said}");
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}
