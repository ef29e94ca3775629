//! `rustfmt.toml`: the nearest one above a file, and what the command line says beside it.

use super::Options;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The names that rustfmt looks for.
const NAMES: [&str; 2] = ["rustfmt.toml", ".rustfmt.toml"];

/// The options of each folder, read once.
#[derive(Default)]
pub(super) struct Config {
    folders: BTreeMap<PathBuf, Result<Options, String>>,
    /// A file or folder that is used for all, `--config-path`.
    only: Option<PathBuf>,
    /// `key=value` of `--config`, which win.
    overrides: Vec<(String, String)>,
}

impl Config {
    /// What `--config-path` and `--config` of rustfmt say.
    pub(super) fn new(only: Option<PathBuf>, overrides: Vec<(String, String)>) -> Self {
        Config { only, overrides, ..Config::default() }
    }

    /// The options for a file.
    pub(super) fn of(&mut self, file: &Path) -> Result<Options, String> {
        let folder = match &self.only {
            Some(path) => path.clone(),
            None => {
                file.canonicalize().unwrap_or_else(|_| file.to_owned()).parent().map(Path::to_owned).unwrap_or_default()
            }
        };
        self.folder(folder)
    }

    /// The options for standard input: those of the folder that the command runs in.
    pub(super) fn of_stdin(&mut self) -> Result<Options, String> {
        let folder = self.only.clone().or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        self.folder(folder)
    }

    fn folder(&mut self, folder: PathBuf) -> Result<Options, String> {
        let overrides = &self.overrides;
        let found = self.folders.entry(folder.clone()).or_insert_with(|| {
            let mut options = match config_file(&folder) {
                Some(file) => read(&file)?,
                None => Options::default(),
            };
            for (key, value) in overrides {
                options.set(key, value)?;
            }
            Ok(options)
        });
        found.clone()
    }
}

fn config_file(start: &Path) -> Option<PathBuf> {
    if start.is_file() {
        return Some(start.to_owned());
    }
    start.ancestors().flat_map(|folder| NAMES.iter().map(|name| folder.join(name))).find(|file| file.is_file())
}

fn read(file: &Path) -> Result<Options, String> {
    let wrong = |why: String| format!("{}: {why}", file.display());
    let text = fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| wrong(error.message().to_owned()))?;
    let mut options = Options::default();
    for (key, value) in &table {
        let value = match value {
            toml::Value::String(text) => text.clone(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(flag) => flag.to_string(),
            // none of ours
            _ => continue,
        };
        options.set(key, &value).map_err(wrong)?;
    }
    Ok(options)
}
