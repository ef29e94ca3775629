//! The command `card`: checks Feishu/Lark interactive cards, prints them, and turns them into Rust.
//!
//! It applies the rule book of `feishu-card` to cards that exist as JSON: the same rules, codes and words as the
//! macro `card!` and the client.
//!
//! | command | what it does |
//! |---|---|
//! | `card check FILE\|DIR…` | reports what the platform would refuse or ignore, where, and how to fix it; for people, as JSON lines, or as annotations of GitHub Actions |
//! | `card print FILE` | the card as indented JSON, members in a stable order |
//! | `card rust FILE` | the `card!` source that rebuilds the card |
//! | `card preview FILE\|DIR…` | cards as the client draws them: a page without script and network, or a picture (feature `preview`, on by default) |
//! | `card fmt FILE\|DIR…` | lays out the markup of every `card!`, see [`fmt`] |
//! | `card explain CODE` | what a code means |
//! | `card dev` | a page on this machine that shows cards while they are written, and a chat where bots run and are clicked |
//! | `card messages`, `card say`, `card click` | the same chat from a shell |
//! | `card completions SHELL` | completions for a shell |
//!
//! Exit codes: 0 without errors, 1 with errors, 2 when an input cannot be read or is not a card (which takes precedence over 1).
//!
//! As a library it has [`rust_source`] and [`rust_function`], for tools that turn cards into code, and [`fmt`], for tools that lay it out.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod args;
mod check;
#[cfg(feature = "dev")]
mod dev;
mod explain;
pub mod fmt;
mod help;
mod input;
#[cfg(any(feature = "dev", feature = "preview"))]
mod pictures;
mod pointer;
#[cfg(feature = "preview")]
mod preview;
mod report;
mod rust;
#[cfg(feature = "dev")]
mod sandbox;
mod shape;

use args::{Args, Command};
use clap::{CommandFactory, FromArgMatches};
use feishu_card_core::{Card, CardEntity, Json, Template, Typed};
#[doc(hidden)]
pub use fmt::rustfmt::main as rustfmt;
use input::Input;
pub use rust::{RustSource, rust_function, rust_source};
use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

/// How a run ended; the worst of all inputs decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// No error (there may be warnings).
    Fine,
    /// The rule book found errors.
    Errors,
    /// An input could not be read, or is not a card.
    Unreadable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Errors => 1,
            Outcome::Unreadable => 2,
        })
    }
}

/// Runs the command with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let matches = help::in_language(Args::command(), help::Lang::wanted()).get_matches();
    let args = Args::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let outcome = match args.command {
        Command::Check(check) => check::run(&check),
        Command::Print { file } => print_with(file, pretty),
        Command::Rust { strict, function, file } => print_with(file, |card| {
            let source = match &function {
                Some(name) => rust_function(&card, name, strict),
                None => rust_source(&card, strict),
            };
            note_unchecked(source.unchecked.len());
            source.text
        }),
        #[cfg(feature = "preview")]
        Command::Preview(preview) => preview::run(&preview),
        Command::Explain { code: Some(code) } => explain::explain(code).map(|()| Outcome::Fine),
        Command::Explain { code: None } => explain::list().map(|()| Outcome::Fine),
        Command::Fmt(args) => fmt::command::run(&args),
        #[cfg(feature = "dev")]
        Command::Dev(dev) => dev::run(&dev),
        #[cfg(feature = "dev")]
        Command::Messages(messages) => sandbox::messages(&messages),
        #[cfg(feature = "dev")]
        Command::Say(say) => sandbox::say(&say),
        #[cfg(feature = "dev")]
        Command::Click(click) => sandbox::click(&click),
        #[cfg(all(feature = "dev", unix))]
        Command::DevKeep { command } => return dev::keep(&command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "card", &mut script);
            io::stdout().write_all(&script).map(|()| Outcome::Fine)
        }
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        // the reader of our output has seen enough (`card check … | head`)
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            report::say(&format!("error: the output could not be written: {error}\n"));
            Outcome::Unreadable.into()
        }
    }
}

/// Prints what `make` makes of the card in a file.
fn print_with(file: PathBuf, make: impl Fn(Json) -> String) -> io::Result<Outcome> {
    let input = Input::named(file);
    let name = input.name();
    match input.read() {
        Ok(text) => match input::find_card(&text) {
            Ok(found) => {
                io::stdout().write_all(make(found.card.into_json()).as_bytes())?;
                return Ok(Outcome::Fine);
            }
            Err(trouble) => report::trouble(&name, Some(&text), &trouble),
        },
        Err(trouble) => report::trouble(&name, None, &trouble),
    }
    Ok(Outcome::Unreadable)
}

/// Says how much of the output the compiler does not check.
fn note_unchecked(places: usize) {
    if places > 0 {
        let what = if places == 1 { "1 place is" } else { &format!("{places} places are") };
        anstream::eprintln!(
            "note: {what} not checked by the compiler, written with `json:` or `<raw>`; see `card check`"
        );
    }
}

/// The card read into typed values and written back, indented, members in the order of the table.
fn pretty(card: Json) -> String {
    let mut text = match input::shape(&card) {
        input::Shape::Template => Template::from_json(card).map(|value| value.to_json_pretty()),
        input::Shape::Entity => CardEntity::from_json(card).map(|value| value.to_json_pretty()),
        input::Shape::Card => Card::from_json(card).map(|value| value.to_json_pretty()),
    }
    .unwrap_or_else(|other| other.to_pretty_string());
    text.push('\n');
    text
}
