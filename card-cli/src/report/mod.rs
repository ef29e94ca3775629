//! How findings are written: for people, for machines, for pull requests.

mod github;
mod human;
mod json;
mod lines;

use crate::{args::Format, input::Trouble};
use feishu_card_core::Severity;
pub(crate) use lines::Lines;
use std::{
    io::{self, BufWriter, Write},
    ops::Range,
};

/// How many findings of one file people are shown.
const SHOWN: usize = 100;

/// One finding of the rule book, or one input that could not be read.
#[derive(Debug)]
pub(crate) struct Finding<'a> {
    pub(crate) severity: Severity,
    pub(crate) code: &'a str,
    pub(crate) message: &'a str,
    pub(crate) help: Option<&'a str>,
    /// The place in the card.
    pub(crate) pointer: &'a str,
    /// The place in the card, in the platform's words.
    pub(crate) path: &'a str,
    pub(crate) platform: Option<u32>,
    /// The place of the card in the file, as JSON Pointer.
    pub(crate) card: &'a str,
    /// The place in the file, in bytes.
    pub(crate) span: Option<Range<usize>>,
}

/// An input that is not a card: the code is `input`.
impl<'a> From<&'a Trouble> for Finding<'a> {
    fn from(trouble: &'a Trouble) -> Self {
        Finding {
            severity: Severity::Error,
            code: "input",
            message: &trouble.message,
            help: trouble.help.as_deref(),
            pointer: "",
            path: "",
            platform: None,
            card: "",
            span: trouble.span.clone(),
        }
    }
}

/// Where findings go.
pub(crate) struct Report {
    format: Format,
    out: BufWriter<anstream::AutoStream<io::StdoutLock<'static>>>,
}

impl Report {
    pub(crate) fn new(format: Format) -> Self {
        Report { format, out: BufWriter::new(anstream::AutoStream::auto(io::stdout().lock())) }
    }

    /// Writes the findings of one file.
    pub(crate) fn findings(&mut self, file: &str, text: Option<&str>, findings: &[Finding<'_>]) -> io::Result<()> {
        let lines = Lines::of(text.unwrap_or_default());
        for (nth, finding) in findings.iter().enumerate() {
            match self.format {
                Format::Human if nth == SHOWN => {
                    let more = findings.len() - SHOWN;
                    writeln!(self.out, "… and {more} more in {file}; `--format json` lists all\n")?;
                    break;
                }
                // what could not be read is not a result of the check
                Format::Human if finding.code == "input" => {
                    self.out.flush()?;
                    say(&human::text(file, &lines, finding));
                }
                Format::Human => self.out.write_all(human::text(file, &lines, finding).as_bytes())?,
                Format::Json => self.out.write_all(json::line(file, &lines, finding).as_bytes())?,
                Format::Github => self.out.write_all(github::line(file, &lines, finding).as_bytes())?,
            }
        }
        Ok(())
    }

    pub(crate) fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Says on standard error why an input could not be used.
pub(crate) fn trouble(file: &str, text: Option<&str>, trouble: &Trouble) {
    let lines = Lines::of(text.unwrap_or_default());
    say(&human::text(file, &lines, &Finding::from(trouble)));
}

/// Writes to standard error. If that is closed, nothing can be reported.
pub(crate) fn say(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}
