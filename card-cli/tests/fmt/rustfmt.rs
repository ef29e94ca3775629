//! `card-rustfmt` in place of rustfmt: cargo-fmt over a crate, and rustfmt's own arguments.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const MESSY: &str = "mod  part ;\nfn  card( )->Card{ card! { <card><hr/></card> } }\n";
const PART: &str = "pub  fn  part( )->Button{ card! {<button   type=primary>\"a\"</button>} }\n";
const NEAT: &str =
    "mod part;\nfn card() -> Card {\n    card! {\n        <card>\n            <hr/>\n        </card>\n    }\n}\n";
const NEAT_PART: &str = "pub fn part() -> Button {\n    card! { <button type=primary>\"a\"</button> }\n}\n";

/// A crate of two files; nothing where there is no rustfmt.
fn project(name: &str) -> Option<PathBuf> {
    let present = Command::new("rustfmt").arg("--version").output().is_ok_and(|output| output.status.success());
    if !present {
        feishu_card_expected::skipped("there is no rustfmt here");
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rustfmt").join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), "[package]\nname = \"a\"\nedition = \"2024\"\n[workspace]\n").unwrap();
    fs::write(folder.join("src/lib.rs"), MESSY).unwrap();
    fs::write(folder.join("src/part.rs"), PART).unwrap();
    Some(folder)
}

fn texts(folder: &Path) -> (String, String) {
    let text = |name| fs::read_to_string(folder.join(name)).unwrap();
    (text("src/lib.rs"), text("src/part.rs"))
}

fn card_rustfmt(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_card-rustfmt")).current_dir(folder).args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn cargo_fmt_lays_out_rust_and_markup() {
    let Some(folder) = project("cargo") else { return };
    let cargo = |check: bool| {
        let mut cargo = Command::new("cargo");
        cargo.arg("fmt").current_dir(&folder).env("RUSTFMT", env!("CARGO_BIN_EXE_card-rustfmt"));
        if check { cargo.arg("--check") } else { &mut cargo }.output().unwrap()
    };
    assert!(!cargo(true).status.success());
    assert_eq!(texts(&folder), (MESSY.to_owned(), PART.to_owned()), "--check changes nothing");
    let output = cargo(false);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(texts(&folder), (NEAT.to_owned(), NEAT_PART.to_owned()));
    let output = cargo(true);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn markup_alone_fails_a_check() {
    let Some(folder) = project("check") else { return };
    let neat_rust = NEAT.replace("<card>\n            <hr/>", "<card><hr/>");
    fs::write(folder.join("src/lib.rs"), &neat_rust).unwrap();
    fs::write(folder.join("src/part.rs"), NEAT_PART).unwrap();
    let output = card_rustfmt(&folder, &["--edition", "2024", "--check", "src/lib.rs"]);
    assert!(!output.status.success());
    assert!(said(&output).contains("+            <hr/>"), "{}", said(&output));
    let output = card_rustfmt(&folder, &["--edition=2024", "--check", "-l", "src/lib.rs"]);
    assert!(!output.status.success());
    assert!(said(&output).trim().ends_with("src/lib.rs"), "{}", said(&output));
    assert_eq!(texts(&folder).0, neat_rust);
}

#[test]
fn standard_output_and_input() {
    let Some(folder) = project("stdout") else { return };
    let output = card_rustfmt(&folder, &["--edition", "2024", "--emit", "stdout", "src/lib.rs"]);
    assert!(output.status.success(), "{}", said(&output));
    let shown = said(&output);
    assert!(shown.contains(NEAT) && shown.contains(NEAT_PART), "{shown}");
    assert_eq!(texts(&folder), (MESSY.to_owned(), PART.to_owned()));

    let mut child = Command::new(env!("CARGO_BIN_EXE_card-rustfmt"))
        .args(["--edition", "2024", "--config", "max_width=30"])
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PART.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let narrow = NEAT_PART.replace(
        "card! { <button type=primary>\"a\"</button> }",
        "card! {\n        <button type=primary>\n            \"a\"\n        </button>\n    }",
    );
    assert_eq!(said(&output), narrow);
}

#[test]
fn the_configuration_is_rustfmts() {
    let Some(folder) = project("config") else { return };
    fs::write(folder.join("rustfmt.toml"), "hard_tabs = true\nmax_width = 60\n").unwrap();
    let output = card_rustfmt(&folder, &["--edition", "2024", "src/lib.rs"]);
    assert!(output.status.success(), "{}", said(&output));
    let tabs = |text: &str| text.replace("    ", "\t");
    assert_eq!(texts(&folder), (tabs(NEAT), tabs(NEAT_PART)));
    fs::write(folder.join("rustfmt.toml"), "max_width = \"wide\"\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_card")).args(["fmt", "src"]).current_dir(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("`max_width` must be a whole number, found `wide`"), "{}", said(&output));
}

#[test]
fn what_rustfmt_refuses_is_not_touched() {
    let Some(folder) = project("refused") else { return };
    fs::write(folder.join("src/part.rs"), "fn part( { card! { <card><hr/></card> } }\n").unwrap();
    let before = texts(&folder);
    let output = card_rustfmt(&folder, &["--edition", "2024", "src/lib.rs"]);
    assert!(!output.status.success());
    assert_eq!(texts(&folder), before);
    let version = card_rustfmt(&folder, &["--version"]);
    assert!(said(&version).starts_with("rustfmt "));
}

#[test]
fn it_does_not_run_itself_for_ever() {
    let program = env!("CARGO_BIN_EXE_card-rustfmt");
    let output = Command::new(program).arg("--version").env("CARD_RUSTFMT", program).output().unwrap();
    assert!(!output.status.success());
    assert!(said(&output).contains("card-rustfmt itself"), "{}", said(&output));
    let output = Command::new(program).arg("--version").env("CARD_RUSTFMT", "no-such-program").output().unwrap();
    assert!(said(&output).contains("rustfmt cannot be started"), "{}", said(&output));
}
