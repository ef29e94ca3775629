//! A finding, and the collection of all findings of one card.

use crate::{Entry, Severity, tree::At};
use std::fmt;

/// The line of a text around what a finding in the text is about. `Display` draws it, with the carets below it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Excerpt {
    /// Where it begins: characters into the known text, all its pieces joined, without the holes.
    pub offset: usize,
    /// How many known characters it takes; 0 for a hole.
    pub len: usize,
    /// The line, or the part of it around the place; a hole is shown as `{…}`.
    pub line: String,
    /// Carets under the place; wide characters count as two columns.
    pub carets: String,
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.line, self.carets)
    }
}

/// One finding: what is wrong, where, and how to fix it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Its entry in the catalogue.
    pub entry: &'static Entry,
    /// How bad it is here.
    pub severity: Severity,
    /// The place in markup; `At(0)` for JSON.
    pub at: At,
    /// The place as JSON Pointer (RFC 6901), `/body/elements/1/text`; empty for the card itself.
    pub pointer: String,
    /// The place in the platform's own words, `ROOT -> body -> elements -> [1](tag: form)`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
    /// For a finding in a Markdown text: the line around it.
    pub excerpt: Option<Excerpt>,
    /// In markup: the earlier place that this one repeats. In JSON the help names its pointer.
    pub earlier: Option<At>,
    /// The platform's own code for it: `None` where it is not known, and where this version of card JSON is not refused.
    pub platform: Option<u32>,
}

impl Diagnostic {
    /// A finding about the card itself, with the severity that its entry has in markup.
    pub(crate) fn new(entry: &'static Entry, message: String) -> Self {
        Diagnostic {
            entry,
            severity: entry.markup,
            at: At::default(),
            pointer: String::new(),
            path: "ROOT".to_owned(),
            message,
            help: None,
            excerpt: None,
            earlier: None,
            platform: entry.platform,
        }
    }

    /// The stable code, `C0101`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.entry.code
    }

    /// How to fix it, and below it the excerpt: what people read.
    #[must_use]
    pub fn full_help(&self) -> Option<String> {
        match (&self.help, &self.excerpt) {
            (Some(help), Some(excerpt)) => Some(format!("{help}\n{excerpt}")),
            (Some(help), None) => Some(help.clone()),
            (None, excerpt) => excerpt.as_ref().map(Excerpt::to_string),
        }
    }

    /// The platform's own code for it, where known; `None` where this version of card JSON is not refused.
    #[must_use]
    pub fn platform_code(&self) -> Option<u32> {
        self.platform
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.entry.code, self.message)?;
        if !self.path.is_empty() {
            write!(f, "\n  at {}", self.path)?;
        }
        if let Some(help) = self.full_help() {
            write!(f, "\n  help: {}", help.replace('\n', "\n        "))?;
        }
        if let Some(code) = self.platform {
            write!(f, "\n  the platform answers: {code}")?;
        }
        Ok(())
    }
}

/// Codes that one card lowers: a lowered finding is dropped if it is a warning and becomes a warning if
/// it is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow(Vec<String>);

impl Allow {
    /// Nothing is lowered.
    pub const NONE: Allow = Allow(Vec::new());

    /// Lowers one more code.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.0.push(code.into());
        self
    }

    /// Whether `code` is lowered.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.0.iter().any(|c| c == code)
    }

    /// The severity that is left of `severity` for `code`; `None` when the finding is dropped.
    #[must_use]
    pub fn lower(&self, code: &str, severity: Severity) -> Option<Severity> {
        match (self.has(code), severity) {
            (false, severity) => Some(severity),
            (true, Severity::Error) => Some(Severity::Warning),
            (true, Severity::Warning) => None,
        }
    }
}

/// All findings of one card, in document order. `Debug` says what `Display` says.
#[derive(Clone, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Collects findings.
    #[must_use]
    pub fn new(found: Vec<Diagnostic>) -> Self {
        Diagnostics(found)
    }

    /// Whether it has no errors; it may have warnings.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.errors().next().is_none()
    }

    /// Whether nothing was found at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// The errors among them.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter().filter(|d| d.severity == Severity::Error)
    }

    /// `Ok` without errors, else all findings.
    ///
    /// # Errors
    /// Gives back itself when it holds an error.
    pub fn into_result(self) -> Result<(), Diagnostics> {
        if self.is_ok() { Ok(()) } else { Err(self) }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, d) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{d}")?;
        }
        Ok(())
    }
}

/// What people read when `main` returns them, or a test of a card fails; `{:#?}` shows every part.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match () {
            () if f.alternate() => f.debug_list().entries(&self.0).finish(),
            () if self.0.is_empty() => f.write_str("nothing found"),
            () => fmt::Display::fmt(self, f),
        }
    }
}

impl std::error::Error for Diagnostics {}
