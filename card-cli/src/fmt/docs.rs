//! Rust blocks of documentation comments and of Markdown pages.

use super::{Left, Options, calls, leaves::leaves};
use feishu_card_markup::source::{may_call, read};
use std::ops::Range;

/// Where text of a page is in its file: behind what, on each line.
struct Line<'a> {
    /// The bytes of the whole line, without its line feed.
    at: Range<usize>,
    /// What it begins with: the indentation and `///`; nothing in a page.
    prefix: &'a str,
    /// The rest, without a blank behind the prefix.
    text: &'a str,
}

/// Lays out the examples in the documentation comments of a Rust source.
pub(super) fn comments(source: &str, options: &Options) -> (String, Vec<Left>) {
    let mut edits = Edits::default();
    // a text without an example is not read again
    let comments = || source.lines().map(str::trim_start).filter(|line| is_comment(line));
    let has_fence = comments().any(|line| line.contains("```") || line.contains("~~~"));
    if has_fence
        && comments().any(may_call)
        && let Some(tokens) = read(source, |read| read.faults().is_empty().then(|| leaves(read.tokens())))
    {
        let mut page: Vec<Line> = Vec::new();
        for token in tokens {
            let Some(comment) = source.get(token.clone()).filter(|text| is_comment(text)) else { continue };
            let line = comment_line(source, token, comment);
            let follows = page.last().is_some_and(|last| {
                let between = source.get(last.at.end..line.at.start).unwrap_or_default();
                between.trim().is_empty() && between.matches('\n').count() == 1 && last.prefix == line.prefix
            });
            if !follows {
                blocks(&page, true, options, &mut edits);
                page.clear();
            }
            page.push(line);
        }
        blocks(&page, true, options, &mut edits);
    }
    edits.apply(source)
}

/// Lays out the Rust blocks of a Markdown page.
pub(super) fn page(text: &str, options: &Options) -> (String, Vec<Left>) {
    let mut edits = Edits::default();
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end_matches(['\n', '\r']);
        lines.push(Line { at: start..start + shown.len(), prefix: "", text: shown });
        start += line.len();
    }
    blocks(&lines, false, options, &mut edits);
    edits.apply(text)
}

fn is_comment(text: &str) -> bool {
    (text.starts_with("///") && !text.starts_with("////")) || text.starts_with("//!")
}

fn comment_line<'a>(source: &'a str, token: Range<usize>, comment: &'a str) -> Line<'a> {
    let start = source.get(..token.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let comment = comment.trim_end_matches('\r');
    let prefix = source.get(start..token.start + 3).unwrap_or_default();
    let text = comment.get(3..).unwrap_or_default();
    Line { at: start..token.start + comment.len(), prefix, text: text.strip_prefix(' ').unwrap_or(text) }
}

/// What is to be written instead of some lines.
#[derive(Default)]
struct Edits {
    texts: Vec<(Range<usize>, String)>,
    /// By bytes of the source as it was.
    left: Vec<Left>,
}

impl Edits {
    fn apply(self, source: &str) -> (String, Vec<Left>) {
        let mut out = String::with_capacity(source.len());
        let mut end = 0;
        for (at, text) in &self.texts {
            out.push_str(source.get(end..at.start).unwrap_or_default());
            out.push_str(text);
            end = at.end;
        }
        out.push_str(source.get(end..).unwrap_or_default());
        (out, self.left)
    }
}

/// Lays out the Rust blocks among these lines.
fn blocks(lines: &[Line], is_rustdoc: bool, options: &Options, edits: &mut Edits) {
    let mut rest = lines.iter().enumerate();
    while let Some((opening, line)) = rest.next() {
        let Some((fence, info)) = fence(line.text) else { continue };
        let indent = line.text.len() - line.text.trim_start().len();
        let closes = |line: &Line| {
            line.text.trim().trim_end_matches(fence.chars().next().unwrap_or('`')).is_empty()
                && line.text.trim().len() >= fence.len()
        };
        let Some((closing, _)) = rest.by_ref().find(|(_, line)| closes(line)) else { return };
        let inside = lines.get(opening + 1..closing).unwrap_or_default();
        if is_rust(info, is_rustdoc) {
            block(inside, indent, options, edits);
        }
    }
}

/// The fence of a code block and what is behind it.
fn fence(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = text.trim_start_matches(mark);
    let fence = text.get(..text.len() - info.len())?;
    (fence.len() >= 3).then_some((fence, info.trim()))
}

/// Whether a block is Rust that is meant to compile. In documentation a block is, unless it says something else.
fn is_rust(info: &str, is_rustdoc: bool) -> bool {
    let mut words = info.split([',', ' ', '\t']).map(str::trim).filter(|word| !word.is_empty());
    let known = |word: &str| {
        matches!(word, "rust" | "no_run" | "should_panic" | "ignore" | "standalone" | "test_harness")
            || word.starts_with("ignore-")
            || word.starts_with("edition")
    };
    match words.next() {
        None => is_rustdoc,
        Some(first) => {
            (if is_rustdoc { known(first) } else { first == "rust" }) && words.all(|word| word != "compile_fail")
        }
    }
}

/// Lays out one block, whose lines are indented like its fence.
fn block(lines: &[Line], indent: usize, options: &Options, edits: &mut Edits) {
    let Some((first, last)) = lines.first().zip(lines.last()) else { return };
    let own = |line: &Line| line.text.len() - line.text.trim_start_matches(' ').len();
    let code_of = |line: &Line| line.text.get(own(line).min(indent)..).unwrap_or_default().to_owned();
    let code: Vec<String> = lines.iter().map(code_of).collect();
    let prefix = format!("{} {}", first.prefix, " ".repeat(indent));
    let margin = if first.prefix.is_empty() { indent } else { options.columns_of(&prefix) };
    let narrow = Options {
        max_width: options.max_width.saturating_sub(margin),
        newline_style: super::NewlineStyle::Unix,
        ..options.clone()
    };
    let source = code.join("\n");
    let laid_out = calls::lay_out(&source, &narrow);
    for left in laid_out.left {
        // the line of the reason
        let line = laid_out.text.get(..left.at.start).unwrap_or_default().matches('\n').count();
        let at = lines.get(line).unwrap_or(last).at.clone();
        edits.left.push(super::Left { at, why: left.why });
    }
    if laid_out.text == source {
        return;
    }
    let newline = if last.at.start > first.at.end + 1
        && lines.len() > 1
        && lines.get(1).is_some_and(|second| second.at.start == first.at.end + 2)
    {
        "\r\n"
    } else {
        "\n"
    };
    let mut text = String::new();
    for (n, line) in laid_out.text.split('\n').enumerate() {
        if n > 0 {
            text.push_str(newline);
        }
        text.push_str(first.prefix);
        if !line.is_empty() {
            if !first.prefix.is_empty() {
                text.push(' ');
            }
            text.push_str(&" ".repeat(indent));
            text.push_str(line);
        }
    }
    edits.texts.push((first.at.start..last.at.end, text));
}
