//! Files, folders and standard input; bounded reading.

use super::Trouble;
use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

/// The largest card, in bytes. One has at most 30 KB; this leaves room for odd ones and bounds memory.
const LARGEST_CARD: u64 = 1024 * 1024;

/// The largest Rust source, in bytes.
const LARGEST_SOURCE: u64 = 16 * 1024 * 1024;

/// What one argument leads to.
#[derive(Debug)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
    /// A folder without cards, or one that cannot be read.
    Lost(PathBuf, String),
}

impl Input {
    /// The input of this name; `-` is standard input.
    pub(crate) fn named(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path) }
    }

    /// The name to show.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Stdin => "<stdin>".to_owned(),
            Input::File(path) | Input::Lost(path, _) => path.display().to_string(),
        }
    }

    /// Whether it is a Rust source, in which cards are `card!` calls.
    pub(crate) fn is_rust(&self) -> bool {
        matches!(self, Input::File(path) if is_rust(path))
    }

    /// Its text.
    pub(crate) fn read(&self) -> Result<String, Trouble> {
        let bytes = match self {
            Input::Stdin => bounded(io::stdin().lock(), LARGEST_CARD),
            Input::File(path) if path.is_dir() => return Err(Trouble::new("expected a file, found a folder")),
            Input::File(path) => {
                let file = File::open(path).map_err(|error| missing(&error))?;
                bounded(file, if self.is_rust() { LARGEST_SOURCE } else { LARGEST_CARD })
            }
            Input::Lost(_, why) => return Err(Trouble::new(why.clone())),
        }?;
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(&error))?;
        if self.is_rust() {
            return Ok(text);
        }
        // editors on Windows put a byte order mark in front
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }
}

/// Every file that the arguments name, folders searched in the order of names; one that is named twice, itself and by its
/// folder, only once.
pub(crate) fn expand(paths: &[PathBuf]) -> Vec<Input> {
    let mut known = HashSet::new();
    let mut inputs = found(paths);
    inputs.retain(|input| match input {
        Input::Stdin => known.insert(PathBuf::from("-")),
        Input::File(path) | Input::Lost(path, _) => known.insert(path.canonicalize().unwrap_or_else(|_| path.clone())),
    });
    inputs
}

fn found(paths: &[PathBuf]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" || !path.is_dir() {
            inputs.push(Input::named(path.clone()));
            continue;
        }
        let before = inputs.len();
        search(path, &mut inputs);
        if inputs.len() == before {
            inputs.push(Input::Lost(path.clone(), "this folder has no .json, .card or .rs files".to_owned()));
        }
    }
    inputs
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "rs")
}

/// Hidden entries, links to folders, and what cargo and others mark as caches (`target`) are skipped.
fn search(folder: &Path, inputs: &mut Vec<Input>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            inputs.push(Input::Lost(folder.to_owned(), format!("this folder cannot be read: {error}")));
            return;
        }
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !hidden && !path.join("CACHEDIR.TAG").exists() {
                search(&path, inputs);
            }
        } else if !hidden
            && path.extension().is_some_and(|end| end == "json" || end == "card" || end == "rs")
            && path.is_file()
        {
            inputs.push(Input::File(path));
        }
    }
}

fn bounded(from: impl Read, cap: u64) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let read = from.take(cap + 1).read_to_end(&mut bytes);
    read.map_err(|error| Trouble::new(format!("cannot read this input: {error}")))?;
    if bytes.len() as u64 > cap {
        return Err(Trouble::new(format!("this input is larger than {} MB, the most that is read", cap >> 20))
            .help("a card has at most 30 KB"));
    }
    Ok(bytes)
}

fn missing(error: &io::Error) -> Trouble {
    if error.kind() == io::ErrorKind::NotFound {
        Trouble::new("file not found")
    } else {
        Trouble::new(format!("cannot read this input: {error}"))
    }
}

fn not_utf8(error: &std::string::FromUtf8Error) -> Trouble {
    let good = error.utf8_error().valid_up_to();
    let before = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default());
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Trouble::new(format!("line {line} column {column}: this is not UTF-8")).help("save the file as UTF-8")
}
