//! Expectations: files that hold what a program says, reviewed by people.
//!
//! `UPDATE_EXPECTED=1 cargo test …` writes all of them anew, or those of the tests that are named. [`skipped`] is how a
//! test says that it has not run.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

use std::{
    env, fs,
    io::{self, Write},
    path::Path,
    process::Command,
};

/// The variable that makes tests write their expectations instead of holding them.
pub const SWITCH: &str = "UPDATE_EXPECTED";

/// Whether expectations are to be written.
#[must_use]
pub fn is_updating() -> bool {
    env::var_os(SWITCH).is_some_and(|value| !value.is_empty() && value != "0")
}

/// Holds a file equal to `now`, or writes it.
///
/// # Panics
/// When the file differs, with its first line that does; when it cannot be written.
#[track_caller]
pub fn hold(file: impl AsRef<Path>, now: &str) {
    if let Some(difference) = difference(file, now) {
        panic!("{difference}");
    }
}

/// Where a file differs from `now`: nothing, once it is written.
///
/// # Panics
/// When the file cannot be written.
#[track_caller]
#[must_use]
pub fn difference(file: impl AsRef<Path>, now: &str) -> Option<String> {
    let file = file.as_ref();
    let reviewed = fs::read_to_string(file).unwrap_or_default();
    if reviewed == now {
        return None;
    }
    if is_updating() {
        if let Err(error) = fs::write(file, now) {
            panic!("cannot write {}: {error}", file.display());
        }
        return None;
    }
    let (mut old, mut new) = (reviewed.lines(), now.lines());
    let mut line = 1;
    let (old, new) = loop {
        match (old.next(), new.next()) {
            (Some(old), Some(new)) if old == new => line += 1,
            (None, None) => break ("(other line ends)", "(other line ends)"),
            (old, new) => break (old.unwrap_or("(the end)"), new.unwrap_or("(the end)")),
        }
    };
    let file = file.display();
    Some(format!(
        "{file}:{line}: not as reviewed\n  expected {old}\n  found    {new}\n\
         if what is found is right, {SWITCH}=1 writes the file anew"
    ))
}

/// Runs this test once more with a variable set, where a tool is told by it to write its expectations.
///
/// `true` once they are written; `false` when they are to be held, and in the second run.
///
/// # Panics
/// When the test fails or cannot be started.
#[track_caller]
pub fn updates_with(test: &str, variable: &str, value: &str) -> bool {
    if !is_updating() || env::var_os(variable).is_some() {
        return false;
    }
    let program = env::current_exe().expect("the path of this test");
    let status = Command::new(program).args(["--exact", test, "--nocapture"]).env(variable, value).status();
    assert!(status.expect("this test starts").success(), "{test} with {variable}={value} fails");
    true
}

/// Says on the terminal that something is not tested here, and why. The capture of test output does not hide it.
pub fn skipped(why: &str) {
    let _ = writeln!(io::stderr(), "skipped: {why}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> std::path::PathBuf {
        let file = env::temp_dir().join(format!("feishu-card-expected-{}-{}", std::process::id(), text.len()));
        fs::write(&file, text).expect("a file to write");
        file
    }

    #[test]
    fn a_difference_names_its_first_line() {
        if is_updating() {
            return;
        }
        let file = file("a\nb\n");
        assert_eq!(difference(&file, "a\nb\n"), None);
        let said = difference(&file, "a\nc\n").expect("a difference");
        assert!(said.contains(":2: ") && said.contains("expected b") && said.contains("found    c"), "{said}");
        let said = difference(&file, "a\nb\nc\n").expect("a difference");
        assert!(said.contains(":3: ") && said.contains("expected (the end)"), "{said}");
        assert!(difference(&file, "a\nb").is_some());
        fs::remove_file(file).expect("the file");
    }
}
