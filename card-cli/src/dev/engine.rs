//! The thread that owns the session: it takes what has changed, and answers what the page asks.
//!
//! Nothing is locked: who wants something sends a message and waits for the answer.

use super::{
    program::Event,
    session::{Look, Session},
    watch::Change,
};
use crate::input::{Input, Trouble};
use feishu_card_core::Json;
use std::{
    path::Path,
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};
use tokio::sync::{oneshot, watch};

/// How long an empty file is given to be filled: some editors empty it first.
const EMPTY: Duration = Duration::from_millis(30);

/// The stack of the thread, for cards as deep as JSON may be.
const STACK: usize = 32 << 20;

enum Message {
    Changed(Change),
    Program(usize, Event),
    List(oneshot::Sender<Json>),
    View(String, Look, oneshot::Sender<Option<Json>>),
    Choose { card: String, knob: String, value: Json, done: oneshot::Sender<bool> },
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

fn work(mut session: Session, inbox: &Receiver<Message>, news: &watch::Sender<u64>) {
    for message in inbox {
        let changed = match message {
            Message::Changed(change) => apply(&mut session, change),
            Message::Program(nth, event) => session.program(nth, event),
            Message::List(reply) => {
                // who asked may have left
                let _ = reply.send(session.list());
                false
            }
            Message::View(card, look, reply) => {
                let _ = reply.send(session.view(&card, &look));
                false
            }
            Message::Choose { card, knob, value, done } => tell(done, session.choose(&card, &knob, value)),
            Message::Reset { card, done } => tell(done, session.reset(&card)),
        };
        if changed {
            news.send_modify(|revision| *revision += 1);
        }
    }
}

fn tell(done: oneshot::Sender<bool>, changed: bool) -> bool {
    let _ = done.send(changed);
    changed
}

/// Reads what has changed.
fn apply(session: &mut Session, change: Change) -> bool {
    let mut news = false;
    for path in &change.gone {
        news |= session.gone(path);
    }
    for (path, named) in &change.read {
        let reading = read(path);
        let reading = match reading {
            Ok(text) if text.is_empty() => {
                std::thread::sleep(EMPTY);
                read(path)
            }
            reading => reading,
        };
        // gone between the event and now: its own event says so
        news |= if path.exists() { session.file(path, *named, reading) } else { session.gone(path) };
    }
    if let Some(notes) = change.notes {
        news |= session.notes(notes);
    }
    news
}

fn read(path: &Path) -> Result<String, Trouble> {
    Input::File(path.to_owned()).read()
}
