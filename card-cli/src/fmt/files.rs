//! Files: found, read, written whole, and compared.

use super::{Formatted, Options, format, format_markdown};
use similar::TextDiff;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The largest file, in bytes.
const CAP: u64 = 8 * 1024 * 1024;

/// Every `.rs` and `.md` file that the paths lead to, folders searched in the order of names.
pub(super) fn expand(paths: &[PathBuf]) -> Vec<Result<PathBuf, (PathBuf, String)>> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() { search(path, &mut found) } else { found.push(Ok(path.clone())) }
    }
    found
}

/// Hidden entries, links to folders and cargo's target folders are left out.
fn search(folder: &Path, found: &mut Vec<Result<PathBuf, (PathBuf, String)>>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(Err((folder.to_owned(), format!("this folder cannot be read: {error}")))),
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !path.join("CACHEDIR.TAG").exists() {
                search(&path, found);
            }
        } else if path.extension().is_some_and(|end| end == "rs" || end == "md") && path.is_file() {
            found.push(Ok(path));
        }
    }
}

/// The text of a file.
pub(super) fn read(file: &Path) -> Result<String, String> {
    let cannot = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => format!("it cannot be read: {error}"),
    };
    if fs::metadata(file).map_err(cannot)?.len() > CAP {
        return Err(format!("it is larger than {} MB, the most that is read", CAP >> 20));
    }
    String::from_utf8(fs::read(file).map_err(cannot)?).map_err(|_| "it is not UTF-8; save the file as UTF-8".to_owned())
}

/// Lays out a text of this name.
pub(super) fn lay_out(file: &Path, text: &str, options: &Options) -> Formatted {
    // a byte order mark stays where it is
    let (mark, text) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let is_page = file.extension().is_some_and(|end| end == "md");
    let mut formatted = if is_page { format_markdown(text, options) } else { format(text, options) };
    if !mark.is_empty() {
        formatted.text.insert_str(0, mark);
        for left in &mut formatted.left {
            left.at = left.at.start + mark.len()..left.at.end + mark.len();
        }
    }
    formatted
}

/// Writes a file whole or not at all: beside it first, then in its place.
pub(super) fn write(file: &Path, text: &str) -> io::Result<()> {
    // a link stays a link
    let file = file.canonicalize()?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.card-fmt", std::process::id()));
    let written = (|| {
        let mut out = fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        fs::set_permissions(&beside, fs::metadata(&file)?.permissions())?;
        fs::rename(&beside, &file)
    })();
    if written.is_err() {
        // it may not be there
        let _ = fs::remove_file(&beside);
    }
    written
}

/// What would change, as rustfmt and git show it.
pub(super) fn diff(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(3).header(name, name).to_string()
}

/// Line and column of a byte, from 1.
pub(super) fn line_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}
