//! Watches the files that hold cards, and says which have changed, come or gone.
//!
//! `notify` tells of events; where the system has none to give (containers, network drives, too many folders) the files
//! are looked at twice a second. What an event means is found by looking at the file.

mod debounce;
mod stamps;

use super::scan::{FileType, Scan, is_looked_at};
use debounce::{Changed, Debounce};
use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{MetadataKind, ModifyKind},
};
use stamps::Stamps;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    time::{Duration, Instant},
};

/// How often the files are looked at where the system gives no events.
const POLL: Duration = Duration::from_millis(500);

/// What the watcher says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    /// Files to read, new or changed; `true` for one that was named itself.
    pub(crate) read: BTreeMap<PathBuf, bool>,
    /// Files that are there no more.
    pub(crate) gone: BTreeSet<PathBuf>,
    /// What to tell of the watching itself; `None` for no news.
    pub(crate) notes: Option<Vec<String>>,
    /// Whether a source of a program has changed.
    pub(crate) sources: bool,
}

/// Watches for ever on a thread of its own; the first change is all files. `tell` is `false` when nobody listens.
pub(crate) fn start(roots: Vec<PathBuf>, poll: bool, tell: impl FnMut(Change) -> bool + Send + 'static) {
    std::thread::spawn(move || watch(roots, poll, tell));
}

fn watch(roots: Vec<PathBuf>, poll: bool, mut tell: impl FnMut(Change) -> bool) {
    let (sender, events) = channel();
    let mut watching = Watching::new(sender, poll);
    let mut known = Known::default();
    let first = known.rescan(&roots, &mut watching);
    let mut stamps = if watching.polls() { Stamps::of(&known.scan) } else { Stamps::default() };
    if !tell(first) {
        return;
    }
    let mut debounce = Debounce::default();
    loop {
        let change = if watching.polls() {
            std::thread::sleep(POLL);
            let paths = stamps.renew(&known.scan);
            known.change(&roots, &Changed { paths, lost: true }, &mut watching)
        } else {
            if !next(&events, &mut debounce) {
                return;
            }
            let Some(changed) = debounce.take(Instant::now()) else { continue };
            known.change(&roots, &changed, &mut watching)
        };
        if change != Change::default() && !tell(change) {
            return;
        }
    }
}

/// Waits for events, or for their pause; `false` when none will ever come.
fn next(events: &Receiver<notify::Result<Event>>, debounce: &mut Debounce) -> bool {
    let event = match debounce.wait(Instant::now()) {
        Some(wait) => events.recv_timeout(wait),
        None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    match event {
        Ok(Ok(event)) if matters(&event.kind) || event.need_rescan() => {
            debounce.note(Instant::now(), event.paths.iter().cloned(), event.need_rescan());
        }
        Ok(Ok(_)) | Err(RecvTimeoutError::Timeout) => {}
        Ok(Err(_)) => debounce.note(Instant::now(), [], true),
        Err(RecvTimeoutError::Disconnected) => return false,
    }
    true
}

/// Reading a file, or changing who may read it, changes no card.
fn matters(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Metadata(kind)) => *kind == MetadataKind::WriteTime,
        _ => true,
    }
}

/// The watcher of the system, as long as it can watch all.
struct Watching {
    watcher: Option<RecommendedWatcher>,
    folders: BTreeSet<PathBuf>,
    notes: Vec<String>,
}

impl Watching {
    fn new(sender: Sender<notify::Result<Event>>, poll: bool) -> Self {
        let mut watching = Watching { watcher: None, folders: BTreeSet::new(), notes: Vec::new() };
        match notify::recommended_watcher(sender) {
            _ if poll => {}
            Ok(watcher) => watching.watcher = Some(watcher),
            Err(error) => watching.give_up(&error),
        }
        watching
    }

    fn polls(&self) -> bool {
        self.watcher.is_none()
    }

    fn give_up(&mut self, error: &notify::Error) {
        self.watcher = None;
        self.notes.push(format!(
            "the system does not tell of changes ({error}): files are looked at every {} ms",
            POLL.as_millis()
        ));
    }

