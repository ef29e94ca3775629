//! What users see: the errors of `card!` as rustc shows them. `TRYBUILD=overwrite` writes them anew.

/// Our own errors: the same on every compiler.
#[test]
fn errors_of_the_markup() {
    trybuild::TestCases::new().compile_fail("fail/markup/*.rs");
}

/// Errors of rustc in the user's expressions, some with our words: their form changes with the compiler.
#[test]
fn errors_of_types() {
    let version = std::process::Command::new("rustc").arg("--version").output();
    let version = version.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()).unwrap_or_default();
    if !version.starts_with("rustc 1.95.") {
        eprintln!("skipped: the texts are those of rustc 1.95, this is {version}");
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail("fail/types/*.rs");
    cases.compile_fail("fail/rustc/*.rs");
}
