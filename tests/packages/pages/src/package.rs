//! The packages that are made of pages: members of one workspace, whose `feishu-card` is this checkout.

use crate::dependencies::{Dependencies, Versions};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The workspace, a folder below the target folder.
#[derive(Debug)]
pub struct Workspace {
    /// Where it is.
    pub folder: PathBuf,
    versions: Versions,
}

/// The packages of the project that a page may name.
const OURS: [(&str, &str); 10] = [
    ("feishu-card", ""),
    ("feishu-card-schema", "card-schema"),
    ("feishu-card-core", "card-core"),
    ("feishu-card-markup", "card-markup"),
    ("feishu-card-macros", "card-macros"),
    ("feishu-card-send", "card-send"),
    ("feishu-card-sandbox", "card-sandbox"),
    ("feishu-card-preview", "card-preview"),
    ("feishu-card-redis", "card-redis"),
    ("feishu-card-cli", "card-cli"),
];

impl Workspace {
    /// An empty one, with the versions of the project's lock file.
    ///
    /// # Errors
    /// When it cannot be written, or the project has no lock file.
    pub fn make(root: &Path, folder: PathBuf) -> io::Result<Workspace> {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let lock = fs::read_to_string(root.join("Cargo.lock"))?;
        let versions = crate::dependencies::versions(&lock).map_err(io::Error::other)?;
        let mut manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n\n\
                            [profile.dev]\ndebug = 0\nincremental = false\n\n[patch.crates-io]\n"
            .to_owned();
        for (name, path) in OURS {
            manifest.push_str(&format!("{name} = {{ path = {:?} }}\n", root.join(path).display().to_string()));
        }
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("Cargo.lock"), lock)?;
        Ok(Workspace { folder, versions })
    }

    /// Writes the manifest of a package.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn package(&self, name: &str, dependencies: &Dependencies) -> io::Result<PathBuf> {
        let folder = self.folder.join(name);
        fs::create_dir_all(folder.join("src"))?;
        // a reader must not wonder at warnings
        let head = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[lints.rust]\nwarnings = \"deny\"\n"
        );
        write(&folder.join("Cargo.toml"), &(head + &dependencies.tables(&self.versions).map_err(io::Error::other)?))?;
        Ok(folder)
    }
}

/// Writes a file and the folders above it; one that is the same already stays, so that nothing is compiled anew.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text)
}
