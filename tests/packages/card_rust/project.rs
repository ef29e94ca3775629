//! A crate beside the project that knows nothing but `feishu-card` without its default features.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A crate in the folder for the files of tests.
#[derive(Debug)]
pub struct Project {
    folder: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Writes the crate.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn new(tmp: &Path, name: &str, main: &str) -> io::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").canonicalize()?;
        let folder = tmp.join(name);
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"cards-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [profile.dev]\ndebug = false\n\n\
             [dependencies]\nfeishu-card = {{ path = {root:?}, default-features = false }}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        fs::write(folder.join("src/main.rs"), main)?;
        Ok(Project { folder, target: tmp.join("target") })
    }

    /// Writes another file beside `main.rs`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, name: &str, text: &str) -> io::Result<()> {
        fs::write(self.folder.join("src").join(name), text)
    }

    /// Runs cargo in it.
    ///
    /// # Errors
    /// When cargo cannot be started.
    pub fn cargo(&self, args: &[&str]) -> io::Result<Output> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command.arg("--offline").args(args).current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target);
        command.output()
    }
}
