//! When files were last written: what has changed where the system does not say.

use super::{Scan, is_source};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    time::SystemTime,
};

/// Time of writing and size of files.
#[derive(Debug, Default)]
pub(super) struct Stamps(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Stamps {
    /// The stamps of all files that hold cards, and of the sources beside them.
    pub(super) fn of(scan: &Scan) -> Self {
        let entries = scan.folders.iter().flat_map(fs::read_dir).flatten().flatten();
        let sources = entries.map(|entry| entry.path()).filter(|path| is_source(path));
        let stamp = |path: PathBuf| {
            let data = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
            Some((path, (data.modified().ok(), data.len())))
        };
        Stamps(scan.files.keys().cloned().chain(sources).filter_map(stamp).collect())
    }

    /// Looks again; the files that are new, changed or gone.
    pub(super) fn renew(&mut self, scan: &Scan) -> BTreeSet<PathBuf> {
        let before = std::mem::replace(self, Stamps::of(scan)).0;
        let new = self.0.iter().filter(|(path, stamp)| before.get(*path) != Some(stamp)).map(|(path, _)| path);
        new.chain(before.keys().filter(|path| !self.0.contains_key(*path))).cloned().collect()
    }
}
