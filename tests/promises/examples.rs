//! Runs every example as a user does, without an account and without certificates, and compares what it prints with
//! `examples/expected/`. With `UPDATE_EXPECTED=1` it writes those files instead.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The built example. `cargo test` builds all examples before it runs tests; a run of this test alone does not, so that
/// what is missing or older than its sources is built here.
fn program(name: &str) -> PathBuf {
    let test = env::current_exe().expect("the path of this test");
    let profile = test.parent().and_then(Path::parent).expect("target/<profile>/deps/<test>");
    let program = profile.join("examples").join(name).with_extension(env::consts::EXE_EXTENSION);
    if !is_fresh(&program) {
        let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--example", name]).status();
        assert!(built.expect("cargo runs").success(), "{name} does not build");
    }
    program
}

/// Whether a program is there and not older than any file that cargo has noted beside it as its source.
fn is_fresh(program: &Path) -> bool {
    let changed = |file: &Path| fs::metadata(file).and_then(|data| data.modified()).ok();
    let Ok(noted) = fs::read_to_string(program.with_extension("d")) else { return false };
    // blanks in paths are escaped
    let sources = noted.replace("\\ ", "\0");
    let sources = sources.split_once(": ").map_or("", |(_, sources)| sources);
    let mut sources = sources.split_whitespace().map(|file| changed(Path::new(&file.replace('\0', " "))));
    let built = changed(program);
    built.is_some() && sources.all(|changed| changed.is_some() && changed <= built)
}

/// Hides what differs from run to run: ids of 30 and more hex digits, signatures and their times.
fn masked(output: &str) -> String {
    let mut text = String::with_capacity(output.len());
    for piece in output.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let run = piece.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        text += if run.len() >= 30 { "…" } else { run };
        text += &piece[run.len()..];
    }
    for member in ["\"sign\":\"", "\"timestamp\":\""] {
        if let Some((before, after)) = text.split_once(member) {
            let rest = after.split_once('"').map_or("", |(_, rest)| rest);
            text = format!("{before}{member}…\"{rest}");
        }
    }
    text
}

fn prints_what_is_expected(name: &str) {
    let output = Command::new(program(name))
        .env_remove("FEISHU_APP_ID")
        .env_remove("FEISHU_WEBHOOK_URL")
        .env("SSL_CERT_FILE", "/nonexistent")
        .env("SSL_CERT_DIR", "/nonexistent")
        .output()
        .expect("the example runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} failed:\n{errors}");
    let printed = masked(&String::from_utf8(output.stdout).expect("text"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/expected").join(name).with_extension("txt");
    feishu_card_expected::hold(file, &printed);
}

macro_rules! examples {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                prints_what_is_expected(stringify!($name));
            }
        )*

        #[test]
        fn every_example_is_here() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
            let mut found: Vec<String> = fs::read_dir(folder)
                .expect("the folder")
                .flatten()
                .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
                .collect();
            found.sort_unstable();
            assert_eq!(found, [$(stringify!($name)),*]);
        }
    };
}

examples! { alert approval assistant broadcast echo gallery i18n progress report survey webhook_bot }