    /// Watches these folders and no others; whether there are new ones among them.
    fn follow(&mut self, folders: &BTreeSet<PathBuf>) -> bool {
        let new: Vec<_> = folders.difference(&self.folders).cloned().collect();
        let gone: Vec<_> = self.folders.difference(folders).cloned().collect();
        self.folders.clone_from(folders);
        let Some(watcher) = &mut self.watcher else { return false };
        for folder in gone {
            // one that is gone is watched no more
            let _ = watcher.unwatch(&folder);
        }
        let failed = new.iter().find_map(|folder| watcher.watch(folder, RecursiveMode::NonRecursive).err());
        match failed {
            // it went while we came
            Some(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => true,
            Some(error) => {
                self.give_up(&error);
                false
            }
            None => !new.is_empty(),
        }
    }
}

/// The files and folders that were there when last looked at.
#[derive(Default)]
struct Known {
    scan: Scan,
}

impl Known {
    /// What these events mean, by what is there now.
    fn change(&mut self, roots: &[PathBuf], changed: &Changed, watching: &mut Watching) -> Change {
        let sources = changed.paths.iter().any(|path| is_source(path) && is_looked_at(path));
        if changed.lost || changed.paths.iter().any(|path| self.is_folder(path)) {
            let mut change = self.rescan(roots, watching);
            change.sources = sources;
            // of what was not told nobody knows what it was
            let all = changed.lost && !watching.polls();
            let again = self.scan.files.iter().filter(|(path, _)| all || changed.paths.contains(*path));
            change.read.extend(again.map(|(path, named)| (path.clone(), *named)));
            return change;
        }
        let mut change = Change { sources, ..Change::default() };
        for path in &changed.paths {
            let named = roots.contains(path);
            if path.is_file() {
                let new = FileType::of(path).is_some() && is_looked_at(path) && self.is_inside(path, roots);
                if named || new || self.scan.files.contains_key(path) {
                    self.scan.files.insert(path.clone(), named);
                    change.read.insert(path.clone(), named);
                }
            } else if self.scan.files.remove(path).is_some() {
                change.gone.insert(path.clone());
            }
        }
        change
    }

    /// Whether this is, or was, a folder that is watched or should be.
    fn is_folder(&self, path: &Path) -> bool {
        self.scan.folders.contains(path) || (path.is_dir() && is_looked_at(path))
    }

    /// Whether its folder is shown: that of a file that was named is watched, but not shown.
    fn is_inside(&self, path: &Path, roots: &[PathBuf]) -> bool {
        roots.iter().any(|root| path.starts_with(root) && root.is_dir())
            && path.parent().is_some_and(|folder| self.scan.folders.contains(folder))
    }

    /// Looks at all again.
    fn rescan(&mut self, roots: &[PathBuf], watching: &mut Watching) -> Change {
        let mut scan = Scan::of(roots);
        // what comes into a new folder before it is watched makes no event
        while watching.follow(&scan.folders) {
            scan = Scan::of(roots);
        }
        let gone = self.scan.files.keys().filter(|path| !scan.files.contains_key(*path)).cloned().collect();
        let new = scan.files.iter().filter(|(path, _)| !self.scan.files.contains_key(*path));
        let read = new.map(|(path, named)| (path.clone(), *named)).collect();
        let notes = scan.notes.iter().chain(&watching.notes).cloned().collect();
        self.scan = scan;
        Change { read, gone, notes: Some(notes), sources: false }
    }
}

/// Whether a program is run again when this file changes: code, and what says how it is built.
fn is_source(path: &Path) -> bool {
    const ENDS: &[&str] = &[
        "c", "cc", "cpp", "cs", "go", "h", "java", "js", "jsx", "kt", "mjs", "php", "py", "rb", "rs", "scala", "sh",
        "swift", "toml", "ts", "tsx",
    ];
    path.extension().and_then(|end| end.to_str()).is_some_and(|end| ENDS.contains(&end))
}

#[cfg(test)]
mod tests;
