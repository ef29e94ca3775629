//! Which files hold cards: a walk over the folders that were named.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Files that are watched at most; more are named and left out.
pub(crate) const MOST_FILES: usize = 20_000;

/// Folders that are watched at most.
const MOST_FOLDERS: usize = 10_000;

/// What a file holds, by the end of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileType {
    /// Rust, with `card!` calls in it.
    Rust,
    /// JSON, which may be a card.
    Json,
}

impl FileType {
    /// The type of a file of this name, if it can hold cards.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "rs" => Some(FileType::Rust),
            "json" | "card" => Some(FileType::Json),
            _ => None,
        }
    }
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The files that can hold cards; `true` for one that was named itself.
    pub(crate) files: BTreeMap<PathBuf, bool>,
    /// The folders whose changes matter.
    pub(crate) folders: BTreeSet<PathBuf>,
    /// What could not be read, or is not looked at.
    pub(crate) notes: Vec<String>,
}

impl Scan {
    /// Searches these files and folders, which are absolute paths. Hidden folders, `node_modules`, caches (`target`) and links to folders are
    /// left out.
    pub(crate) fn of(roots: &[PathBuf]) -> Self {
        let mut scan = Scan::default();
        for root in roots {
            if root.is_dir() {
                scan.search(root);
            } else if root.is_file() {
                scan.files.insert(root.to_path_buf(), true);
                scan.folders.extend(root.parent().map(Path::to_owned));
            } else {
                scan.notes.push(format!("{}: no such file or folder", root.display()));
                // it may come
                scan.folders.extend(root.parent().filter(|parent| parent.is_dir()).map(Path::to_owned));
            }
        }
        if scan.files.len() >= MOST_FILES {
            scan.notes.push(format!("more than {MOST_FILES} files; the rest is not shown: name fewer folders"));
        }
        if scan.folders.len() >= MOST_FOLDERS {
            scan.notes.push(format!("more than {MOST_FOLDERS} folders; the rest is not watched: name fewer folders"));
        }
        scan
    }

    fn search(&mut self, root: &Path) {
        let mut waiting = vec![root.to_owned()];
        while let Some(folder) = waiting.pop() {
            if self.folders.len() >= MOST_FOLDERS || (folder != root && folder.join("CACHEDIR.TAG").exists()) {
                continue;
            }
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.notes.push(format!("{}: the folder cannot be read: {error}", folder.display()));
                    continue;
                }
            };
            for entry in entries.flatten() {
                let Ok(kind) = entry.file_type() else { continue };
                let path = entry.path();
                if !is_looked_at(&path) {
                    continue;
                }
                if kind.is_dir() {
                    waiting.push(path);
                } else if FileType::of(&path).is_some() && self.files.len() < MOST_FILES {
                    self.files.entry(path).or_insert(false);
                }
            }
            self.folders.insert(folder);
        }
    }
}

/// Whether a file or folder of this name is looked at.
pub(crate) fn is_looked_at(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    !name.starts_with('.') && name != "node_modules"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caches_hidden_folders_and_other_files_are_left_out() {
        let root = crate::dev::tests::Folder::new();
        for path in
            ["src/a.rs", "cards/b.json", "cards/c.card", "x.txt", ".git/d.json", "target/e.rs", "node_modules/f.json"]
        {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        fs::write(root.join("target/CACHEDIR.TAG"), "").unwrap();
        let scan = Scan::of(&[root.join("x.txt"), root.to_path_buf(), root.join("none.json")]);
        let names: Vec<_> =
            scan.files.iter().map(|(path, named)| (path.strip_prefix(&*root).unwrap(), *named)).collect();
        let expected = [("cards/b.json", false), ("cards/c.card", false), ("src/a.rs", false), ("x.txt", true)];
        assert_eq!(names, expected.map(|(path, named)| (Path::new(path), named)));
        assert_eq!(scan.folders.len(), 3);
        assert_eq!(scan.notes, [format!("{}: no such file or folder", root.join("none.json").display())]);
    }
}
