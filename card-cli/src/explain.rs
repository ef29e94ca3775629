//! `card explain`: an entry of the catalogue, a code of the platform, or the list of all entries.

use anstream::AutoStream;
use clap::builder::styling::{AnsiColor, Style};
use feishu_card_core::{Entry, Severity};
use feishu_card_markup::catalogue;
use feishu_card_schema::platform_codes::{self, CodeRow};
use std::io::{self, Write};

const STRONG: Style = Style::new().bold();
const WRONG: Style = AnsiColor::Red.on_default().bold();
const RIGHT: Style = AnsiColor::Green.on_default().bold();

/// Prints one entry.
fn entry(entry: &Entry) -> io::Result<()> {
    let mut out = AutoStream::auto(io::stdout().lock());
    writeln!(out, "{STRONG}{}: {}{STRONG:#}\n", entry.code, entry.title)?;
    for line in wrapped(entry.why, 100) {
        writeln!(out, "{line}")?;
    }
    let severities = [("markup", entry.markup), ("JSON 1.0", entry.json1), ("JSON 2.0", entry.json2)];
    let severities = severities.map(|(reader, severity)| format!("{severity} in {reader}"));
    writeln!(out, "\nSeverity: {}", severities.join(", "))?;
    if let Some(code) = entry.platform {
        writeln!(out, "The platform answers: {code}")?;
    }
    writeln!(out, "Since: {}", entry.since)?;
    writeln!(out, "\n{WRONG}Wrong{WRONG:#}\n")?;
    indented(&mut out, entry.wrong)?;
    writeln!(out, "\n{RIGHT}Right{RIGHT:#}\n")?;
    indented(&mut out, entry.right)
}

/// Lists all codes with their titles.
pub(crate) fn list() -> io::Result<()> {
    let mut out = AutoStream::auto(io::stdout().lock());
    for entry in catalogue::all() {
        let mark = match entry.json2.max(entry.json1).max(entry.markup) {
            Severity::Error => "error  ",
            Severity::Warning => "warning",
        };
        writeln!(out, "{STRONG}{}{STRONG:#}  {mark}  {}", entry.code, entry.title)?;
    }
    Ok(())
}

fn indented(out: &mut impl Write, text: &str) -> io::Result<()> {
    text.lines().try_for_each(|line| writeln!(out, "{}", format!("    {line}").trim_end()))
}

/// Lines of at most `width` characters, broken at spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let fits = lines.last().is_some_and(|line| line.chars().count() + word.chars().count() < width);
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if fits => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// What can be explained.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Explained {
    /// A finding of the rule book.
    Finding(&'static Entry),
    /// A code of the platform.
    Platform(i64),
}

/// Prints what a code means.
pub(crate) fn explain(code: Explained) -> io::Result<()> {
    match code {
        Explained::Finding(found) => entry(found),
        Explained::Platform(code) => platform(code),
    }
}

/// Prints every meaning of a code of the platform, and how the rule book tells of it before anything is sent.
fn platform(code: i64) -> io::Result<()> {
    let mut out = AutoStream::auto(io::stdout().lock());
    writeln!(out, "{STRONG}{code}: a code of the platform{STRONG:#}")?;
    for row in CodeRow::of(code) {
        writeln!(out)?;
        for line in wrapped(row.meaning, 100) {
            writeln!(out, "{line}")?;
        }
        for (what, text) in [
            ("from", Some(row.source())),
            ("where the text says", row.text.map(|text| format!("`{text}`"))),
            ("to do", row.help().map(str::to_owned)),
        ] {
            let Some(text) = text else { continue };
            for (n, line) in wrapped(&format!("{what}: {text}"), 96).iter().enumerate() {
                writeln!(out, "{}{line}", if n == 0 { "  " } else { "    " })?;
            }
        }
    }
    let mut findings = platform_codes::findings(code).peekable();
    if findings.peek().is_some() {
        writeln!(out, "\nFound before sending:\n")?;
        for entry in findings {
            writeln!(out, "  {STRONG}{}{STRONG:#}  {}", entry.code, entry.title)?;
        }
    }
    Ok(())
}

/// The entry of a code, in whatever case it is written.
pub(crate) fn code(text: &str) -> Result<&'static Entry, String> {
    let code = text.trim().to_ascii_uppercase();
    catalogue::entry(&code).ok_or_else(|| "unknown code; `card explain` lists all codes".to_owned())
}

/// A code of the rule book or of the platform.
pub(crate) fn any_code(text: &str) -> Result<Explained, String> {
    match text.trim().parse() {
        Ok(number) if CodeRow::of(number).next().is_some() => Ok(Explained::Platform(number)),
        Ok(_) => Err("no documented code of the platform; the text of the answer may say more".to_owned()),
        Err(_) => code(text).map(Explained::Finding),
    }
}
