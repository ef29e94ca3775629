//! Programs that print cards: run, read, run again when their sources change, and ended with the server, however that ends.
//!
//! A command comes from the command line alone. The page can neither start nor change one.

#[cfg(unix)]
mod keeper;
mod output;

#[cfg(unix)]
pub(crate) use keeper::keep;
pub(crate) use output::{Line, MOST_CARDS};

use output::Output;
use std::{ffi::OsString, process::Stdio, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt},
    process::{Child, Command},
    sync::Notify,
};

/// How much of the standard error is kept, in bytes: its end says why a program failed.
const KEPT_ERROR: usize = 8 << 10;

/// Lines are handed on together after this long, so that a flood costs the page nothing.
const TOGETHER: Duration = Duration::from_millis(40);

/// How long a program has to end after it was told to, before it is killed.
const GRACE: Duration = Duration::from_secs(2);

/// What happens to a program.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Event {
    /// A run begins.
    Started,
    /// It printed lines.
    Printed(Vec<Line>),
    /// The run is over.
    Ended(End),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct End {
    /// What went wrong; `None` for exit code 0.
    pub(crate) trouble: Option<String>,
    /// The end of its standard error.
    pub(crate) error: String,
}

/// What runs a command: a program that takes it as its last argument.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    program: OsString,
    arguments: &'static [&'static str],
    /// Whether it ends when its standard input does.
    keeps: bool,
}

impl Shell {
    /// The shell of the system.
    pub(crate) fn plain() -> Self {
        let (program, arguments) = SHELL;
        Shell { program: program.into(), arguments, keeps: false }
    }

    /// A keeper, which is this very program: what it runs ends with us even if we are killed. Where there is none, the
    /// shell itself.
    pub(crate) fn kept() -> Self {
        match std::env::current_exe() {
            Ok(program) if cfg!(unix) => Shell { program: program.into(), arguments: &["dev-keep", "--"], keeps: true },
            _ => Shell::plain(),
        }
    }
}

/// Runs a command for ever: once now, and again whenever `again` is notified. Dropped, it ends the run.
pub(crate) async fn run(shell: Shell, command: String, again: Arc<Notify>, tell: impl Fn(Event)) {
    loop {
        tell(Event::Started);
        let end = tokio::select! {
            end = once(&shell, &command, &tell) => Some(end),
            () = again.notified() => None,
        };
        if let Some(end) = end {
            tell(Event::Ended(end));
            again.notified().await;
        }
        // a save touches several files
        tokio::time::sleep(TOGETHER).await;
    }
}

/// One run. Dropped before its end, the program and all that it started are killed.
async fn once(shell: &Shell, command: &str, tell: &impl Fn(Event)) -> End {
    let failed = |trouble: String| End { trouble: Some(trouble), error: String::new() };
    let mut run = Command::new(&shell.program);
    run.args(shell.arguments).arg(command).stdout(Stdio::piped()).stderr(Stdio::piped());
    // nothing is ever written: that this pipe closes tells a keeper that we are gone
    run.stdin(if shell.keeps { Stdio::piped() } else { Stdio::null() });
    run.kill_on_drop(true);
    // a group of its own, so that all that it starts can be ended with it
    #[cfg(unix)]
    run.process_group(0);
    let mut child = match run.spawn() {
        Ok(child) => Group { id: child.id(), child },
        Err(error) => return failed(format!("it cannot be started: {error}")),
    };
    let (Some(stdout), Some(mut stderr)) = (child.child.stdout.take(), child.child.stderr.take()) else {
        return failed("its output cannot be read".to_owned());
    };
    // waiting for the end would close it first
    let _held = child.child.stdin.take();
    let mut output = Output::default();
    let mut error = Vec::new();
    let keep_all = async {
        keep_end(&mut stderr, &mut error).await;
        std::future::pending::<()>().await;
    };
    let too_much = tokio::select! {
        too_much = read(stdout, &mut output, tell) => too_much,
        () = keep_all => None,
    };
    // the rest; of a program that is stopped it may never come
    let _ = tokio::time::timeout(
        if too_much.is_some() { Duration::ZERO } else { GRACE },
        keep_end(&mut stderr, &mut error),
    )
    .await;
    let trouble = match too_much {
        Some(why) => Some(why),
        // its output may be closed before it ends
        None => match tokio::time::timeout(GRACE, child.child.wait()).await {
            Ok(Ok(status)) if status.success() => None,
            Ok(Ok(status)) => Some(format!("it ended with {status}")),
            Ok(Err(error)) => Some(format!("it cannot be waited for: {error}")),
            Err(_) => Some("it closed its output, did not end, and was stopped".to_owned()),
        },
    };
    End { trouble, error: String::from_utf8_lossy(&error).into_owned() }
}

#[cfg(unix)]
const SHELL: (&str, &[&str]) = ("sh", &["-c"]);
#[cfg(windows)]
const SHELL: (&str, &[&str]) = ("cmd", &["/C"]);

/// A program with all that it started; dropped, all of it is killed.
struct Group {
    child: Child,
    id: Option<u32>,
}

impl Drop for Group {
    fn drop(&mut self) {
        let Some(id) = self.id else { return };
        // what cannot be killed is gone
        #[cfg(unix)]
        if let Some(group) = i32::try_from(id).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        #[cfg(windows)]
        let _ = std::process::Command::new("taskkill").args(["/T", "/F", "/PID", &id.to_string()]).output();
    }
}

/// Reads the cards until the output ends, or is too much: then why.
async fn read(mut from: impl AsyncRead + Unpin, output: &mut Output, tell: &impl Fn(Event)) -> Option<String> {
    let mut buffer = vec![0; 64 << 10];
    let mut lines = Vec::new();
    let mut due = None;
    loop {
        let wait = async {
            match due {
                Some(at) => tokio::time::sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        let read = tokio::select! {
            // what waits is handed on even while more comes
            biased;
            () = wait => {
                due = None;
                tell(Event::Printed(std::mem::take(&mut lines)));
                continue;
            }
            read = from.read(&mut buffer) => read,
        };
        match read {
            Ok(count @ 1..) => lines.extend(output.feed(buffer.get(..count).unwrap_or_default())),
            // an output that cannot be read any more has ended
            Ok(0) | Err(_) => {
                lines.extend(output.end());
                if !lines.is_empty() {
                    tell(Event::Printed(lines));
                }
                return None;
            }
        }
        if let Some(why) = output.too_much() {
            tell(Event::Printed(lines));
            return Some(why);
        }
        if !lines.is_empty() {
            due.get_or_insert_with(|| tokio::time::Instant::now() + TOGETHER);
        }
    }
}

/// Reads to the end and keeps the last of it.
async fn keep_end(mut from: impl AsyncRead + Unpin, kept: &mut Vec<u8>) {
    let mut buffer = vec![0; 8 << 10];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        kept.extend_from_slice(buffer.get(..count).unwrap_or_default());
        let surplus = kept.len().saturating_sub(KEPT_ERROR);
        kept.drain(..surplus);
    }
}

#[cfg(all(test, unix))]
mod tests;
