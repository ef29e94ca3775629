//! The keeper of a program: a process between `card dev` and the program, so that the program ends with `card dev` however
//! that ends.
//!
//! Who is killed can tell nobody. But the pipe that only it holds closes, and then the keeper kills its whole group: itself,
//! the program, and what that has started.

use rustix::{
    process::{Signal, kill_current_process_group},
    stdio::{dup2_stderr, dup2_stdout},
};
use std::{
    fs::File,
    io,
    os::unix::process::ExitStatusExt,
    process::{Command, ExitCode, Stdio},
    thread,
};

/// Runs a command by the shell, until it ends or standard input does.
pub(crate) fn keep(command: &str) -> ExitCode {
    let started = Command::new("sh").args(["-c", command]).stdin(Stdio::null()).spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) => {
            crate::report::say(&format!("error: the shell cannot be started: {error}\n"));
            return ExitCode::from(127);
        }
    };
    // the program alone holds its output, so that it ends when the program closes it
    if let Ok(nowhere) = File::options().write(true).open("/dev/null") {
        let _ = dup2_stdout(&nowhere);
        let _ = dup2_stderr(&nowhere);
    }
    thread::spawn(|| {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        let _ = kill_current_process_group(Signal::KILL);
    });
    match child.wait() {
        // as a shell says it
        Ok(status) => ExitCode::from(match (status.code(), status.signal()) {
            (Some(code), _) => u8::try_from(code).unwrap_or(u8::MAX),
            (None, Some(signal)) => u8::try_from(128 + signal).unwrap_or(u8::MAX),
            (None, None) => u8::MAX,
        }),
        Err(_) => ExitCode::from(u8::MAX),
    }
}
