//! The one place that knows where the corpus of real cards lies, `shared/` beside the project, and where the sources of
//! packages are that others wrote.
//!
//! Tests and benches over the cards call [`files`] or [`text`]; where the corpus is missing they get nothing,
//! and a line on stderr says so.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Once,
};

/// The variable that names another folder than `shared` beside the project.
pub const FOLDER: &str = "FEISHU_CARD_SHARED";

/// A file of the corpus.
#[derive(Debug)]
pub struct File {
    /// Its path inside the corpus, `official-v1/v1-button-01.json`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The folder `shared` beside the project, if it is there.
#[must_use]
pub fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared");
    let folder = env::var_os(FOLDER).map_or_else(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        feishu_card_expected::skipped("the folder `shared` with the corpus of real cards is not beside the project");
    });
    None
}

/// The text of a file below `shared`, if it is there.
#[must_use]
pub fn text(name: &str) -> Option<String> {
    fs::read_to_string(shared()?.join(name)).ok()
}

/// All JSON files of the corpus below these folders (`official-v1`, `wild` …), sorted by name.
#[must_use]
pub fn files(folders: &[&str]) -> Vec<File> {
    let Some(shared) = shared() else { return Vec::new() };
    let corpus = shared.join("corpus");
    let mut found = Vec::new();
    for folder in folders {
        collect(&corpus.join(folder), folder, &mut found);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The manifests of all packages that this project is built of, as cargo tells them, with `/` in their paths; none where
/// it does not.
#[must_use]
pub fn manifests() -> Vec<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = Command::new(cargo)
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    let told = asked.ok().and_then(|asked| String::from_utf8(asked.stdout).ok()).unwrap_or_default();
    let paths = told.split("\"manifest_path\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    paths.map(|path| path.replace("\\\\", "/")).collect()
}

fn collect(folder: &Path, name: &str, found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &name, found);
        } else if name.ends_with(".json")
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            found.push(File { name, text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Passes, and says nothing of its own: what stands on stderr comes from [`shared`].
    #[test]
    fn a_test_without_the_corpus() {
        if env::var_os(FOLDER).is_some() {
            assert_eq!(shared(), None);
        }
    }

    #[test]
    fn cargo_tells_of_all_packages() {
        let manifests = manifests();
        let has = |end: &str| manifests.iter().any(|manifest| manifest.ends_with(end));
        assert!(has("/tests/support/corpus/Cargo.toml") && has("/card-schema/Cargo.toml"), "{manifests:?}");
    }

    #[test]
    fn a_passing_test_says_on_the_terminal_that_it_was_skipped() {
        let mut run = std::process::Command::new(env::current_exe().expect("the path of this test"));
        run.args(["--exact", "tests::a_test_without_the_corpus"]).env(FOLDER, "/nonexistent");
        let done = run.output().expect("this test starts");
        let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert!(done.status.success() && out.contains("1 passed"), "{out}");
        assert!(err.starts_with("skipped: the folder `shared`"), "{err}");
    }
}
