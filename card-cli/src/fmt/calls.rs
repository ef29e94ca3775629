//! All `card!` of one Rust text, one within the other, until nothing changes.

use super::{
    Formatted, Left, Options,
    body::{self, Surroundings},
    leaves::leaves_of,
    skip,
};
use feishu_card_markup::source::{self, CardCall, Source};
use feishu_card_schema::Severity;
use unicode_width::UnicodeWidthStr;

/// How often the calls of a text are gone over: once a level of nesting, and again while an inner call moves what is
/// around it. A text that is not at rest then is not changed at all.
const SWEEPS: usize = 24;

/// Lays out the calls of a text; its documentation comments are left alone.
pub(super) fn lay_out(text: &str, options: &Options) -> Formatted {
    if !source::may_call(text) {
        return Formatted { text: text.to_owned(), left: Vec::new() };
    }
    let mut now = text.to_owned();
    let mut depth = 0;
    let mut changed = false;
    for _ in 0..SWEEPS {
        let swept = source::read(&now, |source| sweep(source, depth, options));
        changed |= swept.text != now;
        now = swept.text;
        if depth < swept.deepest {
            depth += 1;
        } else if changed && swept.deepest > 0 {
            (depth, changed) = (0, false);
        } else {
            return Formatted { text: now, left: swept.left };
        }
    }
    let why = "the layout of its calls does not come to rest: this is a bug of feishu-card".to_owned();
    Formatted { text: text.to_owned(), left: vec![Left { at: 0..0, why }] }
}

/// One level of nesting, laid out.
struct Swept {
    text: String,
    /// Of all levels.
    left: Vec<Left>,
    /// The deepest level that there is.
    deepest: usize,
}

fn sweep(source: &Source, depth: usize, options: &Options) -> Swept {
    let text = source.text();
    let mut swept = Swept { text: String::with_capacity(text.len()), left: Vec::new(), deepest: 0 };
    if let Some(fault) = source.faults().first() {
        // rustc shows no card of this text
        let why = format!("{}: {}", fault.entry.code, fault.message);
        return Swept { text: text.to_owned(), left: vec![Left { at: fault.range.clone(), why }], deepest: 0 };
    }
    let skipped = skip::ranges(text, source.tokens());
    let braces_of = |call: &CardCall| call.body.start.saturating_sub(1)..call.body.end + 1;
    let braces = source.cards().iter().map(|call| braces_of(call).start).collect();
    let tokens = leaves_of(source.tokens(), &braces);
    let newline = options.newline(text);
    let mut end = 0;
    for call in source.cards() {
        let braces = braces_of(call);
        let skip = skipped.iter().any(|range| range.start <= braces.start && braces.end <= range.end);
        if call.bracket != '{' || skip || skip::by_comment(text, &call.range, &call.body) {
            continue;
        }
        if let Some(left) = error_of(source, call) {
            swept.left.push(left);
            continue;
        }
        let level = depth_of(source, call);
        swept.deepest = swept.deepest.max(level);
        if level != depth {
            continue;
        }
        swept.text.push_str(text.get(end..braces.start).unwrap_or_default());
        end = braces.end;
        let line = swept.text.rsplit('\n').next().unwrap_or_default();
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let margin = line.get(..blanks).unwrap_or_default().to_owned();
        let around =
            Surroundings { margin: &margin, column: options.columns_of(line), behind: behind(text, end), newline };
        let first = tokens.partition_point(|token| token.start < braces.start);
        let last = tokens.partition_point(|token| token.end <= braces.end);
        let own = tokens.get(first..last).unwrap_or_default();
        match body::lay_out(text, own, &call.reading.syntax, options, around) {
            Ok(laid_out) => swept.text.push_str(&laid_out),
            Err(what) => {
                swept.text.push_str(text.get(braces.clone()).unwrap_or_default());
                let why = format!("{what}: this is a bug of feishu-card; please report it with this card");
                swept.left.push(Left { at: call.range.clone(), why });
            }
        }
    }
    swept.text.push_str(text.get(end..).unwrap_or_default());
    swept
}

/// The first error of a call.
fn error_of(source: &Source, call: &CardCall) -> Option<Left> {
    let findings = source.findings_of(call);
    let error = findings.into_iter().find(|finding| finding.severity == Severity::Error)?;
    Some(Left { at: error.range, why: format!("{}: {}", error.entry.code, error.message) })
}

/// In how many other calls a call is.
fn depth_of(source: &Source, call: &CardCall) -> usize {
    let mut depth = 0;
    let mut call = call;
    while let Some(parent) = call.parent.and_then(|parent| source.cards().get(parent)) {
        depth += 1;
        call = parent;
    }
    depth
}

/// The columns of what follows on the line, without a comment.
fn behind(text: &str, at: usize) -> usize {
    let line = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    line.split("//").next().unwrap_or_default().trim_end().width()
}
