//! A server in a process of its own, for programs that measure a client: the same program, called with `serve`.

use std::{
    env,
    fmt::Display,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio, exit},
    str::FromStr,
};

/// The argument that makes a program the server.
pub const SERVE: &str = "serve";

/// The server. It ends with this, also when what is measured panics.
pub struct ServerProcess {
    child: Child,
    /// Where it is reached: `http://127.0.0.1:…`.
    pub base: String,
}

impl ServerProcess {
    /// Starts this program once more as the server, which prints its address.
    pub fn start() -> ServerProcess {
        let program = env::current_exe().expect("this program");
        let mut child = Command::new(program).arg(SERVE).stdout(Stdio::piped()).spawn().expect("the server starts");
        let printed = child.stdout.take().expect("piped");
        let mut server = ServerProcess { child, base: String::new() };
        let mut address = String::new();
        BufReader::new(printed).read_line(&mut address).expect("its address");
        server.base = format!("http://{}", address.trim());
        server
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // it may be gone already
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A number from the command line, or the usual one; ends the program with a message when it is no such number.
pub fn argument<T: FromStr<Err: Display>>(given: Option<&str>, name: &str, usual: T) -> T {
    let Some(text) = given else { return usual };
    text.parse().unwrap_or_else(|error| {
        eprintln!("error: {name} is a number, found `{text}`: {error}");
        exit(2)
    })
}
