//! `card fmt`: files, folders, or standard input.

use super::{Left, config::Config, files};
use crate::{Outcome, args::Fmt, report};
use std::{
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// What was done in all files together.
#[derive(Default)]
struct Count {
    changed: usize,
    unchanged: usize,
    left: usize,
    unreadable: usize,
}

/// Runs the command.
pub(crate) fn run(args: &Fmt) -> io::Result<Outcome> {
    let mut config = Config::default();
    if args.stdin || matches!(&args.paths[..], [only] if only.as_os_str() == "-") {
        return stdin(args, &mut config);
    }
    let mut count = Count::default();
    for file in files::expand(&args.paths) {
        let (file, read) = match file {
            Ok(file) => {
                let read = config.of(&file).and_then(|options| Ok((options, files::read(&file)?)));
                (file, read)
            }
            Err((folder, why)) => (folder, Err(why)),
        };
        match read {
            Ok((options, text)) => one_file(args, &file, &text, &options, &mut count)?,
            Err(why) => {
                count.unreadable += 1;
                report::say(&format!("error: {}: {why}\n", file.display()));
            }
        }
    }
    report::say(&summary(&count, args.check));
    Ok(match count {
        Count { unreadable: 1.., .. } => Outcome::Unreadable,
        Count { left: 1.., .. } => Outcome::Errors,
        Count { changed: 1.., .. } if args.check => Outcome::Errors,
        _ => Outcome::Fine,
    })
}

fn one_file(args: &Fmt, file: &Path, text: &str, options: &super::Options, count: &mut Count) -> io::Result<()> {
    let name = file.display().to_string();
    let formatted = files::lay_out(file, text, options);
    say_left(&name, &formatted.text, &formatted.left);
    count.left += formatted.left.len();
    if formatted.text == text {
        count.unchanged += 1;
    } else if args.check {
        count.changed += 1;
        io::stdout().write_all(files::diff(&name, text, &formatted.text).as_bytes())?;
    } else {
        match files::write(file, &formatted.text) {
            Ok(()) => count.changed += 1,
            Err(error) => {
                count.unreadable += 1;
                report::say(&format!("error: {name}: it cannot be written: {error}\n"));
            }
        }
    }
    Ok(())
}

fn stdin(args: &Fmt, config: &mut Config) -> io::Result<Outcome> {
    let mut text = String::new();
    if let Err(error) = io::stdin().lock().read_to_string(&mut text) {
        report::say(&format!("error: standard input cannot be read: {error}\n"));
        return Ok(Outcome::Unreadable);
    }
    let options = match config.of_stdin() {
        Ok(options) => options,
        Err(why) => {
            report::say(&format!("error: {why}\n"));
            return Ok(Outcome::Unreadable);
        }
    };
    let formatted = files::lay_out(&PathBuf::from("stdin.rs"), &text, &options);
    say_left("<stdin>", &formatted.text, &formatted.left);
    let changed = formatted.text != text;
    let out = if args.check { files::diff("<stdin>", &text, &formatted.text) } else { formatted.text };
    io::stdout().write_all(out.as_bytes())?;
    Ok(if !formatted.left.is_empty() || (args.check && changed) { Outcome::Errors } else { Outcome::Fine })
}

/// Names the calls that were left as they are.
pub(super) fn say_left(name: &str, text: &str, left: &[Left]) {
    for left in left {
        let (line, column) = files::line_column(text, left.at.start);
        report::say(&format!("left as it is: {name}:{line}:{column}: {}\n", left.why));
    }
}

fn summary(count: &Count, check: bool) -> String {
    let files = |n: usize| format!("{n} file{}", if n == 1 { "" } else { "s" });
    let verb = if check { "would be laid out" } else { "laid out" };
    let mut text = format!("{} {verb}, {} unchanged", files(count.changed), files(count.unchanged));
    if count.left > 0 {
        text.push_str(&format!("; {} `card!` left as it is", count.left));
    }
    if count.unreadable > 0 {
        text.push_str(&format!("; {} could not be read or written", files(count.unreadable)));
    }
    text.push('\n');
    text
}
