//! The collector of findings: grammar findings of the macro and findings of the rule book, each with its token.

use crate::line_column;
use feishu_card_schema::{Allow, Entry, Reader, Severity, Version, rules::Wording, sort_by};
use proc_macro2::Span;

/// What is wrong, where, and how to fix it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The token, or the first of those that are wrong.
    pub span: Span,
    /// The rule.
    pub entry: &'static Entry,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
    /// The platform's own code for it, where known and where this version of card JSON is refused.
    pub platform: Option<u32>,
}

/// All findings of one `card!`.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    found: Vec<Finding>,
    /// Help with the author's own words for what the rule book will say of these places: code, place, help.
    advice: Vec<(&'static str, Span, String)>,
}

impl Findings {
    /// Adds a finding of the grammar: of the rule in whose file the entry is.
    pub(crate) fn add(
        &mut self,
        entry: &'static Entry,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let help = help.into();
        self.push(Finding {
            span,
            entry,
            severity: entry.severity(Reader::Markup, Version::V1),
            message: message.into(),
            help: if help.is_empty() { None } else { Some(help) },
            platform: entry.platform,
        });
    }

    /// Adds a finding that the rule book words.
    pub(crate) fn say(&mut self, said: Wording, span: Span) {
        self.add(said.entry, span, said.message, said.help.unwrap_or_default());
    }

    /// The same, if a rule has something to say.
    pub(crate) fn say_if(&mut self, said: Option<Wording>, span: Span) {
        if let Some(said) = said {
            self.say(said, span);
        }
    }

    /// Adds a finding made elsewhere.
    pub(crate) fn push(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// Help with the author's own words, for a finding that the rule book makes at this place.
    pub(crate) fn advise(&mut self, code: &'static str, span: Span, help: String) {
        self.advice.push((code, span, help));
    }

    /// The help for a finding of the rule book, if there is a better one than it can give.
    pub(crate) fn advised(&self, code: &str, span: Span) -> Option<String> {
        let here = line_column::start(span);
        let found = self.advice.iter().find(|(of, at, _)| *of == code && line_column::start(*at) == here);
        found.map(|(_, _, help)| help.clone())
    }

    /// Whether one of them is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// How many there are: to learn whether a step found anything.
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// Takes back what was added after there were `len`: a greater mistake says it all.
    pub(crate) fn forget(&mut self, len: usize) {
        self.found.truncate(len);
    }

    /// Of an input that is cut off, the last piece is one mistake: of the findings at its place the first is kept, and what
    /// is in a tag that is not complete is not judged by the rule book.
    pub(crate) fn end_with_one(&mut self, tag: Option<Span>) {
        if let Some(begin) = tag.map(line_column::start) {
            let of_the_markup = |finding: &Finding| finding.entry.code.starts_with("C00");
            self.found.retain(|finding| of_the_markup(finding) || line_column::start(finding.span) < begin);
        }
        sort_by(&mut self.found, |a, b| line_column::start(a.span).cmp(&line_column::start(b.span)));
        if let Some(last) = self.found.last().map(|last| line_column::start(last.span)) {
            let first = self.found.iter().position(|finding| line_column::start(finding.span) == last);
            self.found.truncate(first.map_or(self.found.len(), |first| first + 1));
        }
    }

    /// The findings in the order of the source; of two at the same place the grammar's comes first. A code of the
    /// platform is named only where cards of this version, if that is known, are refused with it.
    pub(crate) fn sorted(mut self, allow: &Allow, version: Option<Version>) -> Vec<Finding> {
        sort_by(&mut self.found, |a, b| line_column::start(a.span).cmp(&line_column::start(b.span)));
        for finding in &mut self.found {
            finding.platform =
                finding.platform.filter(|_| version.is_none_or(|v| finding.entry.platform_code(v).is_some()));
        }
        self.found.retain_mut(|finding| match allow.lower(finding.entry.code, finding.severity) {
            Some(severity) => {
                finding.severity = severity;
                true
            }
            None => false,
        });
        self.found
    }
}
