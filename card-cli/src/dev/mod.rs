//! `card dev`: one page on this machine that shows cards while they are written.
//!
//! ```text
//! watch ──files──► engine: session (files → cards → what the page shows) ──► http ──► page
//! program ──cards──►   │                                                      ▲
//!                      └── source: `card!` in Rust files, drawn without compiling
//! bot ◄──HTTP or long connection──► chat: the emulated platform ──► http ──► page
//! ```
//!
//! The session, the output of programs, the pause after a save and the guard of the server are plain state machines;
//! around each is a thin driver that does the reading and waiting.

mod chat;
mod engine;
mod given;
mod http;
mod page;
mod program;
mod scan;
mod session;
mod sketch;
mod source;
mod watch;

use crate::{Outcome, args::Dev, pictures, report};
use chat::Chat;
use engine::Engine;
use feishu_card_core::Json;
use feishu_card_preview::Options;
use http::Secret;
use program::{Event, Shell};
use session::Session;
use std::{
    collections::BTreeSet,
    io::{self, Write},
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{net::TcpListener, sync::Notify};

#[cfg(unix)]
pub(crate) use program::keep;

/// Where the page is served when nothing else is asked for and it is free.
const PORT: u16 = 7717;

/// Serves the page until the command is ended.
pub(crate) fn run(args: &Dev) -> io::Result<Outcome> {
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let outcome = runtime.block_on(serve(args));
            // programs end with the tasks that run them
            runtime.shutdown_timeout(std::time::Duration::from_secs(1));
            outcome
        }
        Err(error) => failed(&format!("the server does not start: {error}")),
    }
}

fn failed(message: &str) -> io::Result<Outcome> {
    report::say(&format!("error: {message}\n"));
    Ok(Outcome::Unreadable)
}

async fn serve(args: &Dev) -> io::Result<Outcome> {
    let base = std::env::current_dir().map(|folder| whole(&folder)).unwrap_or_default();
    // where nothing is named it is the folder that this is started in, beside a program too
    let roots = match args.paths.as_slice() {
        [] => vec![base.clone()],
        paths => paths.iter().map(|path| whole(path)).collect(),
    };
    match given::check(args) {
        Ok(warnings) => warnings.iter().for_each(|warning| report::say(&format!("warning: {warning}\n"))),
        Err(error) => return failed(&error),
    }
    let listener = match listen(args.port).await {
        Ok(listener) => listener,
        Err(error) => return failed(&format!("port {} cannot be opened: {error}", args.port.unwrap_or(PORT))),
    };
    let Ok(secret) = Secret::new() else { return failed("the system gives no random numbers") };
    let chat = match Chat::start(args) {
        Ok(chat) => chat,
        Err(error) => return failed(&format!("the emulated platform does not start: {error}")),
    };
    let drawing = match &args.images {
        Some(folder) => Options::new().pictures(pictures::of(&whole(folder))),
        None => Options::new(),
    };
    let engine = Engine::start(Session::new(base, args.run.clone(), drawing))?;
    let again: Vec<_> = args.run.iter().map(|_| Arc::new(Notify::new())).collect();
    let (watched, programs) = (engine.clone(), again.clone());
    watch::start(roots, args.poll, move |change| {
        if change.sources {
            programs.iter().for_each(|again| again.notify_one());
        }
        watched.changed(change)
    });
    for (nth, (command, again)) in args.run.iter().zip(again).enumerate() {
        let engine = engine.clone();
        let named = command.clone();
        let tell = move |event: Event| {
            if let Event::Ended(end) = &event
                && let Some(trouble) = &end.trouble
            {
                report::say(&format!("warning: `{named}`: {trouble}; the page shows its output\n"));
            }
            engine.program(nth, event);
        };
        tokio::spawn(program::run(Shell::kept(), command.clone(), again, tell));
    }
    let address = format!("http://127.0.0.1:{}/{}/", listener.local_addr()?.port(), secret.reveal());
    // all at once: whoever reads the first line only may be gone for the second
    let told = format!("card dev: {address}\nends with Ctrl-C\n{}", chat.told());
    io::stdout().lock().write_all(told.as_bytes())?;
    tokio::spawn(tell_found(engine.clone(), address.clone()));
    if args.open
        && let Err(error) = open::that_detached(&address)
    {
        report::say(&format!("note: no browser was opened: {error}\n"));
    }
    tokio::select! {
        served = http::serve(listener, engine, chat, secret) => served.map(|()| Outcome::Fine),
        () = end() => Ok(Outcome::Fine),
    }
}

/// Says what there is to see, when all files are read, and once more where.
async fn tell_found(engine: Engine, address: String) {
    let mut revision = engine.revision();
    loop {
        let Some(list) = engine.list().await else { return };
        if list.get("reading").and_then(Json::as_i64) == Some(0) {
            // who has stopped listening misses nothing else
            let _ = io::stdout().lock().write_all(format!("\n{}: {address}\n", found(&list)).as_bytes());
            return;
        }
        if revision.changed().await.is_err() {
            return;
        }
    }
}

/// How many cards are in the list, in how many files, and of how many programs.
fn found(list: &Json) -> String {
    let items = |name: &str| list.get(name).and_then(Json::as_list).unwrap_or_default();
    let commands: BTreeSet<&str> = items("programs").iter().filter_map(|one| one.get("command")?.as_str()).collect();
    let cards = items("cards").len();
    let from: BTreeSet<&str> = items("cards").iter().filter_map(|card| card.get("from")?.as_str()).collect();
    let (programs, files): (Vec<&str>, Vec<&str>) = from.iter().partition(|from| commands.contains(*from));
    let count = |n: usize, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    let cards_count = count(cards, "card");
    match (files.len(), programs.len()) {
        _ if cards == 0 => "no cards yet, the page says how they are found".to_owned(),
        (files, 0) => format!("{cards_count} in {}", count(files, "file")),
        (0, programs) => format!("{cards_count} of {}", count(programs, "program")),
        (files, programs) => format!("{cards_count} in {} and of {}", count(files, "file"), count(programs, "program")),
    }
}

/// The port that was asked for; else the usual one, or any that is free.
async fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let on = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => on(port).await,
        None => match on(PORT).await {
            Ok(listener) => Ok(listener),
            Err(_) => {
                report::say(&format!(
                    "note: port {PORT} is taken, perhaps by another `card dev`: this one has another\n"
                ));
                on(0).await
            }
        },
    }
}

/// Waits until the command is told to end: by Ctrl-C, by its terminal, by the system.
async fn end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut terminal), Ok(mut system)) = (signal(SignalKind::hangup()), signal(SignalKind::terminate())) else {
            let _ = tokio::signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminal.recv() => {}
            _ = system.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}

/// A path from the root, links resolved: as the watcher names files.
fn whole(path: &Path) -> PathBuf {
    let resolved = if cfg!(windows) { std::path::absolute(path) } else { path.canonicalize() };
    resolved.or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
pub(crate) mod tests {
    use std::{
        ops::Deref,
        path::{Path, PathBuf},
    };

    /// A folder of one test, gone with it.
    pub(crate) struct Folder {
        _gone: tempfile::TempDir,
        path: PathBuf,
    }

    impl Folder {
        pub(crate) fn new() -> Folder {
            let folder = tempfile::tempdir().unwrap();
            Folder { path: super::whole(folder.path()), _gone: folder }
        }
    }

    impl Deref for Folder {
        type Target = Path;

        fn deref(&self) -> &Path {
            &self.path
        }
    }
}
