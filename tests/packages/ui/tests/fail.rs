//! What users see: the errors of `card!` as rustc shows them. `UPDATE_EXPECTED=1` writes them anew.

use feishu_card_expected::{skipped, updates_with};

/// Our own errors: the same on every compiler.
#[test]
fn errors_of_the_markup() {
    if updates_with("errors_of_the_markup", "TRYBUILD", "overwrite") {
        return;
    }
    trybuild::TestCases::new().compile_fail("fail/markup/*.rs");
}

/// Errors of rustc in the user's expressions, some with our words: their form changes with the compiler.
#[test]
fn errors_of_types() {
    let version = std::process::Command::new("rustc").arg("--version").output();
    let version = version.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()).unwrap_or_default();
    if !version.starts_with("rustc 1.95.") {
        skipped(&format!("the texts are those of rustc 1.95, this is {version}"));
        return;
    }
    if updates_with("errors_of_types", "TRYBUILD", "overwrite") {
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail("fail/types/*.rs");
    cases.compile_fail("fail/rustc/*.rs");
}
