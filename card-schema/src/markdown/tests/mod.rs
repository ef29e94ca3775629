//! Tests of the whole reader.

mod catalogue;
mod properties;
mod rules;

use super::{Checked, Context, Flavour, check};
use crate::tree::TextPart;

/// The findings of a text in which `{…}` is a hole, as `code offset+len message / help`.
fn findings(text: &str, flavour: Flavour) -> Vec<String> {
    let context = Context { colors: Some(&["cus-0"]), tables: Some(4) };
    lines(&check(&parts(text), flavour, &context))
}

fn lines(checked: &Checked) -> Vec<String> {
    let line = |f: &super::Finding| {
        format!("{} {}+{} {} / {}", f.entry.code, f.excerpt.offset, f.excerpt.len, f.message, f.help)
    };
    checked.findings.iter().map(line).collect()
}

fn parts(text: &str) -> Vec<TextPart<'_>> {
    let mut parts = Vec::new();
    for (i, known) in text.split("{…}").enumerate() {
        if i > 0 {
            parts.push(TextPart::Hole);
        }
        parts.push(TextPart::Text(known.into()));
    }
    parts
}
