//! The one place that knows where the corpus of real cards lies: `shared/` beside the project.
//!
//! Tests and benches over it call [`files`] or [`text`]; where the corpus is missing they get nothing,
//! and a line on stderr says so.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

use std::{
    fs,
    path::{Path, PathBuf},
};

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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: the folder `shared` with the corpus is not beside the project");
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
