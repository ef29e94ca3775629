//! Markup through the front end of the macro, without expanding it.

use feishu_card_markup::{line_column, read};
use feishu_card_schema::Severity;

/// What the compiler says: where, and what.
#[derive(Debug)]
pub(crate) struct Said {
    /// Line, from 1, and column in characters, from 0, of the source.
    pub(crate) start: (usize, usize),
    pub(crate) end: (usize, usize),
    pub(crate) code: &'static str,
    pub(crate) severity: Severity,
    pub(crate) message: String,
}

/// All findings on a whole `card! { … }`, in the order of the source.
pub(crate) fn compile(source: &str) -> Result<Vec<Said>, String> {
    let open = source.find('{').ok_or("no brace")?;
    let close = source.rfind('}').ok_or("no brace")?;
    // blanks keep the columns
    let inner = format!("{}{}", " ".repeat(open + 1), &source[open + 1..close]);
    let tokens = inner.parse::<proc_macro2::TokenStream>().map_err(|error| error.to_string())?;
    let said = read(tokens).findings.into_iter().map(|finding| Said {
        start: line_column::start(finding.span),
        end: line_column::end(finding.span),
        code: finding.entry.code,
        severity: finding.severity,
        message: finding.message,
    });
    Ok(said.collect())
}

/// The text that a finding underlines.
pub(crate) fn text_at(source: &str, said: &Said) -> String {
    let (start, end) = (said.start, said.end);
    let lines = source.lines().enumerate().map(|(i, line)| (i + 1, line));
    let pieces = lines.filter(|(n, _)| (start.0..=end.0).contains(n)).map(|(n, line)| {
        let from = if n == start.0 { start.1 } else { 0 };
        let to = if n == end.0 { end.1 } else { usize::MAX };
        line.chars().skip(from).take(to.saturating_sub(from)).collect::<String>()
    });
    pieces.collect::<Vec<_>>().join("\n")
}
