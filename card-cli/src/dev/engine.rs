//! The thread that owns the session: it takes what has changed, and answers what the page asks.
//!
//! Nothing is locked: who wants something sends a message and waits for the answer. Files wait in line and are read one by
//! one, between questions, so that the page shows the first cards while thousands of files are still to be read.

use super::{
    program::Event,
    session::{Look, Session},
    watch::Change,
};
use crate::input::{Input, Trouble};
use feishu_card_core::Json;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender, TryRecvError, channel},
    time::{Duration, Instant},
};
use tokio::sync::{oneshot, watch};

/// How long an empty file is given to be filled: some editors empty it first.
const EMPTY: Duration = Duration::from_millis(30);

/// While files wait, the page is told of news this often: each time it asks for the whole list.
const TOLD: Duration = Duration::from_millis(250);

/// The stack of the thread, for cards as deep as JSON may be.
const STACK: usize = 32 << 20;

enum Message {
    Changed(Change),
    Program(usize, Event),
    List(oneshot::Sender<Json>),
    View(String, Look, oneshot::Sender<Option<Json>>),
    Choose { card: String, knob: String, value: Json, done: oneshot::Sender<bool> },
    Search(String, oneshot::Sender<Json>),
    Reset { card: String, done: oneshot::Sender<bool> },
}

/// The way to the session.
#[derive(Clone)]
pub(crate) struct Engine {
    messages: Sender<Message>,
    revision: watch::Receiver<u64>,
}

impl Engine {
    /// Starts the thread; it ends with the last of its handles.
    pub(crate) fn start(session: Session) -> std::io::Result<Self> {
        let (messages, inbox) = channel();
        let (news, revision) = watch::channel(0);
        let thread = std::thread::Builder::new().name("cards".to_owned()).stack_size(STACK);
        thread.spawn(move || work(session, &inbox, &news))?;
        Ok(Engine { messages, revision })
    }

    /// Tells of files; `false` when the thread has ended.
    pub(crate) fn changed(&self, change: Change) -> bool {
        self.messages.send(Message::Changed(change)).is_ok()
    }

    /// Tells of a program.
    pub(crate) fn program(&self, nth: usize, event: Event) {
        let _ = self.messages.send(Message::Program(nth, event));
    }

    /// The number of the latest change.
    pub(crate) fn revision(&self) -> watch::Receiver<u64> {
        self.revision.clone()
    }

    /// The list of cards; `None` when the thread has ended.
    pub(crate) async fn list(&self) -> Option<Json> {
        self.ask(Message::List).await
    }

    /// A card, if there is such a one.
    pub(crate) async fn view(&self, card: String, look: Look) -> Option<Json> {
        self.ask(|reply| Message::View(card, look, reply)).await?
    }

    /// Keeps a value; whether that changed anything.
    pub(crate) async fn choose(&self, card: String, knob: String, value: Json) -> bool {
        self.ask(|done| Message::Choose { card, knob, value, done }).await.unwrap_or_default()
    }

    /// The ids of the cards that have this text in them; `None` when the thread has ended.
    pub(crate) async fn search(&self, text: String) -> Option<Json> {
        self.ask(|reply| Message::Search(text, reply)).await
    }

    /// Forgets the values of a card; whether there were any.
    pub(crate) async fn reset(&self, card: String) -> bool {
        self.ask(|done| Message::Reset { card, done }).await.unwrap_or_default()
    }

    async fn ask<T>(&self, message: impl FnOnce(oneshot::Sender<T>) -> Message) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.messages.send(message(reply)).ok()?;
        answer.await.ok()
    }
}

fn work(session: Session, inbox: &Receiver<Message>, news: &watch::Sender<u64>) {
    let mut work = Work { session, waiting: BTreeMap::new(), searched: false };
    // since when files wait, or the page was told last; whether there is news since
    let (mut told, mut changed) = (Instant::now(), false);
    loop {
        let message = if work.waiting.is_empty() {
            if std::mem::take(&mut changed) {
                news.send_modify(|revision| *revision += 1);
            }
            let Ok(message) = inbox.recv() else { return };
            // what comes together is shown together, unless it takes long
            told = Instant::now();
            Some(message)
        } else {
            match inbox.try_recv() {
                Ok(message) => Some(message),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => return,
            }
        };
        changed |= match message {
            Some(message) => work.answer(message),
            None => work.read_next(),
        };
        if changed && told.elapsed() >= TOLD {
            news.send_modify(|revision| *revision += 1);
            (told, changed) = (Instant::now(), false);
        }
    }
}

/// The session, and the files that are still to be read; `true` for one that was named itself.
struct Work {
    session: Session,
    waiting: BTreeMap<PathBuf, bool>,
    /// Whether it is known which files there are.
    searched: bool,
}

