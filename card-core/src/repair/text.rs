//! Markdown without what the platform refuses: pictures by address become links, links that lead nowhere become text,
//! surplus tables become code, and what is no tag is shown as typed.

use crate::{CheckOptions, Json, Severity, Version};
use feishu_card_schema::{
    Diagnostic, Reader,
    markdown::{Context, Finding, Flavour, check},
    tree::TextPart,
};

/// The text that a finding is in, without what is refused in it; `None` if the text stays as it is.
pub(super) fn rewritten(card: &Json, found: &Diagnostic, options: &CheckOptions) -> Option<String> {
    let version = match card.get("schema").and_then(Json::as_str) {
        Some("2.0") => Version::V2,
        _ => Version::V1,
    };
    let text = card.pointer(&found.pointer)?.as_str()?;
    let flavour = flavour(card, &found.pointer, version)?;
    let context = Context { colors: None, tables: Some(options.limits.markdown_tables) };
    let checked = check(&[TextPart::Text(text.into())], flavour, &context);
    let refused = |finding: &&Finding| {
        finding.entry.severity(Reader::Json, version) == Severity::Error && !options.allow.has(finding.entry.code)
    };
    let mut text: Vec<char> = text.chars().collect();
    let before = text.len();
    let mut changed = false;
    // the last first: so the places of the others stay right
    let mut end = before;
    for finding in checked.findings.iter().filter(refused).collect::<Vec<_>>().into_iter().rev() {
        if finding.excerpt.offset + finding.excerpt.len <= end
            && let Some(start) = rewrite(&mut text, finding)
        {
            changed = true;
            end = start;
        }
    }
    changed.then(|| text.into_iter().collect())
}

/// How the text at a pointer is read.
fn flavour(card: &Json, pointer: &str, version: Version) -> Option<Flavour> {
    let holder = card.pointer(pointer.rsplit_once('/')?.0)?;
    // the translations of a text are in an object of their own
    let holder = match holder.get("tag") {
        Some(_) => holder,
        None => card.pointer(pointer.rsplit_once('/')?.0.rsplit_once('/')?.0)?,
    };
    match (holder.get("tag")?.as_str()?, version) {
        ("lark_md", _) => Some(Flavour::LarkMd),
        ("markdown", Version::V1) => Some(Flavour::Markdown1),
        ("markdown", Version::V2) => Some(Flavour::Markdown2),
        _ => None,
    }
}

/// Rewrites the part of a text that a finding is about; where the change begins.
fn rewrite(text: &mut Vec<char>, finding: &Finding) -> Option<usize> {
    let at = finding.excerpt.offset;
    match finding.entry.code {
        "C0728" => image(text, at),
        "C0724" => table(text, at),
        // the address of a tag: what shows stays, the link goes
        "C0712" if tag_around(text, at).is_some() => unlinked(text, at),
        _ if text.get(at) == Some(&'<') => {
            text.splice(at..=at, "&#60;".chars());
            Some(at)
        }
        _ => link(text, at).or_else(|| tag(text, at)),
    }
}

/// `![text](address)` as `[text](address)`, or as its text where no link can lead there.
fn image(text: &mut Vec<char>, at: usize) -> Option<usize> {
    let (open, close, end) = around(text, at)?;
    let mark = open.checked_sub(1).filter(|mark| text.get(*mark) == Some(&'!'))?;
    let target: String = text.get(close + 2..end)?.iter().collect();
    let alt: String = text.get(open + 1..close)?.iter().collect();
    let alt = if alt.trim().is_empty() { "image".to_owned() } else { alt };
    let leads = ["https://", "http://"].iter().any(|scheme| target.starts_with(scheme))
        && !target.contains(char::is_whitespace);
    let new = if leads { format!("[{alt}]({target})") } else { alt };
    text.splice(mark..=end, new.chars());
    Some(mark)
}

/// `[text](address)` as its text.
fn link(text: &mut Vec<char>, at: usize) -> Option<usize> {
    let (open, close, end) = around(text, at)?;
    let shown: Vec<char> = text.get(open + 1..close)?.to_vec();
    text.splice(open..=end, shown);
    Some(open)
}

/// The `[`, `]` and `)` around a place in the target of a link, all on one line.
fn around(text: &[char], at: usize) -> Option<(usize, usize, usize)> {
    let line = text.get(..at)?.iter().rposition(|c| *c == '\n').map_or(0, |line| line + 1);
    let close = (line..=at).rev().find(|i| text.get(*i) == Some(&']') && text.get(i + 1) == Some(&'('))?;
    let mut depth = 0;
    let open = (line..close).rev().find(|i| match text.get(*i) {
        Some(']') => {
            depth += 1;
            false
        }
        Some('[') if depth == 0 => true,
        Some('[') => {
            depth -= 1;
            false
        }
        _ => false,
    })?;
    let mut depth = 0;
    let end = (close + 1..text.len()).take_while(|i| text.get(*i) != Some(&'\n')).find(|i| {
        match text.get(*i) {
            Some('(') => depth += 1,
            Some(')') => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    (at <= end).then_some((open, close, end))
}

/// The `<` of the tag around a place.
fn tag_around(text: &[char], at: usize) -> Option<usize> {
    text.get(..at)?.iter().rposition(|c| matches!(c, '<' | '>')).filter(|i| text.get(*i) == Some(&'<'))
}

/// `<link url='…'>text</link>` as its text; of another tag only the attribute goes.
fn unlinked(text: &mut Vec<char>, at: usize) -> Option<usize> {
    let start = tag_around(text, at)?;
    let end = at + text.get(at..)?.iter().position(|c| *c == '>')?;
    let name: String = text.get(start + 1..)?.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '_').collect();
    if !matches!(name.as_str(), "link" | "a") {
        // from the blank before its name to its quote, or to the blank behind it
        let from = start + text.get(start..at)?.iter().rposition(|c| c.is_whitespace())?;
        let quote = text.get(at - 1).copied().filter(|c| matches!(c, '\'' | '"'));
        let rest = text.get(at..end)?;
        let len = match quote {
            Some(quote) => rest.iter().position(|c| *c == quote)? + 1,
            None => rest.iter().position(|c| c.is_whitespace()).unwrap_or(rest.len()),
        };
        text.drain(from..at + len);
        return Some(from);
    }
    let closing: Vec<char> = format!("</{name}>").chars().collect();
    if let Some(close) = text.get(end..)?.windows(closing.len()).position(|here| *here == closing[..]) {
        text.drain(end + close..end + close + closing.len());
    }
    text.drain(start..=end);
    Some(start)
}

/// The tag around a place, shown as typed.
fn tag(text: &mut Vec<char>, at: usize) -> Option<usize> {
    let start = tag_around(text, at)?;
    text.splice(start..=start, "&#60;".chars());
    Some(start)
}

/// The table that begins at a place, as a block of code.
fn table(text: &mut Vec<char>, at: usize) -> Option<usize> {
    let start = text.get(..at)?.iter().rposition(|c| *c == '\n').map_or(0, |line| line + 1);
    let rest: String = text.get(start..)?.iter().collect();
    let lines: Vec<&str> = rest.split('\n').take_while(|line| !line.trim().is_empty()).collect();
    let code = lines.join("\n");
    let len = code.chars().count();
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let marks = "`".repeat(longest.max(2) + 1);
    text.splice(start..start + len, format!("{marks}\n{code}\n{marks}").chars());
    Some(start)
}
