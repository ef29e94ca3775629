//! The journal of a bulk: what has left and how it ended, in a file that survives the process.
//!
//! Append-only text, its cells separated by tabs. The first line names the format and the list; then one line when an item leaves, with its
//! receiver, key and time, and one when it has ended:
//!
//! ```text
//! feishu-card journal 1 9f86d081884c7d65
//! >    0    a1b2c3d4    9f86d081884c7d65-0    1795805755
//! =    0
//! ```
//!
//! `=` delivered, `!` refused for good, `-` had no effect and may be tried again, `?` reported as unknown.

use crate::client::{Error, To, engine::retry::UUID_LIVES};
use fs4::FileExt;
use std::{
    collections::HashMap,
    fs::{File, OpenOptions},
    io::{ErrorKind, Read, Write},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

const HEADER: &str = "feishu-card journal 1 ";
/// An item under way is not repeated when the platform forgets its key so soon.
const MARGIN: Duration = Duration::from_secs(60);

/// An open journal; the file is locked until it is dropped.
#[derive(Debug)]
pub(crate) struct Journal {
    path: String,
    list: String,
    state: Mutex<JournalState>,
}

#[derive(Debug)]
struct JournalState {
    file: File,
    items: Items,
    /// Why nothing more is recorded.
    broken: Option<String>,
    /// Whether that was reported, so that no further items are taken.
    reported: bool,
}

/// What earlier runs recorded.
#[derive(Debug, Default)]
struct Items {
    /// The check value of each item's receiver; 0 where none is recorded.
    receivers: Vec<u32>,
    ended: Vec<bool>,
    under_way: HashMap<usize, UnderWay>,
}

#[derive(Clone, Debug)]
struct UnderWay {
    uuid: String,
    left: SystemTime,
}

/// What is to be done with an item.
#[derive(Debug)]
pub(crate) enum JournalStep {
    /// It has ended in an earlier run.
    Skip,
    /// It was under way when the process ended, too long ago to ask under the same key.
    Unknown { uuid: String },
    /// It is to be sent, under this key; one that was under way has so much time left.
    Send { uuid: Option<String>, within: Option<Duration> },
}

impl Journal {
    /// Opens or makes a journal, and locks it.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        let failed = |error: std::io::Error| Error::Journal(format!("`{name}` cannot be opened: {error}"));
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(failed)?;
        match FileExt::try_lock(&file) {
            Ok(()) => {}
            Err(fs4::TryLockError::WouldBlock) => {
                return Err(Error::Journal(format!("`{name}` is in use by another bulk, here or in another process")));
            }
            Err(fs4::TryLockError::Error(error)) => return Err(failed(error)),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        // the last line may be cut: the process or the machine ended while it was written, before its call left
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (text, cut) = bytes.split_at(whole);
        let not_ours = |line: usize| Error::Journal(format!("line {line} of `{name}` is not a line of a journal"));
        let text = std::str::from_utf8(text).map_err(|_| not_ours(1))?;
        let mut lines = text.lines().enumerate();
        let list = match lines.next() {
            Some((_, line)) => line.strip_prefix(HEADER).ok_or_else(|| not_ours(1))?.to_owned(),
            None if HEADER.as_bytes().starts_with(cut) || cut.starts_with(HEADER.as_bytes()) => {
                format!("{:016x}", fastrand::u64(..))
            }
            None => return Err(not_ours(1)),
        };
        let mut items = Items::default();
        for (index, line) in lines {
            items.read(line).ok_or_else(|| not_ours(index + 1))?;
        }
        if !cut.is_empty() {
            if whole > 0 && !cut.first().is_some_and(|mark| b">=!-?".contains(mark)) {
                return Err(not_ours(text.lines().count() + 1));
            }
            tracing::warn!("the last line of `{name}` was cut while it was written; it is taken back");
            file.set_len(whole as u64).map_err(failed)?;
        }
        if whole == 0 {
            file.write_all(format!("{HEADER}{list}\n").as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        }
        let state = JournalState { file, items, broken: None, reported: false };
        Ok(Journal { path: name, list, state: Mutex::new(state) })
    }

    /// Whether an error was reported, so that no further items are to be taken.
    pub(crate) fn is_over(&self) -> bool {
        self.state().reported
    }

    /// What is to be done with an item; `uuid` is the caller's own key for it.
    pub(crate) fn begin(&self, index: usize, to: &To, uuid: Option<String>) -> Result<JournalStep, Error> {
        let mut state = self.state();
        let check = check_value(to);
        let known = state.items.receivers.get(index).copied().unwrap_or(0);
        let under_way = state.items.under_way.get(&index).cloned();
        let other_key = under_way.as_ref().is_some_and(|item| uuid.as_ref().is_some_and(|uuid| *uuid != item.uuid));
        if (known != 0 && known != check) || other_key {
            let what = if other_key { "under another key" } else { "for another receiver" };
            let problem = format!("`{}` belongs to another list: item {index} was {what}", self.path);
            state.broken.get_or_insert(problem);
        }
        if let Some(problem) = state.broken.clone() {
            state.reported = true;
            return Err(Error::Journal(problem));
        }
        if state.items.ended.get(index).copied().unwrap_or(false) {
            return Ok(JournalStep::Skip);
        }
        let Some(UnderWay { uuid, left }) = under_way else {
            let uuid = uuid.unwrap_or_else(|| format!("{}-{index}", self.list));
            return Ok(JournalStep::Send { uuid: Some(uuid), within: None });
        };
        // a clock that was set back says that no time has passed
        let passed = left.elapsed().unwrap_or_default();
        match UUID_LIVES.checked_sub(passed + MARGIN) {
            Some(within) => Ok(JournalStep::Send { uuid: Some(uuid), within: Some(within) }),
            None => Ok(JournalStep::Unknown { uuid }),
        }
    }

    /// An item is about to leave for the first time.
    pub(crate) fn leaves(&self, index: usize, to: &To, uuid: &str) -> Result<(), Error> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
        self.write(&format!(">\t{index}\t{:08x}\t{uuid}\t{now}\n", check_value(to)))
    }

    /// An item that had left has ended.
    pub(crate) fn ended<T>(&self, index: usize, result: &Result<T, Error>) -> Result<(), Error> {
        let mark = match result {
            Ok(_) => '=',
            // it stays under way
            Err(error) if !error.had_no_effect() => return Ok(()),
            Err(Error::Platform(refusal)) if !Error::Platform(refusal.clone()).is_retryable() => '!',
            Err(_) => '-',
        };
        self.write(&format!("{mark}\t{index}\n"))
    }

    /// An item was reported as unknown.
    pub(crate) fn reported(&self, index: usize) -> Result<(), Error> {
        self.write(&format!("?\t{index}\n"))
    }

    fn write(&self, line: &str) -> Result<(), Error> {
        let mut state = self.state();
        if let Some(problem) = &state.broken {
            return Err(Error::Journal(problem.clone()));
        }
        // one write for each line: the process may end at any moment
        state.file.write_all(line.as_bytes()).map_err(|error| {
            let full =
                if error.kind() == ErrorKind::StorageFull { "; free some space and run the bulk again" } else { "" };
            let problem = format!("`{}` cannot be written: {error}{full}", self.path);
            state.broken = Some(problem.clone());
            Error::Journal(problem)
        })
    }

    fn state(&self) -> MutexGuard<'_, JournalState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Items {
    /// Reads a line; `None` if it is not one.
    fn read(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split('\t');
        let (mark, index) = (cells.next()?, cells.next()?.parse::<usize>().ok()?);
        match mark {
            ">" => {
                let check = u32::from_str_radix(cells.next()?, 16).ok()?;
                let uuid = cells.next()?.to_owned();
                let left = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(cells.next()?.parse().ok()?))?;
                if self.receivers.len() <= index {
                    // an item number beyond all sense is a damaged line
                    (index <= self.receivers.len() + 1_000_000).then_some(())?;
                    self.receivers.resize(index + 1, 0);
                    self.ended.resize(index + 1, false);
                }
                *self.receivers.get_mut(index)? = check;
                // a repetition under the same key counts from the first time
                let same = self.under_way.get(&index).is_some_and(|item| item.uuid == uuid);
                if !same {
                    self.under_way.insert(index, UnderWay { uuid, left });
                }
            }
            "-" => drop(self.under_way.remove(&index)),
            "=" | "!" | "?" => {
                self.under_way.remove(&index);
                *self.ended.get_mut(index)? = true;
            }
            _ => return None,
        }
        cells.next().is_none().then_some(())
    }
}