impl Work {
    /// Does what a message says; whether there is something new to show.
    fn answer(&mut self, message: Message) -> bool {
        match message {
            Message::Changed(change) => self.take(change),
            Message::Program(nth, event) => self.session.program(nth, event),
            Message::List(reply) => {
                // who asked may have left
                let _ = reply.send(self.session.list(self.waiting.len() + usize::from(!self.searched)));
                false
            }
            Message::View(card, look, reply) => {
                // what is looked at comes first
                let file = card.split('#').next().map(|name| self.session.path_of(name));
                let news = match file.and_then(|file| self.waiting.remove_entry(&file)) {
                    Some((file, named)) => self.read(&file, named),
                    None => false,
                };
                let _ = reply.send(self.session.view(&card, &look));
                news
            }
            Message::Choose { card, knob, value, done } => tell(done, self.session.choose(&card, &knob, value)),
            Message::Search(text, reply) => {
                let _ = reply.send(self.session.search(&text));
                false
            }
            Message::Reset { card, done } => tell(done, self.session.reset(&card)),
        }
    }

    /// Takes note of what has changed; files are read later.
    fn take(&mut self, change: Change) -> bool {
        let mut news = false;
        for path in &change.gone {
            self.waiting.remove(path);
            news |= self.session.gone(path);
        }
        self.waiting.extend(change.read);
        // that there is nothing to read is news once
        news |= !std::mem::replace(&mut self.searched, true) && self.waiting.is_empty();
        if let Some(notes) = change.notes {
            news |= self.session.notes(notes);
        }
        news
    }

    /// Reads the file that is next in line. That the last one is read is news too.
    fn read_next(&mut self) -> bool {
        let Some((path, named)) = self.waiting.pop_first() else { return false };
        self.read(&path, named) || self.waiting.is_empty()
    }

    fn read(&mut self, path: &Path, named: bool) -> bool {
        let reading = match read(path) {
            // one that had something in it is about to be filled again
            Ok(text) if text.is_empty() && self.session.knows(path) => {
                std::thread::sleep(EMPTY);
                read(path)
            }
            reading => reading,
        };
        // gone between the event and now: its own event says so
        if path.exists() { self.session.file(path, named, reading) } else { self.session.gone(path) }
    }
}

fn tell(done: oneshot::Sender<bool>, changed: bool) -> bool {
    let _ = done.send(changed);
    changed
}

fn read(path: &Path) -> Result<String, Trouble> {
    Input::File(path.to_owned()).read()
}

#[cfg(test)]
mod tests {
    use super::*;
    use feishu_card_preview::Options;

    const HR: &str = r#"{"elements": [{"tag": "hr"}]}"#;

    impl Work {
        /// How many files wait by the list, and the cards in it.
        fn listed(&mut self) -> (i64, Vec<String>) {
            let (reply, mut answer) = oneshot::channel();
            assert!(!self.answer(Message::List(reply)));
            let list = answer.try_recv().unwrap();
            let cards = list.get("cards").unwrap().as_list().unwrap().iter();
            let ids = cards.map(|card| card.get("id").unwrap().as_str().unwrap().to_owned()).collect();
            (list.get("reading").unwrap().as_i64().unwrap(), ids)
        }
    }

    #[test]
    fn files_are_read_between_questions_and_what_is_looked_at_comes_first() {
        let folder = crate::dev::tests::Folder::new();
        let names = ["a.json", "b.json", "c.json", "none.json"];
        let read: BTreeMap<_, _> = names.iter().map(|name| (folder.join(name), false)).collect();
        read.keys().take(3).for_each(|path| std::fs::write(path, HR).unwrap());
        let session = Session::new(folder.to_path_buf(), Vec::new(), Options::new());
        let mut work = Work { session, waiting: BTreeMap::new(), searched: false };
        assert_eq!(work.listed(), (1, vec![]), "nobody knows yet that there is nothing");
        work.answer(Message::Changed(Change { read, ..Change::default() }));
        assert_eq!(work.listed(), (4, vec![]));
        assert!(work.read_next());
        assert_eq!(work.listed(), (3, vec!["a.json".to_owned()]));
        let (reply, mut answer) = oneshot::channel();
        assert!(work.answer(Message::View("c.json".to_owned(), Look::default(), reply)));
        assert!(answer.try_recv().unwrap().is_some());
        assert_eq!(work.listed(), (2, vec!["a.json".to_owned(), "c.json".to_owned()]));
        // one that goes before it was read is not waited for
        let gone = [folder.join("b.json")].into();
        assert!(!work.answer(Message::Changed(Change { gone, ..Change::default() })));
        assert_eq!(work.listed().0, 1);
        assert!(work.read_next(), "that nothing is left to read is news");
        assert_eq!(work.listed(), (0, vec!["a.json".to_owned(), "c.json".to_owned()]));
        assert!(!work.read_next());
    }
}
