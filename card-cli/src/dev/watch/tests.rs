//! The watcher over real folders, with the system's events and without.

use super::*;
use crate::dev::tests::Folder;
use std::{
    fs,
    path::Path,
    sync::mpsc::{Receiver, channel},
};

fn started(root: &Path, poll: bool) -> Receiver<Change> {
    let (sender, changes) = channel();
    start(vec![root.to_owned()], poll, move |change| sender.send(change).is_ok());
    changes
}

/// Waits until all these files were read and gone, whatever else is said.
fn wait(changes: &Receiver<Change>, mut read: Vec<PathBuf>, mut gone: Vec<PathBuf>) {
    while !read.is_empty() || !gone.is_empty() {
        let change = changes.recv_timeout(Duration::from_secs(30)).unwrap_or_else(|_| panic!("{read:?} {gone:?}"));
        read.retain(|path| !change.read.contains_key(path));
        gone.retain(|path| !change.gone.contains(path));
    }
}

fn changes_are_seen(poll: bool) {
    let root = Folder::new();
    let path = |name: &str| root.join(name);
    fs::write(path("a.json"), "{}").unwrap();
    let changes = started(&root, poll);
    wait(&changes, vec![path("a.json")], vec![]);

    fs::write(path("a.json"), "{\"elements\":[]}").unwrap();
    wait(&changes, vec![path("a.json")], vec![]);
    // as most editors save: a new file takes the name
    fs::write(path(".a.tmp"), "{\"elements\":[{}]}").unwrap();
    fs::rename(path(".a.tmp"), path("a.json")).unwrap();
    wait(&changes, vec![path("a.json")], vec![]);

    fs::rename(path("a.json"), path("b.json")).unwrap();
    wait(&changes, vec![path("b.json")], vec![path("a.json")]);

    // a folder that comes with files, and goes with them
    fs::create_dir_all(path("new/deep")).unwrap();
    fs::write(path("new/deep/c.rs"), "").unwrap();
    wait(&changes, vec![path("new/deep/c.rs")], vec![]);
    fs::write(path("new/deep/d.card"), "").unwrap();
    wait(&changes, vec![path("new/deep/d.card")], vec![]);
    fs::rename(path("new"), path("old")).unwrap();
    wait(&changes, vec![path("old/deep/c.rs")], vec![path("new/deep/c.rs"), path("new/deep/d.card")]);
    fs::remove_dir_all(path("old")).unwrap();
    wait(&changes, vec![], vec![path("old/deep/c.rs"), path("old/deep/d.card")]);
}

#[test]
fn changes_are_seen_by_events() {
    changes_are_seen(false);
}

#[test]
fn changes_are_seen_by_looking() {
    changes_are_seen(true);
}

#[test]
fn a_file_that_was_named_is_followed_and_its_neighbours_are_not() {
    let root = Folder::new();
    let (named, other) = (root.join("odd.txt"), root.join("b.json"));
    fs::write(&named, "{}").unwrap();
    let changes = started(&named, false);
    wait(&changes, vec![named.clone()], vec![]);
    fs::write(&other, "{}").unwrap();
    fs::remove_file(&named).unwrap();
    let mut seen = Vec::new();
    while let Ok(change) = changes.recv_timeout(Duration::from_secs(30)) {
        seen.extend(change.read.into_keys());
        if change.gone.contains(&named) {
            break;
        }
    }
    assert!(!seen.contains(&other), "{seen:?}");
    fs::write(&named, "{}").unwrap();
    wait(&changes, vec![named], vec![]);
}

#[test]
fn sources_are_code() {
    for (name, source) in
        [("a.rs", true), ("Cargo.toml", true), ("Cargo.lock", false), ("a.json", false), ("b.py", true)]
    {
        assert_eq!(is_source(Path::new(name)), source, "{name}");
    }
}