/// Tells one receiver from another; never 0.
fn check_value(to: &To) -> u32 {
    let hash = hmac_sha256::Hash::hash(format!("{}\0{}", to.kind(), to.id()).as_bytes());
    let [a, b, c, d, ..] = hash;
    u32::from_be_bytes([a, b, c, d]).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("feishu-card-journal-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&path);
            std::fs::create_dir_all(&path).unwrap();
            Folder(path)
        }
        fn file(&self) -> std::path::PathBuf {
            self.0.join("journal")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn words(result: Result<impl std::fmt::Debug, Error>) -> String {
        result.unwrap_err().to_string()
    }

    fn to(n: usize) -> To {
        To::open_id(format!("ou_{n}"))
    }

    fn uuid(step: JournalStep) -> String {
        let JournalStep::Send { uuid: Some(uuid), .. } = step else { panic!("{step:?}") };
        uuid
    }

    #[test]
    fn what_ended_is_skipped_and_what_was_under_way_keeps_its_key() {
        let folder = Folder::new("resume");
        let keys: Vec<String> = {
            let journal = Journal::open(&folder.file()).unwrap();
            (0..5)
                .map(|index| {
                    let key = uuid(journal.begin(index, &to(index), None).unwrap());
                    journal.leaves(index, &to(index), &key).unwrap();
                    key
                })
                .collect()
        };
        let journal = Journal::open(&folder.file()).unwrap();
        journal.ended(0, &Ok(())).unwrap();
        journal.ended::<()>(1, &Err(Error::Timeout { after: MARGIN })).unwrap();
        journal.ended::<()>(2, &Err(Error::Busy { wait: None })).unwrap();
        journal.reported(3).unwrap();
        drop(journal);
        let journal = Journal::open(&folder.file()).unwrap();
        let begin = |index| journal.begin(index, &to(index), None).unwrap();
        assert!(matches!(begin(0), JournalStep::Skip) && matches!(begin(3), JournalStep::Skip));
        for index in [1, 2, 4, 5] {
            let step = begin(index);
            let repeats = matches!(step, JournalStep::Send { within: Some(_), .. });
            assert_eq!(repeats, index == 1 || index == 4, "{index}: {step:?}");
            assert!(keys.get(index).is_none_or(|key| *key == uuid(step)));
        }
    }

    #[test]
    fn what_was_under_way_an_hour_ago_is_unknown() {
        let folder = Folder::new("hour");
        drop(Journal::open(&folder.file()).unwrap());
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        let mut text = std::fs::read_to_string(folder.file()).unwrap();
        for (index, ago) in [(0, 60), (1, 3_500), (2, 3_700), (3, 900_000)] {
            text += &format!(">\t{index}\t{:08x}\tkey-{index}\t{}\n", check_value(&to(index)), now - ago);
        }
        std::fs::write(folder.file(), text).unwrap();
        let journal = Journal::open(&folder.file()).unwrap();
        let unknown = |index| matches!(journal.begin(index, &to(index), None).unwrap(), JournalStep::Unknown { .. });
        assert_eq!([0, 1, 2, 3].map(unknown), [false, false, true, true]);
    }

    #[test]
    fn every_trouble_is_said() {
        let folder = Folder::new("trouble");
        let journal = Journal::open(&folder.file()).unwrap();
        assert!(words(Journal::open(&folder.file())).contains("is in use by another bulk"));
        journal.leaves(0, &to(0), "key").unwrap();
        drop(journal);
        let journal = Journal::open(&folder.file()).unwrap();
        assert!(words(journal.begin(0, &to(9), None)).contains("another list: item 0 was for another receiver"));
        assert!(journal.is_over());
        drop(journal);
        let journal = Journal::open(&folder.file()).unwrap();
        assert!(words(journal.begin(0, &to(0), Some("other".to_owned()))).contains("under another key"));
        drop(journal);

        // a line that was cut is taken back, wherever it was cut; anything else is not ours
        let whole = std::fs::read(folder.file()).unwrap();
        for end in 0..whole.len() {
            std::fs::write(folder.file(), &whole[..end]).unwrap();
            drop(Journal::open(&folder.file()).unwrap_or_else(|error| panic!("cut at {end}: {error}")));
            Journal::open(&folder.file()).unwrap();
        }
        for strange in ["hello\n", "hello", "feishu-card journal 2 x\n", "\u{0}\u{1}"] {
            std::fs::write(folder.file(), strange).unwrap();
            assert!(words(Journal::open(&folder.file())).contains("line 1"), "{strange:?}");
        }
        for strange in ["=\t7\n", ">\t0\tx\ty\tz\n", "#\t0\n", "hello", ">\t99999999999\t1\tk\t1\n", "=\t0\t0\n"] {
            std::fs::write(folder.file(), [&whole[..], strange.as_bytes()].concat()).unwrap();
            assert!(words(Journal::open(&folder.file())).contains("line 3"), "{strange:?}");
        }
        assert!(words(Journal::open(&folder.0.join("no/such/folder"))).contains("cannot be opened"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_said_and_stops_the_bulk() {
        let folder = Folder::new("full");
        let journal = Journal::open(&folder.file()).unwrap();
        journal.state().file = OpenOptions::new().write(true).open("/dev/full").unwrap();
        assert!(words(journal.leaves(0, &to(0), "key")).contains("free some space"));
        assert!(words(journal.begin(1, &to(1), None)).contains("cannot be written"));
        assert!(journal.is_over());
    }
}
